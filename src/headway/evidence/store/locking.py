"""One writer at a time, over processes."""

import contextlib
import fcntl
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from headway.evidence.errors import EvidenceError

_PATIENCE = 2.0
_PAUSE = 0.05


@contextmanager
def only_writer(folder: Path, doing: str) -> Iterator[None]:
    """
    Hold the data directory for writing; the system lets go when the process ends, however.

    `doing`: What for, told to whoever else wants to write.

    Raises:
        EvidenceError: Another process is writing and did not finish within two seconds.
    """
    path = folder / "writing.lock"
    with path.open("a+", encoding="utf-8") as file:
        deadline = time.monotonic() + _PATIENCE
        while True:
            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
                break
            except BlockingIOError:
                if time.monotonic() > deadline:
                    raise EvidenceError(_taken(path, folder)) from None
                time.sleep(_PAUSE)
        file.truncate(0)
        file.write(f"process {os.getpid()}, {doing}")
        file.flush()
        try:
            yield
        finally:
            with contextlib.suppress(OSError):
                file.truncate(0)


def _taken(path: Path, folder: Path) -> str:
    who = path.read_text(encoding="utf-8").strip() or "another process"
    return (
        f"{folder} is being written to by {who}. Nothing was changed; try again when it has "
        "finished."
    )

"""
Reading somebody else's file in a process of its own, bounded in time and memory.

For uploads: whatever a file does to its reader, the service goes on.
"""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path
from time import monotonic

from headway.importing.documents.document import Document, DocumentError
from headway.importing.documents.document_json import from_json
from headway.importing.documents.files import check, megabytes
from headway.importing.documents.limits import DEFAULT, Limits

_TICK = 0.5
_REFUSED = 3


def read_bounded(
    path: Path, limits: Limits = DEFAULT, progress: Callable[[float], None] | None = None
) -> Document:
    """
    The document in a file of any known format, or the reason why there is none.

    Args:
        path: The file; it is read by a process that may not write files.
        limits: Where reading ends.
        progress: Told the seconds passed, about twice a second, while it waits.

    Raises:
        DocumentError: It cannot be read, or not within the limits.
    """
    check(path, limits)
    asked = json.dumps({"path": str(path.resolve()), "limits": asdict(limits)})
    child = subprocess.Popen(
        [sys.executable, "-m", "headway.importing.worker"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        encoding="utf-8",
        start_new_session=True,
        env=_environment(),
    )
    try:
        said = _answer(child, asked, path, limits, progress)
    finally:
        _end(child)
    if child.returncode == 0:
        return from_json(said)
    raise DocumentError(said) if child.returncode == _REFUSED else _killed(child, path, limits)


def _environment() -> dict[str, str]:
    """What Python needs to start, and nothing that a document's reader should know."""
    kept = ("PATH", "LANG", "LC_ALL", "HOME", "PYTHONPATH", "SYSTEMROOT")
    found = {name: os.environ[name] for name in kept if name in os.environ}
    return {**found, "PYTHONIOENCODING": "utf-8:surrogatepass", "MALLOC_ARENA_MAX": "2"}


def _answer(
    child: subprocess.Popen[str],
    asked: str,
    path: Path,
    limits: Limits,
    progress: Callable[[float], None] | None,
) -> str:
    began = monotonic()
    waiting: str | None = asked
    while True:
        try:
            said, _ = child.communicate(waiting, timeout=_TICK)
        except subprocess.TimeoutExpired:
            waiting = None
            passed = monotonic() - began
            if passed > limits.seconds:
                raise _too_slow(path, limits) from None
            if progress is not None:
                progress(passed)
        else:
            return said


def _end(child: subprocess.Popen[str]) -> None:
    if child.poll() is None:
        child.kill()
    child.communicate()


def _killed(child: subprocess.Popen[str], path: Path, limits: Limits) -> DocumentError:
    if child.returncode in (-signal.SIGXCPU, -signal.SIGKILL):
        return _too_slow(path, limits)
    return DocumentError(
        f"{path.name} needed more than {megabytes(limits.memory)} of memory, or broke its reader;"
        " it was not read. Save only the plan's own pages as a new document."
    )


def _too_slow(path: Path, limits: Limits) -> DocumentError:
    return DocumentError(
        f"{path.name} took more than {limits.seconds} seconds to read and was stopped; save only"
        " the plan's own pages as a new document."
    )

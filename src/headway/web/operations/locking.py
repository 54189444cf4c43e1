"""Who uses the data folder: any number of services, or one restore."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from headway.web.operations.errors import ServingError

NAME = "in-use.lock"


@contextmanager
def in_use(folder: Path, *, alone: bool = False) -> Iterator[None]:
    """
    Hold the data folder, together with other services or alone.

    The system lets go of it when the process ends, however it ends. Where there are no such
    locks, on Windows, nothing is held.

    Raises:
        ServingError: It is held otherwise by somebody else.
    """
    try:
        import fcntl  # noqa: PLC0415 - not there on Windows
    except ImportError:
        yield
        return
    with (folder / NAME).open("a") as file:
        try:
            fcntl.flock(file, (fcntl.LOCK_EX if alone else fcntl.LOCK_SH) | fcntl.LOCK_NB)
        except OSError as error:
            raise ServingError(
                f"The service runs on {folder} at the moment. Stop it first, web and worker."
                if alone
                else f"A backup is being put back into {folder}. Start the service after it."
            ) from error
        yield

"""Files written whole or not at all."""

import os
import re
import tempfile
from collections.abc import Mapping
from pathlib import Path

from headway.domain.errors import HeadwayError


class SavingError(HeadwayError):
    """A file could not be written."""


def save_all(files: Mapping[Path, bytes]) -> None:
    """
    Write the files, making their folder where it is missing.

    Each takes the place of an older one in one step, so nobody ever opens half a file.

    Raises:
        SavingError: A folder or a file cannot be written; the message names it.
    """
    for path, data in files.items():
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            _save(path, data)
        except OSError as error:
            raise SavingError(
                f"{path}: the file could not be written ({error.strerror}); "
                "name a folder that you may write to, or close the file where it is open."
            ) from error


def _save(path: Path, data: bytes) -> None:
    handle, draft = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        Path(draft).chmod(0o644)
        Path(draft).replace(path)
    except BaseException:
        Path(draft).unlink(missing_ok=True)
        raise


def file_name(*parts: str) -> str:
    """
    A name that every file system takes.

    >>> file_name("Children's plan", "progress report", "2020-05-31")
    'children-s-plan-progress-report-2020-05-31'
    """
    words = re.sub(r"[^a-z0-9]+", "-", "-".join(parts).lower())
    return words.strip("-")[:120] or "report"


def size_words(size: int) -> str:
    """
    A file's size as people read it.

    >>> size_words(327_067), size_words(1_500_000), size_words(900)
    ('327 kB', '1.5 MB', '900 bytes')
    """
    if size < 1000:
        return f"{size} bytes"
    return f"{size / 1000:.0f} kB" if size < 1_000_000 else f"{size / 1_000_000:.1f} MB"

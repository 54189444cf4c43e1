"""
Keeping a copy of all there is: the database as at one moment, and the data folder.

A backup is a tar file. The database is copied first and the files after it: files are only ever
added, so that whatever the database speaks of is there. `manifest.json` comes last, with the
digest of each; a backup without it was not finished.
"""

import hashlib
import io
import json
import os
import tarfile
import tempfile
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import asdict, dataclass, field
from datetime import datetime
from pathlib import Path

from django.db import connection

from headway import __version__
from headway.web.operations import locking, snapshots
from headway.web.operations.errors import BackupError

FORMAT = 1
MANIFEST = "manifest.json"
DATABASE, FILES = "database", "files"
LEFT_OUT = frozenset({"static", "backups", "counted", "scratch", "worker.pulse", locking.NAME})
"""By name: what can be made again, what is no longer valid elsewhere, and other backups."""
ASIDE = "replaced-"
"""How folders begin that hold what a restore put aside."""


@dataclass(kw_only=True)
class Manifest:
    """
    What a backup says of itself.

    Attributes:
        vendor: The kind of database it is of.
        tables: Columns of each table; empty for SQLite.
        digests: SHA-256 of each entry.
    """

    made_at: str
    vendor: str
    migrations: list[tuple[str, str]]
    tables: dict[str, list[str]]
    headway: str = __version__
    format: int = FORMAT
    digests: dict[str, str] = field(default_factory=dict)


def back_up(
    path: Path, *, folder: Path, at: datetime, with_files: bool = True, force: bool = False
) -> Path:
    """
    Write a backup while the service runs; nobody waits for it.

    It holds the secret key and everybody's data, so that this user alone may read it.

    Args:
        path: Where to; it is there only once it is whole.
        folder: The data folder.
        at: Now.
        with_files: Whether the data folder comes with it.
        force: Whether a file that is there already is replaced.

    Raises:
        BackupError: The file is there already, or cannot be written.
    """
    if path.exists() and not force:
        raise BackupError(f"{path} is there already. Name another file, or say --force.")
    passing = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        with tempfile.TemporaryDirectory(prefix=".headway-", dir=path.parent) as stage:
            staged = Path(stage)
            manifest = Manifest(
                made_at=at.isoformat(),
                vendor=connection.vendor,
                migrations=snapshots.applied(),
                tables=snapshots.take(staged),
            )
            passing.touch(mode=0o600)
            with tarfile.open(passing, "w") as tar:
                for one in sorted(staged.iterdir()):
                    manifest.digests[f"{DATABASE}/{one.name}"] = _add(
                        tar, one, f"{DATABASE}/{one.name}"
                    )
                if with_files:
                    _add_files(tar, folder, staged, manifest, without={passing, path})
                _add_manifest(tar, manifest)
            _settle(passing)
            passing.replace(path)
    except OSError as error:
        raise BackupError(
            f"The backup could not be written to {path} ({error.strerror or error}). "
            "Nothing of it was kept; make room, or name another folder."
        ) from error
    finally:
        passing.unlink(missing_ok=True)
    return path


def read_manifest(tar: tarfile.TarFile) -> Manifest:
    """
    What a backup says of itself.

    Raises:
        BackupError: It is none, was not finished, or is of a later version.
    """
    try:
        file = tar.extractfile(MANIFEST)
        told = json.loads(file.read()) if file else {}
        manifest = Manifest(**told)
        manifest.migrations = [(app, name) for app, name in manifest.migrations]
    except (KeyError, TypeError, ValueError) as error:
        raise BackupError("This is no backup of Headway, or it was not finished.") from error
    if manifest.format != FORMAT:
        raise BackupError(
            f"The backup was made by Headway {manifest.headway}; this is {__version__}. "
            "Put it back with that version or a later one."
        )
    return manifest


def _add_files(
    tar: tarfile.TarFile, folder: Path, staged: Path, manifest: Manifest, without: set[Path]
) -> None:
    """SQLite files first, as at one moment each: they tell of the files beside them."""
    paths = [one for one in _files(folder) if one not in without]
    for path in sorted(paths, key=lambda one: (not _is_sqlite(one), one)):
        name = f"{FILES}/{path.relative_to(folder).as_posix()}"
        source = path
        if _is_sqlite(path):
            source = staged / ".passing"
            source.unlink(missing_ok=True)
            snapshots.copy_sqlite(path, source)
        with suppress(FileNotFoundError):  # a passing file
            manifest.digests[name] = _add(tar, source, name)


def _files(folder: Path) -> Iterator[Path]:
    database = str(connection.settings_dict["NAME"])
    for root, folders, names in os.walk(folder):
        folders[:] = [
            one for one in folders if one not in LEFT_OUT and not one.startswith((ASIDE, "."))
        ]
        for name in names:
            path = Path(root) / name
            passing = name.endswith(("-wal", "-shm", "-journal")) or name.startswith(".")
            if name in LEFT_OUT or passing or not path.is_file() or path.is_symlink():
                continue
            if connection.vendor != "sqlite" or str(path) != database:
                yield path


def _is_sqlite(path: Path) -> bool:
    try:
        with path.open("rb") as file:
            return file.read(16) == b"SQLite format 3\0"
    except OSError:
        return False


class _Digested(io.RawIOBase):
    """A file that is digested while it is read."""

    def __init__(self, file: io.BufferedReader) -> None:
        self._file, self.digest = file, hashlib.sha256()

    def read(self, size: int = -1, /) -> bytes:
        """As files do."""
        block = self._file.read(size)
        self.digest.update(block)
        return block


def _add(tar: tarfile.TarFile, path: Path, name: str) -> str:
    with path.open("rb") as file:
        info = tar.gettarinfo(arcname=name, fileobj=file)
        info.uid = info.gid = 0
        info.uname = info.gname = ""
        digested = _Digested(file)
        tar.addfile(info, digested)
    return digested.digest.hexdigest()


def _add_manifest(tar: tarfile.TarFile, manifest: Manifest) -> None:
    content = json.dumps(asdict(manifest), indent=1).encode()
    info = tarfile.TarInfo(MANIFEST)
    info.size, info.mode = len(content), 0o600
    tar.addfile(info, io.BytesIO(content))


def _settle(path: Path) -> None:
    """On the disk, before it gets its name."""
    with path.open("rb") as file:
        os.fsync(file.fileno())

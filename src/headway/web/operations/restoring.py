"""Putting a backup back, into an installation that is empty or is to be replaced."""

import hashlib
import os
import shutil
import tarfile
import tempfile
from datetime import datetime
from pathlib import Path

from django.core.management import call_command
from django.db import connection, connections

from headway.web.operations import snapshots
from headway.web.operations.backups import (
    ASIDE,
    DATABASE,
    FILES,
    LEFT_OUT,
    Manifest,
    back_up,
    read_manifest,
)
from headway.web.operations.errors import BackupError
from headway.web.operations.locking import in_use

_PASSING = ".restoring-"


def restore(path: Path, *, folder: Path, at: datetime, replace: bool = False) -> str:
    """
    Put a backup back, and bring it to the shape that this version needs.

    All of it is read and checked before anything is touched. What was there is put aside: files
    into a folder of their own, a PostgreSQL database into a backup.

    Returns:
        Where what was there before was put; empty where there was nothing.

    Raises:
        BackupError: It is no whole backup, is of a later version or of another kind of
            database, or there is something already and `replace` was not said.
        ServingError: The service runs.
    """
    with in_use(folder, alone=True):
        try:
            with tempfile.TemporaryDirectory(prefix=_PASSING, dir=folder) as stage:
                staged = Path(stage)
                manifest = _unpacked(path, staged)
                _refuse_unfit(manifest)
                if manifest.vendor == "sqlite":
                    snapshots.check_sqlite(staged / DATABASE / snapshots.SQLITE_FILE)
                there = _is_anything_there()
                if there and not replace:
                    raise BackupError(
                        "There are people or plans in this installation. Say --replace to put "
                        "the backup in their place; what is there is put aside."
                    )
                aside = _put_aside(folder, at, there=there, keep=path)
                _put(staged, folder, manifest)
        except OSError as error:
            raise BackupError(
                f"The backup could not be put back ({error.strerror or error}). "
                "Look at the disk and the folder's permissions, then do it again."
            ) from error
    call_command("migrate", interactive=False, verbosity=0)
    connections.close_all()
    return aside


def _unpacked(path: Path, to: Path) -> Manifest:
    """Every entry, once its digest is what the manifest says."""
    try:
        with tarfile.open(path) as tar:
            manifest = read_manifest(tar)
            for name, digest in manifest.digests.items():
                if taken_out(tar, name, to) != digest:
                    raise BackupError(f"“{name}” in the backup is damaged. Use another backup.")
    except (tarfile.TarError, KeyError, EOFError) as error:
        raise BackupError(f"{path} is no backup of Headway, or it is damaged.") from error
    except FileNotFoundError as error:
        raise BackupError(f"There is no file {path}.") from error
    return manifest


def taken_out(tar: tarfile.TarFile, name: str, to: Path) -> str:
    """
    One entry into its place below a folder, and its digest; links and ways out are no files.

    By hand, for Python 3.11 has `tarfile`'s filters from 3.11.4 on, and Debian 12 has 3.11.2.
    """
    path = to / name
    content = tar.extractfile(name)
    if (
        content is None
        or not tar.getmember(name).isfile()
        or not path.resolve().is_relative_to(to.resolve())
    ):
        raise BackupError(f"“{name}” in the backup is no file of ours. Use another backup.")
    path.parent.mkdir(parents=True, exist_ok=True)
    digested = hashlib.sha256()
    with content, path.open("xb") as file:
        path.chmod(0o600 | (tar.getmember(name).mode & 0o700))
        while block := content.read(1 << 20):
            digested.update(block)
            file.write(block)
    os.utime(path, (tar.getmember(name).mtime,) * 2)
    return digested.hexdigest()


def _refuse_unfit(manifest: Manifest) -> None:
    kinds = {"sqlite": "SQLite", "postgresql": "PostgreSQL"}
    if manifest.vendor != connection.vendor:
        raise BackupError(
            f"The backup is of {kinds.get(manifest.vendor, manifest.vendor)}, and HEADWAY_DATABASE "
            f"names {kinds[connection.vendor]}. Put it back into the kind that it came from."
        )
    if later := snapshots.unknown(manifest.migrations):
        raise BackupError(
            f"The backup was made by a later version ({manifest.headway}, with {later[0]}). "
            "Install that version, then put it back."
        )


def _is_anything_there() -> bool:
    tables = connection.introspection.table_names()
    with connection.cursor() as cursor:
        for table in ("people_person", "plans_planrecord"):
            if table in tables:
                cursor.execute(f"SELECT 1 FROM {table} LIMIT 1")  # noqa: S608 - one of two names
                if cursor.fetchone():
                    return True
    return False


def _put_aside(folder: Path, at: datetime, *, there: bool, keep: Path) -> str:
    """Whatever the backup would write over, and the database."""
    aside = folder / f"{ASIDE}{at:%Y%m%d-%H%M%S}"
    if connection.vendor == "postgresql" and there:
        backups = folder / "backups"
        backups.mkdir(mode=0o700, exist_ok=True)
        back_up(backups / f"{aside.name}.tar", folder=folder, at=at, with_files=False)
    connections.close_all()
    database = connection.settings_dict["NAME"] if connection.vendor == "sqlite" else None
    found = [
        one
        for one in folder.iterdir()
        if one.name not in LEFT_OUT
        and not one.name.startswith((ASIDE, "."))
        and one.resolve() != keep.resolve()
    ]
    if database and (Path(database).exists() and Path(database).parent != folder):
        found += [
            path for end in ("", "-wal", "-shm") if (path := Path(f"{database}{end}")).exists()
        ]
    if not found:
        return ""
    aside.mkdir(mode=0o700)
    for one in found:
        shutil.move(one, aside / one.name)
    return str(aside)


def _put(staged: Path, folder: Path, manifest: Manifest) -> None:
    files = staged / FILES
    for one in sorted(files.iterdir()) if files.is_dir() else ():
        shutil.move(one, folder / one.name)
    if connection.vendor == "sqlite":
        shutil.move(staged / DATABASE / snapshots.SQLITE_FILE, connection.settings_dict["NAME"])
    else:
        snapshots.put(staged / DATABASE, manifest.tables, manifest.migrations)

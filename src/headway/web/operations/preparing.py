"""Bringing the database to the shape that this version needs, with a copy of it made before."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from django.core.management import call_command
from django.db import connection
from django.utils import timezone

from headway import __version__
from headway.web.operations.backups import back_up
from headway.web.operations.readiness import pending

_LOCK = 4_839_201
"""Any number that other programs in the same database do not use for a lock."""
KEPT = 5
"""Copies made before upgrades; older ones are thrown away."""


def prepare(folder: Path, tell: Callable[[str], None]) -> None:
    """
    Migrate the database where it needs it; a database that holds anything is copied first.

    Of several services that start at once on PostgreSQL, one migrates and the others wait.
    """
    with _one_at_a_time():
        lacking = pending()
        if not lacking:
            return
        if "people_person" in connection.introspection.table_names() or (
            "plans_planrecord" in connection.introspection.table_names()
        ):
            made = _copy(folder)
            tell(f"The database is of an earlier version; a copy was kept as {made}.")
        call_command("migrate", interactive=False, verbosity=0)


def _copy(folder: Path) -> Path:
    backups = folder / "backups"
    backups.mkdir(mode=0o700, exist_ok=True)
    older = sorted(backups.glob("before-*.tar"), key=lambda path: path.stat().st_mtime)
    for path in older[: max(0, len(older) - KEPT + 1)]:
        path.unlink()
    name = f"before-{__version__}-{timezone.now():%Y%m%d-%H%M%S}.tar"
    return back_up(backups / name, folder=folder, at=timezone.now(), with_files=False)


@contextmanager
def _one_at_a_time() -> Iterator[None]:
    if connection.vendor != "postgresql":
        yield  # one machine, and each migration's transaction takes the lock by itself
        return
    with connection.cursor() as cursor:
        cursor.execute("SET lock_timeout = 0")  # somebody else's migration takes what it takes
        cursor.execute("SELECT pg_advisory_lock(%s)", [_LOCK])
        try:
            yield
        finally:
            cursor.execute("SELECT pg_advisory_unlock(%s)", [_LOCK])
            cursor.execute("RESET lock_timeout")

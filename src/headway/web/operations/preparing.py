"""Bringing the database to the shape that this version needs, with a copy of it made before."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from django.core.management import call_command
from django.db import OperationalError, connection
from django.utils import timezone

from headway import __version__
from headway.web.operations.backups import back_up
from headway.web.operations.errors import ServingError
from headway.web.operations.readiness import pending
from headway.web.site.hindrances import BUSY, hindrance

_LOCK = 4_839_201
"""Any number that other programs in the same database do not use for a lock."""
PATIENCE = 60.0
"""Seconds that a database server has to begin to answer."""
PAUSE = 0.5
KEPT = 5
"""Copies made before upgrades; older ones are thrown away."""


def await_database(
    tell: Callable[[str], None],
    *,
    reach: Callable[[], object] | None = None,
    patience: float = PATIENCE,
    pause: float = PAUSE,
) -> None:
    """
    Wait until the database server can be reached: it may have been started together with us.

    Args:
        tell: Is told once that it does not answer yet.
        reach: Reaches it, or raises; our own connection if left out.
        patience: Seconds that it has to begin.
        pause: Seconds between two attempts.

    Raises:
        ServingError: It does not answer, though it had time to begin.
    """
    until, told = time.monotonic() + patience, False
    while True:
        try:
            (reach or connection.ensure_connection)()
        except OperationalError as error:
            first = str(error).partition("\n")[0]
            if hindrance(error) is not BUSY:
                raise
            if time.monotonic() >= until:
                raise ServingError(
                    f"The database does not answer ({first}). Start it, or put HEADWAY_DATABASE "
                    "right."
                ) from error
            if not told:
                tell(f"The database does not answer yet ({first}); it is asked again.")
            told = True
            time.sleep(pause)
        else:
            return


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

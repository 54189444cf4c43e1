"""Whether the service can work: the database, its shape, the worker."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor

from headway.web.notices import queries as notices

LATE = timedelta(minutes=5)
"""The worker ticks every minute; after this it counts as standing still."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Readiness:
    """
    How the service stands.

    Attributes:
        database: Whether it answers.
        migrated: Whether it has the shape that this version needs.
        ticked_at: When the worker last ticked; None where it never did.
    """

    database: bool
    migrated: bool
    ticked_at: datetime | None

    @property
    def can_answer(self) -> bool:
        """Whether pages can be served; mail may wait for its worker."""
        return self.database and self.migrated

    def worker_is_late(self, now: datetime) -> bool:
        """Whether the worker stands still, or never ran."""
        return self.ticked_at is None or now - self.ticked_at > LATE


def pending() -> list[str]:
    """Migrations that the database still lacks; a few queries."""
    executor = MigrationExecutor(connection)
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    return [f"{one.app_label}.{one.name}" for one, _ in plan]


_migrated: list[bool] = []
"""That it was found migrated: this version's own migrations do not grow while it runs."""


def readiness() -> Readiness:
    """How the service stands now; two queries once it was found migrated."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        return Readiness(database=False, migrated=False, ticked_at=None)
    try:
        if not _migrated:
            if pending():
                return Readiness(database=True, migrated=False, ticked_at=None)
            _migrated.append(True)
        beat = notices.last_beat("tick")
    except DatabaseError:
        return Readiness(database=True, migrated=False, ticked_at=None)
    return Readiness(database=True, migrated=True, ticked_at=beat.at if beat else None)

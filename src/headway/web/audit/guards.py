"""
What the database itself refuses: to change or remove an entry of the audit trail.

Whoever may alter tables may also drop these triggers; the chain of hashes then tells.
"""

from typing import Any

TABLE = "audit_entry"
WORDS = "entries of the audit trail are never changed or removed"

SQLITE: dict[str, str] = {
    f"audit_entry_no_{verb.lower()}": (
        f"CREATE TRIGGER audit_entry_no_{verb.lower()} BEFORE {verb} ON {TABLE} "
        f"BEGIN SELECT RAISE(ABORT, '{WORDS}'); END"
    )
    for verb in ("UPDATE", "DELETE")
}

FUNCTION = (
    "CREATE OR REPLACE FUNCTION audit_entry_refuse() RETURNS trigger LANGUAGE plpgsql AS "
    f"$$ BEGIN RAISE EXCEPTION '{WORDS}'; END $$"
)
POSTGRESQL: dict[str, str] = {
    "audit_entry_no_change": (
        f"CREATE TRIGGER audit_entry_no_change BEFORE UPDATE OR DELETE ON {TABLE} "
        "FOR EACH ROW EXECUTE FUNCTION audit_entry_refuse()"
    ),
    "audit_entry_no_truncate": (
        f"CREATE TRIGGER audit_entry_no_truncate BEFORE TRUNCATE ON {TABLE} "
        "FOR EACH STATEMENT EXECUTE FUNCTION audit_entry_refuse()"
    ),
}


def missing(connection: Any) -> list[str]:
    """The names of the guards that are not there; one query."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'")
        else:
            cursor.execute("SELECT tgname FROM pg_trigger WHERE tgenabled <> 'D'")
        there = {row[0] for row in cursor.fetchall()}
    return [name for name in _guards(connection) if name not in there]


def put_up(connection: Any) -> None:
    """Make the guards that are not there."""
    guards = _guards(connection)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(FUNCTION)
        for name in missing(connection):
            cursor.execute(guards[name])


def take_down(connection: Any) -> None:
    """Remove them: for a migration that goes back, and for tests that empty their database."""
    where = "" if connection.vendor == "sqlite" else f" ON {TABLE}"
    with connection.cursor() as cursor:
        for name in _guards(connection):
            cursor.execute(f"DROP TRIGGER IF EXISTS {name}{where}")


def _guards(connection: Any) -> dict[str, str]:
    return SQLITE if connection.vendor == "sqlite" else POSTGRESQL

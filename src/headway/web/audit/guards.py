"""
What the database itself refuses: to change or remove an entry of the audit trail.

It lets one change through, by which words are erased: they become empty together with their
salt, and all else stays. Whoever may alter tables may also drop these triggers; the chain of
hashes then tells.
"""

from typing import Any

TABLE = "audit_entry"
WORDS = "entries of the audit trail are never changed or removed"

ERASABLE: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("reason_seal", ("reason", "reason_salt")),
    ("change_seal", ("before", "after", "change_salt")),
)
"""Columns that may become empty together, the salt last, and the seal that must be there."""

KEPT = (
    "seq", "at", "actor_id", "partnership", "verb", "noun", "key", "reason_seal", "change_seal",
    "previous", "hash",
)  # fmt: skip
"""Columns that no change touches; a test holds these and the erasable to be all there are."""


def _same(columns: tuple[str, ...]) -> str:
    return " AND ".join(f"NEW.{one} IS NOT DISTINCT FROM OLD.{one}" for one in columns)


def _only_erases() -> str:
    """A condition that holds of a change which empties words with their salt and no more."""
    all_words = tuple(column for _, columns in ERASABLE for column in columns)
    clauses = [_same(KEPT), f"NOT ({_same(all_words)})"]
    for seal, columns in ERASABLE:
        said = " OR ".join(f"OLD.{one} <> ''" for one in columns[:-1])
        emptied = " AND ".join(f"NEW.{one} = ''" for one in columns)
        erases = f"OLD.{seal} <> '' AND ({said}) AND {emptied}"
        clauses.append(f"(({_same(columns)}) OR ({erases}))")
    return " AND ".join(clauses)


_ABORT = f"BEGIN SELECT RAISE(ABORT, '{WORDS}'); END"
SQLITE: dict[str, str] = {
    "audit_entry_no_update": (
        f"CREATE TRIGGER audit_entry_no_update BEFORE UPDATE ON {TABLE} "
        f"WHEN NOT ({_only_erases()}) {_ABORT}"
    ).replace("IS NOT DISTINCT FROM", "IS"),
    "audit_entry_no_delete": (
        f"CREATE TRIGGER audit_entry_no_delete BEFORE DELETE ON {TABLE} {_ABORT}"
    ),
    # One that replaces another would remove it without a DELETE.
    "audit_entry_no_replace": (
        f"CREATE TRIGGER audit_entry_no_replace BEFORE INSERT ON {TABLE} WHEN NEW.seq IN "  # noqa: S608 - our own names
        f"(SELECT seq FROM {TABLE}) OR NEW.hash IN (SELECT hash FROM {TABLE}) {_ABORT}"
    ),
}

FUNCTION = "audit_entry_refuse"
_BODY = (
    f" BEGIN IF TG_OP = 'UPDATE' THEN IF {_only_erases()} THEN RETURN NEW; END IF; END IF; "
    f"RAISE EXCEPTION '{WORDS}'; END "
)
_MAKE_FUNCTION = (
    f"CREATE OR REPLACE FUNCTION {FUNCTION}() RETURNS trigger LANGUAGE plpgsql AS $${_BODY}$$"
)
POSTGRESQL: dict[str, str] = {
    "audit_entry_no_change": (
        f"CREATE TRIGGER audit_entry_no_change BEFORE UPDATE OR DELETE ON {TABLE} "
        f"FOR EACH ROW EXECUTE FUNCTION {FUNCTION}()"
    ),
    "audit_entry_no_truncate": (
        f"CREATE TRIGGER audit_entry_no_truncate BEFORE TRUNCATE ON {TABLE} "
        f"FOR EACH STATEMENT EXECUTE FUNCTION {FUNCTION}()"
    ),
}


def missing(connection: Any) -> list[str]:
    """The names of the guards that are not there, or that guard something else; a query or two."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
            there = dict(cursor.fetchall())
            return [name for name, made in SQLITE.items() if there.get(name) != made]
        cursor.execute("SELECT tgname FROM pg_trigger WHERE tgenabled <> 'D'")
        standing = {row[0] for row in cursor.fetchall()}
        cursor.execute("SELECT prosrc FROM pg_proc WHERE proname = %s", [FUNCTION])
        refuses = (_BODY,) in cursor.fetchall()
    gone = [name for name in POSTGRESQL if name not in standing]
    return gone if refuses else [*gone, FUNCTION]


def put_up(connection: Any) -> None:
    """Make the guards that are not there, and those anew that are not what they should be."""
    gone = missing(connection)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(_MAKE_FUNCTION)
        for name, made in _guards(connection).items():
            if name in gone:
                cursor.execute(_drop(connection, name))
                cursor.execute(made)


def take_down(connection: Any) -> None:
    """Remove them: for a migration that goes back, and for tests that empty their database."""
    with connection.cursor() as cursor:
        for name in _guards(connection):
            cursor.execute(_drop(connection, name))


def _drop(connection: Any, name: str) -> str:
    where = "" if connection.vendor == "sqlite" else f" ON {TABLE}"
    return f"DROP TRIGGER IF EXISTS {name}{where}"


def _guards(connection: Any) -> dict[str, str]:
    return SQLITE if connection.vendor == "sqlite" else POSTGRESQL

"""The database as it stood at one moment, in files; and from those files back into a database."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

from django.db import connection, connections, transaction
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.recorder import MigrationRecorder

from headway.web.audit import guards
from headway.web.operations.errors import BackupError

SQLITE_FILE = "database.sqlite3"
_BLOCK = 1 << 20


def applied() -> list[tuple[str, str]]:
    """The migrations that the database has, in the order in which they were made."""
    rows = MigrationRecorder(connection).migration_qs.order_by("pk")
    return [(row.app, row.name) for row in rows]


def unknown(migrations: list[tuple[str, str]]) -> list[str]:
    """Those of some migrations that this version does not know: it is older than they are."""
    known = MigrationExecutor(connection).loader.disk_migrations
    return [f"{app}.{name}" for app, name in migrations if (app, name) not in known]


def copy_sqlite(source: Path, to: Path) -> None:
    """A SQLite file as it stands between two transactions; writers go on meanwhile."""
    with (
        closing(sqlite3.connect(f"{source.resolve().as_uri()}?mode=ro", uri=True)) as old,
        closing(sqlite3.connect(to)) as new,
    ):
        old.backup(new)


def check_sqlite(path: Path) -> None:
    """
    Look through a SQLite file.

    Raises:
        BackupError: It is damaged.
    """
    with closing(sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)) as database:
        try:
            said = database.execute("PRAGMA integrity_check").fetchone()[0]
        except sqlite3.DatabaseError as error:
            said = str(error)
    if said != "ok":
        raise BackupError("The backup's database is damaged. Use another backup.")


def take(to: Path) -> dict[str, list[str]]:
    """
    Write the database into a folder, as one transaction sees it.

    Returns:
        The columns of each table in the files; empty where the database is a file itself.
    """
    if connection.vendor == "sqlite":
        copy_sqlite(Path(connection.settings_dict["NAME"]), to / SQLITE_FILE)
        return {}
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        tables = {table: _columns(cursor, table) for table in sorted(_tables(cursor))}
        for table, columns in tables.items():
            with (
                (to / f"{table}.copy").open("wb") as file,
                cursor.copy(f"COPY {_within(table, columns)} TO STDOUT") as rows,
            ):
                for block in rows:
                    file.write(block)
    return tables


def put(folder: Path, tables: dict[str, list[str]], migrations: list[tuple[str, str]]) -> None:
    """
    Fill PostgreSQL from such a folder: whatever is there goes, in the shape it had then.

    The rows come in one transaction; what fails leaves an empty database and the copy of the
    one before.
    """
    with transaction.atomic(), connection.cursor() as cursor:
        for table in _tables(cursor):
            cursor.execute(f"DROP TABLE {_quoted(table)} CASCADE")
    MigrationExecutor(connection).migrate(migrations)
    with transaction.atomic(), connection.cursor() as cursor:
        has_trail = guards.TABLE in tables
        if has_trail:
            guards.take_down(connection)
        names = ", ".join(_quoted(table) for table in _tables(cursor))
        cursor.execute(f"TRUNCATE {names}")
        for table, columns in tables.items():
            with cursor.copy(f"COPY {_within(table, columns)} FROM STDIN") as rows:
                for block in _blocks(folder / f"{table}.copy"):
                    rows.write(block)
            _count_on(cursor, table, columns)
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        if has_trail:
            guards.put_up(connection)
    connections.close_all()


def _count_on(cursor: Any, table: str, columns: list[str]) -> None:
    """Numbers that are given by the database go on after the highest there is."""
    for column in columns:
        cursor.execute("SELECT pg_get_serial_sequence(%s, %s)", [_quoted(table), column])
        if sequence := cursor.fetchone()[0]:
            cursor.execute(
                f"SELECT setval(%s, COALESCE(MAX({_quoted(column)}), 0) + 1, false) "  # noqa: S608 - names from the database's own catalogue
                f"FROM {_quoted(table)}",
                [sequence],
            )


def _blocks(path: Path) -> Iterator[bytes]:
    with path.open("rb") as file:
        while block := file.read(_BLOCK):
            yield block


def _tables(cursor: Any) -> list[str]:
    return [one.name for one in connection.introspection.get_table_list(cursor) if one.type == "t"]


def _columns(cursor: Any, table: str) -> list[str]:
    return [str(one.name) for one in connection.introspection.get_table_description(cursor, table)]


def _within(table: str, columns: list[str]) -> str:
    return f"{_quoted(table)} ({', '.join(_quoted(one) for one in columns)})"


def _quoted(name: str) -> str:
    return connection.ops.quote_name(name.replace('"', ""))

"""
Rows into a temporary table, as fast as the database takes them, and what is wrong with them.

SQLite takes tuples, PostgreSQL its own binary COPY. What follows is the same SQL on both.
"""

import sys
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy as np
from django.db import connection
from numpy.typing import NDArray

StagedRow = tuple[int, int, int, int, float | None, int | None, int | None, int]
"""Area, breakdown, measure and period by number; value, numerator, denominator; flag."""

STAGE = "figures_stage"

_SQLITE_TABLE = f"""
CREATE TEMPORARY TABLE {STAGE} (
    area_id INTEGER, breakdown_id INTEGER, measure_id INTEGER, period_id INTEGER,
    value REAL, numerator INTEGER, denominator INTEGER, flag INTEGER
)"""
_POSTGRESQL_TABLE = f"""
CREATE TEMPORARY TABLE {STAGE} (
    area_id INTEGER, breakdown_id INTEGER, measure_id INTEGER, period_id INTEGER,
    value DOUBLE PRECISION, numerator BIGINT, denominator BIGINT, flag SMALLINT
)"""

_KINDS = (">i4", ">i4", ">i4", ">i4", ">f8", ">i8", ">i8", ">i2")
"""Of the columns in PostgreSQL's binary form, which puts the highest byte first."""

_COPY_HEAD = b"PGCOPY\n\xff\r\n\0" + bytes(8)
_COPY_END = b"\xff\xff"
_NULL = -1


def prepare() -> None:
    """An empty stage, seen by this connection alone."""
    with connection.cursor() as cursor:
        cursor.execute(f"DROP TABLE IF EXISTS {STAGE}")
        cursor.execute(_POSTGRESQL_TABLE if connection.vendor == "postgresql" else _SQLITE_TABLE)


def put(rows: Sequence[StagedRow]) -> None:
    """
    Rows into the stage.

    Raises:
        OverflowError: A count is beyond 64 bits.
        ValueError: A value is not a number.
    """
    _WAYS[connection.vendor](rows)


def _put_tuples(rows: Sequence[StagedRow]) -> None:
    with connection.cursor() as cursor:
        # The driver's own: Django's would first turn each placeholder and keep what was said.
        cursor.cursor.connection.executemany(
            f"INSERT INTO {STAGE} VALUES (?, ?, ?, ?, ?, ?, ?, ?)",  # noqa: S608 - our own words
            rows,
        )


def _put_copied(rows: Sequence[StagedRow]) -> None:
    with (
        connection.cursor() as cursor,
        cursor.copy(f"COPY {STAGE} FROM STDIN (FORMAT binary)") as copy,
    ):
        copy.write(_COPY_HEAD)
        for part in binary(rows):
            copy.write(part)
        copy.write(_COPY_END)


def binary(rows: Sequence[StagedRow]) -> list[bytes]:
    """
    Rows in PostgreSQL's binary form, those with the same gaps together.

    A row is the number of its fields, then of each its length and its bytes; a null has
    length -1 and none. Rows with the same nulls are all equally long, and so one array.
    """
    columns = list(zip(*rows, strict=True))
    empty = np.zeros(len(rows), dtype=np.int64)
    filled = []
    for place, (kind, column) in enumerate(zip(_KINDS, columns, strict=True)):
        if None in column:
            empty |= np.fromiter((one is None for one in column), bool, len(rows)) << place
        whole = (0 if one is None else one for one in column) if None in column else column
        filled.append(np.fromiter(whole, kind, len(rows)))
    return [_alike(filled, empty == gaps, int(gaps)) for gaps in np.unique(empty)]


def _alike(columns: Sequence[NDArray[Any]], chosen: NDArray[np.bool_], gaps: int) -> bytes:
    """The chosen rows, all with nulls in the same places: a bit of `gaps` for each column."""
    given = [None if gaps >> place & 1 else column[chosen] for place, column in enumerate(columns)]
    layout: list[tuple[str, str]] = [("fields", ">i2")]
    for place, column in enumerate(given):
        layout.append((f"length_{place}", ">i4"))
        if column is not None:
            layout.append((f"field_{place}", _KINDS[place]))
    records = np.empty(int(chosen.sum()), dtype=layout)
    records["fields"] = len(given)
    for place, column in enumerate(given):
        records[f"length_{place}"] = _NULL if column is None else column.itemsize
        if column is not None:
            records[f"field_{place}"] = column
    return records.tobytes()


_WAYS: Mapping[str, Callable[[Sequence[StagedRow]], None]] = {
    "sqlite": _put_tuples,
    "postgresql": _put_copied,
}

_FAULTS = (
    (
        "flag = 0 AND value IS NULL",
        "has neither a finite value nor a reason why there is none",
    ),
    (
        "flag <> 0 AND (value IS NOT NULL OR numerator IS NOT NULL)",
        "has both a reason why there is no value, and a value or a numerator",
    ),
    (
        f"value NOT BETWEEN {-sys.float_info.max!r} AND {sys.float_info.max!r}",
        "has a value that is not a finite number",
    ),
    ("numerator < 0 OR denominator < 0", "has a negative count"),
)
"""What the database refuses, as a condition on the stage, and in words."""


def fault() -> tuple[tuple[int, int, int, int], str] | None:
    """A staged figure that the database refuses, by its numbers, and why; None for none."""
    with connection.cursor() as cursor:
        for condition, words in _FAULTS:
            cursor.execute(
                f"SELECT area_id, breakdown_id, measure_id, period_id FROM {STAGE} "  # noqa: S608 - our own words
                f"WHERE {condition} LIMIT 1"
            )
            if found := cursor.fetchone():
                return found, words
        cursor.execute(
            f"SELECT area_id, breakdown_id, measure_id, period_id FROM {STAGE} "  # noqa: S608 - our own words
            "GROUP BY 1, 2, 3, 4 HAVING COUNT(*) > 1 LIMIT 1"
        )
        found = cursor.fetchone()
    return (found, "is given more than once") if found else None

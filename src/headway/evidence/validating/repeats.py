"""Rows of one file that are the same by their keys, found on disk and in bounded memory."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import duckdb

from headway.evidence.dataset import Dataset, Fault

_MEMORY = "1GB"
"""Above this the search goes on in files."""
_MOST = 1_000_000
"""More repeated rows than this are not told one by one: the file is of another grain."""


def repeated(dataset: Dataset, path: Path, scratch: Path) -> Iterator[tuple[Fault, dict[str, Any]]]:
    """
    Every row that repeats another, with its values.

    Rows that are alike in every column are one row written twice, and the first stands. Where
    rows agree in their keys and differ elsewhere, nobody can tell which is right: all are told.

    `path`: A Parquet file of typed rows with their numbers in `_row`.
    `scratch`: A folder for what does not fit into memory.
    """
    groups: dict[tuple[Any, ...], list[dict[str, Any]]] = {}
    for row in _candidates(dataset, path, scratch):
        groups.setdefault(tuple(row[key] for key in dataset.keys), []).append(row)
    for rows in groups.values():
        if len(rows) > 1:
            yield from _judged(dataset, rows)


def _candidates(dataset: Dataset, path: Path, scratch: Path) -> list[dict[str, Any]]:
    """Rows whose keys have the hash of another row's, in the order of the file."""
    keys = ", ".join(f'"{key}"' for key in dataset.keys)
    with duckdb.connect() as connection:
        connection.execute(f"SET memory_limit = '{_MEMORY}'")
        connection.execute("SET temp_directory = $folder", {"folder": str(scratch)})
        connection.execute("SET preserve_insertion_order = false")
        rows = connection.from_parquet(str(path))
        connection.register("rows", rows)
        connection.execute(
            f"CREATE TEMP TABLE twice AS SELECT hash({keys}) AS h FROM rows "
            "GROUP BY h HAVING count(*) > 1"
        )
        found = connection.execute(
            f"SELECT * FROM rows WHERE hash({keys}) IN (SELECT h FROM twice) "
            f"ORDER BY _row LIMIT {_MOST}"
        )
        return list(found.to_arrow_table().to_pylist())


def _judged(dataset: Dataset, rows: list[dict[str, Any]]) -> Iterator[tuple[Fault, dict[str, Any]]]:
    first, *others = rows
    differing = [
        name
        for name in first
        if name != "_row" and any(other[name] != first[name] for other in others)
    ]
    named = ", ".join(f"{key} {_shown(first[key])}" for key in dataset.keys)
    if not differing:
        for row in others:
            sentence = f"Row {first['_row']} says the same. Delete this one."
            yield _fault("repeated-row", row, named, sentence), row
        return
    for row in rows:
        elsewhere = next(other for other in rows if other is not row)
        sentence = (
            f"Row {elsewhere['_row']} has the same {', '.join(dataset.keys)} and differs in "
            f"{', '.join(differing)}. Keep the right one."
        )
        yield _fault("same-key", row, named, sentence), row


def _fault(rule: str, row: dict[str, Any], came: str, sentence: str) -> Fault:
    return Fault(rule=rule, row=row["_row"], column="", came=came, sentence=sentence)


def _shown(value: Any) -> str:
    return "(empty)" if value is None else str(value)

"""Rows of one file that are the same by their keys, found on disk and in bounded memory."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pyarrow.parquet as pq

from headway.evidence.dataset import Dataset, Fault

if TYPE_CHECKING:
    import duckdb

_MEMORY = "512MB"
"""Above this the search goes on in files."""
_BATCH = 50_000
_FEW = 200_000
"""Of so many rows the keys alone are grouped first: mostly none comes twice, and that is all."""


def repeated(
    dataset: Dataset, path: Path, scratch: Path, *, row_in_file: Callable[[int], int]
) -> Iterator[tuple[Fault, dict[str, Any]]]:
    """
    Every row that repeats another, with its values, in the order of the file.

    Rows that are alike in every column are one row written twice, and the first stands. Where
    rows agree in their keys and differ elsewhere, nobody can tell which is right: all are told.

    `path` is a Parquet file of typed rows with their numbers in `_row`; `scratch` is a folder
    for what does not fit into memory; `row_in_file` gives the row of the file of one of ours.
    """
    if _is_small_and_without_any(dataset.keys, path):
        return
    import duckdb  # noqa: PLC0415 - late: marks and most small files are looked through without it

    with duckdb.connect() as connection:
        connection.execute(f"SET memory_limit = '{_MEMORY}'")
        # Words in the query: for a parameter DuckDB brings in pandas, half a second.
        folder, quoted = (str(each).replace("'", "''") for each in (scratch, path))
        connection.execute(f"SET temp_directory = '{folder}'")
        connection.execute("SET preserve_insertion_order = false")
        connection.execute(f"CREATE TEMP VIEW rows AS FROM read_parquet('{quoted}')")
        names = [column.name for column in dataset.columns]
        if not _candidates(connection, dataset.keys):
            return
        connection.execute(_groups(dataset.keys, names))
        found = connection.execute(_told(dataset.keys))
        for batch in found.to_arrow_reader(_BATCH):
            for row in batch.to_pylist():
                yield _fault(dataset, row, row_in_file), row


def _is_small_and_without_any(keys: tuple[str, ...], path: Path) -> bool:
    with pq.ParquetFile(path) as file:
        if file.metadata.num_rows > _FEW:
            return False
        found = file.read(columns=list(keys))
    groups = found.group_by(list(keys)).aggregate([])
    return bool(groups.num_rows == found.num_rows)


def _candidates(connection: "duckdb.DuckDBPyConnection", keys: tuple[str, ...]) -> bool:
    """Rows whose keys have the hash of another row's, in a table; whether there are any."""
    hashed = f"hash({_listed(keys)})"
    connection.execute(
        f"CREATE TEMP TABLE hashes AS SELECT {hashed} AS h FROM rows "  # noqa: S608 - our names
        "GROUP BY h HAVING count(*) > 1"
    )
    connection.execute(
        "CREATE TEMP TABLE alike AS SELECT * FROM rows "  # noqa: S608 - our names
        f"WHERE {hashed} IN (SELECT h FROM hashes)"
    )
    found = connection.execute("SELECT count(*) FROM alike").fetchone()
    return bool(found and found[0])


def _groups(keys: tuple[str, ...], names: list[str]) -> str:
    """For each key that comes twice: its first two rows, and the columns that differ in it."""
    others = [name for name in names if name not in keys]
    differs = [
        f'CASE WHEN min("{name}") IS DISTINCT FROM max("{name}") '
        f"OR count(\"{name}\") NOT IN (0, count(*)) THEN '{name}' END"
        for name in others
    ]
    listed = f"concat_ws(', ', {', '.join(differs)})" if differs else "''"
    return (
        f"CREATE TEMP TABLE twice AS SELECT {_listed(keys)}, "  # noqa: S608 - our own names
        f"min(_row) AS _first, list_sort(min(_row, 2))[2] AS _second, {listed} AS _differing "
        f"FROM alike GROUP BY ALL HAVING count(*) > 1"
    )


def _told(keys: tuple[str, ...]) -> str:
    same = " AND ".join(f'a."{key}" IS NOT DISTINCT FROM t."{key}"' for key in keys)
    return (
        "SELECT a.*, t._first, t._second, t._differing "  # noqa: S608 - our own names
        f"FROM alike a JOIN twice t ON {same} "
        "WHERE t._differing <> '' OR a._row <> t._first ORDER BY a._row"
    )


def _listed(names: tuple[str, ...]) -> str:
    return ", ".join(f'"{name}"' for name in names)


def _fault(dataset: Dataset, row: dict[str, Any], row_in_file: Callable[[int], int]) -> Fault:
    other = row["_second"] if row["_row"] == row["_first"] else row["_first"]
    elsewhere = row_in_file(other)
    named = ", ".join(f"{key} {_shown(row[key])}" for key in dataset.keys)
    if row["_differing"]:
        rule = "same-key"
        sentence = (
            f"Row {elsewhere} has the same {', '.join(dataset.keys)} and differs in "
            f"{row['_differing']}. Keep the right one."
        )
    else:
        rule = "repeated-row"
        sentence = f"Row {elsewhere} says the same. Delete this one."
    return Fault(rule=rule, row=row["_row"], column="", came=named, sentence=sentence)


def _shown(value: Any) -> str:
    return "(empty)" if value is None else str(value)

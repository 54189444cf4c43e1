"""The rows that stand, written to a file for other programs."""

from collections.abc import Iterator
from datetime import datetime
from itertools import chain
from pathlib import Path

import pyarrow as pa
import pyarrow.csv as arrow_csv
import pyarrow.parquet as pq

from headway.evidence.dataset import Dataset
from headway.evidence.errors import EvidenceError
from headway.evidence.store.directory import Store
from headway.evidence.store.kept_marks import MARKS, empty_rows
from headway.evidence.store.standing_marks import mark_rows


def export(store: Store, dataset: Dataset, path: Path, *, known_at: datetime | None) -> int:
    """
    Write the rows of a dataset that stand, with `_load` and `_row`; how many.

    Raises:
        EvidenceError: The file's ending is neither .csv nor .parquet, or it cannot be written.
    """
    if path.suffix not in (".csv", ".parquet"):
        raise EvidenceError(f"{path} has to end in .csv or .parquet.")
    if dataset.name == MARKS:  # too many to hold at once
        tables = _marks(store, known_at)
    else:
        tables = iter([store.table(dataset.name, known_at)])
    try:
        return _written(tables, path)
    except OSError as error:
        raise EvidenceError(f"{path} cannot be written: {error.strerror or error}.") from error


def _marks(store: Store, known_at: datetime | None) -> Iterator[pa.Table]:
    yield empty_rows()
    yield from mark_rows(store, known_at)


def _written(tables: Iterator[pa.Table], path: Path) -> int:
    first = next(tables)
    rows = 0
    with (
        arrow_csv.CSVWriter(path, first.schema)
        if path.suffix == ".csv"
        else pq.ParquetWriter(path, first.schema, compression="zstd")
    ) as writer:
        for table in chain([first], tables):
            writer.write_table(table)
            rows += table.num_rows
    return rows

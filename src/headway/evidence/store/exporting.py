"""The rows that stand, written to a file for other programs."""

from datetime import datetime
from pathlib import Path

import pyarrow.csv as arrow_csv
import pyarrow.parquet as pq

from headway.evidence.dataset import Dataset
from headway.evidence.errors import EvidenceError
from headway.evidence.store.directory import Store


def export(store: Store, dataset: Dataset, path: Path, *, known_at: datetime | None) -> int:
    """
    Write the rows of a dataset that stand, with `_load` and `_row`; how many.

    Raises:
        EvidenceError: The file's ending is neither .csv nor .parquet, or it cannot be written.
    """
    if path.suffix not in (".csv", ".parquet"):
        raise EvidenceError(f"{path} has to end in .csv or .parquet.")
    table = store.table(dataset.name, known_at)
    try:
        if path.suffix == ".csv":
            arrow_csv.write_csv(table, path)
        else:
            pq.write_table(table, path, compression="zstd")
    except OSError as error:
        raise EvidenceError(f"{path} cannot be written: {error.strerror or error}.") from error
    return int(table.num_rows)

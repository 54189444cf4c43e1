"""
The rows of a file that a load came from, found again when somebody asks.

Attendance is kept as one byte a mark and not with its rows, so the row of a mark is looked up in
the file itself: whoever has it gives it, and its digest shows that it is the one.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from headway.evidence.dataset import Dataset
from headway.evidence.errors import EvidenceError
from headway.evidence.kinds import kind
from headway.evidence.reading.files import facts
from headway.evidence.reading.opening import opened
from headway.evidence.reading.sheets import Batch
from headway.evidence.store.records import Load
from headway.evidence.validating.cells import Value, Wrong, read_cell
from headway.evidence.validating.typed import ColumnReader, Mask

_FILL = "fill "


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundRow:
    """
    One row of a file.

    Attributes:
        row: As a spreadsheet counts.
        cells: Our column names with the texts of the file.
    """

    row: int
    cells: Mapping[str, str]


def rows_in_file(load: Load, path: Path, wanted: Mapping[str, str]) -> Iterator[FoundRow]:
    """
    The rows of a load's file with these values, in order, in memory that does not grow with it.

    Args:
        load: As the catalogue has it.
        path: The file, wherever it lies by now and whatever it is called.
        wanted: Our column names with what a cell would have; days in any style.

    Raises:
        EvidenceError: It is another file, or there is no such column or value.
    """
    file = facts(path)
    if file.sha256 != load.source.sha256:
        raise EvidenceError(
            f"{path} is not the file of load {load.id} ({load.source.name}): its digest begins "
            f"{file.sha256[:12]} and should begin {load.source.sha256[:12]}. It was changed, or "
            "is another one."
        )
    dataset, options = kind(load.dataset), load.source.options
    values = {name: _value(dataset, name, text) for name, text in wanted.items()}
    filled = frozenset(name.removeprefix(_FILL) for name in options if name.startswith(_FILL))
    readers = {name: ColumnReader(column=dataset.column(name)) for name in values}
    sheet = opened(file, dataset, filled=filled, wanted=options.get("sheet", ""))
    for batch in sheet.batches:
        places = np.flatnonzero(_fitting(batch, readers, values))
        cells = batch.texts.take(pa.array(places)).to_pylist()
        for place, row in zip(places.tolist(), cells, strict=True):
            texts = {name: text or "" for name, text in row.items()}
            yield FoundRow(row=sheet.row_in_file(int(batch.rows[place])), cells=texts)


def _fitting(
    batch: Batch, readers: Mapping[str, ColumnReader], values: Mapping[str, Value]
) -> Mask:
    fits = np.ones(len(batch.rows), dtype=np.bool_)
    for name, value in values.items():
        if name not in batch.texts.column_names:
            continue  # given by hand for all rows when it was loaded
        array, _ = readers[name].read(batch.texts[name])
        same = pc.equal(array, pa.scalar(value, array.type)).fill_null(False)
        fits &= np.asarray(same, dtype=np.bool_)
    return fits


def _value(dataset: Dataset, name: str, text: str) -> Value:
    names = [column.name for column in dataset.columns]
    if name not in names:
        raise EvidenceError(f'{dataset.name} has no column "{name}"; it has {", ".join(names)}.')
    found = read_cell(dataset.column(name), text)
    if isinstance(found, Wrong):
        raise EvidenceError(f'"{text}" cannot stand in {name}: {found.sentence}')
    return found

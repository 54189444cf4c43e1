"""What every reader gives: headings, and rows of text a batch at a time."""

from bisect import bisect_right
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from headway.evidence.dataset import Dataset, Holds
from headway.evidence.reading.headings import Headings

Rows = NDArray[np.int64]
"""Row numbers, as a spreadsheet shows them."""

Progress = Callable[[int], None]
"""Told, now and then, how many bytes of the file have been read so far."""

_MANY_VALUES = {Holds.TEXT, Holds.UPN, Holds.NHS_NUMBER, Holds.POSTCODE}
_FEW = pa.dictionary(pa.int32(), pa.string())


def silent(_read: int) -> None:
    """Tell nobody."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ragged:
    """
    A row that could not be cut into cells: too many, too few.

    Attributes:
        sentence: What is wrong, where it is something else.
    """

    row: int
    cells: tuple[str, ...]
    expected: int
    sentence: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Batch:
    """
    Some rows.

    Attributes:
        rows: Their numbers.
        texts: Our columns that the file has, each a column of text (a dictionary where few
            different texts are expected); an empty cell is an empty text or null.
        ragged: Rows that could not be cut into cells, left out of `texts`.
    """

    rows: Rows
    texts: pa.Table
    ragged: tuple[Ragged, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """
    A file opened as one kind of data.

    Attributes:
        headings: Which column is where.
        batches: The rows, read as they are asked for, once.
        form: How the file was read, for people: "CSV, utf-8, separated by commas".
        remarks: What the reader had to decide, each one sentence.
        stretches: Where a row of the file holds several of ours, which of ours are of which.
        speaks_for: First and last of the days that the file says it is of, rows or none.
    """

    dataset: Dataset
    headings: Headings
    batches: Iterator[Batch]
    form: str
    remarks: tuple[str, ...] = ()
    stretches: "Stretches | None" = None
    speaks_for: tuple[date, date] | None = None

    def row_in_file(self, row: int) -> int:
        """The file's row, as its reader sees it, of one of our rows that has been read."""
        return row if self.stretches is None else self.stretches.row_in_file(row)


@dataclass(slots=True)
class Stretches:
    """
    Which of our rows come from which row of a file; grows while the file is read.

    Attributes:
        count: Our rows so far.
    """

    count: int = 0
    _firsts: list[int] = field(default_factory=list)
    _rows: list[int] = field(default_factory=list)

    def add(self, row: int, ours: int) -> None:
        """Take in a row of the file that holds so many of ours."""
        if ours:
            self._firsts.append(self.count + 1)
            self._rows.append(row)
            self.count += ours

    def row_in_file(self, row: int) -> int:
        """
        The row of the file that one of ours stands in.

        >>> held = Stretches()
        >>> held.add(2, 10)
        >>> held.add(5, 10)
        >>> held.row_in_file(10), held.row_in_file(11)
        (2, 5)
        """
        return self._rows[max(0, bisect_right(self._firsts, row) - 1)] if self._rows else row


def text_type(dataset: Dataset, name: str) -> pa.DataType:
    """How the texts of a column are held while they are read."""
    return pa.string() if dataset.column(name).holds in _MANY_VALUES else _FEW


def batch_of(
    dataset: Dataset, columns: Mapping[str, list[str]], rows: list[int], ragged: list[Ragged]
) -> Batch:
    """A batch made from lists, for the readers that go row by row."""
    arrays = [
        pa.array(texts, pa.string()).cast(text_type(dataset, name))
        for name, texts in columns.items()
    ]
    return Batch(
        rows=np.array(rows, dtype=np.int64),
        texts=pa.Table.from_arrays(arrays, names=list(columns)),
        ragged=tuple(ragged),
    )

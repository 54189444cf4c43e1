"""
Whole columns of text into typed ones.

Each different text is judged once by the plain rule for a cell and its verdict is given to
every row that has it; identifiers and free text, where nearly every text is different, go by
rules for whole columns.
"""

from dataclasses import dataclass, field
from types import MappingProxyType

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from headway.evidence.dataset import Column, Dataset, Holds
from headway.evidence.identifier_columns import FAULTY, NORMAL
from headway.evidence.reading.days import Order, day, either_way, order
from headway.evidence.validating.cells import Value, Wrong, is_empty, read_cell
from headway.evidence.validating.orders import first_number

Mask = NDArray[np.bool_]

ARROW_TYPE = MappingProxyType(
    {
        Holds.WHOLE: pa.int64(),
        Holds.NUMBER: pa.float64(),
        Holds.DAY: pa.date32(),
        Holds.FLAG: pa.bool_(),
        Holds.ACADEMIC_YEAR: pa.int64(),
    }
)
"""How a column is stored; text where nothing stands here."""

_MANY_VALUES = {Holds.TEXT, Holds.UPN, Holds.NHS_NUMBER, Holds.POSTCODE}
_KNOWN_MOST = 200_000
_SHOWN = 400


def arrow_type(column: Column) -> pa.DataType:
    """How a column is stored: whole numbers in 64 bits, so that no sum wraps."""
    return ARROW_TYPE.get(column.holds, pa.string())


def schema(dataset: Dataset) -> pa.Schema:
    """The columns of a dataset as they are stored."""
    return pa.schema([(column.name, arrow_type(column)) for column in dataset.columns])


@dataclass(slots=True, kw_only=True)
class ColumnReader:
    """
    Reads one column, batch after batch, and remembers what it has judged.

    Attributes:
        day_first: Different texts seen that can only be meant with the day first, by rows.
        month_first: The same for the month; refused.
        doubtful: Some of the texts that could be read in both ways.
        certain: Whether a day was seen that could not.
        serial: A day that came as a spreadsheet's number; empty for none.
    """

    column: Column
    day_first: int = 0
    month_first: int = 0
    doubtful: set[str] = field(default_factory=set)
    certain: bool = False
    serial: str = ""
    _known: dict[str, Value | Wrong] = field(default_factory=dict)

    def read(self, texts: pa.ChunkedArray) -> tuple[pa.Array, Mask]:
        """
        The typed column and which of its cells are wrong; a wrong cell is null.

        Args:
            texts: Of the column, plain or as a dictionary; null is an empty cell.
        """
        if self.column.holds in _MANY_VALUES:
            return self._whole(texts)
        return self._by_text(texts)

    def _by_text(self, texts: pa.ChunkedArray) -> tuple[pa.Array, Mask]:
        if not pa.types.is_dictionary(texts.type):
            texts = texts.dictionary_encode()
        encoded = texts.unify_dictionaries().combine_chunks()
        if isinstance(encoded, pa.ChunkedArray):  # no chunk at all, or several
            encoded = pa.concat_arrays(encoded.chunks) if encoded.num_chunks else None
        if encoded is None:
            return pa.nulls(0, arrow_type(self.column)), np.zeros(0, dtype=np.bool_)
        words: list[str | None] = [*encoded.dictionary.to_pylist(), None]
        verdicts = [self._remembered(word or "") for word in words]
        places = encoded.indices.fill_null(len(words) - 1)
        wrong = np.array([isinstance(verdict, Wrong) for verdict in verdicts], dtype=np.bool_)
        values = pa.array(
            [None if isinstance(verdict, Wrong) else verdict for verdict in verdicts],
            arrow_type(self.column),
        )
        if self.column.holds is Holds.DAY:
            self._weigh_orders(words, places.to_numpy(zero_copy_only=False))
        return values.take(places), wrong[places.to_numpy(zero_copy_only=False)]

    def _remembered(self, text: str) -> Value | Wrong:
        verdict = self._known.get(text)
        if verdict is None:
            if len(self._known) > _KNOWN_MOST:
                self._known.clear()
            verdict = self._known[text] = read_cell(self.column, text)
        return verdict

    def _weigh_orders(self, words: list[str | None], places: NDArray[np.int64]) -> None:
        self.serial = self.serial or first_number(word for word in words if word)
        if not self.certain:
            seen = [word for word in words if word and day(word) is not None]
            self.certain = not all(map(either_way, seen))
            self.doubtful.update(sorted(seen)[:_SHOWN])
        orders = [order(word or "") for word in words]
        if all(one is Order.NOTHING for one in orders):
            return
        counts = np.bincount(places, minlength=len(words))
        for one, count in zip(orders, counts.tolist(), strict=True):
            self.day_first += count if one is Order.DAY_FIRST else 0
            self.month_first += count if one is Order.MONTH_FIRST else 0

    def _whole(self, texts: pa.ChunkedArray) -> tuple[pa.Array, Mask]:
        if pa.types.is_dictionary(texts.type):
            texts = texts.cast(pa.string())
        plain = pc.utf8_trim_whitespace(texts).combine_chunks()
        if isinstance(plain, pa.ChunkedArray):
            plain = (
                pa.concat_arrays(plain.chunks) if plain.num_chunks else pa.array([], pa.string())
            )
        plain = self._without_empty(plain)
        if self.column.holds is Holds.TEXT:
            wrong = np.zeros(len(plain), dtype=np.bool_)
        else:
            plain, wrong = self._identifiers(plain)
        if not self.column.empty:
            wrong = wrong | np.asarray(pc.is_null(plain), dtype=np.bool_)
        if wrong.any():
            plain = pc.if_else(pa.array(wrong), pa.scalar(None, pa.string()), plain)
        return plain, wrong

    def _without_empty(self, plain: pa.Array) -> pa.Array:
        null = pa.scalar(None, pa.string())
        plain = pc.if_else(pc.equal(pc.binary_length(plain), 0), null, plain)
        if self.column.holds is Holds.TEXT:
            return plain
        # what stands for an empty cell is short; longer texts need not be looked at
        short = pc.and_(pc.less(pc.binary_length(plain), 12), pc.is_valid(plain))
        if not pc.any(short).as_py():
            return plain
        different = pc.unique(plain.filter(short)).to_pylist()
        stand_ins = [text for text in different if is_empty(self.column, text)]
        if not stand_ins:
            return plain
        return pc.if_else(pc.is_in(plain, pa.array(stand_ins)), null, plain)

    def _identifiers(self, plain: pa.Array) -> tuple[pa.Array, Mask]:
        """Checked first, and brought to normal form only where faulty: most are right."""
        wrong = np.array(FAULTY[self.column.holds](plain), dtype=np.bool_)
        if not wrong.any():
            return plain, wrong
        at = np.flatnonzero(wrong)
        normal = NORMAL[self.column.holds](plain.take(pa.array(at)))
        still = np.asarray(FAULTY[self.column.holds](normal), dtype=np.bool_)
        if not still.all():
            mask = pa.array(wrong)
            plain = pc.replace_with_mask(plain, mask, normal)
        wrong[at] = still
        return plain, wrong


def fitting(column: Column, texts: list[str]) -> float:
    """Which share of the texts could stand in the column: for finding swapped columns."""
    if not texts:
        return 0.0
    good = sum(not isinstance(read_cell(column, text), Wrong) for text in texts)
    return good / len(texts)


def narrow(column: Column) -> bool:
    """Whether a column refuses most texts, so that what fits it says something."""
    return column.holds is not Holds.TEXT

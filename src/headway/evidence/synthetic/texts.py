"""Columns of made-up texts: numbers of people and schools, names, postcodes."""

from collections.abc import Sequence
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from headway.evidence.identifiers import UPN_LETTERS
from headway.evidence.synthetic.draws import Bytes, Chance, Flags, Floats, Ints

NONE = -(10**6)
"""Stands for "no day" among days and "no number" among numbers."""

_LAST = np.frombuffer(b"0123456789" + UPN_LETTERS.encode(), dtype=np.uint8)
_LETTERS = np.frombuffer(UPN_LETTERS.encode(), dtype=np.uint8)
_WEIGHTS = np.arange(2, 13)

_STARTS = ("Bal", "Cor", "Dun", "Fen", "Gar", "Hol", "Kel", "Lor", "Mar", "Nor", "Pel", "Tor")
_MIDDLES = ("a", "e", "i", "o", "ba", "de", "li", "mo", "ra", "ve")
_ENDS = ("bourn", "dale", "fold", "ham", "ley", "mere", "nock", "ster", "thorpe", "wick")
_FORENAME_ENDS = ("la", "na", "ro", "sen", "ti", "ven", "wyn", "zo")


def figures(values: Ints, width: int) -> Bytes:
    """One row of characters for each number, with zeros in front."""
    powers = 10 ** np.arange(width - 1, -1, -1, dtype=np.int64)
    return ((values[:, None] // powers) % 10 + ord("0")).astype(np.uint8)


def texts_of(characters: Bytes) -> pa.Array:
    """The rows of characters as a column of texts."""
    width = characters.shape[1]
    flat = np.ascontiguousarray(characters)
    offsets = np.arange(len(flat) + 1, dtype=np.int32) * width
    return pa.Array.from_buffers(
        pa.string(), len(flat), [None, pa.py_buffer(offsets), pa.py_buffer(flat)]
    )


def upn_characters(packed: Ints) -> Bytes:
    """Thirteen characters for each packed pupil number, its check letter worked out."""
    numbers, last = np.divmod(packed, len(_LAST))
    figured = figures(numbers, 11)
    letter = last >= 10
    value = np.where(letter, last - 10, last)
    total = (figured.astype(np.int64) - ord("0")) @ _WEIGHTS[:11] + 13 * value
    return np.concatenate(
        [_LETTERS[total % 23][:, None], figured, _LAST[last][:, None]], axis=1, dtype=np.uint8
    )


def upns(packed: Ints) -> pa.Array:
    """Pupil numbers as texts; null where there is none."""
    return nulled(texts_of(upn_characters(np.maximum(packed, 0))), packed < 0)


_TEST_NUMBERS = 900_000


def nhs_numbers(values: Ints) -> pa.Array:
    """
    NHS numbers of the test range 999; 900,000 values in a row have one each, then they repeat.

    Numbers whose check figure would be 10 are passed over, as the real ones are.
    """
    bodies = 999_000_000 + np.arange(1_000_000, dtype=np.int64)
    weighed = (figures(bodies, 9).astype(np.int64) - ord("0")) @ np.arange(10, 1, -1)
    checks = (11 - weighed % 11) % 11
    numbers = (bodies * 10 + checks)[(checks != 10) & (bodies != 999_999_999)]
    return texts_of(figures(numbers[values % _TEST_NUMBERS], 10))


def child_ids(la: int, values: Ints) -> pa.Array:
    """A council's own numbers of children: S, the authority, seven figures."""
    letter = np.full((len(values), 1), ord("S"), dtype=np.uint8)
    return texts_of(np.concatenate([letter, figures(la * 10**7 + values, 10)], axis=1))


def postcodes(values: Ints) -> pa.Array:
    """Postcodes of a district, QZ, that the post does not have; one for some fifteen homes."""
    letters = np.frombuffer(b"ABDEFGHJLNPQRSTUWXYZ", dtype=np.uint8)
    street = values // 15
    one, two = letters[street % 20], letters[street // 20 % 20]
    sector, district = street // 400 % 10, street // 4000 % 9 + 1
    columns = (
        np.full(len(values), ord("Q")), np.full(len(values), ord("Z")), district + ord("0"),
        np.full(len(values), ord(" ")), sector + ord("0"), one, two,
    )  # fmt: skip
    return texts_of(np.stack(columns, axis=1).astype(np.uint8))


def place_names(chance: Chance, size: int) -> list[str]:
    """Names of places that are nowhere."""
    drawn = chance.random((size, 3)) * (len(_STARTS), len(_MIDDLES), len(_ENDS))
    return [_STARTS[a] + _MIDDLES[b] + _ENDS[c] for a, b, c in drawn.astype(np.int64).tolist()]


def surnames(values: Ints) -> pa.Array:
    """A family name for each value, the same for the same value."""
    made = [a + b + c for a in _STARTS for b in _MIDDLES for c in _ENDS]
    return coded(values % len(made), made)


def forenames(values: Ints) -> pa.Array:
    """A first name for each value."""
    made = [a + b + c for a in _STARTS for b in _MIDDLES for c in _FORENAME_ENDS]
    return coded(values * 7 % len(made), made)


def _bits(values: Flags) -> pa.Buffer:
    return pa.py_buffer(np.packbits(values, bitorder="little"))


def _column(kind: pa.DataType, values: NDArray[Any], nulls: Flags | None = None) -> pa.Array:
    """A column over the memory of an array: `pa.array` would load pandas first, if it is there."""
    known = None if nulls is None else _bits(~nulls)
    flat = np.ascontiguousarray(values)
    return pa.Array.from_buffers(kind, len(flat), [known, pa.py_buffer(flat)])


def nulled(column: pa.Array, where: Flags) -> pa.Array:
    """The column with nulls where the mask says."""
    mask = pa.Array.from_buffers(pa.bool_(), len(where), [None, _bits(where)])
    return pc.if_else(mask, None, column)


def days(values: Ints) -> pa.Array:
    """Days since 1970 as dates; null for `NONE`."""
    return _column(pa.date32(), values.astype(np.int32), values == NONE)


def numbers(values: Ints) -> pa.Array:
    """Whole numbers; null for `NONE`."""
    return _column(pa.int64(), values.astype(np.int64), values == NONE)


def decimals(values: Floats) -> pa.Array:
    """Numbers, none of them null."""
    return _column(pa.float64(), values.astype(np.float64))


def yes_no(values: Flags) -> pa.Array:
    """Flags in words."""
    return coded(values.astype(np.int64), ("no", "yes"))


def coded(places: Ints, codes: Sequence[str]) -> pa.Array:
    """The text at each place of `codes`; null for a place below 0."""
    places = places.astype(np.int64)
    return pa.array(list(codes), pa.string()).take(_column(pa.int64(), places, places < 0))


def same(text: str, size: int) -> pa.Array:
    """One text again and again."""
    return pa.repeat(pa.scalar(text), size)


def taken(column: pa.Array, order: Ints) -> pa.Array:
    """The cells at these places."""
    return column.take(_column(pa.int64(), order.astype(np.int64)))

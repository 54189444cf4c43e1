"""
Whole columns of identifiers, checked and brought to their normal form at once.

The rules are those of `headway.evidence.identifiers`. 8.4 million pupil numbers are checked in
a second; bringing them to normal form takes twice as long, so check first and rewrite
only what is faulty. A null is neither sound nor faulty: the masks are False for it.
"""

from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType
from typing import TypeAlias

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from headway.evidence import identifiers
from headway.evidence.dataset import Holds

Texts: TypeAlias = pa.Array | pa.ChunkedArray
Mask: TypeAlias = NDArray[np.bool_]
_Bytes: TypeAlias = NDArray[np.uint8]

_NO_VALUE = 4096
"""Marks a character that may not stand in its place: more than the sum of all that may."""


def _weighed(weight: int, *alphabets: str) -> NDArray[np.uint16]:
    """For each byte, its value times the weight of its place."""
    table = np.full(256, _NO_VALUE, dtype=np.uint16)
    for alphabet in alphabets:
        for value, character in enumerate(alphabet):
            table[ord(character)] = weight * value
    return table


_FIGURES = "0123456789"
_UPN_PLACES = (
    *(_weighed(place, _FIGURES) for place in range(2, 13)),
    _weighed(13, _FIGURES, identifiers.UPN_LETTERS),
)
_UPN_CHECK = _weighed(1, identifiers.UPN_LETTERS)
_NHS_PLACES = tuple(_weighed(10 - place, _FIGURES) for place in range(10))


def faulty_upns(texts: Texts) -> Mask:
    """Which pupil numbers are wrong."""
    return _of_each_chunk(texts, lambda chunk: _unsound(chunk, 13, _sound_upns))


def _sound_upns(characters: _Bytes) -> Mask:
    total = _sum(characters[:, 1:], _UPN_PLACES)
    right = _UPN_CHECK[characters[:, 0]] == total % 23
    return np.asarray(right & (total < _NO_VALUE), dtype=np.bool_)


def _sum(characters: _Bytes, places: Sequence[NDArray[np.uint16]]) -> NDArray[np.uint16]:
    total = np.zeros(len(characters), dtype=np.uint16)
    for place, table in enumerate(places):
        total += table[characters[:, place]]
    return total


def faulty_nhs_numbers(texts: Texts) -> Mask:
    """Which NHS numbers are wrong, one figure ten times among them."""
    return _of_each_chunk(texts, lambda chunk: _unsound(chunk, 10, _sound_nhs_numbers))


def _sound_nhs_numbers(characters: _Bytes) -> Mask:
    total = _sum(characters, _NHS_PLACES)
    several = (characters != characters[:, :1]).any(axis=1)
    return np.asarray(several & (total % 11 == 0) & (total < _NO_VALUE), dtype=np.bool_)


def _unlike(pattern: str) -> Callable[[Texts], Mask]:
    def faulty(chunk: pa.Array) -> Mask:
        whole = pc.match_substring_regex(chunk, rf"\A(?:{pattern})\z")
        return np.asarray(pc.invert(whole).fill_null(False), dtype=np.bool_)

    return lambda texts: _of_each_chunk(texts, faulty)


def _of_each_chunk(texts: Texts, faulty: Callable[[pa.Array], Mask]) -> Mask:
    """The masks of the chunks in a row; a text that a dictionary holds is judged once."""
    if isinstance(texts, pa.ChunkedArray):
        masks = [_of_each_chunk(chunk, faulty) for chunk in texts.chunks]
        return np.concatenate([np.zeros(0, dtype=np.bool_), *masks])
    if not pa.types.is_dictionary(texts.type):
        return faulty(texts)
    of_each = np.append(faulty(texts.dictionary), np.False_)
    places = texts.indices.fill_null(len(of_each) - 1).to_numpy(zero_copy_only=False)
    return np.asarray(of_each[places], dtype=np.bool_)


def _unsound(chunk: pa.Array, width: int, sound: Callable[[_Bytes], Mask]) -> Mask:
    binary = chunk.cast(pa.large_binary())
    right = pc.equal(pc.binary_length(binary), width)
    faulty = np.array(pc.invert(right).fill_null(False), dtype=np.bool_)
    here = np.asarray(right.fill_null(False), dtype=np.bool_)
    faulty[here] = ~sound(_characters(binary.filter(right), width))
    return faulty


def _characters(texts: pa.Array, width: int) -> _Bytes:
    """One row of bytes for each text; all are `width` long and none is null."""
    if not len(texts):
        return np.zeros((0, width), dtype=np.uint8)
    _, offsets, data = texts.buffers()
    first = np.frombuffer(offsets, dtype=np.int64)[texts.offset]
    flat = np.frombuffer(data, dtype=np.uint8, count=len(texts) * width, offset=int(first))
    return flat.reshape(len(texts), width)


def _without(pattern: str) -> Callable[[Texts], Texts]:
    def normal(texts: Texts) -> Texts:
        return pc.utf8_upper(pc.replace_substring_regex(texts, pattern, ""))

    return normal


def _normal_postcodes(texts: Texts) -> Texts:
    bare = pc.utf8_upper(pc.replace_substring_regex(texts, r"\s", ""))
    return pc.replace_substring_regex(bare, r"\A(.+)(...)\z", r"\1 \2")


_TEXT_SIGNS = r"\s='\"\x{2019}"
"""Spaces, and what keeps a number text in a spreadsheet: ="123456" or an apostrophe before it."""

_FIGURES_ONLY = rf"[{_TEXT_SIGNS}-]|\.0+\z"

NORMAL: Mapping[Holds, Callable[[Texts], Texts]] = MappingProxyType(
    {
        Holds.UPN: _without(f"[{_TEXT_SIGNS}]"),
        Holds.NHS_NUMBER: _without(_FIGURES_ONLY),
        Holds.URN: _without(_FIGURES_ONLY),
        Holds.LAESTAB: _without(rf"{_FIGURES_ONLY}|/"),
        Holds.LA: _without(_FIGURES_ONLY),
        Holds.POSTCODE: _normal_postcodes,
    }
)
"""By what a column holds, the same texts in normal form."""

FAULTY: Mapping[Holds, Callable[[Texts], Mask]] = MappingProxyType(
    {
        Holds.UPN: faulty_upns,
        Holds.NHS_NUMBER: faulty_nhs_numbers,
        Holds.URN: _unlike("[1-9][0-9]{5}"),
        Holds.LAESTAB: _unlike("[2-9][0-9]{6}"),
        Holds.LA: _unlike("[2-9][0-9]{2}|[EJKMNSW][0-9]{8}"),
        Holds.POSTCODE: _unlike("GIR 0AA|[A-Z]{1,2}[0-9][A-Z0-9]? [0-9][ABD-HJLNP-UW-Z]{2}"),
    }
)
"""By what a column holds, the mask of its wrong cells, once they are in normal form."""

FAULT_OF: Mapping[Holds, Callable[[str], str | None]] = MappingProxyType(
    {
        Holds.UPN: identifiers.fault_of_upn,
        Holds.NHS_NUMBER: identifiers.fault_of_nhs_number,
        Holds.URN: identifiers.fault_of_urn,
        Holds.LAESTAB: identifiers.fault_of_laestab,
        Holds.LA: identifiers.fault_of_la,
        Holds.POSTCODE: identifiers.fault_of_postcode,
    }
)
"""By what a column holds, the sentence for one wrong cell."""

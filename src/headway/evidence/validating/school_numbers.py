"""
Schools named by authority and establishment, brought to their URN by the register of schools.

Councils' census extracts and transfer files say 4000, 9314000 or 931/4000 where we keep 123456.
Nothing is guessed: a number that two open schools have, or none, is left as it came, and the
row is set aside.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from types import MappingProxyType

import pyarrow as pa
import pyarrow.compute as pc

from headway.evidence.identifiers import normal_laestab

_NONE: Mapping[str, str] = MappingProxyType({})


@dataclass(frozen=True, slots=True, kw_only=True)
class School:
    """One school of the register, under one URN; `closed` is empty while it is open."""

    urn: str
    laestab: str
    closed: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SchoolNumbers:
    """
    URNs by the other numbers of schools.

    Attributes:
        urns: By seven figures, and by the last four where one authority alone has them.
    """

    urns: Mapping[str, str] = field(default_factory=lambda: _NONE)

    def urn(self, text: str) -> str | None:
        """
        The URN for an establishment's number; None where the register does not settle it.

        >>> numbers = school_numbers([School(urn="123456", laestab="9314000")])
        >>> numbers.urn("931/4000"), numbers.urn("4000"), numbers.urn("4000.0"), numbers.urn("1")
        ('123456', '123456', '123456', None)
        """
        return self.urns.get(normal_laestab(text))

    def in_place_of(self, texts: pa.ChunkedArray) -> pa.ChunkedArray:
        """The column with a URN where an establishment's number stood that the register has."""
        if pa.types.is_dictionary(texts.type):
            texts = texts.cast(pa.string())
        found = {text: self.urn(text) for text in pc.unique(texts).to_pylist() if text}
        known = [text for text, urn in found.items() if urn is not None]
        if not known:
            return texts
        places = pc.index_in(texts, pa.array(known, texts.type))
        urns = pa.array([found[text] for text in known], texts.type)
        return pc.if_else(pc.is_valid(places), urns.take(places.combine_chunks()), texts)


def school_numbers(schools: Iterable[School]) -> SchoolNumbers:
    """
    The numbers of a register. Of schools with one number, as before and after a conversion, the
    only open one has it.

    >>> before = School(urn="100001", laestab="9314000", closed=date(2019, 8, 31))
    >>> school_numbers([before, School(urn="200002", laestab="9314000")]).urn("9314000")
    '200002'
    """
    by_number: dict[str, list[School]] = {}
    for school in schools:
        by_number.setdefault(school.laestab, []).append(school)
    settled: dict[str, str] = {}
    for number, same in by_number.items():
        open_ones = [one for one in same if one.closed is None] if len(same) > 1 else same
        if len(open_ones) == 1:
            settled[number] = open_ones[0].urn
    short = [number[3:] for number in by_number]
    alone = {number[3:]: urn for number, urn in settled.items() if short.count(number[3:]) == 1}
    return SchoolNumbers(urns=MappingProxyType({**settled, **alone}))


def said_of(heading: str, numbers: SchoolNumbers) -> str:
    """For the report on a file: how its schools were found, or what is wanted for that."""
    if numbers.urns:
        return f"Schools are named under {heading} and were found in the register of schools."
    return (
        f"Schools are named under {heading} by establishment. Load the register of schools "
        "first (`headway data load schools`), with each school's LAESTAB, or add a column of URNs."
    )

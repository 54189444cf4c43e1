"""
Schools named by authority and establishment, brought to their URN by the register of schools.

Councils' census extracts and transfer files say 4000, 9314000 or 931/4000 where we keep 123456.
Nothing is guessed: a number that two open schools have, or none, is left as it came, and the
row is set aside.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from types import MappingProxyType

import pyarrow as pa
import pyarrow.compute as pc

from headway.evidence.identifiers import normal_laestab

_NONE: Mapping[str, str] = MappingProxyType({})
_NAMED = 5
_ESTAB = re.compile(r"(\d{3})?\d{4}")


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

    def unsettled(self, texts: pa.ChunkedArray) -> set[str]:
        """The establishments' numbers of a column that the register does not settle."""
        if pa.types.is_dictionary(texts.type):
            texts = texts.cast(pa.string())
        numbers = {normal_laestab(text) for text in pc.unique(texts).to_pylist() if text}
        return {one for one in numbers if _ESTAB.fullmatch(one) and one not in self.urns}

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


def said_of(heading: str, numbers: SchoolNumbers, unsettled: Iterable[str] = ()) -> str:
    """
    For the report on a file: how its schools were found, or what is wanted for that.

    `unsettled`: The numbers in it that two open schools of the register have, or none.
    """
    by_hand = "add a column of URNs, or give the one of a single school with --fill urn=VALUE"
    if not numbers.urns:
        return (
            f"Schools are named under {heading} by establishment. Load the register of schools "
            f"first (`headway data load schools`), with each school's LAESTAB, or {by_hand}."
        )
    lacking = sorted(unsettled)
    if not lacking:
        return f"Schools are named under {heading} and were found in the register of schools."
    more = f" and {len(lacking) - _NAMED} more" if len(lacking) > _NAMED else ""
    return (
        f"Schools are named under {heading}; the register of schools has no single open school "
        f"for {', '.join(lacking[:_NAMED])}{more}. Correct the register, or {by_hand}."
    )

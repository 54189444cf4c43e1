"""
The marks that stand, put together from the loads that hold them, one school at a time.

What a school's marks are follows from the loads that touch it and from no others. So whoever
keeps something that was worked out from a school's marks (`chain` names those loads) knows
whether it still holds.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from itertools import pairwise
from pathlib import Path
from typing import Protocol

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from headway.evidence.errors import EvidenceError
from headway.evidence.holidays import academic_year
from headway.evidence.marks.files import Marks, MarksReader, Matrix
from headway.evidence.store.kept_marks import MARKS, KeptYear, empty_rows, kept_years, rows_of
from headway.evidence.store.records import Load

Chain = tuple[int, ...]
"""Places of loads in `YearOfMarks.loads`, in the order in which they replace each other."""


class Keeper(Protocol):
    """Whoever keeps loads: of a `Store`, as much as is asked here."""

    def loads(self, dataset: str | None = None, known_at: datetime | None = None) -> list[Load]:
        """Those that counted at a moment, in the order in which they replace."""

    def kept(self, load: Load) -> Path:
        """Where a load is kept."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """
    A school's marks.

    Attributes:
        upns: Packed pupil number of each row, ascending.
        days: Of each two columns, as ordinals, ascending.
        marks: A row a pupil.
        loads: Of each mark, the number of its load; None where nobody asked.
    """

    upns: NDArray[np.int64]
    days: NDArray[np.int64]
    marks: Marks
    loads: NDArray[np.int64] | None = None


class YearOfMarks:
    """One academic year of the marks that stand; not to be shared between threads."""

    def __init__(self, year: int, loads: Sequence[tuple[Load, KeptYear | None]]) -> None:
        self.year = year
        self.loads = tuple(load for load, _ in loads)
        self._years = tuple(year for _, year in loads)
        self._places = [_places(year) for year in self._years]
        self._readers: dict[int, MarksReader] = {}
        self._groups: dict[int, tuple[int, Marks]] = {}
        self._spans = [self._span(place) for place in range(len(self.loads))]

    def again(self) -> "YearOfMarks":
        """The same for another thread."""
        return YearOfMarks(self.year, list(zip(self.loads, self._years, strict=True)))

    @cached_property
    def chains(self) -> dict[int, Chain]:
        """Of each school that has marks, the loads that hold them, in order of school."""
        found: dict[int, list[int]] = {}
        for place, load in enumerate(self.loads):
            clears = frozenset() if load.adds else frozenset(map(int, load.units))
            cleared = {one for one in range(place) if self._within(one, place)}
            for urn in clears | self._places[place].keys():
                before = found.setdefault(urn, [])
                if cleared and urn in clears:
                    before[:] = [one for one in before if one not in cleared]
                before.append(place)
        return {urn: tuple(found[urn]) for urn in sorted(found) if self._has(urn, found[urn])}

    def touching(self, urn: int) -> Chain:
        """The loads that hold or clear marks of a school, standing or not."""
        return tuple(
            place
            for place, load in enumerate(self.loads)
            if urn in self._places[place] or (not load.adds and str(urn) in load.units)
        )

    def _has(self, urn: int, chain: Sequence[int]) -> bool:
        return any(urn in self._places[place] for place in chain)

    @property
    def first_day(self) -> int:
        """1 August, as an ordinal."""
        return date(self.year, 8, 1).toordinal()

    def matrix(self, place: int) -> Matrix | None:
        """A load's marks of this year; None where it has none."""
        year = self._years[place]
        return year.open() if year else None

    def days(self, place: int) -> NDArray[np.int64]:
        """The days of a load of this year, as ordinals; none where it has no mark of it."""
        year = self._years[place]
        return year.days if year else np.zeros(0, dtype=np.int64)

    def held(self, urn: int, place: int) -> Block | None:
        """A school's marks as one load has them, standing or not."""
        at = self._places[place].get(urn)
        matrix = None if at is None else self.matrix(place)
        if matrix is None or at is None:
            return None
        group, first, past = _rows(matrix, at)
        if place not in self._groups or self._groups[place][0] != group:
            reader = self._readers.setdefault(place, matrix.reader())
            self._groups[place] = group, reader.group(group)
        begin = int(matrix.roster.offsets[matrix.groups[group][0]])
        marks = self._groups[place][1][first - begin : past - begin]
        return Block(upns=matrix.roster.pupils[first:past], days=self.days(place), marks=marks)

    def apart(self, chain: Chain) -> bool:
        """Whether no two of the loads have a day in common, so that none replaces another's."""
        spans = sorted(span for place in chain if (span := self._spans[place]))
        return all(a[1] < b[0] for a, b in pairwise(spans))

    def _span(self, place: int) -> tuple[date, date] | None:
        """The days that a load speaks for and those that it has, from the first to the last."""
        covers, held = self.loads[place].covers, self.days(place)
        days = [date.fromordinal(int(day)) for day in held[[0, -1]]] if len(held) else []
        days += [covers.first, covers.last] if covers else []
        return (min(days), max(days)) if days else None

    def _within(self, earlier: int, later: int) -> bool:
        """Whether the later load speaks for all the days of the earlier one."""
        span, covers = self._spans[earlier], self.loads[later].covers
        return bool(span and covers and covers.first <= span[0] and span[1] <= covers.last)

    def block(self, urn: int, chain: Chain, *, with_loads: bool = False) -> Block:
        """A school's marks as they stand."""
        if len(chain) == 1 and not with_loads:
            only = self.held(urn, chain[0])
            if only is not None:
                return only
        held = [(self.loads[place], self.held(urn, place)) for place in chain]
        here = [block for _, block in held if block]
        upns = _union([block.upns for block in here])
        days = _union([block.days for block in here])
        marks = np.zeros((len(upns), 2 * len(days)), dtype=np.uint8)
        loads = np.zeros(marks.shape, dtype=np.int64) if with_loads else None
        onto = Block(upns=upns, days=days, marks=marks, loads=loads)
        for load, block in held:
            if not load.adds and load.covers and str(urn) in load.units:
                first, last = load.covers.first.toordinal(), load.covers.last.toordinal()
                marks[:, np.repeat((days >= first) & (days <= last), 2)] = 0
            if block is not None:
                _write(block, load.id, onto)
        return onto

    def rows(self) -> Iterator[pa.Table]:
        """The marks that stand as rows of text, school by school."""
        for urn, chain in self.chains.items():
            block = self.block(urn, chain, with_loads=True)
            if block.loads is not None and block.marks.any():
                yield rows_of(block.upns, urn, block.days, block.marks, block.loads)


def _places(year: KeptYear | None) -> dict[int, int]:
    urns = year.urns.tolist() if year else ()
    return {int(urn): place for place, urn in enumerate(urns)}


def _rows(matrix: Matrix, at: int) -> tuple[int, int, int]:
    """The group of a school, and its rows."""
    lasts = [past for _, past in matrix.groups]
    group = int(np.searchsorted(lasts, at, side="right"))
    offsets = matrix.roster.offsets
    return group, int(offsets[at]), int(offsets[at + 1])


def _union(parts: Sequence[NDArray[np.int64]]) -> NDArray[np.int64]:
    return np.unique(np.concatenate(parts)) if parts else np.zeros(0, dtype=np.int64)


def _write(block: Block, load: int, onto: Block) -> None:
    """Put a load's marks over what is there."""
    rows = np.searchsorted(onto.upns, block.upns)
    first = 2 * np.searchsorted(onto.days, block.days)
    where = np.ix_(rows, np.stack([first, first + 1], axis=1).reshape(-1))
    given = block.marks != 0
    onto.marks[where] = np.where(given, block.marks, onto.marks[where])
    if onto.loads is not None:
        onto.loads[where] = np.where(given, load, onto.loads[where])


def years_of_marks(store: Keeper, known_at: datetime | None = None) -> tuple[int, ...]:
    """The academic years of which marks stand, in order."""
    return tuple(sorted(_by_year(store, known_at)))


def year_of_marks(store: Keeper, year: int, known_at: datetime | None = None) -> YearOfMarks:
    """
    The marks of a year that stand, as known at a moment.

    Raises:
        EvidenceError: No marks of the year have been loaded.
    """
    held = _by_year(store, known_at).get(year)
    if held is None:
        raise EvidenceError(
            f"No attendance marks of {year}/{(year + 1) % 100:02d} stand. "
            f"Load a file: headway data load {MARKS} FILE."
        )
    return YearOfMarks(year, held)


def _by_year(
    store: Keeper, known_at: datetime | None
) -> dict[int, list[tuple[Load, KeptYear | None]]]:
    loads = [(load, kept_years(store.kept(load))) for load in store.loads(MARKS, known_at)]
    years = {year for _, held in loads for year in held}
    return {
        year: [
            (load, held.get(year))
            for load, held in loads
            if year in held or (load.covers and year in _years(load))
        ]
        for year in years
    }


def _years(load: Load) -> range:
    if load.covers is None:
        return range(0)
    return range(academic_year(load.covers.first), academic_year(load.covers.last) + 1)


def mark_rows(store: Keeper, known_at: datetime | None = None) -> Iterator[pa.Table]:
    """All marks that stand as rows of text, with `_load`; `_row` is empty, marks keep none."""
    for year in years_of_marks(store, known_at):
        yield from year_of_marks(store, year, known_at).rows()


def marks_table(store: Keeper, known_at: datetime | None = None) -> pa.Table:
    """The same as one table: 36 million marks take some 3 GB."""
    return pa.concat_tables([empty_rows(), *mark_rows(store, known_at)])


def replaced_marks(store: Keeper, earlier: Load, later: Load) -> int:
    """How many marks of an earlier load a later one replaces."""
    ours, theirs = kept_years(store.kept(earlier)), kept_years(store.kept(later))
    found = 0
    for year, own in ours.items():
        both = YearOfMarks(year, [(earlier, own), (later, theirs.get(year))])
        for urn in own.urns.tolist():
            before = both.held(urn, 0)
            if before is not None and 1 in both.touching(urn):
                found += int(np.count_nonzero(before.marks)) - _left(both, urn)
    return found


def _left(both: YearOfMarks, urn: int) -> int:
    """Marks of the first of two loads that stand beside the second."""
    if 0 not in both.chains.get(urn, ()):
        return 0
    after = both.block(urn, (0, 1), with_loads=True)
    return 0 if after.loads is None else int((after.loads == both.loads[0].id).sum())

"""
Each enrolment's sessions so far at some days of a year, from the marks that stand.

One compiled pass over the bytes makes them; they are kept (`kept_sums`) school by school, with
the loads that each school's came from. So a corrected school is counted again alone, and a new
day's file is added to what was counted before. What is kept can always be thrown away: whatever
does not fit the data as it stands is counted afresh.
"""

import hashlib
import os
from collections.abc import Mapping, Sequence, Set
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import date

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from headway.analytics.attendance.tables import Lookup, lookup
from headway.analytics.school_days import YEAR_DAYS, Flags, MarkedDays
from headway.analytics.stays import Stays
from headway.analytics.unplaced_marks import Tally, Unplaced, sentences
from headway.evidence.attendance_codes import byte_of
from headway.evidence.calendars import Calendar
from headway.evidence.errors import EvidenceError
from headway.evidence.marks.arrow import column_of, texts_of
from headway.evidence.marks.sessions import Sessions
from headway.evidence.store.kept_marks import NOT_RECEIVED, upn_texts
from headway.evidence.store.standing_marks import Block, Chain, YearOfMarks

Counters = NDArray[np.int16]
"""By row, day of `cuts` and kind: possible, authorised and unauthorised sessions until then."""

_NOT_RECEIVED = byte_of(NOT_RECEIVED)
_WEEKEND = (6, 0)
"""Saturday and Sunday, as an ordinal's remainder by 7."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SchoolSums:
    """
    One school's sums.

    Attributes:
        loads: The loads that its marks come from, in order.
        rest: A digest of all else that they follow from: its stays and its days.
        marked: Of each day of the year from 1 August on, whether it has a mark.
        roll: The first and the last day of its stays, as ordinals; 0 and 0 where it has none.
        unplaced: Marks that are not in the counters, and those that came under former numbers.
    """

    loads: tuple[int, ...]
    rest: str
    upns: NDArray[np.int64]
    counters: Counters
    marked: Flags
    roll: tuple[int, int]
    unplaced: Unplaced = field(default_factory=Unplaced)


Sums = Mapping[int, SchoolSums]
"""By school."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Counted:
    """
    The sums of a year, and what had to be done for them.

    Attributes:
        cuts: The days, the year's last at the end.
        kept: Schools that stood as they were.
        added: Schools to which new days were added.
        afresh: Schools that were counted from their marks.
    """

    cuts: tuple[date, ...]
    sums: Sums
    kept: int
    added: int
    afresh: int

    def marked_days(self) -> MarkedDays:
        """On which days each school has a mark."""
        rolls = np.array([each.roll for each in self.sums.values()], dtype=np.int64).reshape(-1, 2)
        rows = [each.marked for each in self.sums.values()]
        return MarkedDays(
            year=self.cuts[-1].year - 1,
            urns=np.array([*self.sums], dtype=np.int64),
            marked=np.array(rows, dtype=np.bool_).reshape(-1, YEAR_DAYS),
            firsts=rolls[:, 0],
            lasts=rolls[:, 1],
        )

    def unplaced(self, last: date) -> tuple[str, ...]:
        """What of the marks is in no sum until one of the days, and what was renumbered."""
        schools = {urn: each.unplaced for urn, each in self.sums.items()}
        return sentences(schools, self.cuts.index(last))

    def table(self, last: date) -> pa.Table:
        """
        The sums until one of the days: `upn`, `urn` and the sessions, as `attendance-sums` has
        them; only of pupils with a possible session.
        """
        cut = self.cuts.index(last)
        upns = [each.upns for each in self.sums.values()]
        urns = [np.full(len(each.upns), urn) for urn, each in self.sums.items()]
        counters = [each.counters[:, cut] for each in self.sums.values()]
        empty: list[NDArray[np.int64]] = [np.zeros(0, dtype=np.int64)]
        pupils, schools = np.concatenate([*upns, *empty]), np.concatenate([*urns, *empty])
        counts = np.concatenate([*counters, np.zeros((0, 3), dtype=np.int16)]).astype(np.int64)
        here = counts[:, 0] > 0
        numbers, places = np.unique(schools[here], return_inverse=True)
        urn = texts_of([str(number) for number in numbers.tolist()])
        columns = {
            "upn": upn_texts(pupils[here]),
            "urn": urn.take(column_of(places.astype(np.int32))),
        }
        kinds = ("possible", "authorised", "unauthorised")
        sums = {kind: column_of(counts[here, place]) for place, kind in enumerate(kinds)}
        return pa.table({**columns, **sums})


def counted(
    marks: YearOfMarks,
    stays: Stays,
    calendar: Calendar,
    cuts: Sequence[date],
    *,
    before: Sums | None = None,
    untouched: Set[int] = frozenset(),
    threads: int | None = None,
) -> Counted:
    """
    The sums of every school, counting only what `before` does not have.

    Marks outside every stay of the pupil at the school, and of days without school, are left out.

    Args:
        marks: The year.
        stays: Of that year; those of `untouched` schools may be left out.
        calendar: On which days there is school; of one that is made up only weekends hold.
        cuts: The days until which sessions are counted.
        before: Sums of the same days and year that were kept.
        untouched: Schools whose sums in `before` are known to hold, and are not looked at.
        threads: As many as there are processors where not given.
    """
    last = date(marks.year + 1, 7, 31)
    whole = (*sorted({cut for cut in cuts if cut < last}), last)
    known: Sums = {} if before is None else before
    chains = [(urn, chain) for urn, chain in marks.chains.items() if urn not in untouched]
    share = max(1, min(threads or os.cpu_count() or 1, len(chains)))
    bounds = np.linspace(0, len(chains), share + 1).astype(int).tolist()

    def work(number: int) -> list[tuple[int, SchoolSums, str]]:
        counting = _Counting(marks.again(), stays, calendar, whole)
        some = chains[bounds[number] : bounds[number + 1]]
        return [(urn, *counting.school(urn, chain, known.get(urn))) for urn, chain in some]

    if share == 1:
        found = work(0)
    else:
        with ThreadPoolExecutor(share) as pool:
            found = [one for part in pool.map(work, range(share)) for one in part]
    done = [how for _, _, how in found]
    counted_now = {urn: sums for urn, sums, _ in found}
    return Counted(
        cuts=whole,
        sums={urn: counted_now.get(urn) or known[urn] for urn in marks.chains},
        kept=done.count("kept") + len(marks.chains) - len(chains),
        added=done.count("added"),
        afresh=done.count("afresh"),
    )


def standing(marks: YearOfMarks, before: Sums) -> frozenset[int]:
    """The schools whose marks come from the same loads as when their sums were kept."""
    ids = [load.id for load in marks.loads]
    return frozenset(
        urn
        for urn, chain in marks.chains.items()
        if urn in before and before[urn].loads == tuple(ids[place] for place in chain)
    )


class _Counting:
    """Counts schools, one after another; each thread has its own."""

    def __init__(
        self, marks: YearOfMarks, stays: Stays, calendar: Calendar, cuts: tuple[date, ...]
    ) -> None:
        self._marks = marks
        self._stays = stays
        self._calendar = None if calendar.made_up else calendar
        self._cuts = cuts
        self._lookups: dict[bytes, Lookup] = {}
        self._open: dict[int, NDArray[np.int64]] = {}

    def school(self, urn: int, chain: Chain, before: SchoolSums | None) -> tuple[SchoolSums, str]:
        """A school's sums, and whether they were kept, added to or counted afresh."""
        marks, stays = self._marks, self._stays.of(urn)
        loads = tuple(marks.loads[place].id for place in chain)
        rest = self._rest(urn, stays)
        known = before if before is not None and before.rest == rest else None
        if known is not None and known.loads == loads:
            return known, "kept"
        apart = marks.apart(chain)
        marked, unplaced = np.zeros(YEAR_DAYS, dtype=np.bool_), Unplaced()
        if known is not None and apart and known.loads == loads[: len(known.loads)]:
            parts, how = [(known.upns, known.counters)], "added"
            chain, marked = chain[len(known.loads) :], known.marked.copy()
            unplaced = known.unplaced
        else:
            parts, how = [], "afresh"
        held = (marks.held(urn, place) for place in chain)
        for found in held if apart else iter([marks.block(urn, chain)]):
            if found is not None:
                block = stays.placed(found)
                counters, left = self._count(block, urn, stays)
                parts.append((block.upns, counters))
                unplaced = unplaced.plus(left).plus(self._former(found, stays))
                marked |= self._marked(block)
        upns, counters = _added(parts, len(self._cuts))
        there = bool(len(stays.entries))
        roll = (int(stays.entries.min()), int(stays.untils.max())) if there else (0, 0)
        sums = SchoolSums(
            loads=loads, rest=rest, upns=upns, counters=counters, marked=marked, roll=roll,
            unplaced=unplaced,
        )  # fmt: skip
        return sums, how

    def _marked(self, block: Block) -> Flags:
        """The days of a block on which somebody has a mark that came: "-" did not."""
        given = ((block.marks != 0) & (block.marks != _NOT_RECEIVED)).any(axis=0)
        days = block.days[given.reshape(-1, 2).any(axis=1)]
        marked = np.zeros(YEAR_DAYS, dtype=np.bool_)
        marked[days - date(self._marks.year, 8, 1).toordinal()] = True
        return marked

    def _rest(self, urn: int, stays: Stays) -> str:
        digest = hashlib.sha256()
        for part in (stays.enrolments, stays.entries, stays.untils, stays.formers, stays.presents):
            digest.update(part.tobytes())
        digest.update(b"any day" if (days := self._open_days(urn)) is None else days.tobytes())
        return digest.hexdigest()[:16]

    def _open_days(self, urn: int) -> NDArray[np.int64] | None:
        """The days on which a school is open, as ordinals; None where that is not known."""
        if self._calendar is None:
            return None
        try:
            terms = self._calendar.terms(self._marks.year, str(urn))
        except EvidenceError:  # a year that the calendar does not hold says nothing
            return None
        if id(terms) not in self._open:
            days = [day.toordinal() for day in terms.days]
            self._open[id(terms)] = np.array(days, dtype=np.int64)
        return self._open[id(terms)]

    def _count(self, block: Block, urn: int, stays: Stays) -> tuple[Counters, Unplaced]:
        """The sums of a block, and what of it is in none."""
        marks, left = self._placed(block, urn, stays)
        return self._sums(marks, block.days), left

    def _former(self, block: Block, stays: Stays) -> Unplaced:
        """What of a block came under former numbers."""
        rows = np.flatnonzero(np.isin(block.upns, stays.former_numbers))
        if not len(rows):
            return Unplaced()
        sessions = self._sums(block.marks[rows], block.days)[:, :, 0]
        return Unplaced(former=Tally.of(block.upns[rows], sessions))

    def _sums(self, marks: NDArray[np.uint8], days: NDArray[np.int64]) -> Counters:
        counters = np.zeros((len(self._cuts), len(marks), 3), dtype=np.int16)
        if len(days) and len(marks):
            from headway.analytics.attendance.increments import (  # noqa: PLC0415 - late: slow
                count_pupils,
            )

            about = self._lookup(days)
            count_pupils(
                np.ascontiguousarray(marks).view(np.uint16),
                about.segments,
                about.tables,
                counters,
                0,
            )
        return np.ascontiguousarray(counters.transpose(1, 0, 2))

    def _lookup(self, days: NDArray[np.int64]) -> Lookup:
        key = days.tobytes()
        if key not in self._lookups:
            dates = tuple(date.fromordinal(day) for day in days.tolist())
            ends = tuple(sum(day <= cut for day in dates) for cut in self._cuts)
            self._lookups[key] = lookup(Sessions(year=self._marks.year, days=dates, ends=ends))
        return self._lookups[key]

    def _placed(self, block: Block, urn: int, stays: Stays) -> tuple[NDArray[np.uint8], Unplaced]:
        """
        The marks without those outside the pupil's stays and those of days without school.

        With what was outside.
        """
        closed = np.isin(block.days % 7, _WEEKEND)
        if (days := self._open_days(urn)) is not None:
            closed |= ~np.isin(block.days, days)
        if not closed.any() and stays.hold_all_of(block):
            return block.marks, Unplaced()
        out = stays.outside(block)
        rows = np.flatnonzero(out.any(axis=1))
        if not closed.any() and not len(rows):
            return block.marks, Unplaced()
        marks = block.marks.copy()
        marks[:, np.repeat(closed, 2)] = 0
        left = Unplaced.of(
            block.upns[rows], marks[rows], out[rows], stays.pupils,
            lambda some: self._sums(some, block.days)[:, :, 0],
        )  # fmt: skip
        marks[rows] = np.where(np.repeat(out[rows], 2, axis=1), 0, marks[rows])
        return marks, left


def _added(
    parts: Sequence[tuple[NDArray[np.int64], Counters]], cuts: int
) -> tuple[NDArray[np.int64], Counters]:
    if len(parts) == 1:
        return parts[0]
    same, first = parts[0]
    if all(np.array_equal(upns, same) for upns, _ in parts[1:]):
        return same, np.add.reduce([first, *(n for _, n in parts[1:])], dtype=np.int16)
    upns = np.unique(np.concatenate([[], *(upns for upns, _ in parts)]).astype(np.int64))
    counters = np.zeros((len(upns), cuts, 3), dtype=np.int16)
    for own, counts in parts:
        counters[np.searchsorted(upns, own)] += counts
    return upns, counters

"""
Each enrolment's sessions so far at some days of a year, from the marks that stand.

One compiled pass over the bytes makes them; they are kept (`kept_sums`) school by school, with
the loads that each school's came from. So a corrected school is counted again alone, and a new
day's file is added to what was counted before. What is kept can always be thrown away: whatever
does not fit the data as it stands is counted afresh.
"""

import hashlib
import os
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import date

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from headway.analytics.new_days import with_new_days
from headway.analytics.open_days import OpenDays
from headway.analytics.school_days import YEAR_DAYS, Flags, MarkedDays
from headway.analytics.stays import Stays
from headway.analytics.unplaced_marks import Tally, Unplaced, sentences
from headway.analytics.year_sums import Counters, Numbers, SchoolSums, YearSums
from headway.evidence.attendance_codes import byte_of
from headway.evidence.calendars import Calendar
from headway.evidence.marks.arrow import column_of, texts_of
from headway.evidence.marks.roster import UPN_BITS
from headway.evidence.store.kept_marks import NOT_RECEIVED, upn_texts
from headway.evidence.store.standing_marks import Block, Chain, YearOfMarks

_NOT_RECEIVED = byte_of(NOT_RECEIVED)


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
    sums: YearSums
    kept: int
    added: int
    afresh: int

    def marked_days(self) -> MarkedDays:
        """On which days each school has a mark."""
        urns, marked, rolls = self.sums.marked()
        return MarkedDays(
            year=self.cuts[-1].year - 1,
            urns=urns,
            marked=marked,
            firsts=rolls[:, 0],
            lasts=rolls[:, 1],
        )

    def unplaced(self, last: date) -> tuple[str, ...]:
        """What of the marks is in no sum until one of the days, and what was renumbered."""
        return sentences(self.sums.unplaced(), self.cuts.index(last))

    def enrolments(self, last: date) -> Numbers:
        """School and pupil in one number, of those with a possible session until a day."""
        schools, pupils, counts = self.sums.until(self.cuts.index(last))
        some = counts[0] > 0
        found: Numbers = schools[some] << UPN_BITS | pupils[some]
        return found

    def table(self, last: date) -> pa.Table:
        """
        The sums until one of the days: `upn`, `urn` and the sessions, as `attendance-sums` has
        them; only of pupils with a possible session.
        """
        schools, pupils, counts = self.sums.until(self.cuts.index(last))
        here = counts[0] > 0
        if not here.all():
            schools, pupils, counts = schools[here], pupils[here], counts[:, here]
        numbers, places = _different(schools)
        urn = texts_of([str(number) for number in numbers.tolist()])
        columns = {"upn": upn_texts(pupils), "urn": urn.take(column_of(places))}
        kinds = ("possible", "authorised", "unauthorised")
        sums = {kind: column_of(counts[place]) for place, kind in enumerate(kinds)}
        return pa.table({**columns, **sums})


def counted(
    marks: YearOfMarks,
    stays: Stays,
    calendar: Calendar,
    cuts: Sequence[date],
    *,
    before: YearSums | None = None,
    touched: Sequence[int] | None = None,
    threads: int | None = None,
) -> Counted:
    """
    The sums of every school, counting only what `before` does not have.

    Marks outside every stay of the pupil at the school, and of days without school, are left out.

    Args:
        marks: The year.
        stays: Of that year; those of schools that are not `touched` may be left out.
        calendar: On which days there is school; of one that is made up only weekends hold.
        cuts: The days until which sessions are counted.
        before: Sums of the same days and year that were kept.
        touched: Where rolls and calendar are known to be as they were for `before`, the schools
            that are looked at: those of which other loads stand.
        threads: As many as there are processors where not given.
    """
    last = date(marks.year + 1, 7, 31)
    whole = (*sorted({cut for cut in cuts if cut < last}), last)
    known = before or YearSums()
    wanted = [*marks.chains] if touched is None else touched
    done: frozenset[int] = frozenset()
    if touched is not None:
        days = OpenDays(marks.year, calendar, whole)
        known, done = with_new_days(marks, stays, days, known, touched)
    schools = [urn for urn in wanted if urn not in done]
    share = max(1, min(threads or os.cpu_count() or 1, len(schools)))
    bounds = np.linspace(0, len(schools), share + 1).astype(int).tolist()

    def work(number: int) -> list[tuple[int, SchoolSums, str]]:
        own = marks if share == 1 else marks.again()
        counting = _Counting(own, stays, calendar, whole)
        some = schools[bounds[number] : bounds[number + 1]]
        return [(urn, *counting.school(urn, marks.chains[urn], known.get(urn))) for urn in some]

    if share == 1:
        found = work(0)
    else:
        with ThreadPoolExecutor(share) as pool:
            found = [one for part in pool.map(work, range(share)) for one in part]
    how = [way for _, _, way in found]
    new = {urn: sums for urn, sums, way in found if way != "kept"}
    return Counted(
        cuts=whole,
        sums=known.with_schools(new, marks.chains.keys()),
        kept=len(marks.chains) - len(new) - len(done),
        added=how.count("added") + len(done),
        afresh=how.count("afresh"),
    )


def touched(marks: YearOfMarks, before: YearSums) -> list[int]:
    """The schools whose marks come from other loads than when their sums were kept."""
    ids = [load.id for load in marks.loads]
    loads = {chain: tuple(ids[place] for place in chain) for chain in {*marks.chains.values()}}
    known = before.chains
    return [urn for urn, chain in marks.chains.items() if known.get(urn) != loads[chain]]


def _different(schools: Numbers) -> tuple[Numbers, NDArray[np.int32]]:
    """The numbers of a column in which equal ones mostly follow each other, and their places."""
    starts = np.flatnonzero(np.diff(schools, prepend=-1))
    numbers, places = np.unique(schools[starts], return_inverse=True)
    sizes = np.diff(starts, append=len(schools))
    return numbers, np.repeat(places.astype(np.int32), sizes)


class _Counting:
    """Counts schools, one after another; each thread has its own."""

    def __init__(
        self, marks: YearOfMarks, stays: Stays, calendar: Calendar, cuts: tuple[date, ...]
    ) -> None:
        self._marks = marks
        self._stays = stays
        self._cuts = cuts
        self._open_days = OpenDays(marks.year, calendar, cuts)

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
        marked[days - self._marks.first_day] = True
        return marked

    def _rest(self, urn: int, stays: Stays) -> str:
        digest = hashlib.sha256()
        for part in (stays.enrolments, stays.entries, stays.untils, stays.formers, stays.presents):
            digest.update(part.tobytes())
        digest.update(b"any day" if (days := self._open_days.of(urn)) is None else days.tobytes())
        return digest.hexdigest()[:16]

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

            about = self._open_days.lookup(days)
            count_pupils(
                np.ascontiguousarray(marks).view(np.uint16),
                about.segments,
                about.tables,
                counters,
                0,
            )
        return np.ascontiguousarray(counters.transpose(1, 0, 2))

    def _placed(self, block: Block, urn: int, stays: Stays) -> tuple[NDArray[np.uint8], Unplaced]:
        """
        The marks without those outside the pupil's stays and those of days without school.

        With what was outside.
        """
        closed = self._open_days.closed(urn, block.days)
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

"""
A year's counts that are kept, so that a new day or a corrected school costs only itself.

Kept are, for every pupil and term, the sessions so far: six bytes. Everything but persistent and
severe absence is a sum; those two are sums over pupils of what the six bytes say. So what a
school or a day changes is its new counts less its old ones, to the digit.
"""

import os
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor

import numpy as np
from numpy.typing import NDArray

from headway.analytics.attendance.counting import Frame, frame
from headway.analytics.attendance.plain import VALUES
from headway.analytics.attendance.tables import Lookup
from headway.analytics.attendance.totals import Totals
from headway.evidence.errors import EvidenceError
from headway.evidence.marks.compiling import compiled
from headway.evidence.marks.files import Marks, Year
from headway.evidence.marks.roster import NOT_COUNTED

Counters = NDArray[np.int16]
"""By term, pupil and kind: possible, authorised and unauthorised sessions since the first day."""

_FEW = 200_000
"""Enrolments up to which a day is taken in before a second thread has begun."""


class Standing:
    """
    The counts of a year as they stand.

    Takes 6 bytes a pupil and term. Not to be changed by two threads at once.
    """

    def __init__(self, matrices: Sequence[Year], *, threads: int | None = None) -> None:
        """
        Count matrices in order of loading; a later one replaces the schools that it has.

        Raises:
            EvidenceError: There are none, or they are of different years or calendars.
        """
        if len({matrix.sessions for matrix in matrices}) > 1:
            raise EvidenceError("Counts are kept for one calendar at a time. Keep one a calendar.")
        self._threads = threads or os.cpu_count() or 1
        self.sessions = matrices[0].sessions if matrices else None
        within = frame(matrices)
        self._areas = within.areas
        self._urns = within.urns
        self._about: Lookup = within.lookups[0]
        self._keys = within.keys
        self._place_of = within.cells.copy()
        self._schools, self._cells, self._counters = _counted(matrices, within, self._threads)
        self._cube = within.empty()
        self._by_school = np.zeros((len(self._urns), within.terms, len(VALUES)), dtype=np.int64)
        self._add(self._schools, 1)

    def __len__(self) -> int:
        """How many enrolments."""
        return len(self._cells)

    def totals(self) -> Totals:
        """What a count from the marks afresh would find."""
        return Totals(
            areas=self._areas,
            keys=self._keys,
            cube=self._cube.copy(),
            urns=self._urns,
            by_school=self._by_school.copy(),
        )

    def rows_of(self, urn: int) -> slice:
        """The rows of a school among those of `new_day`; schools stand in order of URN."""
        first, past, _, _ = self._schools[self._place(urn)].tolist()
        return slice(first, past)

    def new_day(self, day: int, marks: Marks, before: Marks | None = None) -> None:
        """
        Take in everybody's marks of one day.

        Args:
            day: Its place in the year, from 0.
            marks: Two a pupil, a row a pupil; rows as `rows_of` says.
            before: What the day's marks were; none at all where not given.

        Raises:
            EvidenceError: There is no such day, or not a row for each pupil.
        """
        new = self._day(marks)
        old = np.zeros_like(new) if before is None else self._day(before)
        segments = self._about.segments
        part = np.flatnonzero((segments[:, 0] <= day) & (day < segments[:, 1]))
        if not len(part):
            raise EvidenceError(f"The year has no day {day + 1}.")
        term, number = segments[part[0], 2:].tolist()
        table = self._about.tables[number]

        def work(schools: NDArray[np.int64], cube: NDArray[np.int64]) -> None:
            into = (cube, self._by_school)
            add_day(self._counters, self._cells, schools, term, old, new, table, *into)

        if len(self) < _FEW:
            work(self._schools, self._cube)
            return
        shares = np.array_split(self._schools, self._threads)
        cubes = [np.zeros_like(self._cube) for _ in shares]
        with ThreadPoolExecutor(self._threads) as pool:
            list(pool.map(work, shares, cubes))
        for cube in cubes:
            self._cube += cube

    def correct_school(self, urn: int, marks: Marks, keys: NDArray[np.uint8]) -> None:
        """
        Take in a school's whole year anew; it may have other pupils than before.

        Args:
            urn: A school that is here.
            marks: A row a pupil.
            keys: Of each pupil.

        Raises:
            EvidenceError: The school is not here, or marks and keys differ in length.
        """
        place = self._place(urn)
        if len(marks) != len(keys):
            raise EvidenceError(f"{len(marks)} rows of marks came for {len(keys)} pupils.")
        own = self._schools[place : place + 1]
        self._add(own, -1)
        self._resize(place, len(keys))
        first, past, _, _ = own[0].tolist()
        self._learn(keys)
        self._cells[first:past] = self._place_of[keys]
        days = np.ascontiguousarray(marks).view(np.uint16)
        about = self._about
        count_pupils(days, about.segments, about.tables, self._counters, first)
        self._add(own, 1)

    def _add(self, schools: NDArray[np.int64], sign: int) -> None:
        add_counters(self._counters, self._cells, schools, sign, self._cube, self._by_school)

    def _learn(self, keys: NDArray[np.uint8]) -> None:
        """Make room for keys that no pupil has had."""
        if np.all((self._place_of[keys] != NOT_COUNTED) | (keys == NOT_COUNTED)):
            return
        new = np.setdiff1d(keys, [*self._keys, NOT_COUNTED]).astype(np.uint8)
        if len(new):
            self._place_of[new] = len(self._keys) + np.arange(len(new))
            self._keys = np.append(self._keys, new)
            self._cube = np.pad(self._cube, ((0, 0), (0, len(new)), (0, 0), (0, 0)))

    def _place(self, urn: int) -> int:
        place = int(np.searchsorted(self._urns, urn))
        if place == len(self._urns) or self._urns[place] != urn:
            raise EvidenceError(f"The school {urn} is not among those counted. Count afresh.")
        return place

    def _resize(self, place: int, rows: int) -> None:
        first, past, _, _ = self._schools[place].tolist()
        more = rows - (past - first)
        if not more:
            return
        gap = np.zeros((len(self._counters), rows, 3), dtype=np.int16)
        parts = [self._counters[:, :first], gap, self._counters[:, past:]]
        self._counters = np.concatenate(parts, axis=1)
        cells = [self._cells[:first], np.zeros(rows, dtype=np.uint8), self._cells[past:]]
        self._cells = np.concatenate(cells)
        self._schools[place, 1] += more
        self._schools[place + 1 :, :2] += more

    def _day(self, marks: Marks) -> NDArray[np.uint16]:
        if marks.shape != (len(self), 2):
            raise EvidenceError(
                f"A day must have two marks for each of {len(self)} pupils; got {marks.shape}."
            )
        return np.ascontiguousarray(marks).view(np.uint16).reshape(-1)


def _counted(
    matrices: Sequence[Year], within: Frame, threads: int
) -> tuple[NDArray[np.int64], NDArray[np.uint8], Counters]:
    """The schools in order of URN with their rows, and the cells and counters of the rows."""
    held = [
        (int(own), n, place)
        for n, schools in enumerate(within.schools)
        for place, own in enumerate(schools[:, 3].tolist())
        if own >= 0
    ]
    schools = np.zeros((len(held), 4), dtype=np.int64)
    rows = 0
    for own, n, place in sorted(held):
        first, past, area, _ = within.schools[n][place].tolist()
        schools[own] = rows, rows + past - first, area, own
        rows += past - first
    cells = np.zeros(rows, dtype=np.uint8)
    counters = np.zeros((within.terms, rows, 3), dtype=np.int16)
    tasks = [(n, group) for n, matrix in enumerate(matrices) for group in range(len(matrix.groups))]

    def work(number: int) -> None:
        for n, group in tasks[number::threads]:
            marks = matrices[n].reader().group(group).view(np.uint16)
            first, past = matrices[n].groups[group]
            begin = within.schools[n][first, 0]
            about = within.lookups[n]
            for low, high, _, own in within.schools[n][first:past].tolist():
                if own >= 0:
                    into = int(schools[own, 0])
                    keys = matrices[n].roster.keys[low:high]
                    cells[into : into + high - low] = within.cells[keys]
                    days = marks[low - begin : high - begin]
                    count_pupils(days, about.segments, about.tables, counters, into)

    with ThreadPoolExecutor(threads) as pool:
        list(pool.map(work, range(threads)))
    return schools, cells, counters


@compiled
def count_pupils(
    days: NDArray[np.uint16],
    segments: NDArray[np.int64],
    tables: NDArray[np.uint32],
    counters: NDArray[np.int16],
    into: int,
) -> None:
    """Write the counters of pupils from the row `into` on."""
    for row in range(days.shape[0]):
        for term in range(counters.shape[0]):
            for kind in range(3):
                counters[term, into + row, kind] = 0
        for part in range(segments.shape[0]):
            table = tables[segments[part, 3]]
            packed = np.uint32(0)
            for day in days[row, segments[part, 0] : segments[part, 1]]:
                packed += table[day]
            term = segments[part, 2]
            counters[term, into + row, 0] += packed & 1023
            counters[term, into + row, 1] += (packed >> 10) & 1023
            counters[term, into + row, 2] += packed >> 20
        for term in range(1, counters.shape[0]):
            for kind in range(3):
                counters[term, into + row, kind] += counters[term - 1, into + row, kind]


@compiled
def add_counters(  # noqa: PLR0917 - compiled functions take no keyword-only arguments
    counters: NDArray[np.int16],
    cells: NDArray[np.uint8],
    schools: NDArray[np.int64],
    sign: int,
    cube: NDArray[np.int64],
    by_school: NDArray[np.int64],
) -> None:
    """Add whole schools to the counts, or with a sign of -1 take them out."""
    for school in range(schools.shape[0]):
        area, own = schools[school, 2], schools[school, 3]
        for term in range(counters.shape[0]):
            for row in range(schools[school, 0], schools[school, 1]):
                cell = cells[row]
                possible = np.int64(counters[term, row, 0])
                if cell < cube.shape[1] and possible > 0:
                    authorised = np.int64(counters[term, row, 1])
                    unauthorised = np.int64(counters[term, row, 2])
                    absent = authorised + unauthorised
                    for into in (cube[area, cell, term], by_school[own, term]):
                        into[0] += sign
                        into[1] += sign * possible
                        into[2] += sign * authorised
                        into[3] += sign * unauthorised
                        into[4] += sign * (absent * 10 >= possible)
                        into[5] += sign * (absent * 2 >= possible)


@compiled  # one loop and longer than most; what a school sums up it holds until its end
def add_day(  # noqa: PLR0917 - compiled functions take no keyword-only arguments
    counters: NDArray[np.int16],
    cells: NDArray[np.uint8],
    schools: NDArray[np.int64],
    term: int,
    old: NDArray[np.uint16],
    new: NDArray[np.uint16],
    table: NDArray[np.uint32],
    cube: NDArray[np.int64],
    by_school: NDArray[np.int64],
) -> None:
    """Change one day of whole schools, in its term and all that follow."""
    for school in range(schools.shape[0]):
        first, past, area, own = schools[school]
        before, after, places = old[first:past], new[first:past], cells[first:past]
        for later in range(term, counters.shape[0]):
            pupils = sessions = excused = unexcused = often = mostly = np.int64(0)
            held, into = counters[later, first:past], cube[area, :, later]
            for row in range(len(places)):
                was, now = np.int64(table[before[row]]), np.int64(table[after[row]])
                if was == now:
                    continue
                more_possible = (now & 1023) - (was & 1023)
                more_authorised = ((now >> 10) & 1023) - ((was >> 10) & 1023)
                more_unauthorised = (now >> 20) - (was >> 20)
                a = np.int64(held[row, 0])
                b = np.int64(held[row, 1])
                c = np.int64(held[row, 2])
                x, y, z = a + more_possible, b + more_authorised, c + more_unauthorised
                held[row, 0] = x
                held[row, 1] = y
                held[row, 2] = z
                cell = places[row]
                if cell < into.shape[0]:
                    more = np.int64(x > 0) - np.int64(a > 0)
                    persistent = np.int64((x > 0) & ((y + z) * 10 >= x))
                    persistent -= np.int64((a > 0) & ((b + c) * 10 >= a))
                    severe = np.int64((x > 0) & ((y + z) * 2 >= x))
                    severe -= np.int64((a > 0) & ((b + c) * 2 >= a))
                    pupils += more
                    sessions += more_possible
                    excused += more_authorised
                    unexcused += more_unauthorised
                    often += persistent
                    mostly += severe
                    into[cell, 0] += more
                    into[cell, 1] += more_possible
                    into[cell, 2] += more_authorised
                    into[cell, 3] += more_unauthorised
                    into[cell, 4] += persistent
                    into[cell, 5] += severe
            by_school[own, later, 0] += pupils
            by_school[own, later, 1] += sessions
            by_school[own, later, 2] += excused
            by_school[own, later, 3] += unexcused
            by_school[own, later, 4] += often
            by_school[own, later, 5] += mostly

"""
Days that come for many schools at once, added to the sums of all of them together.

School by school a day of everybody's would cost as much as half the year. Here it is added by a
few operations on arrays, where nothing has to be decided: every pupil of the file is on the
roll on its days, has been counted before, and the school was open. What is not as plain as that
is left to be counted school by school.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from headway.analytics.open_days import OpenDays
from headway.analytics.school_days import YEAR_DAYS, Flags
from headway.analytics.stays import Stays
from headway.analytics.year_sums import Loads, NewDays, Numbers, Whole, YearSums, packed_days
from headway.evidence.attendance_codes import byte_of
from headway.evidence.marks.files import Matrix
from headway.evidence.marks.roster import UPN_BITS
from headway.evidence.store.kept_marks import NOT_RECEIVED
from headway.evidence.store.standing_marks import Chain, YearOfMarks

_MOST_DAYS = 15
"""Days of a file that is added this way: of more, the compiled loop is quicker."""

_LEAST_SCHOOLS = 8
"""Schools that must have the same new files: fewer are counted one by one as quickly."""

_NOT_RECEIVED = byte_of(NOT_RECEIVED)


def with_new_days(
    marks: YearOfMarks, stays: Stays, open_days: OpenDays, before: YearSums, schools: Sequence[int]
) -> tuple[YearSums, frozenset[int]]:
    """
    The sums with what was added to some schools, and which of the schools are done with it.

    Args:
        marks: The year.
        stays: Of these schools at least.
        open_days: Of the same year and cuts as `before`.
        before: The sums; its schools' stays and days are still the same.
        schools: Those whose marks no longer come from the same loads.
    """
    whole = before.whole
    if whole is None or len(schools) < _LEAST_SCHOOLS:
        return before, frozenset()
    adding = _Adding(marks, stays, open_days, whole)
    groups: dict[Chain, dict[int, Chain]] = {}
    for urn in schools:
        place = before.places.get(urn)
        if place is not None:
            chain = marks.chains[urn]
            groups.setdefault(adding.new_loads(chain, before.chains[urn]), {})[place] = chain
    groups.pop((), None)
    for new, chains in groups.items():
        if len(chains) >= _LEAST_SCHOOLS:
            adding.add(new, chains)
    added = adding.added()
    if not added.chains:
        return before, frozenset()
    sums = YearSums(whole=whole, days=(*before.days, added), apart=before.apart, gone=before.gone)
    return sums, frozenset(whole.urns[added.chain_of >= 0].tolist())


@dataclass(frozen=True, slots=True)
class _File:
    """A narrow file's rows, and what they are in the sums: -1 for those that are not added."""

    matrix: Matrix
    days: Numbers
    keys: Numbers
    places: Numbers
    rows: Numbers


class _Adding:
    """Adds narrow files to many schools, one group of schools after another."""

    def __init__(self, marks: YearOfMarks, stays: Stays, open_days: OpenDays, whole: Whole) -> None:
        self._marks = marks
        self._stays = stays
        self._open_days = open_days
        self._whole = whole
        self._parts: dict[int, NDArray[np.uint32]] = {}
        self._marked = np.zeros((len(whole.urns), YEAR_DAYS), dtype=np.bool_)
        self._chains: dict[Loads, int] = {}
        self._chain_of = np.full(len(whole.urns), -1, dtype=np.int64)
        self._new: dict[tuple[Chain, Loads], Chain] = {}

    def new_loads(self, chain: Chain, known: Loads) -> Chain:
        """The narrow loads that came after those known; none where more has to be looked at."""
        key = chain, known
        if key not in self._new:
            self._new[key] = self._found_new(chain, known)
        return self._new[key]

    def _found_new(self, chain: Chain, known: Loads) -> Chain:
        new = chain[len(known) :]
        same = self._ids(chain)[: len(known)] == known and self._marks.apart(chain)
        narrow = all(len(self._marks.days(place)) <= _MOST_DAYS for place in new)
        return new if same and narrow else ()

    def _ids(self, chain: Chain) -> Loads:
        return tuple(self._marks.loads[place].id for place in chain)

    def add(self, new: Chain, chains: Mapping[int, Chain]) -> None:
        """
        Add some loads to the schools of which nothing in them has to be decided.

        `chains`: By place of a school in the sums, the loads that its marks now come from.
        """
        fit = np.zeros(len(self._whole.urns), dtype=np.bool_)
        fit[[*chains]] = True
        files = [file for place in new if (file := self._file(place)) is not None]
        for file in files:
            fit &= self._plain(file)
        for file in files:
            self._count(file, fit)
        for place in np.flatnonzero(fit).tolist():
            loads = self._ids(chains[place])
            self._chain_of[place] = self._chains.setdefault(loads, len(self._chains))

    def added(self) -> NewDays:
        """All that was added."""
        return NewDays(
            parts=tuple(sorted(self._parts.items(), key=lambda part: part[0])),
            chains=tuple(self._chains),
            chain_of=self._chain_of,
            marked=packed_days(self._marked),
        )

    def _file(self, place: int) -> _File | None:
        """A load's rows, each with its row in the sums."""
        matrix, whole = self._marks.matrix(place), self._whole
        if matrix is None:
            return None
        roster, keys = matrix.roster, _keys(matrix)
        at = np.minimum(np.searchsorted(whole.urns, roster.urns), len(whole.urns) - 1)
        places = np.where(whole.urns[at] == roster.urns, at, -1)
        if np.array_equal(roster.offsets, whole.offsets) and np.array_equal(
            roster.pupils, whole.upns
        ):
            rows = np.arange(len(whole.upns))
        else:
            known = np.repeat(whole.urns, np.diff(whole.offsets)) << UPN_BITS | whole.upns
            rows = _found(keys, known)
        return _File(matrix, self._marks.days(place), keys, places, rows)

    def _plain(self, file: _File) -> Flags:
        """Of each school of the sums, whether nothing in a file has to be decided."""
        keys, stays, roster = file.keys, self._stays, file.matrix.roster
        fits = file.rows >= 0
        if len(file.days):
            whole_time = (stays.entries <= file.days[0]) & (stays.untils >= file.days[-1])
            staying = stays.enrolments[whole_time]
            # A former number is on no roll, and is none of these either.
            if not np.array_equal(staying, keys):
                fits &= _found(keys, staying) >= 0
        odd = np.add.reduceat(~fits, roster.offsets[:-1], dtype=np.int64) > 0
        odd |= ~self._open_days.all_open(roster.urns.tolist(), file.days)
        plain = np.ones(len(self._whole.urns), dtype=np.bool_)
        plain[file.places[odd & (file.places >= 0)]] = False
        return plain

    def _count(self, file: _File, fit: Flags) -> None:
        """Count a file's marks of the schools that fit."""
        about, roster = self._open_days.lookup(file.days), file.matrix.roster
        wanted = (file.places >= 0) & fit[file.places]
        columns = file.days - self._marks.first_day
        reader = file.matrix.reader()
        for number, (first, past) in enumerate(file.matrix.groups):
            block = reader.group(number)
            begin, end = int(roster.offsets[first]), int(roster.offsets[past])
            use = np.repeat(wanted[first:past], np.diff(roster.offsets[first : past + 1]))
            rows = file.rows[begin:end][use]
            pairs = np.ascontiguousarray(block).view(np.uint16)[use]
            for low, high, cut, table in about.segments.tolist():
                sums = about.tables[table][pairs[:, low:high]].sum(axis=1, dtype=np.uint32)
                if cut not in self._parts:
                    self._parts[cut] = np.zeros(len(self._whole.upns), dtype=np.uint32)
                self._parts[cut][rows] += sums
            given = ((block != 0) & (block != _NOT_RECEIVED)).reshape(len(block), -1, 2).any(axis=2)
            there = np.add.reduceat(given, roster.offsets[first:past] - begin, dtype=np.int64) > 0
            some = wanted[first:past]
            self._marked[np.ix_(file.places[first:past][some], columns)] |= there[some]


def _keys(matrix: Matrix) -> Numbers:
    """School and pupil of each row, in one number."""
    roster = matrix.roster
    return np.repeat(roster.urns, np.diff(roster.offsets)) << UPN_BITS | roster.pupils


def _found(wanted: Numbers, known: Numbers) -> Numbers:
    """Of each number its place among known ones, which are in order; -1 where it is none."""
    if not len(known):
        return np.full(len(wanted), -1, dtype=np.int64)
    places = np.minimum(np.searchsorted(known, wanted), len(known) - 1)
    return np.where(known[places] == wanted, places, -1)

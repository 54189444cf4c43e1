"""Absence from matrices of marks on disk: reading on every core, adding up as it is read."""

import os
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from headway.analytics.attendance.plain import VALUES, tally_plainly
from headway.analytics.attendance.tables import Lookup, lookup
from headway.analytics.attendance.totals import Area, Totals
from headway.evidence.errors import EvidenceError
from headway.evidence.marks.files import Year
from headway.evidence.marks.object_code import runs_here
from headway.evidence.marks.roster import NOT_COUNTED, Roster

Tally = Callable[..., None]

_AT_ONCE = 1 << 16

FEW = 500_000
"""Enrolments up to which NumPy is done before a compiled loop has paid for its start."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """
    Where the pupils and schools of some matrices are counted.

    Attributes:
        areas: Authorities and phases, in order.
        keys: The key bytes that occur, in order.
        cells: For each of the 256 bytes, its place in `keys`, or 255.
        urns: Every school that counts, of all matrices.
        schools: For each matrix, a row a school: first row, past the last, area, place in
            `urns`; -1 for a school that a later matrix has anew.
        lookups: For each matrix.
    """

    areas: tuple[Area, ...]
    keys: NDArray[np.uint8]
    cells: NDArray[np.uint8]
    urns: NDArray[np.int64]
    schools: tuple[NDArray[np.int64], ...]
    lookups: tuple[Lookup, ...]

    @property
    def terms(self) -> int:
        """How many terms a year has here."""
        return self.lookups[0].terms

    def empty(self) -> NDArray[np.int64]:
        """A cube of zeros."""
        shape = (len(self.areas), len(self.keys), self.terms, len(VALUES))
        return np.zeros(shape, dtype=np.int64)


def frame(matrices: Sequence[Year]) -> Frame:
    """
    Where to count the pupils of matrices, in order of loading.

    A school that several have is counted from the last of them.

    Raises:
        EvidenceError: There are none, or they are of different years.
    """
    if not matrices:
        raise EvidenceError("There are no marks to count. Load a year of marks first.")
    kinds = {(matrix.sessions.year, len(matrix.sessions.ends)) for matrix in matrices}
    if len(kinds) > 1:
        years = ", ".join(f"{year} with {terms} terms" for year, terms in sorted(kinds))
        raise EvidenceError(f"Marks are counted year by year; these are of {years}.")
    rosters = [matrix.roster for matrix in matrices]
    areas = sorted({area for roster in rosters for area in zip(roster.las, roster.phases)})  # noqa: B905 - a roster has checked that they are as many
    area_of = {area: place for place, area in enumerate(areas)}
    last = {int(urn): n for n, roster in enumerate(rosters) for urn in roster.urns}
    urns = np.array(sorted(last), dtype=np.int64)
    keys = np.flatnonzero(_seen(rosters)).astype(np.uint8)
    keys = keys[keys != NOT_COUNTED]
    cells = np.full(256, NOT_COUNTED, dtype=np.uint8)
    cells[keys] = np.arange(len(keys))
    schools = []
    for n, roster in enumerate(rosters):
        own = np.searchsorted(urns, roster.urns)
        own[[last[int(urn)] != n for urn in roster.urns]] = -1
        places = [area_of[area] for area in zip(roster.las, roster.phases, strict=True)]
        ends = roster.offsets
        schools.append(np.column_stack([ends[:-1], ends[1:], places, own]).astype(np.int64))
    return Frame(
        areas=tuple(areas),
        keys=keys,
        cells=cells,
        urns=urns,
        schools=tuple(schools),
        lookups=tuple(lookup(matrix.sessions) for matrix in matrices),
    )


def _seen(rosters: Sequence[Roster]) -> NDArray[np.bool_]:
    """Which of the 256 bytes is a key of anybody."""
    seen = np.zeros(256, dtype=np.bool_)
    for roster in rosters:
        for first in range(0, len(roster), _AT_ONCE):
            seen[roster.keys[first : first + _AT_ONCE]] = True
    return seen


def count(
    matrices: Sequence[Year], *, threads: int | None = None, kernel: Tally | None = None
) -> Totals:
    """
    Count every measure, breakdown and term of a year.

    Memory is that of the totals and of one group of rows a thread, however many pupils.

    Args:
        matrices: Of one year, in order of loading; a later one replaces the schools it has.
        threads: As many as there are processors where not given.
        kernel: `tally` or `tally_plainly`, which find the same; the quicker one if not given.

    Raises:
        EvidenceError: There are none, or they are of different years.
    """
    is_large = sum(len(matrix.roster) for matrix in matrices) >= FEW or runs_here()
    groups = sum(len(matrix.groups) for matrix in matrices)
    share = max(1, min(threads or os.cpu_count() or 1, groups))
    loops = [kernel or tally_plainly]
    with ThreadPoolExecutor(share) as pool:
        # While one thread brings in the compiled loop, the others count in NumPy.
        bringing = (
            pool.submit(lambda: loops.append(_compiled())) if is_large and not kernel else None
        )
        within = frame(matrices)
        by_school = np.zeros((len(within.urns), within.terms, len(VALUES)), dtype=np.int64)
        tasks = [(n, group) for n, each in enumerate(matrices) for group in range(len(each.groups))]
        waiting = iter(tasks)  # whoever is free takes the next

        def work(_: int) -> NDArray[np.int64]:
            cube = within.empty()
            readers = {}
            for n, group in waiting:
                if n not in readers:
                    readers = {n: matrices[n].reader()}
                marks = readers[n].group(group)
                into = (cube, by_school)
                _count_group(matrices[n], within, (n, group), marks, into=into, kernel=loops[-1])
            return cube

        cubes = list(pool.map(work, range(share)))
        if bringing:
            bringing.result()
    return Totals(
        areas=within.areas,
        keys=within.keys,
        cube=np.add.reduce(cubes),
        urns=within.urns,
        by_school=by_school,
    )


def _compiled() -> Tally:
    """The compiled loop, called once, so that it is there."""
    from headway.analytics.attendance.kernel import tally  # noqa: PLC0415 - only where it is used

    rows = np.zeros((0, 4), dtype=np.int64)
    days, cells = np.zeros((0, 1), dtype=np.uint16), np.zeros(0, dtype=np.uint8)
    tables = np.zeros((1, 1 << 16), dtype=np.uint32)
    cube, by_school = np.zeros((1, 1, 1, 6), dtype=np.int64), np.zeros((1, 1, 6), dtype=np.int64)
    tally(days, cells, rows, rows, tables, cube, by_school)
    return tally


def _count_group(
    matrix: Year,
    within: Frame,
    task: tuple[int, int],
    marks: NDArray[np.uint8],
    *,
    into: tuple[NDArray[np.int64], NDArray[np.int64]],
    kernel: Tally,
) -> None:
    """Add the marks of a task: a group of a matrix, which has a number in the frame."""
    number, group = task
    first, past = matrix.groups[group]
    schools = within.schools[number][first:past].copy()
    begin = int(schools[0, 0])
    keys = matrix.roster.keys[begin : int(schools[-1, 1])]
    schools[:, :2] -= begin
    schools = schools[schools[:, 3] >= 0]
    about = within.lookups[number]
    days = marks.view(np.uint16)
    kernel(days, within.cells[keys], schools, about.segments, about.tables, *into)

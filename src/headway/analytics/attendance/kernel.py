"""The pass over the marks of some schools, compiled."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from headway.evidence.marks.compiling import compiled


def tally(  # noqa: PLR0917 - as `tally_plainly`
    days: NDArray[np.uint16],
    cells: NDArray[np.uint8],
    schools: NDArray[np.int64],
    segments: NDArray[np.int64],
    tables: NDArray[np.uint32],
    cube: NDArray[np.int64],
    by_school: NDArray[np.int64],
) -> None:
    """
    Add the marks of whole schools to the cube and to the schools' totals.

    Every term counts from the year's first day. A pupil's year is finished before any cell is
    touched, and a school's before the cube is, so memory does not grow with pupils.

    Args:
        days: Morning and afternoon as one number, a row a pupil.
        cells: Of each pupil, the place of the key in the cube; those past it are not counted.
        schools: A row a school: first row, past the last, its place in the cube, in `by_school`.
        segments: As in `Lookup`, in the order of their days.
        tables: As in `Lookup`.
        cube: Place, key, term, value.
        by_school: School, term, value.
    """
    keys, terms = cube.shape[1], cube.shape[2]
    block = np.zeros((keys, terms, 6), dtype=np.int64)
    used = np.zeros(keys, dtype=np.bool_)
    _tally(days, cells, schools, segments, tables, cube, by_school, block, used)


@compiled
def _four(line: NDArray[np.uint16], at: Any, table: NDArray[np.uint32]) -> Any:
    """The packed counters of four days together, of which the compiler makes one reading."""
    word = (
        np.uint64(line[at])
        | np.uint64(line[at + np.uint64(1)]) << np.uint64(16)
        | np.uint64(line[at + np.uint64(2)]) << np.uint64(32)
        | np.uint64(line[at + np.uint64(3)]) << np.uint64(48)
    )
    return (
        table[word & np.uint64(0xFFFF)]
        + table[word >> np.uint64(16) & np.uint64(0xFFFF)]
        + table[word >> np.uint64(32) & np.uint64(0xFFFF)]
        + table[word >> np.uint64(48)]
    )


@compiled  # one loop and longer than most: whatever leaves it is paid once a day and pupil
def _tally(  # noqa: C901, PLR0917 - a compiled loop, without keyword-only arguments
    days: NDArray[np.uint16],
    cells: NDArray[np.uint8],
    schools: NDArray[np.int64],
    segments: NDArray[np.int64],
    tables: NDArray[np.uint32],
    cube: NDArray[np.int64],
    by_school: NDArray[np.int64],
    block: NDArray[np.int64],
    used: NDArray[np.bool_],
) -> None:
    """`tally`, with room for one school's cube and for whether its keys occur."""
    keys, terms = cube.shape[1], cube.shape[2]
    # Any: what numba takes for one kind of number, numpy has a dozen types for.
    possible: Any = 0
    authorised: Any = 0
    unauthorised: Any = 0
    for school in range(schools.shape[0]):
        for row in range(schools[school, 0], schools[school, 1]):
            cell = cells[row]
            if cell >= keys:
                continue
            used[cell] = True
            possible, authorised, unauthorised, part = 0, 0, 0, 0
            for term in range(terms):
                while part < segments.shape[0] and segments[part, 2] == term:
                    table, packed = tables[segments[part, 3]], np.uint32(0)
                    # No place is below zero, which a number with a sign does not tell.
                    at, past = np.uint64(segments[part, 0]), np.uint64(segments[part, 1])
                    while at + np.uint64(4) <= past:
                        packed += _four(days[np.uint64(row)], at, table)
                        at += np.uint64(4)
                    while at < past:
                        packed += table[days[np.uint64(row), at]]
                        at += np.uint64(1)
                    possible += packed & 1023
                    authorised += (packed >> 10) & 1023
                    unauthorised += packed >> 20
                    part += 1
                absent = authorised + unauthorised
                if possible > 0:
                    into = block[cell, term]
                    into[0] += 1
                    into[1] += possible
                    into[2] += authorised
                    into[3] += unauthorised
                    into[4] += absent * 10 >= possible
                    into[5] += absent * 2 >= possible
        place, own = schools[school, 2], schools[school, 3]
        for cell in range(keys):
            if used[cell]:
                used[cell] = False
                for term in range(terms):
                    for value in range(6):
                        cube[place, cell, term, value] += block[cell, term, value]
                        by_school[own, term, value] += block[cell, term, value]
                        block[cell, term, value] = 0

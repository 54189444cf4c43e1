"""The pass over the marks of some schools, compiled."""

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
        segments: As in `Lookup`.
        tables: As in `Lookup`.
        cube: Place, key, term, value.
        by_school: School, term, value.
    """
    keys, terms = cube.shape[1], cube.shape[2]
    block = np.zeros((keys, terms, 6), dtype=np.int64)
    used = np.zeros(keys, dtype=np.bool_)
    sums = np.zeros((terms, 3), dtype=np.int64)
    _tally(days, cells, schools, segments, tables, cube, by_school, block, used, sums)


@compiled  # one loop and longer than most: whatever leaves it is paid once a day and pupil
def _tally(  # noqa: PLR0917 - compiled functions take no keyword-only arguments
    days: NDArray[np.uint16],
    cells: NDArray[np.uint8],
    schools: NDArray[np.int64],
    segments: NDArray[np.int64],
    tables: NDArray[np.uint32],
    cube: NDArray[np.int64],
    by_school: NDArray[np.int64],
    block: NDArray[np.int64],
    used: NDArray[np.bool_],
    sums: NDArray[np.int64],
) -> None:
    """`tally`, with room for one school's cube, whether its keys occur, and a pupil's sums."""
    keys, terms = cube.shape[1], cube.shape[2]
    for school in range(schools.shape[0]):
        for row in range(schools[school, 0], schools[school, 1]):
            cell = cells[row]
            if cell >= keys:
                continue
            used[cell] = True
            sums[:] = 0
            for part in range(segments.shape[0]):
                table = tables[segments[part, 3]]
                packed = np.uint32(0)
                # Over a slice, not over places: so the compiler takes many days at once.
                for day in days[row, segments[part, 0] : segments[part, 1]]:
                    packed += table[day]
                term = segments[part, 2]
                sums[term, 0] += packed & 1023
                sums[term, 1] += (packed >> 10) & 1023
                sums[term, 2] += packed >> 20
            possible, authorised, unauthorised = 0, 0, 0
            for term in range(terms):
                possible += sums[term, 0]
                authorised += sums[term, 1]
                unauthorised += sums[term, 2]
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

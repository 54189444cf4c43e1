"""What one pass over the marks counts, in NumPy: the oracle of the compiled one."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

VALUES = ("pupils", "possible", "authorised", "unauthorised", "persistent", "severe")
"""What is counted: pupils with a possible session, sessions, pupils by their absence."""

_BITS, _MASK = 10, 1023


def tally_plainly(  # noqa: PLR0917 - it takes the place of the compiled one
    days: NDArray[np.uint16],
    cells: NDArray[np.uint8],
    schools: NDArray[np.int64],
    segments: NDArray[np.int64],
    tables: NDArray[np.uint32],
    cube: NDArray[np.int64],
    by_school: NDArray[np.int64],
) -> None:
    """What `tally` does, in NumPy: to check it by, and where nothing can be compiled."""
    keys, terms = cube.shape[1], cube.shape[2]
    for first, past, place, own in schools.tolist():
        counted = np.flatnonzero(cells[first:past] < keys) + first
        values = year_to_date(days[counted], segments, tables, terms)
        for cell in np.unique(cells[counted]):
            block = values[cells[counted] == cell].sum(axis=0)
            cube[place, cell] += block
            by_school[own] += block


def year_to_date(
    days: NDArray[np.uint16],
    segments: NDArray[np.int64],
    tables: NDArray[np.uint32],
    terms: int,
) -> NDArray[np.int64]:
    """The six values of every pupil at the end of every term, since the year's first day."""
    sums = np.zeros((len(days), terms, 3), dtype=np.int64)
    for first, past, term, table in segments.tolist():
        packed = tables[table][days[:, first:past]].sum(axis=1, dtype=np.uint32)
        for place in range(3):
            sums[:, term, place] += (packed >> np.uint32(_BITS * place)) & np.uint32(_MASK)
    return values_of(sums.cumsum(axis=1))


def values_of(sums: NDArray[Any]) -> NDArray[np.int64]:
    """The six values for possible, authorised and unauthorised sessions on the last axis."""
    wide = sums.astype(np.int64)
    possible, absent = wide[..., 0], wide[..., 1] + wide[..., 2]
    counted = possible > 0
    values = np.stack(
        [
            counted,
            possible,
            wide[..., 1],
            wide[..., 2],
            absent * 10 >= possible,
            absent * 2 >= possible,
        ],
        axis=-1,
    ).astype(np.int64)
    return values * counted[..., None]

"""
What one pass over the marks counts, in NumPy: as exact as the compiled pass, and ready at once.

A council's year is counted before a compiler would have been brought in.
"""

from itertools import groupby

import numpy as np
from numpy.typing import NDArray

VALUES = ("pupils", "possible", "authorised", "unauthorised", "persistent", "severe")
"""What is counted: pupils with a possible session, sessions, pupils by their absence."""

_BITS, _MASK = 10, 1023
_AT_ONCE = 128
"""Rows of which all that is looked up stays in a processor's own cache."""


def tally_plainly(  # noqa: PLR0917 - it takes the place of the compiled one
    days: NDArray[np.uint16],
    cells: NDArray[np.uint8],
    schools: NDArray[np.int64],
    segments: NDArray[np.int64],
    tables: NDArray[np.uint32],
    cube: NDArray[np.int64],
    by_school: NDArray[np.int64],
) -> None:
    """What `tally` does, in NumPy."""
    keys, terms = cube.shape[1], cube.shape[2]
    sizes = schools[:, 1] - schools[:, 0]
    school = np.repeat(np.arange(len(schools)), sizes)
    rows = np.arange(len(school)) + np.repeat(schools[:, 0] - (np.cumsum(sizes) - sizes), sizes)
    counted = cells[rows] < keys
    school, rows = school[counted], rows[counted]
    if not len(rows):
        return
    # Rows of one school and cell stand together, so that each is added up in one go.
    together = school * keys + cells[rows]
    order = np.argsort(together, kind="stable")
    firsts = np.flatnonzero(np.diff(together[order], prepend=-1))
    packed = _packed(days, segments, tables)[:, rows[order]]
    values = _year_to_date(packed, segments, terms, firsts)
    place, cell = school[order[firsts]], cells[rows[order[firsts]]]
    np.add.at(cube, (schools[place, 2], cell), values)
    np.add.at(by_school, schools[place, 3], values)


def _packed(
    days: NDArray[np.uint16], segments: NDArray[np.int64], tables: NDArray[np.uint32]
) -> NDArray[np.uint32]:
    """The packed counters of every stretch of days (rows) and pupil (columns)."""
    packed = np.empty((len(days), len(segments)))
    for table, parts in groupby(range(len(segments)), key=segments[:, 3].tolist().__getitem__):
        places = list(parts)
        first, past = int(segments[places[0], 0]), int(segments[places[-1], 1])
        # Which day is of which stretch: a product of matrices adds up quicker than sums do, and
        # floats hold thirty bits exactly.
        day = np.arange(first, past)[:, None]
        within = ((day >= segments[places, 0]) & (day < segments[places, 1])).astype(np.float64)
        counters, columns = tables[table].astype(np.float64), slice(places[0], places[-1] + 1)
        for begin in range(0, len(days), _AT_ONCE):
            some = slice(begin, begin + _AT_ONCE)
            # Sixteen bits are always within the table: "clip" only spares the check.
            packed[some, columns] = counters.take(days[some, first:past], mode="clip") @ within
    return packed.T.astype(np.uint32)


def _year_to_date(
    packed: NDArray[np.uint32],
    segments: NDArray[np.int64],
    terms: int,
    firsts: NDArray[np.int64],
) -> NDArray[np.int64]:
    """The six values of each group of pupils by term, since the year's first day."""
    values = np.empty((len(firsts), terms, len(VALUES)), dtype=np.int64)
    so_far = np.zeros((3, packed.shape[1]), dtype=np.int32)
    for term in range(terms):
        for part in np.flatnonzero(segments[:, 2] == term).tolist():
            for place in range(3):
                so_far[place] += (packed[part] >> (_BITS * place) & _MASK).astype(np.int32)
        possible, authorised, unauthorised = so_far
        absent, counts = authorised + unauthorised, possible > 0
        six = (
            counts,
            possible,
            authorised,
            unauthorised,
            counts & (absent * 10 >= possible),
            counts & (absent * 2 >= possible),
        )
        for place, of_pupils in enumerate(six):
            values[:, term, place] = np.add.reduceat(of_pupils, firsts, dtype=np.int64)
    return values

"""
The finest cells: each school by every group of pupils at once, from which any cube can be added up.

Only cells with pupils are kept; England has some two million, a council some ten thousand.
"""

import os
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from headway.analytics.attendance.counting import Frame, frame
from headway.analytics.attendance.kernel import tally
from headway.analytics.attendance.plain import VALUES
from headway.evidence.marks.files import Year


@dataclass(frozen=True, slots=True, kw_only=True)
class Leaves:
    """
    The finest cells of a year, in order of school and key.

    Attributes:
        urns: School of each cell.
        keys: Key byte of each, as in `headway.evidence.marks.roster`.
        values: Of each, by term (year to date) and value; 32 bits, so add up with 64.
    """

    urns: NDArray[np.int64]
    keys: NDArray[np.uint8]
    values: NDArray[np.int32]


def leaves(
    matrices: Sequence[Year], *, threads: int | None = None, of: Sequence[str] = VALUES
) -> Leaves:
    """
    Count a year by school and key.

    Args:
        matrices: As for `count`.
        threads: As many as there are processors where not given.
        of: Which of `VALUES`, in which order.

    Raises:
        EvidenceError: As for `count`.
    """
    within = frame(matrices)
    wanted = [VALUES.index(value) for value in of]
    tasks = [(n, group) for n, matrix in enumerate(matrices) for group in range(len(matrix.groups))]
    share = max(1, min(threads or os.cpu_count() or 1, len(tasks)))

    def work(number: int) -> list[Leaves]:
        return [_group(matrices[n], within, n, group, wanted) for n, group in tasks[number::share]]

    with ThreadPoolExecutor(share) as pool:
        parts = [part for found in pool.map(work, range(share)) for part in found]
    urns = np.concatenate([part.urns for part in parts])
    keys = np.concatenate([part.keys for part in parts])
    values = np.concatenate([part.values for part in parts])
    order = np.lexsort((keys, urns))
    return Leaves(urns=urns[order], keys=keys[order], values=values[order])


def _group(matrix: Year, within: Frame, number: int, group: int, wanted: list[int]) -> Leaves:
    first, past = matrix.groups[group]
    schools = within.schools[number][first:past].copy()
    begin = int(schools[0, 0])
    keys = matrix.roster.keys[begin : int(schools[-1, 1])]
    schools[:, :2] -= begin
    schools = schools[schools[:, 3] >= 0]
    urns = within.urns[schools[:, 3]]
    schools[:, 2] = schools[:, 3] = np.arange(len(schools))
    shape = (len(schools), len(within.keys), within.terms, len(VALUES))
    cube = np.zeros(shape, dtype=np.int64)
    by_school = np.zeros((shape[0], *shape[2:]), dtype=np.int64)
    about = within.lookups[number]
    days = matrix.reader().group(group).view(np.uint16)
    cells = within.cells[keys]
    tally(days, cells, schools, about.segments, about.tables, cube, by_school)
    # Possible sessions only grow: who is in no last term is in none before.
    school, key = np.nonzero(cube[:, :, -1, 0])
    values = cube[school, key][..., wanted].astype(np.int32)
    return Leaves(urns=urns[school], keys=within.keys[key], values=values)

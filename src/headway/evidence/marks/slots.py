"""Where each enrolment's row is, and marks put there: compiled, for runs of any length."""

import numpy as np
from numpy.typing import NDArray

from headway.evidence.marks.compiling import compiled

EMPTY = -1
"""A slot that holds no row."""

_GOLDEN = 0x9E3779B97F4A7C15


@compiled
def _slot(key: int, keys: NDArray[np.int64], slots: NDArray[np.int32]) -> int:
    """The slot that holds a key, or the empty one where it would go."""
    mask = np.uint64(len(slots) - 1)
    mixed = np.uint64(key) * np.uint64(_GOLDEN)
    slot = (mixed >> np.uint64(32)) & mask
    while slots[slot] != EMPTY and keys[slots[slot]] != key:
        slot = (slot + np.uint64(1)) & mask
    return int(slot)


@compiled
def refill(keys: NDArray[np.int64], pupils: int, slots: NDArray[np.int32]) -> None:
    """Put the rows of these keys into empty slots."""
    for row in range(pupils):
        slots[_slot(keys[row], keys, slots)] = row


@compiled
def find(
    wanted: NDArray[np.int64],
    keys: NDArray[np.int64],
    slots: NDArray[np.int32],
    pupils: int,
    rows: NDArray[np.int64],
) -> int:
    """The row of each key, a new one where it has none; gives how many rows there are then."""
    for run in range(len(wanted)):
        key = wanted[run]
        rows[run] = -1
        if key >= 0:
            slot = _slot(key, keys, slots)
            if slots[slot] == EMPTY:
                keys[pupils] = key
                slots[slot] = pupils
                pupils += 1
            rows[run] = slots[slot]
    return pupils


@compiled
def put(  # noqa: PLR0917 - compiled functions take no keyword-only arguments
    rows: NDArray[np.int64],
    firsts: NDArray[np.int64],
    columns: NDArray[np.int16],
    marks: NDArray[np.uint8],
    matrix: NDArray[np.uint8],
    again: NDArray[np.int64],
    other: NDArray[np.bool_],
) -> int:
    """What `put_plainly` does, told apart only by how long it takes; gives how many repeat."""
    found = 0
    for run in range(len(rows)):
        row = rows[run]
        past = firsts[run + 1] if run + 1 < len(rows) else len(columns)
        if row < 0:
            continue
        for place in range(firsts[run], past):
            column, mark = columns[place], marks[place]
            if column < 0 or mark == 0:
                continue
            here = matrix[row, column]
            if here == 0:
                matrix[row, column] = mark
            else:
                again[found], other[found] = place, here != mark
                found += 1
    return found

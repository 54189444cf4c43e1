"""Marks of rows put where they belong, in the file's order, whatever that is."""

from pathlib import Path
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from headway.evidence.marks.compiling import compiled
from headway.evidence.marks.files import Matrix, write_matrix
from headway.evidence.marks.roster import Roll, keys_for, roster_of
from headway.evidence.marks.sessions import Sessions

_GOLDEN = 0x9E3779B97F4A7C15
_EMPTY = -1
_START = 1 << 16
_BLOCK = 10_000

IN_MEMORY = 512 << 20
"""Bytes of marks from which they are kept in a file that the system may page out."""

_Item = TypeVar("_Item", bound=np.generic)


class Placing:
    """
    A matrix that grows as enrolments come, and where each of them is in it.

    `scratch` names a file that is made when the matrix grows large; whoever gave it removes it.

    Rows stand in the order of coming until they are written.
    """

    def __init__(self, width: int, scratch: Path) -> None:
        self.pupils = 0
        self._scratch = scratch
        self._keys = np.zeros(_START, dtype=np.int64)
        self._marks = np.zeros((_START, width), dtype=np.uint8)
        self._slots = np.full(4 * _START, _EMPTY, dtype=np.int32)

    @property
    def enrolments(self) -> NDArray[np.int64]:
        """Of each row, school and pupil in one number."""
        return self._keys[: self.pupils]

    @property
    def marks(self) -> NDArray[np.uint8]:
        """The matrix so far."""
        return self._marks[: self.pupils]

    def write(self, folder: Path, sessions: Sessions, roll: Roll) -> Matrix:
        """Write the matrix to a folder, in order of schools and pupils."""
        order = np.argsort(self.enrolments, kind="stable")
        enrolments = self.enrolments[order]
        keys = keys_for(enrolments, roll.enrolments, roll.keys)
        return write_matrix(
            folder,
            sessions=sessions,
            roster=roster_of(enrolments, keys, roll.schools),
            blocks=(
                self.marks[order[first : first + _BLOCK]] for first in range(0, len(order), _BLOCK)
            ),
        )

    def place(
        self,
        keys: NDArray[np.int64],
        firsts: NDArray[np.int64],
        columns: NDArray[np.int16],
        marks: NDArray[np.uint8],
    ) -> tuple[NDArray[np.int64], NDArray[np.bool_]]:
        """
        Put rows in: runs of one enrolment each, with the row at which each run begins.

        Of two marks for a session the first stays. A row without a mark changes nothing, and
        one whose column is below zero is passed over.

        Returns:
            The rows that repeat an earlier one, and whether with another mark.
        """
        self._make_room(len(keys))
        rows = np.empty(len(keys), dtype=np.int64)
        self.pupils = _find(keys, self._keys, self._slots, self.pupils, rows)
        if self.pupils > len(self._marks):
            self._marks = self._more_marks(2 * self.pupils)
        again = np.empty(len(columns), dtype=np.int64)
        other = np.empty(len(columns), dtype=np.bool_)
        found = _put(rows, firsts, columns, marks, self._marks, again, other)
        return again[:found], other[:found]

    def _make_room(self, more: int) -> None:
        most = self.pupils + more
        if most > len(self._keys):
            self._keys = _grown(self._keys, 2 * most)
        if 2 * most > len(self._slots):
            slots = np.full(1 << (4 * most).bit_length(), _EMPTY, dtype=np.int32)
            _refill(self._keys, self.pupils, slots)
            self._slots = slots

    def _more_marks(self, rows: int) -> NDArray[np.uint8]:
        width = self._marks.shape[1]
        if rows * width < IN_MEMORY:
            return _grown(self._marks, rows)
        held = isinstance(self._marks, np.memmap)
        with self._scratch.open("r+b" if held else "w+b") as file:
            file.truncate(rows * width)
        wider = np.memmap(self._scratch, dtype=np.uint8, mode="r+", shape=(rows, width))
        if not held:
            wider[: len(self._marks)] = self._marks
        return wider


def _grown(array: NDArray[_Item], rows: int) -> NDArray[_Item]:
    grown = np.zeros((rows, *array.shape[1:]), dtype=array.dtype)
    grown[: len(array)] = array
    return grown


@compiled
def _slot(key: int, keys: NDArray[np.int64], slots: NDArray[np.int32]) -> int:
    """The slot that holds a key, or the empty one where it would go."""
    mask = np.uint64(len(slots) - 1)
    mixed = np.uint64(key) * np.uint64(_GOLDEN)
    slot = (mixed >> np.uint64(32)) & mask
    while slots[slot] != _EMPTY and keys[slots[slot]] != key:
        slot = (slot + np.uint64(1)) & mask
    return int(slot)


@compiled
def _refill(keys: NDArray[np.int64], pupils: int, slots: NDArray[np.int32]) -> None:
    for row in range(pupils):
        slots[_slot(keys[row], keys, slots)] = row


@compiled
def _find(
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
            if slots[slot] == _EMPTY:
                keys[pupils] = key
                slots[slot] = pupils
                pupils += 1
            rows[run] = slots[slot]
    return pupils


@compiled
def _put(  # noqa: PLR0917 - compiled functions take no keyword-only arguments
    rows: NDArray[np.int64],
    firsts: NDArray[np.int64],
    columns: NDArray[np.int16],
    marks: NDArray[np.uint8],
    matrix: NDArray[np.uint8],
    again: NDArray[np.int64],
    other: NDArray[np.bool_],
) -> int:
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

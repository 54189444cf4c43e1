"""Marks of rows put where they belong, in the file's order, whatever that is."""

from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from headway.evidence.marks.files import GROUP_ROWS, Matrix, write_matrix
from headway.evidence.marks.object_code import runs_here
from headway.evidence.marks.roster import Roll, Roster, keys_for, roster_of
from headway.evidence.marks.sessions import Sessions

_START = 1 << 18
_GROWTH = 3
"""Halves by which room for marks grows."""

_LONG_RUNS = 16
"""Rows of one enrolment, one after the other, from which NumPy is worth its overhead."""

_FEW = 1 << 12
"""Rows that NumPy places however short their runs: what is left beside the pages of a register."""

_BLOCK = 10_000

IN_MEMORY = 512 << 20
"""Bytes of marks from which they are kept in a file that the system may page out."""

_Item = TypeVar("_Item", bound=np.generic)


class Placing:
    """
    A matrix that grows as enrolments come, and where each of them is in it.

    `scratch` names a file that is made when the matrix grows large; whoever gave it removes it.

    Rows stand in the order of coming until they are written. Pupil after pupil they are placed
    by NumPy, which is ready at once; day after day, or where a compiler is at work anyway, by
    compiled loops.
    """

    def __init__(self, width: int, scratch: Path) -> None:
        self.pupils = 0
        self._scratch = scratch
        self._keys = np.zeros(_START, dtype=np.int64)
        self._marks = np.zeros((_START, width), dtype=np.uint8)
        self._rows: dict[int, int] = {}
        self._highest = -1  # of the keys in `_rows`
        self._slots: NDArray[np.int32] | None = None  # once there are any, `_rows` is not kept

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
        order, roster = self._in_order(roll)
        return write_matrix(
            folder,
            sessions=sessions,
            roster=roster,
            blocks=(
                self.marks[order[first : first + _BLOCK]] for first in range(0, len(order), _BLOCK)
            ),
        )

    def year(self, sessions: Sessions, roll: Roll) -> "Held":
        """The matrix in order of schools and pupils, to be counted and not kept."""
        order, roster = self._in_order(roll)
        groups = tuple(roster.cuts(GROUP_ROWS))
        return Held(sessions=sessions, roster=roster, groups=groups, marks=self.marks, order=order)

    def _in_order(self, roll: Roll) -> tuple[NDArray[np.int64], Roster]:
        order = np.argsort(self.enrolments, kind="stable")
        enrolments = self.enrolments[order]
        keys = keys_for(enrolments, roll.enrolments, roll.keys)
        return order, roster_of(enrolments, keys, roll.schools)

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
        short = len(columns) < _LONG_RUNS * len(keys) and len(columns) > _FEW
        if self._slots is None and not short and not runs_here():
            rows = self._rows_of(keys)
            self._fit()
            return put_plainly(rows, firsts, columns, marks, self._marks)
        from headway.evidence.marks import slots  # noqa: PLC0415 - late: slow to import

        rows = self._slots_of(keys)
        self._fit()
        again = np.empty(len(columns), dtype=np.int64)
        other = np.empty(len(columns), dtype=np.bool_)
        found = slots.put(rows, firsts, columns, marks, self._marks, again, other)
        return again[:found], other[:found]

    def place_sheet(
        self, keys: NDArray[np.int64], columns: NDArray[np.int16], marks: NDArray[np.uint8]
    ) -> bool:
        """
        Put in whole rows of pupils who follow one another, where nothing of theirs stands yet.

        Args:
            keys: A pupil's enrolment each.
            columns: Of their marks, ascending.
            marks: A row a pupil.

        Returns:
            Whether it was done; where not, nothing was, and `place` has to do it.
        """
        rows = self._rows_of(keys) if self._slots is None else self._slots_of(keys)
        self._fit()
        if np.any(np.diff(rows) != 1):
            return False
        into = self._marks[int(rows[0]) : int(rows[-1]) + 1]
        first, last = int(columns[0]), int(columns[-1])
        at = slice(first, last + 1) if last - first + 1 == len(columns) else columns
        if into[:, at].any():
            return False
        into[:, at] = marks
        return True

    def _slots_of(self, keys: NDArray[np.int64]) -> NDArray[np.int64]:
        """What `_rows_of` gives, by slots."""
        from headway.evidence.marks import slots  # noqa: PLC0415 - late: slow to import

        held = self._make_slots(len(keys))
        rows = np.empty(len(keys), dtype=np.int64)
        self.pupils = slots.find(keys, self._keys, held, self.pupils, rows)
        return rows

    def _rows_of(self, keys: NDArray[np.int64]) -> NDArray[np.int64]:
        """The row of each key, a new one where it has none; -1 for a key below zero."""
        self._make_keys(self.pupils + len(keys))
        rows = self._rows
        if len(keys) and keys[0] > self._highest and np.all(keys[1:] > keys[:-1]):
            return self._new_rows(keys)
        found = [rows.setdefault(key, len(rows)) if key >= 0 else -1 for key in keys.tolist()]
        at = np.array(found, dtype=np.int64)
        new = at >= self.pupils
        self._keys[at[new]] = keys[new]
        self.pupils, self._highest = len(rows), max(self._highest, int(keys.max(initial=-1)))
        return at

    def _new_rows(self, keys: NDArray[np.int64]) -> NDArray[np.int64]:
        """Rows for keys that ascend from above all others, as in a file in order of pupils."""
        at = self.pupils + np.arange(len(keys))
        self._keys[at] = keys
        self._rows.update(zip(keys.tolist(), at.tolist(), strict=True))
        self.pupils, self._highest = len(self._rows), int(keys[-1])
        return at

    def _make_keys(self, most: int) -> None:
        if most > len(self._keys):
            self._keys = _grown(self._keys, 2 * most)

    def _make_slots(self, more: int) -> NDArray[np.int32]:
        """Slots with room for so many keys more."""
        from headway.evidence.marks import slots  # noqa: PLC0415 - late: slow to import

        most = self.pupils + more
        self._make_keys(most)
        if self._slots is None or 2 * most > len(self._slots):
            self._slots = np.full(1 << (4 * most).bit_length(), slots.EMPTY, dtype=np.int32)
            slots.refill(self._keys, self.pupils, self._slots)
            self._rows.clear()
        return self._slots

    def _fit(self) -> None:
        if self.pupils > len(self._marks):
            self._marks = self._more_marks(_GROWTH * self.pupils // 2)

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


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """
    A year of marks in memory.

    Attributes:
        groups: The schools of each group of rows, as (first, past the last) in the roster.
        marks: The rows as they came.
        order: Where the roster's rows are among them.
    """

    sessions: Sessions
    roster: Roster
    groups: tuple[tuple[int, int], ...]
    marks: NDArray[np.uint8]
    order: NDArray[np.int64]

    def reader(self) -> "Held":
        """Itself: memory can be read by several threads."""
        return self

    def group(self, number: int) -> NDArray[np.uint8]:
        """The marks of one group, one row a pupil."""
        first, past = (int(self.roster.offsets[school]) for school in self.groups[number])
        return self.marks[self.order[first:past]]


def _grown(array: NDArray[_Item], rows: int) -> NDArray[_Item]:
    grown = np.zeros((rows, *array.shape[1:]), dtype=array.dtype)
    grown[: len(array)] = array
    return grown


def put_plainly(
    rows: NDArray[np.int64],
    firsts: NDArray[np.int64],
    columns: NDArray[np.int16],
    marks: NDArray[np.uint8],
    matrix: NDArray[np.uint8],
) -> tuple[NDArray[np.int64], NDArray[np.bool_]]:
    """Put runs of marks into their rows of a matrix; gives what `Placing.place` does."""
    width = matrix.shape[1]
    cells = matrix.reshape(-1)
    at = np.repeat(rows * width, np.diff(firsts, append=len(columns))) + columns
    put = (columns >= 0) & (marks != 0) & (at >= 0)
    if put.all() and np.all(at[1:] > at[:-1]) and not cells[at].any():
        cells[at] = marks
        return np.zeros(0, dtype=np.int64), np.zeros(0, dtype=np.bool_)
    places = np.flatnonzero(put)
    at, marks = at[places], marks[places]
    # The first row of each cell, where the cell was empty, is the one that stays.
    _, first = np.unique(at, return_index=True)
    stays = np.zeros(len(at), dtype=np.bool_)
    stays[first[cells[at[first]] == 0]] = True
    cells[at[stays]] = marks[stays]
    return places[~stays], cells[at[~stays]] != marks[~stays]

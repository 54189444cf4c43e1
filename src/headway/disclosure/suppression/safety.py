"""
Whether a pattern of hidden cells is safe, against whoever knows all that is published.

An attacker solves two programmes for a hidden cell, its least and its greatest value. Most
cells are cleared without them: whatever a few programmes find possible for the entire table
is possible for each cell of it.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

import numpy as np
from scipy.sparse import csr_array

from headway.disclosure.suppression.programmes import Extreme, furthest, furthest_whole
from headway.disclosure.suppression.system import TOLERANCE, Floats, Mask, Numbers, System, grouping

_SHOTS = 12
"""Programmes tried on a whole table at a time before its cells are taken one by one."""


class OutOfTimeError(Exception):
    """An attack was broken off; nothing is known of the pattern yet."""


def never() -> bool:
    """No hurry."""
    return False


@dataclass(frozen=True, slots=True, kw_only=True)
class Interval:
    """How far an attacker can place a cell below and above what it is."""

    down: float
    up: float

    @property
    def width(self) -> float:
        """From the least to the greatest it can be."""
        return self.up + self.down


@dataclass(frozen=True, slots=True, kw_only=True)
class Weak:
    """
    A cell whose interval is too narrow.

    Attributes:
        number: Which.
        interval: What an attacker makes of it.
        relaxed: Whether that is so even of one who does not use that figures are whole.
    """

    number: int
    interval: Interval
    relaxed: bool


@dataclass(slots=True)
class _Hidden:
    """The hidden cells of one group: the only ones that can move."""

    system: System
    numbers: Numbers
    matrix: csr_array
    suspects: Mask
    late: Callable[[], bool] = never
    low: Floats = field(init=False)
    high: Floats = field(init=False)

    def __post_init__(self) -> None:
        self.low = np.zeros(len(self.numbers))
        self.high = np.zeros(len(self.numbers))

    def open(self) -> Numbers:
        """Primary cells, by place in the group, not yet seen to have an interval."""
        numbers = self.numbers
        short = self.high - self.low < self.system.width[numbers] - TOLERANCE
        return np.flatnonzero(self.suspects & short)

    def see(self, extreme: Extreme) -> None:
        """Remember what was found possible; fractions prove nothing about whole numbers."""
        moves = extreme.moves
        if self.system.whole and np.any(np.abs(moves - np.round(moves)) > TOLERANCE):
            return
        np.minimum(self.low, moves, out=self.low)
        np.maximum(self.high, moves, out=self.high)

    def drive(self, towards: Floats, capped: Numbers) -> Extreme:
        """A programme over this group; cells driven go no further than they need."""
        if self.late():
            raise OutOfTimeError
        down, up = self.system.down[self.numbers].copy(), self.system.up[self.numbers].copy()
        width = self.system.width[self.numbers[capped]]
        down[capped], up[capped] = np.minimum(down[capped], width), np.minimum(up[capped], width)
        extreme = furthest(self.matrix, towards=towards, down=down, up=up)
        self.see(extreme)
        return extreme


def weak_cells(
    system: System, hidden: Mask, left: Mask | None = None, late: Callable[[], bool] = never
) -> Iterator[Weak]:
    """
    The primary cells that a pattern leaves too narrow an interval; none if it is safe.

    Args:
        system: The cells.
        hidden: The pattern.
        left: Primary cells still to be cleared. Those found safe are struck off, for good:
            a pattern that hides more keeps them safe.
        late: Whether to break off; asked before each programme.

    Raises:
        OutOfTimeError: It is late.
    """
    if left is None:
        left = system.primary.copy()
    for group in _groups(system, hidden, left, late):
        for weak in _weak(group):
            left[group.numbers] = False
            left[group.numbers[group.open()]] = True
            yield weak
        left[group.numbers] = False
        left[group.numbers[group.open()]] = True


def is_safe(system: System, hidden: Mask, late: Callable[[], bool] = never) -> bool:
    """
    Whether every primary cell has its interval; stops at the first that has not.

    Raises:
        OutOfTimeError: It is late.
    """
    return next(weak_cells(system, hidden, late=late), None) is None


def _groups(
    system: System, hidden: Mask, left: Mask, late: Callable[[], bool]
) -> Iterator[_Hidden]:
    """The hidden cells, apart where no relation among them binds them."""
    numbers = np.flatnonzero(hidden)
    matrix = csr_array(system.matrix[:, numbers])
    labels = grouping(matrix)
    for label in np.unique(labels[left[numbers]]):
        inside = np.flatnonzero(labels == label)
        part = csr_array(matrix[:, inside])
        part = csr_array(part[np.flatnonzero(np.diff(part.indptr))])
        yield _Hidden(system, numbers[inside], part, left[numbers[inside]], late)


def _weak(group: _Hidden) -> Iterator[Weak]:
    """Clear what can be cleared together, and judge the rest one by one."""
    _shoot(group)
    for place in group.open():
        if place in group.open():
            weak = _judged(group, int(place))
            if weak is not None:
                yield weak


def _shoot(group: _Hidden) -> None:
    """Drive the open cells all at once, each up or down, for as long as it clears some."""
    signs = np.random.default_rng(len(group.numbers))
    for _ in range(_SHOTS):
        before = group.open()
        if not len(before):
            return
        towards = np.zeros(len(group.numbers))
        towards[before] = signs.choice((-1.0, 1.0), len(before))
        group.drive(towards, before)
        group.drive(-towards, before)
        if len(group.open()) == len(before):
            return


def _judged(group: _Hidden, place: int) -> Weak | None:
    """A cell's own two programmes, and two more where whole numbers may bind it closer."""
    number = int(group.numbers[place])
    need = group.system.width[number]
    towards = np.zeros(len(group.numbers))
    towards[place] = 1.0
    only = np.array([place])
    up, down = group.drive(towards, only).value, group.drive(-towards, only).value
    if up + down < need - TOLERANCE:
        return Weak(number=number, interval=Interval(down=down, up=up), relaxed=True)
    if group.high[place] - group.low[place] >= need - TOLERANCE:
        return None
    up, down = (
        furthest_whole(
            group.matrix,
            place,
            direction=direction,
            enough=need,
            down=group.system.down[group.numbers],
            up=group.system.up[group.numbers],
        )
        for direction in (1.0, -1.0)
    )
    group.low[place], group.high[place] = -down, up
    if up + down < need - TOLERANCE:
        return Weak(number=number, interval=Interval(down=down, up=up), relaxed=False)
    return None

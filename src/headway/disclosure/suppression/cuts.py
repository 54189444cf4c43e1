"""
What a pattern must still hide, learnt from a cell it leaves too narrow.

By duality the prices of a programme bound the interval of any pattern: a cell's interval is
no wider than the sum, over the hidden cells, of what each lets it gain. Where the bound is
below the width needed, one of the cells it counts must be hidden too (M. Fischetti and
J. J. Salazar, "Solving the cell suppression problem on tabular data with linear
constraints", Management Science 47, 2001).
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from headway.disclosure.suppression.programmes import furthest
from headway.disclosure.suppression.safety import Weak, never, weak_cells
from headway.disclosure.suppression.system import TOLERANCE, Floats, Mask, System

_NUDGE = 1e-5
"""How far, of its width, a published cell is let move, so that prices favour few of them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cut:
    """The gains of the hidden cells must sum to at least `need`."""

    gains: Floats
    need: float


def cuts(system: System, hidden: Mask, weak: Weak, late: Callable[[], bool] = never) -> list[Cut]:
    """
    Conditions every safe pattern meets and this one does not.

    Args:
        system: The cells.
        hidden: A pattern.
        weak: A cell it leaves too narrow.
        late: Whether to break off; asked before each of many programmes.

    Raises:
        OutOfTimeError: It is late.
    """
    if not weak.relaxed:
        return [_nothing_gained(system, hidden, weak, late)]
    up = _slopes(system, hidden, weak.number, direction=1.0)
    mirrored = _cut(system, weak.number, up, -up)
    if _breaks(hidden, mirrored):
        return [mirrored]
    down = _slopes(system, hidden, weak.number, direction=-1.0)
    found = [_cut(system, weak.number, *pair) for pair in ((-down, down), (up, down))]
    return [cut for cut in found if _breaks(hidden, cut)]


def _breaks(hidden: Mask, cut: Cut) -> bool:
    """Whether a pattern fails a condition."""
    return bool(cut.gains[hidden].sum() < cut.need - TOLERANCE)


def _slopes(system: System, hidden: Mask, number: int, *, direction: float) -> Floats:
    """
    What the target gains from each cell's moving up by one, by the prices at its extreme.

    Any prices give a true bound; those of this programme, in which published cells may move
    a little, give one with few cells in it.
    """
    width = system.width[number]
    reach = np.where(hidden, 1.0, _NUDGE)
    limit = np.where(hidden, np.inf, width)
    down = np.minimum(system.down, limit) * reach
    up = np.minimum(system.up, limit) * reach
    down[number] = min(system.down[number], width)
    up[number] = min(system.up[number], width)
    towards = np.zeros(len(system))
    towards[number] = direction
    extreme = furthest(system.matrix, towards=towards, down=down, up=up)
    slopes = towards - system.matrix.T @ extreme.prices
    return np.where(np.abs(slopes) < 1e-9, 0.0, slopes)


def _cut(system: System, number: int, up: Floats, down: Floats) -> Cut:
    """The bound on the interval's width from two sets of slopes, upwards and downwards."""
    need = float(system.width[number])
    gains = _gain(system, up) + _gain(system, down)
    return Cut(gains=np.minimum(gains, need), need=need)


def _gain(system: System, slopes: Floats) -> Floats:
    """The most a cell can add by moving; a slope of zero adds nothing however far it moves."""
    up = np.multiply(slopes, system.up, where=slopes > 0, out=np.zeros(len(slopes)))
    down = np.multiply(-slopes, system.down, where=slopes < 0, out=np.zeros(len(slopes)))
    return up + down


def _nothing_gained(system: System, hidden: Mask, weak: Weak, late: Callable[[], bool]) -> Cut:
    """
    One more cell must be hidden, of those outside the largest such pattern that is unsafe.

    For the rare cell that only whole numbers give away: no prices tell of those.
    """
    unsafe = hidden.copy()
    only = np.arange(len(system)) == weak.number
    for number in np.flatnonzero(~hidden):
        unsafe[number] = True
        if next(weak_cells(system, unsafe, only, late), None) is None:
            unsafe[number] = False
    return Cut(gains=np.where(unsafe, 0.0, 1.0), need=1.0)

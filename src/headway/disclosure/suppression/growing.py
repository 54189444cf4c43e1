"""A safe pattern from one that is not: hide what the weak cells need, then what nobody does not."""

from collections.abc import Callable
from math import inf

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import csr_array, hstack, vstack

from headway.disclosure.suppression.programmes import SolverError
from headway.disclosure.suppression.safety import OutOfTimeError, Weak, is_safe
from headway.disclosure.suppression.system import TOLERANCE, Floats, Mask, System

_STOPPED = 1
"""What the solver answers where its time ran out."""


def no_end() -> float:
    """Seconds left where there is no hurry."""
    return inf


def grown(
    system: System, hidden: Mask, weak: Weak, seconds_left: Callable[[], float] = no_end
) -> Mask:
    """
    The pattern with a few cells more, so that one weak cell has its interval.

    The cells are those that must move for the cell to move, at the least cost a unit moved:
    few, though not always the fewest.

    Args:
        system: The cells.
        hidden: A pattern.
        weak: A cell it leaves too narrow.
        seconds_left: How long the programmes may still take, asked before each. The cells one
            found by then are taken, though others may cost less.

    Raises:
        OutOfTimeError: No cells were found by then.
        SolverError: The cell cannot have its interval, whatever is hidden.
    """
    for ways in (1, 2):
        moved = _moved(system, hidden, weak, ways=ways, seconds=seconds_left())
        if moved is not None:
            return hidden | moved
    raise SolverError(f"nothing hidden protects the cell {system.ids[weak.number]}")


def _moved(system: System, hidden: Mask, weak: Weak, *, ways: int, seconds: float) -> Mask | None:
    """
    The cells that move where one is driven up by its width; None where that cannot be.

    Args:
        system: The cells.
        hidden: Those that move at no cost.
        weak: The cell driven.
        ways: 1: upwards only. 2: in two sets of moves, up in one and down in the other.
        seconds: After so long the programme stops.

    Raises:
        OutOfTimeError: It stopped with nothing found.
    """
    if seconds <= 0:
        raise OutOfTimeError
    cells, number = len(system), weak.number
    # every set of moves is in two parts, up and down, so that either costs
    zero = system.matrix * 0.0
    each = hstack((system.matrix, -system.matrix))
    nothing = hstack((zero, zero))
    rows = each if ways == 1 else vstack((hstack((each, nothing)), hstack((nothing, each))))
    driven = np.zeros((ways, 2, cells))
    driven[0, :, number] = 1.0, -1.0
    if ways == 2:
        driven[1, :, number] = -1.0, 1.0
    cost = np.where(hidden, 0.0, np.maximum(system.weight, TOLERANCE))
    answer = milp(
        np.tile(cost, 2 * ways),
        integrality=np.full(2 * ways * cells, 0 if weak.relaxed else 1),
        bounds=Bounds(0.0, np.concatenate([system.up, system.down] * ways)),
        constraints=[
            LinearConstraint(csr_array(rows), 0.0, 0.0),
            LinearConstraint(driven.reshape(1, -1), system.width[number], np.inf),
        ],
        options={"time_limit": seconds},
    )
    if answer.status == _STOPPED and answer.x is None:
        raise OutOfTimeError
    if answer.x is None:
        return None
    furthest: Floats = answer.x.reshape(2 * ways, cells).max(axis=0)
    return furthest > TOLERANCE


def pruned(system: System, hidden: Mask, late: Callable[[], bool]) -> Mask:
    """
    The pattern without the cells it can do without, dearest first.

    Args:
        system: The cells.
        hidden: A safe pattern.
        late: Whether to stop; what is left is safe at any moment.
    """
    left = hidden.copy()
    spare = np.flatnonzero(hidden & ~system.kept)
    for number in spare[np.argsort(-system.weight[spare], kind="stable")]:
        if late():
            break
        left[number] = False
        try:
            spared = is_safe(system, left, late)
        except OutOfTimeError:
            spared = False
        left[number] = not spared
    return left

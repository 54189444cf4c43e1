"""The linear programmes behind the protection, each one call of HiGHS through scipy."""

from dataclasses import dataclass

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, linprog, milp
from scipy.sparse import csr_array, hstack

from headway.disclosure.suppression.system import Floats


@dataclass(frozen=True, slots=True, kw_only=True)
class Extreme:
    """
    How far a sum of moves can be driven.

    Attributes:
        moves: One set of moves that drives it there.
        prices: What each relation's being off by one would add to it.
    """

    value: float
    moves: Floats
    prices: Floats


class SolverError(RuntimeError):
    """The solver gave no answer to a programme that has one."""


def furthest(matrix: csr_array, *, towards: Floats, down: Floats, up: Floats) -> Extreme:
    """
    The greatest `towards` times moves, when the moves of each relation sum to zero.

    Args:
        matrix: One row a relation.
        towards: What is driven; its answer must be bounded.
        down: How far each cell can fall; inf where nothing bounds it.
        up: How far each can rise.

    Raises:
        SolverError: The solver failed; no move at all is always an answer.
    """
    answer = linprog(  # type: ignore[call-overload]  # its stub forgets sparse matrices
        -towards,
        A_eq=matrix if matrix.shape[0] else None,
        b_eq=np.zeros(matrix.shape[0]) if matrix.shape[0] else None,
        bounds=np.column_stack((-down, up)),
        method="highs",
    )
    if answer.x is None:
        raise SolverError(f"no answer to an attacker's programme: {answer.message}")
    prices = -answer.eqlin.marginals if matrix.shape[0] else np.zeros(0)
    return Extreme(value=-answer.fun, moves=answer.x, prices=prices)


def furthest_whole(
    matrix: csr_array, place: int, *, direction: float, enough: float, down: Floats, up: Floats
) -> float:
    """
    How far one cell can be driven, up to `enough`, when every move is a whole number.

    The move itself is not bounded by `enough`: where only steps of two are possible, one
    beyond it is the answer's proof.

    Raises:
        SolverError: The solver failed.
    """
    rows, cells = matrix.shape
    counted = np.zeros(cells + 1)
    counted[-1] = 1.0
    driven = np.zeros(cells + 1)
    driven[place], driven[-1] = direction, -1.0
    padded = hstack((matrix, csr_array((rows, 1))), format="csr")
    answer = milp(
        -counted,
        integrality=np.ones(cells + 1, dtype=int),
        bounds=Bounds(np.append(-down, 0.0), np.append(up, enough)),
        constraints=[
            LinearConstraint(driven[np.newaxis, :], 0.0, np.inf),
            *([LinearConstraint(padded, 0.0, 0.0)] if rows else []),
        ],
        options={"mip_rel_gap": 0.0},
    )
    if answer.x is None:
        raise SolverError(f"no answer to an attacker's programme: {answer.message}")
    return float(np.round(-answer.fun))

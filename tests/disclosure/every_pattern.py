"""The slow way: every pattern there could be, each attacked by programmes written out in full."""

from collections.abc import Iterator, Set
from dataclasses import replace
from itertools import combinations
from math import inf

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import Bounds, LinearConstraint, milp

from headway.disclosure.cells import Cell, CellId, Model, Relation, model


def limits(table: Model, hidden: Set[CellId], cell: CellId, *, whole: bool) -> tuple[float, float]:
    """The least and the greatest an attacker can think a cell is."""
    ids = sorted(table.cells)
    matrix = np.zeros((len(table.relations), len(ids)))
    for row, one in enumerate(table.relations):
        matrix[row, ids.index(one.total)] -= 1
        for part in one.parts:
            matrix[row, ids.index(part)] += 1
    cells = [table.cells[name] for name in ids]
    low = [cell.lower if cell.id in hidden else cell.value for cell in cells]
    high = [cell.upper if cell.id in hidden else cell.value for cell in cells]
    ends = []
    for sign in (1.0, -1.0):
        answer = milp(
            [sign * (name == cell) for name in ids],
            integrality=np.full(len(ids), int(whole)),
            bounds=Bounds(low, high),
            constraints=LinearConstraint(matrix, 0, 0),
        )
        ends.append(sign * answer.fun if answer.x is not None else -sign * inf)
    return ends[0], ends[1]


def is_safe(table: Model, hidden: Set[CellId], *, whole: bool = True) -> bool:
    """Whether no primary cell can be placed closer than it may be."""
    for name, cell in table.cells.items():
        if cell.primary:
            low, high = limits(table, hidden, name, whole=whole)
            if high - low < cell.width - 1e-6:
                return False
    return True


def cheapest(table: Model, *, whole: bool = True) -> float | None:
    """The cost of the cheapest safe pattern, by trying all in the order of cost; None: no such."""
    kept = {cell.id for cell in table.cells.values() if cell.primary or not cell.free}
    kept -= {c.id for c in table.cells.values() if not c.free and not c.hidden}
    open_cells = sorted(c.id for c in table.cells.values() if c.free and not c.primary)
    choices = (
        chosen for size in range(len(open_cells) + 1) for chosen in combinations(open_cells, size)
    )
    costs = sorted((sum(table.cells[name].weight for name in one), one) for one in choices)
    for cost, chosen in costs:
        hidden = kept | set(chosen)
        if not _alone(table, hidden) and is_safe(table, hidden, whole=whole):
            return cost
    return None


def _alone(table: Model, hidden: Set[CellId]) -> bool:
    """Whether a primary cell is the only hidden one of a relation: a total less the rest."""
    for one in table.relations:
        inside = [name for name in (one.total, *one.parts) if name in hidden]
        if len(inside) == 1 and table.cells[inside[0]].primary:
            return True
    return False


def box(counts: NDArray[np.int64], small: int, *, lower: float = 0.0) -> Model:
    """A table of any number of dimensions, with all its totals."""
    full: NDArray[np.float64] = counts.astype(float)
    for axis in range(counts.ndim):
        full = np.concatenate((full, full.sum(axis=axis, keepdims=True)), axis=axis)
    cells = [
        Cell(id=_name(at), value=float(full[at]), primary=bool(0 < full[at] <= small), lower=lower)
        for at in np.ndindex(full.shape)
    ]
    return model(cells, _sums(counts.shape, full.shape))


def _sums(inner: tuple[int, ...], full: tuple[int, ...]) -> Iterator[Relation]:
    for axis, last in enumerate(inner):
        for at in np.ndindex(full):
            if at[axis] == last:
                parts = (_name((*at[:axis], part, *at[axis + 1 :])) for part in range(last))
                yield Relation(total=_name(at), parts=tuple(parts))


def _name(at: tuple[int, ...]) -> CellId:
    return CellId("/".join(str(place) for place in at))


def made_harder(table: Model, seed: int) -> Model:
    """The table with some cells known, some hidden before, limits, widths and weights."""
    dice = np.random.default_rng(seed)
    cells = []
    for cell in table.cells.values():
        changed = replace(cell, weight=float(dice.integers(1, 6)))
        if dice.random() < 0.3:
            changed = replace(changed, upper=cell.value + float(dice.integers(0, 5)))
        if dice.random() < 0.2:
            changed = replace(changed, width=float(dice.integers(1, 5)))
        if not cell.primary and dice.random() < 0.5:
            changed = replace(changed, free=False, hidden=bool(dice.random() < 0.3))
        cells.append(changed)
    return model(cells, table.relations)

"""
A model as arrays: what may still be chosen, and how far each cell can move.

Everything is counted from the true values: a cell's move is what an attacker thinks it is
less what it is, so that the moves of the cells in one relation sum to zero and published
cells, which cannot move, vanish.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import coo_array, csr_array
from scipy.sparse.csgraph import connected_components

from headway.disclosure.cells import Cell, CellId, Model

Floats = NDArray[np.float64]
Mask = NDArray[np.bool_]
Numbers = NDArray[np.int64]

TOLERANCE = 1e-6
"""Below this a move is none, in the unit of the cells."""


@dataclass(frozen=True, slots=True, kw_only=True)
class System:
    """
    Cells that hang together, none of them known.

    Attributes:
        ids: In alphabetical order, so that the same table gives the same pattern.
        matrix: One row a relation: 1 for a part, -1 for the total.
        down: How far each can move down before it meets what is known of it; may be inf.
        up: The same upwards.
        weight: The cost of hiding each.
        width: The interval each needs, where it is primary.
        primary: Those to be protected.
        kept: Those hidden whatever is chosen: the primary ones, and those hidden before.
        whole: Whether all are whole numbers, and known to be.
    """

    ids: tuple[CellId, ...]
    matrix: csr_array
    down: Floats
    up: Floats
    weight: Floats
    width: Floats
    primary: Mask
    kept: Mask
    whole: bool

    def __len__(self) -> int:
        return len(self.ids)


def systems(model: Model, *, whole: bool | None = None) -> Iterator[System]:
    """
    The parts of a model that can be solved apart, each with something to protect.

    Args:
        model: Linked tables.
        whole: Whether an attacker knows the figures to be whole numbers; None: if they are.
    """
    ids = sorted(model.cells)
    cells = [model.cells[name] for name in ids]
    matrix = _matrix(model, {name: number for number, name in enumerate(ids)})
    unknown = _unknown(matrix, cells)
    for members in _components(matrix[:, np.flatnonzero(unknown)], np.flatnonzero(unknown)):
        if any(cells[number].primary for number in members):
            yield _system(matrix, [cells[number] for number in members], members, whole)


def _matrix(model: Model, numbers: dict[CellId, int]) -> csr_array:
    """One row a relation, one column a cell, in an order that does not hang on the input's."""
    relations = sorted(model.relations, key=lambda one: (one.total, sorted(one.parts)))
    rows, columns, entries = [], [], []
    for row, one in enumerate(relations):
        rows += [row] * (len(one.parts) + 1)
        columns += [numbers[one.total], *(numbers[name] for name in one.parts)]
        entries += [-1.0] + [1.0] * len(one.parts)
    shape = (len(relations), len(numbers))
    matrix = csr_array(coo_array((entries, (rows, columns)), shape=shape))
    matrix.eliminate_zeros()
    return matrix


def _unknown(matrix: csr_array, cells: list[Cell]) -> Mask:
    """
    Cells an attacker may be kept from knowing.

    A cell alone among known ones in a relation is known too. A primary one stays, for the
    infeasibility to be reported.
    """
    unknown = np.array([cell.free or cell.hidden for cell in cells], dtype=bool)
    primary = np.array([cell.primary for cell in cells], dtype=bool)
    unknown |= primary
    while True:
        left = matrix[:, np.flatnonzero(unknown)]
        lone = np.diff(left.indptr) == 1
        known = np.flatnonzero(unknown)[left[np.flatnonzero(lone)].indices]
        known = known[~primary[known]]
        if not len(known):
            return unknown
        unknown[known] = False


def _components(matrix: csr_array, members: Numbers) -> list[Numbers]:
    """The columns of a matrix, grouped by the relations that bind them."""
    labels = grouping(matrix)
    order = np.argsort(labels, kind="stable")
    edges = np.flatnonzero(np.diff(labels[order])) + 1
    return [members[group] for group in np.split(order, edges)] if len(members) else []


def grouping(matrix: csr_array) -> NDArray[np.int32]:
    """For each column the number of its group: columns that share a row are in one."""
    link = csr_array(abs(matrix).T @ _first_of_each(matrix))
    return connected_components(link, directed=False)[1]


def _first_of_each(matrix: csr_array) -> csr_array:
    """A matrix that keeps, of each row, only its first entry: enough to bind the row."""
    starts = matrix.indptr[:-1]
    some = np.flatnonzero(np.diff(matrix.indptr) > 0)
    columns = matrix.indices[starts[some]]
    return csr_array(coo_array((np.ones(len(some)), (some, columns)), shape=matrix.shape))


def _system(matrix: csr_array, cells: list[Cell], members: Numbers, whole: bool | None) -> System:
    """The arrays of some cells, with the relations that bind them."""
    part = csr_array(matrix[:, members])
    part = csr_array(part[np.flatnonzero(np.diff(part.indptr))])
    value = np.array([cell.value for cell in cells])
    lower = np.array([cell.lower for cell in cells])
    upper = np.array([cell.upper for cell in cells])
    if whole is None:
        whole = bool(np.all(value == np.round(value)))
    down, up = value - lower, upper - value
    width = np.array([cell.width for cell in cells])
    seen = np.array([cell.primary and not (cell.free or cell.hidden) for cell in cells])
    down, up = np.where(seen, 0.0, down), np.where(seen, 0.0, up)
    if whole:
        down, up, width = np.floor(down + TOLERANCE), np.floor(up + TOLERANCE), np.ceil(width)
    return System(
        ids=tuple(cell.id for cell in cells),
        matrix=part,
        down=down,
        up=up,
        weight=np.array([cell.weight for cell in cells]),
        width=width,
        primary=np.array([cell.primary for cell in cells]),
        kept=np.array([cell.primary or not cell.free for cell in cells]),
        whole=whole,
    )

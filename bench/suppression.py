"""
How long it takes to hide the fewest cells, beside the same question asked in one programme.

The goal: a table of 60 by 14 with 60 small numbers in no more time than the one-shot 0/1
programme (every small number's attacker written out in it) needs for 12 by 8 with 14. Both
run here, taking turns; further tables are printed for what they are.
"""

import statistics
import sys
import time
from collections.abc import Callable, Sequence

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import csr_array, eye_array, hstack, kron

from headway.disclosure.cells import CellId, Model, Relation
from headway.disclosure.suppression.secondary import protect
from headway.disclosure.suppression.system import systems
from headway.disclosure.tables.margins import Axis, Counts, Labels, linked
from headway.domain.disclosing import DisclosurePolicy

ROUNDS = 3
_POLICY = DisclosurePolicy()


def counts(name: str, shape: Sequence[int], small: int, seed: int) -> Counts:
    """A table of counts from 6 to 59, but for so many that are from 1 to 5."""
    dice = np.random.default_rng(seed)
    figures = dice.integers(6, 60, tuple(shape))
    figures.flat[dice.choice(figures.size, small, replace=False)] = dice.integers(1, 6, small)
    axes = tuple(Axis(sums={"Total": tuple(f"{n:03}" for n in range(size))}) for size in shape)
    values: dict[Labels, float] = {
        tuple(f"{n:03}" for n in at): float(figures[at]) for at in np.ndindex(figures.shape)
    }
    return Counts(name=name, axes=axes, values=values)


def table(shape: Sequence[int], small: int, seed: int = 1) -> Model:
    """One table with all its totals."""
    return linked([counts("table", shape, small, seed)], policy=_POLICY)


def three_linked(rows: int, columns: int, small: int) -> Model:
    """Primary and secondary phase, and both together, cell by cell."""
    phases = [counts(name, (rows, columns), small, seed) for seed, name in enumerate("ps")]
    whole: dict[Labels, float] = {
        labels: phases[0].value(labels) + phases[1].value(labels) for labels in phases[0].values
    }
    both = Counts(name="all", axes=phases[0].axes, values=whole)
    sums = [
        Relation(total=cell.id, parts=tuple(CellId(p + cell.id[3:]) for p in "ps"))
        for cell in both.cells(_POLICY)
    ]
    return linked([*phases, both], policy=_POLICY, sums=sums)


def one_shot(model: Model) -> int:
    """
    The cells the whole question in one programme hides: what we are measured against.

    For each small number two copies of the table, in one at its least and in the other at
    its greatest, that may differ from the true one only in hidden cells.
    """
    (system,) = systems(model)
    targets = np.flatnonzero(system.primary)
    cells, copies = len(system), 2 * len(targets)
    most = float(max(cell.value for cell in model.cells.values()))
    moves = kron(eye_array(copies), system.matrix)
    none = csr_array((moves.shape[0], cells))
    identity = eye_array(copies * cells)
    up = kron(np.ones((copies, 1)), eye_array(cells) * most)
    down = kron(np.ones((copies, 1)), np.diag(np.minimum(system.down, most)))
    wide = np.zeros((len(targets), cells + copies * cells))
    for row, number in enumerate(targets):
        wide[row, cells + 2 * row * cells + number] = 1.0
        wide[row, cells + (2 * row + 1) * cells + number] = -1.0
    answer = milp(
        np.concatenate((np.where(system.kept, 0, 1), np.zeros(copies * cells))),
        integrality=np.concatenate((np.ones(cells, int), np.zeros(copies * cells, int))),
        bounds=Bounds(
            np.concatenate((system.kept.astype(float), np.full(copies * cells, -most))),
            np.concatenate((np.ones(cells), np.full(copies * cells, most))),
        ),
        constraints=[
            LinearConstraint(csr_array(hstack((none, moves))), 0, 0),
            LinearConstraint(csr_array(hstack((up, -identity))), 0, np.inf),
            LinearConstraint(csr_array(hstack((down, identity))), 0, np.inf),
            LinearConstraint(wide, system.width[targets], np.inf),
        ],
        options={"mip_rel_gap": 0.0},
    )
    return round(float(answer.fun or 0.0)) + len(targets)


def seconds(work: Callable[[], object]) -> float:
    """Wall time of one call."""
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


def main() -> bool:
    """Measure, print, and say whether the goal is met."""
    large, small = table((60, 14), 60), table((12, 8), 14)
    protect(table((3, 3), 1))
    turns = [
        (seconds(lambda: protect(large)), seconds(lambda: one_shot(small))) for _ in range(ROUNDS)
    ]
    ours, theirs = (statistics.median(turn[way] for turn in turns) for way in range(2))
    same = len(protect(small).hidden) == one_shot(small)
    met = ours <= theirs and same
    print(
        f"60 x 14, 60 small: {ours:.2f} s; one programme for 12 x 8, 14 small: {theirs:.2f} s"
        f" ({ours / theirs:.2f} times, goal 1; {'as many' if same else 'NOT AS MANY'} cells):"
        f" {'met' if met else 'MISSED'}",
        flush=True,
    )
    for name, one in (
        ("200 x 14, 200 small", table((200, 14), 200)),
        ("three linked 20 x 8, 2 x 20 small", three_linked(20, 8, 20)),
        ("20 x 8 x 4, 40 small", table((20, 8, 4), 40)),
        ("160 x 6 x 4, 200 small", table((160, 6, 4), 200)),
    ):
        started = time.perf_counter()
        pattern = protect(one)
        print(
            f"{name:<36} {len(one.cells):>6} cells {len(pattern.hidden):>5} hidden "
            f"{time.perf_counter() - started:6.2f} s{'' if pattern.proved else ', not proved'}",
            flush=True,
        )
    return met


if __name__ == "__main__":
    sys.exit(not main())

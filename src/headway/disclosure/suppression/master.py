"""Which cells to hide: a 0/1 programme that learns, cut by cut, what safety asks for."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from math import inf

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import coo_array, csr_array, eye_array, hstack, vstack

from headway.disclosure.suppression.cuts import Cut
from headway.disclosure.suppression.programmes import SolverError
from headway.disclosure.suppression.system import Mask, System


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """
    The cheapest cells that meet every condition so far.

    Attributes:
        hidden: Those chosen and those kept.
        bound: No safe pattern costs less than this.
    """

    hidden: Mask
    bound: float


@dataclass(slots=True)
class Master:
    """
    The programme: one 0/1 variable a cell, and one a relation ("something in it is hidden").

    A relation in which something is hidden hides a second cell: the first would otherwise be
    the total less the rest, and hiding it would be for nothing.
    """

    system: System
    lines: csr_array = field(init=False)
    found: list[Cut] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.lines = _lines(self.system)

    def learn(self, cuts: Iterable[Cut]) -> None:
        """Add conditions."""
        self.found += cuts

    def choose(self, *, seconds: float | None) -> Choice | None:
        """
        The cheapest choice; None where time ran out before there was any.

        Raises:
            SolverError: The conditions contradict one another, which a feasible table's
                never do.
        """
        system = self.system
        cells = len(system)
        extra = self.lines.shape[1] - cells
        free = np.where(system.kept, 0.0, system.weight)
        answer = milp(
            np.concatenate((free, np.zeros(extra))),
            integrality=np.concatenate((np.ones(cells), np.zeros(extra))),
            bounds=Bounds(np.concatenate((system.kept.astype(float), np.zeros(extra))), 1.0),
            constraints=self._constraints(extra),
            options={"mip_rel_gap": 0.0, "time_limit": inf if seconds is None else seconds},
        )
        if answer.status == 2:
            raise SolverError("no pattern of hidden cells meets every condition")
        if answer.x is None:
            return None
        hidden = (answer.x[:cells] > 0.5) | system.kept
        bound = answer.fun if answer.status == 0 else answer.mip_dual_bound
        return Choice(hidden=hidden, bound=float(bound))

    def _constraints(self, extra: int) -> list[LinearConstraint]:
        """The lines, and what was learnt."""
        constraints = [LinearConstraint(self.lines, 0.0, np.inf)] if self.lines.shape[0] else []
        if self.found:
            gains = csr_array(np.array([cut.gains for cut in self.found]))
            padded = hstack((gains, csr_array((len(self.found), extra))), format="csr")
            needs = np.array([cut.need for cut in self.found])
            constraints.append(LinearConstraint(padded, needs, np.inf))
        return constraints


def _lines(system: System) -> csr_array:
    """
    For each relation: its hidden cells are two or more if any is.

    Cells kept hidden that are not primary may well be alone in theirs: nobody cares for them.
    """
    present = abs(system.matrix)
    rows, cells = present.shape
    careless = system.kept & ~system.primary
    at_least = hstack((present, -2.0 * eye_array(rows)))
    entries = coo_array(present)
    some = np.flatnonzero(~careless[entries.col])
    count = len(some)
    places, ones = np.arange(count), np.ones(count)
    cell = coo_array((ones, (places, entries.col[some])), shape=(count, cells))
    line = coo_array((ones, (places, entries.row[some])), shape=(count, rows))
    implied = hstack((-cell, line))
    return csr_array(vstack((at_least, implied)))

"""
The cheapest safe pattern of one system: choose, attack, learn, and choose again.

The choice costs no more than any safe pattern, and the pattern grown from it is safe: when
the two cost the same, that is the proof.
"""

import time
from dataclasses import dataclass, field
from math import inf

import numpy as np

from headway.disclosure.cells import CellId, TableError
from headway.disclosure.suppression.cuts import Cut, cuts
from headway.disclosure.suppression.growing import grown, pruned
from headway.disclosure.suppression.master import Master
from headway.disclosure.suppression.safety import OutOfTimeError, weak_cells
from headway.disclosure.suppression.system import TOLERANCE, Mask, System

_SEARCHING = 0.75
"""The share of the time in which the cheapest is looked for; the rest tidies what was found."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Solved:
    """A safe pattern of one system, and whether none is cheaper."""

    hidden: Mask
    proved: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Deadline:
    """When to make do with what is found, by a clock that only ever runs forward; None: never."""

    search_until: float | None
    tidy_until: float | None

    @classmethod
    def after(cls, seconds: float | None) -> "Deadline":
        """So long from now."""
        if seconds is None:
            return cls(search_until=None, tidy_until=None)
        now = time.monotonic()
        return cls(search_until=now + seconds * _SEARCHING, tidy_until=now + seconds)

    def left(self) -> float | None:
        """Seconds left to search; None where there is no hurry."""
        return None if self.search_until is None else max(self.search_until - time.monotonic(), 0)

    def seconds_left(self) -> float:
        """Seconds until not even tidying can go on; inf where there is no hurry."""
        return inf if self.tidy_until is None else max(self.tidy_until - time.monotonic(), 0.0)

    def late(self) -> bool:
        """Whether not even tidying can go on."""
        return self.seconds_left() == 0


def hopeless(system: System, deadline: Deadline) -> list[CellId]:
    """
    The cells that are unsafe even where everything that may be hidden is.

    Raises:
        TableError: There was no time to find out, and so nothing may be printed.
    """
    everything = np.ones(len(system), dtype=bool)
    try:
        found = tuple(weak_cells(system, everything, late=deadline.late))
    except OutOfTimeError:
        raise TableError(
            f"there was not the time to prove that the {len(system):,} figures around "
            f'"{system.ids[0]}" can be protected, so none of them may be published; allow more '
            "time, or protect the tables that share no figures one by one"
        ) from None
    return [system.ids[weak.number] for weak in found]


def solved(system: System, deadline: Deadline) -> Solved:
    """
    The cheapest safe pattern, or a safe one that was found in time.

    Args:
        system: Cells of which none is hopeless.
        deadline: When to stop.
    """
    search = _Search(system, deadline)
    proved = search.run()
    best = search.best
    if best is None:
        best = search.attacked(system.kept)
    if best is None:  # no time even for that: all of it hidden is safe, or it were hopeless
        return Solved(hidden=np.ones(len(system), dtype=bool), proved=False)
    return Solved(hidden=best if proved else pruned(system, best, deadline.late), proved=proved)


@dataclass(slots=True)
class _Search:
    """What is known so far: conditions, and the cheapest safe pattern."""

    system: System
    deadline: Deadline
    master: Master = field(init=False)
    best: Mask | None = None

    def __post_init__(self) -> None:
        self.master = Master(self.system)

    def run(self) -> bool:
        """Whether the best pattern is proved to be so."""
        while self.deadline.left() != 0:
            choice = self.master.choose(seconds=self.deadline.left())
            if choice is None:
                return False
            safe = self.attacked(choice.hidden)
            if safe is None:
                return False
            if self.best is None or self._cost(safe) < self._cost(self.best) - TOLERANCE:
                self.best = safe
            if choice.bound >= self._cost(self.best) - TOLERANCE:
                return True
        return False

    def attacked(self, choice: Mask) -> Mask | None:
        """
        The choice, if it is safe; else what it must grow to, when why is learnt.

        None where time ran out before the attack was through: then nothing is known of it.
        """
        safe, left = choice, self.system.primary.copy()
        learnt: list[Cut] = []
        try:
            while weak := next(weak_cells(self.system, safe, left, self.deadline.late), None):
                learnt += cuts(self.system, safe, weak, self.deadline.late)
                safe = grown(self.system, safe, weak, self.deadline.seconds_left)
        except OutOfTimeError:
            return None
        self.master.learn(learnt)
        return safe

    def _cost(self, hidden: Mask) -> float:
        """What a pattern costs, without what is hidden in any case."""
        return float(self.system.weight[hidden & ~self.system.kept].sum())

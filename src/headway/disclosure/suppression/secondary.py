"""
Which further cells to hide, so that no small number can be worked out from the rest.

The cheapest pattern there is, proved so: a 0/1 programme chooses, an attacker with every
published figure tries the choice, and what gives a cell away becomes a condition of the next
choice (M. Fischetti and J. J. Salazar, "Solving the cell suppression problem on tabular data
with linear constraints", Management Science 47, 2001).
"""

from functools import partial

from headway.disclosure.cells import CellId, Model, Pattern
from headway.disclosure.suppression.infeasible import InfeasibleError, infeasible

__all__ = ["InfeasibleError", "protect"]

_TO_PROVE = 5.0
"""At least so many seconds are given to prove that a table can be protected."""


def protect(model: Model, *, seconds: float | None = 60.0, whole: bool | None = None) -> Pattern:
    """
    The cheapest pattern that leaves every primary cell an interval as wide as it needs.

    Safe against whoever knows all published cells, every relation and the limits of every
    cell, of all linked tables together. Deterministic, whatever the order of cells and
    relations, unless time runs out.

    Args:
        model: Linked tables. Cells neither free nor hidden are known to everybody.
        seconds: After about so long a safe pattern is returned that may not be the cheapest,
            at worst all that may be hidden (`Pattern.proved` False); None: until proved. Never
            an unsafe one. Kept to within one programme, but for the few seconds that it takes
            at least to prove that there is a safe pattern at all.
        whole: Whether the attacker knows that figures are whole numbers, which can narrow an
            interval; None: where they all are.

    Returns:
        What is hidden; its cost is the weight of what was added.

    Raises:
        InfeasibleError: No pattern is safe; says what would have to be given up.
        TableError: In that time it could not be proved that any pattern is safe.
    """
    hidden = {
        cell.id for cell in model.cells.values() if cell.primary or (cell.hidden and not cell.free)
    }
    if not any(cell.primary for cell in model.cells.values()):
        return _pattern(model, hidden, set(), proved=True)
    # late: slow to import
    from headway.disclosure.suppression.solving import Deadline, hopeless, solved  # noqa: PLC0415
    from headway.disclosure.suppression.system import systems  # noqa: PLC0415 - as above

    parts = tuple(systems(model, whole=whole))
    proving = Deadline.after(seconds if seconds is None else max(seconds, _TO_PROVE))
    deadline = Deadline.after(seconds)
    if weak := [name for part in parts for name in hopeless(part, proving)]:
        raise infeasible(model, weak, partial(protect, seconds=seconds, whole=whole))
    answers = [(part, solved(part, deadline)) for part in parts]
    chosen = {name for part, answer in answers for name in _names(part.ids, answer.hidden.tolist())}
    return _pattern(
        model, hidden, chosen - hidden, proved=all(answer.proved for _, answer in answers)
    )


def _names(ids: tuple[CellId, ...], hidden: list[bool]) -> list[CellId]:
    """The names of those marked."""
    return [name for name, is_hidden in zip(ids, hidden, strict=True) if is_hidden]


def _pattern(model: Model, hidden: set[CellId], added: set[CellId], *, proved: bool) -> Pattern:
    """A pattern with its cost."""
    return Pattern(
        hidden=frozenset(hidden | added),
        added=frozenset(added),
        cost=sum(model.cells[name].weight for name in sorted(added)),
        proved=proved,
    )

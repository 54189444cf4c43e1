"""Tables that cannot be protected, and the least that would have to be given up."""

from collections.abc import Callable, Sequence
from dataclasses import replace

from headway.disclosure.cells import CellId, Model, Pattern, TableError

_NAMED = 5
"""How many cells a message names before it counts the others."""


class InfeasibleError(TableError):
    """
    A small number that nothing hides, because what gives it away is printed or must be.

    Attributes:
        cells: Those that cannot be protected.
        withdraw: The fewest known figures that would have to be hidden for all of them to be
            safe; empty where not even that would do.
    """

    def __init__(
        self, message: str, *, cells: Sequence[CellId], withdraw: Sequence[CellId]
    ) -> None:
        super().__init__(message)
        self.cells = tuple(cells)
        self.withdraw = tuple(withdraw)


def infeasible(
    model: Model, weak: Sequence[CellId], cheapest: Callable[[Model], Pattern]
) -> InfeasibleError:
    """
    The error that says what would have to be dropped.

    Args:
        model: Linked tables.
        weak: Cells that are unsafe whatever is hidden.
        cheapest: How a pattern is found.
    """
    known = {name for name, cell in model.cells.items() if not cell.free and not cell.hidden}
    freed = {
        name: replace(cell, free=True, hidden=False, weight=1.0 if name in known else 0.0)
        if cell.free or name in known
        else cell
        for name, cell in model.cells.items()
    }
    said = f"{_named(weak)} cannot be protected, whatever else is hidden"
    by_limits = InfeasibleError(
        f"{said}: the limits within which {_it(weak)} is known to lie give too much away."
        " Loosen them, or leave the table out.",
        cells=weak,
        withdraw=(),
    )
    if not known:
        return by_limits
    try:
        pattern = cheapest(Model(cells=freed, relations=model.relations))
    except InfeasibleError:
        return by_limits
    withdraw = sorted(pattern.hidden & known)
    return InfeasibleError(
        f"{said}: figures that are known already, or must be shown, give {_it(weak)} away."
        f" At the least {_named(withdraw)} would have to be withdrawn"
        f" ({len(withdraw)} in all); else leave the table out.",
        cells=weak,
        withdraw=withdraw,
    )


def _named(cells: Sequence[CellId]) -> str:
    """Cells in a sentence: the first few by name."""
    names = [f'"{name}"' for name in cells[:_NAMED]]
    if len(cells) > _NAMED:
        names.append(f"{len(cells) - _NAMED} more")
    head = ", ".join(names[:-1])
    return f"{head} and {names[-1]}" if head else names[-1]


def _it(cells: Sequence[CellId]) -> str:
    """The pronoun for so many."""
    return "it" if len(cells) == 1 else "each of them"

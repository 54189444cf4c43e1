"""A plan's figures row by row: gone through once, and not once more for every row."""

from collections import OrderedDict
from collections.abc import Mapping
from threading import Lock
from typing import Any, Protocol, TypeVar


class OfARow(Protocol):
    """What belongs to a row of the plan."""

    @property
    def row(self) -> Any:
        """The row's id."""


Figure = TypeVar("Figure", bound=OfARow)

KEPT = 32
"""Plans whose figures are kept by row; two entries for a plan, which hold what it holds anyway."""
_known: OrderedDict[int, tuple[tuple[Any, ...], Mapping[Any, tuple[Any, ...]]]] = OrderedDict()
_lock = Lock()


def of_row(figures: tuple[Figure, ...], row: object) -> tuple[Figure, ...]:
    """
    Those of a row, in their order.

    Args:
        figures: Of a whole plan, as the plan holds them; the same tuple is gone through once.
        row: The row's id.
    """
    with _lock:
        found = _known.get(id(figures))
        # A number is given again once its tuple is gone; one that is kept here is not gone.
        if found is None or found[0] is not figures:
            found = _known[id(figures)] = (figures, _by_row(figures))
            while len(_known) > 2 * KEPT:
                _known.popitem(last=False)
        else:
            _known.move_to_end(id(figures))
    return found[1].get(row, ())


def _by_row(figures: tuple[Figure, ...]) -> Mapping[Any, tuple[Figure, ...]]:
    rows: dict[Any, list[Figure]] = {}
    for one in figures:
        rows.setdefault(one.row, []).append(one)
    return {row: tuple(found) for row, found in rows.items()}

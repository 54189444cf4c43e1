"""
A table as the attacker sees it: cells, and the sums that bind them.

Not a grid: one model holds several linked tables (phase totals, one table in another,
this term and the year to date), because what one hides another may give back.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from math import fsum, inf, isfinite
from typing import NewType

from headway.domain.disclosing import DisclosurePolicy, ZeroRule
from headway.domain.errors import HeadwayError

CellId = NewType("CellId", str)
"""A cell's name, unique in its model: "2019/20 T4/permanent exclusions/SEN"."""


_NAMED = 5
"""How many sums that do not hold one message names."""


class TableError(HeadwayError):
    """Cells that do not make a table: a sum that does not hold, a cell that is not there."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """
    One figure.

    Attributes:
        value: What it is; never printed where the cell is hidden.
        primary: Whether it must be hidden for its own sake.
        free: Whether hiding it is a choice. Not free: something printed already and known
            (`hidden` False), or hidden already and to stay so (`hidden` True).
        hidden: For a cell that is not free, whether nobody has seen it.
        weight: The cost of hiding it; the cheapest pattern is chosen.
        lower: What anybody knows it cannot be below (counts: 0).
        upper: What anybody knows it cannot exceed.
        width: How wide, at least, the interval must be in which an attacker can place it;
            used for primary cells.
    """

    id: CellId
    value: float
    primary: bool = False
    free: bool = True
    hidden: bool = False
    weight: float = 1.0
    lower: float = 0.0
    upper: float = inf
    width: float = 1.0

    def __post_init__(self) -> None:
        if not isfinite(self.value):
            raise TableError(f'the cell "{self.id}" must be a finite number, got {self.value}')
        if not self.lower <= self.value <= self.upper:
            raise TableError(
                f'the cell "{self.id}" is {self.value:g}, outside what is known of it '
                f"({self.lower:g} to {self.upper:g})"
            )
        if not self.width > 0 or not 0 <= self.weight < inf:
            raise TableError(
                f'the cell "{self.id}" needs a width above zero and a weight of zero or more, '
                f"got {self.width:g} and {self.weight:g}"
            )


def count_cell(
    name: CellId,
    value: float,
    policy: DisclosurePolicy,
    *,
    small: bool = False,
    weight: float = 1.0,
    width: float = 1.0,
) -> Cell:
    """
    A count of people that has a place in print: the one decision on what is small in itself.

    Where zeros are shown they stay shown, and everybody knows that what is hidden is not zero.

    Args:
        name: The cell's name.
        value: The count; what is below zero is no count of people, and so not small.
        policy: The plan's rule.
        small: It must be hidden for another reason than its value: few answers, one school.
        weight: The cost of hiding it.
        width: As `Cell.width`.

    >>> three = count_cell(CellId("north"), 3, DisclosurePolicy())
    >>> three.primary, three.lower, count_cell(CellId("south"), 0, DisclosurePolicy()).free
    (True, 1.0, False)
    """
    shown = policy.zeros is ZeroRule.SHOW
    return Cell(
        id=name,
        value=value,
        primary=small or policy.is_small(value),
        free=not (shown and value == 0),
        weight=weight,
        lower=min(1.0 if shown and value >= 1 else 0.0, value),
        width=width,
    )


def unseen_cell(
    name: CellId,
    value: float,
    policy: DisclosurePolicy,
    *,
    small: bool = False,
    weight: float = 1.0,
    width: float = 1.0,
) -> Cell:
    """
    A count that nobody prints and anybody can take: the rest of a total, the growth in a term.

    It may be zero for all anybody knows; a growth that fell may be any number.

    Args:
        name: The cell's name.
        value: The count.
        policy: The plan's rule.
        small: As in `count_cell`.
        weight: As `Cell.weight`.
        width: As `Cell.width`.
    """
    return Cell(
        id=name,
        value=value,
        primary=small or policy.is_small(value),
        free=False,
        hidden=True,
        weight=weight,
        lower=0.0 if value >= 0 else -inf,
        width=width,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Relation:
    """`total` is the sum of `parts`; what it is called, for messages."""

    total: CellId
    parts: tuple[CellId, ...]
    name: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Model:
    """
    Linked tables, whole.

    Raises:
        TableError: A relation names a cell that is not there, two cells share a name, or a
            sum does not hold (told which, and by how much; the first few of many).
    """

    cells: Mapping[CellId, Cell]
    relations: tuple[Relation, ...] = field(default=())

    def __post_init__(self) -> None:
        for one in self.relations:
            missing = [name for name in (one.total, *one.parts) if name not in self.cells]
            if missing:
                raise TableError(
                    f'{_called(one)} names the cell "{missing[0]}", which is not there'
                )
        wrong = [said for one in self.relations if (said := self._wrong(one))]
        if wrong:
            more = f"; and {len(wrong) - _NAMED} more" if len(wrong) > _NAMED else ""
            raise TableError(
                f"{'; '.join(wrong[:_NAMED])}{more}; correct the figures before anything is "
                "published"
            )

    def _wrong(self, one: Relation) -> str:
        """What is wrong with a sum; nothing if it holds."""
        stated = self.cells[one.total].value
        added = fsum(self.cells[name].value for name in one.parts)
        if abs(stated - added) <= 1e-6 * max(1.0, abs(stated)):
            return ""
        return (
            f"{_called(one)} does not add up: its parts make {added:g} and the total "
            f"says {stated:g}"
        )


def model(cells: Iterable[Cell], relations: Iterable[Relation] = ()) -> Model:
    """
    A model of these cells, each under its name.

    Raises:
        TableError: As `Model` does.
    """
    by_name: dict[CellId, Cell] = {}
    for cell in cells:
        if cell.id in by_name:
            raise TableError(f'two cells are called "{cell.id}"; each needs its own name')
        by_name[cell.id] = cell
    return Model(cells=by_name, relations=tuple(relations))


@dataclass(frozen=True, slots=True, kw_only=True)
class Pattern:
    """
    Which cells are hidden. What is printed bears one mark, whatever the reason.

    Attributes:
        hidden: All of them, those not free included.
        added: Hidden only to protect others.
        proved: Whether no cheaper safe pattern exists.
    """

    hidden: frozenset[CellId]
    added: frozenset[CellId]
    cost: float
    proved: bool


def _called(one: Relation) -> str:
    return f'the sum "{one.name or one.total}"'

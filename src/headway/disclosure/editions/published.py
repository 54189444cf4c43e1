"""What one edition showed to everybody: its figures, its marks, and the sums between them."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum
from math import inf

from headway.disclosure.attacking.knowledge import Derived, Unknown, known
from headway.disclosure.cells import CellId, Model, Relation, TableError
from headway.domain.disclosing import DisclosurePolicy, Method, ZeroRule


class Shown(StrEnum):
    """How a figure stands in an edition."""

    PRINTED = "printed"
    HIDDEN = "hidden"
    """The symbol stands in its place."""
    UNPRINTED = "unprinted"
    """It has no place, but the sums speak of it: the rest of a total, the growth in a term."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PublishedCell:
    """
    One figure as an edition showed it. Why it is hidden is nobody's business, and not here.

    Attributes:
        shown: Printed, hidden, or without a place of its own.
        value: As printed, rounded where it was; None unless printed.
        decimals: How many were printed; a figure that is no count is known to half the last.
        whole: Whether it is a count.
        lower: What anybody knows it cannot be below, beside what the zero rule tells.
        upper: What anybody knows it cannot exceed.

    Raises:
        TableError: A printed cell without a value, or another one with one.
    """

    id: CellId
    shown: Shown = Shown.PRINTED
    value: float | None = None
    decimals: int = 0
    whole: bool = True
    lower: float = 0.0
    upper: float = inf

    def __post_init__(self) -> None:
        if (self.shown is Shown.PRINTED) != (self.value is not None):
            raise TableError(
                f'the published cell "{self.id}" must have a value if it is printed, and none if '
                f"it is not; it is {self.shown} with the value {self.value}"
            )


@dataclass(frozen=True, slots=True, kw_only=True)
class Published:
    """
    One edition's public figures, whole.

    Attributes:
        plan: The plan's short name.
        edition: What the edition is called, "Spring 2020".
        at: The day it stands at; editions are put in order by it.
        cells: Each figure, by its name. The same name in two editions is the same quantity.
        sums: Totals and their parts, as the layout tells them to any reader.
        derived: Percentages, means and changes that were printed beside.
        policy: The rule by which figures were hidden or rounded; the rule is public.
        reach: How many bases a count may have moved when it was rounded: 1, or more where the
            sums left no other way.

    Raises:
        TableError: A sum or a derived figure names a cell that is not there.
    """

    plan: str = ""
    title: str = ""
    edition: str = ""
    at: date | None = None
    cells: Mapping[CellId, PublishedCell]
    sums: tuple[Relation, ...] = ()
    derived: tuple[Derived, ...] = ()
    policy: DisclosurePolicy = field(default_factory=DisclosurePolicy)
    reach: int = 1

    def __post_init__(self) -> None:
        named = [(one.name or one.total, (one.total, *one.parts)) for one in self.sums]
        named += [(one.name, (*one.top, *one.bottom)) for one in self.derived]
        for name, cells in named:
            for cell in cells:
                if cell not in self.cells:
                    raise TableError(
                        f'in the edition "{self.edition}", "{name}" names the cell "{cell}", '
                        "which is not among its cells"
                    )

    @property
    def hidden(self) -> tuple[CellId, ...]:
        """The cells that bear the symbol."""
        return tuple(name for name, one in self.cells.items() if one.shown is Shown.HIDDEN)

    def known_of(self, name: CellId) -> Unknown:
        """
        What this edition alone tells of one cell.

        A hidden count is at least one where zeros are shown: else it would be seen as zero.
        A rounded count is less than `reach` bases from what is printed.
        """
        one = self.cells[name]
        if one.shown is Shown.UNPRINTED:
            return Unknown(lower=one.lower, upper=one.upper, whole=one.whole)
        if one.value is None:
            shown = one.whole and self.policy.zeros is ZeroRule.SHOW
            lower = max(one.lower, 1.0) if shown else one.lower
            return Unknown(lower=lower, upper=one.upper, whole=one.whole)
        if not one.whole:
            half = 0.5 * 10.0**-one.decimals
            return Unknown(lower=one.value - half, upper=one.value + half, whole=False)
        if self.policy.method is Method.SUPPRESS:
            return known(one.value)
        away = self.reach * self.policy.rounding_base - 1
        low, high = max(one.lower, one.value - away), min(one.upper, one.value + away)
        return Unknown(lower=low, upper=high)


def published(
    model: Model,
    hidden: Collection[CellId],
    *,
    policy: DisclosurePolicy,
    values: Mapping[CellId, float] | None = None,
    reach: int = 1,
    unprinted: Collection[CellId] = (),
    derived: tuple[Derived, ...] = (),
    plan: str = "",
    title: str = "",
    edition: str = "",
    at: date | None = None,
) -> Published:
    """
    What is left of a model when it is printed.

    Args:
        model: The true figures.
        hidden: What the protector's pattern hides; nothing where counts are rounded.
        values: As they are printed, where that is not what the model says: rounded.
        reach: How many bases a count may have moved.
        unprinted: Cells that the sums need and that have no place in print.
        policy: The rule they were protected by.
        derived: Percentages, means and changes that are printed beside.
        plan: The plan's short name.
        title: What is published.
        edition: What the edition is called.
        at: The day it stands at.

    >>> from headway.disclosure.cells import Cell, model
    >>> table = model([Cell(id=CellId("north"), value=3), Cell(id=CellId("south"), value=9)])
    >>> told = published(table, {CellId("north")}, policy=DisclosurePolicy())
    >>> [(name, one.value) for name, one in told.cells.items()]
    [('north', None), ('south', 9)]
    """
    printed = values or {name: cell.value for name, cell in model.cells.items()}
    counts = all(float(cell.value).is_integer() for cell in model.cells.values())
    cells = {}
    for name, cell in model.cells.items():
        shown = Shown.HIDDEN if name in hidden else Shown.PRINTED
        if name in unprinted:
            shown = Shown.UNPRINTED
        cells[name] = PublishedCell(
            id=name,
            shown=shown,
            value=printed[name] if shown is Shown.PRINTED else None,
            decimals=0 if counts else _decimals(printed[name]),
            whole=counts,
            lower=0.0 if cell.lower >= 0 else cell.lower,
            upper=cell.upper,
        )
    return Published(
        plan=plan,
        title=title,
        edition=edition,
        at=at,
        cells=cells,
        sums=model.relations,
        derived=derived,
        policy=policy,
        reach=reach,
    )


def _decimals(value: float) -> int:
    """How many decimals a figure has in print."""
    return max(0, -Decimal(str(value)).normalize().as_tuple().exponent)  # type: ignore[operator]  # finite

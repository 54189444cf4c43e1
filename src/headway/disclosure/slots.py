"""
Where a plan's figures stand, and the cells that each gives away.

A rate printed with its counts gives away three cells (who, of how many, and the others). One
cell may stand in several places: all of them are shown or none is.
"""

from dataclasses import dataclass, field, replace
from datetime import date
from enum import Enum
from math import log10

from headway.disclosure.cells import Cell, CellId, Relation, count_cell, unseen_cell
from headway.domain.observations import Comparison, Observation, RowId
from headway.domain.periods import Period
from headway.domain.plan import Plan
from headway.judgement import figures as told


class Kind(Enum):
    """Where in a plan a figure stands."""

    OBSERVATION = "observation"
    COMPARISON = "printed beside"
    BASELINE = "starting point"
    BENCHMARK = "of another place"


@dataclass(frozen=True, slots=True, kw_only=True)
class Slot:
    """What a count is of: figures of one slot are one figure."""

    row: RowId
    period: Period | None
    of: str = ""
    breakdown: str = ""
    area: str = ""

    def cell(self, role: str = "") -> CellId:
        """The cell's name, the same in every edition."""
        parts = (
            self.row,
            str(self.period or "no period"),
            f"of {self.of}" if self.of else "",
            f"for {self.breakdown}" if self.breakdown else "",
            f"in {self.area}" if self.area else "",
            role,
        )
        return CellId(" / ".join(part for part in parts if part))


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """
    One figure where it stands.

    Attributes:
        number: Which of the plan's observations or benchmarks, or of the row's starting points.
        cells: What is given away where it is shown.
        values: The numbers in which it is told, all of them.
    """

    kind: Kind
    slot: Slot
    number: int
    cells: tuple[CellId, ...]
    values: tuple[float, ...]


@dataclass(slots=True)
class Table:
    """
    The cells of a plan as known at a day, and what binds them so far.

    Attributes:
        counts: The slots that stand for themselves, so that sums can be found among them.
        shares: Of rates, by role, the slots with the counts behind them, for the same reason.
        unprinted: Cells that have no place of their own.
        empty: What a sum leaves over where that is nothing, and nobody is to know.
        supposed: Relations that nobody is told of; protected as if everybody knew them.
    """

    plan: Plan
    at: date
    cells: dict[CellId, Cell] = field(default_factory=dict)
    relations: list[Relation] = field(default_factory=list)
    supposed: list[Relation] = field(default_factory=list)
    places: list[Place] = field(default_factory=list)
    counts: dict[Slot, CellId] = field(default_factory=dict)
    shares: dict[str, dict[Slot, CellId]] = field(default_factory=dict)
    unprinted: set[CellId] = field(default_factory=set)
    empty: set[CellId] = field(default_factory=set)

    def put(
        self, name: CellId, value: float, *, printed: bool = True, small: bool = False
    ) -> CellId:
        """
        A cell of this value: the one of this name, or another if that has another value.

        Args:
            name: What it is called.
            value: Its value.
            printed: Whether it has a place; one that has none is hidden from the start.
            small: It must be hidden although its value is not small.
        """
        while name in self.cells and self.cells[name].value != value:
            name = CellId(f"{name} (told again)")
        make = count_cell if printed else unseen_cell
        weight = 1.0 + log10(1.0 + abs(value))
        cell = make(name, value, self.plan.disclosure, small=small, weight=weight)
        before = self.cells.get(name)
        if before is not None:
            cell = replace(cell if printed else before, primary=cell.primary or before.primary)
        self.cells[name] = cell
        if printed:
            self.unprinted.discard(name)
        elif before is None:
            self.unprinted.add(name)
        return name

    def place(
        self,
        kind: Kind,
        slot: Slot,
        number: int,
        cells: tuple[CellId, ...],
        values: tuple[float, ...],
    ) -> None:
        """Note where cells are given away, and the numbers in which they are told."""
        self.places.append(Place(kind=kind, slot=slot, number=number, cells=cells, values=values))


def slot_of(one: Observation, period: Period | None = None) -> Slot:
    """What an observation is of, or what it would be of in another period."""
    return Slot(
        row=one.row,
        period=period or one.period,
        of=one.of,
        breakdown=one.breakdown,
        area=one.area,
    )


def time_of(one: Observation, beside: Comparison) -> Period | None:
    """When the figure printed beside another was true, as far as can be told."""
    return beside.period or told.year_before(one.period)

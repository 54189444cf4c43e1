"""
Every figure of a plan that tells how many people: the cells it gives away, and where it stands.

A rate printed with its counts gives away three cells (who, of how many, and the others); a
figure printed beside another is the cell of its own, earlier time; a starting point is a
cell too. One cell may stand in several places: all of them are shown or none is.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from enum import Enum
from math import log10

from headway.disclosure.cells import Cell, CellId, Relation
from headway.disclosure.people import counts_people, is_count
from headway.domain.disclosing import ZeroRule
from headway.domain.observations import Comparison, Observation, RowId
from headway.domain.periods import Period
from headway.domain.plan import Plan, Row
from headway.domain.quantities import PERCENT, Comparator
from headway.judgement import figures as told


class Kind(Enum):
    """Where in a plan a figure stands."""

    OBSERVATION = "observation"
    COMPARISON = "printed beside"
    BASELINE = "starting point"


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
        number: Which of the plan's observations, or of the row's starting points.
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
        unprinted: Cells that have no place of their own.
    """

    plan: Plan
    at: date
    cells: dict[CellId, Cell] = field(default_factory=dict)
    relations: list[Relation] = field(default_factory=list)
    places: list[Place] = field(default_factory=list)
    counts: dict[Slot, CellId] = field(default_factory=dict)
    unprinted: set[CellId] = field(default_factory=set)

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
        policy = self.plan.disclosure
        primary = small or policy.is_small(value)
        known_zero = value == 0 and policy.zeros is ZeroRule.SHOW
        lowest = 1.0 if printed and value >= 1 and policy.zeros is ZeroRule.SHOW else 0.0
        cell = Cell(
            id=name,
            value=value,
            primary=primary,
            free=printed and not known_zero,
            hidden=not printed,
            weight=1.0 + log10(1.0 + abs(value)),
            lower=min(lowest, value),
        )
        before = self.cells.get(name)
        if before is not None:
            cell = replace(before if printed is False else cell, primary=primary or before.primary)
        self.cells[name] = cell
        if printed:
            self.unprinted.discard(name)
        elif before is None:
            self.unprinted.add(name)
        return name


def table_of(plan: Plan, at: date, beside: Table | None = None) -> Table:
    """
    The figures of people known by a day, corrections applied, each with its cells.

    Args:
        plan: As it stood on the day.
        at: The day.
        beside: Another table that is published with it: a figure in both is one cell.
    """
    table = Table(plan=plan, at=at)
    if beside is not None:
        table.cells, table.relations = beside.cells, beside.relations
        table.unprinted = beside.unprinted
    places = {id(one): number for number, one in enumerate(plan.observations)}
    shown = [(places[id(one)], one) for row in plan.rows() for one in told.known(plan, row.id, at)]
    rows = {row.id: row for row in plan.rows()}
    people = [(number, one) for number, one in shown if counts_people(plan, rows[one.row], one.of)]
    for number, one in people:
        if one.value is not None and is_count(one.unit) and one.comparator is Comparator.EQ:
            slot = _slot(one)
            table.counts[slot] = name = table.put(slot.cell(), one.value)
            _place(table, slot, number, (name,))
    for number, one in people:
        if one.compared_with is not None and is_count(one.unit):
            _compared(table, number, one, one.compared_with)
    for row in plan.rows():
        _baselines(table, row)
    for number, one in people:
        if one.value is None or (is_count(one.unit) and one.comparator is Comparator.EQ):
            continue
        _otherwise(table, number, one)
    return table


def _slot(one: Observation, period: Period | None = None) -> Slot:
    return Slot(
        row=one.row,
        period=period or one.period,
        of=one.of,
        breakdown=one.breakdown,
        area=one.area,
    )


def _place(table: Table, slot: Slot, number: int, cells: tuple[CellId, ...]) -> None:
    one = table.plan.observations[number]
    values = tuple(v for v in (one.value, one.numerator, one.denominator) if v is not None)
    kind = Kind.OBSERVATION
    table.places.append(Place(kind=kind, slot=slot, number=number, cells=cells, values=values))


def time_of(one: Observation, beside: Comparison) -> Period | None:
    """When the figure printed beside another was true, as far as can be told."""
    return beside.period or told.year_before(one.period)


def _compared(table: Table, number: int, one: Observation, beside: Comparison) -> None:
    period = time_of(one, beside)
    slot = _slot(one, period)
    name = slot.cell() if period else CellId(f"{slot.cell()} / printed beside")
    name = table.put(name, beside.value)
    if period is not None:
        table.counts.setdefault(slot, name)
    table.places.append(
        Place(kind=Kind.COMPARISON, slot=slot, number=number, cells=(name,), values=(beside.value,))
    )


def _baselines(table: Table, row: Row) -> None:
    for number, one in enumerate(row.baselines):
        if not is_count(one.unit) or not counts_people(table.plan, row):
            continue
        slot = Slot(row=row.id, period=one.period, breakdown=one.breakdown)
        name = slot.cell() if one.period else slot.cell("start")
        name = table.put(name, one.value)
        if one.period is not None:
            table.counts.setdefault(slot, name)
        table.places.append(
            Place(kind=Kind.BASELINE, slot=slot, number=number, cells=(name,), values=(one.value,))
        )


def _otherwise(table: Table, number: int, one: Observation) -> None:
    """A rate, a mean, a bound or a change: what it gives away of counts."""
    slot = _slot(one)
    cells = list(_of_a_rate(table, slot, one))
    if slot in table.counts:
        cells.append(table.counts[slot])
    if is_count(one.unit) and one.value is not None:
        cells.append(table.put(slot.cell(one.comparator.name.lower()), one.value))
    if one.comparator is Comparator.CHANGE_BY:
        cells += [
            name
            for other, name in table.counts.items()
            if replace(other, period=None) == replace(slot, period=None)
        ]
    if cells:
        _place(table, slot, number, tuple(dict.fromkeys(cells)))


def _of_a_rate(table: Table, slot: Slot, one: Observation) -> Iterator[CellId]:
    top, bottom = one.numerator, one.denominator
    few = bottom is not None and bottom < table.plan.disclosure.fewest_answers
    if bottom is not None:
        whole = table.put(slot.cell("of how many"), bottom, small=few)
        yield whole
    if top is None and bottom is not None and one.value is not None and one.unit == PERCENT:
        top = float(round(one.value * bottom / 100))
    if top is None:
        return
    part = table.put(slot.cell("how many"), top)
    yield part
    same = table.counts.get(slot)
    if same is not None and table.cells[same].value == top:
        table.relations.append(Relation(total=same, parts=(part,), name=f"{same} twice"))
    if bottom is not None and bottom >= top >= 0 and one.unit == PERCENT:
        others = table.put(slot.cell("the others"), bottom - top, printed=False)
        table.relations.append(Relation(total=whole, parts=(part, others), name=whole))
        yield others

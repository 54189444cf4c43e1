"""
Every figure of a plan that tells how many people, with the cells it gives away.

A figure printed beside another is the cell of its own, earlier time; a starting point is a
cell too, and so is the figure of another place.
"""

from collections.abc import Mapping
from datetime import date

from headway.disclosure.cells import CellId
from headway.disclosure.people import counts_people, is_count
from headway.disclosure.shares import add_shares
from headway.disclosure.slots import Kind, Slot, Table, slot_of, time_of
from headway.domain.observations import Comparison, Observation, RowId
from headway.domain.plan import Plan, Row
from headway.domain.quantities import Comparator
from headway.judgement import figures as told


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
        table.supposed, table.unprinted = beside.supposed, beside.unprinted
    places = {id(one): number for number, one in enumerate(plan.observations)}
    shown = [(places[id(one)], one) for row in plan.rows() for one in told.known(plan, row.id, at)]
    rows = {row.id: row for row in plan.rows()}
    people = [(number, one) for number, one in shown if counts_people(plan, rows[one.row], one.of)]
    for number, one in people:
        if one.value is not None and is_count(one.unit) and one.comparator is Comparator.EQ:
            slot = slot_of(one)
            table.counts[slot] = name = table.put(slot.cell(), one.value)
            table.place(Kind.OBSERVATION, slot, number, (name,), _values(one))
    for number, one in people:
        if one.compared_with is not None and is_count(one.unit):
            _compared(table, number, one, one.compared_with)
    for row in plan.rows():
        _baselines(table, row)
    _benchmarks(table, rows)
    add_shares(table, people)
    return table


def _values(one: Observation) -> tuple[float, ...]:
    return tuple(v for v in (one.value, one.numerator, one.denominator) if v is not None)


def _compared(table: Table, number: int, one: Observation, beside: Comparison) -> None:
    period = time_of(one, beside)
    slot = slot_of(one, period)
    name = slot.cell() if period else CellId(f"{slot.cell()} / printed beside")
    name = table.put(name, beside.value)
    if period is not None:
        table.counts.setdefault(slot, name)
    table.place(Kind.COMPARISON, slot, number, (name,), (beside.value,))


def _baselines(table: Table, row: Row) -> None:
    for number, one in enumerate(row.baselines):
        if not is_count(one.unit) or not counts_people(table.plan, row):
            continue
        slot = Slot(row=row.id, period=one.period, breakdown=one.breakdown)
        name = slot.cell() if one.period else slot.cell("start")
        name = table.put(name, one.value)
        if one.period is not None:
            table.counts.setdefault(slot, name)
        table.place(Kind.BASELINE, slot, number, (name,), (one.value,))


def _benchmarks(table: Table, rows: Mapping[RowId, Row]) -> None:
    """Counts of other places: hidden where they are small; no part of this place's sums."""
    for number, one in enumerate(table.plan.benchmarks):
        if is_count(one.unit) and counts_people(table.plan, rows[one.row]):
            slot = Slot(row=one.row, period=one.period, area=one.area)
            name = table.put(slot.cell(), one.value)
            table.place(Kind.BENCHMARK, slot, number, (name,), (one.value,))

"""Tables of counts with their totals, and tables that tell of one another."""

from dataclasses import replace

import pytest

from headway.disclosure.cells import CellId, Relation, TableError, model
from headway.disclosure.suppression.secondary import InfeasibleError, protect
from headway.disclosure.tables.margins import (
    Axis,
    Counts,
    Labels,
    Weights,
    linked,
    printed_cell,
    rest,
    step,
    two_way,
)
from headway.domain.disclosing import DisclosurePolicy, ZeroRule
from tests.disclosure.every_pattern import is_safe

SHOW, HIDE = DisclosurePolicy(), DisclosurePolicy(zeros=ZeroRule.HIDE)
ROWS, COLUMNS = ("City", "North", "South"), ("SEN", "No SEN")


def test_totals_are_added_up_where_they_are_not_given():
    table = two_way([[3, 20], [41, 30], [15, 25]], rows=ROWS, columns=COLUMNS, policy=SHOW)

    assert table.cells[CellId("table/Total/Total")].value == 134
    assert [cell.id for cell in table.cells.values() if cell.primary] == ["table/City/SEN"]
    assert is_safe(table, protect(table).hidden)


def test_every_total_that_does_not_add_up_is_named():
    given = [[3, 20, 23], [41, 30, 72], [15, 25, 40], [59, 75, 134]]

    with pytest.raises(TableError, match=r"North/Total over .*71 .*72") as caught:
        two_way(given, rows=ROWS, columns=COLUMNS, policy=SHOW)

    assert "Total/Total" in str(caught.value)


def test_a_shape_that_does_not_fit_the_labels_is_refused():
    with pytest.raises(TableError, match="2 rows of figures for 3"):
        two_way([[1, 2], [3, 4]], rows=ROWS, columns=COLUMNS, policy=SHOW)
    with pytest.raises(TableError, match='1 figures in the row "City"'):
        two_way([[1], [3], [4]], rows=ROWS, columns=COLUMNS, policy=SHOW)


def test_a_zero_that_is_shown_stays_shown_and_one_that_is_hidden_is_small():
    shown, small = printed_cell(CellId("a"), 0, SHOW), printed_cell(CellId("a"), 0, HIDE)

    assert (shown.free, shown.primary) == (False, False)
    assert (small.free, small.primary) == (True, True)
    assert (printed_cell(CellId("b"), 9, SHOW).lower, printed_cell(CellId("b"), 9, HIDE).lower) == (
        1,
        0,
    )


def test_by_size_the_fewest_people_are_hidden():
    figures = [[3, 900, 8], [500, 700, 9], [40, 50, 60]]

    by_size = protect(
        two_way(figures, rows=ROWS, columns=("x", "y", "z"), policy=SHOW, weights=Weights.SIZE)
    )

    assert by_size.cost == 8 + 40 + 60
    assert by_size.added == {"table/City/z", "table/South/x", "table/South/z"}


def test_levels_of_one_table_are_bound_to_one_another():
    years = Axis(sums={"All": ("Primary", "Secondary"), "Primary": ("Y1", "Y2")})
    values: dict[Labels, float] = {("Y1",): 4, ("Y2",): 30, ("Secondary",): 50}
    table = linked([Counts(name="exclusions", axes=(years,), values=values)], policy=SHOW)

    pattern = protect(table)

    assert table.cells[CellId("exclusions/All")].value == 84
    assert pattern.added == {"exclusions/Y2"}


def test_pupils_without_sen_are_protected_though_nobody_prints_them():
    everybody, sen = printed_cell(CellId("all"), 60, SHOW), printed_cell(CellId("SEN"), 57, SHOW)
    others, sums = rest(everybody, [sen], name="without SEN", policy=SHOW)
    table = model([everybody, sen, others], [sums])

    assert len(protect(table).added) == 1
    with pytest.raises(TableError, match="exceed it by 3"):
        rest(sen, [everybody], name="without SEN", policy=SHOW)


def test_what_a_term_added_to_the_year_is_protected_and_what_was_printed_is_known():
    third = replace(printed_cell(CellId("T3"), 40, SHOW), free=False)
    fourth = printed_cell(CellId("T4"), 43, SHOW)
    added, sums = step(third, fourth, name="in T4", policy=SHOW)

    assert protect(model([third, fourth, added], [sums])).added == {"T4"}
    with pytest.raises(InfeasibleError, match='"T4"'):
        protect(model([third, replace(fourth, free=False), added], [sums]))


def test_one_figure_in_two_tables_is_hidden_in_both():
    plans = Axis(sums={"Total": ("CP", "CIN")})
    areas = Axis(sums={"Total": ("City", "County")})
    kind = Counts(name="kind", axes=(plans,), values={("CP",): 2, ("CIN",): 16})
    area = Counts(name="area", axes=(areas,), values={("City",): 8, ("County",): 10})
    pair = (CellId("kind/Total"), CellId("area/Total"))
    known = Relation(total=CellId("kind/CIN"), parts=(CellId("area/County"), CellId("other")))
    other = printed_cell(CellId("other"), 6, SHOW)

    table = linked([kind, area], policy=SHOW, same=[pair], sums=[known], unseen=[other])
    pattern = protect(table)

    assert is_safe(table, pattern.hidden)
    assert (pair[0] in pattern.hidden) == (pair[1] in pattern.hidden)


def test_a_missing_count_is_refused_not_taken_for_zero():
    areas = Axis(sums={"Total": ("City", "County")})

    with pytest.raises(TableError, match="lacks the count for County"):
        Counts(name="area", axes=(areas,), values={("City",): 8})
    with pytest.raises(TableError, match="no place for Moon"):
        Counts(name="area", axes=(areas,), values={("City",): 8, ("County",): 1, ("Moon",): 2})

"""Which figures a plan may not print for their own sake."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from headway.disclosure.cells import CellId, TableError
from headway.disclosure.slots import Table
from headway.disclosure.tables.files import table
from headway.disclosure.tables.margins import printed_cell
from headway.disclosure.tables.primary import (
    Count,
    Mean,
    Rate,
    Reason,
    Share,
    counts_behind,
    gives_away,
    reason,
)
from headway.domain.disclosing import DisclosurePolicy, ZeroRule
from tests.disclosure.hostile import town

FIVE = DisclosurePolicy(dominance=80)
NHS = DisclosurePolicy(zeros=ZeroRule.HIDE)


@pytest.mark.parametrize(
    ("figure", "why"),
    [
        (Count(value=1), Reason.COUNT),
        (Count(value=5), Reason.COUNT),
        (Count(value=6), None),
        (Count(value=0), None),
        (Count(value=40, largest=33), Reason.DOMINATED),
        (Count(value=40, largest=32), None),
        (Share(numerator=3, denominator=47), Reason.NUMERATOR),
        (Share(numerator=46, denominator=50), Reason.COMPLEMENT),
        (Share(numerator=50, denominator=50), None),
        (Share(numerator=0, denominator=4), Reason.BASE),
        (Share(numerator=0, denominator=8, answers=True), Reason.ANSWERS),
        (Share(numerator=7, denominator=14, answers=True), None),
        (Share(numerator=40, denominator=90, largest=80), Reason.DOMINATED),
        (Rate(numerator=4, denominator=9000), Reason.NUMERATOR),
        (Rate(numerator=12, denominator=5), Reason.BASE),
        (Rate(numerator=12, denominator=10), None),
        (Mean(base=9), Reason.ANSWERS),
        (Mean(base=10), None),
        (Mean(base=20, largest=19), Reason.DOMINATED),
    ],
)
def test_a_figure_is_hidden_for_one_of_these_reasons(figure, why):
    assert reason(figure, FIVE) is why


def test_where_zeros_are_hidden_so_are_nobody_and_everybody():
    assert reason(Count(value=0), NHS) is Reason.COUNT
    assert reason(Share(numerator=50, denominator=50), NHS) is Reason.COMPLEMENT


@pytest.mark.parametrize(
    "make",
    [
        lambda: Count(value=-1),
        lambda: Count(value=float("nan")),
        lambda: Count(value=10, largest=11),
        lambda: Share(numerator=9, denominator=8),
        lambda: Rate(numerator=float("inf"), denominator=8),
        lambda: counts_behind(101, of=20, decimals=0),
        lambda: counts_behind(50, of=0, decimals=0),
    ],
)
def test_what_no_count_can_be_is_refused_in_a_sentence(make):
    with pytest.raises(TableError, match=r"got|cannot"):
        make()


@given(st.integers(1, 3000), st.integers(0, 3), st.data())
def test_the_count_behind_a_printed_percentage_is_always_among_those_it_may_stand_for(
    base, decimals, data
):
    count = data.draw(st.integers(0, base))

    assert count in counts_behind(round(count / base * 100, decimals), of=base, decimals=decimals)


def test_a_percentage_that_may_be_three_of_a_known_base_gives_them_away():
    assert gives_away(2, of=180, decimals=0, policy=FIVE)
    assert gives_away(92.0, of=50, decimals=1, policy=FIVE)
    assert not gives_away(40, of=180, decimals=0, policy=FIVE)


@pytest.mark.parametrize("zeros", ZeroRule)
@pytest.mark.parametrize("value", range(9))
def test_a_count_is_small_alike_in_a_file_in_a_table_and_in_a_plan(value: int, zeros: ZeroRule):
    policy = DisclosurePolicy(zeros=zeros)
    name = CellId("North / SEN")

    in_file = table(f"area,SEN,Other\nNorth,{value},8\n", "t.csv").model(policy).cells[name]
    in_table = printed_cell(name, value, policy)
    plan = replace(town(0).plan, disclosure=policy)
    kept = Table(plan=plan, at=date(2020, 1, 1))
    in_plan = kept.cells[kept.put(name, value)]

    told = {(one.primary, one.free, one.hidden, one.lower) for one in (in_file, in_table, in_plan)}
    assert len(told) == 1

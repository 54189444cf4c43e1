"""Dot plots: where an area stands among others, for who sees it and for who hears it."""

from dataclasses import replace
from datetime import date

import pytest
from lxml import etree

from headway.domain.observations import Benchmark, Observation, RowId, State
from headway.domain.periods import Period
from headway.domain.plan import Area, AreaId, Measure, Outcome, OutcomeId, Plan
from headway.domain.quantities import PERCENT, Polarity
from headway.reporting.charts import alt_text, dots_of, svg
from headway.reporting.charts.dots import DotChart

YEAR = Period.parse("AY 2018/19")
AT = date(2020, 5, 31)
ELSEWHERE = {
    "England": 10.9,
    "South East": 10.6,
    "statistical neighbours": 9.9,
    "Cambridgeshire": 10.2,
    "West Berkshire": 9.1,
}


@pytest.fixture
def plan() -> Plan:
    row = RowId("persistent-absence")
    outcome = Outcome(id=OutcomeId("o"), title="Be Successful")
    area = Area(id=AreaId("a"), outcome=outcome.id, title="Engaged in education")
    measure = Measure(
        id=row,
        area=area.id,
        text="Persistent absence falls",
        unit=PERCENT,
        polarity=Polarity.LOW,
    )
    return Plan(
        slug="p",
        title="Plan",
        outcomes=(outcome,),
        areas=(area,),
        measures=(measure,),
        observations=(Observation(row=row, period=YEAR, value=9.5, unit=PERCENT),),
        benchmarks=tuple(
            Benchmark(row=row, area=name, value=value, unit=PERCENT, period=YEAR)
            for name, value in ELSEWHERE.items()
        ),
    )


def drawn(plan: Plan, measure: Measure, at: date) -> DotChart:
    """The dot plot that there is."""
    chart = dots_of(plan, measure, at)
    assert chart is not None
    return chart


def test_places_stand_in_order_with_the_best_first_and_this_area_among_them(plan):
    chart = drawn(plan, plan.measures[0], AT)

    said = alt_text(chart)
    assert [dot.name for dot in chart.dots] == [
        "West Berkshire", "This area", "Statistical neighbours", "Cambridgeshire", "South East",
        "England",
    ]  # fmt: skip
    assert "lowest, which is best, first" in said
    assert "This area is number 2 of 6 in it." in said
    assert "Cambridgeshire 10.2%" in said


def test_where_more_is_better_the_highest_comes_first(plan):
    better_high = replace(plan.measures[0], polarity=Polarity.HIGH)

    chart = drawn(plan, better_high, AT)

    assert chart.dots[0].name == "England"
    assert "highest, which is best, first" in alt_text(chart)


def test_who_is_who_is_told_by_shape_and_in_words(plan):
    drawing = svg(drawn(plan, plan.measures[0], AT))

    words = " ".join(str(one) for one in etree.fromstring(drawing.encode()).itertext())
    for who in ("this area", "England", "the region", "of a group: mean, median", "another area"):
        assert who in words
    assert drawing.count("<circle") == 2 + 1  # two areas, and the key
    assert drawing.count("<rect") == 1 + 1


def test_with_no_figure_for_that_year_the_latest_stands_in_and_its_time_is_said(plan):
    spring = Observation(
        row=plan.measures[0].id, period=Period.parse("AY 2019/20 T4"), value=9.3, unit=PERCENT
    )

    chart = drawn(replace(plan, observations=(spring,)), plan.measures[0], AT)

    assert "This area 9.3% (at end of term 4, 2019/20)" in alt_text(chart)
    assert "* at end of term 4" in svg(chart)


def test_a_withheld_figure_is_not_drawn_and_no_other_stands_in_for_it(plan):
    hidden = replace(plan.observations[0], value=None, state=State.SUPPRESSED)
    earlier = replace(plan.observations[0], period=Period.parse("AY 2017/18"))

    chart = drawn(replace(plan, observations=(earlier, hidden)), plan.measures[0], AT)

    assert "This area" not in [dot.name for dot in chart.dots]


def test_two_places_are_left_to_the_table(plan):
    few = replace(plan, benchmarks=plan.benchmarks[:1])

    assert dots_of(few, plan.measures[0], AT) is None

"""Control charts and funnels: what a board member sees, and what one hears who does not see it."""

from dataclasses import replace
from datetime import date
from math import sqrt

import pytest
from lxml import etree

from headway.domain.observations import Observation, RowId, State
from headway.domain.periods import Period
from headway.domain.plan import Area, AreaId, Measure, Outcome, OutcomeId, Plan
from headway.domain.quantities import PERCENT
from headway.reporting.charts import alt_text, funnel_of, svg
from headway.reporting.charts.control import ControlChart, ControlPoint
from headway.reporting.charts.funnel import FunnelChart, Limits, Place
from headway.reporting.charts.model import Level

_FIGURES = (12.0, 13.0, None, 11.0, 18.5, 18.9)


def _point(number: int, value: float | None) -> ControlPoint:
    signal = value is not None and value > 18
    return ControlPoint(
        label=f"T{number + 1}",
        period=f"term {number + 1}",
        value=value,
        shown="suppressed" if value is None else f"{value}%",
        kind="concern" if signal else "",
        rule="above the upper limit" if signal else "",
        mean=12.0 if number < 4 else 14.0,
        lower=8.0,
        upper=16.0,
    )


@pytest.fixture
def chart() -> ControlChart:
    return ControlChart(
        id="control-absence",
        title="Primary persistent absence",
        unit=PERCENT,
        points=tuple(_point(number, value) for number, value in enumerate(_FIGURES)),
        sentence="More than chance: the last two terms lie above the limits.",
        target=Level(name="Target", value=10.0, shown="10% or less"),
        starts=(0, 4),
    )


@pytest.fixture
def funnel() -> FunnelChart:
    def band(size: float, z: float) -> tuple[float, float]:
        half = 100 * z * sqrt(0.14 * 0.86 / size)
        return max(0.0, 14 - half), 14 + half

    sizes = range(40, 1001, 40)
    return FunnelChart(
        id="funnel-absence",
        title="Persistent absence by school",
        unit=PERCENT,
        places=(
            Place(name="Hill School", size=900, value=24.0, shown="24%", beyond="high"),
            Place(name="Brook School", size=45, value=22.0, shown="22%"),
            Place(name="Mill School", size=400, value=13.0, shown="13%"),
        ),
        limits=tuple(Limits(size=n, inner=band(n, 1.96), outer=band(n, 3.09)) for n in sizes),
        baseline=14.0,
        size_words="pupils",
        sentence="",
    )


def test_a_signal_is_told_by_its_shape_and_in_words_and_not_by_colour_alone(chart):
    drawn = svg(chart)

    assert "a signal of concern" in drawn
    plain = svg(replace(chart, points=tuple(replace(p, kind="") for p in chart.points)))
    assert drawn.count("<circle") == 3 + 1  # the figures of common cause, and the key
    assert plain.count("<circle") == 5 + 1


def test_no_line_is_drawn_through_a_gap_nor_from_one_stretch_into_the_next(chart):
    drawn = etree.fromstring(svg(chart))

    blue = [one for one in drawn.iter() if one.get("stroke") == "#1d70b8"]
    assert len(blue) == 2  # 12 to 13, and 18.5 to 18.9; not over term 3, not from term 4 to 5


def test_a_withheld_figure_is_said_and_marked_and_has_no_height(chart):
    cross = 'stroke-width="1.5" fill="none"'

    assert svg(chart).count(cross) == 2  # at the foot of its term, and in the key
    assert "No figure: term 3 (suppressed)." in alt_text(chart)


def test_whoever_does_not_see_the_chart_hears_its_latest_figure_lines_and_signals(chart):
    said = alt_text(chart)

    assert "Latest 18.9%; mean 14.0%, limits of chance 8.0% to 16.0%." in said
    assert "term 5 (above the upper limit); term 6 (above the upper limit)" in said
    assert "Target: 10% or less." in said


def test_a_funnel_names_the_places_that_lie_beyond_chance_and_leaves_the_small_ones_in_peace(
    funnel,
):
    drawn, said = svg(funnel), alt_text(funnel)

    assert "Hill School 24%" in drawn
    assert "Brook" not in drawn
    assert "Beyond the outer limits: Hill School 24% (high)." in said
    assert "95% and 99.8%" in drawn


def test_schools_with_their_numbers_make_a_funnel_and_a_withheld_one_is_left_out():
    rows = [
        Observation(
            row=RowId("absence"),
            period=Period.parse("AY 2019/20 T4"),
            breakdown=f"School {n}",
            value=100 * hits / size,
            unit=PERCENT,
            numerator=hits,
            denominator=size,
        )
        for n, (hits, size) in enumerate([(60, 600), (9, 80), (20, 210), (41, 400)] * 2)
    ]
    beyond = replace(rows[0], breakdown="Hill School", value=30.0, numerator=180.0)
    withheld = Observation(
        row=RowId("absence"),
        period=rows[0].period,
        breakdown="Small School",
        state=State.SUPPRESSED,
        unit=PERCENT,
    )
    measure = Measure(id=RowId("absence"), area=AreaId("a"), text="Persistent absence by school")
    plan = a_plan(measure, (*rows, beyond, withheld))

    drawn = funnel_of(plan, measure, date(2020, 5, 31))

    assert drawn is not None
    assert [one.name for one in drawn.places if one.beyond] == ["Hill School"]
    assert "Small School" not in svg(drawn) + alt_text(drawn)


def test_seven_schools_make_no_funnel():
    measure = Measure(id=RowId("absence"), area=AreaId("a"), text="Persistent absence by school")

    assert funnel_of(a_plan(measure, ()), measure, date(2020, 5, 31)) is None


def a_plan(measure: Measure, observations: tuple[Observation, ...]) -> Plan:
    return Plan(
        slug="plan",
        title="Plan",
        outcomes=(Outcome(id=OutcomeId("o"), title="Be Safe"),),
        areas=(Area(id=AreaId("a"), outcome=OutcomeId("o"), title="School"),),
        measures=(measure,),
        observations=observations,
    )


@pytest.mark.parametrize("width", [320.0, 420.0, 700.0])
def test_every_drawing_is_well_formed_and_keeps_to_its_paper(chart, funnel, width):
    for one in (chart, funnel):
        root = etree.fromstring(svg(one, width=width))
        for text in root.iter("{http://www.w3.org/2000/svg}text"):
            assert 0 <= float(text.get("x", "0")) <= width

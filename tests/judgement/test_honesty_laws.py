"""What is said of chance, of the year's end and of noise holds for any series at all."""

import re
from datetime import date
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from headway.domain.observations import Observation, State
from headway.domain.plan import Plan
from headway.domain.quantities import COUNT, PERCENT, Comparator, MeasureKind, Polarity, Unit
from headway.domain.status import Evidence, Movement, Status
from headway.judgement.certain import change_counts, changed_for_certain
from headway.judgement.method_uses import methods_of
from headway.judgement.methods import METHODS
from headway.judgement.statuses import judge, judge_plan
from tests.judgement.plans import measure, plan, seen, target
from tests.plans import plans

AT = date(2019, 8, 1)
MANY = settings(max_examples=60, deadline=None)

figures = st.one_of(
    st.integers(0, 400).map(float),
    st.floats(0, 100).map(lambda value: round(value, 1)),
    st.sampled_from((0.0, -1.0, 1e12, 1e300, 5e-324)),
)
terms = st.builds(
    lambda year, term: f"AY {year}/{(year + 1) % 100:02d}{term}",
    st.integers(2012, 2018),
    st.sampled_from(("", " T1", " T2", " T4", " T5", " T6", " Autumn")),
)
months = st.builds(
    lambda year, month: f"{year}-{month:02d}", st.integers(2015, 2019), st.integers(1, 7)
)
QUANTITIES = ("permanent exclusions", "persistent absence", "young people who say so", "teams")


@st.composite
def told(draw: st.DrawFn, unit: Unit) -> list[Observation]:
    """A series, long or short, even or not, with states and bases among its figures."""
    made = []
    periods = draw(st.lists(draw(st.sampled_from((terms, months))), max_size=30, unique=True))
    for period in periods:
        value = draw(st.none() | figures)
        more: dict[str, Any] = {"unit": unit}
        if value is None:
            more["state"] = draw(st.sampled_from((State.MISSING, State.SUPPRESSED)))
        if draw(st.booleans()):
            more["denominator"] = draw(figures)
            more["numerator"] = draw(st.none() | figures)
        made.append(seen(value, period, **more))
    return made


@st.composite
def boards(draw: st.DrawFn) -> Plan:
    """One measure of any kind with any such series."""
    unit = draw(st.sampled_from((COUNT, PERCENT)))
    one = measure(
        target(
            draw(figures),
            draw(st.sampled_from(("AY 2018/19", "2019", None))),
            unit=unit,
            comparator=draw(st.sampled_from((Comparator.LE, Comparator.GE, Comparator.EQ))),
        ),
        unit=unit,
        kind=draw(st.sampled_from(MeasureKind)),
        polarity=draw(st.sampled_from(Polarity)),
        quantity=draw(st.sampled_from(QUANTITIES)),
    )
    return plan(one, observations=tuple(draw(told(unit))))


def parts(board: Plan) -> tuple[Status, ...]:
    status = judge(board, board.measures[0], at=AT)
    return status.parts or (status,)


@MANY
@given(boards())
def test_a_change_is_called_one_only_where_a_test_says_so(board: Plan):
    for status in parts(board):
        moved = status.travel
        if moved is None:
            continue
        assert moved.sentence.endswith(".")
        assert (moved.p is None) == (moved.evidence is Evidence.UNTESTED)
        if moved.p is not None:
            assert 0 <= moved.p <= 1
            assert moved.low is not None
            assert moved.high is not None
            assert moved.low <= moved.high
            assert moved.method
        if moved.evidence is Evidence.REAL:
            assert moved.p is not None
            assert moved.p < 0.05
        if moved.evidence is Evidence.CHANCE:
            assert moved.movement in (Movement.NO_CLEAR_CHANGE, Movement.NO_CHANGE)
            assert not re.search("improving|worsening", moved.sentence, re.IGNORECASE)


@MANY
@given(boards())
def test_a_forecast_lies_in_its_range_and_was_tried_on_the_years_it_rests_on(board: Plan):
    for status in parts(board):
        forecast = status.projection
        if forecast is None:
            continue
        assert not re.search(r"\bNone\b|\bnan\b|\binf\b|\s\s|\.\.", forecast.sentence)
        assert (forecast.low is None) == (forecast.high is None)
        if forecast.low is not None and forecast.high is not None:
            assert forecast.years >= 3
            assert forecast.low <= forecast.value <= forecast.high
        assert len(forecast.back_test) <= forecast.years


@MANY
@given(boards())
def test_a_chart_is_whole_or_there_is_none_and_a_reason(board: Plan):
    for status in parts(board):
        noise = status.variation
        if noise is None:
            continue
        assert noise.sentence.endswith(".")
        columns = (noise.periods, noise.values, noise.rules, noise.kinds, noise.means)
        sizes = {len(column) for column in (*columns, noise.lower, noise.upper)}
        assert len(sizes) == 1
        assert (noise.icon is None) == (sizes == {0})
        if noise.icon is None:
            assert "No control chart: " in noise.sentence


@MANY
@given(boards())
def test_every_answer_is_a_sentence_and_names_a_method_that_is_explained(board: Plan):
    names = {method.name for method in METHODS}
    for status in parts(board):
        for one in status.assurances:
            assert one.answer.endswith(".")
            assert not re.search(r"\bNone\b|\bnan\b|\binf\b|\s\s|\.\.", one.answer)
            assert one.method in {"", *names}
        if status.latest is None or status.latest.value is None:
            assert (status.travel, status.projection, status.variation) == (None, None, None)
            assert status.assurances == ()


@settings(max_examples=16, deadline=None)
@given(plans(), st.dates(date(2018, 1, 1), date(2022, 1, 1)))
def test_any_plan_that_can_be_built_is_judged_counted_and_explained(any_plan: Plan, at: date):
    statuses = judge_plan(any_plan, at=at, include_dropped=True)

    counts = change_counts(statuses)
    assert counts.certain == len(changed_for_certain(statuses))
    assert counts.sentence.endswith(".")
    assert {one.method.name for one in methods_of(statuses)} <= {one.name for one in METHODS}

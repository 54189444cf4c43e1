"""What holds for every plan, whatever stands in it."""

import re
from dataclasses import replace
from datetime import date
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from headway.domain.observations import Benchmark, Comparison, Observation, RowId, State
from headway.domain.periods import Period
from headway.domain.plan import Baseline, Measure, Plan, Progress, Target, Tolerance
from headway.domain.quantities import (
    COUNT,
    PERCENT,
    POINTS,
    SCORE,
    Comparator,
    Direction,
    MeasureKind,
    Polarity,
    Unit,
)
from headway.domain.status import JUDGED, Status, StatusKind
from headway.judgement import figures, wording
from headway.judgement.answers import unanswered
from headway.judgement.changes import changes
from headway.judgement.statuses import judge
from tests.judgement.plans import AT, measure, plan, seen, target, time

BEST_FIRST = (
    StatusKind.MET,
    StatusKind.ON_TRACK,
    StatusKind.AT_RISK,
    StatusKind.OFF_TRACK,
    StatusKind.BREACHED,
)
FEW = settings(max_examples=60, deadline=None)

finite = st.floats(allow_nan=False, allow_infinity=False)
plain_numbers = st.integers(0, 5000) | st.decimals(0, 5000, places=1).map(float)
units = st.sampled_from([COUNT, PERCENT, POINTS, SCORE, Unit("GBP"), Unit("weeks"), Unit("")])
comparators = st.sampled_from(list(Comparator))
words = st.text(max_size=20)
labels = st.sampled_from(["", "", "Primary", "Secondary", "CP (EHE)"])
things = st.sampled_from(["", "", "", "schools", "something else entirely"])
periods = st.none() | st.sampled_from(
    [
        "AY 2019/20",
        "AY 2018/19",
        "AY 2019/20 T4",
        "AY 2018/19 T4",
        "AY 2019/20 T6",
        "AY 2019/20 Autumn",
        "FY 2019/20",
        "FY 2019/20 Q4",
        "2019",
        "2019/20",
        "2020-03-31",
        "2020-02-29",
        "2019-10",
        "2020 Summer",
        "2020 Q1",
        "2018/2023",
        "2020-09/2020-12",
        "2019-12-28/2020-01-03",
        "per year",
        "per month",
        "1900",
        "2199",
    ]
).map(Period.parse)
days = st.none() | st.dates(date(2018, 1, 1), date(2022, 1, 1))


@st.composite
def targets(draw: st.DrawFn) -> Target:
    """Any target at all."""
    value, said = draw(st.none() | finite), draw(words)
    period = draw(periods)
    if value is None and period is None and not said:
        said = "national average"
    return Target(
        value=value,
        unit=draw(units),
        comparator=draw(comparators),
        period=period,
        of=draw(things),
        breakdown=draw(labels),
        words=said,
    )


@st.composite
def observations(draw: st.DrawFn) -> Observation:
    """Any figure, or any state in its place."""
    value = draw(st.none() | finite)
    beside = draw(st.none() | finite)
    return Observation(
        row=RowId("m"),
        period=draw(periods),
        value=value,
        state=draw(st.sampled_from(list(State))) if value is None else None,
        unit=draw(units),
        comparator=draw(comparators),
        of=draw(things),
        breakdown=draw(labels),
        area=draw(st.sampled_from(["", "", "England"])),
        compared_with=None
        if beside is None
        else Comparison(value=beside, period=draw(periods), words=draw(words)),
        known_at=draw(days),
        words=draw(words),
    )


@st.composite
def plans(draw: st.DrawFn) -> Plan:
    """Any plan of one measure, with any figures and words."""
    one = measure(
        *draw(st.lists(targets(), max_size=3)),
        text=draw(words),
        title=draw(st.sampled_from(["", "Good level of development", "Absence"])),
        quantity=draw(words | st.just("the number of schools")),
        unit=draw(units),
        direction=draw(st.sampled_from(list(Direction))),
        polarity=draw(st.sampled_from(list(Polarity))),
        kind=draw(st.sampled_from(list(MeasureKind))),
        baselines=tuple(
            draw(
                st.lists(
                    st.builds(Baseline, value=finite, unit=units, breakdown=labels), max_size=2
                )
            )
        ),
        cannot_be_measured=draw(st.sampled_from(["", "", "", "nobody counts them"])),
        tolerance=draw(
            st.none() | st.builds(Tolerance, points=finite, relative=finite, absolute=finite)
        ),
    )
    said = st.builds(
        Progress,
        row=st.just(RowId("m")),
        text=words,
        status_word=st.sampled_from(["", "Amber", "Complete", "not started", "halted"]),
        percent_complete=st.none() | st.floats(0, 100),
        points_to=st.none() | st.just(RowId("m")),
        known_at=days,
    )
    return plan(
        one,
        observations=tuple(draw(st.lists(observations(), max_size=5))),
        progress=tuple(draw(st.lists(said, max_size=2))),
    )


def all_of(status: Status) -> tuple[Status, ...]:
    """The status's parts, or itself."""
    return status.parts or (status,)


@settings(max_examples=150, deadline=None)
@given(plans(), st.dates(date(2018, 1, 1), date(2022, 1, 1)))
def test_any_plan_is_judged_and_every_status_has_its_sentence(any_plan: Plan, at: date):
    status = judge(any_plan, any_plan.measures[0], at=at)

    for one in (status, *status.parts):
        assert one.sentence.endswith(".")
        assert not re.search(r"\s\s|\s\.|\.\.$|\bNone\b|\bnan\b|\binf\b", one.sentence)
        assert one.rule
    assert all(part.sentence for part in status.parts)
    assert [BEST_FIRST.index(p.kind) for p in status.parts if p.kind in JUDGED] == sorted(
        (BEST_FIRST.index(p.kind) for p in status.parts if p.kind in JUDGED), reverse=True
    )


@settings(max_examples=100, deadline=None)
@given(plans(), st.dates(date(2018, 1, 1), date(2022, 1, 1)))
def test_a_judged_status_tells_its_figure_and_its_target(any_plan: Plan, at: date):
    status = judge(any_plan, any_plan.measures[0], at=at)

    for one in all_of(status):
        if one.kind in JUDGED and one.latest is not None and one.latest.value is not None:
            assert wording.amount(one.latest.value, one.latest.unit) in one.sentence
            assert one.target is not None
            if one.target.comparator is not Comparator.CHANGE_BY:
                assert wording.amount(one.target.value or 0.0, one.target.unit) in one.sentence


@FEW
@given(plans(), st.dates(date(2018, 1, 1), date(2022, 1, 1)))
def test_charts_answers_and_changes_can_be_asked_of_any_plan(any_plan: Plan, at: date):
    for series in figures.history(any_plan, "m", at):
        times = [point.period.sort_key() for point in series.points if point.period is not None]
        assert times == sorted(times)
    assert len(unanswered(any_plan, at=at)) <= 1
    assert changes(any_plan, any_plan, before_at=at, after_at=at) == ()


@FEW
@given(plans(), observations())
def test_a_figure_that_was_not_known_by_the_day_changes_nothing(any_plan: Plan, late: Observation):
    later = replace(late, known_at=date(2022, 2, 2))
    more = replace(any_plan, observations=(*any_plan.observations, later))

    assert judge(more, more.measures[0], at=AT) == judge(any_plan, any_plan.measures[0], at=AT)


@FEW
@given(plans(), finite)
def test_what_other_places_had_never_changes_a_status(any_plan: Plan, value: float):
    beside = Benchmark(row=RowId("m"), area="England", value=value)
    more = replace(any_plan, benchmarks=(beside,))

    one = judge(any_plan, any_plan.measures[0], at=AT)
    other = judge(more, more.measures[0], at=AT)

    assert (one.kind, one.sentence, one.rule) == (other.kind, other.sentence, other.rule)


@st.composite
def rivals(draw: st.DrawFn) -> tuple[Measure, dict[str, Any], float, float, dict[str, Any]]:
    """A measure, what is known of last year, and two figures of this year, the better first."""
    polarity = draw(st.sampled_from([Polarity.LOW, Polarity.HIGH]))
    low = polarity is Polarity.LOW
    bounds = [Comparator.EQ, Comparator.LE, Comparator.LT] if low else []
    bounds += [] if low else [Comparator.EQ, Comparator.GE, Comparator.GT]
    unit = draw(st.sampled_from([COUNT, PERCENT]))
    one = measure(
        target(
            draw(plain_numbers),
            draw(st.sampled_from(["AY 2019/20", None, "2020-07-31"])),
            comparator=draw(st.sampled_from(bounds)),
            unit=unit,
        ),
        polarity=polarity,
        direction=Direction.DECREASE if low else Direction.INCREASE,
        unit=unit,
        kind=draw(
            st.sampled_from(
                [
                    MeasureKind.CUMULATIVE,
                    MeasureKind.RATE_TO_DATE,
                    MeasureKind.SNAPSHOT,
                    MeasureKind.ANNUAL,
                ]
            )
        ),
    )
    told = {
        "unit": unit,
        "period": draw(st.sampled_from(["AY 2019/20 T4", "AY 2019/20", "AY 2019/20 T6", None])),
        "comparator": draw(st.sampled_from([Comparator.EQ, Comparator.APPROX])),
    }
    first, second = sorted([draw(plain_numbers), draw(plain_numbers)], reverse=not low)
    last_year = {"point": draw(st.none() | plain_numbers), "end": draw(st.none() | plain_numbers)}
    return one, told, first, second, last_year


@settings(max_examples=200, deadline=None)
@given(rivals())
def test_a_worse_figure_never_gets_a_better_status(
    rival: tuple[Measure, dict[str, Any], float, float, dict[str, Any]],
):
    one, told, better, worse, last_year = rival
    before = [
        seen(value, period, unit=told["unit"])
        for value, period in (
            (last_year["point"], "AY 2018/19 T4"),
            (last_year["end"], "AY 2018/19"),
        )
        if value is not None
    ]

    kinds = [
        judge(plan(one, observations=(*before, seen(value, **told))), one, at=AT).kind
        for value in (better, worse)
    ]

    if all(kind in JUDGED for kind in kinds):
        assert BEST_FIRST.index(kinds[0]) <= BEST_FIRST.index(kinds[1])


@FEW
@given(
    st.integers(40, 4000),
    st.integers(0, 4000),
    st.none() | st.integers(5, 4000),  # fewer are no profile, and ten times as many are one
    st.none() | st.integers(1, 4000),
    st.sampled_from([2, 4, 16, 1024]),
)
def test_ten_times_the_county_with_ten_times_the_children_stands_where_it_stood(
    ceiling: int, value: int, point: int | None, end: int | None, times: int
):
    def kind(scale: int) -> StatusKind:
        one = measure(target(ceiling * scale, comparator=Comparator.LE))
        told = [seen(value * scale)]
        told += [] if point is None else [seen(point * scale, "AY 2018/19 T4")]
        told += [] if end is None else [seen(end * scale, "AY 2018/19")]
        return judge(plan(one, observations=tuple(told)), one, at=AT).kind

    assert kind(1) is kind(times)


@FEW
@given(st.permutations(["AY 2017/18", "AY 2018/19", "AY 2019/20", "AY 2018/19 T4"]))
def test_the_order_in_which_figures_were_typed_does_not_matter(order: list[str]):
    one = measure(target(65, comparator=Comparator.LE))
    values = {"AY 2017/18": 80, "AY 2018/19": 72, "AY 2019/20": 64, "AY 2018/19 T4": 52}

    told = tuple(seen(values[period], period) for period in order)

    status = judge(plan(one, observations=told), one, at=date(2020, 12, 1))
    assert status.latest is not None
    assert (status.kind, status.latest.period) == (StatusKind.MET, time("AY 2019/20"))

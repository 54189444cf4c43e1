"""Computed figures are kept for good, each with the run that it came from."""

from datetime import UTC, datetime, timedelta
from math import inf, nan
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from headway.domain.observations import State
from headway.web.figures.actions import store
from headway.web.figures.models import FLAGS, ComputationRun, ComputedFigure, MeasureName
from headway.web.figures.queries import Dashboard, dashboard, history, provenance
from headway.web.figures.values import Figure, FiguresRefusedError, Run, Source

pytestmark = [pytest.mark.django_db]

NOON = datetime(2021, 6, 1, 12, tzinfo=UTC)
COUNTY, ENGLAND = "E10000025", "E92000001"
YEAR = "AY 2018/19"
PERSISTENT = Figure("persistent-absence", COUNTY, YEAR, "", 10.4, 8_704, 83_692)
FILE = Source(dataset="attendance-marks", load=3, name="marks.csv", sha256="ab" * 32, rows=36)


def run(days: int = 0) -> Run:
    return Run(
        known_at=NOON + timedelta(days=days), engine="duckdb", version="0.1.0", sources=(FILE,)
    )


def standing(known_at: datetime | None = None) -> Dashboard:
    return dashboard(
        measures=["persistent-absence", "suspensions"],
        areas=[COUNTY, ENGLAND],
        periods=[YEAR],
        known_at=known_at,
    )


def test_a_dashboard_shows_what_was_computed_and_says_from_which_files():
    stored = store(run(), [PERSISTENT])

    shown = standing()["persistent-absence", COUNTY, YEAR]

    assert (shown.value, shown.numerator, shown.denominator) == (10.4, 8_704, 83_692)
    assert shown.state is None
    told = provenance(shown.run)
    assert told == stored
    assert told.sources[0]["name"] == "marks.csv"
    assert told.sources[0]["sha256"] == "ab" * 32


def test_a_corrected_figure_supersedes_and_the_old_one_can_still_be_asked_for():
    store(run(), [PERSISTENT])
    store(run(30), [PERSISTENT._replace(value=10.6, numerator=8_871)])

    [(_, now)], [(_, then)] = standing().items(), standing(NOON + timedelta(days=29)).items()

    assert (now.value, then.value) == (10.6, 10.4)
    assert standing(NOON - timedelta(days=1)) == {}
    assert standing(NOON + timedelta(days=30))["persistent-absence", COUNTY, YEAR] == now
    assert history(measure="persistent-absence", area=COUNTY, period=YEAR) == [then, now]


def test_a_figure_that_is_said_again_keeps_the_run_that_first_said_it():
    first = store(run(), [PERSISTENT, PERSISTENT._replace(area=ENGLAND)])
    second = store(run(1), [PERSISTENT, PERSISTENT._replace(area=ENGLAND, value=10.9)])

    assert (first.given, first.written, second.given, second.written) == (2, 2, 2, 1)
    assert standing()["persistent-absence", COUNTY, YEAR].run == first.pk
    assert standing()["persistent-absence", ENGLAND, YEAR].run == second.pk


def test_what_a_later_run_does_not_mention_stands():
    store(run(), [PERSISTENT])
    store(run(1), [PERSISTENT._replace(area=ENGLAND)])

    assert len(standing()) == 2


def test_a_hidden_figure_that_becomes_known_and_back_is_never_zero():
    hidden = Figure("suspensions", COUNTY, YEAR, state=State.SUPPRESSED, denominator=90)
    for day, figure in enumerate((hidden, hidden._replace(state=None, value=0.0), hidden)):
        store(run(day), [figure])

    told = history(measure="suspensions", area=COUNTY, period=YEAR)

    assert [one.value for one in told] == [None, 0.0, None]
    assert [one.state for one in told] == [State.SUPPRESSED, None, State.SUPPRESSED]


@pytest.mark.parametrize("state", State)
def test_every_reason_why_there_is_no_value_is_kept(state: State):
    store(run(), [Figure("suspensions", COUNTY, YEAR, state=state)])

    assert standing()["suspensions", COUNTY, YEAR].state is state
    assert state in FLAGS


def test_the_figures_of_a_group_are_not_those_of_everybody():
    store(run(), [PERSISTENT, PERSISTENT._replace(breakdown="sen=yes", value=21.0)])

    [shown] = standing().values()

    assert shown.value == 10.4


def test_figures_of_which_one_makes_no_sense_are_refused_as_a_whole():
    store(run(), [PERSISTENT])

    for figure, words in (
        (PERSISTENT._replace(value=nan), "persistent-absence.*E10000025"),
        (PERSISTENT._replace(value=inf), "not a finite number"),
        (PERSISTENT._replace(value=None), "neither a finite value nor a reason"),
        (PERSISTENT._replace(state=State.MISSING), "both a reason"),
        (PERSISTENT._replace(value=None, state=State.SUPPRESSED), "both a reason"),
        (PERSISTENT._replace(numerator=-1), "a negative count"),
        (PERSISTENT._replace(denominator=2**63), "beyond 64 bits"),
        (PERSISTENT._replace(area=" "), "must name its measure, its area"),
        (PERSISTENT._replace(measure="m" * 300), "300 characters"),
    ):
        other = PERSISTENT._replace(area=ENGLAND)
        with pytest.raises(FiguresRefusedError, match=words):
            store(run(1), [other, figure])

    assert len(standing()) == 1
    assert ComputationRun.objects.count() == 1


def test_a_figure_given_twice_and_a_run_without_any_are_refused():
    with pytest.raises(FiguresRefusedError, match="AY 2018/19, is given more than once"):
        store(run(), [PERSISTENT, PERSISTENT._replace(value=9.0)])
    with pytest.raises(FiguresRefusedError, match="at least one figure"):
        store(run(), [])


def test_a_run_cannot_be_put_before_what_was_known_later():
    store(run(2), [PERSISTENT])

    with pytest.raises(FiguresRefusedError, match="known at 03/06/2021"):
        store(run(1), [PERSISTENT])


def test_a_run_says_what_computed_it_and_when():
    with pytest.raises(FiguresRefusedError, match="name the engine"):
        Run(known_at=NOON, engine=" ", version="0.1.0")
    with pytest.raises(FiguresRefusedError, match="with its zone"):
        Run(known_at=NOON.replace(tzinfo=None), engine="duckdb", version="0.1.0")


@pytest.mark.parametrize(
    ("change", "rule"),
    [
        ({"value": None}, "figure_has_a_value_or_a_reason"),
        ({"flag": 3}, "figure_has_a_value_or_a_reason"),
        ({"flag": 3, "value": None}, "figure_has_a_value_or_a_reason"),
        ({"flag": 9, "value": None, "numerator": None}, "figure_has_a_value_or_a_reason"),
        ({"value": inf}, "figure_is_finite"),
        ({"value": -inf}, "figure_is_finite"),
        ({"numerator": -1}, "figure_counts_are_not_negative"),
        ({"denominator": -1}, "figure_counts_are_not_negative"),
    ],
)
def test_the_database_itself_refuses_a_figure_that_makes_no_sense(
    change: dict[str, Any], rule: str
):
    store(run(), [PERSISTENT])

    with pytest.raises(IntegrityError, match=rule), transaction.atomic():
        ComputedFigure.objects.update(**change)


def test_the_database_itself_lets_one_figure_stand_and_only_a_later_run_supersede_it():
    stored = store(run(), [PERSISTENT])
    figure = ComputedFigure.objects.get()

    later = pytest.raises(IntegrityError, match="figure_is_superseded_by_a_later_run")
    with later, transaction.atomic():
        ComputedFigure.objects.update(superseded_by=stored)
    figure.pk = None
    with pytest.raises(IntegrityError), transaction.atomic():
        figure.save(force_insert=True)
    with pytest.raises(IntegrityError, match="figure_measure_has_a_name"), transaction.atomic():
        MeasureName.objects.create(name="")
    with pytest.raises(IntegrityError, match="run_writes_no_more"), transaction.atomic():
        ComputationRun.objects.update(written=5)
    with pytest.raises(IntegrityError, match="run_says_what_computed"), transaction.atomic():
        ComputationRun.objects.update(engine="")


def test_a_dashboard_is_read_from_the_covering_index_alone():
    store(run(), [PERSISTENT._replace(measure=f"m{n}") for n in range(2_000)])
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("ANALYZE figures_computedfigure")
            cursor.execute("SET LOCAL enable_seqscan = off; SET LOCAL enable_bitmapscan = off")
        asked = (
            ComputedFigure.objects.filter(
                area_id__in=[1], breakdown_id__in=[1], measure_id__in=[1, 2], period_id__in=[1]
            )
            .filter(superseded_by__isnull=True)
            .values_list("measure_id", "value", "numerator", "denominator", "flag", "run_id")
        )
        plan = asked.explain()

    assert "figure_covering" in plan
    assert "COVERING INDEX" in plan or "Index Only Scan" in plan


def test_a_dashboard_takes_five_queries_however_much_it_shows(
    django_assert_max_num_queries: Any,
):
    store(run(), [PERSISTENT])

    with django_assert_max_num_queries(5):
        standing()


FIGURES = st.builds(
    Figure,
    measure=st.sampled_from(["a", "b"]),
    area=st.sampled_from([COUNTY, ENGLAND]),
    period=st.sampled_from([YEAR, "AY 2019/20"]),
    breakdown=st.just(""),
    state=st.none(),
    value=st.floats(allow_nan=False, allow_infinity=False),
    numerator=st.none() | st.integers(0, 2**63 - 1),
    denominator=st.none() | st.integers(0, 2**63 - 1),
) | st.builds(
    Figure,
    measure=st.sampled_from(["a", "b"]),
    area=st.sampled_from([COUNTY, ENGLAND]),
    period=st.just(YEAR),
    breakdown=st.just(""),
    value=st.none(),
    numerator=st.none(),
    state=st.sampled_from(State),
    denominator=st.none() | st.integers(0, 9),
)
RUNS = st.lists(
    st.lists(FIGURES, min_size=1, max_size=6, unique_by=lambda one: one[:4]), max_size=5
)


class TestAnyRuns(TestCase):
    """Django's own case, so that each example has a database without figures."""

    @given(runs=RUNS)
    def test_a_plain_record_of_what_was_said_gives_the_same_at_every_time(
        self, runs: list[list[Figure]]
    ) -> None:
        said: dict[tuple[str, str, str], tuple[Any, ...]] = {}
        days: list[dict[tuple[str, str, str], tuple[Any, ...]]] = [{}]
        for day, figures in enumerate(runs):
            store(run(day), figures)
            said = {**said, **{one[:3]: one[4:] for one in figures}}
            days.append(said)

        for day, expected in enumerate(days, start=-1):
            shown = dashboard(
                measures=["a", "b"],
                areas=[COUNTY, ENGLAND],
                periods=[YEAR, "AY 2019/20"],
                known_at=NOON + timedelta(days=day),
            )
            assert {key: tuple(one[:4]) for key, one in shown.items()} == expected

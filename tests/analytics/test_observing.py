"""Periods become days, counts become observations."""

from datetime import UTC, date, datetime
from fractions import Fraction

import pytest

from headway.analytics.computing import Evidence, observed
from headway.analytics.definition import Count, PeriodRule
from headway.analytics.definitions import definition
from headway.analytics.engines.reference import ReferenceEngine
from headway.analytics.observing import RestsOn, Wanted, figure, observation
from headway.analytics.tables import Given
from headway.analytics.windows import (
    census_terms_to_date,
    same_point_last_year,
    terms_to_date,
    window_of,
)
from headway.domain.observations import Observation, RowId, State
from headway.domain.periods import Period
from headway.domain.plan import AreaId, Measure
from headway.evidence.errors import EvidenceError
from headway.evidence.store.records import Covers, Load, LoadSource
from headway.evidence.usual_terms import usual_calendar
from tests.analytics.tables_made_up import given_tables, table

CALENDAR = usual_calendar([2017, 2018, 2019])
ROW = RowId("persistent-absence-primary")
PERIOD = Period.parse("AY 2018/19 T4")
FILES = (RestsOn(name="marks.csv", sha256="ab" * 32, rows=4, known_at=date(2019, 4, 30)),)


@pytest.mark.parametrize(
    ("rule", "period", "first", "last"),
    [
        (PeriodRule.YEAR_TO_DATE, "AY 2018/19 Spring", "2018-08-01", "2019-04-21"),
        (PeriodRule.WITHIN, "AY 2018/19 Spring", "2019-01-01", "2019-04-21"),
        (PeriodRule.YEAR_TO_DATE, "AY 2018/19", "2018-08-01", "2019-07-31"),
        (PeriodRule.WITHIN, "FY 2019/20 Q4", "2020-01-01", "2020-03-31"),
        (PeriodRule.YEAR_TO_DATE, "FY 2019/20 Q3", "2019-04-01", "2019-12-31"),
        (PeriodRule.YEAR_TO_DATE, "2022", "2022-01-01", "2022-12-31"),
        (PeriodRule.ON_THE_DAY, "2019-03-31", "2019-03-31", "2019-03-31"),
        (PeriodRule.TWELVE_MONTHS, "2020-02", "2019-03-01", "2020-02-29"),
        (PeriodRule.TWELVE_MONTHS, "FY 2019/20", "2019-04-01", "2020-03-31"),
    ],
)
def test_a_period_becomes_its_days(rule: PeriodRule, period: str, first: str, last: str) -> None:
    window = window_of(rule, Period.parse(period), CALENDAR)

    assert (str(window.first), str(window.last), window.name) == (first, last, period)


def test_terms_to_date_begin_together_and_end_with_their_term() -> None:
    windows = terms_to_date(2018, CALENDAR)

    assert [window.name[-2:] for window in windows] == ["T1", "T2", "T3", "T4", "T5", "T6"]
    assert {window.first for window in windows} == {date(2018, 8, 1)}
    assert [window.last for window in windows] == [t.last for t in CALENDAR.terms(2018).terms]


def test_the_three_terms_of_the_census_end_at_christmas_easter_and_july() -> None:
    assert [str(window.last) for window in census_terms_to_date(2018)] == [
        "2018-12-31", "2019-04-21", "2019-07-31",
    ]  # fmt: skip


def test_the_same_point_last_year_is_the_same_term_with_its_own_sessions() -> None:
    point = same_point_last_year(definition("persistent-absence"), PERIOD, CALENDAR)

    assert point.then.name == "AY 2017/18 T4"
    assert point.then.last == CALENDAR.terms(2017).term(4).last
    assert point.sessions_now == CALENDAR.terms(2018).sessions_elapsed(point.now.last)
    assert point.sessions_then == CALENDAR.terms(2017).sessions_elapsed(point.then.last)


def test_a_year_that_the_calendar_lacks_is_named() -> None:
    with pytest.raises(EvidenceError, match="2030/31"):
        window_of(PeriodRule.YEAR_TO_DATE, Period.parse("AY 2030/31 T4"), CALENDAR)


def test_a_plans_measure_names_its_definition_and_its_group() -> None:
    wanted = Wanted.parse("persistent-absence/phase=Primary/sen=yes")

    assert wanted.definition.name == "persistent-absence"
    assert wanted.group == {"phase": "Primary", "sen": "yes"}


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("persistent-absences", "is not a measure"),
        ("persistent-absence/colour=red", "cannot be split by"),
        ("persistent-absence/phase", "is no group"),
        ("suspensions/phase=primry", "is no group of phase"),
        ("suspensions/sen=SEN", "yes, no, not known"),
    ],
)
def test_a_slip_in_the_name_is_told(text: str, fault: str) -> None:
    with pytest.raises(EvidenceError, match=fault):
        Wanted.parse(text)


def computed(name: str, given: Given, period: Period, covers: Covers | None = None) -> Observation:
    """A measure of this definition, from tables of which the marks came in one file."""
    source = LoadSource(name="marks.csv", sha256="ab" * 32, rows=4)
    load = Load(
        id=1, dataset="attendance-marks", source=source, kept=4, quarantined=0,
        known_at=datetime(2019, 4, 30, tzinfo=UTC), units=(), covers=covers, adds=False,
    )  # fmt: skip
    evidence = Evidence(
        given=given, loads={"attendance-marks": (load,)}, folders=(), calendar=CALENDAR
    )
    measure = Measure(id=ROW, area=AreaId("attendance"), text="Fewer are away", definition=name)
    return observed(measure, evidence, period, ReferenceEngine())


def test_a_figure_keeps_its_numbers_and_says_where_it_is_from() -> None:
    given = given_tables(
        attendance_totals=[
            {"upn": upn, "phase": "primary", "possible": 100, "authorised": missed,
             "unauthorised": 0, "age_ok": True, "boarder": False}
            for upn, missed in (("a", 10), ("b", 9), ("c", 0))
        ]
    )  # fmt: skip

    found = computed("persistent-absence/phase=Primary", given, PERIOD)

    assert (found.value, found.numerator, found.denominator) == (33.3, 1, 3)
    assert (found.breakdown, found.period, found.known_at) == ("Primary", PERIOD, date(2019, 4, 30))
    assert found.words == (
        "Computed as persistent-absence from 3 rows of marks.csv (4 rows, abababababab)."
    )
    assert found.place is not None
    assert found.place.document == "marks.csv"


def test_a_figure_of_half_a_year_says_in_the_plan_where_its_data_ends() -> None:
    given = given_tables(
        attendance_totals=[
            {"upn": "a", "phase": "primary", "possible": 100, "authorised": 1,
             "unauthorised": 0, "age_ok": True, "boarder": False}
        ]
    )  # fmt: skip
    autumn = Covers(first=date(2018, 9, 4), last=date(2018, 12, 20))

    found = computed("persistent-absence", given, PERIOD, autumn)

    assert found.words.endswith(
        "What has come of attendance-marks ends on 20/12/2018, 106 days before the last day "
        "asked about."
    )


def test_a_share_of_nobody_cannot_be_assessed() -> None:
    wanted = Wanted.parse("persistent-absence/phase=primary")

    found = observation(ROW, wanted, None, period=PERIOD, files=FILES)

    assert (found.value, found.state) == (None, State.CANNOT_BE_ASSESSED)
    assert "nobody is in the group" in found.words


def test_none_suspended_in_a_phase_is_a_true_zero_and_an_unknown_school_is_not() -> None:
    primary = Wanted.parse("suspensions/phase=primary")
    school = Wanted.parse("suspensions/school=999999")

    assert observation(ROW, primary, None, period=PERIOD, files=FILES).value == 0
    assert observation(ROW, school, None, period=PERIOD, files=FILES).value is None


def test_the_gap_is_of_the_rates_and_not_of_rounded_ones() -> None:
    one = definition("good-level-gap-to-others")

    gap, _ = figure(one, Count(numerator=1, denominator=3), Count(numerator=2, denominator=3))

    assert gap == Fraction(100, 3)


def test_a_gap_is_computed_with_its_comparator() -> None:
    given = {
        "early-years-profile": table(
            "early-years-profile",
            *(
                {"academic_year": 2018, "upn": str(n), "urn": "1", "fsm": n < 4, "gld": n % 4 != 0}
                for n in range(10)
            ),
        )
    }

    found = computed("good-level-gap-to-all", given, Period.parse("AY 2018/19"))

    assert found.value == -5.0  # all pupils 7 of 10, those eligible 3 of 4
    assert found.numerator is None

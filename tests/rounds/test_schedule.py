"""Rounds, their days, and who is asked."""

from datetime import date, timedelta
from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st

from headway import planfile
from headway.domain.observations import RowId
from headway.domain.periods import Period
from headway.domain.plan import (
    Action,
    ActionStatus,
    Alias,
    Area,
    AreaId,
    Measure,
    Outcome,
    OutcomeId,
    Plan,
    Responsibility,
    Timetable,
)
from headway.evidence.calendars import Calendar, Term, Terms
from headway.evidence.holidays import bank_holidays
from headway.rounds.asking import asking
from headway.rounds.cadence import cadence
from headway.rounds.errors import RoundError
from headway.rounds.reminding import escalation_due, reminder_due
from headway.rounds.schedule import (
    Pace,
    days_around,
    days_of,
    next_round,
    rounds,
)
from headway.rounds.working_days import WorkingDays
from tests.plans import plans

USUAL = WorkingDays()
DAY = timedelta(days=1)

TIMETABLES = ("Termly", "Half-termly", "Quarterly", "Monthly", "annually in October", "Annually",
              "end of T2, T4 and T6", "Sep 2020", "Mar-May 21", "ongoing", "TBC", "")  # fmt: skip


def plan(*rows: tuple[str, str], area: str = "Termly", aliases: tuple[Alias, ...] = ()) -> Plan:
    """A plan of one area; each row with its own timetable and its agencies, commas between."""
    outcome, of = OutcomeId("be-safe"), AreaId("safe-at-home")
    return Plan(
        slug="a-plan",
        title="A plan",
        outcomes=(Outcome(id=outcome, title="Be Safe"),),
        areas=(
            Area(
                id=of, outcome=outcome, title="Safe at home",
                responsibility=Responsibility(
                    agencies=("Police", "Public Health"), leads=("Safety lead",),
                    timetable=Timetable(words=area),
                ),
            ),
        ),
        measures=tuple(
            Measure(
                id=RowId(f"row-{number}"), area=of, text=f"Row {number}",
                responsibility=Responsibility(
                    agencies=tuple(one for one in agencies.split(", ") if one),
                    timetable=Timetable(words=timetable),
                ),
            )
            for number, (timetable, agencies) in enumerate(rows, start=1)
        ),
        aliases=aliases,
    )  # fmt: skip


periods = st.builds(
    lambda year, form: Period.parse(form.format(year, year + 1)),
    st.integers(2005, 2080),
    st.sampled_from(
        ["AY {0}/{1} T1", "AY {0}/{1} T4", "AY {0}/{1} T6", "AY {0}/{1}", "AY {0}/{1} Spring",
         "FY {0}/{1} Q1", "FY {0}/{1} Q3", "FY {0}/{1}", "{0}-12", "{0}-08", "{0}-04", "{0}-12-25",
         "{0} Summer", "{0}", "{0} Q2", "{0}-03/{0}-05"]
    ),
)  # fmt: skip
paces = st.builds(
    Pace,
    answering=st.integers(6, 20),
    remind_before=st.lists(st.integers(1, 5), max_size=3).map(tuple),
    remind_after=st.lists(st.integers(1, 4), max_size=3).map(tuple),
    escalate=st.integers(1, 4),
    closing=st.integers(4, 15),
)


@given(periods, paces)
def test_nobody_is_asked_reminded_or_late_on_a_day_off(period, pace):
    days = days_of(period, USUAL, pace)

    asked = (days.opens_on, days.due_on, days.closes_on, days.escalates_on, *days.reminders)
    for day in asked:
        assert day.weekday() < 5
        assert day not in bank_holidays(day.year)
        assert USUAL.is_working(day)
    assert days.opens_on < days.due_on < days.closes_on
    assert all(days.opens_on < day <= days.closes_on for day in days.reminders)
    assert days.due_on < days.escalates_on <= days.closes_on
    assert list(days.reminders) == sorted(set(days.reminders))


@given(periods, paces)
def test_there_are_as_many_working_days_to_answer_as_the_pace_says(period, pace):
    days = days_of(period, USUAL, pace)

    counted = sum(
        USUAL.is_working(days.opens_on + number * DAY)
        for number in range(1, (days.due_on - days.opens_on).days + 1)
    )
    assert counted == pace.answering == USUAL.between(days.opens_on, days.due_on)


@given(periods)
def test_figures_are_never_asked_for_before_the_term_or_quarter_has_ended(period):
    days = days_of(period, USUAL)

    if days.due_on > days.as_at:
        assert days.opens_on > days.as_at


@pytest.mark.parametrize(
    ("period", "days"),
    [
        # Term 2 ends in December: asked when school is back.
        ("AY 2025/26 T2", ("2025-12-19", "2026-01-06", "2026-01-20", "2026-01-27")),
        # A month whose last working day is before the holiday.
        ("2020-12", ("2020-12-31", "2020-12-04", "2020-12-18", "2021-01-11")),
        # Term 6: asked in September.
        ("AY 2023/24 T6", ("2024-07-19", "2024-09-04", "2024-09-18", "2024-09-25")),
    ],
)
def test_days_worked_by_hand(period, days):
    found = days_of(Period.parse(period), USUAL)

    assert tuple(map(str, (found.as_at, found.opens_on, found.due_on, found.closes_on))) == days


def test_an_authority_s_own_calendar_decides():
    own = Terms(
        year=2023,
        terms=tuple(
            Term(ordinal=ordinal, first=date.fromisoformat(first), last=date.fromisoformat(last))
            for ordinal, (first, last) in enumerate(
                [
                    ("2023-09-05", "2023-10-20"), ("2023-10-30", "2023-12-20"),
                    ("2024-01-08", "2024-02-09"), ("2024-02-19", "2024-03-28"),
                    ("2024-04-15", "2024-05-24"), ("2024-06-03", "2024-07-19"),
                ],
                start=1,
            )
        ),
    )  # fmt: skip
    days = days_of(Period.parse("AY 2023/24 T4"), WorkingDays(calendar=Calendar(years={2023: own})))

    assert (days.as_at, days.opens_on) == (date(2024, 3, 28), date(2024, 4, 15))


def test_a_row_s_own_timetable_stands_over_its_area_s():
    made = plan(("", ""), ("annually in October", ""), ("ongoing", ""))

    found = rounds(made, first=date(2025, 9, 1), last=date(2026, 8, 31), working=USUAL)

    assert [(one.label, one.rows) for one in found] == [
        ("Term 6 of 2024/25", ("row-1", "row-3")),
        ("October 2025", ("row-2", "row-3")),
        ("Term 2 of 2025/26", ("row-1", "row-3")),
        ("Term 4 of 2025/26", ("row-1", "row-3")),
    ]


def test_the_example_plan_has_the_rounds_that_its_timetables_name():
    example = planfile.loads(
        planfile.example_path().read_text(encoding="utf-8"), name="the example"
    )

    found = rounds(example, first=date(2020, 1, 1), last=date(2022, 1, 1), working=USUAL)

    assert [one.label for one in found] == [
        "September 2020", "December 2020", "March 2021", "March to May 2021"
    ]  # fmt: skip
    assert all(asking(example, one.rows).asks for one in found)


@given(st.lists(st.sampled_from(TIMETABLES), min_size=1, max_size=4), st.sampled_from(TIMETABLES))
def test_a_row_is_reported_in_just_the_rounds_that_its_timetable_names(timetables, area):
    made = plan(*((words, "") for words in timetables), area=area)

    found = rounds(made, first=date(2020, 1, 1), last=date(2021, 12, 31), working=USUAL)

    assert len({one.label for one in found}) == len(found)
    assert list(found) == sorted(found, key=lambda one: one.days.opens_on)
    for number, words in enumerate(timetables, start=1):
        own = cadence(Timetable(words=words or area))
        if own.names_no_time:
            assert all(f"row-{number}" in one.rows for one in found)
        else:
            named = [one.label for one in found if f"row-{number}" in one.rows]
            assert named == labels_alone(words, area)


@cache
def labels_alone(words: str, area: str) -> list[str]:
    """The rounds of a plan of one row."""
    alone = plan((words, ""), area=area)
    found = rounds(alone, first=date(2020, 1, 1), last=date(2021, 12, 31), working=USUAL)
    return [one.label for one in found]


@given(plans(), st.dates(date(2015, 1, 1), date(2030, 1, 1)))
def test_any_plan_has_rounds_or_none_and_the_next_one_lies_ahead(any_plan, day):
    ahead = next_round(any_plan, after=day, working=USUAL)

    if ahead is not None:
        assert ahead.days.opens_on > day
        between = rounds(any_plan, first=day + DAY, last=ahead.days.opens_on - DAY, working=USUAL)
        assert between == ()
        asked = asking(any_plan, ahead.rows)
        told = {ask.row for ask in asked.asks} | set(asked.nobody) | set(asked.finished)
        assert told == set(ahead.rows)
        assert len(set(asked.asks)) == len(asked.asks)


def test_a_measure_that_agencies_share_is_asked_of_each_and_once():
    shared = plan(
        ("", "Police, police , Public Health, PH"), ("", ""), ("", "TBC"),
        aliases=(Alias(name="PH", means="Public Health", settled=True),),
    )  # fmt: skip

    asked = asking(shared, ["row-1", "row-2", "row-3", "gone"])

    assert [(ask.row, ask.agency) for ask in asked.asks] == [
        ("row-1", "Police"), ("row-1", "Public Health"),
        ("row-2", "Police"), ("row-2", "Public Health"),
    ]  # fmt: skip
    assert asked.nobody == ("row-3",)
    assert asked.asks[0].leads == ("Safety lead",)


def test_nobody_is_asked_for_what_is_complete():
    made = plan()
    done = Action(
        id=RowId("done"), area=made.areas[0].id, text="Done", status=ActionStatus.COMPLETE
    )
    asked = asking(Plan(slug="a", title="A", outcomes=made.outcomes, areas=made.areas,
                        actions=(done,)), ["done"])  # fmt: skip

    assert (asked.asks, asked.finished) == ((), ("done",))


@pytest.mark.parametrize(
    "pace", [{"answering": 0}, {"answering": 5}, {"escalate": 6}, {"remind_after": (9,)}]
)
def test_a_pace_that_contradicts_itself_is_refused(pace):
    with pytest.raises(RoundError):
        Pace(**pace)


def test_a_round_by_hand_needs_its_days_in_order():
    with pytest.raises(RoundError, match="Choose a later day"):
        days_around(date(2026, 1, 5), date(2026, 1, 5), date(2025, 12, 31), USUAL)


def test_a_recurring_period_is_no_round():
    with pytest.raises(RoundError, match="again and again"):
        days_of(Period.parse("per term"), USUAL)


# ------------------------------------------------------------------------------ reminders

T2 = days_of(Period.parse("AY 2025/26 T2"), USUAL)


def test_each_reminder_goes_out_once_on_its_day():
    reminded: date | None = None
    sent = []
    for number in range(60):
        today = T2.opens_on + number * DAY
        if reminder_due(T2, on=today, reminded=reminded, working=USUAL):
            sent.append(today)
            reminded = today

    assert sent == list(T2.reminders)


def test_after_a_stop_only_the_latest_reminder_is_made_up_for():
    late = T2.reminders[1]

    assert reminder_due(T2, on=late, reminded=None, working=USUAL) == late
    assert reminder_due(T2, on=late, reminded=late, working=USUAL) is None


def test_a_chaser_by_hand_stands_for_the_reminder_of_that_day():
    assert reminder_due(T2, on=T2.reminders[0], reminded=T2.reminders[0], working=USUAL) is None


def test_the_lead_is_told_once_and_never_on_a_day_off():
    saturday = T2.escalates_on + (5 - T2.escalates_on.weekday()) % 7 * DAY

    assert escalation_due(T2, on=T2.escalates_on, told=False, working=USUAL)
    assert not escalation_due(T2, on=T2.escalates_on, told=True, working=USUAL)
    assert not escalation_due(T2, on=saturday, told=False, working=USUAL)
    assert not escalation_due(T2, on=T2.due_on, told=False, working=USUAL)
    assert not escalation_due(T2, on=T2.closes_on + 20 * DAY, told=False, working=USUAL)

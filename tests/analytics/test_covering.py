"""What is missing is never counted as zero: days of which no file speaks."""

from datetime import UTC, date, datetime

import pytest

from headway.analytics.covering import gaps_in, refuse_uncovered
from headway.analytics.definition import PeriodRule, Window
from headway.analytics.school_days import MarkedDays
from headway.evidence.calendars import Calendar, Term, Terms
from headway.evidence.errors import EvidenceError
from headway.evidence.store.records import Covers, Load, LoadSource

TERMS = Terms(
    year=2024,
    terms=(
        Term(ordinal=1, first=date(2024, 9, 4), last=date(2024, 10, 25)),
        Term(ordinal=2, first=date(2024, 11, 4), last=date(2024, 12, 20)),
        Term(ordinal=3, first=date(2025, 1, 6), last=date(2025, 2, 14)),
        Term(ordinal=4, first=date(2025, 2, 24), last=date(2025, 4, 4)),
    ),
)
CALENDAR = Calendar(years={2024: TERMS})
YEAR = Window(first=date(2024, 8, 1), last=date(2025, 4, 4), name="AY 2024/25 T4")
NAME = "exclusions"


def load(
    first: date, last: date, *units: str, number: int = 1, said: dict[str, str] | None = None
) -> Load:
    """A file that speaks for some days."""
    return Load(
        id=number,
        dataset=NAME,
        source=LoadSource(name="exclusions.csv", sha256="0" * 64, rows=1, options=said or {}),
        kept=1,
        quarantined=0,
        known_at=datetime(2025, 5, 1, tzinfo=UTC),
        units=units,
        covers=Covers(first=first, last=last),
        adds=False,
    )


def test_a_year_of_which_no_exclusions_came_is_refused_and_not_zero() -> None:
    """The file of last year says nothing of this one."""
    loads = {NAME: [load(date(2023, 9, 6), date(2024, 7, 12))]}
    with pytest.raises(EvidenceError) as refused:
        refuse_uncovered([NAME], loads, PeriodRule.YEAR_TO_DATE, YEAR)
    assert "01/08/2024 to 04/04/2025" in str(refused.value)
    assert "06/09/2023 to 12/07/2024" in str(refused.value)
    assert "--covers" in str(refused.value)


def test_a_year_between_two_that_came_is_refused_too() -> None:
    """The year before it and the year after it do not speak for it."""
    before = load(date(2022, 9, 6), date(2023, 7, 12))
    after = load(date(2025, 9, 3), date(2026, 7, 10), number=2)
    with pytest.raises(EvidenceError, match="missing, not zero"):
        refuse_uncovered([NAME], {NAME: [before, after]}, PeriodRule.YEAR_TO_DATE, YEAR)


def test_a_file_that_speaks_for_the_days_makes_its_zero_a_true_one() -> None:
    """By its rows, or because whoever loaded it said so."""
    loads = {NAME: [load(date(2023, 9, 6), date(2025, 4, 4))]}
    refuse_uncovered([NAME], loads, PeriodRule.YEAR_TO_DATE, YEAR)
    assert gaps_in([NAME], loads, YEAR, CALENDAR) == ()


@pytest.mark.parametrize("day", [date(2025, 4, 4), date(2028, 4, 4)])
def test_a_register_whose_newest_row_is_old_still_counts_and_says_how_old(day: date) -> None:
    """Nobody may have joined it since."""
    on_day = Window(first=day, last=day, name="a day")
    loads = {NAME: [load(date(2018, 9, 1), date(2023, 1, 9))]}
    refuse_uncovered([NAME], loads, PeriodRule.ON_THE_DAY, on_day)
    (said,) = gaps_in([NAME], loads, on_day, CALENDAR)
    assert said.startswith("The newest row of exclusions is of 09/01/2023, ")


def test_a_register_that_begins_later_says_nothing_of_the_day() -> None:
    """It was begun afterwards."""
    on_day = Window(first=date(2020, 1, 1), last=date(2020, 1, 1), name="a day")
    loads = {NAME: [load(date(2021, 9, 1), date(2023, 1, 9))]}
    with pytest.raises(EvidenceError, match="01/01/2020: what has come is of 01/09/2021"):
        refuse_uncovered([NAME], loads, PeriodRule.ON_THE_DAY, on_day)


def test_a_figure_of_half_a_year_says_where_its_data_ends() -> None:
    """It stands, with the gap beside it."""
    loads = {NAME: [load(date(2024, 9, 4), date(2024, 12, 20))]}
    refuse_uncovered([NAME], loads, PeriodRule.YEAR_TO_DATE, YEAR)
    (said,) = gaps_in([NAME], loads, YEAR, CALENDAR)
    assert said == (
        "What has come of exclusions ends on 20/12/2024, 105 days before the last day asked about."
    )
    late = {NAME: [load(date(2025, 1, 6), date(2025, 4, 4))]}
    assert gaps_in([NAME], late, YEAR, CALENDAR) == (
        "What has come of exclusions begins on 06/01/2025 only.",
    )


def test_a_school_that_stopped_sending_its_marks_is_named() -> None:
    """A rate of fewer schools is not the rate of all."""
    name = "attendance-marks"
    loads = {
        name: [
            load(date(2024, 9, 4), date(2024, 12, 20), "100001", "100002", "100003"),
            load(date(2025, 1, 6), date(2025, 4, 4), "100001", "100003", number=2),
        ]
    }
    (said,) = gaps_in([name], loads, YEAR, CALENDAR)
    assert said.startswith("1 of 3 schools have sent no attendance-marks")
    assert "100002" in said


def test_what_has_no_days_is_never_missing() -> None:
    """A register of schools, and what was never loaded, which is refused elsewhere."""
    refuse_uncovered(["schools"], {}, PeriodRule.YEAR_TO_DATE, YEAR)
    assert gaps_in(["schools"], {}, YEAR, CALENDAR) == ()


MARKS = "attendance-marks"


def test_days_between_two_files_of_marks_are_said_though_both_ends_have_come() -> None:
    """A week of which nobody sent a file is missing, and the rate is not of the whole term."""
    loads = {
        MARKS: [
            load(date(2024, 9, 4), date(2025, 1, 10)),
            load(date(2025, 1, 20), date(2025, 4, 4), number=2),
        ]
    }
    assert gaps_in([MARKS], loads, YEAR, CALENDAR) == (
        "No file of attendance-marks speaks for 13/01/2025 to 17/01/2025 (5 school days).",
    )


def test_a_single_day_of_which_no_file_speaks_is_said_and_a_holiday_is_not() -> None:
    """Files of terms leave holidays between them: no school day is missing there."""
    loads = {
        MARKS: [
            load(date(2024, 9, 4), date(2024, 10, 25)),
            load(date(2024, 11, 5), date(2024, 12, 20), number=2),
            load(date(2025, 1, 6), date(2025, 4, 4), number=3),
        ]
    }
    assert gaps_in([MARKS], loads, YEAR, CALENDAR) == (
        "No file of attendance-marks speaks for 04/11/2024 (1 school day).",
    )


def test_a_stretch_goes_on_over_a_holiday() -> None:
    """The last day before half-term and the first after it follow each other at school."""
    files = [
        load(date(2024, 9, 4), date(2024, 10, 24)),
        load(date(2024, 11, 5), date(2025, 4, 4), number=2),
    ]
    (said,) = gaps_in([MARKS], {MARKS: files}, YEAR, CALENDAR)
    assert said.endswith("speaks for 25/10/2024 to 04/11/2024 (2 school days).")


def test_of_many_stretches_the_first_are_named_and_the_others_counted() -> None:
    """The sentence stays one that can be read."""
    weeks = [(4, 10), (13, 17), (20, 24), (27, 30)]
    september = [load(date(2024, 9, a), date(2024, 9, b), number=a) for a, b in weeks]
    rest = [
        load(date(2024, 10, 2), date(2024, 10, 24), number=40),
        load(date(2024, 11, 5), date(2025, 4, 4), number=41),
    ]
    (said,) = gaps_in([MARKS], {MARKS: [*september, *rest]}, YEAR, CALENDAR)
    assert said == (
        "No file of attendance-marks speaks for 11/09/2024 to 12/09/2024, 18/09/2024 to "
        "19/09/2024, 25/09/2024 to 26/09/2024 and 2 more stretches (9 school days)."
    )


def test_without_the_authoritys_terms_it_is_said_by_which_pattern_a_day_is_missing() -> None:
    """The usual pattern may have school where this authority has none."""
    loads = {
        MARKS: [
            load(date(2024, 9, 4), date(2025, 1, 10)),
            load(date(2025, 1, 20), date(2025, 4, 4), number=2),
        ]
    }
    made_up = Calendar(years={2024: TERMS}, made_up=True)
    for calendar in (made_up, Calendar(years={})):
        (said,) = gaps_in([MARKS], loads, YEAR, calendar)
        assert said.endswith("(5 school days by the usual pattern of terms).")


def test_some_days_without_an_event_between_two_files_are_no_gap_but_weeks_are() -> None:
    """Nobody need be excluded at the end of one term and at the start of the next."""
    autumn = load(date(2024, 9, 6), date(2024, 12, 17))
    spring = load(date(2025, 1, 9), date(2025, 4, 4), number=2)
    late = load(date(2025, 1, 27), date(2025, 4, 4), number=2)
    assert gaps_in([NAME], {NAME: [autumn, spring]}, YEAR, CALENDAR) == ()
    (said,) = gaps_in([NAME], {NAME: [autumn, late]}, YEAR, CALENDAR)
    assert said == ("No file of exclusions speaks for 18/12/2024 to 24/01/2025 (18 school days).")


def test_last_years_file_does_not_hide_that_this_years_begins_late() -> None:
    """The days before this year's file are missing, whatever came of the year before."""
    loads = {
        MARKS: [
            load(date(2023, 9, 5), date(2024, 7, 19)),
            load(date(2025, 1, 6), date(2025, 4, 4), number=2),
        ]
    }
    (said,) = gaps_in([MARKS], loads, YEAR, CALENDAR)
    assert "speaks for 04/09/2024 to 20/12/2024" in said


def marked(*urns: int, without: dict[int, list[date]] | None = None) -> MarkedDays:
    """Schools with marks on every school day but these, with pupils all year."""
    lacking = without or {}
    return MarkedDays.of(
        2024,
        {urn: [day for day in TERMS.days if day not in lacking.get(urn, ())] for urn in urns},
        {urn: (date(2024, 9, 1), date(2025, 7, 31)) for urn in urns},
    )


ALL = {MARKS: [load(date(2024, 9, 4), date(2025, 4, 4), "100001", "100002", "100003")]}


def test_weeks_that_one_school_lacks_within_a_file_of_all_are_said() -> None:
    """Its file speaks for the days of the others."""
    week = list(TERMS.days_between(date(2025, 1, 13), date(2025, 1, 24)))
    schools = marked(100001, 100002, 100003, without={100002: week, 100003: week[:2]})
    assert gaps_in([MARKS], ALL, YEAR, CALENDAR, schools) == (
        "1 of 3 schools have sent no attendance-marks of some weeks: 100002 (13/01/2025 to "
        "24/01/2025). Their other days are counted.",
    )


def test_a_school_that_stopped_within_a_file_of_all_is_named() -> None:
    """By its own marks, since the load goes on with those of the others."""
    rest = list(TERMS.days_between(date(2025, 1, 13), date(2025, 4, 4)))
    (said,) = gaps_in([MARKS], ALL, YEAR, CALENDAR, marked(100001, 100002, without={100002: rest}))
    assert said.startswith("1 of 2 schools have sent no attendance-marks of the last weeks: 100002")


def test_a_school_that_opened_or_closed_within_the_year_lacks_nothing() -> None:
    """Nobody was on its roll then."""
    autumn = [day for day in TERMS.days if day < date(2025, 1, 1)]
    spring = [day for day in TERMS.days if day > date(2025, 1, 1)]
    schools = MarkedDays.of(
        2024,
        {1: autumn, 2: spring, 3: list(TERMS.days)},
        {
            1: (date(2024, 9, 1), date(2024, 12, 31)),
            2: (date(2025, 1, 1), date(9999, 12, 31)),
            3: (date(2020, 9, 1), date(9999, 12, 31)),
        },
    )
    assert gaps_in([MARKS], ALL, YEAR, CALENDAR, schools) == ()


def test_days_of_no_school_are_said_once_and_not_for_every_school() -> None:
    """What nobody sent is no fault of one school."""
    week = list(TERMS.days_between(date(2025, 1, 13), date(2025, 1, 17)))
    schools = marked(100001, 100002, without={100001: week, 100002: week})
    assert gaps_in([MARKS], ALL, YEAR, CALENDAR, schools) == (
        "No file of attendance-marks speaks for 13/01/2025 to 17/01/2025 (5 school days).",
    )


def test_days_that_a_file_was_said_to_speak_for_are_not_missing() -> None:
    """Whoever loaded it knew that there was no school."""
    week = list(TERMS.days_between(date(2025, 1, 13), date(2025, 1, 17)))
    schools = marked(100001, 100002, without={100001: week, 100002: week})
    days = Covers(first=date(2025, 1, 13), last=date(2025, 1, 17))
    said = load(days.first, days.last, "100001", "100002", number=2, said={"covers": "yes"})
    assert gaps_in([MARKS], {MARKS: [*ALL[MARKS], said]}, YEAR, CALENDAR, schools) == ()


def test_a_school_with_terms_of_its_own_is_held_against_them() -> None:
    """Its own half-term is no gap."""
    off = TERMS.days_between(date(2025, 1, 13), date(2025, 1, 17))
    own = Terms(year=2024, terms=TERMS.terms, closed=frozenset(off))
    calendar = Calendar(years={2024: TERMS}, schools={"100002": {2024: own}})
    schools = marked(100001, 100002, without={100002: list(off)})
    assert gaps_in([MARKS], ALL, YEAR, calendar, schools) == ()
    assert gaps_in([MARKS], ALL, YEAR, CALENDAR, schools) != ()

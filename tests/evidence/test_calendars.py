"""When schools are open: terms, days, sessions and the time that a figure is about."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from headway.domain.periods import Period
from headway.evidence.calendar_files import calendar_text, parse_calendar, read_calendar
from headway.evidence.calendars import Calendar, Term, Terms, same_point, window
from headway.evidence.errors import EvidenceError
from headway.evidence.holidays import (
    academic_year,
    bank_holidays,
    dfe_term,
    easter,
    summer_halves,
)
from headway.evidence.usual_terms import usual_calendar, usual_terms

OXFORDSHIRE = """\
term,first,last,urn
1,2023-09-05,2023-10-20,
2,2023-10-30,2023-12-20,
3,2024-01-08,2024-02-09,
4,2024-02-19,2024-03-28,
5,2024-04-15,2024-05-24,
6,2024-06-03,2024-07-19,
1,2024-09-04,2024-10-25,
2,2024-11-04,2024-12-20,
3,2025-01-07,2025-02-14,
4,2025-02-24,2025-04-04,
5,2025-04-22,2025-05-23,
6,2025-06-02,2025-07-18,
"""
T4 = Period.parse("AY 2024/25 T4")


@pytest.fixture(name="calendar", scope="module")
def _calendar() -> Calendar:
    return parse_calendar(OXFORDSHIRE)


def test_a_year_of_oxfordshire_has_190_days(calendar):
    assert [len(calendar.terms(year).days) for year in (2023, 2024)] == [190, 190]


def test_bank_holidays_and_weekends_have_no_school(calendar):
    terms = calendar.terms(2023)

    assert not terms.is_school_day(date(2024, 5, 6))
    assert not terms.is_school_day(date(2024, 5, 11))
    assert not terms.is_school_day(date(2024, 2, 14))
    assert terms.is_school_day(date(2024, 5, 7))


def test_a_session_has_a_place_in_the_year_and_the_place_gives_it_back(calendar):
    terms = calendar.terms(2023)

    assert terms.session_index(date(2023, 9, 5), "AM") == 0
    assert terms.session_index(date(2023, 9, 6), "PM") == 3
    assert terms.session_index(date(2023, 9, 9), "AM") is None
    assert [terms.session_index(*terms.session_at(i)) for i in range(terms.sessions)] == list(
        range(terms.sessions)
    )


def test_the_sixth_school_day_is_counted_after_the_day_of_exclusion(calendar):
    assert calendar.sixth_school_day(date(2024, 1, 8)) == date(2024, 1, 16)
    assert calendar.sixth_school_day(date(2024, 2, 7)) == date(2024, 2, 22)


def test_the_sixth_school_day_may_lie_in_the_next_year(calendar):
    assert calendar.sixth_school_day(date(2024, 7, 18)) == date(2024, 9, 10)


def test_a_calendar_that_ends_too_early_says_which_year_to_add(calendar):
    with pytest.raises(EvidenceError, match="holds 2023/24, 2024/25 and not 2025/26"):
        calendar.sixth_school_day(date(2025, 7, 18))


def test_a_school_with_a_training_day_of_its_own_has_a_later_sixth_day():
    calendar = parse_calendar(OXFORDSHIRE + "inset,2024-01-10,,123456\n")

    assert calendar.sixth_school_day(date(2024, 1, 8), "123456") == date(2024, 1, 17)
    assert calendar.sixth_school_day(date(2024, 1, 8), "654321") == date(2024, 1, 16)


def test_a_school_may_have_a_term_of_its_own():
    calendar = parse_calendar(OXFORDSHIRE + "T6,03/06/2024,24/07/2024,123456\n")

    assert calendar.terms(2023, "123456").term(6).last == date(2024, 7, 24)
    assert calendar.terms(2023, "123456").term(5) == calendar.terms(2023).term(5)


def test_easter_is_on_its_day():
    days = {2008: "03-23", 2011: "04-24", 2019: "04-21", 2020: "04-12", 2038: "04-25"}

    assert {year: f"{easter(year):%m-%d}" for year in days} == days


def test_bank_holidays_are_moved_and_added():
    assert date(2020, 5, 8) in bank_holidays(2020)
    assert date(2020, 5, 4) not in bank_holidays(2020)
    assert {date(2022, 6, 2), date(2022, 6, 3), date(2022, 9, 19)} <= bank_holidays(2022)
    assert date(2022, 5, 30) not in bank_holidays(2022)
    assert {date(2021, 12, 27), date(2021, 12, 28)} <= bank_holidays(2021)
    assert {date(2022, 12, 26), date(2022, 12, 27)} <= bank_holidays(2022)
    assert date(2022, 1, 3) in bank_holidays(2022)
    assert date(2023, 5, 8) in bank_holidays(2023)


@given(st.integers(1995, 2099))
def test_bank_holidays_are_eight_or_more_weekdays(year):
    days = bank_holidays(year)

    assert len(days) >= 8
    assert all(day.weekday() < 5 for day in days)


def test_the_three_terms_of_the_census_meet_without_gap():
    autumn, spring, summer = (dfe_term(2024, name) for name in ("Autumn", "Spring", "Summer"))
    first, second = summer_halves(2024)

    assert autumn == (date(2024, 8, 1), date(2024, 12, 31))
    assert spring == (date(2025, 1, 1), date(2025, 4, 20))
    assert summer == (date(2025, 4, 21), date(2025, 7, 31))
    assert first == (date(2025, 4, 21), date(2025, 5, 25))
    assert second == (date(2025, 5, 26), date(2025, 7, 31))


@pytest.mark.parametrize(
    ("period", "first", "last"),
    [
        ("AY 2024/25", "2024-08-01", "2025-07-31"),
        ("AY 2024/25 T1", "2024-08-01", "2024-10-25"),
        ("AY 2024/25 T4", "2024-08-01", "2025-04-04"),
        ("AY 2024/25 Spring", "2024-08-01", "2025-04-20"),
        ("FY 2024/25 Q2", "2024-04-01", "2024-09-30"),
        ("FY 2024/25", "2024-04-01", "2025-03-31"),
        ("2024 Q3", "2024-01-01", "2024-09-30"),
        ("2024", "2024-01-01", "2024-12-31"),
        ("2024-02", "2024-02-01", "2024-02-29"),
        ("2025-03-31", "2025-03-31", "2025-03-31"),
        ("2020-09/2020-12", "2020-09-01", "2020-12-31"),
    ],
)
def test_a_year_to_date_begins_with_its_year(calendar, period, first, last):
    days = window(Period.parse(period), calendar.terms(2024))

    assert [str(day) for day in days] == [first, last]


@pytest.mark.parametrize(
    ("period", "first", "last"),
    [
        ("AY 2024/25 T1", "2024-08-01", "2024-10-25"),
        ("AY 2024/25 T4", "2025-02-15", "2025-04-04"),
        ("AY 2024/25 Spring", "2025-01-01", "2025-04-20"),
        ("FY 2024/25 Q4", "2025-01-01", "2025-03-31"),
    ],
)
def test_a_term_by_itself_begins_after_the_one_before(calendar, period, first, last):
    days = window(Period.parse(period), calendar.terms(2024), to_date=False)

    assert [str(day) for day in days] == [first, last]


def test_the_six_terms_by_themselves_cover_each_day_once(calendar):
    terms = calendar.terms(2024)
    parts = [
        window(Period.parse(f"AY 2024/25 T{ordinal}"), terms, to_date=False)
        for ordinal in range(1, 7)
    ]

    assert parts[0].first == date(2024, 8, 1)
    for before, after in pairwise(parts):
        assert after.first == before.last + timedelta(days=1)


def test_a_period_that_comes_again_and_again_has_no_days():
    with pytest.raises(EvidenceError, match="has no days"):
        window(Period.parse("per year"))


def test_a_term_needs_the_calendar_of_its_own_year(calendar):
    with pytest.raises(EvidenceError, match="got 2023/24"):
        window(T4, calendar.terms(2023))
    with pytest.raises(EvidenceError, match="got none"):
        window(T4)


def test_the_same_point_last_year_is_the_same_term_and_says_how_long_each_was(calendar):
    point = same_point(T4, calendar)

    assert point.now == (date(2024, 8, 1), date(2025, 4, 4))
    assert point.then == (date(2023, 8, 1), date(2024, 3, 28))
    assert (point.sessions_now, point.sessions_then) == (264, 252)


def test_a_financial_year_needs_no_school_calendar():
    point = same_point(Period.parse("FY 2024/25 Q2"), Calendar(years={}))

    assert point.then == (date(2023, 4, 1), date(2023, 9, 30))
    assert point.sessions_now is None


TERM_1 = Term(ordinal=1, first=date(2023, 9, 5), last=date(2023, 10, 20))


@pytest.mark.parametrize(
    ("second", "said"),
    [
        (
            Term(ordinal=2, first=date(2023, 10, 20), last=date(2023, 12, 20)),
            "Terms 1 and 2 of 2023/24 overlap: term 1 ends on 20 October 2023 and term 2 starts "
            "on 20 October 2023",
        ),
        (Term(ordinal=2, first=date(2023, 8, 1), last=date(2023, 8, 20)), "are not in order"),
        (Term(ordinal=3, first=date(2024, 1, 8), last=date(2024, 2, 9)), "got 1, 3"),
        (Term(ordinal=2, first=date(2023, 10, 30), last=date(2024, 8, 2)), "31 July 2024"),
    ],
)
def test_terms_that_make_no_year_are_refused_with_a_sentence(second, said):
    with pytest.raises(EvidenceError, match=said):
        Terms(year=2023, terms=(TERM_1, second))


def test_a_term_that_ends_before_it_starts_is_refused():
    with pytest.raises(EvidenceError, match="ends on 1 September 2023, before it starts"):
        Term(ordinal=1, first=date(2023, 9, 5), last=date(2023, 9, 1))


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "begins with nothing"),
        ("name,date\na,b\n", "begins with name, date"),
        ("term,first,last\n", "no rows"),
        ("term,first,last\n7,2023-09-05,2023-10-20\n", 'Row 2 .* "7" came'),
        ("term,first,last\n1,5 Sept,2023-10-20\n", 'Row 2 .* "5 Sept" is not a day'),
        ("term,first,last\n1,2023-02-30,2023-10-20\n", "is not a day"),
        ("term,first,last\n1,,2023-10-20\n", "is not a day"),
        ("term,first,last\n1,2023-09-05,2023-10-20\n1,2023-09-05,2023-10-20\n", "Row 3 .* already"),
        ("term,first,last\nclosed,2023-09-05,2024-10-20\n", "stretch of 1 to 60 days"),
        ("term,first,last,urn\nclosed,2023-09-05,,12\n", "URN has 6 figures"),
        ("term,first,last,urn\nclosed,2023-09-05,,123456\n", "no terms of that year"),
        (
            "term,first,last\n1,2023-09-05,2023-10-20\n2,2023-10-10,2023-12-20\n",
            "Terms 1 and 2 of 2023/24 overlap",
        ),
    ],
)
def test_a_calendar_that_cannot_be_used_says_why(text, said):
    with pytest.raises(EvidenceError, match=said):
        parse_calendar(text)


def test_a_calendar_is_read_from_a_file_of_a_spreadsheet(tmp_path):
    path = tmp_path / "terms.csv"
    path.write_text("\ufeff" + OXFORDSHIRE.replace("\n", "\r\n"), encoding="utf-8")

    assert read_calendar(path) == parse_calendar(OXFORDSHIRE)


def test_a_calendar_that_is_no_text_says_so(tmp_path):
    path = tmp_path / "terms.csv"
    path.write_bytes(b"\xff\xfe\x00t")

    with pytest.raises(EvidenceError, match=r"terms\.csv cannot be read"):
        read_calendar(path)


@given(st.integers(1996, 2097))
def test_a_year_that_nobody_decided_has_190_days_in_six_terms(year):
    terms = usual_terms(year)

    assert len(terms.days) == 190
    assert [term.ordinal for term in terms.terms] == [1, 2, 3, 4, 5, 6]
    assert all(term.first in terms.days and term.last in terms.days for term in terms.terms)
    assert date(year + 1, 7, 10) <= terms.terms[-1].last <= date(year + 1, 7, 31)


def test_a_made_up_calendar_says_that_it_is():
    assert usual_calendar([2023, 2024]).made_up
    assert not parse_calendar(OXFORDSHIRE).made_up


@given(st.dates(date(1996, 1, 1), date(2090, 1, 1)))
def test_every_day_is_in_one_academic_year_and_one_census_term(day):
    year = academic_year(day)
    terms = [dfe_term(year, name) for name in ("Autumn", "Spring", "Summer")]

    assert sum(term.first <= day <= term.last for term in terms) == 1


def test_a_calendar_is_written_and_read_back():
    calendar = parse_calendar(
        OXFORDSHIRE
        + "closed,2023-09-05,,\nT6,03/06/2024,24/07/2024,123456\ninset,2024-01-08,,123456\n"
    )

    assert parse_calendar(calendar_text(calendar)) == calendar


@given(st.sets(st.integers(1996, 2097), min_size=1, max_size=4))
def test_any_made_up_calendar_is_read_back(years):
    calendar = usual_calendar(sorted(years))

    assert parse_calendar(calendar_text(calendar)).years == calendar.years


@pytest.mark.parametrize(
    ("day", "said"),
    [
        ("2023-09-05", None),
        ("2023-09-10", "10 September 2023 is a Sunday"),
        ("2024-05-06", "6 May 2024 is a bank holiday"),
        ("2024-02-13", "13 February 2024 lies between terms 3 and 4"),
        ("2023-08-30", "30 August 2023 lies outside the terms of 2023/24"),
        ("2024-09-10", "10 September 2024 lies outside the terms of 2023/24"),
        ("2024-01-08", "8 January 2024 is a day without pupils in the calendar"),
    ],
)
def test_a_mark_on_a_day_without_school_can_be_told_why(day, said):
    terms = parse_calendar(OXFORDSHIRE + "inset,2024-01-08,,\n").terms(2023)

    assert terms.why_closed(date.fromisoformat(day)) == said

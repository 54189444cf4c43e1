"""How often a row is reported on, in the words that plans use."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from headway.domain.periods import Period
from headway.domain.plan import Timetable
from headway.rounds.cadence import Cadence, cadence
from tests.plans import PERIODS, texts

TERMS = {
    "Termly": (2, 4, 6),
    "per term": (2, 4, 6),
    "every school term": (2, 4, 6),
    "Half-termly": (1, 2, 3, 4, 5, 6),
    "each half term": (1, 2, 3, 4, 5, 6),
    "end of T2, T4 and T6": (2, 4, 6),
    "End of terms 2, 4 & 6": (2, 4, 6),
    "T1 to T3": (1, 2, 3),
    "end of term 4": (4,),
    "Annually, end of the autumn term": (2,),
    "end of each term": (2, 4, 6),
}

MONTHS = {
    "annually in October": (10,),
    "Every October": (10,),
    "March and September each year": (3, 9),
    "October": (10,),
    "yearly, in May": (5,),
    "Monthly": tuple(range(1, 13)),
    "annual report in Sept": (9,),
}

QUARTERS = {
    "Quarterly": (1, 2, 3, 4),
    "every three months": (1, 2, 3, 4),
    "per quarter": (1, 2, 3, 4),
    "six-monthly": (2, 4),
    "Twice a year": (2, 4),
    "half-yearly": (2, 4),
}

ONCE = {
    "Sep 2020": "2020-09",
    "By Mar 2020": "2020-03",
    "Mar-May 21": "2021-03/2021-05",
    "Dec 20": "2020-12",
    "end of term 4 2019/20": "AY 2019/20 T4",
    "31 March 2021": "2021-03-31",
}


def words(text: str) -> Cadence:
    return cadence(Timetable(words=text))


@pytest.mark.parametrize(("text", "terms"), TERMS.items())
def test_terms_are_read(text, terms):
    assert words(text) == Cadence(terms=frozenset(terms))


@pytest.mark.parametrize(("text", "months"), MONTHS.items())
def test_months_of_every_year_are_read(text, months):
    assert words(text) == Cadence(months=frozenset(months))


@pytest.mark.parametrize(("text", "quarters"), QUARTERS.items())
def test_quarters_and_half_years_are_those_of_the_financial_year(text, quarters):
    assert words(text) == Cadence(quarters=frozenset(quarters))


@pytest.mark.parametrize(("text", "period"), ONCE.items())
def test_a_date_comes_once(text, period):
    assert words(text) == Cadence(once=Period.parse(period))


@pytest.mark.parametrize("text", ["Annually", "per year", "Yearly", "every academic year"])
def test_a_year_alone_ends_with_the_school_year(text):
    assert words(text) == Cadence(yearly=True)


@pytest.mark.parametrize(
    "text", ["", "TBC", "ongoing", "throughout", "weekly", "it may change", "bi-annually?"]
)
def test_what_names_no_time_is_asked_for_in_every_round(text):
    assert words(text).names_no_time


def test_the_period_that_a_person_settled_counts_more_than_the_words():
    timetable = Timetable(period=Period.parse("2020-09"), words="the autumn meeting")

    assert cadence(timetable) == Cadence(once=Period.parse("2020-09"))


def test_a_recurring_period_needs_no_words():
    assert cadence(Timetable(period=Period.parse("per quarter"))).quarters == {1, 2, 3, 4}


def test_a_recurring_timetable_that_begins_later_says_since_when():
    read = cadence(Timetable(period=Period.parse("2020-09"), words="Termly from Sep 2020"))

    assert read.terms == {2, 4, 6}
    assert read.since == Period.parse("2020-09").first_day()


@given(texts(st.text(max_size=60)), st.sampled_from([None, *PERIODS]))
def test_any_timetable_is_read(text, period):
    stated = Period.parse(period) if period else None

    read = cadence(Timetable(period=stated, words=text))

    assert read.recurs + (read.once is not None) + read.names_no_time == 1
    assert list(read.periods(2025)) == list(dict.fromkeys(read.periods(2025)))

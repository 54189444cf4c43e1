"""
A school year as it usually lies, for when no authority's own dates are at hand.

The dates are made up: six terms around Easter and the half-terms that most authorities share,
with 190 days of school. They are for generated data and for a first look; a figure for a real
authority wants that authority's calendar.
"""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta
from functools import cache

from headway.evidence.calendars import Calendar, Term, Terms
from headway.evidence.holidays import bank_holidays, easter, spring_bank_monday

_DAY, _WEEK = timedelta(days=1), timedelta(days=7)
_MONDAY, _TUESDAY, _FRIDAY = 0, 1, 4
_SCHOOL_DAYS = 190
_TRAINING_DAYS = 5


@cache
def usual_terms(year: int) -> Terms:
    """
    The six terms of an academic year that nobody has decided, with 190 days of school.

    Training days are the first days of terms 1, 3, 5, 2 and 6, as many as are needed; where
    they are not enough, term 6 ends earlier or later.

    >>> terms = usual_terms(2023)
    >>> [f"{term.first:%d %b}" for term in terms.terms]
    ['06 Sep', '30 Oct', '09 Jan', '19 Feb', '15 Apr', '03 Jun']
    """
    terms = Terms(year=year, terms=_terms(year))
    spare = len(terms.days) - _SCHOOL_DAYS
    for ordinal in (1, 3, 5, 2, 6)[: max(0, min(spare, _TRAINING_DAYS))]:
        terms = _without_first_day(terms, ordinal)
    return _with_length(terms)


def usual_calendar(years: Iterable[int]) -> Calendar:
    """The usual pattern for several academic years, marked as made up."""
    return Calendar(years={year: usual_terms(year) for year in years}, made_up=True)


def _terms(year: int) -> tuple[Term, ...]:
    autumn_break = _from(date(year, 10, 22), _MONDAY)
    winter_break = _from(date(year + 1, 2, 12), _MONDAY)
    spring_break, back = _easter_break(year + 1)
    whitsun = spring_bank_monday(year + 1)
    days = (
        (_from(date(year, 9, 2), _TUESDAY), autumn_break - 3 * _DAY),
        (autumn_break + _WEEK, _from(date(year, 12, 16), _FRIDAY)),
        (_from(date(year + 1, 1, 4), _MONDAY), winter_break - 3 * _DAY),
        (winter_break + _WEEK, spring_break),
        (back, whitsun - 3 * _DAY),
        (whitsun + _WEEK, _from(date(year + 1, 7, 18), _FRIDAY)),
    )
    return tuple(
        Term(ordinal=ordinal, first=_open_from(first), last=last)
        for ordinal, (first, last) in enumerate(days, start=1)
    )


def _open_from(day: date) -> date:
    """The day, or the first after it that is no bank holiday."""
    while day in bank_holidays(day.year):
        day += _DAY
    return day


def _easter_break(year: int) -> tuple[date, date]:
    """Last day before the two weeks' holiday, and first day after it."""
    sunday = easter(year)
    if sunday < date(year, 4, 8):
        return sunday - 3 * _DAY, sunday + 15 * _DAY
    first = _from(date(year, 4, 2), _MONDAY)
    return first - 3 * _DAY, first + 2 * _WEEK


def _without_first_day(terms: Terms, ordinal: int) -> Terms:
    """One day fewer, a training day; a term never begins on a day without pupils."""
    term = terms.term(ordinal)
    later = terms.days_between(term.first, term.last)[1]
    changed = replace(term, first=later)
    return replace(terms, terms=_with(terms.terms, changed))


def _with_length(terms: Terms) -> Terms:
    last = terms.term(6)
    spare = len(terms.days) - _SCHOOL_DAYS
    if spare > 0:
        return replace(terms, terms=_with(terms.terms, replace(last, last=terms.days[-1 - spare])))
    end = last.last
    while len(terms.days) < _SCHOOL_DAYS:
        end += _DAY
        terms = replace(terms, terms=_with(terms.terms, replace(last, last=end)))
    return terms


def _with(terms: tuple[Term, ...], changed: Term) -> tuple[Term, ...]:
    return tuple(changed if term.ordinal == changed.ordinal else term for term in terms)


def _from(day: date, weekday: int) -> date:
    return day + (weekday - day.weekday()) % 7 * _DAY

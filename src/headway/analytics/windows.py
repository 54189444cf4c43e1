"""
From a period to the days that a definition counts, and to the same point of the year before.

Terms are matched by their ordinal and never by date, since Easter moves them; how many school
sessions each had gone through is told beside, for they differ.
"""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta

from headway.analytics.definition import Definition, PeriodRule, Window
from headway.domain.periods import DFE_TERMS, Period, PeriodKind
from headway.evidence.calendars import Calendar, window
from headway.evidence.errors import EvidenceError
from headway.evidence.holidays import dfe_term

_DAY = timedelta(days=1)


def window_of(rule: PeriodRule, period: Period, calendar: Calendar, urn: str = "") -> Window:
    """
    The days of a period that a definition with this rule counts.

    Args:
        rule: `Definition.period`.
        period: Any that has days. A snapshot is as on its last day.
        calendar: Needed for school terms only.
        urn: A school whose terms are its own.

    Raises:
        EvidenceError: The calendar lacks the year, or the period has no days.
    """
    in_school = period.whole_year().kind is PeriodKind.ACADEMIC_YEAR
    terms = calendar.terms(period.year, urn) if in_school else None
    first, last = window(period, terms, to_date=rule is not PeriodRule.WITHIN)
    match rule:
        case PeriodRule.ON_THE_DAY:
            first = last
        case PeriodRule.TWELVE_MONTHS:
            first = _year_before(last) + _DAY
        case _:
            pass
    return Window(first=first, last=last, name=str(period))


def terms_to_date(year: int, calendar: Calendar) -> tuple[Window, ...]:
    """
    The year to date at the end of each term that the calendar has: six in a whole year.

    Raises:
        EvidenceError: The calendar does not hold the year.
    """
    periods = (
        Period(kind=PeriodKind.ACADEMIC_TERM, year=year, part=term.ordinal)
        for term in calendar.terms(year).terms
    )
    return tuple(window_of(PeriodRule.YEAR_TO_DATE, period, calendar) for period in periods)


def census_terms_to_date(year: int) -> tuple[Window, ...]:
    """
    The year to date at the end of each of the three terms of the school census.

    >>> [str(window.last) for window in census_terms_to_date(2023)]
    ['2023-12-31', '2024-03-31', '2024-07-31']
    """
    return tuple(
        Window(
            first=date(year, 8, 1),
            last=dfe_term(year, name).last,
            name=str(Period(kind=PeriodKind.DFE_TERM, year=year, name=name)),
        )
        for name in DFE_TERMS
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class SamePoint:
    """
    A window beside the same one of the year before.

    Attributes:
        sessions_now: School sessions from the window's first day to its last; None where the
            period is no school time. Unequal numbers are shown beside any comparison.
    """

    now: Window
    then: Window
    sessions_now: int | None = None
    sessions_then: int | None = None


def same_point_last_year(
    definition: Definition, period: Period, calendar: Calendar, urn: str = ""
) -> SamePoint:
    """
    The windows of a period and of the same term, quarter or year one year before.

    Raises:
        EvidenceError: The calendar lacks one of the years, or the period has none before it.
    """
    before = period.previous_year()
    if before is None:
        raise EvidenceError(f'"{period}" comes again and again and has no year before.')
    now = window_of(definition.period, period, calendar, urn)
    then = window_of(definition.period, before, calendar, urn)
    if period.whole_year().kind is not PeriodKind.ACADEMIC_YEAR:
        return SamePoint(now=now, then=then)
    return SamePoint(
        now=now,
        then=then,
        sessions_now=calendar.terms(period.year, urn).sessions_elapsed(now.last),
        sessions_then=calendar.terms(before.year, urn).sessions_elapsed(then.last),
    )


def _year_before(day: date) -> date:
    """The same day a year before; 28 February for 29 February."""
    return day.replace(year=day.year - 1, day=min(day.day, monthrange(day.year - 1, day.month)[1]))

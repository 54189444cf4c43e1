"""
When schools are open: terms, school days and sessions, and the time that a figure is for.

Terms differ between authorities and, by training days, between schools. They are matched from
year to year by their ordinal and never by date, since Easter moves them.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import lru_cache

from headway.domain.periods import Period, PeriodKind
from headway.evidence.errors import EvidenceError
from headway.evidence.holidays import Days, academic_year, bank_holidays, dfe_term

_DAY = timedelta(days=1)
_WEEKDAYS = 5
HALVES = ("AM", "PM")


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """
    One of a year's terms.

    Attributes:
        ordinal: 1 to 6.
        first: First day on which pupils come.
        last: Last such day.

    Raises:
        EvidenceError: It ends before it starts, or a year has no such term.
    """

    ordinal: int
    first: date
    last: date

    def __post_init__(self) -> None:
        if not 1 <= self.ordinal <= 6:
            raise EvidenceError(f"A school year has six terms, 1 to 6; got term {self.ordinal}.")
        if self.last < self.first:
            raise EvidenceError(
                f"Term {self.ordinal} ends on {_on(self.last)}, before it starts on "
                f"{_on(self.first)}. Put the two dates right."
            )


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """
    One academic year of an authority, or of one school where its days differ.

    Attributes:
        year: The year in which it begins: 2023 for 2023/24.
        terms: In order, without overlap; six in a whole year, fewer while it is being planned.
        closed: Days without pupils beside weekends and bank holidays: training days, closures.

    Raises:
        EvidenceError: Terms are missing before a later one, out of order, overlapping, or
            outside August to July.
    """

    year: int
    terms: tuple[Term, ...]
    closed: frozenset[date] = field(default_factory=frozenset)

    def __post_init__(self) -> None:
        wanted = tuple(range(1, len(self.terms) + 1))
        came = tuple(term.ordinal for term in self.terms)
        if not came or came != wanted:
            raise EvidenceError(
                f"The terms of {self.name} must be 1, 2, 3 … each once and in order; "
                f"got {', '.join(map(str, came)) or 'none'}."
            )
        for before, after in zip(self.terms, self.terms[1:], strict=False):
            self._check_order(before, after)
        first, last = self.terms[0].first, self.terms[-1].last
        if academic_year(first) != self.year or academic_year(last) != self.year:
            raise EvidenceError(
                f"The terms of {self.name} must lie between 1 August {self.year} and "
                f"31 July {self.year + 1}; got {_on(first)} to {_on(last)}."
            )

    def _check_order(self, before: Term, after: Term) -> None:
        if after.first <= before.last:
            fault = "overlap" if after.last >= before.first else "are not in order"
            raise EvidenceError(
                f"Terms {before.ordinal} and {after.ordinal} of {self.name} {fault}: term "
                f"{before.ordinal} ends on {_on(before.last)} and term {after.ordinal} starts on "
                f"{_on(after.first)}. Put the dates right in the calendar."
            )

    @property
    def name(self) -> str:
        """As people write it: 2023/24."""
        return f"{self.year}/{(self.year + 1) % 100:02d}"

    @property
    def days(self) -> tuple[date, ...]:
        """Every school day of the year, in order."""
        return _days(self)

    @property
    def sessions(self) -> int:
        """How many sessions the year has: two a school day."""
        return 2 * len(self.days)

    def term(self, ordinal: int) -> Term:
        """
        The term of this ordinal.

        Raises:
            EvidenceError: The calendar does not have it yet.
        """
        if not 1 <= ordinal <= len(self.terms):
            raise EvidenceError(
                f"The calendar of {self.name} has {len(self.terms)} terms and no term {ordinal}. "
                "Add its dates to the calendar."
            )
        return self.terms[ordinal - 1]

    def term_on(self, day: date) -> Term | None:
        """The term in which a day lies; None in a holiday."""
        return next((term for term in self.terms if term.first <= day <= term.last), None)

    def is_school_day(self, day: date) -> bool:
        """Whether pupils come on this day."""
        return self.session_index(day, "AM") is not None

    def why_closed(self, day: date) -> str | None:
        """
        Why there is no school on a day, in words for the row of a mark; None where there is.

        >>> year = Terms(year=2023, terms=(Term(
        ...     ordinal=1, first=date(2023, 9, 5), last=date(2023, 10, 20)),))
        >>> year.why_closed(date(2023, 9, 9))
        '9 September 2023 is a Saturday'
        """
        if self.is_school_day(day):
            return None
        if day.weekday() >= _WEEKDAYS:
            return f"{_on(day)} is a {day:%A}"
        if day in bank_holidays(day.year):
            return f"{_on(day)} is a bank holiday"
        if day in self.closed:
            return f"{_on(day)} is a day without pupils in the calendar"
        before = [term for term in self.terms if term.last < day]
        after = [term for term in self.terms if term.first > day]
        if before and after:
            return f"{_on(day)} lies between terms {before[-1].ordinal} and {after[0].ordinal}"
        return f"{_on(day)} lies outside the terms of {self.name}"

    def days_between(self, first: date, last: date) -> tuple[date, ...]:
        """The school days from `first` to `last`, both counted."""
        days = self.days
        return days[bisect_left(days, first) : bisect_right(days, last)]

    def sessions_elapsed(self, last: date) -> int:
        """Sessions from the start of the year to the end of a day."""
        return 2 * bisect_right(self.days, last)

    def session_index(self, day: date, half: str) -> int | None:
        """The place of a session in the year, from 0; None where there is none."""
        place = bisect_left(self.days, day)
        if place == len(self.days) or self.days[place] != day:
            return None
        return 2 * place + HALVES.index(half)

    def session_at(self, index: int) -> tuple[date, str]:
        """The day and half of the session at a place from 0; an IndexError past the last."""
        return self.days[index // 2], HALVES[index % 2]


@lru_cache(maxsize=4096)
def _days(terms: Terms) -> tuple[date, ...]:
    holidays = bank_holidays(terms.year) | bank_holidays(terms.year + 1) | terms.closed
    return tuple(
        day
        for term in terms.terms
        for day in _each(term.first, term.last)
        if day.weekday() < _WEEKDAYS and day not in holidays
    )


def _each(first: date, last: date) -> Iterator[date]:
    return (first + number * _DAY for number in range((last - first).days + 1))


@dataclass(frozen=True, slots=True, kw_only=True)
class Calendar:
    """
    Several years, and the years of the schools whose days differ.

    Attributes:
        years: The authority's, by the year in which each begins.
        schools: By URN, those years of a school that differ from the authority's.
        made_up: Whether the dates are the usual pattern and not the authority's own.
    """

    years: Mapping[int, Terms]
    schools: Mapping[str, Mapping[int, Terms]] = field(default_factory=dict)
    made_up: bool = False

    def terms(self, year: int, urn: str = "") -> Terms:
        """
        The terms of an academic year, a school's own where it has them.

        Raises:
            EvidenceError: The calendar does not hold the year.
        """
        own = self.schools.get(urn, {}).get(year)
        found = own or self.years.get(year)
        if found is None:
            held = ", ".join(terms.name for _, terms in sorted(self.years.items())) or "no year"
            raise EvidenceError(
                f"The calendar holds {held} and not {year}/{(year + 1) % 100:02d}. "
                "Add that year's terms to the calendar."
            )
        return found

    def school_day_after(self, day: date, nth: int, urn: str = "") -> date:
        """
        The nth school day after a day, which itself is not counted; on into the next year.

        Raises:
            EvidenceError: The calendar ends before that day.
        """
        year, left = academic_year(day), nth
        while True:
            ahead = self.terms(year, urn).days_between(day + _DAY, date(year + 1, 7, 31))
            if left <= len(ahead):
                return ahead[left - 1]
            left -= len(ahead)
            year += 1

    def sixth_school_day(self, after: date, urn: str = "") -> date:
        """
        The sixth school day after the first day of an exclusion: the last by which full-time
        education must begin.
        """
        return self.school_day_after(after, 6, urn)

    def school_days_between(self, first: date, last: date, urn: str = "") -> int:
        """How many school days lie from `first` to `last`, both counted, over several years."""
        years = range(academic_year(first), academic_year(last) + 1)
        return sum(len(self.terms(year, urn).days_between(first, last)) for year in years)


_TO_DATE_FROM = {
    PeriodKind.FINANCIAL_QUARTER: PeriodKind.FINANCIAL_YEAR,
    PeriodKind.CALENDAR_QUARTER: PeriodKind.CALENDAR_YEAR,
}


def window(period: Period, terms: Terms | None = None, *, to_date: bool = True) -> Days:
    """
    The days that a figure for a period is about.

    An academic year is 1 August to 31 July, as the censuses count, so that no day belongs to
    two; a term to date runs from 1 August to the term's last day. A term by itself begins on
    the day after the one before it, so that what happens in a holiday is counted once.

    Args:
        period: Any but a recurring one.
        terms: Of the academic year in which the period lies; only school periods need them.
        to_date: From the year's first day, else the term or quarter by itself.

    Raises:
        EvidenceError: The period is of another academic year, or has no days.
    """
    if _is_school_time(period):
        return _school_window(period, terms, to_date)
    first, last = period.first_day(), period.last_day()
    if to_date and period.kind in _TO_DATE_FROM:
        first = period.whole_year().first_day()
    if first is None or last is None:
        raise EvidenceError(
            f'A figure cannot be computed for "{period}", which has no days. '
            "Name a year, a term or a quarter."
        )
    return Days(first, last)


def _is_school_time(period: Period) -> bool:
    return period.whole_year().kind is PeriodKind.ACADEMIC_YEAR


def _school_window(period: Period, terms: Terms | None, to_date: bool) -> Days:
    if terms is None or period.year != terms.year:
        given = "none" if terms is None else terms.name
        raise EvidenceError(f'"{period}" needs the terms of its own school year; got {given}.')
    start = date(terms.year, 8, 1)
    match period.kind:
        case PeriodKind.ACADEMIC_YEAR:
            return Days(start, date(terms.year + 1, 7, 31))
        case PeriodKind.DFE_TERM:
            days = dfe_term(terms.year, period.name)
            return Days(start if to_date else days.first, days.last)
        case _:
            alone = to_date or period.part == 1
            first = start if alone else terms.term(period.part - 1).last + _DAY
            return Days(first, terms.term(period.part).last)


@dataclass(frozen=True, slots=True, kw_only=True)
class SamePoint:
    """
    A period beside the same one of the year before.

    Attributes:
        now: The days of the period.
        then: The days of the same term, quarter or year, one year before.
        sessions_now: School sessions in `now`; None where the period is no school time.
        sessions_then: In `then`. Unequal numbers are to be shown beside any comparison.
    """

    now: Days
    then: Days
    sessions_now: int | None = None
    sessions_then: int | None = None


def same_point(period: Period, calendar: Calendar, *, urn: str = "") -> SamePoint:
    """
    The days of a period and of the same point last year, matched by the ordinal of the term.

    Raises:
        EvidenceError: The calendar lacks one of the years, or the period has none before it.
    """
    before = period.previous_year()
    if before is None:
        raise EvidenceError(f'"{period}" comes again and again and has no year before.')
    if not _is_school_time(period):
        return SamePoint(now=window(period), then=window(before))
    terms, terms_before = calendar.terms(period.year, urn), calendar.terms(before.year, urn)
    now, then = window(period, terms), window(before, terms_before)
    return SamePoint(
        now=now,
        then=then,
        sessions_now=2 * len(terms.days_between(*now)),
        sessions_then=2 * len(terms_before.days_between(*then)),
    )


def _on(day: date) -> str:
    return f"{day.day} {day:%B %Y}"

"""
The days on which somebody may be asked: in term, from Monday to Friday, no bank holiday.

A training day is a working day: there are no pupils, but those who answer are at work.
"""

from dataclasses import dataclass, field
from datetime import date, timedelta

from headway.domain.periods import DFE_TERMS, Period, PeriodKind
from headway.evidence.calendars import Calendar, Terms
from headway.evidence.errors import EvidenceError
from headway.evidence.holidays import academic_year, bank_holidays
from headway.evidence.usual_terms import usual_terms

_DAY = timedelta(days=1)
_WEEKDAYS = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkingDays:
    """
    An authority's working days; the usual pattern of terms for years that its calendar lacks.

    Attributes:
        calendar: The authority's own, empty where nobody has given it.
    """

    calendar: Calendar = field(default_factory=lambda: Calendar(years={}))

    def is_working(self, day: date) -> bool:
        """
        Whether anybody may be asked, reminded or expected to answer on a day.

        >>> days = WorkingDays()
        >>> days.is_working(date(2024, 3, 14)), days.is_working(date(2024, 12, 27))
        (True, False)
        """
        if day.weekday() >= _WEEKDAYS or day in bank_holidays(day.year):
            return False
        return self.terms(academic_year(day)).term_on(day) is not None

    def day_off(self, day: date) -> str:
        """
        Why a day is no working day, to follow "it is"; empty where it is one.

        >>> days = WorkingDays()
        >>> days.day_off(date(2027, 3, 26)), days.day_off(date(2027, 3, 27))
        ('a bank holiday', 'a Saturday')
        >>> days.day_off(date(2026, 12, 29)), days.day_off(date(2027, 3, 25))
        ('in the school holidays', '')
        """
        if day in bank_holidays(day.year):
            return "a bank holiday"
        if day.weekday() >= _WEEKDAYS:
            return f"a {day:%A}"
        return "" if self.is_working(day) else "in the school holidays"

    def terms(self, year: int) -> Terms:
        """The terms of an academic year; a year without all six is filled by the usual ones."""
        try:
            found = self.calendar.terms(year)
        except EvidenceError:
            return usual_terms(year)
        return found if len(found.terms) == 6 else usual_terms(year)

    def on_or_after(self, day: date) -> date:
        """The day itself if it is a working day, else the next that is."""
        while not self.is_working(day):
            day += _DAY
        return day

    def on_or_before(self, day: date) -> date:
        """The day itself if it is a working day, else the last one before it."""
        while not self.is_working(day):
            day -= _DAY
        return day

    def after(self, day: date, count: int) -> date:
        """
        The working day that many after a day, which itself is not counted; before it if negative.

        >>> str(WorkingDays().after(date(2024, 3, 14), 2))
        '2024-03-18'
        """
        step = _DAY if count > 0 else -_DAY
        for _ in range(abs(count)):
            day += step
            while not self.is_working(day):
                day += step
        return day

    def between(self, first: date, last: date) -> int:
        """How many working days lie after `first` and up to `last`; 0 where it is not later."""
        span = range(1, (last - first).days + 1)
        return sum(self.is_working(first + number * _DAY) for number in span)

    def last_day(self, period: Period) -> date | None:
        """
        The last day of a period: of a school term as the calendar has it, else by convention.

        The three terms of a census end with the second term of their two.
        """
        match period.kind:
            case PeriodKind.ACADEMIC_TERM:
                return self.terms(period.year).term(period.part).last
            case PeriodKind.DFE_TERM:
                ordinal = 2 * (DFE_TERMS.index(period.name) + 1)
                return self.terms(period.year).term(ordinal).last
            case _:
                return period.last_day()

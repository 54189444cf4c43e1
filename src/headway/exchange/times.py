"""
A plan's periods as the Department for Education names times: `201920`, `Academic year`.

Its layout knows fewer sorts of time than plans do. What it does not know is named by the year
that holds it, and a column of its own says exactly when.
"""

import re
from datetime import date

from headway.domain.errors import PeriodError
from headway.domain.periods import DFE_TERMS, Period, PeriodKind

Time = tuple[str, str]
"""`time_period` and `time_identifier`."""

ACADEMIC, FINANCIAL, CALENDAR, REPORTING = (
    "Academic year",
    "Financial year",
    "Calendar year",
    "Reporting year",
)
MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
)  # fmt: skip


def time_of(period: Period | None, *, otherwise: date) -> Time:
    """
    The time that a figure is of, as closely as the layout can say.

    Args:
        period: The figure's; None where its source does not say.
        otherwise: The day on which it was reported, for those without a time of their own.

    >>> time_of(Period.parse("AY 2019/20 T4"), otherwise=date(2020, 5, 31))
    ('201920', 'Academic year')
    >>> time_of(Period.parse("FY 2020/21 Q4"), otherwise=date(2021, 5, 31))
    ('202021', 'Financial year Q4')
    >>> time_of(None, otherwise=date(2020, 5, 31))
    ('2020', 'Reporting year')
    """
    if period is None or period.kind is PeriodKind.RECURRING:
        return str(otherwise.year), REPORTING
    year = period.year
    match period.kind:
        case PeriodKind.ACADEMIC_YEAR | PeriodKind.ACADEMIC_TERM:
            return _two_years(year), ACADEMIC
        case PeriodKind.DFE_TERM:
            return _two_years(year), f"{period.name} term"
        case PeriodKind.FINANCIAL_YEAR:
            return _two_years(year), FINANCIAL
        case PeriodKind.FINANCIAL_QUARTER:
            return _two_years(year), f"{FINANCIAL} Q{period.part}"
        case PeriodKind.MONTH | PeriodKind.DAY:
            return str(year), MONTHS[period.part - 1]
        case PeriodKind.CALENDAR_YEAR | PeriodKind.CALENDAR_QUARTER | PeriodKind.SEASON:
            return str(year), CALENDAR
    last = period.last_day()
    return str(last.year if last else otherwise.year), REPORTING


def period_of(time: Time) -> Period:
    """
    The period that a time names, where no column says more exactly.

    >>> str(period_of(("201920", "Spring term"))), str(period_of(("2021", "March")))
    ('AY 2019/20 Spring', '2021-03')

    Raises:
        PeriodError: There is no such time; says what was expected.
    """
    digits, identifier = time
    name = identifier.strip().casefold()
    if re.fullmatch(r"\d{6}", digits):
        start, end = int(digits[:4]), digits[4:]
        if end != f"{(start + 1) % 100:02}":
            raise PeriodError(f'the two years of time_period "{digits}" must follow each other')
        years = f"{start}/{end}"
        if name == ACADEMIC.casefold():
            return Period.parse(f"AY {years}")
        if name == FINANCIAL.casefold():
            return Period.parse(f"FY {years}")
        if found := re.fullmatch(r"financial year (q[1-4])", name):
            return Period.parse(f"FY {years} {found[1].upper()}")
        for term in DFE_TERMS:
            if name == f"{term} term".casefold():
                return Period.parse(f"AY {years} {term}")
    if re.fullmatch(r"\d{4}", digits):
        if name == CALENDAR.casefold():
            return Period.parse(digits)
        for number, month in enumerate(MONTHS, start=1):
            if name == month.casefold():
                return Period.parse(f"{digits}-{number:02}")
    raise PeriodError(
        f'time_period "{digits[:20]}" with time_identifier "{identifier[:40]}" names no time of '
        "its own. Expected are 201920 with Academic year, Financial year, Financial year Q1 to "
        "Q4 or Autumn, Spring or Summer term, or 2019 with Calendar year or a month; or say it "
        "in the column reported_period, as in AY 2019/20 T4"
    )


def _two_years(year: int) -> str:
    return f"{year}{(year + 1) % 100:02}"

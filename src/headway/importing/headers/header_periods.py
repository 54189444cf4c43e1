"""The time that a column's header names: a year, a quarter, a month, or several months."""

import re

from headway.domain.errors import PeriodError
from headway.domain.periods import Period, PeriodKind

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|"
    r"sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)"
)
_YEAR = re.compile(r"\b(20\d\d)\s*[-/–]\s*(?:20)?(\d\d)\b")
_SHORT_YEAR = re.compile(r"(?<![\d/.])(\d\d)\s*[-/–]\s*(\d\d)(?![\d/.])")
_ONE_YEAR = re.compile(r"\b(20\d\d)\b")
_QUARTER = re.compile(r"\bq(?:uarter|tr)?\s*([1-4])\b", re.IGNORECASE)
_IN_MONTH = re.compile(rf"(?:\b(\d{{1,2}})(?:st|nd|rd|th)?\s+)?\b({MONTH})\b\.?", re.IGNORECASE)
_SHORT_AFTER = re.compile(rf"\b{MONTH}\.?[\s'’-]*(\d\d)(?!\d|\s*[-/–]\s*\d)", re.IGNORECASE)
_APRIL = 4
_OF_QUARTERS = {(4, 6): 1, (7, 9): 2, (10, 12): 3, (1, 3): 4}


def period_named(header: str) -> Period | None:
    """
    The time a header names; a split year's kind is left open.

    >>> period_named("Target 06/07"), period_named("Oct (2024)")
    (Period('2006/07'), Period('2024-10'))
    >>> period_named("Jan-Mar 2023/24"), period_named("Q1")
    (Period('2024-01/2024-03'), None)
    """
    split = _split_year(header)
    months = _months(header)
    if months:
        year = _one_year(header)
        if split is not None:
            year = split if months[0][1] >= _APRIL else split + 1
        return _of_months(months, year) if year else None
    quarter = _QUARTER.search(header)
    if split is not None:
        name = f"{split}/{(split + 1) % 100:02d}"
        return _parsed(f"FY {name} Q{quarter[1]}" if quarter else name)
    one = _ONE_YEAR.search(header)
    return _parsed(f"{one[1]} Q{quarter[1]}" if quarter else one[1]) if one else None


def quarter_named(header: str) -> int:
    """
    The quarter of a financial year that a header names, 1 to 4, or 0.

    Its year may stand elsewhere.

    >>> quarter_named("Q3 actual"), quarter_named("Apr-Jun"), quarter_named("Target")
    (3, 1, 0)
    """
    if found := _QUARTER.search(header):
        return int(found[1])
    months = _months(header)
    return _OF_QUARTERS.get((months[0][1], months[-1][1]), 0) if len(months) > 1 else 0


def month_within(header: str, year: Period) -> Period | None:
    """
    The month that a header names without a year, within the year that a document covers.

    >>> month_within("Nov", Period.parse("FY 2023/24")), month_within("Feb", Period.parse("2024"))
    (Period('2023-11'), Period('2024-02'))
    """
    months = _months(header)
    if len(months) != 1 or months[0][0] or _ONE_YEAR.search(header):
        return None
    month = months[0][1]
    split = year.kind is not PeriodKind.CALENDAR_YEAR
    after = split and month < (_APRIL if year.kind is not PeriodKind.ACADEMIC_YEAR else 9)
    return _parsed(f"{year.year + after}-{month:02d}")


def _months(header: str) -> list[tuple[str, int]]:
    """The months named, each with the day before it, if one is."""
    return [(found[1] or "", _number(found[2])) for found in _IN_MONTH.finditer(header)]


def _number(name: str) -> int:
    return _MONTHS.index(name[:3].lower()) + 1


def _split_year(header: str) -> int | None:
    """The first of the two years of "2023/24" or "23/24"."""
    for pattern in (_YEAR, _SHORT_YEAR):
        found = pattern.search(header)
        if found and (int(found[1]) + 1) % 100 == int(found[2]):
            return int(found[1]) if len(found[1]) > 2 else 2000 + int(found[1])
    return None


def _one_year(header: str) -> int | None:
    if found := _ONE_YEAR.search(header):
        return int(found[1])
    short = _SHORT_AFTER.search(header)
    return 2000 + int(short[1]) if short else None


def _of_months(months: list[tuple[str, int]], year: int) -> Period | None:
    day, first = months[0]
    if len(months) == 1:
        return _parsed(f"{year}-{first:02d}" + (f"-{int(day):02d}" if day else ""))
    last = months[-1][1]
    begin = year if first <= last else year - 1
    return _parsed(f"{begin}-{first:02d}/{year}-{last:02d}")


def _parsed(text: str) -> Period | None:
    try:
        return Period.parse(text)
    except PeriodError:
        return None

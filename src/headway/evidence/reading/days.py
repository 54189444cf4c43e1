"""
Days as people and programs write them.

The day comes before the month, as it is written in England; a column that puts the month first
is refused and never turned round, since half of its days would then be wrong in silence. A time
with its zone is the day that it was in England: 2014-08-31T23:00:00Z is in September.
"""

import re
from datetime import UTC, date, datetime, timedelta
from enum import Enum, auto

_MONTHS = {
    name: number
    for number, name in enumerate(
        ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"),
        start=1,
    )
}
_TIME = r"(?:[T ]\s*\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:Z|[+-]\d{2}:?\d{2})?)?"
_ISO = re.compile(rf"(\d{{4}})([-/])(\d{{1,2}})\2(\d{{1,2}}){_TIME}")
_ZONED = re.compile(r".*[T ]\s*(\d{1,2}):(\d{2}).*?(?:Z|([+-])(\d{2}):?(\d{2}))")
_BASIC = re.compile(r"(19\d\d|20\d\d)(\d\d)(\d\d)")
_FIGURES = re.compile(rf"(\d{{1,2}})[/.-](\d{{1,2}})[/.-](\d{{4}}|\d{{2}}){_TIME}")
_WEEKDAY = r"(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?,? )?"
_NAMED = re.compile(
    rf"(?i:{_WEEKDAY}(\d{{1,2}})(?:st|nd|rd|th)?)[ -]?([A-Za-z]{{3,9}})"
    rf"[ ,-]*(\d{{4}}|\d{{2}}){_TIME}"
)
_SERIAL = re.compile(r"([1-6]\d{4})(?:\.\d+)?")
_FIRST_SERIAL = date(1899, 12, 30)
_NEWEST_SHORT_YEAR = 50
"""A year of two figures below this is of this century."""
_EARLIEST, _LATEST = date(1900, 1, 1), date(2100, 1, 1)


class Order(Enum):
    """What one text shows of the order in which its column writes day and month."""

    NOTHING = auto()
    DAY_FIRST = auto()
    MONTH_FIRST = auto()


def day(text: str) -> date | None:
    """
    The day that a text names; None where it names none.

    >>> day("05/09/2019") == day("2019-09-05") == day("43713") == day("5-Sep-19")
    True
    >>> day("09/25/2019") is None
    True
    >>> day("2014-08-31T23:00:00Z").isoformat(), day("2014-01-31T23:00:00Z").isoformat()
    ('2014-09-01', '2014-01-31')
    """
    text = text.strip()
    if found := _ISO.fullmatch(text):
        year, month, of_month = (int(found[place]) for place in (1, 3, 4))
    elif found := _BASIC.fullmatch(text):
        year, month, of_month = (int(part) for part in found.groups())
    elif found := _FIGURES.fullmatch(text):
        of_month, month = int(found[1]), int(found[2])
        year = _whole_year(found[3])
    elif found := _NAMED.fullmatch(text):
        of_month, month = int(found[1]), _MONTHS.get(found[2][:3].casefold(), 0)
        year = _whole_year(found[3])
    elif found := _SERIAL.fullmatch(text):
        return _FIRST_SERIAL + timedelta(days=int(found[1]))
    else:
        return None
    try:
        named = _in_england(date(year, month, of_month), text)
    except ValueError:
        return None
    return named if _EARLIEST <= named < _LATEST else None


def is_serial(text: str) -> bool:
    """
    Whether a text names a day only as spreadsheets count them, from 1900 or, some, from 1904.

    >>> is_serial("43713"), is_serial("2019-09-05")
    (True, False)
    """
    return _SERIAL.fullmatch(text.strip()) is not None


def _in_england(named: date, text: str) -> date:
    """The day on which a time was in England, where the text says its time zone."""
    found = _ZONED.fullmatch(text)
    if found is None:
        return named
    hours, minutes, sign, ahead, more = found.groups()
    utc = datetime(named.year, named.month, named.day, int(hours), int(minutes), tzinfo=UTC)
    if sign:
        shift = timedelta(hours=int(ahead), minutes=int(more))
        utc = utc - shift if sign == "+" else utc + shift
    summer = _last_sunday(utc.year, 3) <= utc < _last_sunday(utc.year, 10)
    return (utc + timedelta(hours=summer)).date()


def _last_sunday(year: int, month: int) -> datetime:
    """When the clocks change in a month of 31 days."""
    last = datetime(year, month, 31, 1, tzinfo=UTC)
    return last - timedelta(days=(last.weekday() + 1) % 7)


def order(text: str) -> Order:
    """
    Whether a text can only be meant with the day, or only with the month, first.

    >>> order("25/09/2019"), order("09/25/2019"), order("05/09/2019")
    (<Order.DAY_FIRST: 2>, <Order.MONTH_FIRST: 3>, <Order.NOTHING: 1>)
    """
    found = _FIGURES.fullmatch(text.strip())
    if found is None:
        return Order.NOTHING
    first, second = int(found[1]), int(found[2])
    if first > 12 >= second:
        return Order.DAY_FIRST
    return Order.MONTH_FIRST if second > 12 >= first else Order.NOTHING


def either_way(text: str) -> bool:
    """
    Whether a text names a day with the day first as well as with the month first.

    >>> either_way("05/09/2019"), either_way("25/09/2019"), either_way("2019-09-05")
    (True, False, False)
    """
    found = _FIGURES.fullmatch(text.strip())
    return found is not None and 1 <= int(found[1]) <= 12 and 1 <= int(found[2]) <= 12


def _whole_year(text: str) -> int:
    if len(text) == 4:
        return int(text)
    return int(text) + (2000 if int(text) < _NEWEST_SHORT_YEAR else 1900)

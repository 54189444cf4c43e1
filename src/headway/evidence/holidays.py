"""Easter, England's bank holidays and the three terms that the Department for Education counts."""

from datetime import date, timedelta
from functools import cache
from types import MappingProxyType
from typing import NamedTuple

_DAY = timedelta(days=1)
_MONDAY, _SATURDAY = 0, 5

_MOVED = MappingProxyType(
    {
        date(1995, 5, 1): date(1995, 5, 8),  # fifty years after the war
        date(2002, 5, 27): date(2002, 6, 4),  # golden jubilee
        date(2012, 5, 28): date(2012, 6, 4),  # diamond jubilee
        date(2020, 5, 4): date(2020, 5, 8),  # seventy-five years after the war
        date(2022, 5, 30): date(2022, 6, 2),  # platinum jubilee
    }
)
_EXTRA = frozenset(
    {
        date(1999, 12, 31),  # millennium
        date(2002, 6, 3),  # golden jubilee
        date(2011, 4, 29),  # royal wedding
        date(2012, 6, 5),  # diamond jubilee
        date(2022, 6, 3),  # platinum jubilee
        date(2022, 9, 19),  # state funeral
        date(2023, 5, 8),  # coronation
    }
)


class Days(NamedTuple):
    """A stretch of days, both ends in it."""

    first: date
    last: date


def easter(year: int) -> date:
    """
    Easter Sunday, by the reckoning of Meeus, Jones and Butcher.

    >>> str(easter(2024)), str(easter(2025))
    ('2024-03-31', '2025-04-20')
    """
    century, of_century = divmod(year, 100)
    golden = year % 19
    leap_centuries, rest = divmod(century, 4)
    correction = (century - (century + 8) // 25 + 1) // 3
    epact = (19 * golden + century - leap_centuries - correction + 15) % 30
    leaps, past = divmod(of_century, 4)
    weekday = (32 + 2 * rest + 2 * leaps - epact - past) % 7
    late = (golden + 11 * epact + 22 * weekday) // 451
    month, day = divmod(epact + weekday - 7 * late + 114, 31)
    return date(year, month, day + 1)


@cache
def bank_holidays(year: int) -> frozenset[date]:
    """
    The bank holidays of England and Wales in a calendar year, with those moved and added.

    >>> len(bank_holidays(2024)), len(bank_holidays(2022))
    (8, 10)
    """
    usual = {
        easter(year) - 2 * _DAY,
        easter(year) + _DAY,
        _monday_from(date(year, 5, 1)),
        spring_bank_monday(year),
        _monday_from(date(year, 8, 25)),
        _weekday_from(date(year, 1, 1)),
    }
    christmas = _weekday_from(date(year, 12, 25))
    boxing = _weekday_from(date(year, 12, 26))
    usual |= {christmas, boxing if boxing != christmas else _weekday_from(christmas + _DAY)}
    moved = {_MOVED.get(day, day) for day in usual}
    return frozenset(moved | {day for day in _EXTRA if day.year == year})


def spring_bank_monday(year: int) -> date:
    """The last Monday of May, where the holiday usually lies; half-term begins with it."""
    return _monday_from(date(year, 5, 25))


def dfe_term(year: int, name: str) -> Days:
    """
    The days of one of the three terms of a census of absence or exclusions.

    Autumn is 1 August to 31 December, spring 1 January to Easter Sunday, summer Easter Monday
    to 31 July, whatever the school's own terms are.

    Args:
        year: The year in which the academic year begins: 2023 for 2023/24.
        name: "Autumn", "Spring" or "Summer".

    >>> str(dfe_term(2023, "Spring").last)
    '2024-03-31'
    """
    sunday = easter(year + 1)
    return {
        "Autumn": Days(date(year, 8, 1), date(year, 12, 31)),
        "Spring": Days(date(year + 1, 1, 1), sunday),
        "Summer": Days(sunday + _DAY, date(year + 1, 7, 31)),
    }[name]


def summer_halves(year: int) -> tuple[Days, Days]:
    """
    The two halves of the summer term of a census: to the Sunday before the spring bank holiday,
    and from the Monday on.

    >>> [str(half.first) for half in summer_halves(2023)]
    ['2024-04-01', '2024-05-27']
    """
    summer, monday = dfe_term(year, "Summer"), spring_bank_monday(year + 1)
    return Days(summer.first, monday - _DAY), Days(monday, summer.last)


def academic_year(day: date) -> int:
    """
    The year in which the academic year of a day begins, from 1 August as the censuses count.

    >>> academic_year(date(2024, 7, 31)), academic_year(date(2024, 8, 1))
    (2023, 2024)
    """
    return day.year if day.month >= 8 else day.year - 1


def _monday_from(day: date) -> date:
    return day + (_MONDAY - day.weekday()) % 7 * _DAY


def _weekday_from(day: date) -> date:
    return day + (7 - day.weekday()) * _DAY if day.weekday() >= _SATURDAY else day

"""
When a published figure was true, in our own periods.

The Department writes a year across two calendar years as six digits and any other as four;
`time_identifier` says which sort of year it is. The Local Authority Interactive Tool writes a
label whose sense its dictionary gives.
"""

import re
from datetime import date, timedelta

from headway.domain.errors import PeriodError
from headway.domain.periods import Period, day

_MONTHS = [
    *("january", "february", "march", "april", "may", "june"),
    *("july", "august", "september", "october", "november", "december"),
]
_SPANS = {  # identifiers of a part of a year, with its months; over 12 is in the next year
    "autumn and spring term": (9, 16),
    "part 1": (4, 9),
    "part 1 (april to september)": (4, 9),
    "part 2": (10, 15),
    "part 2 (october to march)": (10, 15),
    "academic year q1": (9, 11),
    "academic year q2": (12, 14),
    "academic year q3": (15, 17),
    "academic year q4": (18, 20),
}
_SPLIT = re.compile(r"(\d{4})\s*[/-]?\s*(\d{2}|\d{4})")


def period_of(identifier: str, label: str) -> Period | None:
    """
    The period of a row in the Department's layout; None where it is in no known form.

    A reporting year is the year ending 31 March of the year given.

    >>> period_of("Academic year", "201819"), period_of("Reporting year", "2025")
    (Period('AY 2018/19'), Period('FY 2024/25'))
    >>> period_of("Autumn term", "202526"), period_of("Week 2", "2024")
    (Period('AY 2025/26 Autumn'), Period('2024-01-08/2024-01-14'))
    """
    name = " ".join(identifier.split()).casefold()
    text = label.strip().removesuffix(".0")
    split = split_year(text)
    try:
        if name in _SPANS and split is not None:
            return _months(split, *_SPANS[name])
        if name.startswith(("week", "month")) or name in _MONTHS:
            return _within(name, int(text))
        if split is not None:
            return _two_years(name, split)
        return _one_year(name, int(text))
    except (PeriodError, ValueError):
        return None


def split_year(text: str) -> int | None:
    """
    The first of two years that follow each other; None for anything else.

    >>> split_year("201819"), split_year("2018/19"), split_year("2018-2019"), split_year("2019")
    (2018, 2018, 2018, None)
    """
    found = _SPLIT.fullmatch(text.strip())
    if found is None:
        return None
    first, second = int(found[1]), int(found[2])
    return first if (first + 1) % (10 ** len(found[2])) == second else None


def _two_years(name: str, first: int) -> Period:
    both = f"{first}/{(first + 1) % 100:02d}"
    if name.endswith(" term"):
        return Period.parse(f"AY {both} {name.removesuffix(' term').capitalize()}")
    if quarter := re.fullmatch(r"(?:financial|tax) year (q[1-4])", name):
        return Period.parse(f"FY {both} {quarter[1].upper()}")
    if name.startswith(("financial", "tax", "reporting")):
        return Period.parse(f"FY {both}")
    if name.startswith("academic") or not name:
        return Period.parse(f"AY {both}")
    return Period.parse(both)


def _one_year(name: str, year: int) -> Period:
    if name == "reporting year":
        return Period.parse(f"FY {year - 1}/{year % 100:02d}")
    if quarter := re.fullmatch(r"calendar year (q[1-4])", name):
        return Period.parse(f"{year} {quarter[1].upper()}")
    if found := re.fullmatch(r"(\d{1,2}) (\w+)", name):  # a census day: "31 march"
        return day(date(year, _MONTHS.index(found[2]) + 1, int(found[1])))
    return Period.parse(str(year))


def _within(name: str, year: int) -> Period:
    if name.startswith("week"):
        monday = date.fromisocalendar(year, int(name.split()[1]), 1)
        return Period.parse(f"{monday}/{monday + timedelta(days=6)}")
    month = int(name.split()[1]) if name.startswith("month") else _MONTHS.index(name) + 1
    return Period.parse(f"{year}-{month:02d}")


def _months(year: int, first: int, last: int) -> Period:
    ends = [(year + (month - 1) // 12, (month - 1) % 12 + 1) for month in (first, last)]
    return Period.parse("/".join(f"{y}-{m:02d}" for y, m in ends))


_AT_31_MARCH = ("children in need", "child protection", "children looked after")


def tool_period(label: str, year_type: str, topic: str = "") -> Period | None:
    """
    The period of a label of the Local Authority Interactive Tool.

    Args:
        label: "2019", "2018/19".
        year_type: `Year_Type` of its dictionary: "Academic Year", "Annual", …
        topic: `Topic` of its dictionary: counts of children in need are of 31 March.

    >>> tool_period("2019", "Academic Year"), tool_period("2018/19", "Academic Year")
    (Period('AY 2018/19'), Period('AY 2018/19'))
    >>> tool_period("2025", "Annual", "Children in Need"), tool_period("2025", "Annual - January")
    (Period('2025-03-31'), Period('2025-01'))
    """
    kind, text = year_type.strip().casefold(), label.strip().removesuffix(".0")
    first = split_year(text)
    if first is None:
        if not re.fullmatch(r"\d{4}", text):
            return None
        year = int(text)
        if kind.startswith("annual"):
            return _annual(kind, year, topic)
        if kind.startswith("calendar"):
            return Period.parse(text)
        first = year - 1
    prefix = "FY " if kind.startswith("financial") else "AY " if "academic" in kind else ""
    if not prefix and split_year(text) is None:
        return None
    return Period.parse(f"{prefix}{first}/{(first + 1) % 100:02d}")


def _annual(kind: str, year: int, topic: str) -> Period:
    month = kind.removeprefix("annual").strip(" -")
    if month in _MONTHS:
        return Period.parse(f"{year}-{_MONTHS.index(month) + 1:02d}")
    if topic.strip().casefold() in _AT_31_MARCH:
        return day(date(year, 3, 31))
    return Period.parse(str(year))


def indicator_period(label: str, about: str) -> Period | None:
    """
    The period of a label of the public-health indicators ("2010/11", "2021", "2018 - 20").

    A year across two is a financial year where the indicator is of hospital admissions.

    >>> indicator_period("2023/24", "Hospital admissions"), indicator_period("2018 - 20", "")
    (Period('FY 2023/24'), Period('2018/2020'))
    """
    text = label.strip()
    if found := re.fullmatch(r"(\d{4}) - (\d{2})", text):
        first = int(found[1])
        return Period.parse(f"{first}/{first // 100 * 100 + int(found[2])}")
    if found := re.fullmatch(r"(\d{4})/(\d{2}) (Q[1-4])", text):
        return Period.parse(f"FY {text}")
    first_of_two = split_year(text)
    if first_of_two is not None:
        hospital = re.search(r"admission|hospital|attendances", about, re.IGNORECASE)
        kind = "FY " if hospital else ""
        return Period.parse(f"{kind}{first_of_two}/{(first_of_two + 1) % 100:02d}")
    try:
        return Period.parse(text)
    except PeriodError:
        return None

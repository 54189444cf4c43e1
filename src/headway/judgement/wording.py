"""
Periods, figures and targets in words, as a person would say them.

A sentence that explains a status is put together from these.
"""

import re
from datetime import date

from headway.domain.observations import Benchmark, Observation
from headway.domain.periods import Period, PeriodKind
from headway.domain.plan import Target
from headway.domain.quantities import (
    COUNT,
    PERCENT,
    POINTS,
    SCORE,
    TEXT,
    Comparator,
    Unit,
    shown,
)
from headway.stats.differences import half_up

_MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
_QUARTERS = ("first", "second", "third", "fourth")
_WHOLE_YEARS = {
    PeriodKind.ACADEMIC_YEAR,
    PeriodKind.FINANCIAL_YEAR,
    PeriodKind.CALENDAR_YEAR,
    PeriodKind.SPLIT_YEAR,
}
_HEDGES = ("almost", "nearly", "around", "roughly", "approximately", "just under", "just over")
_NO_NOUN = r"[%\d;:]|\b(proportion|rate|gap|share|will|have|has|is|are|be)\b"
_BOUNDS = {
    Comparator.GT: "more than ",
    Comparator.GE: "at least ",
    Comparator.LT: "fewer than ",
    Comparator.LE: "up to ",
}


def day(on: date) -> str:
    """
    A date, as it is written in English.

    >>> day(date(2020, 3, 31))
    '31 March 2020'
    """
    return f"{on.day} {_MONTHS[on.month - 1]} {on.year}"


def split_year(year: int) -> str:
    """
    A year that runs over two calendar years, by its first.

    >>> split_year(2019), split_year(1999)
    ('2019/20', '1999/00')
    """
    return f"{year}/{(year + 1) % 100:02d}"


def period(p: Period) -> str:  # noqa: C901, PLR0912 - one case for each kind of period
    """
    A period's name, to stand after "for" or "of".

    >>> period(Period.parse("AY 2019/20 T4")), period(Period.parse("FY 2019/20 Q4"))
    ('term 4 of 2019/20', 'the fourth quarter of financial year 2019/20')
    >>> period(Period.parse("2020-09/2020-12")), period(Period.parse("per year"))
    ('September to December 2020', 'each year')
    """
    match p.kind:
        case PeriodKind.DAY:
            return day(date(p.year, p.part, p.day))
        case PeriodKind.MONTH:
            return f"{_MONTHS[p.part - 1]} {p.year}"
        case PeriodKind.SEASON:
            return f"{p.name.lower()} {p.year}"
        case PeriodKind.CALENDAR_YEAR:
            return f"{p.year}"
        case PeriodKind.CALENDAR_QUARTER:
            return f"the {_QUARTERS[p.part - 1]} quarter of {p.year}"
        case PeriodKind.ACADEMIC_YEAR:
            return f"academic year {split_year(p.year)}"
        case PeriodKind.ACADEMIC_TERM:
            return f"term {p.part} of {split_year(p.year)}"
        case PeriodKind.DFE_TERM:
            return f"the {p.name.lower()} term of {split_year(p.year)}"
        case PeriodKind.FINANCIAL_YEAR:
            return f"financial year {split_year(p.year)}"
        case PeriodKind.FINANCIAL_QUARTER:
            return f"the {_QUARTERS[p.part - 1]} quarter of financial year {split_year(p.year)}"
        case PeriodKind.SPLIT_YEAR:
            return split_year(p.year)
        case PeriodKind.YEARS:
            return f"{p.year} to {p.until}"
        case PeriodKind.SPAN:
            return _span(p)
        case PeriodKind.RECURRING:
            return f"each {p.name.removeprefix('per ')}"


def _span(p: Period) -> str:
    start = Period(
        kind=PeriodKind.DAY if p.day else PeriodKind.MONTH, year=p.year, part=p.part, day=p.day
    )
    first = period(start)
    if not isinstance(p.until, Period):
        return first
    last = period(p.until)
    if p.until.year == p.year:
        first = first.removesuffix(f" {p.year}")
    return f"{first} to {last}"


def point(p: Period) -> str:
    """
    The moment a figure for the year to date stands for.

    >>> point(Period.parse("AY 2019/20 T4")), point(Period.parse("FY 2019/20"))
    ('the end of term 4, 2019/20', 'the end of financial year 2019/20')
    """
    match p.kind:
        case PeriodKind.ACADEMIC_TERM:
            return f"the end of term {p.part}, {split_year(p.year)}"
        case PeriodKind.DFE_TERM:
            return f"the end of the {p.name.lower()} term, {split_year(p.year)}"
        case PeriodKind.DAY:
            return period(p)
        case _:
            return f"the end of {period(p)}"


def bare_point(p: Period) -> str:
    """
    The same moment without its year, for where the year is said or plain.

    >>> bare_point(Period.parse("AY 2019/20 T4"))
    'the end of term 4'
    """
    words = point(p)
    if p.kind in (PeriodKind.ACADEMIC_TERM, PeriodKind.DFE_TERM):
        return words.rsplit(",", 1)[0]
    if p.kind is PeriodKind.FINANCIAL_QUARTER:
        return f"the end of the {_QUARTERS[p.part - 1]} quarter"
    return words


def by(p: Period) -> str:
    """
    A time as a deadline, to stand after "by".

    >>> by(Period.parse("2019-10")), by(Period.parse("FY 2013/14"))
    ('October 2019', 'the end of financial year 2013/14')
    """
    return period(p) if p.kind in (PeriodKind.MONTH, PeriodKind.SEASON) else point(p)


def when(p: Period | None) -> str:
    """
    A period with its preposition, to stand after a figure; empty where there is none.

    >>> when(Period.parse("AY 2018/19")), when(Period.parse("2019-10-31")), when(None)
    ('for academic year 2018/19', 'on 31 October 2019', '')
    """
    if p is None:
        return ""
    if p.kind is PeriodKind.ACADEMIC_TERM:
        return f"at {point(p)}"
    if p.kind is PeriodKind.DAY:
        return f"on {period(p)}"
    if p.kind is PeriodKind.RECURRING:
        return period(p)
    return f"for {period(p)}"


def amount(value: float, unit: Unit) -> str:
    """
    A value in its unit, with no more decimals than a reader can use.

    >>> amount(1400, COUNT), amount(100 / 3, PERCENT), amount(0.0674, PERCENT), amount(-3, POINTS)
    ('1,400', '33.33%', '0.0674%', '-3 percentage points')
    """
    if not abs(value) < 1e15:
        return f"{value:.3g}"
    rounded = half_up(value, 4 if abs(value) < 0.1 else 2)
    text = shown(rounded or 0.0, COUNT if unit == SCORE else unit)
    return re.sub(r"^1 (\w+s)$", lambda found: f"1 {found[1][:-1]}", text)


def points_apart(value: float, unit: Unit) -> str:
    """
    The distance between two values: percentages differ by percentage points.

    >>> points_apart(2.6, PERCENT), points_apart(5, COUNT)
    ('2.6 percentage points', '5')
    """
    return amount(value, POINTS if unit == PERCENT else unit)


def figure(one: Observation) -> str:
    """
    An observed value as it was given: "70", "9.3%", "almost 100%", "more than 120".

    Empty where there is only a state.
    """
    if one.value is None:
        return ""
    plain = amount(one.value, one.unit)
    if one.comparator is Comparator.APPROX:
        said = one.words.casefold()
        return f"{next((hedge for hedge in _HEDGES if hedge in said), 'about')} {plain}"
    return f"{_bound(one.comparator, one.unit)}{plain}"


def _bound(comparator: Comparator, unit: Unit) -> str:
    words = _BOUNDS.get(comparator, "")
    return "less than " if comparator is Comparator.LT and unit != COUNT else words


def counted(one: Observation, noun: str) -> str:
    """A figure with the noun it counts: "70 permanent exclusions"; percentages stand alone."""
    return f"{figure(one)} {noun}" if noun and one.unit in (COUNT, TEXT) else figure(one)


def noun(quantity: str) -> str:
    """
    What a count counts, fit to stand after a number; empty where the words are not.

    >>> noun("the number of permanent exclusions"), noun("% of children reaching GLD")
    ('permanent exclusions', '')
    """
    words = re.sub(r"\s+", " ", quantity).strip(" .,;:")
    words = re.sub(
        r"^(the )?((total|overall|annual) )?(number|count)s? of (the )?", "", words, flags=re.I
    )
    words = re.sub(r"\s*\([^)]*\)\s*$", "", words)
    if not words or len(words) > 90 or re.search(_NO_NOUN, words):
        return ""
    first, *others = words.split()
    if not re.search(r"s\b|children|people|staff|women|men\b", words):
        return ""
    is_a_name = first[1:] != first[1:].lower() or (others and others[0][0].isupper())
    return words if is_a_name else words[0].lower() + words[1:]


def target_year(p: Period | None) -> str:
    """How a target's time reads after the target: "for academic year 2019/20", "by 2030"."""
    if p is None:
        return ""
    if p.kind in (PeriodKind.DAY, PeriodKind.MONTH, PeriodKind.SEASON):
        return f"by {period(p)}"
    return when(p)


def is_year(p: Period | None) -> bool:
    """Whether a period is one whole year."""
    return p is not None and p.kind in _WHOLE_YEARS


def target(one: Target) -> str:
    """
    A target as the plan states it: "75% for academic year 2019/20", or its words.

    >>> target(Target(value=75, unit=PERCENT, period=Period.parse("AY 2019/20")))
    '75% for academic year 2019/20'
    """
    if one.value is None:
        return f'"{one.words}"' if one.words else f"a state to reach {target_year(one.period)}"
    how = _bound(one.comparator, one.unit) if one.comparator is not Comparator.GE else ""
    if one.comparator is Comparator.CHANGE_BY:
        how = "a change of "
    if one.comparator is Comparator.LE:
        how = "no more than "
    return f"{how}{amount(one.value, one.unit)} {target_year(one.period)}".strip()


def benchmark(one: Benchmark) -> str:
    """
    Another place's figure, to stand beside a measure's own.

    >>> from headway.domain.observations import RowId
    >>> benchmark(Benchmark(row=RowId("1"), area="England", value=72, unit=PERCENT,
    ...     period=Period.parse("AY 2018/19")))
    'England: 72% for academic year 2018/19'
    """
    return f"{one.area}: {amount(one.value, one.unit)} {when(one.period)}".strip()


def listed(words: list[str]) -> str:
    """
    Words in a row, with "and" before the last.

    >>> listed(["Primary", "Secondary", "College"])
    'Primary, Secondary and College'
    """
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} and {words[-1]}"


def sentence(words: str) -> str:
    """
    Words as a sentence: a capital first, one full stop last, single spaces.

    >>> sentence("no figure  has been reported")
    'No figure has been reported.'
    """
    words = re.sub(r"\s+", " ", words).strip()
    words = re.sub(r"\s+([.,;:])", r"\1", words)
    words = re.sub(r"\.{2,}", ".", words)
    if not words:
        return ""
    if not words.endswith((".", "!", "?")):
        words += "."
    elif words.endswith(("!", "?")):
        words = words[:-1] + "."
    return words[0].upper() + words[1:]

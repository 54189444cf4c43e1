"""The forms in which plans write a time: pieces of patterns, and what their matches name."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from headway.domain.periods import Period, PeriodKind, day
from headway.language.readings import Setting


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """
    What some words name.

    Attributes:
        period: The time itself; None where it depends on another one.
        relative: "last year" or "this year", to be counted from the period beside it.
        term: A term of six named without its year.
        quarter: A quarter named without its year.
    """

    period: Period | None = None
    relative: str = ""
    term: int = 0
    quarter: int = 0


Builder = Callable[[re.Match[str], Setting], Named | None]

_MONTH_NAMES = (
    "jan(?:uary)?",
    "feb(?:ruary)?",
    "mar(?:ch)?",
    "apr(?:il)?",
    "may",
    "june?",
    "july?",
    "aug(?:ust)?",
    "sept?(?:ember)?",
    "oct(?:ober)?",
    "nov(?:ember)?",
    "dec(?:ember)?",
)
MONTH = rf"(?:{'|'.join(_MONTH_NAMES)})\b\.?"
GLUED_MONTH = rf"(?:{'|'.join(_MONTH_NAMES)})(?![a-z])\.?"
DAY = r"(?:0?[1-9]|[12][0-9]|3[01])(?:\s?(?:st|nd|rd|th)\b)?"
YEAR4 = r"(?:19|20)[0-9]{2}(?![0-9])"
_YY = (
    r"'?[0-9]{2}(?![0-9/,.:]?[0-9]|\s?%|(?:st|nd|rd|th)\b"
    r"|\s*(?:to|-)\s*[0-9]{1,2}\s+(?:people|children))"
)
YEAR = rf"(?:{YEAR4}|{_YY})"
SPLIT = r"(?:(?:19|20)[0-9]{2}|'?[0-9]{2})\s?[/-]\s?(?:20[0-9]{2}|'?[0-9]{2})(?![0-9])"
TO = r"\s*(?:-|/|to|until|till|and|&|through)\s*"
_MONTHS = {name[:3]: number + 1 for number, name in enumerate(_MONTH_NAMES)}
SCHOOL_YEAR = r"(?:school|academic)\s+years?|AY"
MONEY_YEAR = r"(?:financial|fiscal|budget)\s+years?|FY"
_RECURRENCES = {
    "annually": "per year", "annual": "per year", "yearly": "per year", "year": "per year",
    "annum": "per year", "pa": "per year", "p.a.": "per year", "quarterly": "per quarter",
    "quarter": "per quarter", "monthly": "per month", "month": "per month", "termly": "per term",
    "term": "per term", "weekly": "per week", "week": "per week", "daily": "per day",
    "day": "per day", "yr": "per year",
}  # fmt: skip


def month_number(word: str) -> int:
    """1 for "January", "jan" or "Jan."."""
    return _MONTHS[word.strip(". '").lower()[:3]]


def whole_year(text: str) -> int:
    """2019 for "2019", "19" or "'19"."""
    digits = re.sub(r"[^0-9]", "", text)
    return int(digits) if len(digits) == 4 else 2000 + int(digits)


def split_year(text: str) -> int | None:
    """The first year of "2019/20", "19-20" or "2019/2020"; None when they do not follow."""
    first, _, second = re.sub(r"\s|'", "", text).replace("/", "-").partition("-")
    start = whole_year(first)
    end = whole_year(second) if len(second) == 4 else start // 100 * 100 + int(second or 0)
    if end < start:
        end += 100
    return start if end == start + 1 else None


def naming(build: Callable[[re.Match[str], Setting], Period | None]) -> Builder:
    """A builder that names the period that `build` makes."""

    def builder(found: re.Match[str], setting: Setting) -> Named | None:
        period = build(found, setting)
        return None if period is None else Named(period=period)

    return builder


def day_named(found: re.Match[str], setting: Setting) -> Period | None:
    """Read "30 September 2020", "Feb 1, 2018"."""
    year = found["year"]
    on_year = _single_year(setting, month_number(found["month"])) if not year else whole_year(year)
    if on_year is None:
        return None
    number = int(re.sub(r"[^0-9]", "", found["day"]))
    return day(date(on_year, month_number(found["month"]), number))


def _single_year(setting: Setting, month: int) -> int | None:
    """The year a month lies in, when the document covers one year only."""
    covers = setting.covers
    if covers is None:
        return setting.as_at.year if setting.as_at else None
    first, last = covers.first_day(), covers.last_day()
    if first is None or last is None:
        return None
    if covers.kind is PeriodKind.SPLIT_YEAR:
        # Split years start in April or in September; a plan's report runs to the later end.
        return covers.year if month >= 9 else covers.year + 1
    years = [y for y in range(first.year, last.year + 1) if first <= date(y, month, 15) <= last]
    return years[0] if len(years) == 1 else None


def numeric_day_named(found: re.Match[str], setting: Setting) -> Period | None:
    """Read "31/03/2020", or "11/13/2017", whichever exists."""
    first, second, year = int(found["a"]), int(found["b"]), whole_year(found["year"])
    month_first = setting.month_first
    day_number, month = (second, first) if month_first else (first, second)
    if month > 12:
        day_number, month = month, day_number
    return day(date(year, month, day_number))


def day_span_named(found: re.Match[str], setting: Setting) -> Period | None:
    """Read "30th March - 9th May 2021"."""
    month_b = month_number(found["month_b"])
    month_a = month_number(found["month_a"]) if found["month_a"] else month_b
    end_year = whole_year(found["year_b"]) if found["year_b"] else _single_year(setting, month_b)
    if end_year is None:
        return None
    start_year = whole_year(found["year_a"]) if found["year_a"] else end_year - (month_a > month_b)
    start, end = (int(re.sub(r"[^0-9]", "", found[part])) for part in ("day_a", "day_b"))
    return _span(day(date(start_year, month_a, start)), day(date(end_year, month_b, end)))


def _span(first: Period, last: Period) -> Period:
    return Period(kind=PeriodKind.SPAN, year=first.year, part=first.part, day=first.day, until=last)


def month(year: int, number: int) -> Period:
    """The period of one month."""
    return Period(kind=PeriodKind.MONTH, year=year, part=number)


def month_span_named(found: re.Match[str], setting: Setting) -> Period | None:
    """Read "Mar-May 21", "September 2019 to March 2020"."""
    end, last = whole_year(found["year_b"]), month_number(found["month_b"])
    first = month_number(found["month_a"])
    start = whole_year(found["year_a"]) if found["year_a"] else end - (first > last)
    return _span(month(start, first), month(end, last))


def month_named(found: re.Match[str], setting: Setting) -> Period | None:
    """Read "Oct 2019", "Dec 20"; not "May 45"."""
    words, year = found["month"], found["year"]
    if words.lower() in ("may", "march", "mar") and words[0].islower():
        return None
    number = whole_year(year)
    if len(year.strip("'")) == 2 and not year.startswith("'"):
        around = setting.covers.year if setting.covers else (setting.as_at or date(2020, 1, 1)).year
        if abs(number - around) > 12:
            return None
    return month(number, month_number(words))


def year_of(kind: PeriodKind) -> Builder:
    """A builder for a split year whose kind the words tell."""

    def build(found: re.Match[str], setting: Setting) -> Period | None:
        start = split_year(found["split"])
        if start is None:
            return None
        if _is_range_of_ages(found):
            return None
        return Period(kind=kind, year=start)

    return naming(build)


_OF_AN_AGE = re.compile(
    r"\b(?:aged?|ages|people|adults?|children|youths?|olds|persons?|population)\s*\(?$",
    re.IGNORECASE,
)


def _is_range_of_ages(found: re.Match[str]) -> bool:
    """Whether it is "16-17 year olds" or "young people (16-17)"; a year has a slash or 4 digits."""
    if re.match(r"[\s-]*(?:years?|yrs?)\b[\s-]*olds?", found.string[found.end() :][:24]):
        return True
    short = re.fullmatch(r"[0-9]{2}\s?-\s?[0-9]{2}", found["split"]) is not None
    return short and _OF_AN_AGE.search(found.string[: found.start()][-24:]) is not None


def split_named(found: re.Match[str], setting: Setting) -> Period | None:
    """Read "18/19" or "2018-19" alone; not "1/2" and not an age."""
    words, start = found["split"], split_year(found["split"])
    if start is None or _is_range_of_ages(found):
        return None
    four_digits = re.match(r"(?:19|20)[0-9]{2}", words) is not None
    before = found.string[: found.start()][-24:]
    led = re.search(
        r"(?:\b(?:in|for|by|during|year|years|since|from|until|of|end of|and|to|vs|than|over)"
        r"|[(=:,;\n]|^)\s*(?:the\s+)?$",
        before,
        re.IGNORECASE,
    )
    slash = "/" in words
    could_be_ratio = start % 100 < 13 or not slash
    if not four_digits and could_be_ratio and (led is None or not _looks_recent(start, slash)):
        return None
    return Period(kind=PeriodKind.SPLIT_YEAR, year=start)


def _looks_recent(start: int, slash: bool) -> bool:
    return slash or start >= 2014


def years_named(found: re.Match[str], setting: Setting) -> Period | None:
    """Read "2018-2023", "2018-23"."""
    first, last = int(found["a"]), whole_year(found["b"])
    if len(found["b"]) == 2 and last // 100 != first // 100:
        return None
    if not 1 < last - first <= 40:
        return None
    return Period(kind=PeriodKind.YEARS, year=first, until=last)


def fiscal_named(found: re.Match[str], setting: Setting) -> Period | None:
    """Read "FY14", by the setting's custom."""
    year = whole_year(found["year"])
    return Period(
        kind=PeriodKind.FINANCIAL_YEAR,
        year=year - 1 if setting.fiscal_year_named_by_end else year,
    )


def year_ending_named(found: re.Match[str], setting: Setting) -> Period | None:
    """Read "year ending March 2020"."""
    number, year = month_number(found["month"]), whole_year(found["year"])
    if number == 3:
        return Period(kind=PeriodKind.FINANCIAL_YEAR, year=year - 1)
    if number == 12:
        return Period(kind=PeriodKind.CALENDAR_YEAR, year=year)
    if number in (7, 8):
        return Period(kind=PeriodKind.ACADEMIC_YEAR, year=year - 1)
    return _span(month(year - 1, number + 1), month(year, number))


def term_named(found: re.Match[str], setting: Setting) -> Named | None:
    """Read "end of term 4 19/20", "T4 last year", "T4"."""
    number = int(found["term"])
    if found["relative"]:
        return Named(relative=_relative_word(found["relative"]), term=number)
    if not found["split"]:
        return Named(term=number)
    start = split_year(found["split"])
    if start is None:
        return None
    return Named(period=Period(kind=PeriodKind.ACADEMIC_TERM, year=start, part=number))


def _relative_word(words: str) -> str:
    return "this year" if re.search(r"\bthis\b", words, re.IGNORECASE) else "last year"


_ORDINALS = {"first": 1, "second": 2, "third": 3, "fourth": 4, "last": 4, "final": 4}


def quarter_named(found: re.Match[str], setting: Setting) -> Named | None:
    """Read "Q4 2019/20", "Q2 FY21", "2021 Q3", "second quarter of 2024/25", "Q3"."""
    number = _ORDINALS.get(found["quarter"].lower()) or int(found["quarter"][0])
    split, year, fiscal = found["split"], found["year"], found["fiscal"]
    if split:
        start = split_year(split)
        if start is None:
            return None
        kind = PeriodKind.FINANCIAL_QUARTER
    elif fiscal:
        start = whole_year(fiscal) - (1 if setting.fiscal_year_named_by_end else 0)
        kind = PeriodKind.FINANCIAL_QUARTER
    elif year:
        start, kind = whole_year(year), PeriodKind.CALENDAR_QUARTER
    else:
        return Named(quarter=number)
    return Named(period=Period(kind=kind, year=start, part=number))


def season_named(found: re.Match[str], setting: Setting) -> Period | None:
    """Read "Autumn 2019" is a season, "Autumn term 2019" one of DfE's terms."""
    name = {"fall": "Autumn"}.get(found["season"].lower(), found["season"].capitalize())
    split = found["split"]
    if found["word"] and name != "Winter":
        if split:
            start = split_year(split)
        else:
            start = whole_year(found["year"]) - (0 if name == "Autumn" else 1)
        if start is None:
            return None
        return Period(kind=PeriodKind.DFE_TERM, year=start, name=name)
    if split:
        start = split_year(split)
        if start is None:
            return None
        year = start + (0 if name in ("Autumn", "Summer") else 1)
        return Period(kind=PeriodKind.SEASON, year=year, name=name)
    return Period(kind=PeriodKind.SEASON, year=whole_year(found["year"]), name=name)


_COUNT_BEFORE = re.compile(
    r"(?:\b(?:up to|at least|more than|less than|fewer than|over|about|around|approximately|approx"
    r"|nearly|almost|total of|number of|minimum of|maximum of|some|circa|supported|trained|plus"
    r"|reached|engaged|was|were)|[=£$€#<>~])\s*$",
    re.IGNORECASE,
)
_YEAR_BEFORE = re.compile(
    r"\b(?:in|by|since|until|till|before|after|during|from|for|of|early|late|mid|year|to)\s*[-(]?$",
    re.IGNORECASE,
)
_COUNT_AFTER = re.compile(
    r"\s*(?:%|per\b|a\s+(?:year|month)\b|people\b|children\b|young\b|pupils\b|homes\b|families\b"
    r"|staff\b|employees\b|visits\b|residents\b|households\b|places\b|or\s+(?:more|less|fewer)\b"
    r"|hours\b|trees\b|new\b|additional\b|jobs\b|businesses\b|responses\b)|[,.:]?[0-9]|-[a-z]",
    re.IGNORECASE,
)


def calendar_year_named(found: re.Match[str], setting: Setting) -> Period | None:
    """Read "2019", where neither neighbour makes it a count."""
    before, after = found.string[: found.start()][-24:], found.string[found.end() :][:16]
    year = int(found["year"])
    if _COUNT_BEFORE.search(before) or _COUNT_AFTER.match(after) or not 1980 <= year <= 2079:
        return None
    if year % 100 == 0 and not _YEAR_BEFORE.search(before):
        return None
    return Period(kind=PeriodKind.CALENDAR_YEAR, year=year)


def numeric_month_named(found: re.Match[str], setting: Setting) -> Period | None:
    """Read "03/2021", "2021-03"."""
    return month(whole_year(found["year"]), int(found["m"]))


def relative_named(found: re.Match[str], setting: Setting) -> Named | None:
    """Read "same point last year", "this year"."""
    return Named(relative=_relative_word(found[0]))


def yearless_day_named(found: re.Match[str], setting: Setting) -> Period | None:
    """Read "31 March", in the one year that the document covers."""
    number = month_number(found["month"])
    year = _single_year(setting, number)
    if year is None:
        return None
    return day(date(year, number, int(re.sub(r"[^0-9]", "", found["day"]))))


def recurring_named(found: re.Match[str], setting: Setting) -> Named | None:
    """Read "per year", "annually", "hours/year"."""
    name = _RECURRENCES.get((found["word"] or found["adverb"]).lower())
    return Named(period=Period(kind=PeriodKind.RECURRING, year=0, name=name)) if name else None

"""
The time a figure or a target is about.

A period is written in one normal form, the same in the plan file, in rows and
on the page: `2019-10-31` (day), `2019-10` (month), `2020 Summer` (season),
`2030` (calendar year), `AY 2019/20` (academic year), `AY 2019/20 T4` (to the end
of term 4), `AY 2019/20 Autumn` (DfE's three terms), `FY 2019/20` and
`FY 2019/20 Q4` (financial year), `2030 Q2` (calendar quarter), `2019/20` (split
year whose kind is not stated), `2018/2023` (several years), `2020-09/2020-12`
(span) and `per year` (recurring).
"""

import re
from calendar import monthrange
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from headway.domain.errors import PeriodError


class PeriodKind(StrEnum):
    """What sort of time a period is."""

    DAY = "day"
    MONTH = "month"
    SEASON = "season"
    CALENDAR_YEAR = "calendar year"
    CALENDAR_QUARTER = "calendar quarter"
    ACADEMIC_YEAR = "academic year"
    ACADEMIC_TERM = "term (of six)"
    DFE_TERM = "term (of three)"
    FINANCIAL_YEAR = "financial year"
    FINANCIAL_QUARTER = "financial quarter"
    SPLIT_YEAR = "split year"
    YEARS = "several years"
    SPAN = "span"
    RECURRING = "recurring"


SEASONS = ("Spring", "Summer", "Autumn", "Winter")
DFE_TERMS = ("Autumn", "Spring", "Summer")
RECURRENCES = ("per day", "per week", "per month", "per quarter", "per term", "per year")

# Conventional first months of Oxfordshire's six terms; schools differ by days.
_TERM_MONTHS = ((9, 10), (11, 12), (1, 2), (2, 4), (4, 5), (6, 8))
_DFE_TERM_MONTHS = {"Autumn": (8, 12), "Spring": (1, 4), "Summer": (4, 7)}
_SEASON_MONTHS = {"Spring": (3, 5), "Summer": (6, 8), "Autumn": (9, 11), "Winter": (12, 2)}


@dataclass(frozen=True, slots=True, kw_only=True)
class Period:
    """
    A time, held as its kind, its first year and its place within the year.

    Attributes:
        kind: What sort of time it is.
        year: The calendar year it starts in (2019 for academic year 2019/20);
            0 for a recurring period.
        part: The month, the quarter, the term's ordinal, or 0.
        day: Of the month, for a day.
        name: The season, DfE term or recurrence, else empty.
        until: The last year of several, or the later end of a span.

    Raises:
        PeriodError: The parts do not make a time that exists.
    """

    kind: PeriodKind
    year: int
    part: int = 0
    day: int = 0
    name: str = ""
    until: "int | Period | None" = None

    def __post_init__(self) -> None:
        problem = _foreign_part(self) or _problem(self)
        if problem:
            raise PeriodError(problem)

    def __str__(self) -> str:
        return _FORMS[self.kind](self)

    @staticmethod
    def parse(text: str) -> "Period":
        """
        Read a period's normal form, the one `str` gives.

        >>> Period.parse("AY 2019/20 T4").previous_year()
        Period('AY 2018/19 T4')

        Raises:
            PeriodError: The text is in no known form; the message lists them.
        """
        text = text.strip()
        for pattern, build in _PATTERNS:
            if found := re.fullmatch(pattern, text):
                return build(*found.groups())
        raise PeriodError(
            f'"{text}" is not a period. Write a day (2019-10-31), a month (2019-10), a year '
            "(2030), an academic year or its term (AY 2019/20, AY 2019/20 T4), a financial year "
            "or its quarter (FY 2019/20, FY 2019/20 Q4), a span (2020-09/2020-12) or 'per year'."
        )

    def __repr__(self) -> str:
        return f"Period('{self}')"

    def previous_year(self) -> "Period | None":
        """
        The same point a year before: the same term ordinal, month or quarter.

        None for a recurring period. Terms are matched by ordinal because their
        dates move with Easter.
        """
        if self.kind is PeriodKind.RECURRING:
            return None
        until = self.until
        if isinstance(until, Period):
            until = until.previous_year()
        elif until is not None:
            until -= 1
        day = self.day
        if day:  # 29 February has no day a year before; the last of the month stands for it
            day = min(day, monthrange(self.year - 1, self.part)[1])
        return replace(self, year=self.year - 1, day=day, until=until)

    def whole_year(self) -> "Period":
        """The year this is part of: `AY 2019/20` for its term 4; itself for a year."""
        wholes = {
            PeriodKind.ACADEMIC_TERM: PeriodKind.ACADEMIC_YEAR,
            PeriodKind.DFE_TERM: PeriodKind.ACADEMIC_YEAR,
            PeriodKind.FINANCIAL_QUARTER: PeriodKind.FINANCIAL_YEAR,
            PeriodKind.CALENDAR_QUARTER: PeriodKind.CALENDAR_YEAR,
            PeriodKind.SEASON: PeriodKind.CALENDAR_YEAR,
            PeriodKind.MONTH: PeriodKind.CALENDAR_YEAR,
            PeriodKind.DAY: PeriodKind.CALENDAR_YEAR,
        }
        kind = wholes.get(self.kind)
        return self if kind is None else Period(kind=kind, year=self.year)

    @property
    def is_part_year(self) -> bool:
        """True for a term, quarter, season, month or day: less than a whole year."""
        return self.whole_year() != self

    def first_day(self) -> date | None:
        """First day by convention; None when recurring. Terms start on the 1st of a month."""
        return _bounds(self)[0]

    def last_day(self) -> date | None:
        """
        Last day by convention; None when recurring.

        >>> Period.parse("AY 2019/20").last_day(), Period.parse("FY 2019/20 Q4").last_day()
        (datetime.date(2020, 8, 31), datetime.date(2020, 3, 31))
        """
        return _bounds(self)[1]

    def covers(self, other: "Period") -> bool:
        """
        Whether the whole of `other` lies in this period, by their conventional days.

        >>> Period.parse("AY 2019/20").covers(Period.parse("AY 2019/20 T4"))
        True
        """
        mine, theirs = _bounds(self), _bounds(other)
        if mine[0] is None or mine[1] is None or theirs[0] is None or theirs[1] is None:
            return False
        return mine[0] <= theirs[0] and theirs[1] <= mine[1]

    def same_time_as(self, other: "Period") -> bool:
        """Equal, or a split year beside the academic or financial year of the same years."""
        years = {PeriodKind.SPLIT_YEAR, PeriodKind.ACADEMIC_YEAR, PeriodKind.FINANCIAL_YEAR}
        if PeriodKind.SPLIT_YEAR in (self.kind, other.kind):
            return {self.kind, other.kind} <= years and self.year == other.year
        return self == other

    def sort_key(self) -> tuple[date, date]:
        """For putting figures in order of time; recurring periods come first."""
        first, last = _bounds(self)
        return (last or date.min, first or date.min)


def _split(year: int) -> str:
    return f"{year}/{(year + 1) % 100:02d}"


def _span_form(period: Period) -> str:
    start = replace(period, kind=_span_end_kind(period), until=None)
    return f"{start}/{period.until}"


def _span_end_kind(period: Period) -> PeriodKind:
    return PeriodKind.DAY if period.day else PeriodKind.MONTH


_FORMS: dict[PeriodKind, Callable[[Period], str]] = {
    PeriodKind.DAY: lambda p: f"{p.year:04d}-{p.part:02d}-{p.day:02d}",
    PeriodKind.MONTH: lambda p: f"{p.year:04d}-{p.part:02d}",
    PeriodKind.SEASON: lambda p: f"{p.year} {p.name}",
    PeriodKind.CALENDAR_YEAR: lambda p: f"{p.year}",
    PeriodKind.CALENDAR_QUARTER: lambda p: f"{p.year} Q{p.part}",
    PeriodKind.ACADEMIC_YEAR: lambda p: f"AY {_split(p.year)}",
    PeriodKind.ACADEMIC_TERM: lambda p: f"AY {_split(p.year)} T{p.part}",
    PeriodKind.DFE_TERM: lambda p: f"AY {_split(p.year)} {p.name}",
    PeriodKind.FINANCIAL_YEAR: lambda p: f"FY {_split(p.year)}",
    PeriodKind.FINANCIAL_QUARTER: lambda p: f"FY {_split(p.year)} Q{p.part}",
    PeriodKind.SPLIT_YEAR: lambda p: _split(p.year),
    PeriodKind.YEARS: lambda p: f"{p.year}/{p.until}",
    PeriodKind.SPAN: _span_form,
    PeriodKind.RECURRING: lambda p: p.name,
}


def _end_year(start: int, end: str) -> int:
    if len(end) == 4:
        return int(end)
    return start // 100 * 100 + int(end) + (100 if int(end) < start % 100 else 0)


def _consecutive(kind: PeriodKind, start: str, end: str, part: str = "0", name: str = "") -> Period:
    year = int(start)
    if _end_year(year, end) != year + 1:
        raise PeriodError(f'"{start}/{end}" is not a year: the two years must follow each other.')
    return Period(kind=kind, year=year, part=int(part), name=name)


def day(on: date) -> Period:
    """The period of one day."""
    return Period(kind=PeriodKind.DAY, year=on.year, part=on.month, day=on.day)


def _day(year: str, month: str, day_: str) -> Period:
    return Period(kind=PeriodKind.DAY, year=int(year), part=int(month), day=int(day_))


def _month(year: str, month: str) -> Period:
    return Period(kind=PeriodKind.MONTH, year=int(year), part=int(month))


def _span(start: str, end: str) -> Period:
    first, last = Period.parse(start), Period.parse(end)
    return Period(kind=PeriodKind.SPAN, year=first.year, part=first.part, day=first.day, until=last)


_YY = r"(\d{4})/(\d{2}|\d{4})"
_ONE = r"\d{4}-\d{2}(?:-\d{2})?"
_SEASON_NAMES = "|".join(SEASONS)
_PATTERNS: tuple[tuple[str, Callable[..., Period]], ...] = (
    (r"(\d{4})-(\d{2})-(\d{2})", _day),
    (r"(\d{4})-(\d{2})", _month),
    (
        rf"(\d{{4}}) ({_SEASON_NAMES})",
        lambda y, n: Period(kind=PeriodKind.SEASON, year=int(y), name=n),
    ),
    (
        r"(\d{4}) Q([1-4])",
        lambda y, q: Period(kind=PeriodKind.CALENDAR_QUARTER, year=int(y), part=int(q)),
    ),
    (r"(\d{4})", lambda y: Period(kind=PeriodKind.CALENDAR_YEAR, year=int(y))),
    (rf"AY {_YY}", lambda a, b: _consecutive(PeriodKind.ACADEMIC_YEAR, a, b)),
    (rf"AY {_YY} T(\d)", lambda a, b, t: _consecutive(PeriodKind.ACADEMIC_TERM, a, b, t)),
    (
        rf"AY {_YY} (Autumn|Spring|Summer)",
        lambda a, b, n: _consecutive(PeriodKind.DFE_TERM, a, b, "0", n),
    ),
    (rf"FY {_YY}", lambda a, b: _consecutive(PeriodKind.FINANCIAL_YEAR, a, b)),
    (rf"FY {_YY} Q([1-4])", lambda a, b, q: _consecutive(PeriodKind.FINANCIAL_QUARTER, a, b, q)),
    (r"(\d{4})/(\d{2})", lambda a, b: _consecutive(PeriodKind.SPLIT_YEAR, a, b)),
    (r"(\d{4})/(\d{4})", lambda a, b: Period(kind=PeriodKind.YEARS, year=int(a), until=int(b))),
    (rf"({_ONE})/({_ONE})", _span),
    (
        r"(per (?:day|week|month|quarter|term|year))",
        lambda n: Period(kind=PeriodKind.RECURRING, year=0, name=n),
    ),
)


_PARTS: dict[PeriodKind, frozenset[str]] = {
    PeriodKind.DAY: frozenset({"part", "day"}),
    PeriodKind.MONTH: frozenset({"part"}),
    PeriodKind.SEASON: frozenset({"name"}),
    PeriodKind.CALENDAR_QUARTER: frozenset({"part"}),
    PeriodKind.ACADEMIC_TERM: frozenset({"part"}),
    PeriodKind.DFE_TERM: frozenset({"name"}),
    PeriodKind.FINANCIAL_QUARTER: frozenset({"part"}),
    PeriodKind.YEARS: frozenset({"until"}),
    PeriodKind.SPAN: frozenset({"part", "day", "until"}),
    PeriodKind.RECURRING: frozenset({"name"}),
}
"""What a period of each kind holds beside its year."""


def _foreign_part(p: Period) -> str:
    for part in ("part", "day", "name", "until"):
        if getattr(p, part) and part not in _PARTS.get(p.kind, frozenset()):
            return f"a {p.kind} has no {part}, got {getattr(p, part)}."
    return ""


def _problem(p: Period) -> str:
    """Why the parts make no time, or an empty text."""
    match p.kind:
        case PeriodKind.RECURRING:
            return (
                ""
                if p.name in RECURRENCES
                else f'"{p.name}" is not one of {", ".join(RECURRENCES)}.'
            )
        case _ if not 1900 <= p.year <= 2199:
            return f"a period must start between 1900 and 2199, got {p.year}."
        case PeriodKind.MONTH if not 1 <= p.part <= 12:
            return f"a month must be 1 to 12, got {p.part}."
        case PeriodKind.DAY:
            inside = 1 <= p.part <= 12 and 1 <= p.day <= monthrange(p.year, p.part)[1]
            return "" if inside else f"there is no day {p.year}-{p.part:02d}-{p.day:02d}."
        case PeriodKind.ACADEMIC_TERM if not 1 <= p.part <= 6:
            return f"a school year has six terms, T1 to T6; got T{p.part}."
        case PeriodKind.DFE_TERM if p.name not in DFE_TERMS:
            return f"a DfE term is Autumn, Spring or Summer; got {p.name}."
        case PeriodKind.SEASON if p.name not in SEASONS:
            return f"a season is one of {', '.join(SEASONS)}; got {p.name}."
        case PeriodKind.FINANCIAL_QUARTER | PeriodKind.CALENDAR_QUARTER if not 1 <= p.part <= 4:
            return f"a quarter must be Q1 to Q4, got Q{p.part}."
        case PeriodKind.YEARS if not isinstance(p.until, int) or p.until <= p.year:
            return f"several years must end after they start, got {p.year} to {p.until}."
        case PeriodKind.SPAN if not isinstance(p.until, Period):
            return "a span needs two ends, such as 2020-09/2020-12."
        case PeriodKind.SPAN:
            replace(p, kind=_span_end_kind(p), until=None)  # raises where the start is no time
            first, last = _bounds(p)
            return "a span must end after it starts." if first and last and last < first else ""
    return ""


def _end_of(year: int, month: int) -> date:
    return date(year, month, monthrange(year, month)[1])


def _months(year: int, first: int, last: int) -> tuple[date, date]:
    return date(year, first, 1), _end_of(year + (1 if last < first else 0), last)


def _school_months(p: Period, months: tuple[int, int]) -> tuple[date, date]:
    first, last = months
    return _months(p.year + (1 if first < 8 else 0), first, last)


def _quarter(year: int, start_month: int) -> tuple[date, date]:
    shifted = start_month - 1
    return _months(year + shifted // 12, shifted % 12 + 1, shifted % 12 + 3)


def _bounds(  # noqa: C901, PLR0912 - one case for each kind of period
    p: Period,
) -> tuple[date | None, date | None]:
    match p.kind:
        case PeriodKind.DAY:
            return date(p.year, p.part, p.day), date(p.year, p.part, p.day)
        case PeriodKind.MONTH:
            return _months(p.year, p.part, p.part)
        case PeriodKind.SEASON:
            return _months(p.year, *_SEASON_MONTHS[p.name])
        case PeriodKind.CALENDAR_YEAR:
            return _months(p.year, 1, 12)
        case PeriodKind.CALENDAR_QUARTER:
            return _quarter(p.year, 3 * p.part - 2)
        case PeriodKind.ACADEMIC_YEAR:
            return date(p.year, 9, 1), date(p.year + 1, 8, 31)
        case PeriodKind.ACADEMIC_TERM:
            return _school_months(p, _TERM_MONTHS[p.part - 1])
        case PeriodKind.DFE_TERM:
            return _school_months(p, _DFE_TERM_MONTHS[p.name])
        case PeriodKind.FINANCIAL_YEAR:
            return date(p.year, 4, 1), date(p.year + 1, 3, 31)
        case PeriodKind.FINANCIAL_QUARTER:
            return _quarter(p.year, 3 * p.part + 1)
        case PeriodKind.SPLIT_YEAR:
            return date(p.year, 4, 1), date(p.year + 1, 8, 31)
        case PeriodKind.YEARS:
            return date(p.year, 1, 1), date(p.until if isinstance(p.until, int) else p.year, 12, 31)
        case PeriodKind.SPAN:
            start = replace(p, kind=_span_end_kind(p), until=None)
            end = p.until if isinstance(p.until, Period) else start
            return _bounds(start)[0], _bounds(end)[1]
        case _:
            return None, None

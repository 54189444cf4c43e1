"""
How often a row is reported on, read from its timetable.

The words are the plan's own: "Termly", "annually in October", "end of T2, T4 and T6", "Mar-May
21". What names no time ("ongoing", "TBC") is asked for in every round of the plan, so that
nothing falls silent because its timetable does.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from headway.domain.periods import Period, PeriodKind
from headway.domain.plan import Timetable
from headway.language.dates import read_timetable
from headway.language.readings import Setting

ALL_TERMS = frozenset(range(1, 7))
SCHOOL_TERMS = frozenset({2, 4, 6})
"""Where the three terms of most schools end: autumn with T2, spring with T4, summer with T6."""

HALF_YEARS, QUARTERS = frozenset({2, 4}), frozenset({1, 2, 3, 4})


@dataclass(frozen=True, slots=True, kw_only=True)
class Cadence:
    """
    When a row is reported on; with none of these, in every round.

    Attributes:
        terms: At the end of these terms of each school year, 1 to 6.
        quarters: At the end of these quarters of each financial year, 1 to 4.
        months: In these months of each year.
        yearly: At the end of each school year.
        once: In, or at the end of, this period alone.
        since: The first day on which a recurring timetable holds.
    """

    terms: frozenset[int] = frozenset()
    quarters: frozenset[int] = frozenset()
    months: frozenset[int] = frozenset()
    yearly: bool = False
    once: Period | None = None
    since: date | None = None

    @property
    def recurs(self) -> bool:
        """Whether it comes again every year."""
        return bool(self.terms or self.quarters or self.months or self.yearly)

    @property
    def names_no_time(self) -> bool:
        """Whether the row is to be asked for in every round, having none of its own."""
        return not self.recurs and self.once is None

    def periods(self, year: int) -> Iterator[Period]:
        """
        The periods that begin between 1 August of a year and 31 July of the next.

        >>> [str(one) for one in Cadence(terms=frozenset({2, 4})).periods(2025)]
        ['AY 2025/26 T2', 'AY 2025/26 T4']
        """
        kinds = PeriodKind
        for term in sorted(self.terms):
            yield Period(kind=kinds.ACADEMIC_TERM, year=year, part=term)
        for quarter in sorted(self.quarters):
            # April to July belong to the school year that began in the calendar year before.
            first = year + 1 if quarter == 1 else year
            yield Period(kind=kinds.FINANCIAL_QUARTER, year=first, part=quarter)
        for month in sorted(self.months):
            yield Period(kind=kinds.MONTH, year=year if month >= 8 else year + 1, part=month)
        if self.yearly:
            yield Period(kind=kinds.ACADEMIC_YEAR, year=year)


@lru_cache(maxsize=1024)
def cadence(timetable: Timetable) -> Cadence:
    """
    Read a timetable; never raises.

    "Termly" is three times a year and "half-termly" six; quarters and half-years are those of
    the financial year; "annually" without a month is the end of the school year. More often
    than every month is asked in every round there is.

    >>> sorted(cadence(Timetable(words="End of T2, T4 and T6")).terms)
    [2, 4, 6]
    >>> sorted(cadence(Timetable(words="annually in October")).months)
    [10]
    >>> cadence(Timetable(words="Mar-May 21")).once
    Period('2021-03/2021-05')
    >>> cadence(Timetable(words="ongoing")).names_no_time
    True
    """
    plain = re.sub(r"\s+", " ", timetable.words).strip()
    stated = timetable.period
    if stated is not None and stated.kind is PeriodKind.RECURRING:
        plain, stated = f"{plain} {stated}".strip(), None
    dated = stated or read_timetable(plain, setting=Setting()).period
    if dated is not None and dated.last_day() is None:
        dated = None
    if dated is None or _RECURRENT.search(plain):
        read = _recurring(plain, since=_since(plain, dated))
        if read.recurs:
            return read
    return Cadence(once=dated)


_MONTHS = ("jan(?:uary)?", "feb(?:ruary)?", "mar(?:ch)?", "apr(?:il)?", "may", "june?", "july?",
           "aug(?:ust)?", "sept?(?:ember)?", "oct(?:ober)?", "nov(?:ember)?",
           "dec(?:ember)?")  # fmt: skip
_EVERY = r"(?:every|each|per|once an?|once every)"
_RECURRENT = re.compile(
    r"\b(?:every|each|per|annual\w*|yearly|termly|quarterly|monthly|twice|half[- ]?termly|"
    r"half[- ]?yearly|bi-?annual\w*)\b",
    re.IGNORECASE,
)
_TERM_LIST = re.compile(
    r"\bt(?:erm)?s? ?([1-6](?: ?(?:,|;|&|and|to|-|–|/|, and) ?(?:t(?:erm)? ?)?[1-6](?!\d))*)\b",
    re.IGNORECASE,
)
_SCHOOL_TERM = re.compile(r"\b(autumn|spring|summer)\b", re.IGNORECASE)
_HALF_TERMLY = re.compile(
    rf"\bhalf[- ]?termly\b|\b{_EVERY} half[- ]?term\b|\bsix times a year\b", re.IGNORECASE
)
_TERMLY = re.compile(
    rf"(?<!half )(?<!half-)\btermly\b|\b{_EVERY} (?:school )?term\b|\bend of term\b(?! ?\d)|"
    r"\bthree times a year\b",
    re.IGNORECASE,
)
_HALF_YEARLY = re.compile(
    rf"\bhalf[- ]?yearly\b|\bsix[- ]monthly\b|\btwice (?:a|per|each) year\b|\btwice yearly\b|"
    rf"\b{_EVERY} (?:six months|6 months|half[- ]year)\b",
    re.IGNORECASE,
)
_QUARTERLY = re.compile(
    rf"\bquarterly\b|\b{_EVERY} (?:quarter|three months|3 months)\b|\bfour times a year\b",
    re.IGNORECASE,
)
_MONTHLY = re.compile(
    rf"(?<![\w-])(?<!six )monthly\b|\b{_EVERY} (?:calendar )?month\b", re.IGNORECASE
)
_YEARLY = re.compile(
    rf"(?<!bi)(?<!bi-)\bannual(?:ly)?\b|(?<!half )(?<!half-)(?<!twice )\byearly\b|"
    rf"\b{_EVERY} (?:school |academic |financial |calendar )?year\b",
    re.IGNORECASE,
)
_SPRUNG = re.compile(r"\bfrom\b|\bstarting\b|\bsince\b|\bbeginning\b", re.IGNORECASE)


def _since(plain: str, dated: Period | None) -> date | None:
    return dated.first_day() if dated is not None and _SPRUNG.search(plain) else None


def _recurring(plain: str, *, since: date | None) -> Cadence:
    told = plain if since is None else _SPRUNG.split(plain, maxsplit=1)[0]
    terms, quarters = _terms(told), frozenset[int]()
    if _QUARTERLY.search(told):
        quarters = QUARTERS
    elif _HALF_YEARLY.search(told):
        quarters = HALF_YEARS
    months = frozenset(range(1, 13)) if _MONTHLY.search(told) else _months(told)
    named = bool(terms or quarters or months)
    return Cadence(
        terms=terms,
        quarters=quarters,
        months=months,
        yearly=not named and bool(_YEARLY.search(told)),
        since=since,
    )


def _terms(told: str) -> frozenset[int]:
    if _HALF_TERMLY.search(told):
        return ALL_TERMS
    if _TERMLY.search(told):
        return SCHOOL_TERMS
    named: set[int] = set()
    for found in _TERM_LIST.finditer(told):
        named |= _listed(found[1])
    for found in _SCHOOL_TERM.finditer(told):
        named.add({"autumn": 2, "spring": 4, "summer": 6}[found[1].lower()])
    return frozenset(named)


def _listed(words: str) -> set[int]:
    """
    The terms in a list of them, ranges filled.

    >>> sorted(_listed("2, T4 and T6")), sorted(_listed("1 to 3"))
    ([2, 4, 6], [1, 2, 3])
    """
    named: set[int] = set()
    before, range_open = 0, False
    for piece in re.findall(r"[1-6]|to|-|–", words, re.IGNORECASE):
        if not piece.isdigit():
            range_open = True
            continue
        number = int(piece)
        named |= set(range(before, number + 1)) if range_open and before else {number}
        before, range_open = number, False
    return named


def _months(told: str) -> frozenset[int]:
    """Months that are named; "may" only with its capital, for it is a verb as well."""
    found = {
        number
        for number, name in enumerate(_MONTHS, start=1)
        if re.search(rf"\b{name}\b", told, re.IGNORECASE) and (number != 5 or "May" in told)
    }
    return frozenset(found)

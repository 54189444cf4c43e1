"""What the columns of a plan's tables are for, recognised by their header words."""

import re
from dataclasses import dataclass
from functools import lru_cache

from headway.domain.errors import PeriodError
from headway.domain.periods import Period
from headway.importing.header_words import Role, role_of

__all__ = ["Column", "Role", "column", "is_header", "quarter_named"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """
    One column of a plan table.

    Attributes:
        header: Its words, whole.
        subject: ACTION or MEASURE where the header says whose it is ("Goal Progress").
        period: The time its figures are for, where the header names one ("Q1", "2019/20").
        for_all: The header says that it holds for every row of the area.
        several: The header is in the plural, so a cell may hold several things.
    """

    role: Role
    header: str = ""
    subject: Role | None = None
    period: Period | None = None
    for_all: bool = False
    several: bool = False


_FOR_ALL = re.compile(r"for all|unless otherwise|all (actions|measures|rows)", re.IGNORECASE)
_YEAR = re.compile(r"\b(20\d\d)\s*[-/–]\s*(?:20)?(\d\d)\b")
_QUARTER = re.compile(r"\bq(?:uarter|tr)?\s*([1-4])\b", re.IGNORECASE)
_ONE_YEAR = re.compile(r"\b(20\d\d)\b")
_ABOUT_GOAL = re.compile(r"\b(goal|measure|kpi|objective|indicator|outcome)s?\b", re.IGNORECASE)
_ABOUT_ACTION = re.compile(r"\b(initiative|action|milestone|activity|task)s?\b", re.IGNORECASE)
_LONGEST = 220
_LONG_FOR_A_HEADER = 120


@lru_cache(maxsize=4096)
def column(header: str) -> Column:
    """
    What a column with this header is for.

    >>> column("Responsible Agencies (for all actions stated)").role.value
    'agencies'
    >>> column("How will we measure success").role.value
    'measure'
    >>> column("Target 2022/23").period
    Period('2022/23')
    """
    words = " ".join(header.split())
    role = role_of(words)
    period = _period(words) if role in _TIMED or role is Role.UNKNOWN else None
    if role is Role.UNKNOWN and period is not None and len(words) < 30:
        role = Role.FIGURE
    return Column(
        role=role,
        header=words,
        subject=_subject(words, role),
        period=period,
        for_all=_FOR_ALL.search(words) is not None,
        several=bool(
            re.search(r"(ions|ives|ones|ures|ties|asks|teps|ects|tors|goals|kpis)\b", words, re.I)
        ),
    )


_TIMED = frozenset({Role.TARGET, Role.FIGURE, Role.BASELINE})
_OWNED = frozenset({Role.PROGRESS, Role.PERCENT, Role.STATUS})


def _subject(words: str, role: Role) -> Role | None:
    if role not in _OWNED:
        return None
    if _ABOUT_ACTION.search(words):
        return Role.ACTION
    return Role.MEASURE if _ABOUT_GOAL.search(words) else None


def _period(words: str) -> Period | None:
    """The year or quarter a header names; a split year's kind is left open."""
    quarter = _QUARTER.search(words)
    year = _YEAR.search(words)
    if year and (int(year[1]) + 1) % 100 == int(year[2]):
        name = f"{year[1]}/{year[2]}"
        return _parsed(f"FY {name} Q{quarter[1]}" if quarter else name)
    one = _ONE_YEAR.search(words)
    return _parsed(f"{one[1]} Q{quarter[1]}" if quarter else one[1]) if one else None


def _parsed(text: str) -> Period | None:
    try:
        return Period.parse(text)
    except PeriodError:
        return None


def quarter_named(header: str) -> int:
    """The quarter a header names, 1 to 4, or 0: its year may stand elsewhere."""
    found = _QUARTER.search(header)
    return int(found[1]) if found else 0


_STRONG = frozenset(Role) - {Role.UNKNOWN, Role.AREA, Role.DETAIL}
_CORE = frozenset({Role.ACTION, Role.MEASURE, Role.GOAL, Role.OBJECTIVE, Role.DETAIL})


_CONTENT = re.compile(
    r"^(tbd|tbc|tba|none|n/?a|yes|no|ongoing|in progress|completed?|red|amber|"
    r"green)\b|^[$£€•●-]|,$|\b(and|or|the|of)$"
    r"|\b(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)\w*\.? \d{1,4}\b"
    r"|^(?!20\d\d$)\d+(\.\d+)?%?$",
    re.IGNORECASE,
)


def is_header(texts: tuple[str, ...]) -> bool:
    """
    Whether a row's texts read as column headers rather than as content.

    >>> is_header(("Ref", "What will we do", "By when", "Lead officer"))
    True
    >>> is_header(("1", "Reduce absence to 6%", "Alice Smith", "Mar 2020"))
    False
    """
    named = [text for text in texts if text.strip()]
    if len(named) < 2 or any(len(text) > _LONGEST for text in named):
        return False
    if sum(len(text) > _LONG_FOR_A_HEADER for text in named) > 1:
        return False
    roles = [column(text).role for text in named]
    odd = [
        role
        for text, role in zip(named, roles, strict=True)
        if role is not Role.NUMBER and _CONTENT.search(text)
    ]
    if odd and (len(odd) == 1 or set(odd) != {Role.FIGURE}):
        return False
    known = [role for role, text in zip(roles, named, strict=True) if _reads_as_label(text, role)]
    distinct = set(known)
    if len(distinct) < 2 or not distinct & _CORE:
        return False
    return len(known) >= max(2, 0.7 * len(named))


def _reads_as_label(text: str, role: Role) -> bool:
    if role is Role.UNKNOWN:
        return False
    bare = re.sub(r"\([^)]*\)", "", text).strip()
    return len(bare.split()) <= 12 and not bare.endswith(".")

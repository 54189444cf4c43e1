"""What the columns of a plan's tables are for, recognised by their header words."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from headway.domain.periods import Period
from headway.importing.headers.header_periods import MONTH, period_named, quarter_named
from headway.importing.headers.header_words import Role, role_of

__all__ = ["Column", "Role", "column", "is_explained", "is_header", "quarter_named"]


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
    period = period_named(words) if role in _TIMED or role is Role.UNKNOWN else None
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


_CORE = frozenset({Role.ACTION, Role.MEASURE, Role.GOAL, Role.OBJECTIVE, Role.DETAIL})


_CUT_OFF = re.compile(
    r"^[$£€•●-]|,$|\b(?:and|or|the|of)$|^(?!20\d\d$)\d+(?:\.\d+)?%?$", re.IGNORECASE
)
_ANSWER = re.compile(
    r"^(?:tbd|tbc|tba|none|n/?a|yes|no|ongoing|in progress|complet(?:e|ed|ion)|red|amber|"
    r"green)\b(?!\??/|\?$| (?:by|date)\b)",
    re.IGNORECASE,
)
_DATED = re.compile(rf"\b{MONTH}\b\.?[\s'’-]*\d{{1,4}}\b|^{MONTH}\.?$", re.IGNORECASE)
_DATES = re.compile(
    rf"\(.*?\)|(?:\b\d{{1,2}}(?:st|nd|rd|th)?\s+)?\b{MONTH}\b\.?(?:[\s'’-]*\d{{1,4}}\b)?",
    re.IGNORECASE,
)
_EXPLAINED = re.compile(
    r"^(?:definitions?|meanings?|explanations?|terms?|acronyms?|abbreviations?|glossary)$", re.I
)
_LIKELIHOOD = re.compile(r"\b(?:likelihood|probability)\b", re.IGNORECASE)
_MOST_LABEL_WORDS = 8
_SHORT_LABEL_WORDS = 3
_MOST = 0.7
_MOST_OF_SHORT = 0.6


def is_header(texts: tuple[str, ...], *, marked: bool = False) -> bool:
    """
    Whether a row's texts read as column headers rather than as content.

    Args:
        texts: Of the row's cells.
        marked: The document itself marks the row as its table's header. One column of actions
            or measures that is known is then enough.

    >>> is_header(("Ref", "What will we do", "By when", "Lead officer"))
    True
    >>> is_header(("1", "Reduce absence to 6%", "Alice Smith", "Mar 2020"))
    False
    """
    named = [" ".join(text.split()) for text in texts if text.strip()]
    if len(named) < 2 or any(len(text) > _LONGEST for text in named):
        return False
    if sum(len(text) > _LONG_FOR_A_HEADER for text in named) > 1:
        return False
    roles = [column(text).role for text in named]
    labels = [_reads_as_label(text, role) for text, role in zip(named, roles, strict=True)]
    if _has_content(named, roles) or _is_of_risks(named, roles):
        return False
    known = [role for role, label in zip(roles, labels, strict=True) if label]
    if marked:
        return bool(set(known) & _CORE) and not any(map(is_explained, named))
    if len(set(known)) < 2 or not set(known) & _CORE:
        return False
    short = all(len(text.split()) <= _SHORT_LABEL_WORDS for text in named)
    return len(known) >= max(2, (_MOST_OF_SHORT if short else _MOST) * len(named))


def is_explained(header: str) -> bool:
    """Whether a header is that of a list of terms, not of a plan."""
    return _EXPLAINED.match(header) is not None


def _is_of_risks(named: Sequence[str], roles: Sequence[Role]) -> bool:
    """Whether the headers are those of a register of risks, their impacts no measures."""
    return Role.ACTION not in roles and any(map(_LIKELIHOOD.search, named))


def _has_content(named: Sequence[str], roles: Sequence[Role]) -> bool:
    """Whether one of the texts is an answer or a date, and no label with a date in it."""
    told = [
        (text, role) for text, role in zip(named, roles, strict=True) if role is not Role.NUMBER
    ]
    hard = [(text, role) for text, role in told if _CUT_OFF.search(text)]
    soft = [
        (text, role)
        for text, role in told
        if (_ANSWER.search(text) or _DATED.search(text)) and not _is_dated_label(text, role)
    ]
    odd = hard + soft
    if not odd or (len(odd) > 1 and {role for _, role in odd} == {Role.FIGURE}):
        return False
    others = [one for one in zip(named, roles, strict=True) if one not in odd]
    return bool(hard) or len(soft) > 1 or not all(_is_plain(*one) for one in others)


def _is_plain(text: str, role: Role) -> bool:
    """Whether a text is a short label that nothing else could be."""
    return (
        role is not Role.UNKNOWN
        and len(text.split()) <= _SHORT_LABEL_WORDS
        and not text.endswith(".")
    )


def _is_dated_label(text: str, role: Role) -> bool:
    """Whether a header word stands beside the date: "Progress to March 2025"."""
    rest = " ".join(_DATES.sub(" ", text).split())
    if role is Role.UNKNOWN or _ANSWER.search(text) or len(text.split()) >= _MOST_LABEL_WORDS:
        return False
    return column(rest).role is not Role.UNKNOWN


def _reads_as_label(text: str, role: Role) -> bool:
    if role is Role.UNKNOWN:
        return False
    bare = re.sub(r"\([^)]*\)", "", text).strip()
    return len(bare.split()) <= 12 and (role is Role.NUMBER or not bare.endswith("."))

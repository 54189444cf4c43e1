"""
How many a percentage is a share of: as given with the figure, else as its own words tell.

Without a base nobody can say how exact a percentage is, so a base is never guessed: where
the parts given do not make the percentage, there is none, and the reason is kept.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from math import isfinite

from headway.domain.observations import Observation
from headway.domain.quantities import PERCENT, plain
from headway.stats.proportions import count_behind, counts_behind

MOST = 1_000_000_000
"""A count above this is no count of anybody; methods for counts are not asked of it."""

_NUMBER = r"(\d{1,3}(?:,\d{3})+|\d+)"
_NOUNS = (
    "pupils|children|babies|infants|people|adults|parents|carers|families|mothers|students|"
    "learners|schools|settings|answers|responses|respondents|cases|assessments|referrals|plans"
)
_PARTS = re.compile(
    rf"(?<![\d/.,]){_NUMBER}\s*(?:/|of|out of)\s*(?:the |all |a total of )?{_NUMBER}(?![\d/.])"
    rf"(?:\s+({_NOUNS})\b)?",
    re.IGNORECASE,
)
_WHOLE = re.compile(
    rf"(\d[\d.]*)\s*%\s*(?:of|out of)\s*(?:the |all |a total of )?{_NUMBER}(?![\d/%.])"
    rf"(?:\s+({_NOUNS})\b)?",
    re.IGNORECASE,
)
_SIZE = re.compile(rf"\b(?:n|base)\s*[=:]\s*{_NUMBER}(?![\d/%.])", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Base:
    """
    The two whole numbers that make a percentage.

    Attributes:
        noun: What the denominator counts, where the words say ("pupils"); else empty.
        least: The smallest numerator that prints as this percentage: below `numerator`
            where that had to be worked back from a rounded figure.
        most: The largest, likewise.
    """

    numerator: int
    denominator: int
    least: int
    most: int
    noun: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class NoBase:
    """Why a percentage has no base that could be used: a clause for a sentence."""

    reason: str


NOT_GIVEN = NoBase(reason="no base was given")


def base_of(one: Observation) -> Base | NoBase:
    """
    The base of an observed percentage: its own numerator and denominator, else its words'.

    >>> from headway.domain.observations import RowId
    >>> base_of(Observation(row=RowId("m"), value=32, unit=PERCENT, words="51 of 159 pupils"))
    Base(numerator=51, denominator=159, least=51, most=51, noun='pupils')
    """
    if one.value is None or one.unit != PERCENT:
        return NOT_GIVEN
    if one.denominator is None:
        return base_in_words(one.words, one.value)
    return _checked(one.value, one.numerator, one.denominator, _noun(one.words))


def _checked(
    value: float, numerator: float | None, denominator: float, noun: str = ""
) -> Base | NoBase:
    if not _whole(denominator) or denominator == 0:
        return NoBase(reason=f"the base given, {plain(denominator)}, is no count")
    if numerator is None:
        return _worked_back(value, int(denominator), noun)
    if not _whole(numerator):
        return NoBase(reason=f"the numerator given, {plain(numerator)}, is no count")
    if numerator > denominator:
        return NoBase(
            reason=f"the numerator given, {plain(numerator)}, is above the denominator, "
            f"{plain(denominator)}"
        )
    if not _makes(value, numerator, denominator):
        return NoBase(
            reason=f"{plain(numerator)} of {plain(denominator)} does not make {plain(value)}%"
        )
    count = int(numerator)
    return Base(numerator=count, denominator=int(denominator), least=count, most=count, noun=noun)


def _worked_back(value: float, denominator: int, noun: str) -> Base | NoBase:
    if not 0 <= value <= 100:
        return NoBase(reason=f"{plain(value)}% of a base is no share of it")
    possible = counts_behind(value, denominator)
    if not possible:
        return NoBase(reason=f"no whole number of {denominator} makes {plain(value)}%")
    return Base(
        numerator=count_behind(value, denominator),
        denominator=denominator,
        least=possible[0],
        most=possible[-1],
        noun=noun,
    )


def base_in_words(words: str, value: float) -> Base | NoBase:
    """
    The one base that the words of a percentage tell; two different ones are as good as none.

    >>> base_in_words("7.2% of 400 pupils", 7.2)
    Base(numerator=29, denominator=400, least=29, most=29, noun='pupils')
    """
    if not isfinite(value):
        return NOT_GIVEN
    found = {(one.numerator, one.denominator): one for one in _told(words, value)}
    return next(iter(found.values())) if len(found) == 1 else NOT_GIVEN


def _told(words: str, value: float) -> Iterator[Base]:
    for above, below, noun in _PARTS.findall(words):
        numerator, denominator = _number(above), _number(below)
        if _is_a_year(numerator, denominator) or not _makes(value, numerator, denominator):
            continue
        base = _checked(value, numerator, denominator, noun.lower())
        if isinstance(base, Base):
            yield base
    sizes = [
        (below, noun)
        for percent, below, noun in _WHOLE.findall(words)
        if percent.rstrip(".") == plain(value)
    ]
    sizes += [(below, "") for below in _SIZE.findall(words)]
    for below, noun in sizes:
        base = _checked(value, None, _number(below), noun.lower())
        if isinstance(base, Base) and (noun or not _looks_like_a_year(below)):
            yield base


def _makes(value: float, numerator: float, denominator: float) -> bool:
    """Whether the parts make the percentage, rounded or cut off at its last printed place."""
    if not denominator:
        return False
    text = plain(value)
    decimals = len(text.partition(".")[2]) if "e" not in text else 0
    return abs(numerator / denominator * 100 - value) < 10.0**-decimals


def _whole(number: float) -> bool:
    return 0 <= number <= MOST and number == int(number)


def _number(digits: str) -> float:
    return float(digits.replace(",", ""))


def _is_a_year(numerator: float, denominator: float) -> bool:
    """Whether two numbers are a school year, "19/20", rather than a share."""
    return numerator + 1 == denominator and 10 <= numerator < 99


def _looks_like_a_year(digits: str) -> bool:
    return re.fullmatch(r"(19|20)\d\d", digits) is not None


def _noun(words: str) -> str:
    found = re.search(rf"\bof\s+(?:the |all )?{_NUMBER}\s+({_NOUNS})\b", words, re.IGNORECASE)
    return found[2].lower() if found else ""

"""
Cells of published files that hold no number, and what each says in its own release.

The same letter has meant different things in different releases (`x` was "1 or 2 pupils" in
the exclusions of 2016/17, and "not applicable" in one year's special educational needs), so a
symbol is never read without its dataset and year. None of them is zero.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from math import isfinite


class Meaning(StrEnum):
    """Why a cell holds no number."""

    SUPPRESSED = "suppressed to protect confidentiality"
    NOT_AVAILABLE = "not available"
    NOT_APPLICABLE = "not applicable"
    ROUNDS_TO_ZERO = "rounds to 0 but is not 0"
    LOW_RELIABILITY = "of low reliability, so not shown"
    BREAK = "not comparable: break in series"
    NO_VALUE = "no value"
    CONFLICT = "the file holds two different figures"


_USUAL: Mapping[str, Meaning] = {
    "c": Meaning.SUPPRESSED,
    "x": Meaning.NOT_AVAILABLE,
    "z": Meaning.NOT_APPLICABLE,
    "low": Meaning.ROUNDS_TO_ZERO,
    "k": Meaning.ROUNDS_TO_ZERO,
    "<0.5": Meaning.ROUNDS_TO_ZERO,
    "u": Meaning.LOW_RELIABILITY,
    "b": Meaning.BREAK,
    ":": Meaning.NOT_AVAILABLE,
    "~": Meaning.ROUNDS_TO_ZERO,
    "*": Meaning.SUPPRESSED,
    "supp": Meaning.SUPPRESSED,
    "suppressed": Meaning.SUPPRESSED,
    ".": Meaning.NOT_APPLICABLE,
    "..": Meaning.NOT_AVAILABLE,
    "...": Meaning.NOT_AVAILABLE,
    "-": Meaning.NO_VALUE,
    "–": Meaning.NO_VALUE,
    "": Meaning.NO_VALUE,
    "null": Meaning.NO_VALUE,
    "na": Meaning.NO_VALUE,
    "n/a": Meaning.NOT_APPLICABLE,
    "nan": Meaning.NO_VALUE,
    "none": Meaning.NO_VALUE,
    "dns": Meaning.NOT_AVAILABLE,
    "np": Meaning.NOT_AVAILABLE,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Usage:
    """
    A release, or several, in which a symbol meant something of its own.

    Attributes:
        dataset: A regular expression that the dataset's name or its columns hold.
        first: First year (the one it starts in) for which it is so.
        last: Last year.
        words: As the release's own notes have it, shortened.
    """

    dataset: str
    first: int
    last: int
    symbol: str
    meaning: Meaning
    words: str


USAGES: tuple[Usage, ...] = (
    Usage(
        dataset=r"\bexclusions?\b|\bperm_excl\b",
        first=2006,
        last=2017,
        symbol="x",
        meaning=Meaning.SUPPRESSED,
        words="1 or 2 pupils, or a percentage that rests on them",
    ),
    Usage(
        dataset=r"^(special educational needs|sen)\b",
        first=2022,
        last=2022,
        symbol="x",
        meaning=Meaning.NOT_APPLICABLE,
        words="not applicable (x and z stand the other way round in this release)",
    ),
    Usage(
        dataset=r"^(special educational needs|sen)\b",
        first=2022,
        last=2022,
        symbol="z",
        meaning=Meaning.NOT_AVAILABLE,
        words="not available (x and z stand the other way round in this release)",
    ),
    Usage(
        dataset="",
        first=2020,
        last=2021,
        symbol=":",
        meaning=Meaning.NOT_AVAILABLE,
        words="not available or not applicable: releases of these years used one sign for both",
    ),
)

_NUMBER = re.compile(r"[-+]?(?:\d[\d,]*\.?\d*|\.\d+)(?:[eE][-+]?\d+)?")
NUMBER_PATTERN = r"^\s*[-+]?(\d[\d,]*\.?\d*|\.\d+)([eE][-+]?\d+)?\s*%?\s*$"
"""What a number looks like, for engines that match whole columns."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """
    One cell: a number, or a symbol with its meaning.

    Attributes:
        symbol: As it stands in the file; empty where a number does.
        words: What the symbol says in this release.
    """

    value: float | None
    symbol: str = ""
    meaning: Meaning | None = None
    words: str = ""


def is_symbol(cell: str) -> bool:
    """
    Whether a cell holds one of the signs that stand for no number.

    >>> is_symbol("[low]"), is_symbol("c"), is_symbol("Total")
    (True, True, False)
    """
    return _bare(cell) in _USUAL


def reading(
    cell: str, *, about: str = "", year: int | None = None, own: Mapping[str, str] | None = None
) -> Reading:
    """
    What a cell says.

    Args:
        cell: As it stands.
        about: The dataset's name and columns, in words.
        year: That the release's latest figures start in.
        own: Meanings told when the release was loaded; they go before all others.

    >>> reading("7.0000000000000007E-2").value, reading(" 1,234 ").value
    (0.07, 1234.0)
    >>> reading("x").words
    'not available'
    >>> reading("x", about="exclusions", year=2016).words
    '1 or 2 pupils, or a percentage that rests on them'
    """
    text = cell.strip()
    plain = text.removesuffix("%").rstrip()
    if _NUMBER.fullmatch(plain):
        value = float(plain.replace(",", ""))
        if isfinite(value):
            return Reading(value=round(value, 12) if "e" in plain.lower() else value)
        return Reading(value=None, symbol=text, meaning=Meaning.NO_VALUE, words="not a number")
    bare = _bare(text)
    if own and bare in own:
        words = own[bare]
        return Reading(value=None, symbol=text, meaning=_meant(words), words=words)
    for usage in USAGES:
        if usage.symbol == bare and _concerns(usage, about, year):
            return Reading(value=None, symbol=text, meaning=usage.meaning, words=usage.words)
    if bare in _USUAL:
        meaning = _USUAL[bare]
        return Reading(value=None, symbol=text, meaning=meaning, words=meaning.value)
    return Reading(
        value=None, symbol=text, meaning=Meaning.NO_VALUE, words=f'"{text}" is not a number'
    )


_IN_CHARTS: Mapping[float, str] = {-100.0: "c", -200.0: "low", -300.0: "x", -400.0: "z"}


def not_of_a_chart(said: Reading) -> Reading:
    """
    What a cell of a count or a rate says where it holds a number that stands for a symbol.

    The Department's own charts write such numbers below zero; a copy made from one has them in
    the place of figures, and an average over them would be nonsense.

    >>> not_of_a_chart(reading("-100")).words
    'as charts write c: suppressed to protect confidentiality'
    >>> not_of_a_chart(reading("-101")).value
    -101.0
    """
    symbol = _IN_CHARTS.get(said.value) if said.value is not None else None
    if symbol is None:
        return said
    meaning, number = _USUAL[symbol], f"{said.value:g}"
    words = f"as charts write {symbol}: {meaning.value}"
    return Reading(value=None, symbol=number, meaning=meaning, words=words)


def _bare(cell: str) -> str:
    text = cell.strip().casefold()
    return text[1:-1].strip() if text.startswith("[") and text.endswith("]") else text


def _concerns(usage: Usage, about: str, year: int | None) -> bool:
    if year is None or not usage.first <= year <= usage.last:
        return False
    words = about.replace("_", " ") + " " + about
    return re.search(usage.dataset, words, re.IGNORECASE) is not None


def _meant(words: str) -> Meaning:
    """The meaning that a person's words come closest to."""
    said = words.casefold()
    for sign, meaning in (
        ("suppress", Meaning.SUPPRESSED),
        ("confiden", Meaning.SUPPRESSED),
        ("pupils", Meaning.SUPPRESSED),
        ("not applicable", Meaning.NOT_APPLICABLE),
        ("not available", Meaning.NOT_AVAILABLE),
        ("round", Meaning.ROUNDS_TO_ZERO),
        ("reliab", Meaning.LOW_RELIABILITY),
        ("break", Meaning.BREAK),
    ):
        if sign in said:
            return meaning
    return Meaning.NO_VALUE

"""Cells that hold a figure and little else: targets, baselines, results by period."""

import re
from dataclasses import dataclass

from headway.domain.observations import State
from headway.domain.periods import Period, PeriodKind
from headway.domain.quantities import COUNT, PERCENT, Comparator, Direction, Polarity, Unit
from headway.importing.headers.header_periods import month_within
from headway.importing.rows.entries import Figure
from headway.language.dates import periods
from headway.language.directions import read_direction, read_polarity
from headway.language.figures import figures
from headway.language.readings import Setting

_SUPPRESSED = re.compile(r"^(?:\*+|c|x|<\s?5|suppressed|low)$", re.IGNORECASE)
_NOT_DUE = re.compile(r"^(?:not yet (?:due|available)|awaited|due\b.*|pending)$", re.IGNORECASE)
_NOT_COLLECTED = re.compile(
    r"^(?:n/?a|not (?:applicable|collected|available|measured|reported))$", re.IGNORECASE
)
_NOTHING = re.compile(
    r"^(?:-+|–|—|\.|none|nil return|tb[cda]|to be (?:confirmed|agreed|set|determined).*)?$",
    re.IGNORECASE,
)
_YEAR_ONLY = re.compile(r"^(?:19|20)\d\d$")
_MOST_WORDS = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """
    What one figure cell holds.

    Attributes:
        words: The whole cell, where it holds no number.
    """

    value: float | None = None
    unit: Unit = COUNT
    comparator: Comparator = Comparator.EQ
    period: Period | None = None
    state: State | None = None
    words: str = ""


def is_open(text: str) -> bool:
    """Whether a cell says that there is no figure yet ("TBC", a dash)."""
    return _NOTHING.match(" ".join(text.split())) is not None


def read_figure(figure: Figure, *, unit: Unit, setting: Setting, name: str = "") -> Reading:
    """
    Read one figure cell.

    Args:
        figure: The cell with its header.
        unit: The row's own, for a bare number.
        setting: Settles the year of "Q1".
        name: The row's own words, which may scale its figures: "Income (£m)".
    """
    text = " ".join(figure.text.split())
    period = period_of(figure, setting)
    if _NOTHING.match(text):
        return Reading(period=period, words=text)
    for pattern, state in (
        (_SUPPRESSED, State.SUPPRESSED),
        (_NOT_DUE, State.NOT_YET_DUE),
        (_NOT_COLLECTED, State.NOT_COLLECTED),
    ):
        if pattern.match(text):
            return Reading(state=state, period=period, words=text)
    plain = _out_of_brackets(text, f"{figure.header} {name}")
    measured = _with_unit(plain, figure.header) or _scaled(plain, figure.header, name)
    mentions = figures(measured or plain, setting=setting)
    if not mentions and _YEAR_ONLY.match(text):
        return Reading(value=float(text), unit=unit, period=period, words=text)
    if not mentions or len(text.split()) > _MOST_WORDS:
        return Reading(period=period, words=text)
    first = mentions[0]
    own = next((p.period for p in periods(text, setting=setting) if p.period is not None), None)
    bare = first.unit == COUNT and unit != COUNT and not first.of and not measured
    in_percent = "%" in figure.header or "percent" in figure.header.lower()
    return Reading(
        value=first.value if plain == text else -first.value,
        unit=PERCENT if bare and in_percent else unit if bare else first.unit,
        comparator=first.comparator,
        period=own or period,
        words=text,
    )


def _with_unit(text: str, header: str) -> str:
    """
    A bare number with the unit that its column's header or its row's own column of units names.

    >>> _with_unit("18,250", "Baseline (tCO2e)"), _with_unit("2.4", "Savings (£m)")
    ('18,250 tCO2e', '£2.4m')
    >>> _with_unit("78%", "Actual (days)"), _with_unit("78", "Actual (2022)")
    ('', '')
    """
    if not _BARE.match(text):
        return ""
    for unit in _IN_BRACKETS.findall(header):
        pounds = _MONEY.match(unit)
        told = f"{pounds[1]}{text}{_SCALES[pounds[2].lower()]}" if pounds else f"{text} {unit}"
        read = figures(told)
        if len(read) == 1 and read[0].unit not in (COUNT, PERCENT):
            return told
    return ""


def _out_of_brackets(text: str, around: str) -> str:
    """
    The figure in brackets that stands for a loss, else the text as it is.

    >>> _out_of_brackets("(8,420)", "Surplus / (deficit)"), _out_of_brackets("(12)", "Visits")
    ('8,420', '(12)')
    """
    found = _BRACKETED.match(text)
    if found is None:
        return text
    sign = found["before"] or ""
    is_money = sign or found["money"] or _NAMES_MONEY.search(around)
    return f"{sign}{found['figure']}" if is_money else text


def _scaled(text: str, header: str, name: str) -> str:
    """
    A bare number with the scale of money that its header or its row's name gives.

    >>> _scaled("55", "Target", "Income (£m)"), _scaled("12", "", "Surplus £000")
    ('£55m', '£12k')
    """
    if not _BARE.match(text) or "%" in header:
        return ""
    found = _SCALED.search(header) or _SCALED.search(name)
    if found is None:
        return ""
    return f"{found['money']}{text}{_SCALES[found['scale'].lower().rstrip('s')]}"


_BRACKETED = re.compile(
    r"^(?P<before>[£$€]\s?)?\((?P<figure>(?P<money>[£$€])?\s?[0-9][0-9,.]*\s?(?:k|m|bn|million)?)\)$",
    re.IGNORECASE,
)
_NAMES_MONEY = re.compile(r"[£$€]|\b(?:surplus|deficit|variance|overspend)\b", re.IGNORECASE)
_SCALED = re.compile(
    r"(?P<money>[£$€])\s?'?(?P<scale>000s?|k|m|mn|bn|thousands?|millions?|billions?)\b",
    re.IGNORECASE,
)
_BARE = re.compile(r"^[<>≤≥~]?\s?[\d,.]+$")
_IN_BRACKETS = re.compile(r"\(([^()]{1,30})\)")
_MONEY = re.compile(r"^([£$€])\s?(000s?|k|m|million|bn|)$", re.IGNORECASE)
_SCALES = {
    "000": "k",
    "000s": "k",
    "thousand": "k",
    "k": "k",
    "m": "m",
    "mn": "m",
    "million": "m",
    "billion": "bn",
    "bn": "bn",
    "": "",
}


def period_of(figure: Figure, setting: Setting) -> Period | None:
    """The time a column is for; a quarter takes its year from the document."""
    if figure.period is not None:
        return figure.period
    if setting.covers and (month := month_within(figure.header, setting.covers)):
        return month
    year = setting.covers.year if setting.covers else None
    if figure.quarter and year is not None:
        return Period(kind=PeriodKind.FINANCIAL_QUARTER, year=year, part=figure.quarter)
    named = periods(figure.header, setting=setting)
    return next((one.period for one in named if one.period is not None), None)


def comparator_of(reading: Reading, direction: Direction, told: Polarity) -> Comparator:
    """How a target's figure bounds: as written, else as the plan's own words imply."""
    if reading.comparator is not Comparator.EQ:
        return reading.comparator
    if told is Polarity.HIGH or (told is Polarity.UNKNOWN and direction is Direction.MAINTAIN):
        return Comparator.GE
    return Comparator.LE if told is Polarity.LOW else Comparator.EQ


def polarity_of(words: str) -> Polarity | None:
    """
    Which way is better, where a column says it; None where it does not.

    >>> polarity_of("High").value, polarity_of("Decrease").value, polarity_of("For information")
    ('higher is better', 'lower is better', None)
    """
    read = read_polarity(words)
    return read if read in (Polarity.HIGH, Polarity.LOW) else None


_CHANGES = frozenset({Direction.INCREASE, Direction.DECREASE, Direction.MAINTAIN})


def direction_of(words: str, stated: Direction) -> Direction:
    """
    Where a measure is to go: as its own words say, else as its column of directions does.

    >>> direction_of("Low", Direction.ACHIEVE).value, direction_of("", Direction.NONE).value
    ('decrease', 'none')
    """
    if stated in _CHANGES or not words:
        return stated
    told = read_direction(words)
    return stated if told is Direction.NONE else told

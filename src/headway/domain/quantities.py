"""What a figure is of: its unit, how it is compared, and which way is better."""

from decimal import ROUND_HALF_UP, Context, Decimal
from enum import StrEnum
from typing import NewType

Unit = NewType("Unit", str)
"""`%`, `pp`, `count`, `score`, `GBP`, `USD`, `EUR`, `days`, `weeks`, `hours`, `kt CO2e`, …"""

PERCENT = Unit("%")
POINTS = Unit("pp")
COUNT = Unit("count")
SCORE = Unit("score")
TEXT = Unit("text")
MONEY: dict[Unit, str] = {Unit("GBP"): "£", Unit("USD"): "$", Unit("EUR"): "€"}


class Comparator(StrEnum):
    """How a stated figure bounds the real one."""

    EQ = "eq"
    LE = "le"
    LT = "lt"
    GE = "ge"
    GT = "gt"
    APPROX = "approx"
    CHANGE_BY = "change_by"
    """The figure is the size of a change ("reduce by 25%"), not a level."""


class Direction(StrEnum):
    """What a row says should happen to its quantity."""

    INCREASE = "increase"
    DECREASE = "decrease"
    MAINTAIN = "maintain"
    ACHIEVE = "achieve"
    """A state to reach: "all schools have a lead"."""
    NONE = "none"


class Polarity(StrEnum):
    """Which way is better."""

    HIGH = "higher is better"
    LOW = "lower is better"
    NEUTRAL = "neither is better"
    UNKNOWN = "not stated"


class MeasureKind(StrEnum):
    """How a measure's figures accrue, which decides how they may be compared."""

    SNAPSHOT = "snapshot"
    CUMULATIVE = "cumulative in the year"
    """A count that can only grow until the year ends (unless an event is rescinded)."""
    RATE_TO_DATE = "rate for the year to date"
    """A percentage over the year so far; it may fall as well as rise."""
    ANNUAL = "annual"
    ROLLING = "rolling"
    MILESTONE = "milestone"
    """Done or not done."""
    WORDS = "words only"
    """Progress is told, not counted."""


def polarity_of(direction: Direction) -> Polarity:
    """The polarity that a direction implies; UNKNOWN where it implies none."""
    return {
        Direction.INCREASE: Polarity.HIGH,
        Direction.DECREASE: Polarity.LOW,
        Direction.ACHIEVE: Polarity.HIGH,
    }.get(direction, Polarity.UNKNOWN)


def plain(value: float) -> str:
    """
    A number as short as it is exact, with no thousands separator.

    >>> plain(70.0), plain(9.3), plain(1500000.0)
    ('70', '9.3', '1500000')
    """
    return str(int(value)) if value == int(value) and abs(value) < 1e15 else repr(float(value))


_ANY_FLOAT = Context(prec=800)
"""Digits enough to write the largest float and the smallest in full."""


def rounded(value: float, decimals: int) -> str:
    """
    Rounded half up, as people do it (Python's own `round` rounds halves to even).

    >>> rounded(0.125, 2), rounded(2.5, 0)
    ('0.13', '3')
    """
    exponent = Decimal(1).scaleb(-decimals)
    exact = Decimal(repr(float(value)))
    return f"{exact.quantize(exponent, ROUND_HALF_UP, _ANY_FLOAT):,f}"


def shown(value: float, unit: Unit, decimals: int | None = None) -> str:
    """
    A figure with its unit, as a reader expects to see it.

    >>> shown(1400, COUNT), shown(9.3, PERCENT), shown(3, POINTS), shown(2500000, Unit("GBP"))
    ('1,400', '9.3%', '3 percentage points', '£2,500,000')
    >>> shown(6, Unit("weeks"))
    '6 weeks'
    """
    if decimals is None:
        decimals = max(0, -int(Decimal(plain(value)).as_tuple().exponent))
    number = rounded(value, decimals)
    if unit in (COUNT, TEXT):
        return number
    if unit == PERCENT:
        return f"{number}%"
    if unit == POINTS:
        return f"{number} percentage point{'' if number == '1' else 's'}"
    if unit in MONEY:
        return f"{MONEY[unit]}{number}" if value >= 0 else f"-{MONEY[unit]}{number.lstrip('-')}"
    return f"{number} {unit}"

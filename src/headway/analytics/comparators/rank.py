"""
Where an area stands among others: rank, quartile band, distance to the best quarter.

The rules are those of the Department's own tool for local authorities: ties share the better
rank; quartiles are interpolated (type 7) over all authorities with a figure; a value equal to a
quartile belongs to the lower side of it; A is the best quarter by the measure's polarity.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import floor, isfinite

from headway.domain.quantities import Polarity
from headway.stats.errors import FigureError
from headway.stats.quantiles import ranks

BANDS = "ABCD"
_FEWEST = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Rank:
    """
    A place in an order.

    Attributes:
        place: 1 for the best; for a measure of no polarity 1 for the lowest.
        of: How many have a figure.
        ties: How many others have the very same figure.
        order: "best first" or "lowest first".
    """

    place: int
    of: int
    ties: int
    order: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Quartiles:
    """The bounds of the quarters, and how many areas they rest on."""

    lower: float
    middle: float
    upper: float
    of: int


def rank(value: float, among: Sequence[float], polarity: Polarity) -> Rank:
    """
    The rank of a value, itself one of `among`; ties take the better place.

    >>> rank(5, [3, 5, 5, 9], Polarity.LOW).place, rank(5, [3, 5, 5, 9], Polarity.HIGH).place
    (2, 2)

    Raises:
        FigureError: The value is not among the values, or one is not finite.
    """
    if value not in among:
        raise FigureError(f"the value to rank, {value:g}, must be among the values it is ranked in")
    placed = ranks([*among], invert=polarity is Polarity.HIGH)[list(among).index(value)]
    judged = polarity in (Polarity.HIGH, Polarity.LOW)
    return Rank(
        place=placed or 0,
        of=len(among),
        ties=sum(other == value for other in among) - 1,
        order="best first" if judged else "lowest first",
    )


def quartiles(values: Sequence[float]) -> Quartiles | None:
    """
    The quartiles of areas' values; None for fewer than four.

    >>> quartiles([1, 2, 3, 4, 5])
    Quartiles(lower=2.0, middle=3.0, upper=4.0, of=5)

    Raises:
        FigureError: A value that is not finite.
    """
    if not all(isfinite(value) for value in values):
        raise FigureError("quartiles need finite values; leave out areas without a figure")
    if len(values) < _FEWEST:
        return None
    ordered = sorted(values)
    low, middle, high = (quantile(ordered, share) for share in (0.25, 0.5, 0.75))
    return Quartiles(lower=low, middle=middle, upper=high, of=len(ordered))


def quantile(ordered: Sequence[float], share: float) -> float:
    """
    A quantile of values in order, interpolated between its neighbours (type 7).

    >>> quantile([1.0, 2.0, 4.0], 0.75)
    3.0
    """
    at = share * (len(ordered) - 1)
    below = floor(at)
    above = min(below + 1, len(ordered) - 1)
    return float(ordered[below] + (at - below) * (ordered[above] - ordered[below]))


def band(value: float, bounds: Quartiles, polarity: Polarity) -> str:
    """
    The quarter of a value, A the best and D the worst; empty for a measure of no polarity.

    >>> bounds = Quartiles(lower=25, middle=50, upper=75, of=100)
    >>> band(25, bounds, Polarity.LOW), band(75, bounds, Polarity.HIGH)
    ('A', 'B')
    """
    if polarity not in (Polarity.HIGH, Polarity.LOW):
        return ""
    quarter = sum(value > bound for bound in (bounds.lower, bounds.middle, bounds.upper))
    return BANDS[quarter] if polarity is Polarity.LOW else BANDS[3 - quarter]


def top_bound(bounds: Quartiles, polarity: Polarity) -> float | None:
    """The value at which the best quarter starts; None for a measure of no polarity."""
    return {Polarity.LOW: bounds.lower, Polarity.HIGH: bounds.upper}.get(polarity)


def gap_to_top(value: float, bounds: Quartiles, polarity: Polarity) -> float | None:
    """
    How far a value is from the best quarter, in its own unit; 0 within it.

    >>> bounds = Quartiles(lower=25, middle=50, upper=75, of=100)
    >>> gap_to_top(30, bounds, Polarity.LOW), gap_to_top(20, bounds, Polarity.LOW)
    (5, 0.0)
    """
    start = top_bound(bounds, polarity)
    if start is None:
        return None
    short = value - start if polarity is Polarity.LOW else start - value
    return short if short > 0 else 0.0

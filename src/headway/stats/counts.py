"""
What a method may be given: counts, bases, levels of confidence.

Counts need not be whole: weighted surveys give fractions. They are never negative,
never infinite, and never missing: what is missing is left out by the caller, who says so.
"""

from collections.abc import Sequence
from functools import lru_cache
from math import isfinite
from statistics import NormalDist

from headway.stats.errors import FigureError

PUBLISHED_LEVELS = (0.95, 0.998)
"""The two levels at which English public-health indicators are published: z = 1.96 and 3.09."""

LARGEST = 1e15
"""No count or base is larger, nor a base smaller than one over it: floats hold no more digits."""

_NORMAL = NormalDist()


def count_of(value: float, *, what: str = "a count") -> float:
    """`value` as a count: zero or more, `LARGEST` at most; else FigureError with the reason."""
    if not isfinite(value) or value < 0:
        raise FigureError(f"{what} must be zero or more and finite, got {value:g}")
    if value > LARGEST:
        raise FigureError(f"{what} can be {LARGEST:g} at most, got {value:g}; check its unit")
    return float(value)


def base_of(value: float, *, what: str = "a base") -> float:
    """`value` as something to divide by: above zero, not beyond `LARGEST` or one over it."""
    if not isfinite(value) or value <= 0:
        raise FigureError(f"{what} must be above zero and finite, got {value:g}")
    if not 1 / LARGEST <= value <= LARGEST:
        raise FigureError(
            f"{what} must lie between {1 / LARGEST:g} and {LARGEST:g}, got {value:g}; "
            "check its unit"
        )
    return float(value)


def part_of(part: float, whole: float) -> tuple[float, float]:
    """A numerator and its denominator: neither negative, the part not above the whole."""
    denominator = base_of(whole, what="the denominator")
    numerator = count_of(part, what="the numerator")
    if numerator > denominator:
        raise FigureError(
            f"the numerator must not be above the denominator, got {part:g} of {whole:g}; "
            "for events that one person can have twice use a rate"
        )
    return numerator, denominator


def is_whole(*values: float) -> bool:
    """Whether every value is a whole number, as the exact tests need."""
    return all(float(value).is_integer() for value in values)


def same_length(**columns: Sequence[object]) -> int:
    """How many rows the named columns have; FigureError where they differ."""
    sizes = {name.replace("_", " "): len(column) for name, column in columns.items()}
    if len(set(sizes.values())) > 1:
        listed = ", ".join(f"{size} {name}" for name, size in sizes.items())
        raise FigureError(f"one value of each is needed for every row, got {listed}")
    return next(iter(sizes.values()))


def normal_quantile(probability: float) -> float:
    """
    The standard normal value below which `probability` lies.

    >>> round(normal_quantile(0.975), 6), round(normal_quantile(0.999), 6)
    (1.959964, 3.090232)
    """
    if not 0 < probability < 1:
        raise FigureError(f"a probability must lie between 0 and 1, got {probability:g}")
    return _NORMAL.inv_cdf(probability)


@lru_cache(maxsize=64)
def two_sided_z(confidence: float) -> float:
    """
    How many standard errors a two-sided interval reaches on each side.

    >>> round(two_sided_z(0.95), 2), round(two_sided_z(0.998), 2)
    (1.96, 3.09)
    """
    if not 0 < confidence < 1:
        raise FigureError(
            f"a level of confidence is a fraction such as 0.95 or 0.998, got {confidence:g}"
        )
    return normal_quantile(confidence + (1 - confidence) / 2)

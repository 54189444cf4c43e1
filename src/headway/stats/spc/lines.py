"""
The lines of an XmR chart: how far figures stray from their mean by chance alone.

The average step between neighbours, times 2.66, is three standard deviations of a
process that does not change, whatever slow changes there were (Wheeler, D.J. (2000),
"Understanding Variation", 2nd ed., SPC Press).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import fsum

_LIMIT = 2.66
_NEAR = 2 * (_LIMIT / 3)
_SCREEN = 3.267


@dataclass(frozen=True, slots=True, kw_only=True)
class Lines:
    """
    The centre line of a run of figures, and how far it strays by chance alone.

    Attributes:
        mean: Of the baseline, unscreened.
        amr: Average moving range, after screening; None where there is none.
        lower: Lower process limit; None, like the three that follow, where no limits can
            be computed. It may lie below 0, the upper above 100: nothing is cut off.
        near_lower: Two thirds of the way out; beyond it a point is close to the limit.
        unlimited: Why there are no limits; empty where there are.
    """

    mean: float
    amr: float | None = None
    lower: float | None = None
    upper: float | None = None
    near_lower: float | None = None
    near_upper: float | None = None
    unlimited: str = ""


def lines_of(figures: Sequence[float | None], *, screen: bool = True) -> Lines:
    """
    Work the lines out from a baseline.

    Args:
        figures: In order of time, one of them at least known; no moving range bridges a gap.
        screen: Leave out moving ranges that are not below 3.267 times their average, once.

    The first ten flow rates of the NIST/SEMATECH e-Handbook of Statistical Methods, 6.3.2.2
    (mean 50.81, average moving range 1.8778, limits 45.82 and 55.80):

    >>> flow = lines_of([49.6, 47.6, 49.9, 51.3, 47.8, 51.2, 52.6, 52.4, 53.6, 52.1])
    >>> round(flow.mean, 2), round(flow.amr, 4), round(flow.lower, 2), round(flow.upper, 2)
    (50.81, 1.8778, 45.82, 55.8)
    """
    known = [value for value in figures if value is not None]
    mean = _mean(known)
    ranges = [abs(b - a) for a, b in pairwise(figures) if a is not None and b is not None]
    if not ranges:
        return Lines(mean=mean, unlimited="no two figures in a row: limits cannot be computed")
    amr = _mean(ranges)
    if amr <= rounding(known):
        return Lines(mean=mean, unlimited="no variation: limits cannot be computed")
    if screen:
        amr = _mean([size for size in ranges if size < _SCREEN * amr])
    return Lines(
        mean=mean,
        amr=amr,
        lower=mean - _LIMIT * amr,
        upper=mean + _LIMIT * amr,
        near_lower=mean - _NEAR * amr,
        near_upper=mean + _NEAR * amr,
    )


def rounding(known: Sequence[float]) -> float:
    """How far equal figures may lie apart through rounding of their last bits."""
    return 1e-14 * max(abs(value) for value in known)


def _mean(numbers: Sequence[float]) -> float:
    """
    The mean, to the last bit: a second pass adds back what rounding left.

    >>> _mean([0.1] * 10), sum([0.1] * 10) / 10
    (0.1, 0.09999999999999999)
    """
    first = fsum(numbers) / len(numbers)
    return first + fsum(number - first for number in numbers) / len(numbers)

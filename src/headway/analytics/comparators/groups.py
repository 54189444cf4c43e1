"""
Groups of areas: mean and median of their figures, and the pooled figure from their counts.

Mean and median of the same ten neighbours can differ by more than eight points, so both are
given, with how many of them had a figure. Neither is the rate of the group: that is the sum of
the counts over the sum of their bases, where there are counts.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import fsum
from statistics import median

from headway.evidence.published.figures import Figure


@dataclass(frozen=True, slots=True, kw_only=True)
class Pooled:
    """
    A rate over several areas, from their counts.

    Attributes:
        value: `numerator` / `denominator` times what the rate is per.
        areas: Names of those that gave both counts.
    """

    value: float
    numerator: float
    denominator: float
    areas: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """
    Several areas' figures in one.

    Attributes:
        mean: Unweighted, of those with a figure; None where none has.
        median: Likewise.
        had: How many had a figure.
        of: How many there are.
        without: Names of those that had none.
        pooled: From counts; None where a file has none that give its rates.
    """

    mean: float | None
    median: float | None
    had: int
    of: int
    without: tuple[str, ...]
    pooled: Pooled | None


def group(figures: Sequence[tuple[str, Figure | None]]) -> Group:
    """The mean, median and pooled rate of named areas, each with its figure or none."""
    values = [one.value for _, one in figures if one is not None and one.value is not None]
    return Group(
        mean=fsum(values) / len(values) if values else None,
        median=median(values) if values else None,
        had=len(values),
        of=len(figures),
        without=tuple(name for name, one in figures if one is None or one.value is None),
        pooled=pooled(figures),
    )


def pooled(figures: Sequence[tuple[str, Figure | None]]) -> Pooled | None:
    """The sum of counts over the sum of bases; None where no area has both."""
    counted = [
        (name, one.numerator, one.denominator, one.per)
        for name, one in figures
        if one is not None and one.numerator is not None and one.denominator
    ]
    pers = {per for *_, per in counted}
    if not counted or len(pers) != 1:
        return None
    above = fsum(numerator for _, numerator, _, _ in counted if numerator is not None)
    below = fsum(denominator for *_, denominator, _ in counted if denominator)
    return Pooled(
        value=above / below * pers.pop(),
        numerator=above,
        denominator=below,
        areas=tuple(name for name, *_ in counted),
    )

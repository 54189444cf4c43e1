"""
Areas in order, and in equal groups: fifths, quarters, tenths.

The rule is that of England's public-health indicators: areas that tie share the better
rank and so the same group; groups may then differ in size.
"""

from bisect import bisect_left
from collections.abc import Sequence
from math import isfinite

from headway.stats.errors import FigureError


def ranks(values: Sequence[float | None], *, invert: bool = False) -> list[int | None]:
    """
    The rank of each value, 1 for the smallest; ties share the smallest rank.

    Missing stays missing and is not ranked.

    Args:
        values: In any unit; None for an area without a figure.
        invert: Rank the largest first.

    >>> ranks([5, 3, None, 3])
    [3, 1, None, 1]
    >>> ranks([5, 3, None, 3], invert=True)
    [1, 2, None, 2]

    Raises:
        FigureError: A value that is infinite or not a number.
    """
    for value in values:
        if value is not None and not isfinite(value):
            raise FigureError(f"values to rank must be finite or missing, got {value:g}")
    sign = -1 if invert else 1
    ordered = sorted(sign * value for value in values if value is not None)
    return [None if v is None else bisect_left(ordered, sign * v) + 1 for v in values]


def quantiles(
    values: Sequence[float | None], groups: int = 5, *, invert: bool = False
) -> list[int | None]:
    """
    The group of each area, from 1 (smallest values; largest where `invert`) to `groups`.

    With rank r among n areas and k groups the group is
    floor(k + 1 - ceil((n + 1 - r) / (n / k))), in whole numbers throughout.

    >>> quantiles([10, 20, 30, 40, 50, 60, 70, 80, 90, 100])
    [1, 1, 2, 2, 3, 3, 4, 4, 5, 5]
    >>> quantiles([1, 1, 1, 4, 5], groups=5), quantiles([7, None, 8, 9], groups=3, invert=True)
    ([1, 1, 1, 4, 5], [3, None, 2, 1])

    All None where fewer areas have a figure than there are groups.

    Raises:
        FigureError: Fewer than one group, or a value that is not finite.
    """
    if groups < 1:
        raise FigureError(f"areas can be put into one group or more, got {groups}")
    placed = ranks(values, invert=invert)
    areas = sum(rank is not None for rank in placed)
    if areas < groups:
        return [None] * len(placed)
    return [
        None if rank is None else groups + 1 - -(-(areas + 1 - rank) * groups // areas)
        for rank in placed
    ]


def quintiles(values: Sequence[float | None], *, invert: bool = False) -> list[int | None]:
    """Fifths: `quantiles` in five groups."""
    return quantiles(values, 5, invert=invert)

"""
How exact a share is, and how far apart two shares are.

Proportions here are fractions from 0 to 1, and differences are of fractions, except
where a name says "percent". Sources:

- Wilson, E. B. (1927), "Probable inference, the law of succession, and statistical
  inference", Journal of the American Statistical Association 22, 209-212; the score
  interval without continuity correction, as English public-health indicators use it.
- Newcombe, R. G. (1998), "Interval estimation for the difference between independent
  proportions", Statistics in Medicine 17, 873-890; his method 10.
"""

from dataclasses import replace
from math import ceil, floor, isfinite, sqrt

from headway.stats.counts import base_of, part_of, two_sided_z
from headway.stats.differences import half_up
from headway.stats.errors import FigureError
from headway.stats.intervals import Interval

WILSON = "Wilson score interval"
NEWCOMBE = "Newcombe interval for a difference"


def wilson_interval(numerator: float, denominator: float, confidence: float = 0.95) -> Interval:
    """
    The interval of a proportion, as fractions from 0 to 1.

    Never leaves 0 to 1 and is sound for small numbers: 0 of 10 may well be one in four.

    Newcombe's published example (1998, Statistics in Medicine 17, 857-872), 81 of 263:

    >>> found = wilson_interval(81, 263)
    >>> round(found.low, 4), round(found.high, 4)
    (0.2553, 0.3662)
    >>> found = wilson_interval(0, 10)
    >>> found.low, round(found.high, 4)
    (0.0, 0.2775)

    Raises:
        FigureError: An empty base, a negative or infinite count, more hits than tries.
    """
    x, n = part_of(numerator, denominator)
    z = two_sided_z(confidence)
    share = x / n
    spread = z * sqrt(z * z + 4 * x * (1 - share))
    scale = 2 * (n + z * z)
    return Interval(
        estimate=share,
        low=0.0 if x == 0 else max(0.0, (2 * x + z * z - spread) / scale),
        high=1.0 if x == n else min(1.0, (2 * x + z * z + spread) / scale),
        confidence=confidence,
        method=WILSON,
    )


def wilson_percent(numerator: float, denominator: float, confidence: float = 0.95) -> Interval:
    """
    The same as percentages from 0 to 100.

    >>> found = wilson_percent(37, 400)
    >>> round(found.estimate, 2), round(found.low, 1), round(found.high, 1)
    (9.25, 6.8, 12.5)
    """
    found = wilson_interval(numerator, denominator, confidence).times(100)
    return replace(found, estimate=100 * numerator / denominator)


def newcombe_interval(
    numerator: float,
    denominator: float,
    other_numerator: float,
    other_denominator: float,
    confidence: float = 0.95,
) -> Interval:
    """
    The interval of one proportion minus another, as fractions from -1 to 1.

    For two groups of different people (this year's pupils and last year's), not for
    the same people asked twice.

    Newcombe's published example, 56 of 70 against 48 of 80:

    >>> found = newcombe_interval(56, 70, 48, 80)
    >>> round(found.estimate, 4), round(found.low, 4), round(found.high, 4)
    (0.2, 0.0524, 0.3339)

    Raises:
        FigureError: As `wilson_interval`.
    """
    one = wilson_interval(numerator, denominator, confidence)
    other = wilson_interval(other_numerator, other_denominator, confidence)
    apart = one.estimate - other.estimate
    return Interval(
        estimate=apart,
        low=apart - sqrt((one.estimate - one.low) ** 2 + (other.high - other.estimate) ** 2),
        high=apart + sqrt((one.high - one.estimate) ** 2 + (other.estimate - other.low) ** 2),
        confidence=confidence,
        method=NEWCOMBE,
    )


def decimals_of(figure: float) -> int:
    """
    How many decimals a figure was printed with, as far as its value tells.

    >>> decimals_of(9.2), decimals_of(12.0), decimals_of(0.25)
    (1, 0, 2)
    """
    _, _, decimals = f"{figure:.10f}".rstrip("0").partition(".")
    return len(decimals)


def counts_behind(percent: float, base: float, *, decimals: int | None = None) -> range:
    """
    The whole numbers which, of `base`, print as `percent`.

    Empty where there is none: then the percentage is not of that base.

    The percentage was printed with `decimals` places (as many as its value shows, where
    not given); a half may have been rounded either way.

    >>> list(counts_behind(9.2, 400)), list(counts_behind(9.2, 1000)), len(counts_behind(9.2, 5))
    ([37], [92], 0)
    >>> list(counts_behind(12.0, 40, decimals=1)), list(counts_behind(92.0, 50))
    ([], [46])

    Raises:
        FigureError: A percentage outside 0 to 100, or an empty or broken base.
    """
    if not isfinite(percent) or not 0 <= percent <= 100:
        raise FigureError(f"a percentage of a base must lie between 0 and 100, got {percent:g}")
    whole = base_of(base, what="the base")
    places = decimals_of(percent) if decimals is None else decimals
    half = 0.5 * 10.0**-places
    slack = whole * 1e-12 + 1e-9
    lowest = ceil((percent - half) / 100 * whole - slack)
    highest = floor((percent + half) / 100 * whole + slack)
    return range(max(0, lowest), min(floor(whole), highest) + 1)


def count_behind(percent: float, base: float, *, decimals: int | None = None) -> int:
    """
    The count a printed percentage stands for: the likeliest of `counts_behind`.

    >>> count_behind(9.2, 400), count_behind(7.2, 400)
    (37, 29)

    Raises:
        FigureError: No whole number of the base prints as that percentage, so that
            one of the two is wrong; or as `counts_behind`.
    """
    possible = counts_behind(percent, base, decimals=decimals)
    nearest = int(half_up(percent / 100 * base))
    if not possible:
        raise FigureError(
            f"no whole number of {base:g} is {percent:g}%: "
            f"{nearest} is {nearest / base * 100:.1f}%; check the percentage and its base"
        )
    return min(max(nearest, possible[0]), possible[-1])

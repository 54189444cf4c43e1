"""
Many areas at once: which differ from all of them together by more than chance.

The wider limits of small areas keep them from being called high or low for their size.
Labels and levels are those of England's public-health indicators: 0.025 in each tail
(95%), then 0.001 (99.8%).

- Proportions: the limits are the proportions whose Wilson bound just touches the baseline.
  Wilson's interval inverts the score test, so the way back is short: baseline plus or minus
  z times the square root of baseline x (1 - baseline) / n.
- Rates and ratios: an area is high where the lower limit of its own interval (exact below
  10 events, else Byar's) lies above the baseline, and low in the same way.

Source: Spiegelhalter, D. J. (2005), "Funnel plots for comparing institutional performance",
Statistics in Medicine 24, 1185-1202. What to do where most areas lie outside: `dispersion`.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from math import fsum, sqrt

from headway.stats.counts import base_of, count_of, normal_quantile, part_of, same_length
from headway.stats.errors import FigureError
from headway.stats.rates import exact_poisson_interval, poisson_interval
from headway.stats.standardised import FEWEST_EVENTS

INNER, OUTER = 0.975, 0.999
"""Below the upper limits; the lower ones have as much above them."""


class Significance(StrEnum):
    """Where an area lies beside the others; the number is the chance of lying so far out."""

    HIGH_OUTER = "High (0.001)"
    HIGH_INNER = "High (0.025)"
    LOW_OUTER = "Low (0.001)"
    LOW_INNER = "Low (0.025)"
    NOT_SIGNIFICANT = "Not significant"


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """
    The four limits at one size of area, in the unit of the baseline.

    Attributes:
        denominator: The size: people for proportions and rates, expected events for ratios.
    """

    denominator: float
    low_outer: float
    low_inner: float
    high_inner: float
    high_outer: float


def baseline_of(numerators: Sequence[float | None], denominators: Sequence[float | None]) -> float:
    """
    All areas together: the sum of their numerators over the sum of their denominators.

    Areas with either figure missing are left out of both sums.

    >>> baseline_of([1, None, 3], [10, 1000, 30])
    0.1

    Raises:
        FigureError: Columns of different length, no area with both figures, a negative
            count, an empty denominator.
    """
    same_length(numerators=numerators, denominators=denominators)
    known = [
        (count_of(x, what="a numerator"), base_of(n, what="a denominator"))
        for x, n in zip(numerators, denominators, strict=True)
        if x is not None and n is not None
    ]
    if not known:
        raise FigureError("a funnel needs at least one area with both its figures, got none")
    return fsum(x for x, _ in known) / fsum(n for _, n in known)


def proportion_limit(baseline: float, denominator: float, probability: float) -> float:
    """
    The proportion below which an area of this size falls with `probability` by chance.

    A fraction, cut off at 0 and 1. A probability below one half gives a lower limit.

    >>> round(proportion_limit(0.1, 400, 0.975), 4), round(proportion_limit(0.1, 400, 0.001), 4)
    (0.1294, 0.0536)

    Raises:
        FigureError: A baseline outside 0 to 1, an empty denominator, a probability not
            between 0 and 1.
    """
    return min(1.0, max(0.0, _untruncated(baseline, denominator, probability)))


def _untruncated(baseline: float, denominator: float, probability: float) -> float:
    if not 0 <= baseline <= 1:
        raise FigureError(f"a baseline of proportions must lie between 0 and 1, got {baseline:g}")
    size = base_of(denominator, what="the denominator")
    return baseline + normal_quantile(probability) * sqrt(baseline * (1 - baseline) / size)


def proportion_limits(baseline: float, denominator: float) -> Limits:
    """All four limits for a proportion, as fractions cut off at 0 and 1."""
    return Limits(
        denominator=denominator,
        low_outer=proportion_limit(baseline, denominator, 1 - OUTER),
        low_inner=proportion_limit(baseline, denominator, 1 - INNER),
        high_inner=proportion_limit(baseline, denominator, INNER),
        high_outer=proportion_limit(baseline, denominator, OUTER),
    )


def proportion_significance(
    numerators: Sequence[float | None],
    denominators: Sequence[float | None],
    *,
    baseline: float | None = None,
) -> list[Significance | None]:
    """
    Each area's label against all areas together (or against a `baseline` as a fraction).

    None for an area with a figure missing.

    >>> [str(label) for label in proportion_significance([65, 82, 100, 75], [100] * 4)]
    ['Low (0.001)', 'Not significant', 'High (0.001)', 'Not significant']

    Raises:
        FigureError: As `baseline_of`, or more hits than tries.
    """
    same_length(numerators=numerators, denominators=denominators)
    middle = baseline_of(numerators, denominators) if baseline is None else baseline

    def label(part: float, whole: float) -> Significance:
        x, n = part_of(part, whole)
        return _label(
            low=lambda probability: _untruncated(middle, n, 1 - probability) > x / n,
            high=lambda probability: _untruncated(middle, n, probability) < x / n,
        )

    return [
        None if x is None or n is None else label(x, n)
        for x, n in zip(numerators, denominators, strict=True)
    ]


def rate_significance(
    events: Sequence[float | None],
    denominators: Sequence[float | None],
    *,
    baseline: float | None = None,
) -> list[Significance | None]:
    """
    Each area's label against all areas together, or against a `baseline` rate per one.

    >>> [str(label) for label in rate_significance([5, 30, 8], [1000, 1000, 1000])]
    ['Low (0.025)', 'High (0.001)', 'Not significant']

    Raises:
        FigureError: As `baseline_of`.
    """
    same_length(events=events, denominators=denominators)
    middle = baseline_of(events, denominators) if baseline is None else count_of(baseline)

    def label(count: float, size: float) -> Significance:
        x, expected = count_of(count), middle * base_of(size, what="a denominator")
        return _label(
            low=lambda probability: _bound(x, probability) < expected,
            high=lambda probability: _bound(x, 1 - probability) > expected,
        )

    return [
        None if x is None or n is None else label(x, n)
        for x, n in zip(events, denominators, strict=True)
    ]


def ratio_significance(
    observed: Sequence[float | None], expected: Sequence[float | None]
) -> list[Significance | None]:
    """
    Each area's label for observed over expected, against "as many as expected".

    >>> [str(label) for label in ratio_significance([120, 8, 130], [100, 20, 100])]
    ['Not significant', 'Low (0.025)', 'High (0.025)']

    Raises:
        FigureError: Columns of different length, a negative count, nothing expected.
    """
    return rate_significance(observed, expected, baseline=1.0)


def _label(*, low: Callable[[float], bool], high: Callable[[float], bool]) -> Significance:
    if low(OUTER):
        return Significance.LOW_OUTER
    if low(INNER):
        return Significance.LOW_INNER
    if high(OUTER):
        return Significance.HIGH_OUTER
    if high(INNER):
        return Significance.HIGH_INNER
    return Significance.NOT_SIGNIFICANT


def standardised_rate_significance(
    events: Sequence[float | None], rates: Sequence[float | None], *, per: float = 100_000
) -> list[Significance | None]:
    """
    Each area's label for directly standardised rates, against all areas together.

    A standardised rate stands for the population that would give it from the area's events,
    `events / rate`; by that it is labelled as a crude rate would be. None for an area with
    a figure missing or fewer than 10 events; those with any still count towards the whole.

    >>> labels = standardised_rate_significance([5, 12, 90], [9, 12, 45], per=1000)
    >>> [label and str(label) for label in labels]
    [None, 'Low (0.001)', 'High (0.001)']

    Raises:
        FigureError: Columns of different length, a negative count, a rate not above zero
            where there are events, a multiplier not above zero, no events anywhere.
    """
    same_length(events=events, rates=rates)
    scale = base_of(per, what="the multiplier")
    sizes = [
        None
        if x is None or rate is None or count_of(x) == 0
        else x * scale / base_of(rate, what="a standardised rate")
        for x, rate in zip(events, rates, strict=True)
    ]
    labels = rate_significance(events, sizes)
    return [
        None if x is None or x < FEWEST_EVENTS else label
        for x, label in zip(events, labels, strict=True)
    ]


def _bound(events: float, probability: float, *, exact: bool = False) -> float:
    """The limit of a count's own interval that has `probability` below it."""
    interval_of = exact_poisson_interval if exact else poisson_interval
    interval = interval_of(events, abs(2 * probability - 1))
    return interval.high if probability > 0.5 else interval.low


def rate_limits(baseline: float, denominator: float, *, exact: bool = False) -> Limits:
    """
    The four limits of a rate per one, for an area of this size.

    At each limit an area's own interval just touches the baseline, so that the lines of
    a chart and the labels of `rate_significance` never disagree. A low limit of zero
    means that no count is low enough to be called so.

    >>> found = rate_limits(0.01, 10_000)
    >>> round(found.low_inner * 10_000, 1), round(found.high_inner * 10_000, 1)
    (80.4, 120.6)

    For ratios the baseline is 1 and the denominator the expected events.

    England's published charts draw their lines from the exact interval at any count, though
    they label by Byar's from 10: `exact` gives those lines, within 1% of these.

    Raises:
        FigureError: A negative baseline, an empty denominator.
    """
    size = base_of(denominator, what="the denominator")
    expected = count_of(baseline, what="the baseline") * size
    return Limits(
        denominator=denominator,
        low_outer=_touching(expected, OUTER, exact=exact) / size,
        low_inner=_touching(expected, INNER, exact=exact) / size,
        high_inner=_touching(expected, 1 - INNER, exact=exact) / size,
        high_outer=_touching(expected, 1 - OUTER, exact=exact) / size,
    )


def _touching(expected: float, probability: float, *, exact: bool) -> float:
    """The count, whole or not, whose own bound is `expected`; by halving."""
    if _bound(0, probability, exact=exact) >= expected:
        return 0.0
    below, above = 0.0, 2.0 * expected + 40.0
    for _ in range(60):
        middle = (below + above) / 2
        if _bound(middle, probability, exact=exact) < expected:
            below = middle
        else:
            above = middle
    return (below + above) / 2


def funnel_curve(
    limits: Callable[[float, float], Limits],
    baseline: float,
    smallest: float,
    largest: float,
    *,
    points: int = 60,
) -> list[Limits]:
    """
    Limits at sizes from the smallest area to the largest, closer together where they bend.

    >>> curve = funnel_curve(proportion_limits, 0.1, 50, 800, points=3)
    >>> [round(at.denominator) for at in curve]
    [50, 200, 800]

    Args:
        limits: `proportion_limits` or `rate_limits`.
        baseline: All areas together, as a fraction or a rate per one.
        smallest: The first size; above zero.
        largest: The last.
        points: How many sizes, at least two.

    Raises:
        FigureError: Sizes that are empty or in the wrong order, fewer than two points.
    """
    start, end = base_of(smallest, what="the smallest size"), base_of(largest)
    if points < 2 or end < start:
        raise FigureError(
            "a funnel's lines need two points or more, from a smaller size to a larger, "
            f"got {points} from {smallest:g} to {largest:g}"
        )
    step = (end / start) ** (1 / (points - 1))
    return [limits(baseline, start * step**at) for at in range(points)]

"""
Rates freed of the mix of ages (or of schools, or of years) behind them.

Sources:

- Direct: Dobson, A. J. et al. (1991), "Confidence intervals for weighted sums of Poisson
  parameters", Statistics in Medicine 10, 457-462, around Byar's interval of all events.
- Indirect: Breslow, N. E. and Day, N. E. (1987), Statistical Methods in Cancer Research,
  volume II, IARC: observed against what the reference's rates would give.

The figures of a call stand in one order of groups (age bands); none may be missing.
"""

from collections.abc import Sequence
from math import fsum, sqrt

from headway.stats.counts import base_of, count_of, same_length
from headway.stats.errors import FigureError
from headway.stats.intervals import Interval
from headway.stats.rates import byars_interval, poisson_interval

DOBSON = "directly standardised rate, Dobson's interval"
FEWEST_EVENTS = 10
"""Below this a directly standardised rate is not published: too few to spread over groups."""


def directly_standardised_rate(
    events: Sequence[float],
    populations: Sequence[float],
    standard: Sequence[float],
    *,
    per: float = 100_000,
    confidence: float = 0.95,
) -> Interval | None:
    """
    The rate a place would have, had it the standard's mix of groups.

    None below 10 events in all. No rate is below zero, so that the lower limit stops there
    where few events of a large weight would carry it further. With one group it is the
    crude rate:

    >>> found = directly_standardised_rate([264], [16649], [1], per=10_000)
    >>> round(found.estimate, 2), round(found.low, 2), round(found.high, 2)
    (158.57, 140.01, 178.9)
    >>> directly_standardised_rate([4, 5], [900, 800], [1000, 1000]) is None
    True

    Args:
        events: In each group.
        populations: Of the place, in each group.
        standard: The standard population's size in each group; only its shares matter.
        per: The rate is for so many people.
        confidence: As a fraction.

    Raises:
        FigureError: Columns of different length, no groups, a negative count, an empty
            population, a standard that is empty throughout.
    """
    if same_length(events=events, populations=populations, standard_populations=standard) == 0:
        raise FigureError("a standardised rate needs at least one group, got none")
    x = [count_of(value, what="the events of each group") for value in events]
    n = [base_of(value, what="the population of each group") for value in populations]
    w = [count_of(value, what="the standard population of each group") for value in standard]
    scale = base_of(per, what="the multiplier")
    whole = base_of(fsum(w), what="the standard population in all")
    total = fsum(x)
    if total < FEWEST_EVENTS:
        return None
    rate = fsum(c * s / p for c, p, s in zip(x, n, w, strict=True)) / whole
    variance = fsum(c * (s / p) ** 2 for c, p, s in zip(x, n, w, strict=True)) / whole**2
    stretch = sqrt(variance / total)
    around = byars_interval(total, confidence)
    return Interval(
        estimate=rate * scale,
        low=max(0.0, rate + stretch * (around.low - total)) * scale,
        high=(rate + stretch * (around.high - total)) * scale,
        confidence=confidence,
        method=DOBSON,
    )


def expected_events(
    populations: Sequence[float],
    reference_events: Sequence[float],
    reference_populations: Sequence[float],
) -> float:
    """
    The events a place would have at the reference's rates.

    >>> expected_events([1000, 2000], [50, 20], [10_000, 10_000])
    9.0

    Raises:
        FigureError: Columns of different length, no groups, a negative count, an empty
            reference group.
    """
    groups_given = same_length(
        populations=populations,
        reference_events=reference_events,
        reference_populations=reference_populations,
    )
    if groups_given == 0:
        raise FigureError("expected events need at least one group, got none")
    groups = zip(populations, reference_events, reference_populations, strict=True)
    return fsum(
        count_of(x, what="the reference's events")
        / base_of(r, what="the reference's population")
        * count_of(n, what="the population")
        for n, x, r in groups
    )


def standardised_ratio(
    observed: float, expected: float, *, per: float = 100, confidence: float = 0.95
) -> Interval:
    """
    Observed for each `per` expected: 100 is "as many as the reference's rates would give".

    >>> found = standardised_ratio(120, 100)
    >>> round(found.estimate, 1), round(found.low, 1), round(found.high, 1)
    (120.0, 99.5, 143.5)

    Raises:
        FigureError: A negative count, or nothing expected.
    """
    return poisson_interval(observed, confidence).times(
        base_of(per, what="the multiplier") / base_of(expected, what="the expected events")
    )


def indirectly_standardised_rate(
    observed: float,
    populations: Sequence[float],
    reference_events: Sequence[float],
    reference_populations: Sequence[float],
    *,
    per: float = 100_000,
    confidence: float = 0.95,
) -> Interval:
    """
    The standardised ratio times the reference's own crude rate.

    Needs only the total observed, so it serves where a place's groups are too small.

    >>> found = indirectly_standardised_rate(
    ...     12, [1000, 2000], [50, 20], [10_000, 10_000], per=1000)
    >>> round(found.estimate, 4)  # 12 against 9, at 3.5 in 1,000
    4.6667

    Raises:
        FigureError: As `expected_events` and `standardised_ratio`.
    """
    expected = expected_events(populations, reference_events, reference_populations)
    reference = fsum(reference_events) / fsum(reference_populations)
    ratio = standardised_ratio(observed, expected, per=1, confidence=confidence)
    return ratio.times(reference * base_of(per, what="the multiplier"))

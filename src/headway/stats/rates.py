"""
How exact a count of events is, and a rate made from it.

Sources:

- The exact interval: Garwood, F. (1936), "Fiducial limits for the Poisson distribution",
  Biometrika 28, 437-442; by chi-squared quantiles.
- Byar's approximation: Breslow, N. E. and Day, N. E. (1987), Statistical Methods in
  Cancer Research, volume II, IARC.
- The switch between them (exact below 10 events, Byar's from 10) is that of England's
  published public-health indicators.
- The difference of two rates: Zou, G. Y. and Donner, A. (2008), "Construction of confidence
  limits about effect measures", Statistics in Medicine 27, 1693-1702: Newcombe's way
  of joining two intervals, applied to these.
"""

from functools import lru_cache
from math import sqrt

from headway.stats.counts import base_of, count_of, two_sided_z
from headway.stats.intervals import Interval

EXACT = "exact Poisson interval"
BYARS = "Byar's interval"
RATE_DIFFERENCE = "interval for a difference of two rates, joined from each one's own"
BYARS_FROM = 10
"""Events from which Byar's approximation is close enough to be the published choice."""


def exact_poisson_interval(events: float, confidence: float = 0.95) -> Interval:
    """
    The interval of a count of events, exact at any size.

    >>> found = exact_poisson_interval(0)
    >>> found.low, round(found.high, 3)
    (0.0, 3.689)
    >>> found = exact_poisson_interval(5)
    >>> round(found.low, 3), round(found.high, 3)  # Garwood's table: 1.62 to 11.67
    (1.623, 11.668)

    Raises:
        FigureError: A negative or infinite count.
    """
    low, high = _exact_limits(count_of(events), confidence)
    return Interval(estimate=events, low=low, high=high, confidence=confidence, method=EXACT)


@lru_cache(maxsize=4096)
def _exact_limits(events: float, confidence: float) -> tuple[float, float]:
    from scipy.special import gammaincinv  # noqa: PLC0415  # late: slow to import

    two_sided_z(confidence)
    tail = (1 - confidence) / 2
    low = float(gammaincinv(events, tail)) if events > 0 else 0.0
    return low, float(gammaincinv(events + 1, 1 - tail))


def byars_interval(events: float, confidence: float = 0.95) -> Interval:
    """
    The interval of a count of events by Byar's approximation; close from 10 events on.

    Below zero is no count: where the formula would give a negative lower limit (0 events,
    or 1 at 99.8%) the limit is zero.

    >>> found = byars_interval(65)
    >>> round(found.low, 2), round(found.high, 2)
    (50.16, 82.85)

    Raises:
        FigureError: A negative or infinite count.
    """
    x = count_of(events)
    z = two_sided_z(confidence)
    return Interval(
        estimate=events,
        low=max(0.0, _byars_bound(x, -z)) if x > 0 else 0.0,
        high=_byars_bound(x + 1, z),
        confidence=confidence,
        method=BYARS,
    )


def _byars_bound(x: float, z: float) -> float:
    return float(x * (1 - 1 / (9 * x) + z / (3 * sqrt(x))) ** 3)


def poisson_interval(events: float, confidence: float = 0.95) -> Interval:
    """
    The interval of a count of events, as published: exact below 10 of them, else Byar's.

    >>> poisson_interval(9).method, poisson_interval(10).method
    ('exact Poisson interval', "Byar's interval")
    """
    if count_of(events) < BYARS_FROM:
        return exact_poisson_interval(events, confidence)
    return byars_interval(events, confidence)


def crude_rate(
    events: float, population: float, *, per: float = 100_000, confidence: float = 0.95
) -> Interval:
    """
    Events for each `per` of a population, with the interval of the events.

    May exceed `per`: one child can be admitted twice.

    Hospital admissions for injury, aged 0 to 14, Hartlepool 2010/11, published as
    158.57 per 10,000 (140.01 to 178.90):

    >>> found = crude_rate(264, 16649, per=10_000)
    >>> round(found.estimate, 2), round(found.low, 2), round(found.high, 2)
    (158.57, 140.01, 178.9)

    Raises:
        FigureError: A negative count, an empty population, a multiplier not above zero.
    """
    n = base_of(population, what="the population")
    return poisson_interval(events, confidence).times(base_of(per, what="the multiplier") / n)


def rate_difference_interval(
    events: float,
    exposure: float,
    other_events: float,
    other_exposure: float,
    confidence: float = 0.95,
) -> Interval:
    """
    The interval of one rate minus another, per one of the exposure.

    >>> found = rate_difference_interval(70, 1, 52, 1)
    >>> found.estimate, round(found.low, 1), round(found.high, 1)
    (18.0, -4.4, 40.7)
    """
    one = crude_rate(events, exposure, per=1, confidence=confidence)
    other = crude_rate(other_events, other_exposure, per=1, confidence=confidence)
    apart = one.estimate - other.estimate
    return Interval(
        estimate=apart,
        low=apart - sqrt((one.estimate - one.low) ** 2 + (other.high - other.estimate) ** 2),
        high=apart + sqrt((one.high - one.estimate) ** 2 + (other.estimate - other.low) ** 2),
        confidence=confidence,
        method=RATE_DIFFERENCE,
    )

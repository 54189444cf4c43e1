"""
A drift over several periods: is there one, how steep, and is it more than chance?

Sources: Cochran, W. G. (1954), "Some methods for strengthening the common chi-squared
tests", Biometrics 10, 417-451, and Armitage, P. (1955), "Tests for linear trends in
proportions and frequencies", Biometrics 11, 375-386; for rates the like score test of
Poisson counts (Armitage). Each asks for a straight drift: a figure that rises and falls
back shows none.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import erfc, fsum, isfinite, sqrt

from headway.domain.quantities import Polarity
from headway.stats.counts import base_of, count_of, part_of, same_length, two_sided_z
from headway.stats.errors import FigureError
from headway.stats.verdicts import Verdict, verdict_of

COCHRAN_ARMITAGE = "Cochran-Armitage test for trend"
POISSON_TREND = "score test for trend in rates"
FEWEST_PERIODS = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Trend:
    """
    What several periods in a row say together.

    Attributes:
        slope: Change for each period (for each one of `scores`): percentage points for
            proportions, `per` of exposure for rates; None where untested.
        low: Lower end of the slope's interval.
        high: Upper end.
        p: Two-sided probability of a drift as steep by chance alone.
        method: The test in plain words; empty where untested.
        verdict: In one word.
        periods: How many periods it rests on.
        dropped: Positions of the periods left out because their figures are missing.
        reason: Why it could not be tested; empty where it was.
        confidence: Of the interval; significant means p below one minus it.
    """

    verdict: Verdict
    periods: int
    dropped: tuple[int, ...] = ()
    slope: float | None = None
    low: float | None = None
    high: float | None = None
    p: float | None = None
    method: str = ""
    reason: str = ""
    confidence: float = 0.95


def trend_in_proportions(
    numerators: Sequence[float | None],
    denominators: Sequence[float | None],
    *,
    scores: Sequence[float] | None = None,
    polarity: Polarity = Polarity.UNKNOWN,
    confidence: float = 0.95,
) -> Trend:
    """
    Whether a share drifts over three or more periods, oldest first.

    A period with either figure missing is left out, and said so in `dropped`; the gap it
    leaves stays in the spacing.

    Smokers among the patients of four studies, the example of R's `prop.trend.test`:

    >>> found = trend_in_proportions([83, 90, 129, 70], [86, 93, 136, 82])
    >>> round(found.p, 6), found.verdict.value, round(found.slope, 2)
    (0.004132, 'decreased', -3.34)

    Args:
        numerators: One for each period.
        denominators: Likewise.
        scores: When each period was, where they are not evenly spaced: 2016, 2017, 2019.
        polarity: Which way is better.
        confidence: Of the slope's interval, as a fraction.

    Raises:
        FigureError: Columns of different length, scores that do not rise, a negative or
            infinite count, an empty base, more hits than tries.
    """
    at, dropped = _usable(numerators, denominators, scores)
    pairs = [(when, *part_of(x, n)) for when, x, n in at]
    hits, tries = fsum(x for _, x, _ in pairs), fsum(n for _, _, n in pairs)
    share = hits / tries if tries else 0.0
    return _trend(
        pairs,
        level=share,
        variance=share * (1 - share),
        scale=100,
        method=COCHRAN_ARMITAGE,
        dropped=dropped,
        polarity=polarity,
        confidence=confidence,
    )


def trend_in_rates(
    events: Sequence[float | None],
    exposures: Sequence[float | None],
    *,
    scores: Sequence[float] | None = None,
    per: float = 1,
    polarity: Polarity = Polarity.UNKNOWN,
    confidence: float = 0.95,
) -> Trend:
    """
    Whether a rate drifts over three or more periods, oldest first.

    For counts over like periods give each an exposure of 1.

    >>> found = trend_in_rates([264, 241, 215, 190], [16649, 16700, 16720, 16690], per=10_000)
    >>> found.verdict.value, round(found.slope, 1), found.p < 0.001
    ('decreased', -15.0, True)

    Args:
        events: One for each period; None where missing.
        exposures: People, sessions or days, likewise.
        scores: When each period was, where they are not evenly spaced.
        per: The slope is for so much exposure.
        polarity: Which way is better.
        confidence: Of the slope's interval, as a fraction.

    Raises:
        FigureError: As `trend_in_proportions`, but events may exceed the exposure.
    """
    at, dropped = _usable(events, exposures, scores)
    pairs = [
        (when, count_of(x, what="the events"), base_of(n, what="the exposure")) for when, x, n in at
    ]
    rate = fsum(x for _, x, _ in pairs) / fsum(n for _, _, n in pairs) if pairs else 0.0
    return _trend(
        pairs,
        level=rate,
        variance=rate,
        scale=base_of(per, what="the multiplier"),
        method=POISSON_TREND,
        dropped=dropped,
        polarity=polarity,
        confidence=confidence,
    )


def _usable(
    tops: Sequence[float | None],
    bottoms: Sequence[float | None],
    scores: Sequence[float] | None,
) -> tuple[list[tuple[float, float, float]], tuple[int, ...]]:
    """The periods with both figures, each with its time; and the positions of the rest."""
    when = list(range(len(tops))) if scores is None else list(scores)
    same_length(numerators=tops, denominators=bottoms, scores=when)
    if not all(isfinite(score) for score in when) or sorted(set(when)) != when:
        raise FigureError("the times of the periods must be finite and rise from each to the next")
    found, dropped = [], []
    for position, (time, x, n) in enumerate(zip(when, tops, bottoms, strict=True)):
        if x is None or n is None:
            dropped.append(position)
        else:
            found.append((float(time), x, n))
    return found, tuple(dropped)


def _trend(
    pairs: Sequence[tuple[float, float, float]],
    *,
    level: float,
    variance: float,
    scale: float,
    method: str,
    dropped: tuple[int, ...],
    polarity: Polarity,
    confidence: float,
) -> Trend:
    """The score test: the slope of figures on time, weighted by base, at a common variance."""
    z = two_sided_z(confidence)
    reason = ""
    if len(pairs) < FEWEST_PERIODS:
        reason = f"a trend needs at least {FEWEST_PERIODS} periods with figures, got {len(pairs)}"
    elif variance <= 0:
        reason = "every period's figure is the same extreme, so there is nothing to drift"
    if reason:
        return Trend(
            verdict=Verdict.NOT_TESTABLE,
            periods=len(pairs),
            dropped=dropped,
            reason=reason,
            confidence=confidence,
        )
    whole = fsum(n for _, _, n in pairs)
    middle = fsum(n * time for time, _, n in pairs) / whole
    spread = fsum(n * (time - middle) ** 2 for time, _, n in pairs)
    lean = fsum((time - middle) * (x - n * level) for time, x, n in pairs)
    p = erfc(abs(lean) / sqrt(2 * variance * spread))
    slope, reach = lean / spread, z * sqrt(variance / spread)
    return Trend(
        slope=slope * scale,
        low=(slope - reach) * scale,
        high=(slope + reach) * scale,
        p=p,
        method=method,
        verdict=verdict_of(slope, p, level=1 - confidence, polarity=polarity),
        periods=len(pairs),
        dropped=dropped,
        confidence=confidence,
    )

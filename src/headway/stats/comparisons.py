"""
One period against another: what changed, by how much, and whether it is more than chance.

For two groups of different people or events: this year's pupils against last year's, or
a year to date against the same point of the year before. Not for the same people
counted twice, nor for a part against the whole it belongs to.

Sources: Pearson's chi-squared without continuity correction where every expected count is
at least 5 (Cochran, W. G. (1954), Biometrics 10, 417-451), else Fisher's exact test, with
Newcombe's interval; the conditional exact test of two Poisson counts; Welch, B. L. (1947),
Biometrika 34, 28-35, for means.
"""

from dataclasses import dataclass
from math import erfc, inf, isfinite, nan, sqrt

from headway.domain.quantities import Polarity
from headway.stats.counts import base_of, count_of, is_whole, part_of, two_sided_z
from headway.stats.differences import difference
from headway.stats.errors import FigureError
from headway.stats.exact_tests import binomial_limits, binomial_p, fisher_p
from headway.stats.intervals import Interval
from headway.stats.proportions import count_behind, newcombe_interval
from headway.stats.rates import rate_difference_interval
from headway.stats.verdicts import Verdict, verdict_of

CHI_SQUARED = "chi-squared test of two proportions"
FISHER = "Fisher's exact test of two proportions"
CONDITIONAL = "exact test of two rates"
WELCH = "Welch's t-test of two means"
RATIO = "exact interval for a ratio of two rates"
SMALLEST_EXPECTED = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """
    A figure, the one before it, and what may be said of the difference.

    Attributes:
        before: In the figure's own unit: percent for proportions, events for each `per`
            of exposure for rates, the count or the mean itself.
        after: Likewise.
        estimate: After minus before: percentage points for proportions.
        low: Lower end of the difference's interval, in the same unit; None where untested.
        high: Upper end.
        p: Two-sided probability of a difference as large by chance alone. The verdict
            follows it; at the very edge the interval, made by another method, may
            take the other side.
        method: The test in plain words; empty where untested.
        verdict: In one word.
        reason: Why it could not be tested; empty where it was.
        ratio: For rates and counts, after divided by before with its exact interval.
        confidence: Of the intervals; significant means p below one minus it.
    """

    before: float
    after: float
    estimate: float
    verdict: Verdict
    low: float | None = None
    high: float | None = None
    p: float | None = None
    method: str = ""
    reason: str = ""
    ratio: Interval | None = None
    confidence: float = 0.95


def compare_proportions(
    numerator_before: float,
    denominator_before: float,
    numerator_after: float,
    denominator_after: float,
    *,
    polarity: Polarity = Polarity.UNKNOWN,
    confidence: float = 0.95,
) -> Change:
    """
    Two shares, as percentages, with their difference in percentage points.

    >>> found = compare_proportions(37, 400, 29, 400, polarity=Polarity.LOW)
    >>> round(found.estimate, 2), round(found.low, 1), round(found.high, 1), round(found.p, 2)
    (-2.0, -5.9, 1.9, 0.3)
    >>> found.verdict.value, found.method
    ('no significant change', 'chi-squared test of two proportions')

    Weighted counts (with their effective bases) may be fractions; where those are too few
    for chi-squared the verdict is "not testable", because Fisher's test needs whole people.

    Raises:
        FigureError: An empty base, a negative or infinite count, more hits than tries.
    """
    x, n = part_of(numerator_before, denominator_before)
    y, m = part_of(numerator_after, denominator_after)
    was, now = 100 * x / n, 100 * y / m
    apart = newcombe_interval(y, m, x, n, confidence).times(100)
    hits, misses = x + y, n + m - x - y
    smallest = min(n, m) * min(hits, misses) / (n + m)
    if smallest >= SMALLEST_EXPECTED:
        statistic = (n + m) * (x * (m - y) - y * (n - x)) ** 2 / (n * m * hits * misses)
        p, method = erfc(sqrt(statistic / 2)), CHI_SQUARED
    elif is_whole(x, n, y, m):
        p, method = fisher_p(int(x), int(n), int(y), int(m)), FISHER
    else:
        return _untested(
            was,
            now,
            "the weighted counts are too few: fewer than 5 would be expected in a group",
            confidence,
        )
    return Change(
        before=was,
        after=now,
        estimate=difference(now, was),
        low=apart.low,
        high=apart.high,
        p=p,
        method=method,
        verdict=verdict_of(apart.estimate, p, level=1 - confidence, polarity=polarity),
        confidence=confidence,
    )


def compare_percentages(
    before: float,
    base_before: float | None,
    after: float,
    base_after: float | None,
    *,
    decimals: int | None = None,
    polarity: Polarity = Polarity.UNKNOWN,
    confidence: float = 0.95,
) -> Change:
    """
    Two printed percentages and how many each is of; not testable where either is unknown.

    The counts are worked back from the percentages, so 9.2% of 400 is 37.

    >>> compare_percentages(9.2, 400, 7.2, 400, polarity=Polarity.LOW).verdict.value
    'no significant change'
    >>> compare_percentages(9.2, None, 7.2, None).reason
    'it is not known how many the percentages are of'

    Raises:
        FigureError: A percentage outside 0 to 100, or one that no whole number of its
            base gives; a base below zero or empty.
    """
    for percent in (before, after):
        if not isfinite(percent) or not 0 <= percent <= 100:
            raise FigureError(f"a percentage of a base must lie between 0 and 100, got {percent:g}")
    if base_before is None or base_after is None:
        which = "the percentages are" if base_before is base_after else "one percentage is"
        return _untested(before, after, f"it is not known how many {which} of", confidence)
    return compare_proportions(
        count_behind(before, base_before, decimals=decimals),
        base_before,
        count_behind(after, base_after, decimals=decimals),
        base_after,
        polarity=polarity,
        confidence=confidence,
    )


def compare_rates(
    events_before: float,
    exposure_before: float,
    events_after: float,
    exposure_after: float,
    *,
    per: float = 1,
    polarity: Polarity = Polarity.UNKNOWN,
    confidence: float = 0.95,
) -> Change:
    """
    Two rates of events, each for its own exposure (people, sessions, days).

    The example of R's `poisson.test`, 11 in 800 person-years against 21 in 3,011:

    >>> found = compare_rates(21, 3011, 11, 800, per=1000, polarity=Polarity.LOW)
    >>> round(found.p, 5), round(found.ratio.estimate, 4), found.verdict.value
    (0.07967, 1.9715, 'no significant change')
    >>> round(found.ratio.low, 4), round(found.ratio.high, 4)
    (0.8584, 4.2773)

    Raises:
        FigureError: A negative or infinite count, no exposure.
    """
    x = count_of(events_before, what="the events before")
    y = count_of(events_after, what="the events after")
    t = base_of(exposure_before, what="the exposure before")
    u = base_of(exposure_after, what="the exposure after")
    scale = base_of(per, what="the multiplier")
    two_sided_z(confidence)
    if not is_whole(x, y):
        return _untested(
            x / t * scale,
            y / u * scale,
            "a test of rates needs whole numbers of events",
            confidence,
        )
    apart = rate_difference_interval(y, u, x, t, confidence).times(scale)
    both = int(x + y)
    p = binomial_p(int(y), both, u / (t + u)) if both else 1.0
    return Change(
        before=x / t * scale,
        after=y / u * scale,
        estimate=apart.estimate,
        low=apart.low,
        high=apart.high,
        p=p,
        method=CONDITIONAL,
        verdict=verdict_of(apart.estimate, p, level=1 - confidence, polarity=polarity),
        ratio=rate_ratio_interval(y, u, x, t, confidence),
        confidence=confidence,
    )


def compare_counts(
    before: float,
    after: float,
    *,
    polarity: Polarity = Polarity.UNKNOWN,
    confidence: float = 0.95,
) -> Change:
    """
    Two counts of events over equally long periods and like populations.

    Where the populations differ, `compare_rates` with them as exposures.

    Permanent exclusions by term 4, 52 then 70:

    >>> found = compare_counts(52, 70, polarity=Polarity.LOW)
    >>> found.estimate, round(found.p, 3), found.verdict.value
    (18.0, 0.123, 'no significant change')
    >>> round(found.ratio.estimate, 2), round(found.ratio.low, 2), round(found.ratio.high, 2)
    (1.35, 0.93, 1.97)

    Raises:
        FigureError: A negative or infinite count.
    """
    return compare_rates(before, 1, after, 1, polarity=polarity, confidence=confidence)


def rate_ratio_interval(
    events: float,
    exposure: float,
    other_events: float,
    other_exposure: float,
    confidence: float = 0.95,
) -> Interval:
    """
    One rate divided by another, with its exact (conditional) interval.

    Where the other rate is nought the estimate and the upper limit are infinite; where
    both are, the estimate is not a number and the limits are zero and infinity.

    Raises:
        FigureError: A negative, infinite or fractional count, no exposure.
    """
    y, x = count_of(events), count_of(other_events)
    if not is_whole(x, y):
        raise FigureError(f"an exact interval needs whole numbers of events, got {y:g} and {x:g}")
    u, t = base_of(exposure, what="the exposure"), base_of(other_exposure, what="the exposure")
    two_sided_z(confidence)
    low, high = binomial_limits(int(y), int(x + y), confidence) if x + y else (0.0, 1.0)
    return Interval(
        estimate=(y / u) / (x / t) if x else (inf if y else nan),
        low=low / (1 - low) * t / u,
        high=high / (1 - high) * t / u if high < 1 else inf,
        confidence=confidence,
        method=RATIO,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Scores:
    """
    What is known of a group's scores.

    Attributes:
        mean: Their mean, in the score's own unit.
        sd: Their standard deviation, made with n - 1.
        n: How many there are.

    Raises:
        FigureError: A mean that is not finite, a negative or infinite deviation, no scores.
    """

    mean: float
    sd: float
    n: float

    def __post_init__(self) -> None:
        if not isfinite(self.mean):
            raise FigureError(f"a mean must be finite, got {self.mean:g}")
        count_of(self.sd, what="a standard deviation")
        base_of(self.n, what="a number of scores")


def compare_means(
    before: Scores,
    after: Scores,
    *,
    polarity: Polarity = Polarity.UNKNOWN,
    confidence: float = 0.95,
) -> Change:
    """
    Two mean scores.

    >>> before, after = Scores(mean=20.6, sd=3.1, n=20), Scores(mean=22.9, sd=2.8, n=20)
    >>> found = compare_means(before, after, polarity=Polarity.HIGH)
    >>> round(found.estimate, 1), round(found.p, 3), found.verdict.value
    (2.3, 0.019, 'improved')

    Not testable with fewer than two in a group, or where neither group varies.
    """
    two_sided_z(confidence)
    if min(before.n, after.n) < 2:
        reason = "a mean of fewer than two scores has no spread"
        return _untested(before.mean, after.mean, reason, confidence)
    parts = [(group.sd**2 / group.n, group.n - 1) for group in (before, after)]
    variance = sum(part for part, _ in parts)
    if variance == 0:
        return _untested(before.mean, after.mean, "the scores do not vary at all", confidence)
    freedom = variance**2 / sum(part**2 / spare for part, spare in parts)
    apart, error = after.mean - before.mean, sqrt(variance)

    from scipy.special import stdtr, stdtrit  # noqa: PLC0415  # late: slow to import

    p = 2 * float(stdtr(freedom, -abs(apart) / error))
    reach = float(stdtrit(freedom, (1 + confidence) / 2)) * error
    return Change(
        before=before.mean,
        after=after.mean,
        estimate=apart,
        low=apart - reach,
        high=apart + reach,
        p=p,
        method=WELCH,
        verdict=verdict_of(apart, p, level=1 - confidence, polarity=polarity),
        confidence=confidence,
    )


def _untested(before: float, after: float, reason: str, confidence: float) -> Change:
    two_sided_z(confidence)
    return Change(
        before=before,
        after=after,
        estimate=difference(after, before),
        verdict=Verdict.NOT_TESTABLE,
        reason=reason,
        confidence=confidence,
    )

"""
How exact a mean of scores is.

Source: Student (1908), "The probable error of a mean", Biometrika 6, 1-25: the interval on
n - 1 degrees of freedom, as English public-health indicators give it for means. For scores
of different people that are not far from evenly spread round their mean; a few scores with
one far out make it wide, and rightly so.
"""

from collections.abc import Sequence
from math import fsum, isfinite, sqrt

from headway.stats.comparisons import Scores
from headway.stats.counts import two_sided_z
from headway.stats.errors import FigureError
from headway.stats.intervals import Interval

STUDENT = "Student's t interval of a mean"
_LARGEST = 1e150
"""Squares of scores no larger than this stay finite."""


def scores_of(values: Sequence[float | None]) -> Scores:
    """
    The mean, the spread and the number of scores; those missing are left out.

    The ten extra hours of sleep that Student (1908) gives for his second drug:

    >>> found = scores_of([1.9, 0.8, 1.1, 0.1, -0.1, 4.4, 5.5, 1.6, 4.6, 3.4])
    >>> round(found.mean, 2), round(found.sd, 4), found.n
    (2.33, 2.0022, 10)

    Raises:
        FigureError: No score, or one that is not a finite number.
    """
    known = [value for value in values if value is not None]
    if not known:
        raise FigureError("a mean needs at least one score, got none")
    for value in known:
        if not isfinite(value) or abs(value) > _LARGEST:
            raise FigureError(f"a score must be a finite number, got {value:g}")
    mean = fsum(known) / len(known)
    squares = fsum((value - mean) * (value - mean) for value in known)
    sd = sqrt(squares / (len(known) - 1)) if len(known) > 1 else 0.0
    return Scores(mean=mean, sd=sd, n=len(known))


def mean_interval(scores: Scores, confidence: float = 0.95) -> Interval:
    """
    The interval of a mean, in the score's own unit.

    Two scores or more are needed: one alone does not tell how far scores stray. Where all
    are the same the interval has no width, which says only that nothing was seen to vary.

    >>> found = mean_interval(scores_of([30, 40, 50, 60]))
    >>> found.estimate, round(found.low, 4), round(found.high, 4)
    (45.0, 24.4574, 65.5426)

    Raises:
        FigureError: Fewer than two scores, or a level that is no fraction.
    """
    two_sided_z(confidence)
    if scores.n < 2:
        raise FigureError(
            f"the interval of a mean needs at least two scores, got {scores.n:g}; "
            "show the score by itself"
        )

    from scipy.special import stdtrit  # noqa: PLC0415  # late: slow to import

    reach = float(stdtrit(scores.n - 1, (1 + confidence) / 2)) * scores.sd / sqrt(scores.n)
    return Interval(
        estimate=scores.mean,
        low=scores.mean - reach,
        high=scores.mean + reach,
        confidence=confidence,
        method=STUDENT,
    )

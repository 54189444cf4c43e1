"""
When areas differ from each other by more than chance, whatever they do.

Where most areas lie outside a funnel, the limits are too narrow: areas differ in ways
nobody measured. The dispersion says by how much, and limits widened by it single out
only those areas that stand apart from that.

phi is the mean square of the areas' z-scores, 1 where chance is all. With w = 1/s^2 the
variance between areas is
tau2 = max(0, (k x phi - (k - 1)) / (sum w - sum w^2 / sum w)).

Sources: Spiegelhalter, D. J. (2005), "Handling over-dispersion of performance indicators",
Quality and Safety in Health Care 14, 347-351; DerSimonian, R. and Laird, N. (1986),
Controlled Clinical Trials 7, 177-188. Proportions on the arcsine scale; ratios on the
logarithmic scale with the tails cut off (as the summary hospital mortality indicator), or
on the square-root scale with the tails drawn in (as the Care Quality Commission).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from math import asin, exp, floor, fsum, isfinite, log, pi, sin, sqrt

from headway.stats.counts import base_of, count_of, normal_quantile, part_of, same_length
from headway.stats.errors import FigureError
from headway.stats.funnels import INNER, OUTER, Limits, baseline_of


class Scale(StrEnum):
    """Where z-scores are taken, so that they are near normal."""

    ARCSINE = "arcsine"
    LOG = "logarithm"
    SQUARE_ROOT = "square root"


class Tails(StrEnum):
    """What becomes of the areas furthest out, lest they hide themselves by widening the limits."""

    KEPT = "kept"
    DRAWN_IN = "drawn in to the tenth and ninetieth percentile (winsorised)"
    CUT_OFF = "left out beyond the tenth and ninetieth percentile (truncated)"


@dataclass(frozen=True, slots=True, kw_only=True)
class Dispersion:
    """
    How far areas differ beyond chance.

    Attributes:
        phi: Mean square z-score; 1 where chance is all.
        tau2: Variance between areas, on the scale.
        areas: How many areas it rests on, after the tails.
        clear: Whether phi lies above 1 by more than areas alike would show one time in
            twenty: the margin from which limits should be widened.
        scale: On which it was taken.
        tails: What was done to the outermost areas.
    """

    phi: float
    tau2: float
    areas: int
    clear: bool
    scale: Scale
    tails: Tails

    @property
    def widening(self) -> float:
        """The variance to add to the limits: tau2 where the dispersion is clear, else none."""
        return self.tau2 if self.clear else 0.0


def dispersion_of(
    z_scores: Sequence[float],
    errors: Sequence[float],
    *,
    scale: Scale,
    tails: Tails,
    share: float = 0.1,
) -> Dispersion:
    """
    The dispersion of z-scores with the standard errors behind them.

    >>> found = dispersion_of([1, -1, 2, -2], [0.1] * 4, scale=Scale.LOG, tails=Tails.KEPT)
    >>> found.phi, round(found.tau2, 4), found.clear
    (2.5, 0.0233, True)

    Args:
        z_scores: One for each area.
        errors: Standard errors on the scale, likewise; above zero.
        scale: Recorded, not used.
        tails: What to do with the outermost areas.
        share: How much of the areas counts as a tail, at each end.

    Raises:
        FigureError: Columns of different length, a z-score that is not finite, an error
            not above zero, a share outside 0 to a half, or fewer than two areas left.
    """
    same_length(z_scores=z_scores, errors=errors)
    if not all(isfinite(z) for z in z_scores):
        raise FigureError("z-scores must be finite: leave out areas without a figure")
    if not 0 <= share < 0.5:
        raise FigureError(f"a tail is a share from 0 to below 0.5 of the areas, got {share:g}")
    pairs = [
        (z, base_of(s, what="a standard error")) for z, s in zip(z_scores, errors, strict=True)
    ]
    if len(pairs) > 1 and tails is not Tails.KEPT:
        low, high = _percentile(z_scores, share), _percentile(z_scores, 1 - share)
        if tails is Tails.DRAWN_IN:
            pairs = [(min(max(z, low), high), s) for z, s in pairs]
        else:
            pairs = [(z, s) for z, s in pairs if low < z < high]
    if len(pairs) < 2:
        raise FigureError(f"dispersion needs two areas or more, got {len(pairs)} after the tails")
    count = len(pairs)
    squares = fsum(z * z for z, _ in pairs)
    weights = [1 / s**2 for _, s in pairs]
    spread = fsum(weights) - fsum(w * w for w in weights) / fsum(weights)
    return Dispersion(
        phi=squares / count,
        tau2=max(0.0, (squares - (count - 1)) / spread),
        areas=count,
        clear=squares > _chi_squared_point(count),
        scale=scale,
        tails=tails,
    )


def _percentile(values: Sequence[float], share: float) -> float:
    """By straight lines between the ordered values, the usual definition (R's type 7)."""
    ordered = sorted(values)
    place = share * (len(ordered) - 1)
    at = floor(place)
    after = ordered[min(at + 1, len(ordered) - 1)]
    return ordered[at] + (place - at) * (after - ordered[at])


def _chi_squared_point(freedom: int) -> float:
    """Its 95% point, by Wilson and Hilferty (1931); within 1% from two degrees on."""
    part = 2 / (9 * freedom)
    return float(freedom * (1 - part + normal_quantile(0.95) * sqrt(part)) ** 3)


def proportion_dispersion(
    numerators: Sequence[float | None],
    denominators: Sequence[float | None],
    *,
    tails: Tails = Tails.DRAWN_IN,
) -> Dispersion:
    """
    The dispersion of proportions, on the arcsine scale; areas with a gap are left out.

    >>> found = proportion_dispersion([20, 90, 50, 35, 60], [100] * 5, tails=Tails.KEPT)
    >>> round(found.phi, 1), found.clear
    (28.0, True)

    Raises:
        FigureError: More hits than tries; as `dispersion_of`.
    """
    middle = asin(sqrt(min(1.0, baseline_of(numerators, denominators))))
    scores, errors = [], []
    for x, n in zip(numerators, denominators, strict=True):
        if x is not None and n is not None:
            part, whole = part_of(x, n)
            errors.append(1 / (2 * sqrt(whole)))
            scores.append((asin(sqrt(part / whole)) - middle) / errors[-1])
    return dispersion_of(scores, errors, scale=Scale.ARCSINE, tails=tails)


def ratio_dispersion(
    observed: Sequence[float | None],
    expected: Sequence[float | None],
    *,
    scale: Scale = Scale.SQUARE_ROOT,
    tails: Tails | None = None,
) -> Dispersion:
    """
    The dispersion of observed over expected; areas with a gap are left out.

    The square-root scale draws the tails in, the logarithmic cuts them off, unless
    `tails` says otherwise. For crude rates the expected events are the baseline times
    the population.

    >>> found = ratio_dispersion([120, 80, 100, 110, 92], [100] * 5, tails=Tails.KEPT)
    >>> round(found.phi, 2), found.clear
    (1.94, False)

    Raises:
        FigureError: A negative count, nothing expected, the arcsine scale, no event seen on
            the logarithmic scale; as `dispersion_of`.
    """
    same_length(observed=observed, expected=expected)
    if scale is Scale.ARCSINE:
        raise FigureError("the arcsine scale is for proportions; ratios take the square root")
    scores, errors = [], []
    for x, mean in zip(observed, expected, strict=True):
        if x is None or mean is None:
            continue
        count, size = count_of(x), base_of(mean, what="the expected events")
        if scale is Scale.SQUARE_ROOT:
            errors.append(1 / (2 * sqrt(size)))
            scores.append(2 * (sqrt(count) - sqrt(size)))
        elif count == 0:
            raise FigureError(
                "an area without any event has no logarithm; use the square-root scale"
            )
        else:
            errors.append(1 / sqrt(size))
            scores.append(sqrt(size) * log(count / size))
    if tails is None:
        tails = Tails.DRAWN_IN if scale is Scale.SQUARE_ROOT else Tails.CUT_OFF
    return dispersion_of(scores, errors, scale=scale, tails=tails)


def widened_limits(baseline: float, denominator: float, dispersion: Dispersion) -> Limits:
    """
    The limits at one size with the variance between areas added, on the dispersion's scale.

    Args:
        baseline: A fraction for proportions; 1 for ratios (the limits are then ratios).
        denominator: People for proportions, expected events for ratios.
        dispersion: Added only where it is clear.

    >>> wide = Dispersion(phi=4, tau2=0.01, areas=20, clear=True,
    ...                   scale=Scale.ARCSINE, tails=Tails.KEPT)
    >>> found = widened_limits(0.5, 400, wide)
    >>> round(found.low_inner, 3), round(found.high_inner, 3)
    (0.303, 0.697)

    Raises:
        FigureError: A baseline of proportions outside 0 to 1, a negative one, an empty
            denominator.
    """
    size = base_of(denominator, what="the denominator")
    if dispersion.scale is Scale.ARCSINE:
        middle, _ = part_of(baseline, 1)
    else:
        middle = count_of(baseline, what="the baseline")

    def limit(probability: float) -> float:
        return _moved(middle, size, normal_quantile(probability), dispersion)

    return Limits(
        denominator=denominator,
        low_outer=limit(1 - OUTER),
        low_inner=limit(1 - INNER),
        high_inner=limit(INNER),
        high_outer=limit(OUTER),
    )


def _moved(baseline: float, size: float, z: float, dispersion: Dispersion) -> float:
    if dispersion.scale is Scale.LOG:
        return baseline * exp(z * sqrt(1 / size + dispersion.widening))
    reach = z * sqrt(1 / (4 * size) + dispersion.widening)
    if dispersion.scale is Scale.SQUARE_ROOT:
        return max(0.0, sqrt(baseline) + reach) ** 2
    return sin(min(pi / 2, max(0.0, asin(sqrt(baseline)) + reach))) ** 2

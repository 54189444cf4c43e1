"""
Weights that make the answers of a survey look like the people asked.

Method: raking, or iterative proportional fitting (Deming, W. E. and Stephan, F. F.
(1940), "On a least squares adjustment of a sampled frequency table when the expected
marginal totals are known", Annals of Mathematical Statistics 11, 427-444). Each known
margin in turn (phase, area, sex) the weights are scaled to its totals, until all agree.

Weights mend who answered only as far as the margins know it. They cannot make a sample
of those who chose to answer into a random one.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from math import isfinite

import numpy as np
from numpy.typing import NDArray

from headway.stats.errors import FigureError
from headway.stats.margins import FEWEST_IN_CELL, check_margins

TRIM = 5.0
"""No weight above this many times the median: a few people must not speak for the rest."""
_CLOSE = 1e-12
"""The margins agree when none is further off than this share of itself."""
_SLACK = 1e-9
"""A weight that rounding alone puts above the cap is not above it."""

Answers = Mapping[str, Sequence[str | None]]
Margins = Mapping[str, Mapping[str, float]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Weights:
    """
    One weight for each respondent.

    Attributes:
        values: In the order of the answers; all above zero. They add up to the margins' total.
        rounds: How many rounds of raking it took.
        trimmed: How many weights were cut back to the cap.
        largest_gap: How far the worst margin is off after trimming, as a share of itself;
            0 where the margins are met.
        margins: What was weighted by.
        notes: What a reader must be told, in whole sentences.
    """

    values: tuple[float, ...]
    rounds: int
    trimmed: int = 0
    largest_gap: float = 0.0
    margins: tuple[str, ...] = ()
    notes: tuple[str, ...] = field(default=())

    @property
    def effective_n(self) -> float:
        """See `effective_n`."""
        return effective_n(self.values)

    @property
    def design_effect(self) -> float:
        """How many times more answers were needed than had all weighed the same."""
        return len(self.values) / self.effective_n


def effective_n(weights: Sequence[float]) -> float:
    """
    How many equally weighted answers would be as exact as these.

    Kish, L. (1965), "Survey Sampling": `(sum w)^2 / sum w^2`. Never above their number.

    >>> effective_n([1, 1, 1, 1]), round(effective_n([1, 1, 1, 5]), 2)
    (4.0, 2.29)

    Raises:
        FigureError: No weight, or one that is not above zero.
    """
    if not len(weights):
        raise FigureError("There are no answers, so there is nothing to weight.")
    for weight in weights:
        if not (isfinite(weight) and weight > 0):
            raise FigureError(f"A weight must be above zero and finite, got {weight:g}.")
    largest = max(weights)
    scaled = [weight / largest for weight in weights]
    return min(float(len(weights)), sum(scaled) ** 2 / sum(one * one for one in scaled))


def rake(
    answers: Answers,
    margins: Margins,
    *,
    trim: float | None = TRIM,
    fewest: int = FEWEST_IN_CELL,
    base: Sequence[float] | None = None,
    rounds: int = 2000,
) -> Weights:
    """
    Weights with which the respondents add up to every known margin.

    Weights above `trim` times their median are held at it and the others raked to what
    remains, until none is above. Where the margins cannot be met so, the heavy weights are
    cut back all the same, and the notes say how far the margins are off.

    Args:
        answers: For each margin the respondents' categories, one for each respondent.
        margins: For each margin how many there are of each category in the population.
        trim: None does not trim.
        fewest: Fewer respondents than this in a category are refused; see `margins.collapse`.
        base: Weights to begin with, such as for how people were drawn; else all alike.
        rounds: After this many without agreement it is refused.

    >>> asked = {"phase": ["primary"] * 6 + ["secondary"] * 12}
    >>> weights = rake(asked, {"phase": {"primary": 60, "secondary": 60}})
    >>> round(weights.values[0], 2), round(weights.values[-1], 2), round(weights.effective_n, 1)
    (10.0, 5.0, 16.0)

    Raises:
        FigureError: See `margins.check_margins`; or margins that no weights can meet.
    """
    check_margins(answers, margins, fewest=fewest)
    if trim is not None and not trim >= 1:
        raise FigureError(f"The cap on weights is 1 median or more, got {trim:g}.")
    frame = _frame(answers, margins)
    raked, taken = _raked(_beginning(frame, base), frame, rounds)
    if raked is None:
        raise FigureError(
            f"No weights meet all of the margins {_listed(list(margins))}: after {taken} rounds "
            "they still pull against each other. Put small categories together, or weight by "
            "fewer margins."
        )
    weights, trimmed, gap = (raked, 0, 0.0) if trim is None else _trimmed(raked, frame, trim)
    return Weights(
        values=tuple(float(weight) for weight in weights),
        rounds=taken,
        trimmed=trimmed,
        largest_gap=gap,
        margins=tuple(margins),
        notes=_notes(trimmed, trim, gap),
    )


Vector = NDArray[np.float64]
Frame = list[tuple[NDArray[np.int64], Vector]]
"""For each margin the respondents' category numbers, and the categories' totals."""


def _frame(answers: Answers, margins: Margins) -> Frame:
    frame: Frame = []
    for name, totals in margins.items():
        there = [category for category, total in totals.items() if total > 0]
        number = {category: at for at, category in enumerate(there)}
        codes = np.array([number[str(answer)] for answer in answers[name]], dtype=np.int64)
        frame.append((codes, np.array([totals[category] for category in there], dtype=float)))
    return frame


def _beginning(frame: Frame, base: Sequence[float] | None) -> Vector:
    count = len(frame[0][0])
    if base is None:
        return np.ones(count)
    if len(base) != count:
        raise FigureError(
            f"One weight to begin with for each of {count} respondents was expected, "
            f"got {len(base)}."
        )
    effective_n(base)
    return np.array(base, dtype=float)


def _raked(weights: Vector, frame: Frame, rounds: int) -> tuple[Vector | None, int]:
    """The weights scaled to each margin in turn until all agree; None if they never do."""
    weights = weights.copy()
    for taken in range(1, rounds + 1):
        for codes, totals in frame:
            weights *= (totals / np.bincount(codes, weights, minlength=len(totals)))[codes]
        if _gap(weights, frame) <= _CLOSE:
            return weights, taken
    return None, rounds


def _gap(weights: Vector, frame: Frame) -> float:
    """How far the worst category is off, as a share of its total."""
    return max(
        float(np.max(np.abs(np.bincount(codes, weights, minlength=len(totals)) / totals - 1)))
        for codes, totals in frame
    )


def _trimmed(raked: Vector, frame: Frame, trim: float) -> tuple[Vector, int, float]:
    """
    The heavy held at the cap and the rest raked to what remains, until none is above it.

    Where the rest cannot make up for it, the heavy are cut back and the margins give way.
    """
    held = np.zeros(len(raked), dtype=bool)
    weights = raked
    for _ in range(100):
        cap = trim * float(np.median(weights))
        above = weights > cap * (1 + _SLACK)
        if not np.any(above):
            return weights, int(np.sum(held)), 0.0
        held |= above
        rest = _rest(weights, frame, held, cap)
        if rest is None:
            break
        weights = rest
    cut = np.minimum(raked, trim * float(np.median(raked)))
    return cut, int(np.sum(cut < raked)), _gap(cut, frame)


def _rest(weights: Vector, frame: Frame, held: NDArray[np.bool_], cap: float) -> Vector | None:
    """All weights, those held at the cap and the others raked; None where that cannot be."""
    left: Frame = []
    for codes, totals in frame:
        size = len(totals)
        remains = totals - cap * np.bincount(codes[held], minlength=size)
        free = np.bincount(codes[~held], minlength=size)
        if np.any(remains[free > 0] <= 0) or np.any(np.abs(remains[free == 0]) > _CLOSE):
            return None
        there = np.flatnonzero(free)
        number = np.searchsorted(there, codes[~held])
        left.append((number.astype(np.int64), remains[there]))
    raked, _ = _raked(weights[~held], left, 500)
    if raked is None:
        return None
    together = np.full(len(weights), cap)
    together[~held] = raked
    return together


def _notes(trimmed: int, trim: float | None, gap: float) -> tuple[str, ...]:
    if not trimmed:
        return ()
    were = "1 weight was" if trimmed == 1 else f"{trimmed} weights were"
    said = f"{were} cut back to {trim:g} times the median"
    if gap > _CLOSE:
        return (f"{said}; the margins are then met to within {100 * gap:.1f}%.",)
    return (f"{said}, and the others weighted anew.",)


def weighted_counts(categories: Sequence[str], weights: Weights) -> dict[str, float]:
    """
    How many each category stands for, weighted.

    >>> asked = {"sex": ["f"] * 5 + ["m"] * 10}
    >>> found = weighted_counts(asked["sex"], rake(asked, {"sex": {"f": 50, "m": 50}}))
    >>> {sex: round(count) for sex, count in found.items()}
    {'f': 50, 'm': 50}
    """
    if len(categories) != len(weights.values):
        raise FigureError(
            f"One category for each of {len(weights.values)} weights was expected, "
            f"got {len(categories)}."
        )
    counts: Counter[str] = Counter()
    for category, weight in zip(categories, weights.values, strict=True):
        counts[category] += weight  # type: ignore[assignment]  # a Counter of floats
    return {category: float(count) for category, count in counts.items()}


def _listed(names: Sequence[str]) -> str:
    return " and ".join(f"“{name}”" for name in names)

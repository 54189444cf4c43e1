"""What a target asks for: a ceiling, a floor or a level to hold, and how near is near."""

from dataclasses import dataclass
from enum import StrEnum

from headway.domain.plan import Measure, Plan, Target, Tolerance
from headway.domain.quantities import (
    MONEY,
    PERCENT,
    POINTS,
    SCORE,
    Comparator,
    Direction,
    Polarity,
    Unit,
    polarity_of,
)
from headway.stats.differences import difference


class Shape(StrEnum):
    """Which side of a target is the right one."""

    CEILING = "ceiling"
    FLOOR = "floor"
    AROUND = "around"
    """The target itself is right, and a tolerance to either side."""
    UNKNOWN = "unknown"
    """Neither the target nor the plan says which side is right."""
    CONFLICT = "conflict"
    """The target's words and the measure's direction say opposite things."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Bound:
    """
    A target's level with the side that meets it.

    Attributes:
        level: In the target's unit.
        strict: The level itself does not meet it ("fewer than 10").
        margin: How far on the wrong side is at risk rather than off track.
        how: How the level was got where the target is a change; else empty.
    """

    shape: Shape
    level: float
    unit: Unit
    strict: bool = False
    margin: float = 0.0
    how: str = ""

    def shortfall(self, value: float) -> float:
        """How far a value lies on the wrong side; negative when it has room to spare."""
        if self.shape is Shape.CEILING:
            return difference(value, self.level)
        if self.shape is Shape.FLOOR:
            return difference(self.level, value)
        return max(0.0, abs(difference(value, self.level)) - self.margin)

    def met_by(self, value: float) -> bool:
        """Whether the value is on the right side."""
        short = self.shortfall(value)
        return short < 0 or (short == 0 and not self.strict)

    def nearly_met_by(self, value: float) -> bool:
        """Whether the value is on the right side, or off it by no more than the margin."""
        return self.met_by(value) or self.shortfall(value) <= self.margin


def polarity(measure: Measure) -> Polarity:
    """Which way is better: as stated, else as the direction implies."""
    if measure.polarity is not Polarity.UNKNOWN:
        return measure.polarity
    return polarity_of(measure.direction)


def bound(plan: Plan, measure: Measure, target: Target, level: float, how: str = "") -> Bound:
    """A target's level with its side and its margin."""
    return Bound(
        shape=_shape(measure, target, level),
        level=level,
        unit=target.unit,
        strict=target.comparator in (Comparator.LT, Comparator.GT),
        margin=margin(level, target.unit, measure.tolerance or plan.tolerance),
        how=how,
    )


def margin(level: float, unit: Unit, tolerance: Tolerance) -> float:
    """
    How far off a target still counts as at risk, in the target's unit.

    Percentages in percentage points; small counts and targets of zero in whole
    things; only large counts, money and scores as a share of the target.

    >>> margin(6.7, PERCENT, Tolerance()), margin(0, Unit("count"), Tolerance())
    (1.0, 1.0)
    >>> margin(1240, Unit("count"), Tolerance())
    62.0
    """
    if unit in (PERCENT, POINTS):
        return max(0.0, tolerance.points)
    small = abs(level) < tolerance.small_count and unit != SCORE and unit not in MONEY
    if level == 0 or small:
        return max(0.0, tolerance.absolute)
    # Not more than the target itself: beyond that a tolerance tolerates everything.
    return abs(level) * min(1.0, max(0.0, tolerance.relative))


def _shape(measure: Measure, target: Target, level: float) -> Shape:
    better = polarity(measure)
    match target.comparator:
        case Comparator.LE | Comparator.LT:
            opposed = better is Polarity.HIGH and measure.direction is not Direction.ACHIEVE
            return Shape.CONFLICT if opposed else Shape.CEILING
        case Comparator.GE | Comparator.GT:
            return Shape.CONFLICT if better is Polarity.LOW else Shape.FLOOR
        case _:
            return _shape_of_a_plain_figure(measure, better, target.unit, level)


def _shape_of_a_plain_figure(measure: Measure, better: Polarity, unit: Unit, level: float) -> Shape:
    below = any(one.value < 0 for one in measure.baselines)
    if level == 0 and measure.direction is not Direction.INCREASE and not below:
        return Shape.CEILING  # "no children": nothing lies below
    if measure.direction is Direction.MAINTAIN:
        return Shape.AROUND
    if better is Polarity.LOW:
        return Shape.CEILING
    if better is Polarity.HIGH or (unit == PERCENT and level == 100):
        return Shape.FLOOR
    return Shape.AROUND if better is Polarity.NEUTRAL else Shape.UNKNOWN

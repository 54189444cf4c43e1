"""An estimate and how far the truth may lie from it."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Interval:
    """
    An estimate with the limits of its confidence interval, all in one unit.

    Attributes:
        estimate: What was observed.
        low: Lower limit.
        high: Upper limit; infinite where the method knows none.
        confidence: As a fraction: 0.95 is the usual one.
        method: Its name in plain words, as the methods page lists it.
    """

    estimate: float
    low: float
    high: float
    confidence: float
    method: str

    def times(self, factor: float) -> "Interval":
        """The same in a unit `factor` times smaller: 100 turns fractions into percentages."""
        return Interval(
            estimate=self.estimate * factor,
            low=self.low * factor,
            high=self.high * factor,
            confidence=self.confidence,
            method=self.method,
        )

    def holds(self, value: float) -> bool:
        """Whether `value` lies within the limits, the limits themselves included."""
        return self.low <= value <= self.high

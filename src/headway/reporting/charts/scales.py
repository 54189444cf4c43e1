"""Where a value goes on the paper, and where labels go so that none covers another."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil, floor, log10

from headway.reporting.charts.model import Chart, Form

NEGLIGIBLE = 1e-9
"""A range smaller than this has nothing to show."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Axis:
    """
    The ends of an axis and the values marked on it.

    Attributes:
        truncated: It starts above zero; the picture and its words must say so.
    """

    low: float
    high: float
    ticks: tuple[float, ...]

    @property
    def truncated(self) -> bool:
        """Whether zero lies off the axis."""
        return self.low > 0

    def share(self, value: float) -> float:
        """How far along the axis a value lies, from 0 at its low end to 1 at its high end."""
        return (value - self.low) / (self.high - self.low)


def axis_of(chart: Chart) -> Axis:
    """
    From zero, except for a line whose movement would vanish: that one starts above it and says so.

    A bar's length is its meaning, so bars always start at zero.
    """
    values = chart.values()
    low, high = min(values), max(values)
    if chart.form is Form.LINES and low > 0.6 * high > NEGLIGIBLE:
        step = _nice((high - low) / 3 or abs(high) / 10)
        low = floor((low - step / 2) / step) * step
        if low > 0:
            return _axis(low, high, step)
    low, high = min(0.0, low), max(0.0, high)
    if high - low <= NEGLIGIBLE:
        high = low + 1.0
    return _axis(low, high, _nice((high - low) / 3))


def axis_between(low: float, high: float) -> Axis:
    """
    An axis that holds both ends and starts at zero only where zero is near.

    For points against limits, where distance from the limits is the message.

    >>> axis_between(0.5, 9.0).ticks
    (0.0, 5.0, 10.0)
    """
    if low > 0 and low < (high - low) / 2:
        low = 0.0
    if high - low <= NEGLIGIBLE:
        low, high = low - 1.0, high + 1.0
    return _axis(low, high, _nice((high - low) / 4))


def _axis(low: float, high: float, step: float) -> Axis:
    first, last = floor(low / step + 1e-9), ceil(high / step - 1e-9)
    ticks = tuple(round(n * step, 10) for n in range(first, last + 1))
    return Axis(low=ticks[0], high=ticks[-1], ticks=ticks)


def _nice(size: float) -> float:
    """
    A step that people count in: 1, 2 or 5 times a power of ten, at least `size`.

    >>> [_nice(size) for size in (0.3, 7, 21)]
    [0.5, 10.0, 50.0]
    """
    power = 10.0 ** floor(log10(size))
    return next(n * power for n in (1, 2, 5, 10) if n * power >= size * (1 - 1e-9))


def nudged(places: Sequence[float], gap: float, low: float, high: float) -> list[float]:
    """
    The same places, in the same order, moved as little as needed to be `gap` apart.

    They stay between `low` and `high` unless they cannot all fit; then they start at `low`.

    >>> nudged([50, 52, 90], 12, 0, 100)
    [50, 62, 90]
    >>> nudged([95, 99], 12, 0, 100)
    [88, 100]
    """
    order = sorted(range(len(places)), key=lambda i: places[i])
    moved = [0.0] * len(places)
    floor_ = low
    for i in order:
        moved[i] = max(places[i], floor_)
        floor_ = moved[i] + gap
    ceiling = high
    for i in reversed(order):
        moved[i] = min(moved[i], ceiling)
        ceiling = moved[i] - gap
    if order and moved[order[0]] < low:
        for n, i in enumerate(order):
            moved[i] = low + n * gap
    return moved

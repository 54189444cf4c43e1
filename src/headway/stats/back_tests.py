"""
What a forecast would have said of years whose end is known.

Every complete earlier year is left out in turn and forecast from the others, from the
same point of the year: the error a board would have met. Beside it the straight line
(as much again for every day still to come), to show what the profile is worth.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from headway.stats.errors import FigureError
from headway.stats.outturn import Outturn, outturn
from headway.stats.outturn_rates import Figures, outturn_of_percentage
from headway.stats.profiles import straight_line
from headway.stats.to_date import Row, pairs, to_date


class Forecast(Protocol):
    """A forecast of a year's end: `outturn`, `outturn_of_rate`, or either with its options set."""

    def __call__(
        self, history: Figures, current: Sequence[float | None], /, *, points: int | None = None
    ) -> Outturn:
        """See `outturn`."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Trial:
    """
    One earlier year, forecast from the others.

    Attributes:
        year: Its position in the history given, counted from 0.
        so_far: Its figure at the point of the forecast.
        actual: Its final figure.
        forecast: What would have been forecast, with its interval if it had one.
        straight_line: What the share of the year gone by would have said.
    """

    year: int
    so_far: float
    actual: float
    forecast: Outturn
    straight_line: float | None

    @property
    def error(self) -> float:
        """Forecast less actual, in the figures' unit."""
        return self.forecast.estimate - self.actual

    @property
    def inside(self) -> bool | None:
        """Whether the actual figure lay in the interval; None where there was none."""
        low, high = self.forecast.low, self.forecast.high
        return None if low is None or high is None else low <= self.actual <= high


@dataclass(frozen=True, slots=True, kw_only=True)
class BackTest:
    """How a forecast did over the earlier years."""

    trials: tuple[Trial, ...]

    @property
    def error(self) -> float | None:
        """Mean absolute error in percent of the actual figure; None if all of those are zero."""
        return _mean_error([(one.forecast.estimate, one.actual) for one in self.trials])

    @property
    def straight_line_error(self) -> float | None:
        """The same, of the straight line."""
        said = [(one.straight_line, one.actual) for one in self.trials]
        return _mean_error([(line, actual) for line, actual in said if line is not None])

    @property
    def with_range(self) -> int:
        """How many of the trials had an interval."""
        return sum(one.inside is not None for one in self.trials)

    @property
    def covered(self) -> int:
        """In how many of these the actual figure lay inside it."""
        return sum(one.inside is True for one in self.trials)

    @property
    def coverage(self) -> float | None:
        """The share of intervals that held the actual figure, 0 to 1; None without intervals."""
        return self.covered / self.with_range if self.with_range else None

    @property
    def sentence(self) -> str:
        """What a board member needs to know of it."""
        tried = len(self.trials)
        years = "1 earlier year" if tried == 1 else f"{tried} earlier years"
        if self.error is None:
            return f"Forecast from the others, {years} ended at zero: no error in percent."
        said = f"Tried on {years}, this forecast was {self.error:.0f}% off on average"
        if self.straight_line_error is not None:
            said += f" (a straight line: {self.straight_line_error:.0f}%)"
        if self.with_range:
            said += f"; {self.covered} of {self.with_range} ended within their range"
        return f"{said}."


def back_test(
    history: Figures,
    *,
    point: int,
    points: int | None = None,
    elapsed: float | None = None,
    forecast: Forecast = outturn,
) -> BackTest:
    """
    Each complete earlier year forecast from the others, at the same point of the year.

    Args:
        history: As for `outturn`.
        point: The point of the year to forecast from, counted from 1.
        points: How many points a year has.
        elapsed: The part of the year gone by at that point, for the straight line; else
            `point / points`. Give 1 for a rate, whose straight line is to stay as it is.
        forecast: `outturn`, `outturn_of_rate`, or either with options set by `partial`.

    >>> tried = back_test([[20, 50], [22, 55], [30, 76]], point=1)
    >>> [round(one.error, 1) for one in tried.trials], round(tried.straight_line_error)
    ([0.4, 0.4, -1.0], 20)

    Raises:
        FigureError: See `to_date`; fewer than two complete years; a point not in the year.
    """
    rows = _history(history, point, points)
    if elapsed is not None and not 0 < elapsed <= 1:
        raise FigureError(f"The part of the year gone by lies between 0 and 1, got {elapsed:g}.")
    trials = []
    for year, row in enumerate(rows):
        told = pairs([row], point - 1)
        if not told:
            continue
        others = [other for at, other in enumerate(rows) if at != year]
        try:
            said = forecast(others, row[:point], points=len(row))
        except FigureError:  # the others alone cannot forecast this year
            continue
        trials.append(_trial(year, told[0], said, elapsed or point / len(row)))
    return _tested(trials)


def back_test_of_percentage(
    numerators: Figures,
    denominators: Figures,
    *,
    point: int,
    points: int | None = None,
) -> BackTest:
    """
    The same for a percentage forecast from its parts; the straight line is to stay as it is.

    >>> tops, alls = [[10, 18], [12, 21], [9, 20]], [[40, 60], [44, 66], [42, 70]]
    >>> [round(one.error, 1) for one in back_test_of_percentage(tops, alls, point=1).trials]
    [0.9, 2.6, -3.2]

    Raises:
        FigureError: See `outturn_of_percentage` and `back_test`.
    """
    tops, bottoms = (_history(rows, point, points) for rows in (numerators, denominators))
    if len(tops) != len(bottoms):
        raise FigureError(
            f"As many years of numerators as of denominators were expected, got {len(tops)} and "
            f"{len(bottoms)}."
        )
    trials = []
    for year, (top, bottom) in enumerate(zip(tops, bottoms, strict=True)):
        now, end = _percentage(top, bottom, point - 1), _percentage(top, bottom, -1)
        if now is None or end is None:
            continue
        try:
            said = outturn_of_percentage(
                [row for at, row in enumerate(tops) if at != year],
                top[:point],
                [row for at, row in enumerate(bottoms) if at != year],
                bottom[:point],
                points=len(top),
            )
        except FigureError:  # the others alone cannot forecast this year
            continue
        trials.append(_trial(year, (now, end), said, 1.0))
    return _tested(trials)


def _percentage(top: Row, bottom: Row, at: int) -> float | None:
    one, other = top[at], bottom[at]
    return 100 * one / other if one is not None and other else None


def _history(history: Figures, point: int, points: int | None) -> tuple[Row, ...]:
    """The earlier years, checked; years without any figure stay, so that positions hold."""
    to_date(history, [0.0], points)
    length = points or max(len(row) for row in history)
    if not 1 <= point <= length:
        raise FigureError(
            f"A point of the year from 1 to {length} was expected to forecast from, got {point}."
        )
    return tuple((*row, *[None] * (length - len(row))) for row in history)


def _trial(year: int, told: tuple[float, float], said: Outturn, elapsed: float) -> Trial:
    so_far, actual = told
    return Trial(
        year=year,
        so_far=so_far,
        actual=actual,
        forecast=said,
        straight_line=straight_line(so_far, elapsed),
    )


def _tested(trials: Sequence[Trial]) -> BackTest:
    if not trials:
        raise FigureError(
            "A forecast can be tried on earlier years only where at least two of them have "
            "figures at this point and at the end: one to forecast, one to forecast from."
        )
    return BackTest(trials=tuple(trials))


def _mean_error(said: Sequence[tuple[float, float]]) -> float | None:
    errors = [abs(forecast - actual) / actual * 100 for forecast, actual in said if actual > 0]
    return sum(errors) / len(errors) if errors else None

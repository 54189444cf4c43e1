"""
Where a count for the year will end, and how sure that is.

Events do not arrive evenly: terms differ in length and in what happens in them. So the
year's end is read from how earlier years went on from the same point, never from the
share of days gone by.

Methods:
    Chain ladder with Mack's standard error and a t interval on the earlier years less one
    (see `mack`).
    Bornhuetter-Ferguson where there is too little to scale by: what has been counted, and
    on top of it the part of a usual year that comes after this point (Bornhuetter, R. and
    Ferguson, R. (1972), "The actuary and IBNR", Proceedings of the Casualty Actuarial
    Society 59, 181-195).

For counts of events, and of different children (a child counts once in a year, so terms
must not be added up: growth from year to year's end is the only way). Not for figures of
a moment, such as a caseload on the last day of term; rates for the year to date are in
`outturn_rates`. Leave out years that are not like the others (2019/20 ended in March).
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import pairwise
from math import inf, isfinite, isnan, sqrt

from headway.stats.errors import FigureError
from headway.stats.mack import Step, path, step
from headway.stats.to_date import ToDate, to_date

FEWEST = 5.0
"""A profile from fewer events than this is chance."""
FEWEST_YEARS = 3
"""Fewer earlier years than this give an estimate, but no range."""
_NOTHING = 1e-12
"""A standard error no larger than this share of the estimate is rounding."""


class Method(StrEnum):
    """How a year's end was forecast, in plain words."""

    COUNTED = "the year is complete: counted, not forecast"
    CHAIN_LADDER = (
        "grown as the earlier years grew from this point to their end "
        "(chain ladder, Mack's standard error)"
    )
    BORNHUETTER_FERGUSON = (
        "what has been counted, and what a usual year adds after this point (Bornhuetter-Ferguson)"
    )
    RATIO = "scaled by how the earlier years' rates moved from this point to their end"
    PARTS = (
        "numerator and denominator forecast apart, with the error that the same forecast "
        "would have made in the earlier years"
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Outturn:
    """
    A forecast of a year's final figure.

    Attributes:
        estimate: In the unit of the figures given.
        so_far: The last figure known this year.
        method: How it was got; its value says it in plain words.
        years: How many earlier years it rests on: those of the step that has fewest.
        level: Of the interval: 0.95 means that 19 of 20 such intervals hold the outcome.
        low: Lower end of the interval; None where there is none, and `notes` say why.
        high: Upper end.
        standard_error: Of the estimate as a forecast, so with the chance still to come.
        freedom: Degrees of freedom of the t distribution the interval is from.
        share: The part of the final figure reached at this point in the earlier years; above
            one for a rate that falls to its end. None where nothing can be said.
        factors: The growth of each step still to come.
        least: The year cannot end lower than this.
        most: Nor higher; None where nothing bounds it.
        notes: What a reader must know, in whole sentences.
    """

    estimate: float
    so_far: float
    method: Method
    years: int
    level: float
    low: float | None = None
    high: float | None = None
    standard_error: float | None = None
    freedom: int = 0
    share: float | None = None
    factors: tuple[float, ...] = ()
    least: float = 0.0
    most: float | None = None
    notes: tuple[str, ...] = ()

    def chance_above(self, ceiling: float) -> float | None:
        """
        The probability, from 0 to 1, that the year ends above a ceiling.

        From the t distribution round the estimate. Certain where the count is above it
        already and cannot fall. None where the forecast has no standard error.

        Raises:
            FigureError: The ceiling is not a number.
        """
        if isnan(ceiling):
            raise FigureError("The ceiling must be a number, got nan.")
        if self.method is Method.COUNTED:
            return float(self.estimate > ceiling)
        if self.least > ceiling:
            return 1.0
        if self.most is not None and ceiling >= self.most:
            return 0.0
        if self.standard_error is None or self.low is None:
            return None
        from scipy.special import stdtr  # noqa: PLC0415 - late: slow to import

        return float(stdtr(self.freedom, (self.estimate - ceiling) / self.standard_error))


def outturn(
    history: Sequence[Sequence[float | None]],
    current: Sequence[float | None],
    *,
    points: int | None = None,
    prior: float | None = None,
    fewest: float = FEWEST,
    level: float = 0.95,
) -> Outturn:
    """
    The final count of a year, from its counts to date and those of earlier years.

    Chain ladder, unless this year or an earlier one had counted fewer than `fewest` at
    this point, or a `prior` is given: then Bornhuetter-Ferguson.

    Args:
        history: Earlier years, each with the count since its first day at every point; None
            where missing. A year may be incomplete; counts may fall (rescinded exclusions).
        current: This year's counts so far, likewise.
        points: How many points a year has; else as many as the longest row.
        prior: What the year was expected to end at, before it began; else the mean of the
            earlier years' ends.
        fewest: See above. In the unit of the figures.
        level: Of the interval.

    The interval does not go below zero, nor below what has been counted where no count
    ever fell. Fewer than three earlier years give an estimate without an interval.

    >>> round(outturn([[52, 72]], [70]).estimate, 1)  # permanent exclusions, term 4 of 2019/20
    96.9

    Raises:
        FigureError: See `to_date`; or no earlier year tells how counts grow from here.
    """
    check_level(level)
    figures = to_date(history, current, points)
    _check_prior(prior)
    if figures.reached == figures.points - 1:
        return counted(figures, level)
    least = 0.0 if figures.ever_falls else figures.so_far
    few = figures.so_far < fewest or any(point < fewest for point, _ in figures.pairs)
    if prior is not None or (few and figures.pairs):
        return _bornhuetter_ferguson(figures, prior, least, level)
    return _chain_ladder(figures, least, level)


def counted(figures: ToDate, level: float) -> Outturn:
    """The outturn of a year that has ended: its last figure."""
    end = figures.so_far
    return Outturn(
        estimate=end,
        so_far=end,
        method=Method.COUNTED,
        years=len(figures.pairs),
        level=level,
        low=end,
        high=end,
        standard_error=0.0,
        share=1.0,
        least=end,
        most=end,
    )


def _chain_ladder(figures: ToDate, least: float, level: float) -> Outturn:
    steps = _steps(figures)
    grown = path(figures.so_far, steps)
    growth = path(1.0, steps).end
    return ranged(
        Outturn(
            estimate=grown.end,
            so_far=figures.so_far,
            method=Method.CHAIN_LADDER,
            years=min(one.years for one in steps),
            level=level,
            standard_error=grown.error,
            share=1 / growth if growth > 0 else None,
            factors=tuple(one.factor for one in steps),
            least=least,
        )
    )


def _steps(figures: ToDate) -> tuple[Step, ...]:
    """
    From where this year stands to the end, by every point that no complete year misses.

    A point that a complete year misses is stepped over, so that the year still counts;
    incomplete years tell what they can.
    """
    complete = [
        row for row in figures.history if row[figures.reached] is not None and row[-1] is not None
    ]
    stops = [
        at
        for at in range(figures.reached, figures.points)
        if all(row[at] is not None for row in complete)
    ]
    found = []
    for start, end in pairwise(stops):
        both = [(row[start], row[end]) for row in figures.history]
        told = step([(one, other) for one, other in both if one is not None and other is not None])
        if told is None:
            raise FigureError(
                f"No earlier year tells how counts grow from point {start + 1} of the year to "
                f"point {end + 1}. Give a year that has both, the first of them above zero."
            )
        found.append(told)
    return tuple(found)


def _bornhuetter_ferguson(
    figures: ToDate, prior: float | None, least: float, level: float
) -> Outturn:
    """
    Counted so far, and the expected year's part after this point.

    With the earlier years' mean as the expectation this adds the mean of what came after
    this point in them, so the spread of that is the forecast's: `s sqrt(1 + 1/n)`, scaled
    where another expectation was given (whose own error is not known, and not counted).
    """
    both = figures.pairs
    reached, ended = sum(point for point, _ in both), sum(end for _, end in both)
    if ended <= 0:
        usual, rest = 0.0, 0.0
    else:
        usual = ended / len(both)
        rest = 1 - reached / ended
    if not both or (ended <= 0 and prior):
        raise FigureError(
            "What a usual year adds after this point cannot be told: no earlier year has a "
            "count here and a count above zero at its end. Give one that has both."
        )
    expected = usual if prior is None else prior
    scale = expected / usual if usual else 0.0
    if not isfinite(ended) or not isfinite(scale):
        raise FigureError("The figures are too large, or too unlike, to be scaled by each other.")
    spread = deviation([end - point for point, end in both])
    return ranged(
        Outturn(
            estimate=max(least, figures.so_far + expected * rest),
            so_far=figures.so_far,
            method=Method.BORNHUETTER_FERGUSON,
            years=len(both),
            level=level,
            standard_error=None if spread is None else scale * spread * sqrt(1 + 1 / len(both)),
            share=1 - rest,
            least=least,
            notes=(
                ()
                if prior is None
                else ("How far off the expected figure itself may be is not in the range.",)
            ),
        )
    )


def ranged(forecast: Outturn) -> Outturn:
    """The same forecast with its interval, or with the reason why it has none."""
    error, years = forecast.standard_error, forecast.years
    if not isfinite(forecast.estimate) or (error is not None and not isfinite(error)):
        raise FigureError("The figures are too large, or too unlike, to be scaled by each other.")
    low = high = None
    notes = list(forecast.notes)
    if years < FEWEST_YEARS:
        notes.append(f"{_years(years)} no range: at least {FEWEST_YEARS} are needed.")
    elif error is None:
        notes.append("How unlike the earlier years were cannot be told, so there is no range.")
    elif error <= _NOTHING * forecast.estimate:
        notes.append("The earlier years went exactly alike, so there is no range to tell.")
    else:
        width = t_quantile(years - 1, forecast.level) * error
        low, high = forecast.estimate - width, forecast.estimate + width
        if low < forecast.least:
            low = forecast.least
            if low > 0:
                notes.append("The range stops at what has been counted: no year's count ever fell.")
        if forecast.most is not None:
            high = min(high, forecast.most)
    return replace(forecast, low=low, high=high, freedom=max(0, years - 1), notes=tuple(notes))


def _years(count: int) -> str:
    return "One earlier year gives" if count == 1 else f"{count} earlier years give"


def deviation(values: Sequence[float]) -> float | None:
    """
    The sample standard deviation, on the values less one; None of fewer than two.

    >>> deviation([2, 4, 4, 4, 5, 5, 7, 9])
    2.138089935299395
    """
    if len(values) < 2:
        return None
    mean = sum(values) / len(values)
    squared = sum((value - mean) * (value - mean) for value in values)  # ** would overflow
    return sqrt(squared / (len(values) - 1)) if isfinite(squared) else inf


def t_quantile(freedom: int, level: float) -> float:
    """
    How many standard errors a two-sided interval reaches to either side.

    >>> round(t_quantile(2, 0.95), 3), round(t_quantile(9, 0.95), 3)  # Student's table
    (4.303, 2.262)
    """
    from scipy.special import stdtrit  # noqa: PLC0415 - late: slow to import

    return float(stdtrit(freedom, 0.5 + level / 2))


def check_level(level: float) -> None:
    """Raises FigureError unless the level lies between 0 and 1: 0.95, not 95."""
    if not 0 < level < 1:
        raise FigureError(f"The interval's level lies between 0 and 1, such as 0.95; got {level}.")


def _check_prior(prior: float | None) -> None:
    if prior is not None and not (isfinite(prior) and prior >= 0):
        raise FigureError(
            f"What the year was expected to end at must be zero or more, got {prior}."
        )

"""
Like term with like term: seasons found, and taken out before a chart is read.

Absence is higher in winter every year. On a control chart that yearly swing widens the
limits until nothing can be seen between them: under a swing of two standard deviations
a step as large is found in 1 of 500 series, and in 2 of 3 without (`bench/false_alarms.py`).

Sources: Shiskin, J., Young, A.H. and Musgrave, J.C. (1967), "The X-11 variant of the
Census Method II seasonal adjustment program", US Bureau of the Census Technical Paper
15, for the F test of stable seasonality, here with years as blocks; Wheeler, D.J.
(2003), "Making Sense of Data", SPC Press, for charting figures less their seasons.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import fsum, inf

from headway.stats.differences import difference
from headway.stats.errors import FigureError
from headway.stats.spc.charts import checked_figures

FEWEST_YEARS = 3
"""Whole years from which a season can be told from an accident."""

_CHANCE = 0.05
"""One series in twenty without seasons is taken to have them. Its price is a comparison of like
with like that was not needed; a stricter test would miss a third of real ones in four years."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Seasonality:
    """
    Whether a series has its ups and downs at the same time every year.

    Attributes:
        years: Whole years it was judged on.
        statistic: F, seasons against what they leave; infinite where they leave nothing.
        p: Of a statistic as large without seasons.
        share: How much of the movement within years is the season's, 0 to 1.
        strong: Charting the figures as they are would mislead.
        sentence: The warning, or that there is none.
    """

    years: int
    statistic: float
    p: float
    share: float
    strong: bool
    sentence: str


def seasonality(values: Sequence[float | None], period: int) -> Seasonality | None:
    """
    Test a series for seasons of a fixed kind.

    Only whole years count, from the first figure on; one with a gap is left out, so start
    at a year's beginning where gaps are many. Each figure is taken against its own year's
    mean, so a level that moves from year to year is no season.

    Args:
        values: In order of time; None where a figure is missing.
        period: Figures in a year: 3 for terms, 12 for months.

    Returns:
        None with fewer than three whole years: it cannot be known.

    Raises:
        FigureError: The series is empty or all missing, a figure is not a finite number, or
            there are fewer than two figures in a year.

    >>> winter = seasonality([7, 9, 6, 7.5, 9.4, 6.1, 6.8, 9.9, 6.2, 7.2, 9.1, 6.5], 3)
    >>> winter.strong, winter.years
    (True, 4)
    >>> seasonality([7, 9, 6, 7.5, 9.4], 3) is None
    True
    """
    years = _whole_years(_checked(values, period), period)
    if len(years) < FEWEST_YEARS:
        return None
    seasons, everything = _squares(years, period)
    statistic = _f(seasons, everything - seasons, len(years))
    p = _beyond(statistic, period - 1, (len(years) - 1) * (period - 1))
    strong = p < _CHANCE
    return Seasonality(
        years=len(years),
        statistic=statistic,
        p=p,
        share=seasons / everything if everything else 0.0,
        strong=strong,
        sentence=(
            f"The figures go up and down with the seasons in each of {len(years)} years: "
            "compare each with the same season of other years, not with the one before."
            if strong
            else f"No seasons show in {len(years)} whole years."
        ),
    )


def deseasonalised(
    values: Sequence[float | None], period: int, *, baseline: int | None = None
) -> tuple[float | None, ...]:
    """
    Each figure less what its season adds, at the level of the series: fit for a chart.

    A season's part is the mean of its figures less the mean of all seasons, over the
    baseline: what has been usual for it. So each is held against its like, and all of them
    can stand on one chart.

    Args:
        values: In order of time; None where a figure is missing, and then it stays so.
        period: Figures in a year.
        baseline: Learn the seasons from the first so many figures, whole years; a chart
            with this baseline then judges later figures by seasons they did not shape.

    Raises:
        FigureError: As `seasonality`; or a season has fewer than three figures to learn
            from; or the baseline is not whole years.

    >>> deseasonalised([6, 9, 3, 7, 10, 4, 5, 8, 2], 3)
    (6.0, 6.0, 6.0, 7.0, 7.0, 7.0, 5.0, 5.0, 5.0)
    """
    figures = _checked(values, period)
    if baseline is not None and (baseline < period or baseline % period):
        raise FigureError(
            f"Seasons are learnt from whole years of {period} figures, and {baseline} are not."
        )
    learnt = figures[:baseline]
    usual = []
    for season in range(period):
        known = [value for value in learnt[season::period] if value is not None]
        if len(known) < FEWEST_YEARS:
            raise FigureError(
                f"Season {season + 1} of {period} has {len(known)} figures, and it takes at "
                f"least {FEWEST_YEARS} to say what is usual for it."
            )
        usual.append(fsum(known) / len(known))
    level = fsum(usual) / period
    return tuple(
        None if value is None else value - (usual[at % period] - level)
        for at, value in enumerate(figures)
    )


def year_on_year(values: Sequence[float | None], period: int) -> tuple[float | None, ...]:
    """
    What each figure has changed by since the same season a year before.

    One figure fewer for each season of the first year; None where either is missing. For a
    table beside the figures. On a control chart prefer `deseasonalised`: differences vary
    more than figures, and a level that has moved shows for one year only.

    >>> year_on_year([7.6, 9.3, None, 7.5, 9.0, 6.2, 7.0], 3)
    (-0.1, -0.3, None, -0.5)

    Raises:
        FigureError: As `seasonality`.
    """
    figures = _checked(values, period)
    return tuple(
        None if before is None or after is None else difference(after, before)
        for before, after in zip(figures, figures[period:], strict=False)
    )


def _checked(values: Sequence[float | None], period: int) -> tuple[float | None, ...]:
    if period < 2:
        raise FigureError(f"Seasons need at least two figures a year, and {period} was given.")
    return checked_figures(values)


def _whole_years(figures: Sequence[float | None], period: int) -> list[list[float]]:
    years = [figures[at : at + period] for at in range(0, len(figures), period)]
    whole = [[value for value in year if value is not None] for year in years]
    return [year for year in whole if len(year) == period]


def _squares(years: Sequence[Sequence[float]], period: int) -> tuple[float, float]:
    """Squares about the years' means: those of the usual season, and all of them."""
    within = [[value - fsum(year) / period for value in year] for year in years]
    everything = fsum(value**2 for year in within for value in year)
    usual = [fsum(year[season] for year in within) / len(within) for season in range(period)]
    return min(len(within) * fsum(value**2 for value in usual), everything), everything


def _f(seasons: float, left: float, years: int) -> float:
    """Mean squares compared: each year after the first leaves as much freedom as the seasons."""
    if left <= 1e-12 * seasons:
        return inf if seasons else 0.0
    return (years - 1) * seasons / left


def _beyond(statistic: float, upper: int, lower: int) -> float:
    """The chance of a larger F with these degrees of freedom."""
    if statistic == inf:
        return 0.0
    from scipy.special import fdtrc  # noqa: PLC0415 - late: slow to import

    return float(fdtrc(upper, lower, statistic))

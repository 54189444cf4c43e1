"""
The statistics behind a forecast: which method, on which earlier years, or why there is none.

Only numbers and reasons; `projections` puts them into words and holds them to the target.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from headway.domain.observations import Observation
from headway.domain.periods import Period
from headway.domain.quantities import PERCENT, POINTS
from headway.judgement import methods
from headway.judgement.bases import Base, base_of
from headway.judgement.cases import Case
from headway.judgement.comparators import TO_DATE
from headway.judgement.earlier_years import EarlierYears, earlier_years
from headway.judgement.methods import Method
from headway.judgement.times import Timing
from headway.stats import outturn as outturns
from headway.stats.back_tests import BackTest, back_test, back_test_of_percentage
from headway.stats.errors import FigureError
from headway.stats.outturn import FEWEST, Outturn, outturn
from headway.stats.outturn_rates import outturn_of_percentage, outturn_of_rate

Row = tuple[float | None, ...]

_NO_YEARS = "no earlier year's figures for this point and for its end are both known"


@dataclass(frozen=True, slots=True, kw_only=True)
class Outlook:
    """
    Where a year may end, or why nobody can say.

    Attributes:
        outturn: The forecast; None where `why_not` gives the reason.
        years: The earlier years it rests on, oldest first: those complete at this point.
        tried: How the same forecast did on each of them; None with fewer than three.
        tried_on: The period of each trial.
    """

    why_not: str = ""
    earlier: EarlierYears | None = None
    outturn: Outturn | None = None
    method: Method | None = None
    years: tuple[Period, ...] = ()
    tried: BackTest | None = None
    tried_on: tuple[Period, ...] = ()


def outlook(case: Case) -> Outlook:
    """
    The forecast of the year's final figure, by all comparable earlier years.

    None for figures that do not run to date, and for a finished year.
    """
    figure = case.figure
    if figure is None or figure.value is None or case.measure.kind not in TO_DATE:
        return Outlook(why_not="the figure does not run through a year")
    if case.timing in (Timing.FINAL, Timing.OTHER_YEAR):
        return Outlook(why_not="the figure is not for a part of the target's year")
    earlier = earlier_years(case)
    if earlier is None:
        return Outlook(why_not="the figure is not for a part of a year")
    if not earlier.complete:
        return Outlook(why_not=_NO_YEARS, earlier=earlier)
    try:
        return _forecast(figure, earlier)
    except FigureError as wrong:
        return Outlook(why_not=str(wrong).rstrip("."), earlier=earlier)


def _forecast(figure: Observation, earlier: EarlierYears) -> Outlook:
    if figure.unit in (PERCENT, POINTS):
        return _of_a_rate(figure, earlier)
    tiny = any((point.value or 0.0) < FEWEST for point, _ in earlier.complete)
    counted = partial(outturn, fewest=FEWEST if tiny else 0.0)
    history = [_values(row) for row in earlier.rows]
    forecast = counted(history, _values(earlier.now), points=earlier.points)
    method = (
        methods.USUAL_YEAR
        if forecast.method is outturns.Method.BORNHUETTER_FERGUSON
        else methods.LADDER
    )
    return _tried(earlier, forecast, method, lambda: _tested(counted, history, earlier))


def _of_a_rate(figure: Observation, earlier: EarlierYears) -> Outlook:
    parts = _parts(earlier)
    if parts is not None:
        (tops, top), (bottoms, bottom) = parts
        forecast = outturn_of_percentage(tops, top, bottoms, bottom, points=earlier.points)
        return _tried(
            earlier,
            forecast,
            methods.PARTS_APART,
            lambda: back_test_of_percentage(
                tops, bottoms, point=len(earlier.now), points=earlier.points
            ),
        )
    rated = partial(outturn_of_rate, most=100.0 if figure.unit == PERCENT else None)
    history = [_values(row) for row in earlier.rows]
    forecast = rated(history, _values(earlier.now), points=earlier.points)
    return _tried(earlier, forecast, methods.RATIO, lambda: _tested(rated, history, earlier))


def _tried(
    earlier: EarlierYears, forecast: Outturn, method: Method, test: Callable[[], BackTest]
) -> Outlook:
    """The forecast with its method's name and, from three years on, what it would have said."""
    at = len(earlier.now) - 1
    years = tuple(
        year
        for year, row in zip(earlier.periods, earlier.rows, strict=True)
        if row[at] is not None and row[-1] is not None
    )
    if len(years) == 1 and method is not methods.USUAL_YEAR:
        method = methods.LAST_YEAR
    tried = test() if len(years) >= outturns.FEWEST_YEARS else None
    return Outlook(
        earlier=earlier,
        outturn=forecast,
        method=method,
        years=years,
        tried=tried,
        tried_on=tuple(earlier.periods[one.year] for one in tried.trials) if tried else (),
    )


def _tested(forecast: partial[Outturn], history: list[Row], earlier: EarlierYears) -> BackTest:
    return back_test(history, point=len(earlier.now), points=earlier.points, forecast=forecast)


def _values(row: tuple[Observation | None, ...]) -> Row:
    return tuple(None if one is None else one.value for one in row)


def _parts(earlier: EarlierYears) -> tuple[tuple[list[Row], Row], tuple[list[Row], Row]] | None:
    """Numerators and denominators apart; None unless every figure that counts has both."""
    at = len(earlier.now) - 1
    needed = [earlier.now[at], *(one for both in earlier.complete for one in both)]
    if not all(isinstance(_base(one), Base) for one in needed):
        return None
    rows = [[_base(one) for one in row] for row in (*earlier.rows, earlier.now)]
    tops = [tuple(None if base is None else float(base.numerator) for base in row) for row in rows]
    bottoms = [
        tuple(None if base is None else float(base.denominator) for base in row) for row in rows
    ]
    return (tops[:-1], tops[-1]), (bottoms[:-1], bottoms[-1])


def _base(one: Observation | None) -> Base | None:
    found = None if one is None else base_of(one)
    return found if isinstance(found, Base) else None

"""
Where will the year end: a forecast from what earlier years did from this point on.

Columns: year, point (1, 2, 3, … within the year) and value, the count or rate since the
year's first day; or numerator and denominator in place of value, forecast apart. The last
year of the file is the one to forecast.
"""

import argparse
from collections.abc import Sequence
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from headway.cli.methods.answer import Answer
from headway.cli.methods.sheet import Sheet, SheetError

if TYPE_CHECKING:
    from headway.stats.back_tests import BackTest
    from headway.stats.outturn import Outturn

Rows = list[list[float | None]]


def arguments(parser: argparse.ArgumentParser) -> None:
    """What the method can be told."""
    parser.add_argument("--rate", action="store_true", help="the values are percentages to date")
    parser.add_argument("--points", type=int, help="how many points a year has")
    parser.add_argument("--prior", type=float, help="what the year was expected to end at")
    parser.add_argument("--ceiling", type=float, help="give the chance of ending above this")
    parser.add_argument(
        "--leave-out",
        action="append",
        default=[],
        metavar="YEAR",
        help="an earlier year cut short or not comparable; may be repeated",
    )


def answer(sheet: Sheet, told: Any) -> Answer:
    """The forecast, and what it would have said of each earlier year."""
    if told.points is not None and not 1 <= told.points <= _MOST_POINTS:
        raise SheetError(f"A year has from 1 to {_MOST_POINTS} points, got {told.points}.")
    years = _years(sheet, told.leave_out)
    found, tested = (
        _of_parts(sheet, told, years) if sheet.has("numerator") else _of_values(sheet, told, years)
    )
    summary = {name: value for name, value in asdict(found).items() if name not in _LISTS}
    summary["method"] = str(found.method)
    if told.ceiling is not None:
        summary[f"chance of ending above {told.ceiling:g}"] = found.chance_above(told.ceiling)
    return Answer(rows=_trials(tested, years) if tested else [], summary=summary, notes=found.notes)


def _of_parts(sheet: Sheet, told: Any, years: Sequence[str]) -> "tuple[Outturn, BackTest | None]":
    from headway.stats.back_tests import back_test_of_percentage
    from headway.stats.outturn_rates import outturn_of_percentage

    tops, bottoms = _grid(sheet, "numerator", years), _grid(sheet, "denominator", years)
    points, at = told.points or len(tops[0]), _reached(tops[-1])
    found = outturn_of_percentage(tops[:-1], tops[-1], bottoms[:-1], bottoms[-1], points=points)
    if len(years) < _ENOUGH or at >= points:
        return found, None
    return found, back_test_of_percentage(tops[:-1], bottoms[:-1], point=at, points=points)


def _of_values(sheet: Sheet, told: Any, years: Sequence[str]) -> "tuple[Outturn, BackTest | None]":
    from headway.stats.back_tests import back_test
    from headway.stats.outturn import outturn
    from headway.stats.outturn_rates import outturn_of_rate

    grid = _grid(sheet, "value", years)
    points, at = told.points or len(grid[0]), _reached(grid[-1])
    if told.rate:
        found = outturn_of_rate(grid[:-1], grid[-1], points=points)
    else:
        found = outturn(grid[:-1], grid[-1], points=points, prior=told.prior)
    if len(years) < _ENOUGH or at >= points:
        return found, None
    way = outturn_of_rate if told.rate else outturn
    elapsed = 1.0 if told.rate else None
    return found, back_test(grid[:-1], point=at, points=points, elapsed=elapsed, forecast=way)


_ENOUGH = 3
"""Years, the one to forecast among them, from which an earlier one can be left out."""
_LISTS = ("factors", "notes")
_MOST_POINTS = 366


def _years(sheet: Sheet, left_out: Sequence[str]) -> list[str]:
    years = [year for year in dict.fromkeys(sheet.words("year")) if year not in left_out]
    if not years:
        raise SheetError(f"{sheet.name} has no year left to forecast.")
    return years


def _grid(sheet: Sheet, column: str, years: Sequence[str]) -> Rows:
    """One row for each year, one place for each point."""
    places = sheet.figures("point")
    numbers = []
    for line, place in zip(sheet.lines, places, strict=True):
        if place is None or place != int(place) or not 1 <= place <= _MOST_POINTS:
            got = "nothing" if place is None else f"{place:g}"
            raise SheetError(
                f"{sheet.name}, line {line}: a point is a whole number from 1 on, to "
                f"{_MOST_POINTS} at most (the days of a year), got {got}."
            )
        numbers.append(int(place))
    grid: Rows = [[None] * max(numbers) for _ in years]
    for year, at, value in zip(sheet.words("year"), numbers, sheet.figures(column), strict=True):
        if year in years:
            grid[years.index(year)][at - 1] = value
    return grid


def _reached(row: Sequence[float | None]) -> int:
    known = [at for at, value in enumerate(row, 1) if value is not None]
    return known[-1] if known else 1


def _trials(tested: "BackTest", years: Sequence[str]) -> list[dict[str, str | float | bool | None]]:
    return [
        {
            "year": years[one.year],
            "so_far": one.so_far,
            "forecast": one.forecast.estimate,
            "low": one.forecast.low,
            "high": one.forecast.high,
            "actual": one.actual,
            "error": one.error,
            "inside": one.inside,
            "straight_line": one.straight_line,
        }
        for one in tested.trials
    ]

"""
How exact: the interval of a percentage (Wilson), of a rate or of a count (exact, Byar's).

Columns: numerator and denominator for percentages; events, and population for rates.
"""

import argparse
from typing import TYPE_CHECKING, Any

from headway.cli.methods.answer import Answer, Value
from headway.cli.methods.sheet import Sheet
from headway.cli.methods.wording import ask_confidence

if TYPE_CHECKING:
    from headway.stats.intervals import Interval


def arguments(parser: argparse.ArgumentParser) -> None:
    """What the method can be told."""
    ask_confidence(parser)
    parser.add_argument(
        "--per", type=float, default=10_000.0, help="rates are for so many people (10,000)"
    )


def answer(sheet: Sheet, told: Any) -> Answer:
    """Each row with its figure and interval."""
    if sheet.has("numerator"):
        asked, tops, bottoms = "percentage", "numerator", sheet.figures("denominator")
    elif sheet.has("population"):
        asked, tops, bottoms = "rate", "events", sheet.figures("population")
    else:
        asked, tops, bottoms = "count", "events", [1.0] * len(sheet.rows)
    rows: list[dict[str, Value]] = []
    for cells, top, bottom in zip(sheet.rows, sheet.figures(tops), bottoms, strict=True):
        found = None if top is None or bottom is None else _interval(asked, top, bottom, told)
        rows.append(
            {
                **dict(zip(sheet.columns, cells, strict=True)),
                "figure": found.estimate if found else None,
                "low": found.low if found else None,
                "high": found.high if found else None,
            }
        )
    return Answer(rows=rows, notes=[_METHODS[asked].format(per=told.per)])


_METHODS = {
    "percentage": "Percentages by Wilson's score interval, without continuity correction.",
    "rate": "Rates for each {per:,.0f}: exact Poisson below 10 events, else Byar's.",
    "count": "Counts: exact Poisson below 10 events, else Byar's approximation.",
}


def _interval(asked: str, top: float, bottom: float, told: Any) -> "Interval":
    from headway.stats.proportions import wilson_percent
    from headway.stats.rates import crude_rate, poisson_interval

    confidence = told.confidence
    if asked == "percentage":
        return wilson_percent(top, bottom, confidence)
    if asked == "rate":
        return crude_rate(top, bottom, per=told.per, confidence=confidence)
    return poisson_interval(top, confidence)

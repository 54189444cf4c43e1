"""
How exact: the interval of a percentage (Wilson), of a rate or of a count (exact, Byar's).

Columns: numerator and denominator for percentages; events, and population for rates.
"""

import argparse
from typing import Any

from headway.cli.methods.answer import Answer
from headway.cli.methods.sheet import Sheet
from headway.cli.methods.wording import ask_confidence


def arguments(parser: argparse.ArgumentParser) -> None:
    """What the method can be told."""
    ask_confidence(parser)
    parser.add_argument(
        "--per", type=float, default=10_000.0, help="rates are for so many people (10,000)"
    )


def answer(sheet: Sheet, told: Any) -> Answer:
    """Each row with its figure and interval."""
    from headway.stats.intervals import Interval
    from headway.stats.proportions import wilson_percent
    from headway.stats.rates import crude_rate, poisson_interval

    confidence = told.confidence / 100

    def one(top: float | None, bottom: float | None) -> Interval | None:
        if top is None or (bottom is None and asked != "count"):
            return None
        if asked == "percentage":
            return wilson_percent(top, bottom or 0.0, confidence)
        if asked == "rate":
            return crude_rate(top, bottom or 0.0, per=told.per, confidence=confidence)
        return poisson_interval(top, confidence)

    if sheet.has("numerator"):
        asked, tops, bottoms = (
            "percentage",
            sheet.figures("numerator"),
            sheet.figures("denominator"),
        )
    elif sheet.has("population"):
        asked, tops, bottoms = "rate", sheet.figures("events"), sheet.figures("population")
    else:
        asked, tops = "count", sheet.figures("events")
        bottoms = [None] * len(tops)
    found = [one(top, bottom) for top, bottom in zip(tops, bottoms, strict=True)]
    rows = [
        {
            **dict(zip(sheet.columns, cells, strict=True)),
            "figure": interval.estimate if interval else None,
            "low": interval.low if interval else None,
            "high": interval.high if interval else None,
        }
        for cells, interval in zip(sheet.rows, found, strict=True)
    ]
    methods = {
        "percentage": "Percentages by Wilson's score interval, without continuity correction.",
        "rate": f"Rates for each {told.per:,.0f}: exact Poisson below 10 events, else Byar's.",
        "count": "Counts: exact Poisson below 10 events, else Byar's approximation.",
    }
    return Answer(rows=rows, notes=[methods[asked]])

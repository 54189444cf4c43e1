"""
Signal or noise: an XmR control chart by the rules of NHS Making Data Count.

Columns: value, in order of time, and if you like period (or any other, which are kept).
"""

import argparse
from typing import Any

from headway.cli.methods.answer import Answer
from headway.cli.methods.sheet import Sheet
from headway.cli.methods.wording import BETTER, ask_better


def arguments(parser: argparse.ArgumentParser) -> None:
    """What the method can be told."""
    ask_better(parser)
    parser.add_argument("--target", type=float, help="the level to be reached")
    parser.add_argument(
        "--baseline", type=int, metavar="N", help="work the lines out from the first N points"
    )
    parser.add_argument(
        "--rebase",
        type=int,
        action="append",
        default=[],
        metavar="ROW",
        help="begin new lines at this row, counted from 1; may be repeated",
    )
    parser.add_argument(
        "--no-screening", action="store_true", help="keep moving ranges however large"
    )


def answer(sheet: Sheet, told: Any) -> Answer:
    """The chart's lines, each point's rule, and the two marks."""
    from headway.stats.spc.charts import xmr
    from headway.stats.spc.refusals import chart_refusal
    from headway.stats.spc.rules import Improvement

    values = sheet.figures("value")
    way = dict(zip(BETTER, Improvement, strict=True))[told.better]
    chart = xmr(
        values,
        improvement=way,
        target=told.target,
        baseline=told.baseline,
        rebase_at=[row - 1 for row in told.rebase],
        screen=not told.no_screening,
    )
    kept = {name: sheet.words(name) for name in sheet.others("value")}
    rows = [
        {
            **{name: words[at] for name, words in kept.items()},
            "value": point.value,
            "mean": point.mean,
            "lower": point.lower,
            "near_lower": point.near_lower,
            "near_upper": point.near_upper,
            "upper": point.upper,
            "rule": str(point.rule) if point.rule else None,
            "type": str(point.type) if point.type else None,
        }
        for at, point in enumerate(chart.points)
    ]
    refusal = chart_refusal(values)
    notes = [*chart.notes, *([f"Caution: {refusal.sentence}"] if refusal else [])]
    summary = {"variation": str(chart.variation), "assurance": str(chart.assurance)}
    return Answer(rows=rows, summary=summary, notes=notes)

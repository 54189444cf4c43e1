"""
Who is where: areas ranked and put into fifths, ties and missing figures kept.

Columns: area and value.
"""

import argparse
from typing import Any

from headway.cli.methods.answer import Answer
from headway.cli.methods.sheet import Sheet


def arguments(parser: argparse.ArgumentParser) -> None:
    """What the method can be told."""
    parser.add_argument("--groups", type=int, default=5, help="how many groups (5)")
    parser.add_argument("--largest-first", action="store_true", help="rank the largest first")


def answer(sheet: Sheet, told: Any) -> Answer:
    """Each area with its rank and its group."""
    from headway.stats.quantiles import quantiles, ranks

    values = sheet.figures("value")
    groups = quantiles(values, told.groups, invert=told.largest_first)
    places = ranks(values, invert=told.largest_first)
    rows = [
        {**dict(zip(sheet.columns, cells, strict=True)), "rank": place, "group": group}
        for cells, place, group in zip(sheet.rows, places, groups, strict=True)
    ]
    known = sum(value is not None for value in values)
    notes = [f"Only {known} areas have a figure: too few to make {told.groups} groups of."]
    return Answer(rows=rows, notes=notes if known < told.groups else ())

"""
Many at once: p-values adjusted for how many were looked at; gaps stay gaps.

Columns: p, and whatever names the rows.
"""

import argparse
from typing import Any

from headway.cli.methods.answer import Answer
from headway.cli.methods.sheet import Sheet


def arguments(parser: argparse.ArgumentParser) -> None:
    """What the method can be told."""
    parser.add_argument("--level", type=float, default=0.05, help="significant below this (0.05)")


def answer(sheet: Sheet, told: Any) -> Answer:
    """Each row with its adjusted values, and how many would be found by chance alone."""
    from headway.stats.multiplicity import (
        benjamini_hochberg,
        chance_of_a_false_find,
        expected_false_finds,
        holm,
    )

    values = sheet.figures("p")
    found = zip(sheet.rows, benjamini_hochberg(values), holm(values), strict=True)
    rows = [
        {**dict(zip(sheet.columns, cells, strict=True)), "benjamini_hochberg": one, "holm": other}
        for cells, one, other in found
    ]
    tests = sum(value is not None for value in values)
    summary = {
        "tested": tests,
        "significant unadjusted": sum(v is not None and v < told.level for v in values),
        "expected by chance alone": expected_false_finds(tests, told.level),
        "chance of at least one by chance": chance_of_a_false_find(tests, told.level),
    }
    return Answer(rows=rows, summary=summary)

"""
How exact is a mean: Student's t interval for scores.

Columns: value, one row for each score; and area where several groups stand in one file.
"""

import argparse
from typing import Any

from headway.cli.methods.answer import Answer, Value
from headway.cli.methods.sheet import Sheet
from headway.cli.methods.wording import ask_confidence


def arguments(parser: argparse.ArgumentParser) -> None:
    """What the method can be told."""
    ask_confidence(parser)


def answer(sheet: Sheet, told: Any) -> Answer:
    """Each area with its mean and interval; no interval for fewer than two scores."""
    from headway.stats.means import mean_interval, scores_of

    values = sheet.figures("value")
    areas = sheet.words("area") if sheet.has("area") else ["all"] * len(values)
    rows: list[dict[str, Value]] = []
    for area in dict.fromkeys(areas):
        own = [value for name, value in zip(areas, values, strict=True) if name == area]
        known = [value for value in own if value is not None]
        found = scores_of(known) if known else None
        around = mean_interval(found, told.confidence) if found and found.n > 1 else None
        rows.append(
            {
                "area": area,
                "scores": len(known),
                "mean": found.mean if found else None,
                "sd": found.sd if around and found else None,
                "low": around.low if around else None,
                "high": around.high if around else None,
            }
        )
    short = sum(row["low"] is None for row in rows)
    notes = ["Means by Student's t interval, on one degree of freedom fewer than scores."]
    if short:
        notes.append(f"Without an interval for want of two scores: {short}.")
    return Answer(rows=rows, notes=notes)

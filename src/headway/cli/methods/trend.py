"""
Is it drifting: a test for trend over three periods or more, oldest first.

Columns: numerator and denominator for percentages (Cochran-Armitage), or events and, where
they differ, exposure (Poisson); score where the periods are not evenly spaced.
"""

import argparse
from dataclasses import asdict
from typing import Any

from headway.cli.methods.answer import Answer
from headway.cli.methods.sheet import Sheet, SheetError
from headway.cli.methods.wording import ask_better, ask_confidence, polarity


def arguments(parser: argparse.ArgumentParser) -> None:
    """What the method can be told."""
    ask_better(parser)
    ask_confidence(parser)


def answer(sheet: Sheet, told: Any) -> Answer:
    """The slope for each period with its interval, the probability and the verdict."""
    from headway.stats.trends import trend_in_proportions, trend_in_rates

    way, confidence = polarity(told.better), told.confidence
    if sheet.has("numerator"):
        tops, bottoms = sheet.figures("numerator"), sheet.figures("denominator")
        found = trend_in_proportions(
            tops, bottoms, scores=_scores(sheet), polarity=way, confidence=confidence
        )
    else:
        tops = sheet.figures("events")
        alike: list[float | None] = [1.0] * len(tops)
        bottoms = sheet.figures("exposure") if sheet.has("exposure") else alike
        found = trend_in_rates(
            tops, bottoms, scores=_scores(sheet), polarity=way, confidence=confidence
        )
    summary = asdict(found)
    dropped = [sheet.lines[at] for at in summary.pop("dropped")]
    notes = [f"Line {line} was left out: a figure is missing." for line in dropped]
    summary["verdict"] = str(found.verdict)
    return Answer(rows=(), summary=summary, notes=notes)


def _scores(sheet: Sheet) -> list[float] | None:
    if not sheet.has("score"):
        return None
    found = sheet.figures("score")
    if None in found:
        line = sheet.lines[found.index(None)]
        raise SheetError(f"{sheet.name}, line {line}: a score is missing; every period needs one.")
    return [score for score in found if score is not None]

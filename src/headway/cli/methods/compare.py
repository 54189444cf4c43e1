"""
Is the change real: each row's earlier and later figure held against each other.

Columns: numerator_before, denominator_before, numerator_after, denominator_after for
percentages; events_before and events_after for counts, with exposure_before and
exposure_after where the periods or populations differ in size.
"""

import argparse
from typing import TYPE_CHECKING, Any

from headway.cli.methods.answer import Answer
from headway.cli.methods.sheet import Sheet
from headway.cli.methods.wording import ask_better, ask_confidence, polarity

if TYPE_CHECKING:
    from headway.stats.comparisons import Change

_SHARES = ("numerator_before", "denominator_before", "numerator_after", "denominator_after")
_RATES = ("events_before", "exposure_before", "events_after", "exposure_after")


def arguments(parser: argparse.ArgumentParser) -> None:
    """What the method can be told."""
    ask_better(parser)
    ask_confidence(parser)


def answer(sheet: Sheet, told: Any) -> Answer:
    """Each row with its change, interval, probability and verdict; many rows adjusted too."""
    from headway.stats.multiplicity import benjamini_hochberg

    changes = [_change(figures, sheet, told) for figures in _figures(sheet)]
    adjusted = benjamini_hochberg([change.p if change else None for change in changes])
    rows = [
        {
            **dict(zip(sheet.columns, cells, strict=True)),
            "before": change.before if change else None,
            "after": change.after if change else None,
            "change": change.estimate if change else None,
            "low": change.low if change else None,
            "high": change.high if change else None,
            "p": change.p if change else None,
            "p_adjusted": among_many,
            "verdict": str(change.verdict) if change else "figure missing",
        }
        for cells, change, among_many in zip(sheet.rows, changes, adjusted, strict=True)
    ]
    said = {change.method or change.reason for change in changes if change}
    return Answer(rows=rows, notes=[f"Method: {one}." for one in sorted(said)])


def _figures(sheet: Sheet) -> list[tuple[float | None, ...]]:
    if sheet.has("events_before"):
        names = [name for name in _RATES if sheet.has(name) or "events" in name]
    else:
        names = list(_SHARES)
    return list(zip(*(sheet.figures(name) for name in names), strict=True))


def _change(figures: tuple[float | None, ...], sheet: Sheet, told: Any) -> "Change | None":
    from headway.stats.comparisons import compare_counts, compare_proportions, compare_rates

    known = [figure for figure in figures if figure is not None]
    if len(known) < len(figures):
        return None
    way, confidence = polarity(told.better), told.confidence
    if len(known) == 2:
        return compare_counts(*known, polarity=way, confidence=confidence)
    compare = compare_rates if sheet.has("events_before") else compare_proportions
    return compare(*known, polarity=way, confidence=confidence)

"""
Who stands out: areas against the limits that chance alone would keep to.

Columns: area, numerator and denominator for percentages; events and population for rates;
observed and expected for ratios.
"""

import argparse
from collections.abc import Sequence
from typing import Any

from headway.cli.methods.answer import Answer
from headway.cli.methods.sheet import Sheet

_KINDS = {
    "percentage": ("numerator", "denominator"),
    "rate": ("events", "population"),
    "ratio": ("observed", "expected"),
}


def arguments(parser: argparse.ArgumentParser) -> None:
    """What the method can be told."""
    parser.add_argument("--per", type=float, default=10_000.0, help="rates are for so many people")


def answer(sheet: Sheet, told: Any) -> Answer:
    """Each area's figure, limits and label; whether the areas differ beyond chance as a whole."""
    from headway.stats import funnels
    from headway.stats.counts import base_of

    kind = next((one for one, (top, _) in _KINDS.items() if sheet.has(top)), "percentage")
    tops, bottoms = (sheet.figures(name) for name in _KINDS[kind])
    if kind == "percentage":
        label = funnels.proportion_significance(tops, bottoms)
    elif kind == "rate":
        label = funnels.rate_significance(tops, bottoms)
    else:
        label = funnels.ratio_significance(tops, bottoms)
    middle = 1.0 if kind == "ratio" else funnels.baseline_of(tops, bottoms)
    limits = funnels.proportion_limits if kind == "percentage" else funnels.rate_limits
    per = base_of(told.per, what="the multiplier (--per)")
    unit = {"percentage": 100.0, "rate": per, "ratio": 100.0}[kind]
    rows = []
    for cells, top, bottom, found in zip(sheet.rows, tops, bottoms, label, strict=True):
        at = limits(middle, bottom) if bottom else None
        rows.append(
            {
                **dict(zip(sheet.columns, cells, strict=True)),
                "figure": unit * top / bottom if top is not None and bottom else None,
                "low_99.8": unit * at.low_outer if at else None,
                "low_95": unit * at.low_inner if at else None,
                "high_95": unit * at.high_inner if at else None,
                "high_99.8": unit * at.high_outer if at else None,
                "label": str(found) if found else None,
            }
        )
    summary = {"all areas": unit * middle, **_dispersion(kind, tops, bottoms)}
    return Answer(rows=rows, summary=summary, notes=_NOTES[kind])


_NOTES = {
    "percentage": ["Limits: Wilson's score interval turned round."],
    "rate": ["Limits: exact Poisson below 10 events, else Byar's, turned round."],
    "ratio": [
        "Limits: exact Poisson below 10 events, else Byar's, turned round; 100 is as expected."
    ],
}


def _dispersion(
    kind: str, tops: Sequence[float | None], bottoms: Sequence[float | None]
) -> dict[str, float | bool]:
    from headway.stats.dispersion import proportion_dispersion, ratio_dispersion
    from headway.stats.errors import FigureError
    from headway.stats.funnels import baseline_of

    try:
        if kind == "percentage":
            found = proportion_dispersion(tops, bottoms)
        elif kind == "ratio":
            found = ratio_dispersion(tops, bottoms)
        else:
            rate = baseline_of(tops, bottoms)
            expected = [None if one is None else one * rate for one in bottoms]
            found = ratio_dispersion(tops, expected)
    except FigureError:
        return {}
    return {
        "dispersion (phi)": found.phi,
        "variance between areas (tau squared)": found.tau2,
        "beyond chance as a whole": found.clear,
    }

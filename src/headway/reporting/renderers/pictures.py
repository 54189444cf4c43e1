"""Charts as PNG for formats that cannot hold a drawing, all drawn in one run of typst."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from headway.reporting.charts import Drawing, svg
from headway.reporting.typesetting import pictures, settable

WIDTH = 240.0
_PIXELS_PER_INCH = 180.0
_HEIGHT = re.compile(r'height="([0-9.]+)" role="img"')


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """A chart's PNG with the size it was drawn at, in the drawing's own units."""

    png: bytes
    width: float
    height: float


def drawn(charts: Sequence[Drawing]) -> dict[str, Picture]:
    """A picture of each chart, by the chart's id."""
    if not charts:
        return {}
    drawings = [settable(svg(chart, width=WIDTH))[0] for chart in charts]
    heights = [_height(drawing) for drawing in drawings]
    pages = [
        {"svg": drawing, "width": WIDTH, "height": height}
        for drawing, height in zip(drawings, heights, strict=True)
    ]
    pngs = pictures("charts.typ", {"charts": pages}, pixels_per_inch=_PIXELS_PER_INCH)
    return {
        chart.id: Picture(png=png, width=WIDTH, height=height)
        for chart, png, height in zip(charts, pngs, heights, strict=True)
    }


def _height(drawing: str) -> float:
    found = _HEIGHT.search(drawing)
    return float(found[1]) if found else WIDTH / 2

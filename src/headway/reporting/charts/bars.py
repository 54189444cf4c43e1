"""Bars for a few figures: one row a figure, always from zero, the target a line across them."""

from dataclasses import dataclass

from headway.reporting.charts import pens
from headway.reporting.charts.model import Chart, Point
from headway.reporting.charts.scales import NEGLIGIBLE, Axis

SIZE = 12.0
_ROW = 23.0
_MOST_LINES = 3
_BAR = 15.0
_HEADING = 20.0
_TOP = 20.0


@dataclass(frozen=True, slots=True, kw_only=True)
class _Ground:
    """The plotting ground and the axis across it; the values stand in a column after it."""

    left: float
    width: float
    end: float
    axis: Axis

    @property
    def values(self) -> float:
        return self.left + self.width + 10

    def fitted(self, words: str) -> str:
        """A value's words, cut where there is no room for them."""
        return pens.fitted(words, SIZE, self.end - self.values)

    def x(self, value: float) -> float:
        return self.left + self.axis.share(value) * self.width


def bars(chart: Chart, width: float) -> tuple[str, float]:
    """The drawing's content and its height."""
    ground = _ground(chart, width)
    top = _TOP if chart.target else 4.0
    body, over, y = [], [], top
    for series in chart.series:
        if series.name:
            name = pens.fitted(series.name, SIZE, width)
            body.append(pens.text(0, y + 14, name, font_weight="bold", fill=pens.INK))
            y += _HEADING
        for point in series.points:
            drawn, height = _row(point, ground, y)
            body.append(drawn)
            y += height
    for level in chart.benchmarks:
        label = pens.lines_of(level.name, SIZE, ground.left - 10, _MOST_LINES)
        height = _height(label)
        middle, x = y + height / 2, ground.x(level.value)
        body.append(_label(label, middle))
        over.append(pens.diamond(x, middle, 6, fill=pens.ELSEWHERE))
        body.append(pens.text(ground.values, middle + 4, ground.fitted(level.shown), fill=pens.INK))
        y += height
    zero = ground.x(0)
    axis = pens.line(zero, top, zero, y, stroke=pens.QUIET, stroke_width=1)
    # The target's line lies under the diamonds: where they meet, both are seen.
    return "".join([*body, axis, _target(chart, ground, y, width), *over]), y + 4


def _ground(chart: Chart, width: float) -> _Ground:
    points = [p for s in chart.series for p in s.points]
    names = [p.label for p in points] + [level.name for level in chart.benchmarks]
    left = min(0.42 * width, max(pens.text_width(n, SIZE) for n in names) + 12)
    values = [p.shown for p in points if p.value is not None] + [b.shown for b in chart.benchmarks]
    right = min(0.46 * width, max(pens.text_width(v, SIZE) for v in values) + 14)
    bottom, top = min(*chart.values(), 0.0), max(*chart.values(), 0.0)
    # A bar needs no marks along its axis, so the axis ends where the longest bar does.
    top = top if top - bottom > NEGLIGIBLE else bottom + 1.0
    return _Ground(
        left=left,
        width=width - left - right,
        end=width,
        axis=Axis(low=bottom, high=top, ticks=()),
    )


def _row(point: Point, ground: _Ground, y: float) -> tuple[str, float]:
    label = pens.lines_of(point.label, SIZE, ground.left - 10, _MOST_LINES)
    height = _height(label)
    middle, zero = y + height / 2, ground.x(0)
    parts = [_label(label, middle)]
    if point.value is None:
        parts.append(pens.cross(zero + 9, middle, 4))
        parts.append(pens.text(zero + 18, middle + 4, point.why_not, fill=pens.QUIET))
        return "".join(parts), height
    end = ground.x(point.value)
    parts.append(
        pens.element(
            "rect",
            x=min(zero, end),
            y=middle - _BAR / 2,
            width=max(abs(end - zero), 1.0),
            height=_BAR,
            fill=pens.SERIES if point.latest else pens.PALE,
            stroke=pens.SERIES,
            stroke_width=1,
        )
    )
    weight = "bold" if point.latest else "normal"
    parts.append(
        pens.text(
            ground.values,
            middle + 4,
            ground.fitted(point.shown),
            font_weight=weight,
            fill=pens.INK,
        )
    )
    return "".join(parts), height


def _height(label: list[str]) -> float:
    return _ROW if len(label) < 2 else 5 + 13.0 * len(label)


def _label(lines: list[str], middle: float) -> str:
    first = middle + 4 - (len(lines) - 1) * 6.5
    return "".join(
        pens.text(0, first + n * 13, words, fill=pens.INK) for n, words in enumerate(lines)
    )


def _target(chart: Chart, ground: _Ground, bottom: float, width: float) -> str:
    if chart.target is None:
        return ""
    x = ground.x(chart.target.value)
    words = pens.fitted(f"{chart.target.name}: {chart.target.shown}", SIZE, width)
    half = pens.text_width(words, SIZE) / 2 + 4
    centre = min(max(x, half), width - half)
    ends = (x, _TOP - 3, x, bottom)
    return (
        pens.text(centre, 12, words, text_anchor="middle", font_weight="bold", fill=pens.INK)
        + pens.line(*ends, stroke="#ffffff", stroke_width=4)
        + pens.line(*ends, stroke=pens.INK, stroke_width=2, stroke_dasharray="5 3")
    )

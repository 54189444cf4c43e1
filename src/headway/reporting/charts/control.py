"""
A control chart: the figures in time, their mean, and the limits between which chance plays.

What a point means is told by its shape and in words, never by colour alone: a ring is
common cause, a square improvement, a diamond concern, a triangle a change that is neither.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import pairwise

from headway.domain.quantities import Unit, shown
from headway.reporting.charts import pens
from headway.reporting.charts.model import Level
from headway.reporting.charts.scales import Axis, axis_between, nudged

SIZE = 12.0
_TOP = 10.0
_LABELS = 24.0
_LINE = 15.0
CONCERN = "#a45100"
NEUTRAL = "#4c2c92"


@dataclass(frozen=True, slots=True, kw_only=True)
class ControlPoint:
    """
    One figure, or the gap where one should be, with the lines as they stand there.

    Attributes:
        kind: "improvement", "concern", "neutral", or empty for common cause.
        rule: Which rule it meets, in words; empty for common cause.
    """

    label: str
    period: str
    value: float | None
    shown: str
    kind: str
    rule: str
    mean: float
    lower: float
    upper: float


@dataclass(frozen=True, slots=True, kw_only=True)
class ControlChart:
    """
    An XmR chart of one measure.

    Attributes:
        id: Unique on the page; ids inside the drawing are built from it.
        sentence: What it says, for somebody who does not see it.
        starts: Positions at which the lines were worked out anew; the first is always 0.
    """

    id: str
    title: str
    unit: Unit
    points: tuple[ControlPoint, ...]
    sentence: str
    target: Level | None = None
    starts: tuple[int, ...] = (0,)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Ground:
    left: float
    right: float
    bottom: float
    axis: Axis
    points: int

    def x(self, position: int) -> float:
        return self.left + 8 + position / max(1, self.points - 1) * (self.right - self.left - 16)

    def y(self, value: float) -> float:
        return self.bottom - self.axis.share(value) * (self.bottom - _TOP)


def control(chart: ControlChart, width: float) -> tuple[str, float]:
    """The drawing's content and its height."""
    key = _key(chart)
    height = max(190.0, 0.46 * width) + _LINE * len(key)
    ground = _ground(chart, width, height - _LABELS - _LINE * len(key))
    parts = [*_grid(chart, ground), *_lines(chart, ground), *_way(chart, ground)]
    parts += [_mark(point, n, ground) for n, point in enumerate(chart.points)]
    parts += [*_times(chart, ground), *_ends(chart, ground, width)]
    for number, (kind, words) in enumerate(key):
        y = height - 4 - _LINE * (len(key) - 1 - number)
        parts.append(_SHAPES[kind](ground.left - 12, y - 4))
        parts.append(pens.text(ground.left, y, words, fill=pens.QUIET))
    return "".join(parts), height


def words_of(chart: ControlChart) -> str:
    """The chart in sentences: what it shows, its latest figure, its lines, its signals."""
    drawn = [point for point in chart.points if point.value is not None]
    last, first = drawn[-1], drawn[0]
    said = [
        f"Control chart of {chart.title.rstrip('.')}: {len(drawn)} figures from {first.period} "
        f"to {last.period}.",
        f"Latest {last.shown}; mean {shown(last.mean, chart.unit, 1)}, limits of chance "
        f"{shown(last.lower, chart.unit, 1)} to {shown(last.upper, chart.unit, 1)}.",
        chart.sentence,
    ]
    signals = [point for point in drawn if point.rule]
    if signals:
        listed = "; ".join(f"{point.period} ({point.rule})" for point in signals[-6:])
        said.append(f"Signals: {listed}.")
    if chart.target:
        said.append(f"Target: {chart.target.shown}.")
    gaps = [point for point in chart.points if point.value is None]
    if gaps:
        said.append("No figure: " + "; ".join(f"{one.period} ({one.shown})" for one in gaps) + ".")
    return " ".join(said)


def _ground(chart: ControlChart, width: float, bottom: float) -> _Ground:
    values = [p.value for p in chart.points if p.value is not None]
    values += [v for p in chart.points for v in (p.lower, p.upper)]
    values += [chart.target.value] if chart.target else []
    axis = axis_between(min(values), max(values))
    marks = max(pens.text_width(shown(tick, chart.unit), SIZE) for tick in axis.ticks)
    ends = max(pens.text_width(words, SIZE) for _, words, _ in _end_words(chart))
    return _Ground(
        left=marks + 8,
        right=width - min(ends + 12, 0.4 * width),
        bottom=bottom,
        axis=axis,
        points=len(chart.points),
    )


def _grid(chart: ControlChart, ground: _Ground) -> Iterator[str]:
    for tick in ground.axis.ticks:
        y = ground.y(tick)
        yield pens.line(ground.left, y, ground.right, y, stroke=pens.RULE, stroke_width=0.5)
        words = shown(tick, chart.unit)
        yield pens.text(ground.left - 5, y + 4, words, text_anchor="end", fill=pens.QUIET)


def _lines(chart: ControlChart, ground: _Ground) -> Iterator[str]:
    """Mean and limits, each a level line for every stretch over which it was worked out."""
    bounds = [*chart.starts, len(chart.points)]
    for start, stop in pairwise(bounds):
        point = chart.points[start]
        x1 = ground.x(start) if start == 0 else (ground.x(start - 1) + ground.x(start)) / 2
        x2 = ground.x(stop - 1)
        if stop < len(chart.points):
            x2 = (ground.x(stop - 1) + ground.x(stop)) / 2
        yield _level(x1, x2, ground.y(point.mean), pens.QUIET, "none")
        for limit in (point.lower, point.upper):
            yield _level(x1, x2, ground.y(limit), pens.QUIET, "4 3")
    if chart.target:
        y = ground.y(chart.target.value)
        yield _level(ground.left, ground.right, y, pens.INK, "8 4")


def _level(x1: float, x2: float, y: float, colour: str, dashes: str) -> str:
    dashed = {} if dashes == "none" else {"stroke_dasharray": dashes}
    return pens.line(x1, y, x2, y, stroke=colour, stroke_width=1.5, **dashed)


def _way(chart: ControlChart, ground: _Ground) -> Iterator[str]:
    """The line from figure to figure; never over a gap, nor from one stretch into the next."""
    for number, (one, following) in enumerate(pairwise(chart.points)):
        if one.value is None or following.value is None or number + 1 in chart.starts:
            continue
        start = (ground.x(number), ground.y(one.value))
        end = (ground.x(number + 1), ground.y(following.value))
        yield pens.line(*start, *end, stroke=pens.SERIES, stroke_width=1.5)


def _ring(x: float, y: float) -> str:
    return pens.element(
        "circle", cx=x, cy=y, r=3.5, fill="#ffffff", stroke=pens.QUIET, stroke_width=2
    )


def _square(x: float, y: float) -> str:
    return pens.element("rect", x=x - 4.5, y=y - 4.5, width=9, height=9, fill=pens.SERIES)


def _diamond(x: float, y: float) -> str:
    return pens.diamond(x, y, 6, fill=CONCERN)


def _triangle(x: float, y: float) -> str:
    n = [pens.number(v) for v in (x, y - 6, x + 5.5, y + 4, x - 5.5, y + 4)]
    return pens.element("path", d=f"M{n[0]} {n[1]} L{n[2]} {n[3]} L{n[4]} {n[5]} Z", fill=NEUTRAL)


def _cross(x: float, y: float) -> str:
    return pens.cross(x, y, 4)


_SHAPES: dict[str, Callable[[float, float], str]] = {
    "": _ring,
    "improvement": _square,
    "concern": _diamond,
    "neutral": _triangle,
    "gap": _cross,
}
_MEANINGS = {
    "": "common cause: the play of chance",
    "improvement": "a signal of improvement",
    "concern": "a signal of concern",
    "neutral": "a signal of change",
    "gap": "no figure",
}


def _mark(point: ControlPoint, number: int, ground: _Ground) -> str:
    x = ground.x(number)
    if point.value is None:
        return _cross(x, ground.bottom - 6)
    return _SHAPES[point.kind](x, ground.y(point.value))


def _key(chart: ControlChart) -> list[tuple[str, str]]:
    """What each shape that occurs means; nobody need know the colours."""
    kinds = {"gap" if point.value is None else point.kind for point in chart.points}
    return [(kind, words) for kind, words in _MEANINGS.items() if kind in kinds]


def _times(chart: ControlChart, ground: _Ground) -> Iterator[str]:
    free_until = float("inf")
    for number in range(len(chart.points) - 1, -1, -1):
        label = chart.points[number].label
        half = pens.text_width(label, SIZE) / 2
        centre = max(ground.x(number), half)
        if centre + half < free_until:
            yield pens.text(
                centre, ground.bottom + 17, label, text_anchor="middle", fill=pens.QUIET
            )
            free_until = centre - half - 8


def _end_words(chart: ControlChart) -> list[tuple[float, str, str]]:
    last = chart.points[-1]
    unit = chart.unit
    ends = [
        (last.upper, f"Upper limit {shown(last.upper, unit, 1)}", pens.QUIET),
        (last.mean, f"Mean {shown(last.mean, unit, 1)}", pens.QUIET),
        (last.lower, f"Lower limit {shown(last.lower, unit, 1)}", pens.QUIET),
    ]
    if chart.target:
        ends.append((chart.target.value, f"Target {chart.target.shown}", pens.INK))
    return ends


def _ends(chart: ControlChart, ground: _Ground, width: float) -> Iterator[str]:
    ends = _end_words(chart)
    places = nudged([ground.y(value) for value, _, _ in ends], SIZE + 3, _TOP, ground.bottom)
    for (_, words, colour), y in zip(ends, places, strict=True):
        fitted = pens.fitted(words, SIZE, width - ground.right - 8)
        yield pens.text(ground.right + 7, y + 4, fitted, fill=colour)

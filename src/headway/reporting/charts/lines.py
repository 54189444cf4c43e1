"""A line for many alike figures; it never runs across a gap or from one year into the next."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from headway.domain.quantities import shown
from headway.reporting.charts import pens
from headway.reporting.charts.model import Chart, Level, Point, Series
from headway.reporting.charts.scales import Axis, axis_of, nudged

SIZE = 12.0
_BOTTOM = 24.0
_TOP = 10.0
_DASHES = ("none", "7 3", "2 3", "9 3 2 3")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Ground:
    left: float
    right: float
    bottom: float
    axis: Axis
    first: int
    last: int

    def x(self, step: int) -> float:
        along = (step - self.first) / (self.last - self.first)
        return self.left + 8 + along * (self.right - self.left - 16)

    def y(self, value: float) -> float:
        return self.bottom - self.axis.share(value) * (self.bottom - _TOP)


@dataclass(frozen=True, slots=True, kw_only=True)
class _EndLabel:
    y: float
    words: str
    colour: str


def lines(chart: Chart, width: float) -> tuple[str, float]:
    """The drawing's content and its height."""
    height = max(170.0, 0.42 * width)
    axis = axis_of(chart)
    notes = _notes(chart, axis)
    ground = _ground(chart, axis, width, height - _BOTTOM - 15 * len(notes))
    ends = [_EndLabel(y=ground.y(v), words=w, colour=c) for v, w, c in _end_words(chart)]
    parts = [_grid(chart, ground)]
    parts += [_level(level, ground, pens.ELSEWHERE, "2 3") for level in chart.benchmarks]
    if chart.target:
        parts.append(_level(chart.target, ground, pens.INK, "6 4"))
    for number, series in enumerate(chart.series):
        parts.append(_series(series, ground, _DASHES[number % len(_DASHES)]))
    parts.append(_end_labels(ends, ground, width))
    for number, note in enumerate(reversed(notes)):
        parts.append(pens.text(0, height - 3 - 15 * number, note, fill=pens.QUIET))
    return "".join(parts), height


def _notes(chart: Chart, axis: Axis) -> list[str]:
    """What a reader of the picture alone would not know."""
    notes = [f"× {p.label}: {p.why_not}" for p in _gaps(chart)][:2]
    if axis.truncated:
        notes.append(f"Vertical axis starts at {shown(axis.low, chart.unit)}, not at zero")
    return notes


def _gaps(chart: Chart) -> list[Point]:
    return [p for s in chart.series for p in s.points if p.value is None]


def _ground(chart: Chart, axis: Axis, width: float, bottom: float) -> _Ground:
    steps = [p.step for s in chart.series for p in s.points if p.step is not None]
    marks = max(pens.text_width(shown(tick, chart.unit), SIZE) for tick in axis.ticks)
    labels = max(pens.text_width(words, SIZE) for _, words, _ in _end_words(chart))
    return _Ground(
        left=marks + 8,
        right=width - min(labels + 12, 0.42 * width),
        bottom=bottom,
        axis=axis,
        first=min(steps),
        last=max(*steps, min(steps) + 1),
    )


def _end_words(chart: Chart) -> list[tuple[float, str, str]]:
    ends = []
    for series in chart.series:
        last = [p for p in series.points if p.value is not None][-1]
        name = series.name or last.label
        ends.append((last.value or 0.0, f"{name}: {last.shown}", pens.SERIES))
    if chart.target:
        ends.append((chart.target.value, f"Target: {chart.target.shown}", pens.INK))
    ends += [(b.value, f"{b.name}: {b.shown}", pens.ELSEWHERE) for b in chart.benchmarks]
    return ends


def _grid(chart: Chart, ground: _Ground) -> str:
    parts = []
    for tick in ground.axis.ticks:
        y = ground.y(tick)
        solid = tick == 0
        parts.append(
            pens.line(
                ground.left,
                y,
                ground.right,
                y,
                stroke=pens.QUIET if solid else pens.RULE,
                stroke_width=1 if solid else 0.5,
            )
        )
        words = shown(tick, chart.unit)
        parts.append(pens.text(ground.left - 5, y + 4, words, text_anchor="end", fill=pens.QUIET))
    return "".join([*parts, *_times(chart, ground)])


def _times(chart: Chart, ground: _Ground) -> Iterator[str]:
    """As many of the times as fit under the axis; always the last, and the first if it fits."""
    seen = {p.step: p.label for s in chart.series for p in s.points if p.step is not None}
    free_until = float("inf")
    for step in sorted(seen, reverse=True):
        half = pens.text_width(seen[step], SIZE) / 2
        centre = max(ground.x(step), half)
        if centre + half < free_until:
            yield pens.text(
                centre, ground.bottom + 17, seen[step], text_anchor="middle", fill=pens.QUIET
            )
            free_until = centre - half - 8


def _level(level: Level, ground: _Ground, colour: str, dashes: str) -> str:
    y = ground.y(level.value)
    return pens.line(
        ground.left,
        y,
        ground.right,
        y,
        stroke=colour,
        stroke_width=2,
        stroke_dasharray=dashes,
    )


def _series(series: Series, ground: _Ground, dashes: str) -> str:
    parts = []
    dashed = {} if dashes == "none" else {"stroke_dasharray": dashes}
    for one, next_ in pairwise(series.points):
        if _joined(one, next_):
            parts.append(
                pens.line(
                    *_at(one, ground),
                    *_at(next_, ground),
                    stroke=pens.SERIES,
                    stroke_width=2.5,
                    stroke_linecap="round",
                    **dashed,
                )
            )
    for point in series.points:
        x, y = _at(point, ground)
        if point.value is None:
            parts.append(pens.cross(x, ground.bottom - 6, 4))
            continue
        fill = pens.SERIES if point.latest else "#ffffff"
        parts.append(
            pens.element("circle", cx=x, cy=y, r=4.5, fill=fill, stroke=pens.SERIES, stroke_width=2)
        )
    return "".join(parts)


def _joined(one: Point, next_: Point) -> bool:
    """Neighbours in time, both with figures, within one run."""
    if one.value is None or next_.value is None or one.step is None or next_.step is None:
        return False
    return next_.step - one.step == 1 and one.run == next_.run


def _at(point: Point, ground: _Ground) -> tuple[float, float]:
    return ground.x(point.step or ground.first), ground.y(point.value or 0.0)


def _end_labels(ends: Sequence[_EndLabel], ground: _Ground, width: float) -> str:
    places = nudged([end.y for end in ends], SIZE + 3, _TOP, ground.bottom)
    parts = []
    for end, y in zip(ends, places, strict=True):
        words = pens.fitted(end.words, SIZE, width - ground.right - 8)
        parts.append(pens.text(ground.right + 7, y + 4, words, fill=end.colour))
    return "".join(parts)

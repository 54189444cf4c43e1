"""
A dot plot: one quantity here and in other places, a line for each, the best first.

Who is who is told by its name and by the shape of its mark, never by colour alone.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from headway.domain.quantities import Unit, shown
from headway.reporting.charts import pens
from headway.reporting.charts.scales import Axis, axis_between

SIZE = 12.0
_TOP = 6.0
_ROW = 24.0
_AXIS = 26.0
_KEY = 16.0


class Who(StrEnum):
    """Whose figure a dot is, in the words of the key."""

    HERE = "this area"
    ENGLAND = "England"
    REGION = "the region"
    GROUP = "of a group: mean, median, quarter"
    PLACE = "another area"


@dataclass(frozen=True, slots=True, kw_only=True)
class Dot:
    """
    One place's figure.

    Attributes:
        note: What must be said with it: another period than the rest, provisional.
    """

    name: str
    who: Who
    value: float
    shown: str
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class DotChart:
    """
    A measure's places at one time.

    Attributes:
        id: Unique on the page; ids inside the drawing are built from it.
        dots: In the order in which they are drawn, from the top.
        order: Which comes first: "lowest, which is best, first".
    """

    id: str
    title: str
    unit: Unit
    dots: tuple[Dot, ...]
    order: str


@dataclass(frozen=True, slots=True, kw_only=True)
class _Ground:
    left: float
    right: float
    axis: Axis

    def x(self, value: float) -> float:
        return self.left + self.axis.share(value) * (self.right - self.left)


def dots(chart: DotChart, width: float) -> tuple[str, float]:
    """The drawing's content and its height."""
    ground = _ground(chart, width)
    bottom = _TOP + _ROW * len(chart.dots)
    parts = [*_grid(chart, ground, bottom)]
    for number, dot in enumerate(chart.dots):
        parts += _row(dot, ground, _TOP + _ROW * (number + 0.5), width)
    key = [who for who in Who if any(dot.who is who for dot in chart.dots)]
    notes = [f"* {dot.note}" for dot in chart.dots if dot.note]
    for number, who in enumerate(key):
        y = bottom + _AXIS + _KEY * (number + 0.5)
        parts.append(_SHAPES[who](7, y))
        parts.append(pens.text(18, y + 4, str(who), fill=pens.QUIET))
    for number, note in enumerate(notes, len(key)):
        y = bottom + _AXIS + _KEY * (number + 0.5) + 4
        parts.append(pens.text(0, y, pens.fitted(note, SIZE, width), fill=pens.QUIET))
    return "".join(parts), bottom + _AXIS + _KEY * (len(key) + len(notes)) + 4


def words_of(chart: DotChart) -> str:
    """The chart in sentences: where this area stands, then every place in its order."""
    place = next((n for n, dot in enumerate(chart.dots, 1) if dot.who is Who.HERE), None)
    here = f"This area is number {place} of {len(chart.dots)} in it. " if place else ""
    listed = "; ".join(
        f"{dot.name} {dot.shown}{f' ({dot.note})' if dot.note else ''}" for dot in chart.dots
    )
    return f"Dot plot of {chart.title.rstrip('.')}, {chart.order}. {here}{listed}."


def _ground(chart: DotChart, width: float) -> _Ground:
    values = [dot.value for dot in chart.dots]
    names = max(pens.text_width(dot.name, SIZE) for dot in chart.dots)
    figures = max(pens.text_width(dot.shown, SIZE) for dot in chart.dots)
    return _Ground(
        left=min(names, 0.42 * width) + 16,
        right=width - figures - 14,
        axis=axis_between(min(values), max(values)),
    )


def _grid(chart: DotChart, ground: _Ground, bottom: float) -> Iterator[str]:
    free_from = float("-inf")
    for tick in ground.axis.ticks:
        x = ground.x(tick)
        yield pens.line(x, _TOP, x, bottom, stroke=pens.RULE, stroke_width=0.5)
        words = shown(tick, chart.unit)
        half = pens.text_width(words, SIZE) / 2
        if x - half > free_from:
            yield pens.text(x, bottom + 15, words, text_anchor="middle", fill=pens.QUIET)
            free_from = x + half + 8


def _row(dot: Dot, ground: _Ground, y: float, width: float) -> Iterator[str]:
    weight = {"font_weight": "bold"} if dot.who is Who.HERE else {}
    name = pens.fitted(f"{dot.name}{'*' if dot.note else ''}", SIZE, ground.left - 14)
    yield pens.text(0, y + 4, name, fill=pens.INK, **weight)
    yield pens.line(
        ground.left, y, ground.right, y, stroke=pens.RULE, stroke_width=0.5, stroke_dasharray="1 3"
    )
    yield _SHAPES[dot.who](ground.x(dot.value), y)
    yield pens.text(width, y + 4, dot.shown, text_anchor="end", fill=pens.INK, **weight)


def _square(x: float, y: float) -> str:
    return pens.element("rect", x=x - 5.5, y=y - 5.5, width=11, height=11, fill=pens.SERIES)


def _diamond(x: float, y: float) -> str:
    return pens.diamond(x, y, 6.5, fill=pens.ELSEWHERE)


def _triangle(x: float, y: float) -> str:
    n = [pens.number(v) for v in (x, y - 6, x + 6, y + 5, x - 6, y + 5)]
    path = f"M{n[0]} {n[1]} L{n[2]} {n[3]} L{n[4]} {n[5]} Z"
    return pens.element("path", d=path, fill=pens.ELSEWHERE)


def _bar(x: float, y: float) -> str:
    return pens.line(x, y - 8, x, y + 8, stroke=pens.INK, stroke_width=3)


def _ring(x: float, y: float) -> str:
    return pens.element(
        "circle", cx=x, cy=y, r=4, fill="#ffffff", stroke=pens.QUIET, stroke_width=2
    )


_SHAPES: dict[Who, Callable[[float, float], str]] = {
    Who.HERE: _square,
    Who.ENGLAND: _diamond,
    Who.REGION: _triangle,
    Who.GROUP: _bar,
    Who.PLACE: _ring,
}

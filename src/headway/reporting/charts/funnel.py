"""
A funnel: each place's rate against its size, with the limits that chance alone would keep to.

A small place's rate swings widely by chance; a league table hides that and a funnel shows
it. Places beyond the outer limits are named and marked by shape.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from headway.domain.quantities import Unit, shown
from headway.reporting.charts import pens
from headway.reporting.charts.control import CONCERN
from headway.reporting.charts.scales import Axis, axis_between, nudged

SIZE = 12.0
_TOP = 12.0
_BOTTOM = 42.0
_MOST_NAMED = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """
    One school, area or authority.

    Attributes:
        size: What the rate is a share of: pupils, children.
        beyond: "high" or "low" where it lies beyond the outer limits; else empty.
    """

    name: str
    size: float
    value: float
    shown: str
    beyond: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """Limits at one size: chance keeps 95 of 100 within `inner`, 998 of 1,000 within `outer`."""

    size: float
    inner: tuple[float, float]
    outer: tuple[float, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class FunnelChart:
    """
    A funnel of one measure at one time.

    Attributes:
        baseline: All places together.
        size_words: What the horizontal axis counts, such as "pupils".
        sentence: What it says, for somebody who does not see it.
    """

    id: str
    title: str
    unit: Unit
    places: tuple[Place, ...]
    limits: tuple[Limits, ...]
    baseline: float
    size_words: str
    sentence: str


@dataclass(frozen=True, slots=True, kw_only=True)
class _Ground:
    left: float
    right: float
    bottom: float
    axis: Axis
    across: Axis

    def x(self, size: float) -> float:
        return self.left + self.across.share(size) * (self.right - self.left)

    def y(self, value: float) -> float:
        return self.bottom - self.axis.share(value) * (self.bottom - _TOP)


def funnel(chart: FunnelChart, width: float) -> tuple[str, float]:
    """The drawing's content and its height."""
    height = max(240.0, 0.6 * width)
    ground = _ground(chart, width, height - _BOTTOM)
    parts = [*_grid(chart, ground), *_curves(chart, ground)]
    y = ground.y(chart.baseline)
    parts.append(pens.line(ground.left, y, ground.right, y, stroke=pens.INK, stroke_width=1.5))
    parts += [_mark(place, ground) for place in chart.places]
    parts += [*_names(chart, ground, width)]
    label = f"Number of {chart.size_words}; dashed: limits of chance, 95% and 99.8%"
    label = pens.fitted(label, SIZE, width)
    parts.append(pens.text(0, height - 4, label, fill=pens.QUIET))
    return "".join(parts), height


def words_of(chart: FunnelChart) -> str:
    """The chart in sentences."""
    named = [f"{one.name} {one.shown} ({one.beyond})" for one in chart.places if one.beyond]
    beyond = (
        f"Beyond the outer limits: {'; '.join(named)}."
        if named
        else ("No place lies beyond the outer limits.")
    )
    together = shown(chart.baseline, chart.unit, 1)
    return (
        f"Funnel chart of {chart.title.rstrip('.')}: {len(chart.places)} places, "
        f"{together} together. {beyond} {chart.sentence}"
    ).strip()


def _ground(chart: FunnelChart, width: float, bottom: float) -> _Ground:
    values = [one.value for one in chart.places] + [chart.baseline]
    sizes = [one.size for one in chart.places]
    inside = [one for one in chart.limits if min(sizes) <= one.size <= max(sizes)]
    values += [value for one in inside for value in one.outer]
    axis = axis_between(min(values), max(values))
    marks = max(pens.text_width(shown(tick, chart.unit), SIZE) for tick in axis.ticks)
    return _Ground(
        left=marks + 8,
        right=width - 0.26 * width,
        bottom=bottom,
        axis=axis,
        across=axis_between(0.0, max(sizes)),
    )


def _grid(chart: FunnelChart, ground: _Ground) -> Iterator[str]:
    for tick in ground.axis.ticks:
        y = ground.y(tick)
        yield pens.line(ground.left, y, ground.right, y, stroke=pens.RULE, stroke_width=0.5)
        words = shown(tick, chart.unit)
        yield pens.text(ground.left - 5, y + 4, words, text_anchor="end", fill=pens.QUIET)
    for tick in ground.across.ticks:
        words = f"{tick:,.0f}"
        at = (ground.x(tick), ground.bottom + 17)
        yield pens.text(*at, words, text_anchor="middle", fill=pens.QUIET)


def _curves(chart: FunnelChart, ground: _Ground) -> Iterator[str]:
    """The four limit lines, cut where they leave the ground."""
    for band, dashes in (("inner", "2 3"), ("outer", "6 3")):
        for side in (0, 1):
            points = [(one.size, getattr(one, band)[side]) for one in chart.limits]
            yield from _curve(points, ground, dashes)


def _curve(points: Sequence[tuple[float, float]], ground: _Ground, dashes: str) -> Iterator[str]:
    low, high = ground.axis.low, ground.axis.high
    inside = [
        (size, min(max(value, low), high))
        for size, value in points
        if 0 < size <= ground.across.high
    ]
    stretch = [
        one
        for one, following in pairwise([*inside, inside[-1]] if inside else [])
        if not (one[1] == following[1] in (low, high) and one is not following)
    ]
    if len(stretch) > 1:
        path = " L".join(
            f"{pens.number(ground.x(size))} {pens.number(ground.y(value))}"
            for size, value in stretch
        )
        yield pens.element(
            "path",
            d=f"M{path}",
            fill="none",
            stroke=pens.QUIET,
            stroke_width=1.2,
            stroke_dasharray=dashes,
        )


def _mark(place: Place, ground: _Ground) -> str:
    x, y = ground.x(place.size), ground.y(place.value)
    if place.beyond:
        return pens.diamond(x, y, 6, fill=CONCERN)
    return pens.element(
        "circle", cx=x, cy=y, r=3.5, fill="#ffffff", stroke=pens.SERIES, stroke_width=1.5
    )


def _names(chart: FunnelChart, ground: _Ground, width: float) -> Iterator[str]:
    """The places beyond the limits by name, and the level of all together."""
    ends = [(chart.baseline, f"All: {shown(chart.baseline, chart.unit, 1)}", pens.INK)]
    far = sorted(
        (one for one in chart.places if one.beyond),
        key=lambda one: -abs(one.value - chart.baseline),
    )
    ends += [(one.value, f"{one.name} {one.shown}", CONCERN) for one in far[:_MOST_NAMED]]
    places = nudged([ground.y(value) for value, _, _ in ends], SIZE + 3, _TOP, ground.bottom)
    for (_, words, colour), y in zip(ends, places, strict=True):
        fitted = pens.fitted(words, SIZE, width - ground.right - 8)
        yield pens.text(ground.right + 7, y + 4, fitted, fill=colour)

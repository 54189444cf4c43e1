"""A chart said in words, for those who do not see it: latest, target, comparators, direction."""

from headway.domain.quantities import shown
from headway.reporting.charts import control, dots, funnel
from headway.reporting.charts.control import ControlChart
from headway.reporting.charts.dots import DotChart
from headway.reporting.charts.funnel import FunnelChart
from headway.reporting.charts.model import Chart, Form, Point
from headway.reporting.charts.scales import axis_of

_MOST_EARLIER = 6

Drawing = Chart | ControlChart | FunnelChart | DotChart
"""Whatever can be drawn and said."""


def alt_text(chart: Drawing) -> str:
    """What the chart shows, in sentences; of a long line, the newest figures and how many more."""
    if isinstance(chart, ControlChart):
        return control.words_of(chart)
    if isinstance(chart, FunnelChart):
        return funnel.words_of(chart)
    if isinstance(chart, DotChart):
        return dots.words_of(chart)
    return _plain(chart)


def _plain(chart: Chart) -> str:
    kind = "Bar chart" if chart.form is Form.BARS else "Line chart"
    parts = [f"{kind} of {chart.title.rstrip('.')}."]
    parts += [_series(f"{s.name}: " if s.name else "", s.points) for s in chart.series]
    if chart.target:
        parts.append(f"Target: {chart.target.shown}.")
    parts += [f"{level.name}: {level.shown}." for level in chart.benchmarks]
    parts.append(_stop(chart.travel))
    if chart.form is Form.LINES and axis_of(chart).truncated:
        start = shown(axis_of(chart).low, chart.unit)
        parts.append(f"The vertical axis starts at {start}, not at zero.")
    parts.append(chart.note)
    return " ".join(part for part in parts if part)


def _series(name: str, points: tuple[Point, ...]) -> str:
    *earlier, latest = points
    said = f"{name}latest {_point(latest)}."
    said = said[0].upper() + said[1:]
    if not earlier:
        return said
    dropped = len(earlier) - _MOST_EARLIER
    more = f" and {dropped} before that" if dropped > 0 else ""
    listed = "; ".join(_point(point) for point in earlier[-_MOST_EARLIER:])
    return f"{said} Earlier: {listed}{more}."


def _point(point: Point) -> str:
    if point.value is None:
        return f"{point.why_not} at {point.period}"
    return f"{point.shown} ({point.period})"


def _stop(sentence: str) -> str:
    return sentence if not sentence or sentence.endswith((".", "!", "?")) else f"{sentence}."

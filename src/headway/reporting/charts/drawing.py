"""The whole SVG: its size, its title and description, and the drawing inside."""

import re
from xml.sax.saxutils import escape

from headway.reporting.charts import pens
from headway.reporting.charts.bars import SIZE, bars
from headway.reporting.charts.control import ControlChart, control
from headway.reporting.charts.dots import DotChart, dots
from headway.reporting.charts.funnel import FunnelChart, funnel
from headway.reporting.charts.lines import lines
from headway.reporting.charts.model import Form
from headway.reporting.charts.words import Drawing, alt_text
from headway.reporting.printable import printable

_DRAW = {Form.BARS: bars, Form.LINES: lines}


def svg(chart: Drawing, *, width: float = 420.0) -> str:
    """
    The chart as one `<svg>` element, `width` pixels wide before it is scaled.

    Text is 12 pixels high whatever the width, so draw narrow charts narrow rather than
    scale wide ones down. The ids inside start with the chart's own.
    """
    content, height = _drawn(chart, width)
    identity = re.sub(r"[^A-Za-z0-9_-]", "-", chart.id)
    return pens.element(
        "svg",
        f'<title id="{identity}-title">{escape(printable(chart.title))}</title>'
        f'<desc id="{identity}-desc">{escape(printable(alt_text(chart)))}</desc>{content}',
        xmlns="http://www.w3.org/2000/svg",
        viewBox=f"0 0 {pens.number(width)} {pens.number(height)}",
        width=width,
        height=height,
        role="img",
        aria_labelledby=f"{identity}-title {identity}-desc",
        font_family=pens.FONT,
        font_size=SIZE,
    )


def _drawn(chart: Drawing, width: float) -> tuple[str, float]:
    if isinstance(chart, ControlChart):
        return control(chart, width)
    if isinstance(chart, FunnelChart):
        return funnel(chart, width)
    if isinstance(chart, DotChart):
        return dots(chart, width)
    return _DRAW[chart.form](chart, width)

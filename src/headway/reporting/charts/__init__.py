"""
Small charts: drawn by us, said in words, the same picture in every format.

`chart_of` decides what an honest picture of a measure is (or that there is none), `svg`
draws it and `alt_text` says it. Nothing else is needed by those who show charts.
"""

from headway.reporting.charts.choice import chart_of
from headway.reporting.charts.drawing import svg
from headway.reporting.charts.elsewhere import dots_of
from headway.reporting.charts.model import Chart
from headway.reporting.charts.places import funnel_of
from headway.reporting.charts.signals import control_chart_of
from headway.reporting.charts.words import Drawing, alt_text

__all__ = [
    "Chart",
    "Drawing",
    "alt_text",
    "chart_of",
    "control_chart_of",
    "dots_of",
    "funnel_of",
    "svg",
]

"""
Rare events: a chart of the time between them, where counts are too small for one.

Exclusions from one school, deaths, children on a protection plan in one village: most
months have none and XmR limits of such counts mark chance as news. The days from each
event to the next make a better series: it has a figure for every event.

Method: times between events of a steady rate are exponential; their 3.6th root is all
but normal and goes on an XmR chart, whose lines are then taken back to days. Source:
Nelson, L.S. (1994), "A control chart for parts-per-million nonconforming items", Journal
of Quality Technology 26, 239-240.
"""

from collections.abc import Sequence
from dataclasses import replace

from headway.stats.errors import FigureError
from headway.stats.spc.charts import Improvement, XmRChart, checked_figures, xmr
from headway.stats.spc.lines import Lines

_POWER = 1 / 3.6


def time_between_events(
    gaps: Sequence[float], *, improvement: Improvement, baseline: int | None = None
) -> XmRChart:
    """
    Draw and read a t chart.

    The chart is in the gaps' own unit: its lines are not evenly spaced, its lower ones may
    be 0, and it has no average moving range. A signal above the centre means that events
    have become rarer.

    Args:
        gaps: From each event to the next, oldest first, in days or any unit of time; 0
            where two fell together. The time since the last event is no gap yet.
        improvement: `INCREASE` where the events are unwanted.
        baseline: As `xmr`.

    Raises:
        FigureError: As `xmr`; or a gap is missing or negative.

    Twenty times between failures of a valve, in hours, from Montgomery, D.C. (2009),
    "Introduction to Statistical Quality Control", 6th ed., whose transformed times (to the
    power of 0.2777) average 5.39 there too, with no point outside:

    >>> hours = [286, 948, 536, 124, 816, 729, 4, 143, 431, 8,
    ...          2837, 596, 81, 227, 603, 492, 1199, 1214, 2831, 96]
    >>> valve = time_between_events(hours, improvement=Improvement.INCREASE)
    >>> round(valve.groups[0].lines.mean ** 0.2777, 2), valve.signals
    (5.39, ())
    """
    figures = [value for value in checked_figures(gaps) if value is not None]
    if len(figures) < len(gaps):
        raise FigureError(
            "Every time between two events is needed: where one is missing, two events stand "
            "as one. Leave out the events before it, or find its date."
        )
    if min(figures) < 0:
        raise FigureError(
            f"A time between events cannot be negative, and {min(figures):g} was given; put the "
            "events in order of time first."
        )
    chart = xmr([value**_POWER for value in figures], improvement=improvement, baseline=baseline)
    lines = _in_days(chart.groups[0].lines)
    return replace(
        chart,
        groups=(replace(chart.groups[0], lines=lines),),
        points=tuple(
            replace(
                point,
                value=value,
                mean=lines.mean,
                lower=lines.lower,
                upper=lines.upper,
                near_lower=lines.near_lower,
                near_upper=lines.near_upper,
            )
            for value, point in zip(figures, chart.points, strict=True)
        ),
    )


def _in_days(lines: Lines) -> Lines:
    """Lines of the transformed times, taken back."""

    def back(line: float | None) -> float | None:
        return None if line is None else max(line, 0.0) ** (1 / _POWER)

    return Lines(
        mean=max(lines.mean, 0.0) ** (1 / _POWER),
        lower=back(lines.lower),
        upper=back(lines.upper),
        near_lower=back(lines.near_lower),
        near_upper=back(lines.near_upper),
        unlimited=lines.unlimited,
    )

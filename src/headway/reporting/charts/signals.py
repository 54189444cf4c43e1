"""From what a control chart says to the chart itself."""

from headway.domain.periods import Period
from headway.domain.plan import Measure, Target
from headway.domain.quantities import Comparator, Unit
from headway.domain.status import AssuranceIcon, Status, Variation
from headway.judgement import wording
from headway.reporting.charts.control import ControlChart, ControlPoint
from headway.reporting.charts.model import Level
from headway.reporting.printable import on_one_line, shortened
from headway.reporting.wording import period_label, period_words, target_level


def control_chart_of(measure: Measure, status: Status) -> ControlChart | None:
    """
    The control chart of a measure; None where none may be drawn (the variation says why).

    The figures are those that were charted: for a count that runs through the year, what
    each term or month added.
    """
    told = status.variation
    if told is None or told.icon is None or not told.means:
        return None
    return ControlChart(
        id=f"control-{measure.id}",
        title=shortened(measure.name, 160),
        unit=_unit(measure, status),
        points=tuple(_point(measure, status, told, number) for number in range(len(told.values))),
        sentence=on_one_line(told.sentence),
        # What a term added is not held against the target for the year.
        target=None if told.assurance is AssuranceIcon.NONE else _level(measure, status),
        starts=(0, *(one for one in told.rebased if one > 0)),
    )


def _unit(measure: Measure, status: Status) -> Unit:
    latest = status.latest
    return latest.unit if latest is not None and latest.value is not None else measure.unit


def _point(measure: Measure, status: Status, told: Variation, number: int) -> ControlPoint:
    period, value = Period.parse(told.periods[number]), told.values[number]
    return ControlPoint(
        label=period_label(period),
        period=period_words(period),
        value=value,
        shown="no figure" if value is None else wording.amount(value, _unit(measure, status)),
        kind=told.kinds[number],
        rule=told.rules[number],
        mean=told.means[number],
        lower=told.lower[number],
        upper=told.upper[number],
    )


def _level(measure: Measure, status: Status) -> Level | None:
    target: Target | None = status.target
    if target is None or target.value is None or target.comparator is Comparator.CHANGE_BY:
        return None
    if target.unit != _unit(measure, status) or target.of:
        return None
    return Level(name="Target", value=target.value, shown=on_one_line(target_level(target)))

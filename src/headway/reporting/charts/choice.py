"""Which chart is an honest picture of a measure, or that none is."""

from dataclasses import replace
from datetime import date

from headway.domain.observations import Observation, State
from headway.domain.periods import Period, PeriodKind
from headway.domain.plan import Measure, Plan, Target
from headway.domain.quantities import Comparator, MeasureKind, Unit
from headway.domain.status import Status
from headway.judgement import breaks, figures, wording
from headway.reporting.charts.model import Chart, Form, Level, Point, Series
from headway.reporting.naming import places_named
from headway.reporting.printable import on_one_line, shortened
from headway.reporting.wording import period_label, period_words, shorthand, target_level

MOST_BARS = 12
MOST_LINES = 4
LINE_NEEDS = 4

_RESTARTS = (MeasureKind.CUMULATIVE, MeasureKind.RATE_TO_DATE)
_STEPS_A_YEAR: dict[PeriodKind, int] = {
    PeriodKind.ACADEMIC_TERM: 6,
    PeriodKind.FINANCIAL_QUARTER: 4,
    PeriodKind.CALENDAR_QUARTER: 4,
    PeriodKind.MONTH: 12,
    PeriodKind.ACADEMIC_YEAR: 1,
    PeriodKind.FINANCIAL_YEAR: 1,
    PeriodKind.CALENDAR_YEAR: 1,
    PeriodKind.SPLIT_YEAR: 1,
}


def chart_of(plan: Plan, measure: Measure, status: Status | None, at: date) -> Chart | None:
    """
    The chart of a measure as it was known on a day; None with fewer than two figures to show.

    Figures in another unit than the latest one's are left to the table: one axis, one unit.
    """
    found = figures.history(plan, measure.id, at)
    unit = _unit(measure, found, status)
    alike = [one for one in found if one.unit == unit]
    series = tuple(_series(measure, one, at, alone=len(alike) == 1) for one in alike)
    series = tuple(one for one in series if any(map(_is_seen, one.points)))
    drawn = sum(p.value is not None for one in series for p in one.points)
    benchmarks = _benchmarks(plan, measure, status, unit)
    seen = sum(_is_seen(p) for one in series for p in one.points)
    if not drawn or seen + len(benchmarks) < 2:
        return None
    form = _form(series)
    kept, note = _newest(series) if form is Form.BARS else (series, "")
    return Chart(
        id=f"chart-{measure.id}",
        title=shortened(measure.name, 160),
        unit=unit,
        form=form,
        series=kept,
        target=_level(_target(measure, status), unit),
        benchmarks=benchmarks,
        travel=on_one_line(status.travel.sentence) if status and status.travel else "",
        note=note,
    )


def _is_seen(point: Point) -> bool:
    """Whether it has a bar or a dot, or the symbol in its place."""
    return point.value is not None or point.withheld


def _unit(measure: Measure, found: tuple[figures.Series, ...], status: Status | None) -> Unit:
    if status and status.latest and status.latest.value is not None:
        return status.latest.unit
    units = [one.unit for one in found if any(p.value is not None for p in one.points)]
    return measure.unit if measure.unit in units or not units else units[0]


def _series(measure: Measure, found: figures.Series, at: date, *, alone: bool) -> Series:
    name = on_one_line(", ".join(part for part in (found.breakdown, found.of) if part))
    points = [_point(measure, one) for one in found.points]
    points = _parted_by_breaks(measure, list(found.points), points, at)
    baseline = next(
        (
            b
            for b in measure.baselines
            if b.unit == found.unit and (b.breakdown == found.breakdown or alone)
        ),
        None,
    )
    if baseline and baseline.period and baseline.period not in {p.period for p in found.points}:
        before = Point(
            label=f"{period_label(baseline.period)} (start)",
            period=f"{period_words(baseline.period)}, where the measure started",
            value=baseline.value,
            shown=wording.amount(baseline.value, baseline.unit),
        )
        points.insert(0, before)
    points[-1] = replace(points[-1], latest=True)
    return Series(name=name, points=tuple(points))


def _point(measure: Measure, one: Observation) -> Point:
    period = one.period
    restarts = measure.kind in _RESTARTS and period is not None and period.is_part_year
    return Point(
        label=period_label(period),
        period=period_words(period),
        value=one.value,
        shown=wording.figure(one) if one.value is not None else _why_not(one),
        scale=str(period.kind) if period else "",
        step=_step(period),
        withheld=one.state is State.SUPPRESSED,
        run=str(period.whole_year()) if restarts and period else "",
    )


def _why_not(one: Observation) -> str:
    """Why there is no point; of a withheld figure the symbol, as in the tables."""
    return f"{shorthand(one)} withheld" if one.state is State.SUPPRESSED else str(one.state)


def _step(period: Period | None) -> int | None:
    if period is None or period.kind not in _STEPS_A_YEAR:
        return None
    return period.year * _STEPS_A_YEAR[period.kind] + max(period.part - 1, 0)


def _parted_by_breaks(
    measure: Measure, found: list[Observation], points: list[Point], at: date
) -> list[Point]:
    """No line runs across a change of definition: each side of it is a run of its own."""
    parted, part = [], 0
    for number, point in enumerate(points):
        if number and any(
            one.effect is breaks.Effect.REDEFINED
            for one in breaks.between(measure, found[number - 1].period, found[number].period, at)
        ):
            part += 1
        parted.append(replace(point, run=f"{point.run}|{part}"))
    return parted


def _benchmarks(
    plan: Plan, measure: Measure, status: Status | None, unit: Unit
) -> tuple[Level, ...]:
    known = [
        one
        for one in (status.benchmarks if status else plan.benchmarks)
        if one.row == measure.id and one.unit == unit
    ]
    return tuple(
        Level(
            name=name,
            value=one.value,
            shown=", ".join(
                part
                for part in (
                    wording.amount(one.value, one.unit),
                    period_label(one.period) if one.period else "",
                )
                if part
            ),
        )
        for name, one in zip(places_named(known), known, strict=True)
    )


def _target(measure: Measure, status: Status | None) -> Target | None:
    if status:
        return status.target
    return next((t for t in measure.targets if t.value is not None), None)


def _level(target: Target | None, unit: Unit) -> Level | None:
    """A target that is the size of a change, or counts something else, is no level on this axis."""
    if target is None or target.value is None or target.unit != unit or target.of:
        return None
    if target.comparator is Comparator.CHANGE_BY:
        return None
    name = f"Target ({on_one_line(target.breakdown)})" if target.breakdown else "Target"
    return Level(name=name, value=target.value, shown=on_one_line(target_level(target)))


def _form(series: tuple[Series, ...]) -> Form:
    """Lines only where all points are of one sort of period, so that the way between is time."""
    points = [point for one in series for point in one.points]
    alike = all(p.step is not None for p in points) and len({p.scale for p in points}) == 1
    long = all(sum(p.value is not None for p in one.points) >= LINE_NEEDS for one in series)
    return Form.LINES if alike and long and len(series) <= MOST_LINES else Form.BARS


def _newest(series: tuple[Series, ...]) -> tuple[tuple[Series, ...], str]:
    """As many of the newest bars as a small chart can hold, and a note where some are left out."""
    total = sum(len(one.points) for one in series)
    if total <= MOST_BARS:
        return series, ""
    each = max(1, MOST_BARS // len(series))
    kept = tuple(replace(one, points=one.points[-each:]) for one in series[:MOST_BARS])
    drawn = sum(len(one.points) for one in kept)
    return kept, f"The newest {drawn} of {total} figures are drawn; the table of figures has all."

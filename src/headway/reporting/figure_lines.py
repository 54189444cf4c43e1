"""Every figure of the plan on a line of its own, with its period and where it comes from."""

from collections.abc import Iterator
from datetime import date

from headway.domain.observations import Benchmark, Observation
from headway.domain.periods import Period
from headway.domain.plan import Action, Plan, Row
from headway.domain.provenance import Place
from headway.domain.quantities import PERCENT, POINTS, Unit
from headway.judgement import figures, wording
from headway.reporting.naming import row_label
from headway.reporting.printable import on_one_line
from headway.reporting.report import FigureLine
from headway.reporting.wording import (
    NO_NUMBER,
    NOT_STATED,
    figure_words,
    period_words,
    shorthand,
    target_level,
)

_NOTHING = "[z]"


def figure_lines(plan: Plan, at: date) -> tuple[FigureLine, ...]:
    """Targets, starting points, figures, what they were compared with, other places' figures."""
    rows: tuple[Row, ...] = (*plan.measures, *plan.actions)
    return tuple(line for row in rows for line in _of(plan, row, at))


def _of(plan: Plan, row: Row, at: date) -> Iterator[FigureLine]:
    for target in row.targets:
        bound, value = target_level(target), target.value
        number = wording.amount(value, target.unit) if value is not None else ""
        yield _line(
            row,
            role="Target",
            group=", ".join(part for part in (target.breakdown, target.of) if part),
            period=target.period,
            value=value,
            unit=target.unit,
            bound=bound.replace(number, "").strip() if number else "",
            text=bound or NO_NUMBER,
        )
    for baseline in row.baselines:
        yield _line(
            row,
            role="Starting point",
            group=baseline.breakdown,
            period=baseline.period,
            value=baseline.value,
            unit=baseline.unit,
            text=wording.amount(baseline.value, baseline.unit),
        )
    known = figures.known(plan, row.id, at)
    for figure in known:
        yield from _observed(row, figure, {(o.period, o.breakdown, o.of) for o in known})
    for benchmark in plan.benchmarks:
        if benchmark.row == row.id:
            yield _elsewhere(row, benchmark)
    if isinstance(row, Action):
        yield from _shares_done(plan, row, at)


def _observed(
    row: Row, figure: Observation, known: set[tuple[Period | None, str, str]]
) -> Iterator[FigureLine]:
    group = ", ".join(part for part in (figure.breakdown, figure.of, figure.area) if part)
    number = wording.amount(figure.value, figure.unit) if figure.value is not None else ""
    yield _line(
        row,
        role="Figure",
        group=group,
        period=figure.period,
        value=figure.value,
        shorthand=shorthand(figure),
        unit=figure.unit,
        bound=wording.figure(figure).replace(number, "").strip() if number else "",
        text=figure_words(figure),
        place=figure.place,
        source=figure.given_by,
    )
    beside = figure.compared_with
    if beside and (beside.period, figure.breakdown, figure.of) not in known:
        yield _line(
            row,
            role="Compared with",
            group=", ".join(part for part in (group, on_one_line(beside.words)) if part),
            period=beside.period,
            value=beside.value,
            unit=figure.unit,
            text=wording.amount(beside.value, figure.unit),
            place=figure.place,
        )


def _elsewhere(row: Row, benchmark: Benchmark) -> FigureLine:
    return _line(
        row,
        role=on_one_line(benchmark.area),
        group="",
        period=benchmark.period,
        value=benchmark.value,
        unit=benchmark.unit,
        text=wording.amount(benchmark.value, benchmark.unit),
        place=benchmark.place,
        source=benchmark.source,
    )


def _shares_done(plan: Plan, row: Action, at: date) -> Iterator[FigureLine]:
    for told in plan.progress:
        if told.row != row.id or told.percent_complete is None:
            continue
        if figures.known_by(told.known_at, at):
            yield _line(
                row,
                role="Share complete",
                group="",
                period=None,
                period_text=told.period,
                value=told.percent_complete,
                unit=PERCENT,
                text=wording.amount(told.percent_complete, PERCENT),
                place=told.place,
                source=told.document,
            )


def _line(
    row: Row,
    *,
    role: str,
    group: str,
    period: Period | None,
    value: float | None,
    unit: Unit,
    text: str,
    shorthand: str = "",
    bound: str = "",
    place: Place | None = None,
    source: str = "",
    period_text: str = "",
) -> FigureLine:
    where = str(place) if place else source
    if not where and role in ("Target", "Starting point"):
        where = next((str(w.place) for w in reversed(row.wordings) if w.place), "")
    return FigureLine(
        row=row_label(row),
        name=on_one_line(row.name),
        role=role,
        group=on_one_line(group),
        period=on_one_line(period_text) or (period_words(period) if period else NOT_STATED),
        value=value,
        shorthand=shorthand or ("" if value is not None else _NOTHING),
        unit="percentage points" if unit == POINTS else on_one_line(unit),
        bound=on_one_line(bound),
        text=on_one_line(text),
        source=on_one_line(where) or NOT_STATED,
    )

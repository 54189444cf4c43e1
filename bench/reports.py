"""
How long the four formats of a long report take together, beside typst's compile of its PDF.

Each is timed in a process of its own, after its imports and with the report ready: typst
remembers what it has set before, so a second compile in one process is no compile at all.
"""

import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import date
from importlib import import_module
from io import BytesIO

import pikepdf

from headway.domain.observations import Benchmark, Comparison, Observation, RowId
from headway.domain.periods import Period
from headway.domain.plan import (
    Action,
    ActionStatus,
    Area,
    AreaId,
    Measure,
    Outcome,
    OutcomeId,
    Plan,
    Progress,
    Responsibility,
    Target,
    Timetable,
)
from headway.domain.quantities import PERCENT, Direction, MeasureKind, Polarity
from headway.reporting.building import build_report
from headway.reporting.renderers import RENDERERS, pdf, renderer
from headway.reporting.report import Report
from headway.reporting.typesetting import compiled

GOAL = 5.0
"""Times typst's own compile that the four formats may take together."""

PAGES = 60
ROUNDS = 3
AT = date(2020, 5, 31)
ALONE = "typst alone"
_OUTCOMES = 4
_AREAS = 2
_MEASURES = 6
_ACTIONS = 3


def main() -> bool:
    """Print the times; True when the goal is met."""
    names = [ALONE, *(one.suffix for one in RENDERERS)]
    taken: dict[str, list[float]] = {name: [] for name in names}
    for _ in range(ROUNDS):
        for name in names:
            taken[name].append(_in_a_process_of_its_own(name))
    report = build_report(long_plan(), at=AT)
    pages = _pages(renderer("pdf").render(report))
    print(f"{pages} pages, {len(report.charts())} charts, middle of {ROUNDS} rounds")
    middle = {name: statistics.median(times) for name, times in taken.items()}
    for name, seconds in middle.items():
        print(f"{name:<12}{seconds:8.3f} s")
    alone = middle.pop(ALONE)
    together = sum(middle.values())
    times = together / alone
    print(f"{'together':<12}{together:8.3f} s, {times:.1f} times typst (goal: under {GOAL:g})")
    return pages >= PAGES and times < GOAL


def _in_a_process_of_its_own(name: str) -> float:
    done = subprocess.run(
        [sys.executable, "-m", "bench.reports", name], check=True, capture_output=True, text=True
    )
    return float(done.stdout)


def _seconds(name: str) -> float:
    """How long one task takes, its imports and the building of the report not counted."""
    task = _task(name, build_report(long_plan(), at=AT))
    started = time.perf_counter()
    task()
    return time.perf_counter() - started


def _task(name: str, report: Report) -> Callable[[], bytes]:
    if name == ALONE:
        data = pdf.laid_out(report)
        return lambda: compiled(pdf.TEMPLATE, data, as_at=AT)
    one = renderer(name)
    import_module(f"headway.reporting.renderers.{one.module}")
    return lambda: one.render(report)


def _pages(data: bytes) -> int:
    with pikepdf.open(BytesIO(data)) as document:
        return len(document.pages)


def long_plan() -> Plan:
    """A plan whose report runs to some sixty pages, with a chart for nearly every measure."""
    outcomes = tuple(
        Outcome(
            id=OutcomeId(f"o{o}"),
            title=f"Outcome {o}",
            statements=(f"What life should be like for every child, in its {o}th part.",),
        )
        for o in range(1, _OUTCOMES + 1)
    )
    areas = tuple(
        Area(
            id=AreaId(f"o{o}-a{a}"),
            outcome=OutcomeId(f"o{o}"),
            title=f"Area of focus {a} of outcome {o}",
            responsibility=Responsibility(
                agencies=("County council", "Health trust", "Police", "Schools"),
                leads=(f"Head of service {a}",),
                timetable=Timetable(words="Each term"),
            ),
        )
        for o in range(1, _OUTCOMES + 1)
        for a in range(1, _AREAS + 1)
    )
    measures = [_measure(area.id, n) for area in areas for n in range(1, _MEASURES + 1)]
    return Plan(
        slug="long",
        title="A long plan for children and young people",
        body="Northshire Children's Trust",
        outcomes=outcomes,
        areas=areas,
        actions=tuple(_action(area.id, n) for area in areas for n in range(1, _ACTIONS + 1)),
        measures=tuple(measures),
        observations=tuple(one for measure in measures for one in _figures(measure.id)),
        benchmarks=tuple(
            Benchmark(
                row=measure.id,
                area="England",
                value=11.5,
                unit=PERCENT,
                period=Period.parse("AY 2018/19"),
            )
            for measure in measures
        ),
        progress=tuple(
            Progress(row=measure.id, text="Schools and partners report progress. " * 3)
            for measure in measures
        ),
    )


def _measure(area: AreaId, number: int) -> Measure:
    return Measure(
        id=RowId(f"{area}-m{number}"),
        area=area,
        number=str(number),
        text=f"Bring the share of children in group {number} who miss school down to 9%",
        quantity="share of children who miss school",
        unit=PERCENT,
        direction=Direction.DECREASE,
        polarity=Polarity.LOW,
        kind=MeasureKind.RATE_TO_DATE,
        targets=(Target(value=9.0, unit=PERCENT, period=Period.parse("AY 2019/20")),),
    )


def _figures(row: RowId) -> list[Observation]:
    spread = sum(map(ord, row)) % 40 / 10
    return [
        Observation(
            row=row,
            period=Period.parse(f"AY 2019/20 T{term}"),
            value=round(8 + spread + term / 10, 1),
            unit=PERCENT,
            compared_with=Comparison(value=round(8.5 + spread, 1), words="same point last year"),
        )
        for term in (1, 2, 3, 4)
    ]


def _action(area: AreaId, number: int) -> Action:
    return Action(
        id=RowId(f"{area}-x{number}"),
        area=area,
        number=str(number),
        text=f"Agree with partners how group {number} is to be reached, and tell schools",
        status=tuple(ActionStatus)[number % len(ActionStatus)],
    )


if __name__ == "__main__":
    print(_seconds(sys.argv[1]))

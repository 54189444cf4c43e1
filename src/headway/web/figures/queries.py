"""Questions about computed figures: what stands, and what was known at a time."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from functools import partial
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import Q, QuerySet

from headway.domain.observations import State
from headway.web.figures.models import (
    FLAGS,
    AreaName,
    BreakdownName,
    ComputationRun,
    ComputedFigure,
    MeasureName,
    Name,
    PeriodName,
)
from headway.web.figures.values import Shown

Key = tuple[str, str, str]
"""Measure, area and period."""

_STATES: Mapping[int, State | None] = {flag: state for state, flag in FLAGS.items()}
_AT_A_TIME = 1_000
_COLUMNS = (
    "measure_id",
    "area_id",
    "period_id",
    "value",
    "numerator",
    "denominator",
    "flag",
    "run_id",
)


class Dashboard(Mapping[Key, Shown]):
    """
    Figures by measure, area and period.

    A row stays what the driver made of it until it is looked at: thousands of values of our own
    cost more than reading them, not least because the collector of garbage goes through them.
    """

    __slots__ = ("_rows",)

    def __init__(self, rows: Mapping[Key, Sequence[Any]]) -> None:
        self._rows = rows

    def __getitem__(self, key: Key) -> Shown:
        value, numerator, denominator, flag, run = self._rows[key][3:]
        return Shown(value, numerator, denominator, _STATES[flag], run)

    def __iter__(self) -> Iterator[Key]:
        return iter(self._rows)

    def __len__(self) -> int:
        return len(self._rows)


def dashboard(
    *,
    measures: Iterable[str],
    areas: Iterable[str],
    periods: Iterable[str],
    breakdown: str = "",
    known_at: datetime | None = None,
) -> "Dashboard":
    """
    The figures of many measures for a few areas and periods, by measure, area and period.

    What was never computed is not there, and is not zero. Five queries, one of them for
    the figures; with `known_at` six. That time gives the figures as they were known then,
    None as they are now.
    """
    measure_names, area_names, period_names = (
        _numbers(MeasureName, measures),
        _numbers(AreaName, areas),
        _numbers(PeriodName, periods),
    )
    asked = ComputedFigure.objects.filter(
        breakdown_id__in=list(_numbers(BreakdownName, [breakdown])),
        area_id__in=list(area_names),
        measure_id__in=list(measure_names),
        period_id__in=list(period_names),
    )
    return Dashboard(
        {
            (measure_names[row[0]], area_names[row[1]], period_names[row[2]]): row
            for standing in _standing(asked, known_at)
            for row in _rows(standing)
        }
    )


def series(*, measures: Iterable[str], areas: Iterable[str], breakdown: str = "") -> "Dashboard":
    """The figures that stand of some measures, in every period that has one. Five queries."""
    measure_names, area_names = _numbers(MeasureName, measures), _numbers(AreaName, areas)
    asked = ComputedFigure.objects.filter(
        breakdown_id__in=list(_numbers(BreakdownName, [breakdown])),
        area_id__in=list(area_names),
        measure_id__in=list(measure_names),
        superseded_by__isnull=True,
    )
    rows = list(_rows(asked))
    used = {row[2] for row in rows}
    periods = dict(PeriodName.objects.filter(pk__in=used).values_list("pk", "name"))
    return Dashboard(
        {(measure_names[row[0]], area_names[row[1]], periods[row[2]]): row for row in rows}
    )


def history(*, measure: str, area: str, period: str, breakdown: str = "") -> list[Shown]:
    """Every figure that ever stood under a key, the first first. One query."""
    rows = (
        ComputedFigure.objects.filter(
            measure__name=measure,
            area__name=area,
            period__name=period,
            breakdown__name=breakdown,
        )
        .order_by("run_id")
        .values_list("value", "numerator", "denominator", "flag", "run_id")
    )
    return [
        Shown(value, numerator, denominator, _STATES[flag], run)
        for value, numerator, denominator, flag, run in rows
    ]


def provenance(run: int) -> ComputationRun | None:
    """Where the figures of a run came from; None when there is no such run."""
    return ComputationRun.objects.filter(pk=run).first()


def newest_run() -> tuple[int, datetime] | None:
    """
    The run that was stored last; as long as it is the same, so is every figure. One query.

    Its time beside its number, for a number may come back in a restored database.
    """
    return ComputationRun.objects.order_by("-pk").values_list("pk", "known_at").first()


def _numbers(model: type[Name], names: Iterable[str]) -> dict[int, str]:
    return dict(model.objects.filter(name__in=set(names)).values_list("pk", "name"))


def _rows(figures: QuerySet[ComputedFigure]) -> Iterator[tuple[Any, ...]]:
    """The rows as the driver gives them, a thousand at a time: Django takes them by the hundred."""
    try:
        question, values = figures.values_list(*_COLUMNS).query.sql_with_params()
    except EmptyResultSet:  # one of the names has never been stored
        return
    with connection.cursor() as cursor:
        cursor.execute(question, values)
        for rows in iter(partial(cursor.fetchmany, _AT_A_TIME), []):
            yield from rows


def _standing(
    asked: QuerySet[ComputedFigure], known_at: datetime | None
) -> list[QuerySet[ComputedFigure]]:
    """Of the figures asked for those that stand, or stood; each part has an index of its own."""
    current = asked.filter(superseded_by__isnull=True)
    if known_at is None:
        return [current]
    then = Q(run__known_at__lte=known_at)
    return [
        current.filter(then),
        asked.filter(then, superseded_by__isnull=False, superseded_by__known_at__gt=known_at),
    ]

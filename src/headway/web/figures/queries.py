"""Questions about computed figures: what stands, and what was known at a time."""

from collections.abc import Iterable, Mapping
from datetime import datetime
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


def dashboard(
    *,
    measures: Iterable[str],
    areas: Iterable[str],
    periods: Iterable[str],
    breakdown: str = "",
    known_at: datetime | None = None,
) -> dict[Key, Shown]:
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
    return {
        (measure_names[measure], area_names[area], period_names[period]): Shown(
            value, numerator, denominator, _STATES[flag], run
        )
        for standing in _standing(asked, known_at)
        for measure, area, period, value, numerator, denominator, flag, run in _rows(standing)
    }


def series(
    *, measures: Iterable[str], areas: Iterable[str], breakdown: str = ""
) -> dict[Key, Shown]:
    """The figures that stand of some measures, in every period that has one. Five queries."""
    measure_names, area_names = _numbers(MeasureName, measures), _numbers(AreaName, areas)
    asked = ComputedFigure.objects.filter(
        breakdown_id__in=list(_numbers(BreakdownName, [breakdown])),
        area_id__in=list(area_names),
        measure_id__in=list(measure_names),
        superseded_by__isnull=True,
    )
    rows = _rows(asked)
    used = {row[2] for row in rows}
    periods = dict(PeriodName.objects.filter(pk__in=used).values_list("pk", "name"))
    return {
        (measure_names[measure], area_names[area], periods[period]): Shown(
            value, numerator, denominator, _STATES[flag], run
        )
        for measure, area, period, value, numerator, denominator, flag, run in rows
    }


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


def _numbers(model: type[Name], names: Iterable[str]) -> dict[int, str]:
    return dict(model.objects.filter(name__in=set(names)).values_list("pk", "name"))


def _rows(figures: QuerySet[ComputedFigure]) -> list[tuple[Any, ...]]:
    """The rows at once, as the driver gives them: Django would take them by the hundred."""
    try:
        question, values = figures.values_list(*_COLUMNS).query.sql_with_params()
    except EmptyResultSet:  # one of the names has never been stored
        return []
    with connection.cursor() as cursor:
        cursor.execute(question, values)
        rows: list[tuple[Any, ...]] = cursor.fetchall()
    return rows


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

"""What can be done with computed figures: store those of a run. Nothing takes one back."""

from collections.abc import Iterable, Iterator
from dataclasses import asdict
from itertools import islice

from django.db import IntegrityError, connection, transaction

from headway.web.figures import staging
from headway.web.figures.models import (
    FLAGS,
    LONGEST_NAME,
    AreaName,
    BreakdownName,
    ComputationRun,
    MeasureName,
    Name,
    PeriodName,
)
from headway.web.figures.values import Figure, FiguresRefusedError, Run

CHUNK = 50_000
"""Figures staged at a time; what is held of a run in memory."""

_NAMES: tuple[type[Name], ...] = (AreaName, BreakdownName, MeasureName, PeriodName)

_KEY = ["area_id", "breakdown_id", "measure_id", "period_id"]
_SAID = ["value", "numerator", "denominator", "flag"]
_SAME_KEY = " AND ".join(f"old.{one} = stage.{one}" for one in _KEY)
_OTHER = " OR ".join(f"old.{one} IS DISTINCT FROM stage.{one}" for one in _SAID)

_CLOSE = f"""
UPDATE figures_computedfigure AS old SET superseded_by_id = %s
FROM {staging.STAGE} AS stage
WHERE {_SAME_KEY} AND old.superseded_by_id IS NULL AND ({_OTHER})
"""  # noqa: S608 - our own words
"""Whatever stands and is now said otherwise."""

_ADD = f"""
INSERT INTO figures_computedfigure (run_id, {", ".join(_KEY + _SAID)})
SELECT %s, {", ".join(_KEY + _SAID)} FROM {staging.STAGE} AS stage
WHERE NOT EXISTS (
    SELECT 1 FROM figures_computedfigure AS old
    WHERE {_SAME_KEY} AND old.superseded_by_id IS NULL
)
ORDER BY {", ".join(_KEY)}
"""  # noqa: S608 - our own words
"""Whatever has nothing standing; in the index's order, which is then written from end to end."""


@transaction.atomic
def store(run: Run, figures: Iterable[Figure]) -> ComputationRun:
    """
    Keep the figures of a run, all or none.

    A figure that differs from what stood supersedes it; one that does not is not written
    again, and keeps the run that first said so. What the run says nothing about stands.
    A million figures take some seconds, during which nobody else can store any.

    Raises:
        FiguresRefusedError: There are no figures, or one of them makes no sense or is given
            twice, or figures that became known later are there already.
    """
    _wait_for_others()
    _refuse_earlier(run)
    staging.prepare()
    known: list[dict[str, int]] = [{} for _ in _NAMES]
    given = 0
    for chunk in _chunks(figures):
        _learn(known, chunk)
        try:
            staging.put([_row(figure, *known) for figure in chunk])
        except (OverflowError, TypeError, ValueError) as error:
            raise FiguresRefusedError(
                f"Figures {given + 1} to {given + len(chunk)} of the run hold something that is "
                f"not a number, or a count beyond 64 bits: {error}."
            ) from error
        given += len(chunk)
    if not given:
        raise FiguresRefusedError("A run must have at least one figure, and this one has none.")
    return _settle(run, given, known)


def _wait_for_others() -> None:
    """One run at a time. On SQLite a transaction is the only writer from its start."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("LOCK TABLE figures_computationrun IN SHARE ROW EXCLUSIVE MODE")


def _refuse_earlier(run: Run) -> None:
    newest = ComputationRun.objects.order_by("-known_at").first()
    if newest is not None and newest.known_at > run.known_at:
        raise FiguresRefusedError(
            f"Figures known at {newest.known_at:%d/%m/%Y %H:%M} are stored already, so that a run "
            f"known at {run.known_at:%d/%m/%Y %H:%M} can no longer be put before them."
        )


def _chunks(figures: Iterable[Figure]) -> Iterator[list[Figure]]:
    rest = iter(figures)
    while chunk := list(islice(rest, CHUNK)):
        yield chunk


def _learn(known: list[dict[str, int]], chunk: list[Figure]) -> None:
    """Give numbers to names that have none; `known` is one dictionary for each kind of name."""
    areas, breakdowns, measures, periods = (
        {figure.area for figure in chunk},
        {figure.breakdown for figure in chunk},
        {figure.measure for figure in chunk},
        {figure.period for figure in chunk},
    )
    for model, numbers, names in zip(
        _NAMES, known, (areas, breakdowns, measures, periods), strict=True
    ):
        if names <= numbers.keys():
            continue
        numbers.update(model.objects.values_list("name", "pk"))
        if new := names - numbers.keys():
            _refuse_unnamed(model, new)
            model.objects.bulk_create([model(name=name) for name in sorted(new)])
            numbers.update(model.objects.values_list("name", "pk"))


def _refuse_unnamed(model: type[Name], names: set[str]) -> None:
    for name in names:
        if not name.strip() and model is not BreakdownName:
            raise FiguresRefusedError("A figure must name its measure, its area and its period.")
        if len(name) > LONGEST_NAME:
            raise FiguresRefusedError(
                f'The name "{name[:40]}…" has {len(name)} characters; figures are stored under '
                f"names of at most {LONGEST_NAME}."
            )


def _row(
    figure: Figure,
    areas: dict[str, int],
    breakdowns: dict[str, int],
    measures: dict[str, int],
    periods: dict[str, int],
) -> staging.StagedRow:
    measure, area, period, breakdown, value, numerator, denominator, state = figure
    return (
        areas[area],
        breakdowns[breakdown],
        measures[measure],
        periods[period],
        value,
        numerator,
        denominator,
        FLAGS[state],
    )


def _settle(run: Run, given: int, known: list[dict[str, int]]) -> ComputationRun:
    """What is staged becomes what stands."""
    kept = ComputationRun.objects.create(
        known_at=run.known_at,
        engine=run.engine,
        version=run.version,
        sources=[asdict(source) for source in run.sources],
        given=given,
        written=0,
    )
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(f"ANALYZE {staging.STAGE}")
            cursor.execute(_CLOSE, [kept.pk])
            cursor.execute(_ADD, [kept.pk])
            kept.written = cursor.rowcount
            cursor.execute(f"DROP TABLE {staging.STAGE}")
    except IntegrityError as error:
        raise FiguresRefusedError(_refusal(known)) from error
    kept.save(update_fields=["written"])
    return kept


def _refusal(known: list[dict[str, int]]) -> str:
    """Which figure the database refused, and why."""
    found = staging.fault()
    if found is None:
        return "The figures of the run do not make sense together, and none was stored."
    numbers, why = found
    area, breakdown, measure, period = (
        next(name for name, number in names.items() if number == wanted)
        for names, wanted in zip(known, numbers, strict=True)
    )
    of = f", {breakdown}" if breakdown else ""
    return f'The figure of "{measure}" for {area}, {period}{of}, {why}; none was stored.'

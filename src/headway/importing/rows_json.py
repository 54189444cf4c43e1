"""The rows of a plan in the plain schema that `headway import --rows` writes."""

from collections.abc import Iterable
from typing import Any

from headway.domain.observations import Observation
from headway.domain.plan import Action, ActionStatus, Baseline, Measure, Plan, Row, Target
from headway.domain.quantities import TEXT, Comparator

SCHEMA_VERSION = 1


def rows_of(plan: Plan) -> dict[str, Any]:
    """
    The rows of the plan in force as JSON values, in the document's order.

    A figure that was lost has no value and is left out; nothing is made up for it.
    """
    order = {area.id: at for at, area in enumerate(plan.areas)}
    rows = sorted(filter(plan.is_current, plan.rows()), key=lambda row: order[row.area])
    source = plan.sources[-1] if plan.sources else None
    return {
        "schema_version": SCHEMA_VERSION,
        "document": {
            "id": plan.slug,
            "title": plan.title,
            "body": plan.body,
            "kind": "plan",
            "period_covered": source.covers if source else "",
            "files": [one.name for one in plan.sources],
        },
        "rows": [_row(plan, row) for row in rows],
    }


def _row(plan: Plan, row: Row) -> dict[str, Any]:
    area = plan.area(row.area)
    shared = plan.responsibility(row)
    targets = [_target(one) for one in row.targets]
    progress = [one for one in plan.progress if one.row == row.id]
    told: dict[str, Any] = {
        "id": row.id,
        "kind": "measure" if isinstance(row, Measure) else "action",
        "section": area.title,
        "number_in_document": row.number or None,
        "text": row.text,
        "direction": row.direction.value,
        "target": targets[0] if targets else None,
        "baseline": [_baseline(one) for one in row.baselines] or None,
        "latest": [
            _observation(one)
            for one in plan.observations
            if one.row == row.id and one.value is not None
        ],
        "agencies": list(shared.agencies),
        "lead": list(shared.leads),
        "due": str(shared.timetable.period) if shared.timetable.period else None,
        "due_text": shared.timetable.words or None,
    }
    if len(targets) > 1:
        told["milestones"] = targets[1:]
    if text := "\n".join(one.text for one in progress if one.text):
        told["progress_text"] = text
    told.update(_state(row, (one.status_word for one in progress)))
    percents = [one.percent_complete for one in progress if one.percent_complete is not None]
    if percents:
        told["percent_complete"] = percents[0]
    if row.note:
        told["note"] = row.note
    if isinstance(row, Measure) and row.for_action:
        told["for_action"] = row.for_action
    return told


def _state(row: Row, words: Iterable[str]) -> dict[str, str]:
    word = next((one for one in words if one), "")
    if not word and isinstance(row, Action) and row.status is not ActionStatus.UNKNOWN:
        word = row.status.value
    return {"status": word} if word else {}


def _target(target: Target) -> dict[str, Any]:
    value: float | str | None = _number(target.value)
    unit: str | None = target.unit
    if target.value is None:
        value = target.words if target.unit == TEXT else None
        unit = target.unit if value else None
    return {
        "value": value,
        "unit": unit,
        "comparator": target.comparator.value if value is not None else None,
        "period": str(target.period) if target.period else None,
        "of": target.of or None,
    }


def _baseline(baseline: Baseline) -> dict[str, Any]:
    return {
        "value": _number(baseline.value),
        "unit": baseline.unit,
        "period": str(baseline.period) if baseline.period else None,
        "breakdown": baseline.breakdown or None,
    }


def _observation(one: Observation) -> dict[str, Any]:
    told: dict[str, Any] = {
        "value": _number(one.value),
        "unit": one.unit,
        "period": str(one.period) if one.period else None,
        "comparator_text": one.compared_with.words if one.compared_with else None,
    }
    if one.compared_with:
        told["comparator_value"] = _number(one.compared_with.value)
        told["comparator_period"] = (
            str(one.compared_with.period) if one.compared_with.period else None
        )
    if one.breakdown:
        told["breakdown"] = one.breakdown
    if one.of:
        told["of"] = one.of
    if one.comparator is not Comparator.EQ:
        told["comparator"] = one.comparator.value
    return told


def _number(value: float | None) -> float | int | None:
    return int(value) if value is not None and value == int(value) else value

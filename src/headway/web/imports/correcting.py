"""From the form of a row to the row, and back."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from headway.domain.observations import Comparison, Observation, State
from headway.domain.plan import (
    Action,
    Baseline,
    Measure,
    Plan,
    Responsibility,
    Row,
    Target,
    Timetable,
)
from headway.domain.quantities import Comparator, Direction, MeasureKind, Unit, polarity_of
from headway.domain.revising import as_other_sort, with_row


def corrected(
    plan: Plan,
    row: Row,
    *,
    words: Mapping[str, Any],
    targets: Iterable[Mapping[str, Any]],
    baselines: Iterable[Mapping[str, Any]],
    figures: Iterable[Mapping[str, Any]],
) -> Plan:
    """
    The plan with a row as the form gives it.

    What the form does not show (places, words as written) stays with the target or figure
    that stood in the same line of the form.

    Args:
        plan: The draft.
        row: The row as it was.
        words: Cleaned values of `RowForm`.
        targets: Of each `TargetForm`, in order.
        baselines: Of each `BaselineForm`.
        figures: Of each `FigureForm`.
    """
    changed = replace(
        row,
        text=words["text"].strip(),
        number=words["number"].strip(),
        direction=Direction(words["direction"]),
        responsibility=_responsibility(plan, row, words),
        targets=tuple(_targets(row.targets, targets)),
        baselines=tuple(_baselines(row.baselines, baselines)),
    )
    if isinstance(changed, Measure):
        if words.get("kind"):
            changed = replace(changed, kind=MeasureKind(words["kind"]))
        if changed.direction is not row.direction:
            changed = replace(changed, polarity=polarity_of(changed.direction))
    observed = tuple(one for one in plan.observations if one.row == row.id)
    plan = with_row(plan, changed, _observations(row, observed, figures))
    return as_other_sort(plan, row.id) if words["sort"] != sort_of(row) else plan


def sort_of(row: Row) -> str:
    """As the form names it: `measure` or `action`."""
    return "measure" if isinstance(row, Measure) else "action"


def first_values(plan: Plan, row: Row) -> dict[str, Any]:
    """What the row's own form starts with; empty where the row inherits from its area."""
    return {
        "text": row.text,
        "number": row.number,
        "sort": sort_of(row),
        "direction": row.direction.value,
        "kind": row.kind.value if isinstance(row, Measure) else "",
        "agencies": row.responsibility.agencies,
        "leads": row.responsibility.leads,
        "due": row.responsibility.timetable.period,
    }


def first_targets(row: Measure | Action) -> list[dict[str, Any]]:
    """What the forms of its targets start with."""
    return [
        {
            "value": target.value,
            "comparator": target.comparator.value,
            "unit": target.unit,
            "period": target.period,
            "breakdown": target.breakdown,
        }
        for target in row.targets
    ]


def first_baselines(row: Measure | Action) -> list[dict[str, Any]]:
    """What the forms of its baselines start with."""
    return [
        {"value": one.value, "unit": one.unit, "period": one.period, "breakdown": one.breakdown}
        for one in row.baselines
    ]


def first_figures(plan: Plan, row: Row) -> list[dict[str, Any]]:
    """What the forms of its figures start with."""
    return [
        {
            "value": one.value,
            "state": one.state.value if one.state else "",
            "comparator": one.comparator.value,
            "unit": one.unit,
            "period": one.period,
            "of": one.of,
            "breakdown": one.breakdown,
            "before": one.compared_with.value if one.compared_with else None,
            "before_period": one.compared_with.period if one.compared_with else None,
        }
        for one in plan.observations
        if one.row == row.id
    ]


def _responsibility(plan: Plan, row: Row, words: Mapping[str, Any]) -> Responsibility:
    before = row.responsibility.timetable
    due = words["due"]
    timetable = before if due == before.period else Timetable(period=due, words=str(due or ""))
    return Responsibility(agencies=words["agencies"], leads=words["leads"], timetable=timetable)


def _targets(before: tuple[Target, ...], given: Iterable[Mapping[str, Any]]) -> Iterable[Target]:
    for place, one in enumerate(given):
        old = before[place] if place < len(before) else None
        kept_words = old.words if old else ""
        if (
            one["value"] is None
            and one["period"] is None
            and (old is None or old.value is not None)
        ):
            continue
        yield Target(
            value=one["value"],
            comparator=Comparator(one["comparator"]),
            unit=Unit(one["unit"].strip()),
            period=one["period"],
            breakdown=one["breakdown"].strip(),
            of=old.of if old else "",
            words=kept_words,
            stated_in=old.stated_in if old else "measure",
        )


def _baselines(
    before: tuple[Baseline, ...], given: Iterable[Mapping[str, Any]]
) -> Iterable[Baseline]:
    for place, one in enumerate(given):
        if one["value"] is None:
            continue
        yield Baseline(
            value=one["value"],
            unit=Unit(one["unit"].strip()),
            period=one["period"],
            breakdown=one["breakdown"].strip(),
            words=before[place].words if place < len(before) else "",
        )


def _observations(
    row: Row, before: tuple[Observation, ...], given: Iterable[Mapping[str, Any]]
) -> Iterable[Observation]:
    for place, one in enumerate(given):
        if one["value"] is None and not one["state"]:
            continue
        old = before[place] if place < len(before) else Observation(row=row.id, value=0)
        yield replace(
            old,
            value=one["value"],
            state=State(one["state"]) if one["state"] else None,
            comparator=Comparator(one["comparator"]),
            unit=Unit(one["unit"].strip()),
            period=one["period"],
            of=one["of"].strip(),
            breakdown=one["breakdown"].strip(),
            compared_with=_comparison(old.compared_with, one),
        )


def _comparison(before: Comparison | None, one: Mapping[str, Any]) -> Comparison | None:
    if one["before"] is None:
        return None
    return Comparison(
        value=one["before"], period=one["before_period"], words=before.words if before else ""
    )

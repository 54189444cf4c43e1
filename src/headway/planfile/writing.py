"""From a plan to the keys and values of its file."""

from dataclasses import dataclass
from typing import Any

from headway.domain.disclosing import DisclosurePolicy
from headway.domain.observations import Benchmark, Observation
from headway.domain.plan import Action, Area, Baseline, Measure, Outcome, Plan, Row, Target, Wording
from headway.domain.provenance import Place
from headway.domain.quantities import COUNT, Comparator, Unit
from headway.planfile import layout

_KEYS = {comparator: key for key, comparator in layout.COMPARISONS.items()}


def tree(plan: Plan) -> dict[str, Any]:
    """What the file holds: groups, lists and texts, in the file's order, defaults left out."""
    written: dict[str, Any] = layout.PLAN.write(_Writer(plan).plan_values())
    return written


@dataclass(frozen=True, slots=True)
class _Writer:
    plan: Plan

    def plan_values(self) -> dict[str, Any]:
        plan = self.plan
        values = {**_fields(plan), "headway": layout.FORMAT}
        values["tolerance"] = (
            None if plan.tolerance == type(plan.tolerance)() else _fields(plan.tolerance)
        )
        values["disclosure"] = _disclosure(plan.disclosure)
        values["sources"] = tuple(_fields(one) for one in plan.sources)
        values["aliases"] = tuple(_fields(one) for one in plan.aliases)
        values["glossary"] = tuple(_placed(one) for one in plan.glossary)
        values["doubts"] = tuple(_placed(one) for one in plan.doubts)
        values["outcomes"] = tuple(self.outcome(one) for one in plan.outcomes)
        return values

    def outcome(self, outcome: Outcome) -> dict[str, Any]:
        areas = (area for area in self.plan.areas if area.outcome == outcome.id)
        return {**_fields(outcome), "areas": tuple(self.area(area) for area in areas)}

    def area(self, area: Area) -> dict[str, Any]:
        return {
            **_responsible(area),
            "actions": tuple(
                self.row(one, COUNT) for one in self.plan.actions if one.area == area.id
            ),
            "measures": tuple(
                self.row(one, one.unit) for one in self.plan.measures if one.area == area.id
            ),
        }

    def row(self, row: Row, unit: Unit) -> dict[str, Any]:
        values = _responsible(row)
        if isinstance(row, Measure) and row.tolerance is not None:
            values["tolerance"] = _fields(row.tolerance)
        values["targets"] = tuple(_figure(one, unit) for one in row.targets)
        values["baselines"] = tuple(_with_unit(one, unit) for one in row.baselines)
        values["wordings"] = tuple(_wording(one, row) for one in row.wordings)
        plan = self.plan
        values["observations"] = tuple(
            _observation(one, unit) for one in plan.observations if one.row == row.id
        )
        values["benchmarks"] = tuple(
            {**_with_unit(one, unit), "ranks": tuple(_fields(rank) for rank in one.ranks)}
            for one in plan.benchmarks
            if one.row == row.id
        )
        values["progress"] = tuple(_placed(one) for one in plan.progress if one.row == row.id)
        return values


def _fields(value: Any) -> dict[str, Any]:
    return {name: getattr(value, name) for name in value.__dataclass_fields__}


def _disclosure(policy: DisclosurePolicy) -> dict[str, Any] | None:
    if policy == DisclosurePolicy():
        return None
    return {**_fields(policy), "sums": tuple(_fields(one) for one in policy.sums)}


def _placed(value: Any) -> dict[str, Any]:
    values = _fields(value)
    if isinstance(values.get("place"), Place):
        values["place"] = _fields(values["place"])
    return values


def _wording(value: Wording, row: Row) -> dict[str, Any]:
    values = _placed(value)
    for same in ("text", "number"):
        if values[same] == getattr(row, same):
            del values[same]
    return values


def _responsible(value: Area | Action | Measure) -> dict[str, Any]:
    values = _placed(value)
    who = values.pop("responsibility")
    timetable = who.timetable
    has_timetable = timetable.period is not None or timetable.words
    return {
        **values,
        "agencies": who.agencies,
        "leads": who.leads,
        "timetable": _fields(timetable) if has_timetable else None,
    }


def _with_unit(value: Baseline | Benchmark, unit: Unit) -> dict[str, Any]:
    values = _placed(value)
    values["unit"] = None if value.unit == unit else value.unit
    return values


def _figure(value: Target | Observation, unit: Unit) -> dict[str, Any]:
    """With the figure behind the key that says how it bounds the real one."""
    values = _placed(value)
    comparator, figure = values.pop("comparator"), values.pop("value")
    if figure is not None or comparator is not Comparator.EQ:
        values[_KEYS[comparator]] = figure
    values["unit"] = None if value.unit == unit else value.unit
    return values


def _observation(value: Observation, unit: Unit) -> dict[str, Any]:
    values = _figure(value, unit)
    if value.compared_with is not None:
        values["compared_with"] = _fields(value.compared_with)
    return values

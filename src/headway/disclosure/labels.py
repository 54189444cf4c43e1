"""
Labels of groups and places that hold a count: "Girls (n=3)", "Nextshire (2 pupils)".

A label names a group wherever the group is told of, in figures, sums and the names of cells;
so it is made safe before anything else, everywhere at once. Only what stands in brackets or
behind "n=" is a count: "Families with 2 children" is a sort of family.
"""

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import TypeVar

from headway.disclosure.secrets import Setting
from headway.disclosure.words import masked
from headway.domain.plan import Action, Measure, Plan

_COUNTED = re.compile(r"\([^()]{1,60}\)|\bn\s?=\s?[0-9,]+", re.IGNORECASE)
_NUMBER_OF = re.compile(r"\bn\s?=", re.IGNORECASE)

Labels = Mapping[str, str]
RowT = TypeVar("RowT", Measure, Action)


def safely_labelled(plan: Plan) -> Plan:
    """The plan with the same figures under labels that tell nobody's number."""
    labels = _labels(plan)
    if not labels:
        return plan
    sums = tuple(
        replace(
            one,
            total=_in_sum(one.total, labels),
            parts=tuple(_in_sum(part, labels) for part in one.parts),
        )
        for one in plan.disclosure.sums
    )
    return replace(
        plan,
        observations=tuple(
            replace(
                one,
                breakdown=labels.get(one.breakdown, one.breakdown),
                of=labels.get(one.of, one.of),
                area=labels.get(one.area, one.area),
            )
            for one in plan.observations
        ),
        benchmarks=tuple(
            replace(one, area=labels.get(one.area, one.area)) for one in plan.benchmarks
        ),
        measures=tuple(_row(one, labels) for one in plan.measures),
        actions=tuple(_row(one, labels) for one in plan.actions),
        disclosure=replace(plan.disclosure, sums=sums),
    )


def relabelled(plan: Plan) -> tuple[tuple[str, str], ...]:
    """Each label that must change, before and after."""
    return tuple(_labels(plan).items())


def _labels(plan: Plan) -> Labels:
    """Each label that must change, and what it becomes; two that differ stay apart."""
    rows = tuple(plan.rows())
    told = [label for one in plan.observations for label in (one.breakdown, one.of, one.area)]
    told += [one.area for one in plan.benchmarks]
    told += [label for row in rows for one in row.targets for label in (one.breakdown, one.of)]
    told += [one.breakdown for row in rows for one in row.baselines]
    taken = set(told)
    made: dict[str, str] = {}
    for label in dict.fromkeys(told):
        safe = without = _safe(label, plan)
        number = 1
        while safe != label and safe in taken:
            number += 1
            safe = f"{without} {'again ' * (number - 2)}(another)"
        if safe != label:
            taken.add(safe)
            made[label] = safe
    return made


def _safe(label: str, plan: Plan) -> str:
    def hide(found: re.Match[str]) -> str:
        names_it = _NUMBER_OF.search(found[0]) is not None
        return masked(found[0], Setting(policy=plan.disclosure, people=names_it))

    return _COUNTED.sub(hide, label)


def _row(row: RowT, labels: Labels) -> RowT:
    return replace(
        row,
        targets=tuple(
            replace(
                one,
                breakdown=labels.get(one.breakdown, one.breakdown),
                of=labels.get(one.of, one.of),
            )
            for one in row.targets
        ),
        baselines=tuple(
            replace(one, breakdown=labels.get(one.breakdown, one.breakdown))
            for one in row.baselines
        ),
    )


def _in_sum(name: str, labels: Labels) -> str:
    row, slash, group = name.rpartition("/")
    return f"{row}{slash}{labels.get(group, group)}" if slash else name

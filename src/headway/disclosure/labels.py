"""
Labels of groups and places that hold a count: "Girls (n=3)", "Girls 3", "Year 9 – 2 pupils".

A label names a group wherever the group is told of, in figures, sums and the names of cells;
so it is made safe before anything else, everywhere at once. "Families with 2 children" is a sort
of family, and so is "2 children" where "1 child" stands beside it.
"""

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import TypeVar

from headway.disclosure.secrets import Setting
from headway.disclosure.words import masked
from headway.domain.plan import Action, Measure, Plan
from headway.language.numerals import WORDED

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
    sorts = _sorts(plan)
    made: dict[str, str] = {}
    for label in dict.fromkeys(told):
        safe = without = _safe(label, plan, is_a_sort=label in sorts)
        number = 1
        while safe != label and safe in taken:
            number += 1
            safe = f"{without} {'again ' * (number - 2)}(another)"
        if safe != label:
            taken.add(safe)
            made[label] = safe
    return made


def _sorts(plan: Plan) -> frozenset[str]:
    """Labels that differ from another of the same time in their number alone: sizes of families."""
    beside: dict[tuple[object, ...], set[str]] = {}
    for one in plan.observations:
        shape = _ENDINGS.sub("", _NUMBERS.sub("#", one.breakdown.lower()))
        if "#" in shape:
            beside.setdefault((one.row, one.period, one.of, one.area, shape), set()).add(
                one.breakdown
            )
    return frozenset(label for labels in beside.values() if len(labels) > 1 for label in labels)


_NUMBERS = re.compile(rf"[0-9]+|{WORDED.pattern}", re.IGNORECASE)
_ENDINGS = re.compile(r"(?:ren|s|\+|\s+or\s+more)\b|\+")


def _safe(label: str, plan: Plan, *, is_a_sort: bool) -> str:
    def hide(found: re.Match[str]) -> str:
        names_it = _NUMBER_OF.search(found[0]) is not None
        return masked(found[0], Setting(policy=plan.disclosure, people=names_it))

    safe = _COUNTED.sub(hide, label)
    return safe if is_a_sort else masked(safe, Setting(policy=plan.disclosure))


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

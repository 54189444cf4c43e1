"""
The status of a measure at a date, with the sentence that explains it.

The rules are asked in order and the first with an answer decides. A measure with
several targets or groups is judged part by part, and stands where its worst part stands.
"""

import re
from datetime import date

from headway.domain.plan import Measure, Plan
from headway.domain.status import Status, StatusKind
from headway.judgement import wording
from headway.judgement.assurances import assurances
from headway.judgement.by_row import of_row
from headway.judgement.cases import Case, cases
from headway.judgement.outlooks import outlook
from headway.judgement.projections import projection
from headway.judgement.rules import RULES
from headway.judgement.travel import travel
from headway.judgement.variation import variation

_WORST_FIRST = (
    StatusKind.BREACHED,
    StatusKind.OFF_TRACK,
    StatusKind.AT_RISK,
    StatusKind.LOST,
    StatusKind.NO_FIGURE,
    StatusKind.STALE,
    StatusKind.CANNOT_BE_ASSESSED,
    StatusKind.SUPPRESSED,
    StatusKind.NO_TARGET,
    StatusKind.NOT_YET_DUE,
    StatusKind.WORDS_ONLY,
    StatusKind.ON_TRACK,
    StatusKind.MET,
)
"""A part that cannot be judged comes before one that is well: all is well only if all is known."""


def judge(plan: Plan, measure: Measure, *, at: date) -> Status:
    """
    Where a measure stands at a date, and why.

    Uses only what was known by then. Never raises for a plan that could be built.
    """
    parts = sorted(
        (_judged(case) for case in cases(plan, measure, at)),
        key=lambda pair: (_WORST_FIRST.index(pair[1].kind), -_shortfall(pair[0])),
    )
    if len(parts) == 1:
        return parts[0][1]
    worst = parts[0][1]
    return Status(
        row=measure.id,
        at=at,
        kind=worst.kind,
        sentence=_joined(parts),
        rule=worst.rule,
        target=worst.target,
        latest=worst.latest,
        travel=worst.travel,
        projection=worst.projection,
        variation=worst.variation,
        assurances=worst.assurances,
        benchmarks=worst.benchmarks,
        parts=tuple(status for _, status in parts),
    )


def judge_plan(plan: Plan, *, at: date, include_dropped: bool = False) -> tuple[Status, ...]:
    """
    Every measure's status, in the plan's order; on request also of the measures
    that the plan in force no longer holds.
    """
    return tuple(
        judge(plan, measure, at=at)
        for measure in plan.measures
        if include_dropped or plan.is_current(measure)
    )


def _judged(case: Case) -> tuple[Case, Status]:
    kind, words, name = _decision(case)
    look, moved, noise = outlook(case), travel(case), variation(case)
    forecast = projection(case, look)
    benchmarks = [one for one in of_row(case.plan.benchmarks, case.measure.id) if not one.in_detail]
    return case, Status(
        row=case.measure.id,
        at=case.at,
        kind=kind,
        sentence=wording.sentence(words),
        rule=name,
        target=case.target,
        latest=case.figure,
        travel=moved,
        projection=forecast,
        variation=noise,
        assurances=assurances(case, travel=moved, look=look, projection=forecast, variation=noise),
        benchmarks=tuple(benchmarks),
    )


def _decision(case: Case) -> tuple[StatusKind, str, str]:
    for rule in RULES:
        verdict = rule.decide(case)
        if verdict is not None:
            return verdict.kind, verdict.words, rule.name
    # Every case has a figure and a target, or lacks one: a rule answers each.
    raise AssertionError(f"no rule judges {case.measure.id}")  # pragma: no cover


def _shortfall(case: Case) -> float:
    """How far on the wrong side, for putting parts of one kind in order."""
    if case.bound is None or case.value is None:
        return 0.0
    return case.bound.shortfall(case.value)


def _joined(parts: list[tuple[Case, Status]]) -> str:
    """The parts' sentences, each under its label; what was said once is not said again."""
    said: list[str] = []
    for case, status in parts:
        first, *others = re.split(r"(?<=\.) (?=[A-Z])", status.sentence)
        label = f"{case.label}: " if case.label else ""
        said += [label + first, *(one for one in others if one not in said)]
    return " ".join(said)

"""What the linter finds in the plan, a rule at a time."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import TypeAlias

from headway.checking.checker import check
from headway.checking.findings import Finding, Severity
from headway.checking.rules import RULES
from headway.domain.plan import Plan
from headway.web.editions.checklist.examined import Examined
from headway.web.editions.checklist.items import Item
from headway.web.keeping import Shelf

Findings: TypeAlias = tuple[tuple[Finding, bool], ...]
_FINDINGS: Shelf[tuple[str, date], Findings] = Shelf(32)
"""
What the checks found by the text of the plan and the day, which is all that they depend on: the
checklist is drawn up at each step on the way to an edition, and checking is most of its cost.
"""


def found(seen: Examined) -> Iterator[Item]:
    """
    What the linter finds, a rule at a time; notes are left out.

    The words of an adopted plan cannot be put right here: a finding on them may be accepted. What
    an answer brought in can be returned to whoever gave it: there an error must be cleared.
    """
    draft, digest, plan = seen.draft, seen.saved.digest, seen.plan
    titles = {rule.code: rule.title for rule in RULES}
    by_rule: dict[tuple[str, bool], list[Finding]] = {}
    for one, is_answers in _FINDINGS.get((digest, draft.at), lambda: _findings(plan, draft.at)):
        must = one.severity is Severity.ERROR and is_answers
        if one.severity is not Severity.NOTE:
            by_rule.setdefault((one.code, must), []).append(one)
    for (code, must), theirs in by_rule.items():
        remedy = " It came with an answer: return it, or correct it and accept it anew."
        yield Item(
            title=f"{titles[code]} ({code})",
            sentence=f"Found {_times(len(theirs))} by the checks.{remedy if must else ''}",
            details=tuple(dict.fromkeys(one.sentence for one in theirs)),
            is_error=must,
            page=("answers:review", draft.round.key) if must and draft.round else ("plans:checks",),
        )


def _findings(plan: Plan, at: date) -> Findings:
    """What the checks find, each with whether it is there because of an answer."""
    bare = _without_answers(plan)
    found = check(plan, at).findings
    without = found if bare == plan else check(bare, at).findings
    return tuple((one, one not in without) for one in found)


def _without_answers(plan: Plan) -> Plan:
    """The plan as its documents alone have it."""
    return replace(
        plan,
        observations=tuple(one for one in plan.observations if not one.given_by),
        progress=tuple(one for one in plan.progress if not one.given_by),
    )


def _times(count: int) -> str:
    return {1: "once", 2: "twice"}.get(count, f"{count} times")

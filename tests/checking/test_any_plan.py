"""What holds of the linter whatever the plan."""

from dataclasses import replace
from datetime import date
from time import perf_counter

import pytest
from hypothesis import HealthCheck, Phase, given, settings

from headway.checking import showing
from headway.checking.checker import check
from headway.checking.examples import plan_file
from headway.checking.rules import RULES
from headway.domain.plan import Plan
from headway.planfile import loads
from tests.plans import days, plans

FEW = settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
    phases=[Phase.generate],
)


@FEW
@given(plans(), days())
def test_any_plan_at_all_can_be_checked_and_its_findings_shown(plan: Plan, at: date):
    checked = check(plan, at)

    assert all(one.sentence and one.hint for one in checked.findings)
    showing.as_text(checked, "plan.yaml", {})
    showing.as_json(checked, "plan.yaml", {})


@FEW
@given(plans(), days())
def test_the_same_plan_has_the_same_findings_in_the_same_order(plan: Plan, at: date):
    again = replace(plan, title=plan.title)

    assert check(plan, at) == check(again, at)


@FEW
@given(plans(), days())
def test_the_order_of_the_rules_does_not_matter(plan: Plan, at: date):
    assert check(plan, at, RULES) == check(plan, at, tuple(reversed(RULES)))


@FEW
@given(plans(), days())
def test_what_a_note_ignores_is_kept_apart_and_nothing_else(plan: Plan, at: date):
    bare = _with_note(plan, "")
    found, rows = check(bare, at).findings, {row.id for row in plan.rows()}
    named = next((one for one in found if one.row in rows), None)
    if named is None:
        return

    noted = _with_note(plan, f"headway: ignore {named.code} because we know", only=named.row)
    checked = check(noted, at)

    assert named in checked.ignored
    assert all((one.row, one.code) == (named.row, named.code) for one in checked.ignored)
    assert set(checked.findings) | set(checked.ignored) == set(found)


def _with_note(plan: Plan, note: str, only: str | None = None) -> Plan:
    """Every note taken out, and one put in."""
    return replace(
        plan,
        actions=tuple(replace(a, note=note if a.id == only else "") for a in plan.actions),
        measures=tuple(replace(m, note=note if m.id == only else "") for m in plan.measures),
    )


@pytest.mark.parametrize("words", ["increase 1 and ", "number of ", "A&", "1", "(AB) ", "95 of "])
def test_a_very_long_text_is_checked_in_good_time(words: str):
    plan = loads(plan_file(f'measures:\n  - {{id: m, text: "{words * (8000 // len(words))}"}}\n'))
    started = perf_counter()

    check(plan, date(2021, 7, 1))

    assert perf_counter() - started < 5

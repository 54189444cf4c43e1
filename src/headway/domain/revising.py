"""
Changing a plan, one decision at a time.

A plan is never edited in place: each function answers with a new one, so that an
earlier one can always be gone back to.
"""

from collections.abc import Iterable
from dataclasses import replace

from headway.domain.doubts import Doubt
from headway.domain.errors import PlanError
from headway.domain.observations import Observation, RowId
from headway.domain.plan import Action, Measure, Plan, Row


def with_row(plan: Plan, row: Row, observations: Iterable[Observation] | None = None) -> Plan:
    """
    The plan with this row in place of the one with the same id.

    Args:
        plan: The plan as it is.
        row: The corrected row; it stays an action or a measure.
        observations: All the figures of the row from now on; None leaves them alone.

    Raises:
        PlanError: The plan has no such row, or it is of the other sort.
    """
    if type(plan.row(row.id)) is not type(row):
        raise PlanError(f'row "{row.id}" is already there as another sort of row')
    if isinstance(row, Measure):
        measures = tuple(row if old.id == row.id else old for old in plan.measures)
        changed = replace(plan, measures=measures)
    else:
        changed = replace(
            plan, actions=tuple(row if old.id == row.id else old for old in plan.actions)
        )
    return changed if observations is None else with_observations(changed, row.id, observations)


def with_observations(plan: Plan, row: RowId, observations: Iterable[Observation]) -> Plan:
    """The plan with these as all the figures of one row, where its first figure stood."""
    new = tuple(observations)
    kept = [old for old in plan.observations if old.row != row]
    first = next((i for i, old in enumerate(plan.observations) if old.row == row), len(kept))
    return replace(plan, observations=(*kept[:first], *new, *kept[first:]))


def without_row(plan: Plan, row_id: str) -> Plan:
    """
    The plan without a row and all that was said of it; for what was never a row.

    Raises:
        PlanError: The plan has no such row.
    """
    plan.row(row_id)
    return replace(
        plan,
        actions=tuple(row for row in plan.actions if row.id != row_id),
        measures=tuple(
            replace(row, for_action=None) if row.for_action == row_id else row
            for row in plan.measures
            if row.id != row_id
        ),
        observations=tuple(one for one in plan.observations if one.row != row_id),
        benchmarks=tuple(one for one in plan.benchmarks if one.row != row_id),
        progress=tuple(
            replace(one, points_to=None) if one.points_to == row_id else one
            for one in plan.progress
            if one.row != row_id
        ),
        doubts=tuple(one for one in plan.doubts if one.row != row_id),
    )


def as_other_sort(plan: Plan, row_id: str) -> Plan:
    """
    The plan with a measure turned into an action, or an action into a measure.

    What both sorts hold is kept; figures and progress stay with the row.

    Raises:
        PlanError: The plan has no such row.
    """
    row = plan.row(row_id)
    kept = {
        name: getattr(row, name)
        for name in (
            "id",
            "area",
            "text",
            "number",
            "title",
            "direction",
            "responsibility",
            "targets",
            "baselines",
            "wordings",
            "note",
        )
    }
    if isinstance(row, Measure):
        return replace(
            plan,
            measures=tuple(old for old in plan.measures if old.id != row_id),
            actions=(*plan.actions, Action(**kept)),
        )
    return replace(
        plan,
        actions=tuple(old for old in plan.actions if old.id != row_id),
        measures=(
            *(
                replace(old, for_action=None) if old.for_action == row_id else old
                for old in plan.measures
            ),
            Measure(**kept),
        ),
    )


def settled(plan: Plan, doubt: Doubt, words: str) -> Plan:
    """
    The plan with one doubt settled, and how.

    Raises:
        PlanError: The plan holds no such open doubt, or no words say how it was settled.
    """
    if doubt not in plan.doubts:
        raise PlanError("that doubt has been settled already, or is not in this plan")
    if not words.strip():
        raise PlanError("say in a word or two how the doubt was settled")
    at = plan.doubts.index(doubt)
    done = replace(doubt, settled=words.strip())
    return replace(plan, doubts=(*plan.doubts[:at], done, *plan.doubts[at + 1 :]))


def open_doubts(plan: Plan, row_id: str | None = None) -> tuple[Doubt, ...]:
    """Doubts nobody has settled; of one row, or of the whole plan."""
    return tuple(
        doubt
        for doubt in plan.doubts
        if not doubt.settled and (row_id is None or doubt.row == row_id)
    )

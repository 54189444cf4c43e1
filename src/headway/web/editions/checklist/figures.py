"""Measures that cannot be judged for want of their figure."""

from collections.abc import Iterator

from headway.domain.status import StatusKind
from headway.judgement.statuses import judge_plan
from headway.reporting.naming import row_name
from headway.web.editions.checklist.examined import Examined
from headway.web.editions.checklist.items import Item, counted

_WITHOUT = {
    StatusKind.LOST: "A figure was lost",
    StatusKind.STALE: "The newest figure is for another year",
}


def found(seen: Examined) -> Iterator[Item]:
    """A figure was lost, or is of another year."""
    plan, draft = seen.plan, seen.draft
    judged = {one.row: one for one in judge_plan(plan, at=draft.at)}
    for kind, title in _WITHOUT.items():
        rows = [
            row for row in plan.measures if plan.is_current(row) and judged[row.id].kind is kind
        ]
        if rows:
            yield Item(
                title=title,
                sentence=f"{counted(len(rows), 'measure')} cannot be judged for that.",
                details=tuple(row_name(row, 80) for row in rows),
                page=("plans:measures",),
            )

"""Which methods a plan's figures were judged by, for its methods page."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from headway.domain.observations import RowId
from headway.domain.plan import Plan
from headway.domain.status import Status
from headway.judgement.methods import MANY_CHANGES, METHODS, Method
from headway.judgement.statuses import judge_plan


@dataclass(frozen=True, slots=True, kw_only=True)
class MethodUse:
    """
    A method with the measures that used it.

    Attributes:
        rows: In the plan's order, each once.
    """

    method: Method
    rows: tuple[RowId, ...]


def methods_used(plan: Plan, at: date) -> tuple[MethodUse, ...]:
    """The methods that judging the plan at a date used, in the order of `METHODS`."""
    return methods_of(judge_plan(plan, at=at))


def methods_of(statuses: tuple[Status, ...]) -> tuple[MethodUse, ...]:
    """The same, of a plan that has been judged."""
    rows: dict[str, dict[RowId, None]] = {}
    for status in statuses:
        for name in _names(status):
            rows.setdefault(name, {})[status.row] = None
    tested = [
        one
        for one in statuses
        if any(part.travel and part.travel.p is not None for part in (one, *one.parts))
    ]
    if len(tested) > 1:
        rows[MANY_CHANGES.name] = {one.row: None for one in tested}
    return tuple(
        MethodUse(method=method, rows=tuple(rows[method.name]))
        for method in METHODS
        if method.name in rows
    )


def _names(status: Status) -> Iterator[str]:
    for one in (status, *status.parts):
        if one.travel is not None and one.travel.method:
            yield one.travel.method
        if one.projection is not None:
            yield one.projection.method
        yield from (answer.method for answer in one.assurances if answer.method)

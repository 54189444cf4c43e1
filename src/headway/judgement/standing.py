"""The plan as it stood on a day, before what later documents brought."""

from dataclasses import replace
from datetime import date
from typing import TypeVar

from headway.domain.plan import Action, Measure, Plan, Row
from headway.domain.provenance import Place
from headway.judgement.editions import in_force

AnyRow = TypeVar("AnyRow", Action, Measure)


def as_it_stood(plan: Plan, at: date) -> Plan:
    """
    The plan with the document that was in force on a day, and nothing of later ones.

    A row that only a later document holds did not exist yet: it is not a dropped row.
    A row without wordings was entered by hand, and stays. A row that has been reworded
    since stands in the words and with the number that it had then.
    """
    newest, plan = plan.current, in_force(plan, at)
    later = {one.name for one in plan.sources if one.as_at is not None and one.as_at > at}
    later.discard(plan.current)
    if not later:
        return plan

    def there(row: Row) -> bool:
        return not row.wordings or any(one.document not in later for one in row.wordings)

    rows = {row.id for row in plan.rows() if there(row)}
    return replace(
        plan,
        actions=tuple(
            _as_worded(row, plan.current, newest) for row in plan.actions if row.id in rows
        ),
        measures=tuple(
            _as_worded(row, plan.current, newest) for row in plan.measures if row.id in rows
        ),
        observations=tuple(
            one
            for one in plan.observations
            if one.row in rows and (one.known_at is not None or not _in(one.place, later))
        ),
        benchmarks=tuple(
            one for one in plan.benchmarks if one.row in rows and not _in(one.place, later)
        ),
        progress=tuple(
            one for one in plan.progress if one.row in rows and one.document not in later
        ),
        doubts=tuple(
            one
            for one in plan.doubts
            if (one.row is None or one.row in rows) and not _in(one.place, later)
        ),
        sources=tuple(one for one in plan.sources if one.name not in later),
    )


def _in(place: Place | None, documents: set[str]) -> bool:
    return place is not None and place.document in documents


def _as_worded(row: AnyRow, document: str, newest: str) -> AnyRow:
    """The row as an earlier document than the newest words it."""
    then = next((one for one in row.wordings if one.document == document), None)
    if document == newest or then is None or not then.text.strip():
        return row
    return replace(row, text=then.text, number=then.number)

"""What changed since the board last saw the plan, in lines for the summary."""

import re
from datetime import date

from headway.domain.observations import RowId
from headway.domain.plan import Plan
from headway.judgement.changes import Change, ChangeKind, changes, previous_edition
from headway.judgement.wording import day, listed
from headway.reporting.naming import row_label, row_name
from headway.reporting.printable import on_one_line

_NAMED = 60


def changes_since(
    plan: Plan, at: date, previous: Plan | None, previous_at: date | None
) -> tuple[str, tuple[str, ...]]:
    """
    A note of what the plan was compared with, and one line a change, the gravest first.

    New figures are told together: most rows have one, and the tables show them all.
    """
    before = _before(plan, at, previous, previous_at)
    if before is None:
        return "There is no earlier edition to compare with.", ()
    earlier, since = before
    found = changes(earlier, plan, before_at=since, after_at=at)
    note = f"Since the plan as it was known on {day(since)}."
    if not found:
        return f"{note} Nothing has changed.", ()
    single = [one for one in found if one.kind is not ChangeKind.FIGURE]
    lines = [_line(plan, earlier, one) for one in single]
    if gained := dict.fromkeys(one.row for one in found if one.kind is ChangeKind.FIGURE):
        lines.append(f"New figures: {listed([_label(plan, earlier, row) for row in gained])}.")
    return note, tuple(lines)


def _before(
    plan: Plan, at: date, previous: Plan | None, previous_at: date | None
) -> tuple[Plan, date] | None:
    if previous is not None:
        dated = [source.as_at for source in previous.sources if source.as_at is not None]
        return previous, previous_at or min(max(dated, default=at), at)
    if previous_at is not None:
        return plan, previous_at
    found = previous_edition(plan)
    return found if found and found[1] < at else None


def _line(plan: Plan, earlier: Plan, change: Change) -> str:
    row = next((one for p in (plan, earlier) for one in p.rows() if one.id == change.row), None)
    name = row_name(row, _NAMED) if row else on_one_line(change.name)
    return f"{name}: {_brief(change)}"


def _brief(change: Change) -> str:
    """A change of status without its explanation, which stands under what needs attention."""
    said = on_one_line(change.sentence)
    if change.kind is ChangeKind.STATUS:
        said = re.split(r"(?<=[a-z])\. ", said, maxsplit=1)[0]
    said = said.rstrip(".") + "."
    return said[0].lower() + said[1:]


def _label(plan: Plan, earlier: Plan, row_id: RowId) -> str:
    row = next((one for p in (plan, earlier) for one in p.rows() if one.id == row_id), None)
    return row_label(row) if row else on_one_line(row_id)

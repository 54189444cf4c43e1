"""What an uploaded workbook would change, and what is to be looked at, before anything is saved."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from headway.answering.differences import Difference
from headway.answering.workbook import Returned
from headway.web.answers import queries
from headway.web.answers.access import Mine
from headway.web.answers.pages.answering import found_json
from headway.web.answers.queries import Line


def page(
    mine: Mine, lines: Sequence[Line], found: Sequence[Difference], after: Returned, *, today: date
) -> dict[str, Any]:
    """Everything the template needs, but for what proves that it was shown."""
    changes: dict[str, list[Difference]] = {}
    for one in found:
        changes.setdefault(one.row, []).append(one)
    rows = [
        _row(line, changes[line.request.row], after, today)
        for line in lines
        if line.request.row in changes
    ]
    return {
        "round": mine.round,
        "agency": mine.agency,
        "rows": rows,
        "wrong": _wrong(rows),
        "can_save": bool(savable(lines, found, after)),
    }


def savable(lines: Sequence[Line], found: Sequence[Difference], after: Returned) -> list[Line]:
    """The rows that would change and may: those open, each cell of which could be taken."""
    changed = {one.row for one in found}
    return [
        one
        for one in lines
        if one.request.row in changed and one.request.row not in after.unread and one.is_open
    ]


def _row(line: Line, changes: Sequence[Difference], after: Returned, today: date) -> dict[str, Any]:
    row = line.request.row
    unread = [one.finding for one in after.unread.get(row, ())]
    looked_at = unread or queries.looked_at(line, after.drafts[row], at=today)
    told = found_json(looked_at) if line.is_open else []
    fields = {one.field for one in changes}
    return {
        "name": line.asked.row.name,
        "closed": not line.is_open,
        "left_out": bool(unread) and line.is_open,
        "state": line.state.label.lower(),
        "changes": [
            {"change": one, "found": [each for each in told if each["field"] == one.field]}
            for one in changes
        ],
        "found_elsewhere": [each for each in told if each["field"] not in fields],
        "is_wrong": any(each["severity"] == "error" for each in told),
    }


def _wrong(rows: Sequence[dict[str, Any]]) -> str:
    """How many rows have something to put right, and what becomes of them."""
    left_out = sum(one["left_out"] for one in rows)
    kept = sum(one["is_wrong"] for one in rows) - left_out
    told = []
    if kept:
        told.append(
            f"In {_rows(kept)} something must be put right before it is submitted; it can be saved "
            "now, and put right on the page of the round."
        )
    if left_out:
        told.append(
            f"In {_rows(left_out)} a cell cannot be taken, and nothing of it would be saved; put "
            "the cell right in the workbook and upload it once more."
        )
    return " ".join(told)


def _rows(count: int) -> str:
    return f"{count} row{'' if count == 1 else 's'}"

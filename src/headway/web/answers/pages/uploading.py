"""What an uploaded workbook would change, before anything is saved."""

from collections.abc import Mapping, Sequence
from typing import Any

from headway.answering.differences import Difference
from headway.answering.drafts import Draft
from headway.web.answers.access import Mine
from headway.web.answers.queries import Line


def page(
    mine: Mine,
    lines: Sequence[Line],
    found: Sequence[Difference],
    changed: Mapping[str, Draft],
    token: str,
) -> dict[str, Any]:
    """Everything the template needs."""
    rows = []
    for line in lines:
        row = line.request.row
        if row not in changed:
            continue
        rows.append(
            {
                "name": line.asked.row.name,
                "closed": not line.is_open,
                "state": line.state.label.lower(),
                "changes": [one for one in found if one.row == row],
            }
        )
    return {
        "round": mine.round,
        "agency": mine.agency,
        "rows": rows,
        "token": token,
        "can_save": any(not one["closed"] for one in rows),
    }

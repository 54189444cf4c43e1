"""What was read, the doubts first."""

from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from headway.domain.doubts import Doubt
from headway.domain.observations import Observation
from headway.domain.plan import Measure, Plan, Row, Target
from headway.domain.quantities import Comparator, Direction, shown
from headway.importing.summary import in_order
from headway.web.imports.models import Import
from headway.web.imports.queries import Draft

SHOWN = {
    "": "Everything",
    "doubts": "Rows with doubts",
    "measures": "Measures",
    "actions": "Actions",
}
_BOUNDS = {
    Comparator.LE: "at most ",
    Comparator.LT: "below ",
    Comparator.GE: "at least ",
    Comparator.GT: "above ",
    Comparator.APPROX: "about ",
    Comparator.CHANGE_BY: "a change of ",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class DoubtShown:
    """
    A doubt with what a person needs to settle it.

    Attributes:
        number: Its place in the plan's doubts, which names it in addresses.
        row: The row it is about, if one.
    """

    number: int
    doubt: Doubt
    row: Row | None


@dataclass(frozen=True, slots=True, kw_only=True)
class RowShown:
    """A row in the list, with what was understood of it in a few words."""

    row: Row
    sort: str
    target: str
    figures: tuple[str, ...]
    doubts: int
    place: str


def page(job: Import, draft: Draft, *, show: str) -> dict[str, Any]:
    """Counts, open doubts, then the rows by area; `show` narrows the rows."""
    plan = draft.plan
    doubts = doubts_shown(plan)
    return {
        "job": job,
        "plan": plan,
        "draft": draft,
        "doubts": doubts,
        "settled": sum(1 for doubt in plan.doubts if doubt.settled),
        "areas": [(area, rows) for area in plan.areas if (rows := _rows(plan, area.id, show))],
        "filters": [
            {"text": words, "href": f"?show={name}" if name else "?", "current": name == show}
            for name, words in SHOWN.items()
        ],
        "matches": matches_by_fate(job.matches),
        "counts": {
            "measures": len(plan.measures),
            "actions": len(plan.actions),
            "figures": sum(1 for one in plan.observations if one.value is not None),
            "areas": len(plan.areas),
        },
        "crumbs": [
            {"text": "Plans", "href": "/?all"},
            {"text": "Import a plan", "href": reverse("imports:start")},
            {"text": job.name},
        ],
    }


def matches_by_fate(lines: str) -> list[tuple[str, list[str]]]:
    r"""
    What became of last year's rows, a group for each fate.

    >>> matches_by_fate("Reworded (probable): “a” is now “b”\nNew: “c”\nNew: “d”")
    [('Reworded', ['“a” is now “b” (probable)']), ('New', ['“c”', '“d”'])]
    """
    groups: dict[str, list[str]] = {}
    for line in lines.splitlines():
        fate, _, words = line.partition(": ")
        name, _, surety = fate.partition(" (")
        if not words:
            name, words = "", fate
        groups.setdefault(name, []).append(words + (f" ({surety}" if surety else ""))
    return list(groups.items())


def doubts_shown(plan: Plan, row_id: str | None = None) -> list[DoubtShown]:
    """The open doubts of the plan, or of one of its rows, the most important first."""
    rows = {row.id: row for row in plan.rows()}
    numbers = {id(doubt): number for number, doubt in enumerate(plan.doubts)}
    return [
        DoubtShown(
            number=numbers[id(doubt)], doubt=doubt, row=rows.get(doubt.row) if doubt.row else None
        )
        for doubt in in_order(plan.doubts)
        if row_id is None or doubt.row == row_id
    ]


def row_shown(plan: Plan, row: Row) -> RowShown:
    """A row as the list shows it."""
    place = row.wordings[-1].place if row.wordings else None
    return RowShown(
        row=row,
        sort="Measure" if isinstance(row, Measure) else "Action",
        target=" · ".join(_target(one) for one in row.targets) or _direction(row),
        figures=tuple(_figure(one) for one in plan.observations if one.row == row.id),
        doubts=sum(1 for doubt in plan.doubts if doubt.row == row.id and not doubt.settled),
        place=str(place) if place else "",
    )


def shortened(words: str, length: int = 80) -> str:
    """
    The beginning of a row's words, cut between words.

    >>> shortened("Reduce the number of permanent exclusions", 20)
    'Reduce the number…'
    """
    if len(words) <= length:
        return words
    return words[:length].rsplit(" ", 1)[0] + "…"


def _rows(plan: Plan, area_id: str, show: str) -> list[RowShown]:
    wanted = {"measures": "Measure", "actions": "Action"}.get(show)
    rows = [row_shown(plan, row) for row in plan.rows() if row.area == area_id]
    rows = [row for row in rows if wanted is None or row.sort == wanted]
    return [row for row in rows if show != "doubts" or row.doubts]


def _target(target: Target) -> str:
    number = _BOUNDS.get(target.comparator, "") + (
        shown(target.value, target.unit) if target.value is not None else target.words
    )
    return " ".join(
        part
        for part in (
            number or "no number",
            target.breakdown and f"({target.breakdown})",
            f"by {target.period}" if target.period else "",
        )
        if part
    )


def _direction(row: Row) -> str:
    return "" if row.direction is Direction.NONE else f"{row.direction.value}, no target read"


def _figure(one: Observation) -> str:
    number = one.state.value if one.state else ""
    if one.value is not None:
        number = _BOUNDS.get(one.comparator, "") + shown(one.value, one.unit)
    about = ", ".join(part for part in (one.breakdown, one.of, str(one.period or "")) if part)
    return f"{number} ({about})" if about else number

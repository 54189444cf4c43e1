"""The list of measures: filtered and sorted as the reader asks."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from headway.domain.status import StatusKind
from headway.reporting.marks import MARKS, ORDER
from headway.web.plans.access import Opened
from headway.web.plans.pages.choices import select_items
from headway.web.plans.pages.rows import MeasureLine, measure_lines
from headway.web.plans.scorecards import Scorecard

SORTS: dict[str, str] = {
    "plan": "In the plan’s order",
    "status": "Worst first",
    "name": "By name",
}
"""What a reader may sort by."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MeasuresPage:
    """
    Everything on the page.

    Attributes:
        lines: Those that the reader asked for.
        total: How many there are without the filter.
        choices: Of each filter: what `select` components show.
        filtered: Whether any filter is set.
    """

    lines: tuple[MeasureLine, ...]
    total: int
    choices: Mapping[str, list[dict[str, Any]]]
    filtered: bool


def measures_page(asked: Mapping[str, str], card: Scorecard, opened: Opened) -> MeasuresPage:
    """The measures in force that the reader asked for; an unknown wish is no wish."""
    everything = measure_lines(card, opened)
    choices: dict[str, list[tuple[str, str]]] = {
        "outcome": [(one.id, one.title) for one in card.plan.outcomes],
        "status": [
            (css_of(kind), MARKS[kind].word)
            for kind in ORDER
            if any(line.kind is kind for line in everything)
        ],
        "agency": [(name, name) for name in agencies(everything)],
    }
    wishes = {
        name: asked[name]
        for name, known in choices.items()
        if any(value == asked.get(name) for value, _ in known)
    }
    kept = [line for line in everything if all(_meets(line, *wish) for wish in wishes.items())]
    shown: dict[str, list[tuple[str, str]]] = {
        name: [("", "All"), *known] for name, known in choices.items()
    }
    shown["sort"] = list(SORTS.items())
    return MeasuresPage(
        lines=tuple(_sorted(kept, asked.get("sort", ""))),
        total=len(everything),
        choices={name: select_items(known, asked.get(name, "")) for name, known in shown.items()},
        filtered=bool(wishes),
    )


def css_of(kind: StatusKind) -> str:
    """A status as addresses spell it."""
    return MARKS[kind].css.removeprefix("status-")


def agencies(lines: Sequence[MeasureLine]) -> list[str]:
    """Every agency that answers for one of the lines, by name."""
    return sorted({name for line in lines for name in line.agencies}, key=str.casefold)


def _sorted(lines: list[MeasureLine], sort: str) -> list[MeasureLine]:
    if sort == "status":
        return sorted(lines, key=lambda line: line.worst_first)
    if sort == "name":
        return sorted(lines, key=lambda line: line.name.casefold())
    return lines


def _meets(line: MeasureLine, name: str, wish: str) -> bool:
    return {
        "outcome": line.outcome_id == wish,
        "status": css_of(line.kind) == wish,
        "agency": wish in line.agencies,
    }[name]

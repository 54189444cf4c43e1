"""The actions, agency by agency: who has what to do, by when, and what is late."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from headway.reporting.marks import ACTION_MARKS
from headway.web.plans.access import Opened
from headway.web.plans.pages.choices import select_items
from headway.web.plans.pages.rows import ActionLine, action_lines
from headway.web.plans.scorecards import Scorecard

NOBODY = "Nobody named"
"""Where the plan names no agency for an action."""

SORTS: dict[str, str] = {
    "plan": "In the plan’s order",
    "due": "By date due",
    "late": "Overdue first",
}
"""What a reader may sort by."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AgencyActions:
    """The actions of one agency; an action of several is under each of them."""

    agency: str
    lines: tuple[ActionLine, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ActionsPage:
    """
    Everything on the page.

    Attributes:
        groups: By agency, where the reader asked for that or for one agency; else one group.
        shown: How many actions are in it, each counted once.
    """

    groups: tuple[AgencyActions, ...]
    shown: int
    total: int
    overdue: int
    choices: Mapping[str, list[dict[str, Any]]]
    filtered: bool


def actions_page(asked: Mapping[str, str], card: Scorecard, opened: Opened) -> ActionsPage:
    """The actions in force that the reader asked for; an unknown wish is no wish."""
    everything = action_lines(card, opened)
    names = agencies(everything)
    words = [mark.word for mark in ACTION_MARKS.values()]
    present = [word for word in words if any(line.mark.word == word for line in everything)]
    agency = asked.get("agency", "") if asked.get("agency") in names else ""
    status = asked.get("status", "") if asked.get("status") in present else ""
    kept = [line for line in everything if _meets(line, agency, status)]
    kept = _sorted(kept, asked.get("sort", ""))
    statuses = [("", "All"), *((word, word) for word in present)]
    return ActionsPage(
        groups=tuple(_groups(kept, [agency] if agency else names)),
        shown=len(kept),
        total=len(everything),
        overdue=sum(line.overdue for line in everything),
        choices={
            "agency": select_items([("", "All"), *((name, name) for name in names)], agency),
            "status": select_items(statuses, status),
            "sort": select_items(list(SORTS.items()), asked.get("sort", "plan")),
        },
        filtered=bool(agency or status),
    )


def agencies(lines: Sequence[ActionLine]) -> list[str]:
    """Every agency with an action, by name; last, that nobody is named."""
    names = sorted({name for line in lines for name in line.agencies}, key=str.casefold)
    return [*names, NOBODY] if any(not line.agencies for line in lines) else names


def _sorted(lines: list[ActionLine], sort: str) -> list[ActionLine]:
    if sort == "due":
        return sorted(lines, key=lambda line: line.due or date.max)
    if sort == "late":
        return sorted(lines, key=lambda line: (not line.overdue, line.due or date.max))
    return lines


def _meets(line: ActionLine, agency: str, status: str) -> bool:
    of_agency = not agency or agency in line.agencies or (agency == NOBODY and not line.agencies)
    return of_agency and status in ("", line.mark.word)


def _groups(lines: Sequence[ActionLine], names: Sequence[str]) -> Iterator[AgencyActions]:
    """Agencies that have the same actions stand together, so that no list is printed twice."""
    together: dict[tuple[str, ...], list[str]] = {}
    for name in names:
        own = tuple(line.id for line in lines if _meets(line, name, ""))
        if own:
            together.setdefault(own, []).append(name)
    for own, who in together.items():
        yield AgencyActions(
            agency=", ".join(who), lines=tuple(line for line in lines if line.id in own)
        )

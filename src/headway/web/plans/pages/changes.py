"""What has changed since the plan was last looked at: in full, or as a number where it is many."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from headway.domain.plan import Measure
from headway.judgement.changes import Change, ChangeKind
from headway.web.plans.access import Opened
from headway.web.plans.pages.rows import row_address
from headway.web.plans.scorecards import Scorecard

FEW = 6
"""Changes of one sort that are listed outright; more are folded away under their number."""

_NOUNS: dict[ChangeKind, tuple[str, str]] = {
    ChangeKind.STATUS: ("status has changed", "statuses have changed"),
    ChangeKind.FIGURE: ("new figure", "new figures"),
    ChangeKind.CORRECTED: ("figure was corrected", "figures were corrected"),
    ChangeKind.TARGET: ("target has changed", "targets have changed"),
    ChangeKind.DONE: ("action is done", "actions are done"),
    ChangeKind.HALTED: ("action was halted", "actions were halted"),
    ChangeKind.ADDED: ("row is new in the plan", "rows are new in the plan"),
    ChangeKind.DROPPED: ("row is no longer in the plan", "rows are no longer in the plan"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeLine:
    """One change; `href` is empty for an action that no page shows any more."""

    name: str
    href: str
    sentence: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeGroup:
    """
    The changes of one sort.

    Attributes:
        heading: With their number: "2 new figures".
        folded: There are more than a few.
    """

    heading: str
    lines: tuple[ChangeLine, ...]
    folded: bool


def change_groups(card: Scorecard, opened: Opened) -> tuple[ChangeGroup, ...]:
    """The changes by sort, in the order in which a board reads them."""
    return tuple(_groups(card.changes, card, opened))


def _groups(changes: Sequence[Change], card: Scorecard, opened: Opened) -> Iterator[ChangeGroup]:
    for kind, (one, several) in _NOUNS.items():
        own = [change for change in changes if change.kind is kind]
        if own:
            yield ChangeGroup(
                heading=f"{len(own)} {one if len(own) == 1 else several}",
                lines=tuple(_line(change, card, opened) for change in own),
                folded=len(own) > FEW,
            )


def _line(change: Change, card: Scorecard, opened: Opened) -> ChangeLine:
    row = next((row for row in card.plan.rows() if row.id == change.row), None)
    shown = row is not None and (isinstance(row, Measure) or card.plan.is_current(row))
    plain = change.kind in (ChangeKind.ADDED, ChangeKind.DROPPED)
    return ChangeLine(
        name=change.name,
        href=row_address(row, opened) if row is not None and shown else "",
        sentence="" if plain else change.sentence,
    )

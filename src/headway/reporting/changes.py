"""What changed since the board last saw the plan, in lines for the summary."""

from collections.abc import Iterable
from datetime import date

from headway.domain.plan import Measure, Plan
from headway.domain.status import StatusKind
from headway.judgement.changes import Change, ChangeKind, changes
from headway.judgement.editions import previous_edition
from headway.judgement.standing import as_it_stood
from headway.judgement.wording import day, listed
from headway.reporting.marks import MARKS, ORDER
from headway.reporting.naming import labels, labels_listed, row_name
from headway.reporting.printable import on_one_line

_NAMED = 60
_MOST_NAMED = 3
_TOLD_TOGETHER = (ChangeKind.FIGURE, ChangeKind.STATUS, ChangeKind.ADDED, ChangeKind.DROPPED)


Edition = tuple[Plan, date]
"""A plan as it stood on a day."""


def changes_since(before: Edition | None, plan: Plan, at: date) -> tuple[str, tuple[str, ...]]:
    """
    A note of what the plan was compared with, and one line a change, the gravest first.

    New figures are told together: most rows have one, and the tables show them all.
    """
    if before is None:
        return "There is no earlier edition to compare with.", ()
    earlier, since = before
    found = changes(earlier, plan, before_at=since, after_at=at)
    note = f"Since the plan as it was known on {day(since)}."
    if not found:
        return f"{note} Nothing has changed.", ()
    named = _Names(plan, earlier)
    lines = [f"{labels_listed(rows)}: {said}." for said, rows in _of_status(found, named).items()]
    lines += [
        f"{named.name(one)}: {_brief(one)}" for one in found if one.kind not in _TOLD_TOGETHER
    ]
    lines += _of_rows(found, named, ChangeKind.ADDED, "New in the plan")
    lines += _of_rows(found, named, ChangeKind.DROPPED, "No longer in the plan")
    gained = dict.fromkeys(named.label(one) for one in found if one.kind is ChangeKind.FIGURE)
    if gained:
        lines.append(f"New figures: {labels_listed(gained)}.")
    return note, tuple(lines)


def edition_before(
    plan: Plan, at: date, previous: Plan | None, previous_at: date | None
) -> Edition | None:
    """
    What to compare with: `previous`, else the plan at `previous_at`, else its document before.

    None where there is nothing earlier.
    """
    if previous is not None:
        dated = [source.as_at for source in previous.sources if source.as_at is not None]
        since = previous_at or min(max(dated, default=at), at)
        return as_it_stood(previous, since), since
    if previous_at is not None:
        return as_it_stood(plan, previous_at), previous_at
    found = previous_edition(plan)
    if found is None or found[1] >= at:
        return None
    return as_it_stood(*found), found[1]


class _Names:
    """What the rows of either plan are called."""

    def __init__(self, plan: Plan, earlier: Plan) -> None:
        self._rows = {row.id: row for one in (earlier, plan) for row in one.rows()}
        self._labels = labels(row for row in plan.rows() if plan.is_current(row))

    def is_measure(self, change: Change) -> bool:
        return isinstance(self._rows[change.row], Measure)

    def label(self, change: Change) -> str:
        return self._labels.get(change.row) or self.name(change)

    def name(self, change: Change) -> str:
        return row_name(self._rows[change.row], _NAMED)


def _of_status(found: Iterable[Change], named: _Names) -> dict[str, list[str]]:
    """Rows whose status changed in the same way, together, the gravest first."""
    told: dict[tuple[StatusKind, StatusKind], list[str]] = {}
    for one in found:
        if one.kind is ChangeKind.STATUS:
            way = StatusKind(one.before), StatusKind(one.after)
            told.setdefault(way, []).append(named.label(one))
    ways = sorted(told, key=lambda way: (ORDER.index(way[1]), ORDER.index(way[0])))
    return {
        f"now {MARKS[after].word.lower()} (before: {MARKS[before].word.lower()})": told[
            before, after
        ]
        for before, after in ways
    }


def _of_rows(found: Iterable[Change], named: _Names, kind: ChangeKind, opening: str) -> list[str]:
    """Rows that came or went: by name where they are few, counted where a new plan changed all."""
    rows = [one for one in found if one.kind is kind]
    if not rows:
        return []
    if len(rows) <= _MOST_NAMED:
        return [f"{opening}: {'; '.join(named.name(one) for one in rows)}."]
    measures = sum(named.is_measure(one) for one in rows)
    counted = [
        f"{number} {noun}{'' if number == 1 else 's'}"
        for number, noun in ((len(rows) - measures, "action"), (measures, "measure"))
        if number
    ]
    return [f"{opening}: {listed(counted)}."]


def _brief(change: Change) -> str:
    said = on_one_line(change.sentence)
    return said[0].lower() + said[1:]

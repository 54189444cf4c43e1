"""What changed between two editions: computed from the two plans, never written by hand."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from headway.domain.observations import Observation, RowId
from headway.domain.plan import Action, Measure, Plan, Row, Target
from headway.domain.status import Status
from headway.judgement import figures, wording
from headway.judgement.actions import ActionKind, judge_action
from headway.judgement.editions import previous_edition
from headway.judgement.figures import SeriesKey
from headway.judgement.statuses import judge

__all__ = ["Change", "ChangeKind", "changes", "previous_edition"]


class ChangeKind(StrEnum):
    """What sort of change it is, in the order in which a board reads them."""

    STATUS = "status changed"
    FIGURE = "new figure"
    CORRECTED = "figure corrected"
    TARGET = "target changed"
    DONE = "action completed"
    HALTED = "action halted"
    ADDED = "row added"
    DROPPED = "row dropped"


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """
    One thing that is different.

    Attributes:
        row: Its id, in the later plan where that still holds it.
        name: The row's name.
        before: What stood there, in words; empty where nothing did.
        after: What stands there now; empty where nothing does.
        sentence: The change, whole.
    """

    kind: ChangeKind
    row: RowId
    name: str
    before: str = ""
    after: str = ""
    sentence: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Edition:
    """A plan as known at a date."""

    plan: Plan
    at: date


def changes(before: Plan, after: Plan, *, before_at: date, after_at: date) -> tuple[Change, ...]:
    """
    What is different between a plan as known at one date and as known at another.

    Rows are matched by id. The two may be the same plan at two dates, or the plan with
    another of its documents in force.
    """
    earlier, later = _Edition(plan=before, at=before_at), _Edition(plan=after, at=after_at)
    old, new = _current(before), _current(after)
    found: list[Change] = []
    for row_id, row in new.items():
        if row_id not in old:
            found.append(_plain(ChangeKind.ADDED, row, "is new in the plan"))
            continue
        was = old[row_id]
        if isinstance(row, Measure) and isinstance(was, Measure):
            found += _of_a_measure(was, row, earlier, later)
        elif isinstance(row, Action) and isinstance(was, Action):
            found += _of_an_action(was, row, earlier, later)
    for row_id, row in old.items():
        if row_id not in new:
            found.append(_plain(ChangeKind.DROPPED, row, "is no longer in the plan"))
    order = list(ChangeKind)
    return tuple(sorted(found, key=lambda one: order.index(one.kind)))


def _current(plan: Plan) -> dict[RowId, Row]:
    return {row.id: row for row in plan.rows() if plan.is_current(row)}


def _of_a_measure(was: Measure, now: Measure, earlier: _Edition, later: _Edition) -> list[Change]:
    found = _figures(now, earlier, later)
    old = judge(earlier.plan, was, at=earlier.at)
    new = judge(later.plan, now, at=later.at)
    if old.kind is not new.kind:
        found.append(_status(now, old, new))
    first, second = _targets(was.targets), _targets(now.targets)
    if first != second:
        words = f"the target was {first or 'not given'} and is now {second or 'not given'}"
        found.append(
            Change(
                kind=ChangeKind.TARGET,
                row=now.id,
                name=now.name,
                before=first,
                after=second,
                sentence=wording.sentence(words),
            )
        )
    return found


def _status(row: Measure, old: Status, new: Status) -> Change:
    return Change(
        kind=ChangeKind.STATUS,
        row=row.id,
        name=row.name,
        before=old.kind.value,
        after=new.kind.value,
        sentence=wording.sentence(f"was {old.kind}, now {new.kind}. {new.sentence}"),
    )


def _figures(row: Measure, earlier: _Edition, later: _Edition) -> list[Change]:
    old = {_slot(one): one for one in figures.known(earlier.plan, row.id, earlier.at)}
    found = []
    for one in figures.known(later.plan, row.id, later.at):
        was = old.get(_slot(one))
        if was is not None and (was.value, was.state) == (one.value, one.state):
            continue
        now = _said(one) + (f" ({one.of})" if one.of else "")
        when = wording.when(one.period)
        label = f"{one.breakdown}: " if one.breakdown else ""
        if was is None:
            kind, words = ChangeKind.FIGURE, f"{label}{now} {when} is new"
        else:
            kind = ChangeKind.CORRECTED
            words = f"{label}{now} {when} takes the place of {_said(was)}"
        found.append(
            Change(
                kind=kind,
                row=row.id,
                name=row.name,
                before=_said(was) if was is not None else "",
                after=now,
                sentence=wording.sentence(words),
            )
        )
    return found


def _slot(one: Observation) -> tuple[SeriesKey, str, str]:
    return figures.series_key(one), str(one.period or ""), one.area


def _said(one: Observation) -> str:
    return wording.figure(one) if one.state is None else f"a figure that is {one.state}"


def _of_an_action(was: Action, now: Action, earlier: _Edition, later: _Edition) -> list[Change]:
    old = judge_action(earlier.plan, was, earlier.at)
    new = judge_action(later.plan, now, later.at)
    kinds = {ActionKind.DONE: ChangeKind.DONE, ActionKind.HALTED: ChangeKind.HALTED}
    if old.kind is new.kind or new.kind not in kinds:
        return []
    return [
        Change(
            kind=kinds[new.kind],
            row=now.id,
            name=now.name,
            before=old.kind.value,
            after=new.kind.value,
            sentence=new.sentence,
        )
    ]


def _plain(kind: ChangeKind, row: Row, words: str) -> Change:
    what = "measure" if isinstance(row, Measure) else "action"
    return Change(
        kind=kind, row=row.id, name=row.name, sentence=wording.sentence(f"this {what} {words}")
    )


def _targets(targets: tuple[Target, ...]) -> str:
    return wording.listed([wording.target(one) for one in targets])

"""Where an action stands at a date: done, halted, overdue, due soon, under way."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from headway.domain.observations import RowId
from headway.domain.periods import Period
from headway.domain.plan import Action, ActionStatus, Plan
from headway.judgement import wording
from headway.judgement.figures import known_by

SOON = 31
"""Days before its last day in which an action is due soon."""


class ActionKind(StrEnum):
    """Where an action stands."""

    DONE = "done"
    HALTED = "halted"
    OVERDUE = "overdue"
    DUE_SOON = "due soon"
    UNDER_WAY = "under way"
    NOT_STARTED = "not started"
    NOT_REPORTED = "not reported"


@dataclass(frozen=True, slots=True, kw_only=True)
class ActionJudgement:
    """
    The judgement on an action at a date.

    Attributes:
        due: When it is to be done or reported; None where no time is given.
        days: Until the last day of `due`, negative when past; None without a date.
        sentence: Why, with the date and the reason.
    """

    row: RowId
    at: date
    kind: ActionKind
    due: Period | None
    days: int | None
    sentence: str


def judge_action(plan: Plan, action: Action, at: date) -> ActionJudgement:
    """Where an action stands at a date, by what had been reported of it by then."""
    due = plan.responsibility(action).timetable.period
    last = due.last_day() if due is not None else None
    days = None if last is None else (last - at).days
    status = _status(plan, action, at)
    kind = _kind(status, days)
    return ActionJudgement(
        row=action.id,
        at=at,
        kind=kind,
        due=due,
        days=days,
        sentence=wording.sentence(
            _words(action, kind, _reported(plan, action, status, at), due, days)
        ),
    )


def judge_actions(plan: Plan, *, at: date) -> tuple[ActionJudgement, ...]:
    """Every action of the plan in force, in the plan's order."""
    return tuple(judge_action(plan, one, at) for one in plan.actions if plan.is_current(one))


def _status(plan: Plan, action: Action, at: date) -> ActionStatus:
    """The action's status, unless all that was said of it was said later."""
    said = [one for one in plan.progress if one.row == action.id]
    if said and not any(known_by(one.known_at, at) for one in said):
        return ActionStatus.UNKNOWN
    return action.status


def _kind(status: ActionStatus, days: int | None) -> ActionKind:
    if status is ActionStatus.COMPLETE:
        return ActionKind.DONE
    if status is ActionStatus.HALTED:
        return ActionKind.HALTED
    if days is not None and days < 0:
        return ActionKind.OVERDUE
    if days is not None and days <= SOON:
        return ActionKind.DUE_SOON
    return {
        ActionStatus.IN_PROGRESS: ActionKind.UNDER_WAY,
        ActionStatus.NOT_STARTED: ActionKind.NOT_STARTED,
    }.get(status, ActionKind.NOT_REPORTED)


def _reported(plan: Plan, action: Action, status: ActionStatus, at: date) -> str:
    """What had been said of it by the day, in a few words."""
    if status is not ActionStatus.UNKNOWN:
        return f"it is {status}"
    said = any(
        one.row == action.id and one.text.strip() and known_by(one.known_at, at)
        for one in plan.progress
    )
    return "what is reported does not say if it is done" if said else "nothing has been reported"


def _words(
    action: Action, kind: ActionKind, reported: str, due: Period | None, days: int | None
) -> str:
    when = f"due {wording.period(due)}" if due is not None else "no date is set"
    match kind:
        case ActionKind.DONE:
            return "Done"
        case ActionKind.HALTED:
            reason = action.reason.strip().rstrip(".")
            return f"Halted: {reason}" if reason else "Halted, with no reason given"
        case ActionKind.OVERDUE:
            late = -(days or 0)
            return f"{when}, {late:,} day{'' if late == 1 else 's'} overdue; {reported}"
        case ActionKind.DUE_SOON:
            left = "today" if not days else f"in {days} day{'' if days == 1 else 's'}"
            return f"{when}, which ends {left}; {reported}"
        case ActionKind.NOT_REPORTED:
            return f"{reported}; {when}"
        case _:
            return f"{kind}; {when}"

"""What rounds do by themselves, every minute: open, remind, tell the lead, close."""

import logging
from collections.abc import Callable
from datetime import datetime, timedelta
from functools import partial

from django.utils import timezone

from headway.domain.errors import HeadwayError
from headway.rounds.schedule import PlannedRound, rounds
from headway.web.plans import queries as plans
from headway.web.plans.models import PlanRecord
from headway.web.rounds import actions, queries
from headway.web.rounds.actions.opening import Proposal
from headway.web.rounds.models import Round, RoundState
from headway.web.rounds.working_days import working_days

log = logging.getLogger(__name__)

_LONGEST = timedelta(days=120)
"""Longer than any round stays open, summer holidays included."""


def tick(now: datetime) -> list[str]:
    """What was done; a plan or a round that cannot be dealt with does not stop the others."""
    done: list[str] = []
    for plan in plans.plans():
        done += _safely(plan.slug, partial(_open_due, plan, now))
    for one in Round.objects.filter(state=RoundState.OPEN).select_related("plan"):
        done += _safely(one.label, partial(_go_on, one, now))
    return done


def _safely(name: str, do: Callable[[], list[str]]) -> list[str]:
    try:
        return do()
    except HeadwayError as error:
        log.warning("rounds: %s: %s", name, error)
        return [f"{name}: {error}"]


def _open_due(plan: PlanRecord, now: datetime) -> list[str]:
    """Open the rounds whose time it is and that nobody has opened yet."""
    today, working = timezone.localdate(now), working_days(plan.slug)
    if not working.is_working(today) or not queries.opens_itself(plan.slug):
        return []
    opened = {one.label for one in queries.rounds_of(plan.slug)}
    newest = plans.newest(plan.slug).plan
    done = []
    for planned in rounds(newest, first=today - _LONGEST, last=today, working=working):
        if planned.label in opened or today > planned.days.due_on:
            continue
        actions.open_round(slug=plan.slug, proposal=proposal_of(planned), by=None, at=now)
        done.append(f"{plan.title}: {planned.label} is open.")
    return done


def proposal_of(planned: PlannedRound) -> Proposal:
    """A planned round as one that could be opened."""
    return Proposal(
        label=planned.label, period=str(planned.period), days=planned.days, rows=planned.rows
    )


def _go_on(one: Round, now: datetime) -> list[str]:
    """Remind and escalate in a round, or close it once its time is over."""
    if timezone.localdate(now) > one.closes_on:
        actions.close_round(round_id=one.pk, by=None, at=now)
        return [f"{one.label} is closed."]
    working = working_days(one.plan.slug)
    done = []
    if count := actions.follow_plan(round_id=one.pk, at=now):
        done.append(f"{one.label}: {count} requests follow the plan.")
    if told := actions.remind(round_id=one.pk, working=working, at=now):
        done.append(f"{one.label}: {told} agencies reminded.")
    if told := actions.ask_to_sign(round_id=one.pk, working=working, at=now):
        done.append(f"{one.label}: leads of {told} agencies asked to sign.")
    if told := actions.escalate(round_id=one.pk, working=working, at=now):
        done.append(f"{one.label}: leads of {told} agencies told.")
    return done

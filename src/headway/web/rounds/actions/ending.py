"""Closing a round, and opening it once more."""

from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from headway.rounds.schedule import days_around
from headway.rounds.working_days import WorkingDays
from headway.web.audit.actions import record
from headway.web.notices import actions as notices
from headway.web.people.models import Person
from headway.web.rounds.errors import RoundsError
from headway.web.rounds.models import Round, RoundState
from headway.web.rounds.queries import links_end


@transaction.atomic
def close_round(*, round_id: int, by: Person | None, at: datetime, reason: str = "") -> Round:
    """Take no more answers; does nothing where it is closed already."""
    round_ = (
        Round.objects.select_for_update(of=("self",))
        .select_related("plan__partnership")
        .get(pk=round_id)
    )
    if not round_.is_open:
        return round_
    round_.state, round_.closed_at = RoundState.CLOSED, at
    round_.save(update_fields=["state", "closed_at"])
    record(
        "round.closed", key=round_.key, by=by, at=at, reason=reason,
        partnership=round_.plan.partnership.slug, before={"state": "open"},
        after={"state": "closed"},
    )  # fmt: skip
    return round_


@transaction.atomic
def reopen_round(
    *, round_id: int, due_on: date, working: WorkingDays, by: Person, at: datetime, reason: str = ""
) -> Round:
    """
    Take answers again until a new day, or put the day of an open round off.

    Whoever has not answered is reminded around the new day as around the old, and personal links
    that were good until the round closed are good until it closes now.

    Raises:
        RoundsError: The day is not ahead.
    """
    round_ = (
        Round.objects.select_for_update(of=("self",))
        .select_related("plan__partnership")
        .get(pk=round_id)
    )
    today = timezone.localdate(at)
    if due_on <= today:
        raise RoundsError("Answers must be due on a day ahead. Choose a later one.")
    before = {"state": round_.state, "due_on": round_.due_on.isoformat()}
    days = days_around(min(round_.opens_on, today), due_on, round_.as_at, working)
    round_.state, round_.closed_at = RoundState.OPEN, None
    round_.due_on, round_.closes_on = days.due_on, days.closes_on
    round_.reminders = [day.isoformat() for day in days.reminders if day > today]
    round_.escalates_on = days.escalates_on
    round_.save()
    round_.requests.filter(escalated_at__isnull=False).update(escalated_at=None)
    ends = links_end(round_, today)
    lasting = round_.links.filter(revoked_at__isnull=True, expires_at__lt=ends)
    lasting.exclude(email=notices.ERASED).update(expires_at=ends)
    record(
        "round.reopened",
        key=round_.key,
        by=by,
        at=at,
        reason=reason,
        partnership=round_.plan.partnership.slug,
        before=before,
        after={"state": round_.state, "due_on": round_.due_on.isoformat()},
    )
    return round_

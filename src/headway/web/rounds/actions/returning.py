"""Telling an agency that the officer returned an answer: nobody looks for that by themselves."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from headway.web.notices import actions as notices
from headway.web.notices import queries as sent
from headway.web.plans import queries as plans
from headway.web.rounds import letters, queries
from headway.web.rounds.mails import about, post, shares, whom_to_ask
from headway.web.rounds.models import Request

KIND = "returned"


@transaction.atomic
def tell_of_return(*, request_id: int, revision: int, at: datetime) -> int:
    """
    Write to whoever answers a row that its answer was returned; to how many.

    Args:
        request_id: What was asked.
        revision: Of the answer as it was returned; the same again is told once.
        at: When.
    """
    asked = Request.objects.select_related(
        "round__plan__partnership", "agency", "delegated_to"
    ).get(pk=request_id)
    plan = plans.newest(asked.round.plan.slug).plan
    ask = whom_to_ask(asked.round.plan.partnership, at)
    whom = queries.recipients([asked.agency], at=at)
    told = 0
    for share in shares([asked], whom):
        letter = letters.returned(about(asked.round, plan, share, ask), on=timezone.localdate(at))
        when = f"{request_id}-{revision}"
        told += post(asked.round, share, letter, kind=KIND, when=when, at=at)
    return told


@transaction.atomic
def untell_return(*, request_id: int, revision: int) -> int:
    """Withdraw what of it has not gone out, since the officer took the return back."""
    asked = Request.objects.get(pk=request_id)
    written = sent.starting(f"round/{asked.round_id}/{asked.agency_id}/{KIND}/")
    mine = [one.key for one in written if f"/{request_id}-{revision}/" in one.key]
    return notices.cancel(keys=mine)

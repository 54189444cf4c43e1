"""
How one worker, and no other, comes to send a notice.

A claim is one conditional UPDATE: of any number of workers one changes the row. What a dead
or hanging worker had claimed is taken up again; see `stale`.
"""

import secrets
from datetime import datetime, timedelta

from django.db.models import F, Q

from headway.web.notices.models import Notice, NoticeState
from headway.web.notices.processes import has_ended, runs_here, this_process

LEASE = timedelta(minutes=15)
"""Longer than a mail server can keep us, by its time-outs, with one notice."""

LONGEST_WAIT = timedelta(hours=6)
"""Between two attempts. What is due later than that was written by a clock gone wrong."""

LONGEST_ATTEMPT = timedelta(days=3)
"""After which a notice that could not be sent is given up, and shown to the officer."""

FEWEST_ATTEMPTS = 8
"""Before that; else a clock that jumps a year ahead would have all mail given up at once."""


def is_hopeless(*, made_at: datetime, attempts: int, now: datetime) -> bool:
    """Whether what has been tried so often, since it was made, is given up."""
    return now - made_at > LONGEST_ATTEMPT and attempts >= FEWEST_ATTEMPTS


def claim_next(now: datetime) -> Notice | None:
    """The notice that has been due longest, now this worker's; None where none is due."""
    ready = Q(due_at__lte=now) | Q(due_at__gt=now + LONGEST_WAIT)
    while True:
        found = Notice.objects.filter(ready, state=NoticeState.DUE).order_by("due_at", "pk").first()
        if found is None:
            return None
        token = secrets.token_hex(16)
        mine = Notice.objects.filter(pk=found.pk, state=NoticeState.DUE).update(
            state=NoticeState.SENDING,
            claim=token,
            claimed_by=this_process(),
            claimed_at=now,
            attempts=F("attempts") + 1,
        )
        if mine:
            return Notice.objects.get(pk=found.pk)


def hand_over(notice: Notice, now: datetime) -> bool:
    """
    Say that the words are about to go to the mail server; False where the claim is lost.

    A worker that hung until another took its notice up stops here.
    """
    return bool(
        Notice.objects.filter(pk=notice.pk, state=NoticeState.SENDING, claim=notice.claim).update(
            handed_at=now
        )
    )


def take_back_stale(now: datetime) -> int:
    """Make due again what nobody is sending any more; how many that were."""
    taken = 0
    for one in Notice.objects.filter(state=NoticeState.SENDING):
        if stale(one, now):
            taken += Notice.objects.filter(
                pk=one.pk, state=NoticeState.SENDING, claim=one.claim
            ).update(state=NoticeState.DUE, due_at=now, claim="", claimed_by="")
    return taken


def stale(notice: Notice, now: datetime) -> bool:
    """
    Whether whoever claimed a notice will not send it any more.

    Its process has ended; or the lease has run out, or begins in the future because a clock
    was set back. A process that still runs on this machine keeps what it has handed over,
    for the mail server's time-outs bring it back; else two would send it when a clock jumps.
    """
    if has_ended(notice.claimed_by):
        return True
    claimed = notice.claimed_at or now
    handed = notice.handed_at is not None and notice.handed_at >= claimed
    if handed and runs_here(notice.claimed_by):
        return False
    return not claimed - LEASE <= now <= claimed + LEASE

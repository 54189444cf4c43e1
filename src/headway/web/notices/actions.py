"""What can be done with notices: make one in the change's own transaction, send what is due."""

import logging
import re
from collections.abc import Callable
from datetime import datetime, timedelta

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import DatabaseError, transaction
from django.db.models import QuerySet

from headway.web.notices import claiming
from headway.web.notices.errors import LaterError, NoticeError, RefusedError, UnreachableError
from headway.web.notices.models import Beat, Notice, NoticeState
from headway.web.notices.senders.sender import Outgoing, Sender

log = logging.getLogger(__name__)

BACK_OFF = (1, 5, 15, 60, 180, 360)
"""Minutes to wait after the first, second, … attempt; the last for every further one."""


def queue(
    *,
    key: str,
    kind: str,
    to: str,
    subject: str,
    body: str,
    at: datetime,
    is_secret: bool = False,
    unsubscribe: str = "",
) -> Notice:
    """
    Make a notice, to be called within the transaction of what it tells of.

    A notice with the same key that was made before is answered instead, whatever its words.

    Raises:
        NoticeError: The address is not one, or the key is too long.
    """
    address = to.strip()
    try:
        validate_email(address)
    except ValidationError as error:
        raise NoticeError(
            f'"{address[:100]}" is not an e-mail address, such as name@council.example. '
            "Nothing can be sent to it; put it right."
        ) from error
    if len(key) > 200:
        raise NoticeError(f"The key of a notice has at most 200 characters, got {len(key)}.")
    notice, _ = Notice.objects.get_or_create(
        key=key,
        defaults={
            "kind": kind,
            "to": address,
            "subject": " ".join(subject.split())[:200],
            "body": body,
            "is_secret": is_secret,
            "unsubscribe": unsubscribe,
            "made_at": at,
            "due_at": at,
        },
    )
    return notice


@transaction.atomic
def cancel(*, keys: list[str]) -> int:
    """Withdraw notices that nobody has begun to send; how many that were."""
    return Notice.objects.filter(key__in=keys, state=NoticeState.DUE).update(
        state=NoticeState.CANCELLED
    )


@transaction.atomic
def try_again(*, notice_id: int, at: datetime) -> bool:
    """Send one that was given up after all, as an officer asks; False where it was not."""
    return bool(
        Notice.objects.filter(pk=notice_id, state=NoticeState.FAILED).update(
            state=NoticeState.DUE, due_at=at, made_at=at, last_error="", claim=""
        )
    )


def send_due(
    sender: Sender, *, clock: Callable[[], datetime], goes_on: Callable[[], bool] = lambda: True
) -> int:
    """
    Send what is due; how many were sent.

    Each claim and each outcome is a transaction of its own, so that a kill between any two of
    them loses nothing: see `claiming`. Once the mail server does not answer, the rest waits.

    Args:
        sender: How they go out.
        clock: Asked for each notice: a slow server may keep us for hours with all of them, and
            nobody else is to take one up whose turn has only just come.
        goes_on: Asked after each whether there is time for another.
    """
    _write_what_was_not_written()
    claiming.take_back_stale(clock())
    sent = 0
    while notice := claiming.claim_next(now := clock()):
        try:
            sent += _sent(notice, sender, now)
        except UnreachableError as error:
            log.warning("notices: %s", error)
            break
        if not goes_on():
            break
    return sent


def _sent(notice: Notice, sender: Sender, now: datetime) -> bool:
    """Send one that is claimed, and write down what came of it."""
    outgoing = Outgoing(
        key=notice.key,
        to=notice.to,
        subject=notice.subject,
        body=notice.body,
        unsubscribe=notice.unsubscribe,
        may_have_gone=notice.handed_at is not None,
    )
    try:
        went = sender.send(outgoing, lambda: claiming.hand_over(notice, now))
    except RefusedError as error:
        _write(notice, state=NoticeState.FAILED, last_error=str(error)[:500], handed_at=None)
        return False
    except LaterError as error:
        _again_later(notice, str(error), now)
        if isinstance(error, UnreachableError):
            raise
        return False
    except DatabaseError:
        raise
    except Exception as error:  # a mistake of ours must not hold the notice for ever
        log.exception("notices: sending failed")
        _again_later(notice, f"It could not be sent ({type(error).__name__}).", now)
        return False
    if went:
        words = {"body": ""} if notice.is_secret else {}
        _write(notice, state=NoticeState.SENT, sent_at=now, last_error="", **words)
    return went


def _again_later(notice: Notice, why: str, now: datetime) -> None:
    if claiming.is_hopeless(made_at=notice.made_at, attempts=notice.attempts, now=now):
        _write(notice, state=NoticeState.FAILED, last_error=why[:500])
        return
    minutes = BACK_OFF[min(notice.attempts, len(BACK_OFF)) - 1]
    due = now + timedelta(minutes=minutes)
    _write(notice, state=NoticeState.DUE, due_at=due, claim="", last_error=why[:500])


_unwritten: dict[str, tuple[int, dict[str, object]]] = {}
"""By claim, what came of a notice while the database could not be written to."""


def _write(notice: Notice, **said: object) -> None:
    """Change the notice if it is still ours; what cannot be written now is before the next."""
    _unwritten[notice.claim] = (notice.pk, said)
    _write_what_was_not_written()


def _write_what_was_not_written() -> None:
    for claim, (pk, said) in list(_unwritten.items()):
        Notice.objects.filter(pk=pk, state=NoticeState.SENDING, claim=claim).update(**said)
        del _unwritten[claim]


def beat(*, name: str, at: datetime, error: str = "") -> None:
    """Say that something which runs by itself has just run, or what keeps it from it."""
    said: dict[str, object] = {"at": at, "error": error[:500]}
    if not error:
        said["believed_at"] = at
    Beat.objects.update_or_create(name=name, defaults=said)


ERASED = "erased"
"""What stands in place of an address."""


@transaction.atomic
def erase(*, key_begins: str) -> int:
    """
    Take back what is due of some notices and erase the words and addresses of all; how many.

    One that is being sent at this moment goes out; its address is erased by `forget` later.
    """
    theirs = Notice.objects.filter(key__startswith=key_begins)
    theirs.filter(state=NoticeState.DUE).update(state=NoticeState.CANCELLED)
    return _erase(theirs)


@transaction.atomic
def forget(*, before: datetime) -> int:
    """
    Erase the words and addresses of what was settled before a day; how many those were.

    That they were sent, and when, stays, so that nothing is sent a second time.
    """
    return _erase(Notice.objects.filter(made_at__lt=before))


@transaction.atomic
def erase_address(*, address: str) -> int:
    """Erase what went to somebody who asks for it, and send them nothing more; how much it was."""
    theirs = Notice.objects.filter(to__iexact=address.strip())
    theirs.filter(state=NoticeState.DUE).update(state=NoticeState.CANCELLED)
    return _erase(theirs)


@transaction.atomic
def erase_name(*, name: str) -> int:
    """Take a name out of what was written to others, such as "Sent by …"; out of how much."""
    whole = re.compile(rf"(?<!\w){re.escape(name)}(?!\w)")
    found = Notice.objects.filter(body__contains=name) if name.strip() else Notice.objects.none()
    for one in found:
        Notice.objects.filter(pk=one.pk).update(body=whole.sub(GONE, one.body))
    return len(found)


GONE = "somebody who has left since"


def _erase(notices: QuerySet[Notice]) -> int:
    settled = notices.exclude(state__in=(NoticeState.DUE, NoticeState.SENDING))
    return settled.exclude(to=ERASED).update(
        to=ERASED, subject="", body="", unsubscribe="", last_error=""
    )

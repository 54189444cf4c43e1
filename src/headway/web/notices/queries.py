"""What the service knows of its notices."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import reduce
from operator import or_

from django.db.models import Q

from headway.web.notices.models import Beat, Notice, NoticeState


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """
    How the outbox stands.

    Attributes:
        due: Notices that are still to be sent.
        oldest: When the one was made that has waited longest.
        failed: Notices that were given up.
        last_error: Why the newest of those that wait was not sent.
    """

    due: int
    oldest: datetime | None
    failed: int
    last_error: str


def waiting(prefixes: Sequence[str] | None = None) -> Waiting:
    """
    How the outbox stands; four queries.

    Args:
        prefixes: Of the keys of those notices that count; every notice where none are given,
            which is for the operator and not for a partnership's page.
    """
    notices = Notice.objects.all()
    if prefixes is not None:
        some = reduce(or_, (Q(key__startswith=one) for one in prefixes), Q(pk__in=[]))
        notices = notices.filter(some)
    due = notices.filter(state__in=(NoticeState.DUE, NoticeState.SENDING))
    oldest = due.order_by("made_at").first()
    troubled = due.exclude(last_error="").order_by("-made_at").first()
    return Waiting(
        due=due.count(),
        oldest=oldest.made_at if oldest else None,
        failed=notices.filter(state=NoticeState.FAILED).count(),
        last_error=troubled.last_error if troubled else "",
    )


def by_keys(keys: Sequence[str]) -> dict[str, Notice]:
    """Notices by their keys; one query."""
    return {one.key: one for one in Notice.objects.filter(key__in=keys)}


def starting(prefix: str) -> list[Notice]:
    """Notices whose keys begin with this, oldest first; one query."""
    return list(Notice.objects.filter(key__startswith=prefix).order_by("made_at", "pk"))


def believed(name: str) -> datetime | None:
    """When something that runs by itself last did what it has to; None where it never did."""
    found = last_beat(name)
    return found.believed_at if found else None


def last_beat(name: str) -> Beat | None:
    """When something that runs by itself last ran; None where it never did."""
    return Beat.objects.filter(name=name).first()

"""The page of an edition in preparation: its checklist, who reads it before, and its issue."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.urls import reverse
from django.utils import timezone

from headway.web.editions.checklist import Checklist, Item
from headway.web.editions.models import Audience, Draft, PreReleaseReader
from headway.web.plans.access import Opened

_LATE = timedelta(minutes=3)
"""What issues editions by itself looks every minute; so long after a time, nothing has looked."""
_OF_A_PLAN = ("plans:", "evidence:", "editions:")


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemLine:
    """One thing to look at, with the way to where it is put right."""

    number: int
    item: Item
    href: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReaderLine:
    """
    Somebody who was named to read it before.

    Attributes:
        readings: When they opened it.
    """

    number: int
    name: str
    begins: datetime
    ends: datetime
    revoked_at: datetime | None
    readings: tuple[datetime, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PreparingPage:
    """
    Everything on the page but its forms.

    Attributes:
        is_late: Whether its time has passed and nothing has tried to issue it.
    """

    draft: Draft
    is_late: bool
    audience: str
    listed: Checklist
    errors: tuple[ItemLine, ...]
    open_warnings: tuple[ItemLine, ...]
    accepted: tuple[ItemLine, ...]
    readers: tuple[ReaderLine, ...]


def preparing_page(
    opened: Opened, draft: Draft, listed: Checklist, readers: Sequence[PreReleaseReader]
) -> PreparingPage:
    """The page as it stands."""
    now = timezone.now()
    lines = [
        ItemLine(number=number, item=one, href=_where(one, opened.plan.slug))
        for number, one in enumerate(listed.items, 1)
    ]
    return PreparingPage(
        draft=draft,
        is_late=not draft.trouble and (draft.issue_at or now) < now - _LATE,
        audience=str(Audience(draft.audience).label),
        listed=listed,
        errors=tuple(one for one in lines if one.item.is_error),
        open_warnings=tuple(
            one for one in lines if not one.item.is_error and one.item.accepted is None
        ),
        accepted=tuple(one for one in lines if one.item.accepted is not None),
        readers=reader_lines(readers),
    )


def reader_lines(readers: Sequence[PreReleaseReader]) -> tuple[ReaderLine, ...]:
    """Those who were named, with when they read it."""
    return tuple(
        ReaderLine(
            number=one.pk,
            name=str(one.person),
            begins=one.begins,
            ends=one.ends,
            revoked_at=one.revoked_at,
            readings=tuple(read.at for read in one.readings.all()),
        )
        for one in readers
    )


def _where(item: Item, slug: str) -> str:
    if not item.page:
        return ""
    name, *parts = item.page
    given = [slug, *parts] if name.startswith(_OF_A_PLAN) else parts
    return reverse(name, args=given)

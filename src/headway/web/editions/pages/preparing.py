"""The page of an edition in preparation: its checklist, who reads it before, and its issue."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse
from django.utils import timezone

from headway.judgement.wording import listed as listed_words
from headway.web.editions.checklist import Checklist, Item
from headway.web.editions.models import Audience, Draft, PreReleaseReader
from headway.web.editions.moments import from_words, when_words
from headway.web.plans.access import Opened

_OF_A_PLAN = ("plans:", "evidence:", "editions:", "board:")


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
        has_begun: Whether they may read it already, or might.
        is_over: Whether they may not any more.
    """

    number: int
    name: str
    begins: datetime
    ends: datetime
    revoked_at: datetime | None
    readings: tuple[datetime, ...]
    has_begun: bool
    is_over: bool

    @property
    def read(self) -> str:
        """How often they opened it, or why they have not."""
        if self.readings:
            return f"{len(self.readings)} time{'' if len(self.readings) == 1 else 's'}"
        if not self.has_begun:
            return "may not yet"
        return "did not" if self.is_over else "may now, and has not yet"


@dataclass(frozen=True, slots=True, kw_only=True)
class PreparingPage:
    """
    Everything on the page but its forms.

    Attributes:
        is_late: Whether its time has passed and nothing has tried to issue it.
        not_begun: Who could not read it before, were it issued when it is to be; or empty.
    """

    draft: Draft
    is_late: bool
    audience: str
    listed: Checklist
    errors: tuple[ItemLine, ...]
    open_warnings: tuple[ItemLine, ...]
    accepted: tuple[ItemLine, ...]
    readers: tuple[ReaderLine, ...]
    not_begun: str


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
        is_late=draft.is_late(now),
        audience=str(Audience(draft.audience).label),
        listed=listed,
        errors=tuple(one for one in lines if one.item.is_error),
        open_warnings=tuple(
            one for one in lines if not one.item.is_error and one.item.accepted is None
        ),
        accepted=tuple(one for one in lines if one.item.accepted is not None),
        readers=reader_lines(readers, now),
        not_begun=_not_begun(draft, readers, now),
    )


def _not_begun(draft: Draft, readers: Sequence[PreReleaseReader], now: datetime) -> str:
    """Whose window would begin after the release: named, and never shown it."""
    released = max(draft.issue_at or now, now)
    late = [one for one in readers if one.revoked_at is None and one.begins >= released]
    if not late:
        return ""
    who = listed_words([f"{one.person} (from {from_words(one.begins)})" for one in late])
    when = f"on {when_words(released)}" if draft.issue_at else "now"
    return f"If it is issued {when}, {who} cannot read it before its release."


def reader_lines(readers: Sequence[PreReleaseReader], now: datetime) -> tuple[ReaderLine, ...]:
    """Those who were named, with when they read it."""
    return tuple(
        ReaderLine(
            number=one.pk,
            name=str(one.person),
            begins=one.begins,
            ends=one.ends,
            revoked_at=one.revoked_at,
            readings=tuple(read.at for read in one.readings.all()),
            has_begun=one.begins <= now,
            is_over=min(one.ends, one.revoked_at or one.ends) <= now,
        )
        for one in readers
    )


def _where(item: Item, slug: str) -> str:
    if not item.page:
        return ""
    name, *parts = item.page
    given = [slug, *parts] if name.startswith(_OF_A_PLAN) else parts
    return reverse(name, args=given)

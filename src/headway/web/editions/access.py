"""The only way a view obtains an edition, or one that is being prepared."""

from dataclasses import dataclass

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest
from django.utils import timezone

from headway.web.editions import queries
from headway.web.editions.models import Draft, Edition, PreReleaseReader
from headway.web.editions.moments import from_words, until_words
from headway.web.plans.access import Opened, open_plan


@dataclass(frozen=True, slots=True, kw_only=True)
class Preview:
    """
    A draft as somebody reads it before its release.

    Attributes:
        reader: Their leave to; None for whoever prepares it.
    """

    opened: Opened
    draft: Draft
    reader: PreReleaseReader | None


def draft(request: HttpRequest, slug: str, number: int) -> tuple[Opened, Draft]:
    """
    A draft, for whoever issues editions.

    Raises:
        Http404: There is none, or they do not belong to the partnership.
        PermissionDenied: They do, and may not issue editions.
    """
    opened = open_plan(request, slug, "edition.issue")
    return opened, _draft(slug, number)


def preview(request: HttpRequest, slug: str, number: int) -> Preview:
    """
    A draft to be read before its release: in one's window, if one is named, and no other.

    Raises:
        Http404: There is none, or they do not belong to the partnership.
        PermissionDenied: They may not read it, or not now; it says when.
    """
    opened = open_plan(request, slug, "edition.read")
    who = opened.viewer.person
    found = queries.draft(slug, number)
    if opened.may("edition.preview"):
        return Preview(opened=opened, draft=_draft(slug, number), reader=None)
    rights = queries.reading_rights(found, who) if found and who else []
    if found is None or not rights:
        raise PermissionDenied(
            "You may not read this edition before it is released: only readers who were named "
            "for it may."
        )
    if not found.is_under_way:
        raise PermissionDenied("This edition was withdrawn, and is not to be read any more.")
    now = timezone.now()
    reader = next((one for one in rights if one.may_read(now)), None)
    if reader is None:
        named = [one for one in rights if one.revoked_at is None]
        when = (
            f"You may read this edition from {from_words(named[0].begins)} "
            f"until {until_words(named[0].ends)}, and not at other times."
            if named
            else "Your leave to read this edition before its release was taken back."
        )
        raise PermissionDenied(when)
    return Preview(opened=opened, draft=found, reader=reader)


def became(request: HttpRequest, slug: str, number: int) -> Edition | None:
    """
    The edition that a draft has become, for whoever may read editions; None while it has not.

    Raises:
        Http404: They do not belong to the partnership.
        PermissionDenied: They do, and their role does not allow it.
    """
    open_plan(request, slug, "edition.read")
    found = queries.draft(slug, number)
    return found.edition if found else None


def edition(
    request: HttpRequest, slug: str, number: int, permission: str = "edition.read"
) -> tuple[Opened, Edition]:
    """
    An edition that was issued.

    Raises:
        Http404: There is none, or they do not belong to the partnership.
        PermissionDenied: They do, and their role does not allow it.
    """
    opened = open_plan(request, slug, permission)
    found = queries.edition(slug, number)
    if found is None:
        raise Http404
    return opened, found


def _draft(slug: str, number: int) -> Draft:
    found = queries.draft(slug, number)
    if found is None:
        raise Http404
    return found

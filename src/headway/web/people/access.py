"""
Who is looking, and the only way a view finds out whether they may.

Somebody who does not belong to a partnership cannot tell whether anything of it is there: they
get the answer of an address that leads nowhere. A member whose role does not allow something
is told so, and by whom it can be done.
"""

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest
from django.utils import timezone

from headway.web.audit import queries as audit
from headway.web.audit.models import Entry
from headway.web.people import queries
from headway.web.people.models import (
    Agency,
    Delegation,
    Invitation,
    Membership,
    Partnership,
    Person,
)
from headway.web.people.permissions import Place, allowed, partnership_of, words_for
from headway.web.people.values import Viewer


def viewer(request: HttpRequest) -> Viewer:
    """
    Whoever sent the request; two queries for a person, once a request.

    A personal link counts only where nobody is signed in, and only when whoever checks links
    has put its holder on the request as `link_holder`.
    """
    known = getattr(request, "headway_viewer", None)
    if known is not None and known[0] == _person(request):
        found: Viewer = known[1]
        return found
    person = _person(request)
    made = queries.viewer(
        person,
        link=None if person else getattr(request, "link_holder", None),
        at=timezone.now(),
    )
    request.headway_viewer = (person, made)  # type: ignore[attr-defined] # kept for this request
    return made


def require(request: HttpRequest, permission: str, place: Place) -> Viewer:
    """
    Whoever sent the request, once it is certain that they may.

    Args:
        request: Theirs.
        permission: One of `people.permissions.PERMISSIONS`.
        place: A partnership, or one of its agencies.

    Raises:
        Http404: They do not belong to the partnership.
        PermissionDenied: They do, and their role does not allow it; with a sentence.
    """
    who = viewer(request)
    if not who.belongs_to(partnership_of(place)):
        raise Http404
    if not allowed(permission, who, place):
        what = words_for(permission)
        if isinstance(place, Agency):
            what = what.replace("this agency", place.name)
        raise PermissionDenied(
            f"You may not {what} in {partnership_of(place).name}. "
            "If you need it for your work, ask its performance officer or administrator."
        )
    return who


def person(request: HttpRequest) -> Person:
    """
    Who is signed in, for pages about themselves.

    Raises:
        Http404: Nobody is.
    """
    found = viewer(request).person
    if found is None:
        raise Http404
    return found


def installer(request: HttpRequest) -> Person:
    """
    Whoever looks after the installation.

    Raises:
        Http404: Anybody else.
    """
    found = person(request)
    if not found.is_installer:
        raise Http404
    return found


def places(request: HttpRequest, permission: str) -> tuple[Partnership, ...]:
    """The partnerships as a whole in which whoever sent the request may do something."""
    who = viewer(request)
    return tuple(one for one in who.partnerships if allowed(permission, who, one))


def partnership(request: HttpRequest, slug: str, permission: str) -> Partnership:
    """
    A partnership that they may do something in.

    Raises:
        Http404: There is none, or they do not belong to it.
        PermissionDenied: As `require`.
    """
    found = queries.partnership(slug)
    if found is None:
        raise Http404
    require(request, permission, found)
    return found


def agency(request: HttpRequest, slug: str, number: int, permission: str) -> Agency:
    """
    An agency of a partnership that they may do something for.

    Raises:
        Http404: There is none, or they do not belong to the partnership.
        PermissionDenied: As `require`.
    """
    found = queries.agency(slug, number)
    if found is None:
        raise Http404
    require(request, permission, found)
    return found


def membership(request: HttpRequest, slug: str, number: int) -> Membership:
    """
    A membership that they may change.

    Raises:
        Http404: There is none in that partnership, or they do not belong to it.
        PermissionDenied: As `require`.
    """
    within = partnership(request, slug, "people.manage")
    found = queries.membership(within, number)
    if found is None:
        raise Http404
    return found


def invitation(request: HttpRequest, slug: str, number: int) -> Invitation:
    """
    An invitation that they may take back.

    Raises:
        Http404: There is none in that partnership, or they do not belong to it.
        PermissionDenied: As `require`.
    """
    within = partnership(request, slug, "people.manage")
    found = queries.invitation(within, number)
    if found is None:
        raise Http404
    return found


def delegation(request: HttpRequest, slug: str, number: int) -> tuple[Partnership, Delegation]:
    """
    A delegation that they may take back: their own as the lead, or any as who manages people.

    Raises:
        Http404: There is none in that partnership, or it is not for them.
        PermissionDenied: As `require`.
    """
    within = queries.partnership(slug)
    if within is None or not viewer(request).belongs_to(within):
        raise Http404
    found = queries.delegation(within, number)
    mine = found is not None and found.membership.person == viewer(request).person
    if not mine:
        require(request, "people.manage", within)
    if found is None:
        raise Http404
    return within, found


def entry(request: HttpRequest, slug: str, number: int) -> tuple[Partnership, Entry]:
    """
    An entry of the audit trail whose words they may erase.

    Raises:
        Http404: There is none in that partnership, or they do not belong to it.
        PermissionDenied: As `require`.
    """
    within = partnership(request, slug, "audit.erase")
    found = audit.entry(within.slug, number)
    if found is None:
        raise Http404
    return within, found


def _person(request: HttpRequest) -> Person | None:
    user = getattr(request, "user", None)
    return user if isinstance(user, Person) and user.is_active else None

"""The only way a view obtains a round, a request or a personal link."""

from django.http import Http404, HttpRequest

from headway.web.people.access import require, viewer
from headway.web.people.models import Agency
from headway.web.people.values import Viewer
from headway.web.rounds import queries
from headway.web.rounds.models import PersonalLink, Round


def round_(request: HttpRequest, key: str, permission: str = "plan.read") -> Round:
    """
    A round by its key.

    Raises:
        Http404: There is none, or they do not belong to its partnership.
        PermissionDenied: They do, and their role does not allow it.
    """
    found = queries.round_by_key(key)
    if found is None:
        raise Http404
    require(request, permission, found.plan.partnership)
    return found


def agency_in(request: HttpRequest, key: str, number: int) -> tuple[Round, Agency]:
    """
    An agency that a round asks: for whoever manages the round, or signs for the agency.

    Raises:
        Http404: There is none, or they do not belong to the partnership.
        PermissionDenied: They do, and may neither manage the round nor sign for the agency.
    """
    found = round_(request, key)
    asked = found.requests.filter(agency_id=number).select_related("agency__partnership").first()
    if asked is None:
        raise Http404
    who: Viewer = viewer(request)
    if not who.may("round.manage", found.plan.partnership):
        require(request, "answer.sign", asked.agency)
    return found, asked.agency


def link(request: HttpRequest, number: int) -> PersonalLink:
    """
    A personal link, for whoever may revoke it.

    Raises:
        Http404: There is none, or they do not belong to the partnership.
        PermissionDenied: They do, and may neither manage the round nor sign for the agency.
    """
    found = queries.link(number)
    if found is None:
        raise Http404
    agency_in(request, found.round.key, found.agency_id)
    return found

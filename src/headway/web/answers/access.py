"""
The only way a view obtains a round to answer, a request of it, or evidence.

Whoever came by a personal link sees their round and their agency, and nothing else. Whoever
belongs to no part of it gets the answer of an address that leads nowhere.
"""

from dataclasses import dataclass

from django.http import Http404, HttpRequest

from headway.web.answers import queries
from headway.web.answers.actions.changing import By
from headway.web.answers.models import EvidenceFile
from headway.web.people.access import require, viewer
from headway.web.people.models import Agency
from headway.web.people.values import Viewer
from headway.web.rounds import queries as rounds
from headway.web.rounds.models import Request, Round


@dataclass(frozen=True, slots=True, kw_only=True)
class Mine:
    """
    A round as one agency answers it.

    Attributes:
        viewer: Whoever looks.
        agency: For which they look at it.
        agencies: All for which they may answer here.
    """

    round: Round
    viewer: Viewer
    agency: Agency
    agencies: tuple[Agency, ...]

    @property
    def by(self) -> By:
        """Who they are, for what they change."""
        return by(self.viewer)

    @property
    def may_sign(self) -> bool:
        """Whether they may sign for the agency."""
        return self.viewer.person is not None and self.viewer.may("answer.sign", self.agency)

    @property
    def signs_as(self) -> str:
        """In what role they sign."""
        leads = any(
            one.role == "lead" and one.agency_id == self.agency.pk
            for one in self.viewer.memberships
        )
        return "lead" if leads else "lead's stand-in"


def by(who: Viewer) -> By:
    """Who somebody is, for what they change."""
    return By(person=who.person, link=who.link.key if who.link and not who.person else "")


def is_nobody(request: HttpRequest) -> bool:
    """Whether whoever asks is neither signed in nor the holder of a personal link."""
    who = viewer(request)
    return who.person is None and who.link is None


def mine(request: HttpRequest, key: str) -> Mine:
    """
    A round, for one of the agencies for which whoever asks may answer: `?agency=` says which.

    Raises:
        Http404: There is no such round, or it is not for them.
        PermissionDenied: They belong to the partnership, and answer for nobody who is asked.
    """
    found = _round(request, key)
    who = viewer(request)
    every = queries.agencies(found)
    may = tuple(one for one in every if who.may("answer.write", one))
    chosen = (request.POST.get("agency") or request.GET.get("agency") or "").strip()
    if chosen:
        wanted = next((one for one in every if str(one.pk) == chosen), None)
        if wanted is None:
            raise Http404
        require(request, "answer.write", wanted)
        return Mine(round=found, viewer=who, agency=wanted, agencies=may)
    if not may:
        require(request, "answer.write", every[0] if every else found.plan.partnership)
        raise Http404
    own = who.agencies(found.plan.partnership)
    first = next((one for one in may if one in own), may[0])
    return Mine(round=found, viewer=who, agency=first, agencies=may)


def asked(request: HttpRequest, key: str, number: int) -> tuple[Mine, Request]:
    """
    A request of a round that whoever asks may answer.

    Raises:
        Http404: There is none, or it is not for them.
        PermissionDenied: They belong to the partnership, and may not answer it.
    """
    found = _round(request, key)
    wanted = rounds.request(found, number)
    if wanted is None:
        raise Http404
    wanted.round = found
    wanted.agency.partnership = found.plan.partnership
    who = require(request, "answer.write", wanted.agency)
    return (
        Mine(round=found, viewer=who, agency=wanted.agency, agencies=(wanted.agency,)),
        wanted,
    )


def reviewed(request: HttpRequest, key: str) -> tuple[Round, Viewer]:
    """
    A round for the officer who accepts its answers.

    Raises:
        Http404: There is none, or they do not belong to its partnership.
        PermissionDenied: They do, and manage no rounds.
    """
    found = _round(request, key)
    return found, require(request, "round.manage", found.plan.partnership)


def evidence(request: HttpRequest, key: str, number: int) -> EvidenceFile:
    """
    A file that goes with an answer, for those who may write it or read the plan.

    Raises:
        Http404: There is none, or it is not for them.
    """
    found = _round(request, key)
    file = queries.evidence(found, number)
    if file is None:
        raise Http404
    who = viewer(request)
    agency = file.answer.request.agency
    if not who.may("answer.write", agency):
        require(request, "round.manage", found.plan.partnership)
    return file


def _round(request: HttpRequest, key: str) -> Round:
    found = rounds.round_by_key(key)
    who = viewer(request)
    if found is None or not who.belongs_to(found.plan.partnership):
        raise Http404
    if who.person is None and (who.link is None or who.link.round != key):
        raise Http404
    return found

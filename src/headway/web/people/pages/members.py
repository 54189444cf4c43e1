"""The people of a partnership, as its administrator or officer sees them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from headway.web.people import queries
from headway.web.people.models import Agency, Membership, Partnership, Role
from headway.web.people.permissions import may_give
from headway.web.people.values import Viewer


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """
    A member in the list.

    Attributes:
        may_change: Whether whoever looks may give and take their role.
    """

    membership: Membership
    may_change: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class AgencyLine:
    """An agency, with whoever signs for it."""

    agency: Agency
    leads: tuple[str, ...]
    others: int


def people_page(partnership: Partnership, who: Viewer) -> dict[str, Any]:
    """Members, open invitations, delegations, and agencies with those that nobody leads."""
    members = queries.members(partnership, who.at)
    given = may_give(who, partnership)
    agencies = queries.agencies(partnership)
    return {
        "members": [Line(membership=one, may_change=Role(one.role) in given) for one in members],
        "invitations": queries.open_invitations(partnership, who.at),
        "delegations": queries.delegations(partnership, who.at),
        "agencies": [_agency_line(one, members) for one in agencies],
    }


def _agency_line(agency: Agency, members: list[Membership]) -> AgencyLine:
    theirs = [one for one in members if one.agency_id == agency.pk]
    return AgencyLine(
        agency=agency,
        leads=tuple(str(one.person) for one in theirs if one.role == Role.LEAD),
        others=sum(one.role != Role.LEAD for one in theirs),
    )


def possible_stand_ins(membership: Membership, at: datetime) -> list[Any]:
    """Everybody else of the partnership, each once, by name."""
    members = queries.members(membership.partnership, at)
    found = {one.person_id: one.person for one in members if one.person_id != membership.person_id}
    return list(found.values())


def framed(
    partnership: Partnership, *, title: str, above: Sequence[tuple[str, str]] = ()
) -> dict[str, Any]:
    """What stands round the pages of a partnership; `above`: pages over it and their addresses."""
    return {
        "partnership": partnership,
        "page_title": title,
        "crumbs": [
            {"text": "Plans", "href": "/?all"},
            *({"text": text, "href": address} for text, address in above),
            {"text": title},
        ],
    }

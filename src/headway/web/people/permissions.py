"""
Who may do what: predicates, and one list of permissions made from them.

A predicate answers for a viewer at a place: a partnership as a whole, or one of its agencies.
At a partnership, what somebody may do for one agency alone they may not do.
"""

from collections.abc import Sequence
from typing import Protocol

import rules

from headway.web.people.models import Agency, Delegation, Membership, Partnership, Role

Place = Partnership | Agency
"""Where somebody wants to do something: a partnership as a whole, or one of its agencies."""


class Looking(Protocol):
    """All of a viewer that decides what they may do."""

    @property
    def memberships(self) -> Sequence[Membership]:
        """Those that hold now."""

    @property
    def delegations(self) -> Sequence[Delegation]:
        """Those by which they stand in for a lead now."""

    @property
    def linked_agency(self) -> Agency | None:
        """The agency for which they came by a personal link."""

    def roles(self, partnership: Partnership) -> frozenset[Role]:
        """What they are in a partnership; a stand-in is none of these."""


def partnership_of(place: Place) -> Partnership:
    """The partnership that a place lies in."""
    return place.partnership if isinstance(place, Agency) else place


def _has(role: Role) -> rules.Predicate:
    """Somebody with a role for the partnership as a whole."""

    def test(viewer: Looking, place: Place) -> bool:
        return role in viewer.roles(partnership_of(place))

    return rules.predicate(test, name=f"is {role.value}")


def _of_the_agency(role: Role) -> rules.Predicate:
    """Somebody with a role for the very agency."""

    def test(viewer: Looking, place: Place) -> bool:
        return isinstance(place, Agency) and any(
            one.role == role and one.agency_id == place.pk for one in viewer.memberships
        )

    return rules.predicate(test, name=f"is {role.value} of the agency")


@rules.predicate  # type: ignore[untyped-decorator] # rules has no types
def stands_in_for_its_lead(viewer: Looking, place: Place) -> bool:
    """Somebody to whom a lead of the agency has delegated for now."""
    return isinstance(place, Agency) and any(
        one.membership.role == Role.LEAD and one.membership.agency_id == place.pk
        for one in viewer.delegations
    )


@rules.predicate  # type: ignore[untyped-decorator] # rules has no types
def stands_in(viewer: Looking, place: Place) -> bool:
    """Somebody to whom any lead of the partnership has delegated for now."""
    wanted = partnership_of(place)
    return any(one.membership.partnership_id == wanted.pk for one in viewer.delegations)


@rules.predicate  # type: ignore[untyped-decorator] # rules has no types
def holds_a_link_of_the_agency(viewer: Looking, place: Place) -> bool:
    """Somebody who came by a personal link for the agency."""
    agency = viewer.linked_agency
    return isinstance(place, Agency) and agency is not None and agency.pk == place.pk


is_administrator = _has(Role.ADMINISTRATOR)
is_officer = _has(Role.OFFICER)
is_lead = _has(Role.LEAD)
is_contributor = _has(Role.CONTRIBUTOR)
is_on_the_board = _has(Role.BOARD)
is_reader = _has(Role.READER)
leads_the_agency = _of_the_agency(Role.LEAD)
contributes_for_the_agency = _of_the_agency(Role.CONTRIBUTOR)

PERMISSIONS: dict[str, tuple[rules.Predicate, str]] = {
    "plan.read": (
        is_administrator | is_officer | is_lead | is_contributor | is_on_the_board | stands_in,
        "read the plan",
    ),
    "plan.change": (is_officer, "change the plan"),
    "import.use": (is_officer, "import a document"),
    "data.load": (is_officer, "load data or compute figures"),
    "answer.write": (
        is_officer
        | leads_the_agency
        | contributes_for_the_agency
        | stands_in_for_its_lead
        | holds_a_link_of_the_agency,
        "answer for this agency",
    ),
    "answer.sign": (leads_the_agency | stands_in_for_its_lead, "sign for this agency"),
    "round.manage": (is_officer, "manage reporting rounds"),
    "edition.read": (
        is_administrator
        | is_officer
        | is_lead
        | is_contributor
        | is_on_the_board
        | is_reader
        | stands_in,
        "read the editions",
    ),
    "edition.preview": (is_officer, "see an edition before it is issued"),
    "edition.issue": (is_officer, "issue an edition"),
    "board.record": (is_officer | is_on_the_board, "record decisions and questions of the board"),
    "people.manage": (is_administrator | is_officer, "manage the people of the partnership"),
    "api.manage": (is_administrator, "manage the tokens and webhooks of programs"),
    "audit.read": (
        is_administrator | is_officer | is_lead | is_contributor | is_on_the_board | stands_in,
        "read the audit trail",
    ),
    "audit.erase": (is_administrator, "erase words of the audit trail"),
}
"""Each permission, who has it, and what it allows in words that finish "you may not …"."""

_RULES = rules.RuleSet()
for _name, (_predicate, _) in PERMISSIONS.items():
    _RULES.add_rule(_name, _predicate)


def allowed(permission: str, viewer: Looking, place: Place) -> bool:
    """
    Whether a viewer may do something at a place.

    Raises:
        KeyError: There is no such permission.
    """
    return bool(_RULES.test_rule(permission, viewer, place))


def words_for(permission: str) -> str:
    """What a permission allows: "change the plan"."""
    return PERMISSIONS[permission][1]


MAY_GIVE: dict[Role, frozenset[Role]] = {
    Role.ADMINISTRATOR: frozenset(Role),
    Role.OFFICER: frozenset({Role.LEAD, Role.CONTRIBUTOR, Role.BOARD, Role.READER}),
}
"""Which roles somebody who manages people may give and take: an officer makes no officers."""


def may_give(viewer: Looking, partnership: Partnership) -> frozenset[Role]:
    """The roles that a viewer may give and take in a partnership."""
    roles = viewer.roles(partnership)
    return frozenset().union(*(MAY_GIVE.get(role, frozenset()) for role in roles))

"""Who is looking, as one request knows it."""

from dataclasses import dataclass, field
from datetime import datetime

from headway.web.people.models import Agency, Delegation, Membership, Partnership, Person, Role
from headway.web.people.permissions import Place, allowed


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkHolder:
    """
    Somebody without an account, who came by a personal link: one round, one agency's rows.

    Whoever makes such links puts this on the request as `link_holder`, having seen that the
    link has not expired and was not revoked; `people.access.viewer` takes it from there.

    Attributes:
        round: The key of the round that the link is for.
        key: The link's own number, for the audit trail.
    """

    agency: Agency
    round: str
    key: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Viewer:
    """
    Whoever sent the request: a person, a personal link's holder, or nobody.

    Attributes:
        memberships: The person's that hold now, with partnership and agency.
        delegations: Those by which they stand in for a lead now.
        at: The moment as at which all this holds.
    """

    person: Person | None = None
    memberships: tuple[Membership, ...] = ()
    delegations: tuple[Delegation, ...] = ()
    link: LinkHolder | None = None
    at: datetime
    _partnerships: tuple[Partnership, ...] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        lent = (one.membership.partnership for one in self.delegations)
        all_of_them = {one.pk: one for one in (*(m.partnership for m in self.memberships), *lent)}
        found = sorted(all_of_them.values(), key=lambda one: (one.name, one.slug))
        object.__setattr__(self, "_partnerships", tuple(found))

    @property
    def partnerships(self) -> tuple[Partnership, ...]:
        """Those that they belong to or stand in for somebody in, by name."""
        return self._partnerships

    @property
    def linked_agency(self) -> Agency | None:
        """The agency for which they came by a personal link."""
        return self.link.agency if self.link else None

    def belongs_to(self, partnership: Partnership) -> bool:
        """Whether they may know that the partnership is there."""
        if self.link is not None and self.link.agency.partnership_id == partnership.pk:
            return True
        return any(one.pk == partnership.pk for one in self.partnerships)

    def roles(self, partnership: Partnership) -> frozenset[Role]:
        """What they are in a partnership; a stand-in is none of these."""
        return frozenset(
            Role(one.role) for one in self.memberships if one.partnership_id == partnership.pk
        )

    def agencies(self, partnership: Partnership) -> tuple[Agency, ...]:
        """Those that they are lead of, contribute for, or stand in for."""
        memberships = [*self.memberships, *(one.membership for one in self.delegations)]
        found = {
            one.agency.pk: one.agency
            for one in memberships
            if one.partnership_id == partnership.pk and one.agency is not None
        }
        return tuple(sorted(found.values(), key=lambda one: one.name))

    def standing(self, partnership: Partnership) -> frozenset[str]:
        """All that decides what they may do in a partnership as a whole, but not who they are."""
        lent = any(one.membership.partnership_id == partnership.pk for one in self.delegations)
        return self.roles(partnership) | ({"stands in"} if lent else set())

    def nameless(self, partnership: Partnership) -> "Viewer":
        """
        Anybody of the same standing in a partnership: no name, no agency, no other partnership.

        What is made for them cannot show whom it was made for.
        """
        lent = [one for one in self.delegations if one.membership.partnership_id == partnership.pk]
        return Viewer(
            memberships=tuple(
                Membership(partnership=partnership, role=role) for role in self.roles(partnership)
            ),
            delegations=tuple(
                Delegation(membership=Membership(partnership=partnership)) for _ in lent[:1]
            ),
            at=self.at,
        )

    def may(self, permission: str, place: Place) -> bool:
        """
        Whether they may do something somewhere.

        Raises:
            KeyError: There is no such permission.
        """
        return allowed(permission, self, place)

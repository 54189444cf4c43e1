"""Who is what in a partnership, and who stands in for whom."""

from datetime import datetime
from typing import Any

from django.db import transaction

from headway.web.audit.actions import record
from headway.web.people.actions.refusals import PeopleError
from headway.web.people.models import (
    OF_AN_AGENCY,
    Agency,
    Delegation,
    Membership,
    Partnership,
    Person,
    Role,
)


@transaction.atomic
def make_person(
    *,
    email: str,
    name: str,
    password: str | None = None,
    is_installer: bool = False,
    by: Person | None,
    at: datetime,
) -> Person:
    """
    An account. Without a password, one is set by e-mail or somebody else's sign-in is used.

    Raises:
        PeopleError: Somebody signs in with this address already.
    """
    if Person.objects.filter(email=email.strip().lower()).exists():
        raise PeopleError("There is an account with this e-mail address already.")
    made = Person.objects.create_user(
        email, password, name=" ".join(name.split())[:200], is_installer=is_installer, created_at=at
    )
    record("person.made", key=made.pk, by=by, at=at, after={"is_installer": is_installer})
    return made


@transaction.atomic
def rename(*, person_id: int, name: str, at: datetime) -> Person:
    """Change one's own name. The trail says that it changed, and neither name."""
    person = Person.objects.select_for_update().get(pk=person_id)
    name = " ".join(name.split())[:200]
    if name and name != person.name:
        person.name = name
        person.save(update_fields=["name"])
        record("person.renamed", key=person.pk, by=person, at=at)
    return person


@transaction.atomic
def appoint(
    *,
    person: Person,
    partnership: Partnership,
    role: Role,
    agency: Agency | None = None,
    by: Person | None,
    at: datetime,
) -> Membership:
    """
    Make somebody something in a partnership, from now on; what they are already stays.

    Raises:
        PeopleError: A role of an agency without one of this partnership, or the other way round.
    """
    refuse_misfit(partnership, role, agency)
    found = (
        Membership.objects.select_for_update()
        .filter(
            person=person, partnership=partnership, role=role, agency=agency, until__isnull=True
        )
        .first()
    )
    if found is not None:
        return found
    made = Membership.objects.create(
        person=person, partnership=partnership, role=role, agency=agency, since=at
    )
    record(
        "membership.made", key=made.pk, by=by, at=at,
        partnership=partnership.slug, after=said(made),
    )  # fmt: skip
    return made


@transaction.atomic
def change_role(
    *, membership_id: int, role: Role, agency: Agency | None, by: Person | None, at: datetime
) -> Membership:
    """
    Give somebody another role in place of the one they have, which ends now.

    Raises:
        PeopleError: As `appoint` and `end_membership`.
    """
    old = _lasting(membership_id)
    refuse_misfit(old.partnership, role, agency)
    if (old.role, old.agency_id) == (role, agency.pk if agency else None):
        return old
    made = appoint(
        person=old.person, partnership=old.partnership, role=role, agency=agency, by=by, at=at
    )
    end_membership(membership_id=old.pk, by=by, at=at, reason=f"Became {made.what}")
    return made


@transaction.atomic
def end_membership(
    *, membership_id: int, by: Person | None, at: datetime, reason: str = ""
) -> Membership:
    """
    End what somebody is, from now on. What they did stays, under their name.

    Whoever is nothing in the partnership any more stands in for nobody there either.

    Raises:
        PeopleError: It has ended already, or they are the partnership's last administrator.
    """
    found = _lasting(membership_id)
    if found.role == Role.ADMINISTRATOR and not _another_administrator(found):
        raise PeopleError(
            f"{found.person} is the last administrator of {found.partnership.name}. "
            "Make somebody else administrator first."
        )
    before = said(found)
    found.until = max(at, found.since)
    found.save(update_fields=["until"])
    record(
        "membership.ended", key=found.pk, by=by, at=at, partnership=found.partnership.slug,
        before=before, after=said(found), reason=reason,
    )  # fmt: skip
    if not _belongs(found.person, found.partnership, found.until):
        lent = Delegation.objects.select_for_update().filter(
            person=found.person,
            membership__partnership=found.partnership,
            revoked_at__isnull=True,
            ends__gt=at,
        )
        for one in lent:
            revoke(delegation_id=one.pk, by=by, at=at)
    return found


@transaction.atomic
def delegate(
    *,
    membership_id: int,
    to: Person,
    begins: datetime,
    ends: datetime,
    by: Person | None,
    at: datetime,
    reason: str = "",
) -> Delegation:
    """
    Let somebody of the partnership sign in a lead's stead for a while.

    Raises:
        PeopleError: It is not a lead's, the days do not fit, or the other person is no member.
    """
    lead = _lasting(membership_id)
    if lead.role != Role.LEAD:
        raise PeopleError("Only a lead signs, so only a lead can have somebody sign instead.")
    if to.pk == lead.person_id:
        raise PeopleError("Choose somebody else: a lead signs without a delegation.")
    if ends <= begins or ends <= at:
        raise PeopleError("The last day must come after the first, and not lie in the past.")
    if not _belongs(to, lead.partnership, at):
        raise PeopleError(
            f"{to} does not belong to {lead.partnership.name}. Invite them first, "
            "as a contributor for instance."
        )
    made = Delegation.objects.create(
        membership=lead, person=to, begins=begins, ends=ends, made_at=at, made_by=by
    )
    record(
        "delegation.made", key=made.pk, by=by, at=at, partnership=lead.partnership.slug,
        after={"membership": lead.pk, "person": to.pk, "begins": begins, "ends": ends},
        reason=reason,
    )  # fmt: skip
    return made


@transaction.atomic
def revoke(*, delegation_id: int, by: Person | None, at: datetime) -> Delegation:
    """Take a delegation back, from now on; one that was taken back stays as it is."""
    found = Delegation.objects.select_for_update().get(pk=delegation_id)
    if found.revoked_at is None:
        found.revoked_at = at
        found.save(update_fields=["revoked_at"])
        record(
            "delegation.revoked", key=found.pk, by=by, at=at,
            partnership=found.membership.partnership.slug, after={"revoked_at": at},
        )  # fmt: skip
    return found


def refuse_misfit(partnership: Partnership, role: Role, agency: Agency | None) -> None:
    """
    Refuse a lead without an agency, a board member of one, or another partnership's agency.

    Raises:
        PeopleError: As said.
    """
    if role in OF_AN_AGENCY and agency is None:
        raise PeopleError(f"Choose the agency that the {role.label.lower()} belongs to.")
    if role not in OF_AN_AGENCY and agency is not None:
        raise PeopleError(f"A {role.label.lower()} is that for the whole partnership: no agency.")
    if agency is not None and agency.partnership_id != partnership.pk:
        raise PeopleError(f"{partnership.name} has no such agency.")


def said(membership: Membership) -> dict[str, Any]:
    """A membership as the audit trail keeps it: its person by number alone."""
    return {
        "person": membership.person_id,
        "role": membership.role,
        "agency": membership.agency.name if membership.agency else None,
        "since": membership.since,
        "until": membership.until,
    }


def _lasting(membership_id: int) -> Membership:
    # The partnership's row is locked, so that two last administrators cannot both leave.
    row = Membership.objects.get(pk=membership_id)
    Partnership.objects.select_for_update().get(pk=row.partnership_id)
    found = Membership.objects.select_related("person", "partnership", "agency").get(pk=row.pk)
    if found.until is not None:
        raise PeopleError(f"{found.person} is no longer {found.what}: somebody ended it already.")
    return found


def _another_administrator(one: Membership) -> bool:
    others = Membership.objects.filter(
        partnership=one.partnership_id,
        role=Role.ADMINISTRATOR,
        until__isnull=True,
        person__is_active=True,
    )
    return others.exclude(person=one.person_id).exists()


def _belongs(person: Person, partnership: Partnership, at: datetime) -> bool:
    rows = Membership.objects.filter(person=person, partnership=partnership)
    return any(one.holds(at) for one in rows)

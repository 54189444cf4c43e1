"""Inviting somebody to a partnership, and joining by the letter."""

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from allauth.account.models import EmailAddress
from django.db import transaction

from headway.web.audit.actions import record
from headway.web.people.actions.members import appoint, make_person, refuse_misfit
from headway.web.people.actions.refusals import PeopleError
from headway.web.people.models import Agency, Invitation, Membership, Partnership, Person, Role
from headway.web.people.queries import digest_of

LASTS = timedelta(days=14)
ERASED = "erased@invalid.example"
"""Stands where an address stood."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """An invitation with the token that only its letter holds; it is not kept anywhere."""

    invitation: Invitation
    token: str


@transaction.atomic
def invite(
    *,
    partnership: Partnership,
    email: str,
    name: str,
    role: Role,
    agency: Agency | None = None,
    by: Person | None,
    at: datetime,
) -> Letter:
    """
    Invite somebody; earlier letters to the same address for the same role are of no use then.

    Raises:
        PeopleError: They are that already, or the role and the agency do not fit.
    """
    refuse_misfit(partnership, role, agency)
    email = email.strip().lower()
    if Membership.objects.filter(
        person__email=email, partnership=partnership, role=role, agency=agency, until__isnull=True
    ).exists():
        raise PeopleError("They are that already.")
    for old in Invitation.objects.select_for_update().filter(
        partnership=partnership, email=email, role=role, agency=agency,
        accepted_at__isnull=True, withdrawn_at__isnull=True,
    ):  # fmt: skip
        _withdraw(old, by=by, at=at)
    token = secrets.token_urlsafe(24)
    made = Invitation.objects.create(
        digest=digest_of(token),
        partnership=partnership,
        email=email,
        name=" ".join(name.split())[:200],
        role=role,
        agency=agency,
        made_at=at,
        made_by=by,
        expires_at=at + LASTS,
    )
    record(
        "invitation.made", key=made.pk, by=by, at=at, partnership=partnership.slug,
        after={"role": role, "agency": agency.name if agency else None},
    )  # fmt: skip
    return Letter(invitation=made, token=token)


@transaction.atomic
def withdraw(*, invitation_id: int, by: Person | None, at: datetime) -> None:
    """
    Take an invitation back.

    Raises:
        PeopleError: Somebody joined by it a moment ago.
    """
    found = Invitation.objects.select_for_update().get(pk=invitation_id)
    if found.accepted_at is not None:
        raise PeopleError("They have joined in the meantime. End their membership instead.")
    if found.withdrawn_at is None:
        _withdraw(found, by=by, at=at)


@transaction.atomic
def accept(*, invitation_id: int, person: Person, at: datetime) -> Membership:
    """
    Join by an invitation; once.

    Raises:
        PeopleError: It is too late, was withdrawn, or somebody joined by it.
    """
    found = Invitation.objects.select_for_update().get(pk=invitation_id)
    if not found.is_open(at):
        raise PeopleError(
            "This invitation is no longer of use: it is too old, was withdrawn, or somebody has "
            "joined by it. Ask whoever invited you for a new one."
        )
    found.accepted_at, found.accepted_by = at, person
    found.save(update_fields=["accepted_at", "accepted_by"])
    record(
        "invitation.accepted", key=found.pk, by=person, at=at,
        partnership=found.partnership.slug, after={"person": person.pk},
    )  # fmt: skip
    return _appoint(found, person, at)


@transaction.atomic
def join(*, invitation_id: int, name: str, password: str, at: datetime) -> Person:
    """
    Make the account of somebody invited, who thereby joins; their address is known to be theirs.

    Raises:
        PeopleError: As `accept`, or there is an account with the address by now.
    """
    found = Invitation.objects.select_for_update().get(pk=invitation_id)
    person = make_person(email=found.email, name=name, password=password, by=None, at=at)
    EmailAddress.objects.create(user=person, email=person.email, verified=True, primary=True)
    accept(invitation_id=found.pk, person=person, at=at)
    return person


@transaction.atomic
def forget_invitations(*, before: datetime) -> int:
    """Erase who was invited by letters that ended before a moment; how many those were."""
    ended = Invitation.objects.filter(expires_at__lt=before).exclude(email=ERASED)
    return ended.update(email=ERASED, name="")


def _appoint(invitation: Invitation, person: Person, at: datetime) -> Membership:
    """Make a person what an invitation says."""
    return appoint(
        person=person,
        partnership=invitation.partnership,
        role=Role(invitation.role),
        agency=invitation.agency,
        by=invitation.made_by,
        at=at,
    )


def _withdraw(invitation: Invitation, *, by: Person | None, at: datetime) -> None:
    invitation.withdrawn_at = at
    invitation.save(update_fields=["withdrawn_at"])
    record(
        "invitation.withdrawn", key=invitation.pk, by=by, at=at,
        partnership=invitation.partnership.slug,
    )  # fmt: skip

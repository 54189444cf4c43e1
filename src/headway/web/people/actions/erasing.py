"""Erasing somebody's personal data; what they did stays, by nobody in particular."""

from datetime import datetime

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from allauth.usersessions.models import UserSession
from axes.models import AccessAttempt, AccessFailureLog, AccessLog
from django.contrib.sessions.models import Session
from django.db import transaction

from headway.web.audit.actions import record
from headway.web.people.actions.members import end_membership
from headway.web.people.models import Delegation, Invitation, Membership, Person


@transaction.atomic
def erase(*, person_id: int, by: Person | None, at: datetime, reason: str = "") -> Person:
    """
    Erase a person's name, address and ways to sign in, for good.

    Their memberships end. Entries of the audit trail hold their number alone, so that the
    chain stays whole. Backups made before still hold the data until they are thrown away.

    Raises:
        PeopleError: They are the last administrator of a partnership.
    """
    person = Person.objects.select_for_update().get(pk=person_id)
    if person.erased_at is not None:
        return person
    for one in Membership.objects.filter(person=person, until__isnull=True):
        end_membership(membership_id=one.pk, by=by, at=at, reason="Personal data erased")
    for delegation in Delegation.objects.filter(person=person, revoked_at__isnull=True):
        delegation.revoked_at = at
        delegation.save(update_fields=["revoked_at"])
    for invitation in Invitation.objects.filter(email=person.email):
        invitation.email, invitation.name = f"erased-{person.pk}@invalid.example", ""
        invitation.save(update_fields=["email", "name"])
    _forget_ways_in(person)
    person.email, person.name = f"erased-{person.pk}@invalid.example", ""
    person.is_active, person.is_installer, person.erased_at = False, False, at
    person.last_login = None
    person.set_unusable_password()
    person.save()
    record("person.erased", key=person.pk, by=by, at=at, reason=reason)
    return person


def _forget_ways_in(person: Person) -> None:
    keys = list(UserSession.objects.filter(user=person).values_list("session_key", flat=True))
    Session.objects.filter(session_key__in=keys).delete()
    for model in (UserSession, EmailAddress, Authenticator, SocialAccount):
        model.objects.filter(user=person).delete()
    for log in (AccessAttempt, AccessFailureLog, AccessLog):
        log.objects.filter(username=person.email).delete()

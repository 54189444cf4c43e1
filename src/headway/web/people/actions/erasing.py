"""Erasing somebody's personal data; what they did stays, by nobody in particular."""

from datetime import datetime

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from allauth.usersessions.models import UserSession
from axes.models import AccessAttempt, AccessFailureLog, AccessLog
from django.conf import settings
from django.contrib.sessions.models import Session
from django.db import transaction
from django.db.models import Q
from django.utils.module_loading import import_string

from headway.web.audit.actions import erase_words, record
from headway.web.audit.queries import naming
from headway.web.audit.words import OF_A_PERSON, any_stands_in
from headway.web.people.actions.agencies import keep_agency
from headway.web.people.actions.members import end_membership
from headway.web.people.actions.refusals import PeopleError
from headway.web.people.models import Agency, Delegation, Invitation, Membership, Person, Remembered


@transaction.atomic
def erase(
    *,
    person_id: int,
    by: Person | None,
    at: datetime,
    reason: str = "",
    words: bool = False,
) -> Person:
    """
    Erase a person's name, address and ways to sign in, for good.

    Their memberships end, and what the other apps keep under their address or name goes with
    it: see `settings.ERASERS`. Entries of the audit trail hold their number alone, so that the
    chain stays whole. Where somebody typed their name into one, it stays unless `words` are
    to go; what cannot be erased stays even then: see `audit.queries.naming`. What people
    wrote elsewhere is not touched, nor are issued editions. Backups made before hold the data
    until they are thrown away.

    Args:
        person_id: Whom.
        by: Who erases them; None for the service itself.
        at: When.
        reason: For the trail, without their name.
        words: Whether to erase the words of entries that name them, too.

    Raises:
        PeopleError: They are the last administrator of a partnership, or the reason names them.
    """
    person = Person.objects.select_for_update().get(pk=person_id)
    if person.erased_at is not None:
        return person
    if any_stands_in((person.name, person.email), reason):
        raise PeopleError("The reason names them, and would stand in the trail: leave it out.")
    named = naming(person.name, person.email) if words else []
    for one in Membership.objects.filter(person=person, until__isnull=True):
        end_membership(membership_id=one.pk, by=by, at=at, reason=OF_A_PERSON)
    for delegation in Delegation.objects.filter(person=person, revoked_at__isnull=True):
        delegation.revoked_at = at
        delegation.save(update_fields=["revoked_at"])
    for invitation in Invitation.objects.filter(email=person.email):
        invitation.email, invitation.name = f"erased-{person.pk}@invalid.example", ""
        invitation.save(update_fields=["email", "name"])
    for eraser in settings.ERASERS:
        import_string(eraser)(address=person.email)
    for eraser in settings.NAME_ERASERS:
        for told in (person.name, person.email):  # letters say whom to ask, with the address
            import_string(eraser)(name=told)
    for agency in Agency.objects.filter(address__iexact=person.email):
        keep_agency(
            agency_id=agency.pk,
            name=agency.name,
            also_called=agency.also_called,
            address="",
            by=by,
            at=at,
        )
    _forget_ways_in(person)
    person.email, person.name = f"erased-{person.pk}@invalid.example", ""
    person.is_active, person.is_installer, person.erased_at = False, False, at
    person.last_login = None
    person.set_unusable_password()
    person.save()
    record("person.erased", key=person.pk, by=by, at=at, reason=reason)
    for entry in named:
        erase_words(seq=entry.seq, parts=entry.parts, by=by, at=at, reason=OF_A_PERSON)
    return person


def _forget_ways_in(person: Person) -> None:
    keys = list(UserSession.objects.filter(user=person).values_list("session_key", flat=True))
    Session.objects.filter(session_key__in=keys).delete()
    for model in (UserSession, EmailAddress, Authenticator, SocialAccount):
        model.objects.filter(user=person).delete()
    for log in (AccessAttempt, AccessFailureLog, AccessLog):
        log.objects.filter(username=person.email).delete()


def forget_sign_ins(*, before: datetime) -> int:
    """Erase records of sign-ins and sessions from before a moment; answers with how many."""
    gone: int = Session.objects.filter(expire_date__lt=before).delete()[0]
    gone += UserSession.objects.filter(last_seen_at__lt=before).delete()[0]
    gone += Remembered.objects.filter(expires__lt=before).delete()[0]
    for log in (AccessAttempt, AccessFailureLog, AccessLog):
        gone += log.objects.filter(attempt_time__lt=before).delete()[0]
    return gone


def long_gone(*, before: datetime) -> list[Person]:
    """Whose last membership ended before a moment, and who looks after nothing; two queries."""
    lasting = Membership.objects.filter(Q(until__isnull=True) | Q(until__gte=before))
    return list(
        Person.objects.filter(erased_at__isnull=True, is_installer=False, created_at__lt=before)
        .filter(memberships__isnull=False)
        .exclude(pk__in=lasting.values("person"))
        .distinct()
    )

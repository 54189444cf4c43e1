"""What the service knows of its people."""

import hashlib
from collections.abc import Iterable
from datetime import datetime

from django.apps import apps
from django.db.models import CharField, JSONField, Q, QuerySet, TextField

from headway.web.audit.models import Entry
from headway.web.audit.words import any_stands_in
from headway.web.people.models import (
    Agency,
    Delegation,
    Invitation,
    Membership,
    Partnership,
    Person,
    Role,
)
from headway.web.people.values import LinkHolder, Viewer
from headway.web.prepared import Prepared


def viewer(person: Person | None, *, link: LinkHolder | None = None, at: datetime) -> Viewer:
    """A person with all that they are at a moment; two queries, none for nobody."""
    if person is None:
        return Viewer(link=link, at=at)
    held = tuple(one for one in _MEMBERSHIPS.rows(person.pk) if one.holds(at))
    belongs_to = {one.partnership_id for one in held}
    lent = (one for one in _DELEGATIONS.rows(person.pk) if one.holds(at))
    return Viewer(
        person=person,
        memberships=held,
        # Who has left a partnership stands in for nobody there any more.
        delegations=tuple(one for one in lent if one.membership.partnership_id in belongs_to),
        at=at,
    )


# Asked with every request. What has ended is left out here, and not by the database.
_MEMBERSHIPS: Prepared[Membership] = Prepared(
    lambda person: Membership.objects.filter(person=person).select_related("partnership", "agency"),
    like=-1,
)
_DELEGATIONS: Prepared[Delegation] = Prepared(
    lambda person: Delegation.objects.filter(person=person).select_related(
        "membership__partnership", "membership__agency"
    ),
    like=-1,
)


def holding(at: datetime) -> QuerySet[Membership]:
    """Memberships that hold at a moment."""
    return Membership.objects.filter(Q(until__isnull=True) | Q(until__gt=at), since__lte=at)


def partnerships() -> list[Partnership]:
    """Every partnership; for commands and the installer, never for a page of a partnership."""
    return list(Partnership.objects.all())


def administrators(partnerships: Iterable[Partnership], at: datetime) -> list[Membership]:
    """Who administers some partnerships, by name; one query."""
    rows = holding(at).filter(partnership__in=list(partnerships), role=Role.ADMINISTRATOR)
    return list(rows.select_related("person", "partnership").order_by("person__name", "pk"))


def partnership(slug: str) -> Partnership | None:
    """A partnership by its slug; one query."""
    return Partnership.objects.filter(slug=slug).first()


def agencies(partnership: Partnership) -> list[Agency]:
    """The agencies of a partnership, by name; one query."""
    return list(partnership.agencies.all())


def agency(slug: str, number: int) -> Agency | None:
    """An agency of a partnership by its number; one query."""
    rows = Agency.objects.filter(partnership__slug=slug, pk=number)
    return rows.select_related("partnership").first()


def agency_called(partnership: Partnership, name: str) -> Agency | None:
    """The agency that a plan means by a name; one query."""
    return next((one for one in agencies(partnership) if one.is_called(name)), None)


def leads(agency: Agency, at: datetime) -> list[Person]:
    """Who signs for an agency at a moment; a stand-in is not among them. One query."""
    found = holding(at).filter(agency=agency, role=Role.LEAD).select_related("person")
    return [one.person for one in found]


def officers(partnership: Partnership, at: datetime) -> list[Person]:
    """Who accepts answers in a partnership at a moment, by name; one query."""
    rows = holding(at).filter(partnership=partnership, role=Role.OFFICER, person__is_active=True)
    return [one.person for one in rows.select_related("person").order_by("person__name", "pk")]


def stand_ins(agencies: Iterable[Agency], at: datetime) -> list[Delegation]:
    """Who stands in for a lead of some agencies at a moment; one query."""
    rows = Delegation.objects.filter(
        membership__agency__in=list(agencies),
        membership__role=Role.LEAD,
        begins__lte=at,
        ends__gt=at,
        person__is_active=True,
    )
    return [one for one in rows.select_related("person", "membership") if one.holds(at)]


def members(partnership: Partnership, at: datetime) -> list[Membership]:
    """The memberships of a partnership that hold, by name of the person; one query."""
    rows = holding(at).filter(partnership=partnership).select_related("person", "agency")
    return list(rows.order_by("person__name", "person__email", "pk"))


def membership(partnership: Partnership, number: int) -> Membership | None:
    """A membership of a partnership by its number; one query."""
    rows = Membership.objects.filter(partnership=partnership, pk=number)
    return rows.select_related("person", "agency", "partnership").first()


def open_invitations(partnership: Partnership, at: datetime) -> list[Invitation]:
    """Invitations that nobody has answered yet, newest first; one query."""
    rows = partnership.invitations.filter(
        accepted_at__isnull=True, withdrawn_at__isnull=True, expires_at__gt=at
    )
    return list(rows.select_related("agency", "made_by"))


def invitation_of(token: str) -> Invitation | None:
    """The invitation that a letter's token is of; one query."""
    found = Invitation.objects.filter(digest=digest_of(token))
    return found.select_related("partnership", "agency", "made_by").first()


def digest_of(token: str) -> str:
    """How a token is kept: what reads the database cannot use it."""
    return hashlib.sha256(token.encode("utf-8")).hexdigest()


def delegations(partnership: Partnership, at: datetime) -> list[Delegation]:
    """Delegations of a partnership that have not ended, the latest first; one query."""
    rows = Delegation.objects.filter(
        membership__partnership=partnership, revoked_at__isnull=True, ends__gt=at
    )
    return list(rows.select_related("person", "membership__person", "membership__agency"))


def delegation(partnership: Partnership, number: int) -> Delegation | None:
    """A delegation of a partnership by its number; one query."""
    rows = Delegation.objects.filter(membership__partnership=partnership, pk=number)
    return rows.select_related("person", "membership__person").first()


def delegations_of(person: Person, at: datetime) -> list[Delegation]:
    """Who stands in for a person now or later; one query."""
    rows = Delegation.objects.filter(
        membership__person=person, revoked_at__isnull=True, ends__gt=at
    )
    return list(rows.select_related("person", "membership__partnership", "membership__agency"))


def stood_in_for(person: Person, at: datetime) -> list[Delegation]:
    """For whom a person signs now, with whoever that is; one query."""
    rows = Delegation.objects.filter(person=person).select_related(
        "membership__person", "membership__partnership", "membership__agency"
    )
    return [one for one in rows if one.holds(at)]


def invitation(partnership: Partnership, number: int) -> Invitation | None:
    """An invitation of a partnership by its number; one query."""
    return Invitation.objects.filter(partnership=partnership, pk=number).first()


def with_email(email: str) -> Person | None:
    """Whoever signs in with an address; one query."""
    return Person.objects.filter(email=email.strip().lower()).first()


def still_named(*words: str) -> list[tuple[str, int]]:
    """
    What else holds any of these words, and in how many rows: "plan version: reason".

    For a command alone: it reads all text that the service keeps, but for the audit trail and
    files.
    """
    found = []
    for model in apps.get_models():
        if not model.__module__.startswith("headway.web") or model is Entry:
            continue
        called = model._meta.verbose_name  # noqa: SLF001 - Django's name for what it documents
        for field in model._meta.fields:  # noqa: SLF001 - likewise
            if isinstance(field, CharField | TextField | JSONField):
                told = QuerySet(model).values_list(field.name, flat=True).iterator()
                count = sum(any_stands_in(words, str(text)) for text in told)
                if count:
                    found.append((f"{called}: {field.verbose_name}", count))
    return found

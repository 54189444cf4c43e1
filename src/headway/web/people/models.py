"""Persons, the partnerships they work in, and what they are there."""

from datetime import datetime
from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower


class EmailAddress(models.EmailField):  # type: ignore[type-arg] # its parts are Django's own
    """An e-mail address, kept and looked up in lower case: nobody has two by capitals."""

    def get_prep_value(self, value: Any) -> Any:
        """In lower case, without blanks round it."""
        prepared = super().get_prep_value(value)
        return prepared.strip().lower() if isinstance(prepared, str) else prepared


class Role(models.TextChoices):
    """What somebody is in a partnership."""

    ADMINISTRATOR = "administrator", "Administrator"
    OFFICER = "officer", "Performance officer"
    LEAD = "lead", "Agency lead"
    CONTRIBUTOR = "contributor", "Contributor"
    BOARD = "board", "Board member"
    READER = "reader", "Pre-release reader"


OF_AN_AGENCY = (Role.LEAD, Role.CONTRIBUTOR)
"""Roles that somebody has for one agency, never for the whole partnership."""


class People(BaseUserManager["Person"]):
    """Makes persons."""

    def create_user(self, email: str, password: str | None = None, **fields: Any) -> "Person":
        """A person; without a password they sign in another way, or set one by e-mail."""
        person = self.model(email=email.strip().lower(), **fields)
        person.set_password(password)
        person.save(using=self._db)
        return person


class Person(AbstractBaseUser):
    """
    Somebody who can sign in.

    Attributes:
        email: The name they sign in with, in lower case.
        name: As others see it; empty once erased.
        is_installer: Looks after the installation: makes partnerships and appoints their
            administrators. Sees nothing of any partnership by that alone.
        erased_at: When their personal data was erased, on their request or after its time.
    """

    email = EmailAddress(unique=True)
    name = models.CharField(max_length=200, blank=True)
    is_active = models.BooleanField(default=True)
    is_installer = models.BooleanField(default=False)
    created_at = models.DateTimeField()
    erased_at = models.DateTimeField(null=True, blank=True)

    objects: ClassVar[People] = People()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]

    class Meta:
        """By name."""

        ordering: ClassVar = ["name", "email"]
        verbose_name_plural: ClassVar = "people"
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(email=Lower(F("email"))), name="person_email_is_lower_case"
            ),
            models.CheckConstraint(
                condition=Q(erased_at__isnull=True) | Q(name="", is_active=False),
                name="erased_person_has_no_name",
            ),
        ]

    def __str__(self) -> str:
        return self.name or ("Somebody who has left" if self.erased_at else self.email)

    def get_full_name(self) -> str:
        """As others see it."""
        return str(self)


class Partnership(models.Model):
    """
    The agencies that keep plans together. Nothing of one is seen from another.

    Attributes:
        slug: As in its addresses.
    """

    slug = models.SlugField(max_length=100, unique=True)
    name = models.CharField(max_length=300)
    created_at = models.DateTimeField()

    class Meta:
        """By name."""

        ordering: ClassVar = ["name", "slug"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=~Q(slug="") & ~Q(name=""), name="partnership_has_a_name"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Agency(models.Model):
    """
    An agency of a partnership, matched to those that plans name.

    Attributes:
        name: As plans write it first.
        also_called: Other names that plans use for it.
        address: An e-mail address for the whole agency, where it has one.
    """

    partnership = models.ForeignKey(Partnership, on_delete=models.PROTECT, related_name="agencies")
    name = models.CharField(max_length=300)
    also_called = models.JSONField(default=list, blank=True)
    address = EmailAddress(blank=True)

    class Meta:
        """By name, once in a partnership."""

        ordering: ClassVar = ["name"]
        verbose_name_plural: ClassVar = "agencies"
        constraints: ClassVar = [
            models.UniqueConstraint(
                "partnership", Lower("name"), name="agency_name_once_in_a_partnership"
            ),
            models.CheckConstraint(condition=~Q(name=""), name="agency_has_a_name"),
        ]

    def __str__(self) -> str:
        return self.name

    def is_called(self, name: str) -> bool:
        """Whether a plan that writes this name means it; capitals do not matter."""
        wanted = " ".join(name.split()).casefold()
        return wanted in {one.casefold() for one in (self.name, *self.also_called)}


class Membership(models.Model):
    """
    What a person is in a partnership, and from when to when.

    Attributes:
        agency: Of leads and contributors, theirs; nothing for others.
        since: From when.
        until: From when no longer; nothing while it lasts.
    """

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="memberships")
    partnership = models.ForeignKey(
        Partnership, on_delete=models.PROTECT, related_name="memberships"
    )
    role = models.CharField(max_length=20, choices=Role.choices)
    agency = models.ForeignKey(
        Agency, on_delete=models.PROTECT, related_name="memberships", null=True, blank=True
    )
    since = models.DateTimeField()
    until = models.DateTimeField(null=True, blank=True)

    class Meta:
        """Each role once at a time."""

        ordering: ClassVar = ["partnership", "person__name", "pk"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(role__in=Role.values), name="role_is_known"),
            models.CheckConstraint(
                condition=Q(role__in=[one.value for one in OF_AN_AGENCY], agency__isnull=False)
                | (~Q(role__in=[one.value for one in OF_AN_AGENCY]) & Q(agency__isnull=True)),
                name="role_of_an_agency_names_it",
            ),
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(until__gte=F("since")),
                name="membership_ends_after_it_began",
            ),
            models.UniqueConstraint(
                fields=["person", "partnership", "role", "agency"],
                condition=Q(until__isnull=True, agency__isnull=False),
                name="membership_of_an_agency_once",
            ),
            models.UniqueConstraint(
                fields=["person", "partnership", "role"],
                condition=Q(until__isnull=True, agency__isnull=True),
                name="membership_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person}, {self.what}"

    @property
    def what(self) -> str:
        """The role in words, with its agency."""
        words = Role(self.role).label
        return f"{words}, {self.agency.name}" if self.agency else str(words)

    def holds(self, at: datetime) -> bool:
        """Whether it holds at a moment."""
        return self.since <= at and (self.until is None or at < self.until)


class Delegation(models.Model):
    """
    Somebody signs in a lead's stead for a while: leave, illness, a post not filled.

    Attributes:
        membership: The lead's.
        person: Who stands in.
        begins: From when.
        ends: From when no longer.
        revoked_at: When it was taken back early.
    """

    membership = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="delegations")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="delegations")
    begins = models.DateTimeField()
    ends = models.DateTimeField()
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(
        Person, on_delete=models.PROTECT, related_name="delegations_made", null=True
    )
    revoked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        """The latest first."""

        ordering: ClassVar = ["-begins", "-pk"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(ends__gt=F("begins")), name="delegation_lasts"),
        ]

    def __str__(self) -> str:
        return f"{self.person} for {self.membership}"

    def holds(self, at: datetime) -> bool:
        """Whether it holds at a moment."""
        ended = self.revoked_at is not None and self.revoked_at <= at
        return self.begins <= at < self.ends and not ended and self.membership.holds(at)


class Invitation(models.Model):
    """
    Somebody is asked to join a partnership; the letter holds the token, this only its digest.

    Attributes:
        digest: SHA-256 of the token, in hexadecimal.
        expires_at: From when the letter is of no use.
        accepted_by: Who joined; whoever had the letter, and signed in or made an account.
    """

    digest = models.CharField(max_length=64, unique=True)
    partnership = models.ForeignKey(
        Partnership, on_delete=models.PROTECT, related_name="invitations"
    )
    email = EmailAddress()
    name = models.CharField(max_length=200, blank=True)
    role = models.CharField(max_length=20, choices=Role.choices)
    agency = models.ForeignKey(
        Agency, on_delete=models.PROTECT, related_name="invitations", null=True, blank=True
    )
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(
        Person, on_delete=models.PROTECT, related_name="invitations_made", null=True
    )
    expires_at = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True, blank=True)
    accepted_by = models.ForeignKey(
        Person, on_delete=models.PROTECT, related_name="invitations_accepted", null=True
    )
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        """Newest first."""

        ordering: ClassVar = ["-made_at", "-pk"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(role__in=Role.values), name="invitation_role_is_known"
            ),
            models.CheckConstraint(
                condition=Q(role__in=[one.value for one in OF_AN_AGENCY], agency__isnull=False)
                | (~Q(role__in=[one.value for one in OF_AN_AGENCY]) & Q(agency__isnull=True)),
                name="invitation_to_an_agency_names_it",
            ),
            models.CheckConstraint(
                condition=Q(accepted_at__isnull=True) | Q(withdrawn_at__isnull=True),
                name="invitation_accepted_or_withdrawn",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.email}: {self.what}"

    @property
    def what(self) -> str:
        """The role in words, with its agency."""
        words = Role(self.role).label
        return f"{words}, {self.agency.name}" if self.agency else str(words)

    def is_open(self, at: datetime) -> bool:
        """Whether it can still be accepted."""
        return self.accepted_at is None and self.withdrawn_at is None and at < self.expires_at


class Remembered(models.Model):
    """
    What has to be remembered for a short while by every process that answers: Django's cache.

    How often something was tried, and which code of an authenticator app was used.

    Attributes:
        cache_key: What it is of; it holds the address in the network of whoever tried.
        expires: From when it counts no more.
    """

    cache_key = models.CharField(max_length=255, primary_key=True)
    value = models.TextField()
    expires = models.DateTimeField(db_index=True)

    class Meta:
        """Under the columns that Django's cache asks for."""

        db_table = "people_remembered"
        verbose_name_plural: ClassVar = "remembered"

    def __str__(self) -> str:
        return f"until {self.expires:%Y-%m-%d %H:%M}"

"""What is kept for the public: an edition's pages, its plain words, and whom to write to."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from headway.web.editions.models import Edition
from headway.web.people.models import Person
from headway.web.plans.models import PlanRecord


class Publication(models.Model):
    """
    What the pages of a public edition say; written once, never changed.

    Attributes:
        content: JSON, as `content.written` gives it.
        sha256: Of it, so that an alteration is noticed.
        poster: The key messages on one sheet, as PDF.
        software: Which version of Headway wrote it.
        told_at: When subscribers were written to; None while they have not been.
    """

    edition = models.OneToOneField(Edition, on_delete=models.PROTECT, related_name="publication")
    content = models.TextField()
    sha256 = models.CharField(max_length=64)
    poster = models.BinaryField(default=b"")
    software = models.CharField(max_length=40)
    made_at = models.DateTimeField()
    told_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        """One for each edition."""

        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(sha256__regex=r"^[0-9a-f]{64}$"), name="publication_digest_is_sha256"
            ),
        ]

    def __str__(self) -> str:
        return f"Pages of {self.edition_id}"


class Kind(models.TextChoices):
    """Whom plain words are written for."""

    YOUNG = "young-people", "For young people"
    EASY = "easy-read", "Easy read"


class Standing(models.TextChoices):
    """Who can read a version of plain words."""

    DRAFT = "draft", "Draft"
    PUBLISHED = "published", "Published"
    WITHDRAWN = "withdrawn", "Taken off the site"


class PlainVersion(models.Model):
    """
    One version of an edition's plain words; a change is a new version, and all are kept.

    Attributes:
        number: Counted from 1 for each edition and kind.
        words: One idea on each line, as `plainwords.ideas` reads them.
    """

    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="plain_versions")
    kind = models.CharField(max_length=20, choices=Kind.choices)
    number = models.PositiveIntegerField()
    words = models.TextField()
    standing = models.CharField(max_length=10, choices=Standing.choices)
    saved_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    saved_at = models.DateTimeField()

    class Meta:
        """Newest first."""

        ordering: ClassVar = ["edition", "kind", "-number"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["edition", "kind", "number"], name="plain_version_number_once"
            ),
            models.CheckConstraint(
                condition=Q(kind__in=Kind.values), name="plain_version_kind_is_known"
            ),
            models.CheckConstraint(
                condition=Q(standing__in=Standing.values), name="plain_version_standing_is_known"
            ),
            models.CheckConstraint(
                condition=~Q(words="") | Q(standing=Standing.WITHDRAWN),
                name="plain_version_has_words",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.number}"


class Subscription(models.Model):
    """
    Somebody who wants a letter when a public edition of a plan is issued.

    The row goes when they leave; nothing keeps the address.

    Attributes:
        email: In lower case.
        key: Random; whoever has it from a letter may confirm or leave, and no more.
        confirmed_at: When they followed the link of the first letter; None before.
    """

    plan = models.ForeignKey(PlanRecord, on_delete=models.CASCADE, related_name="subscriptions")
    email = models.EmailField(max_length=254)
    key = models.CharField(max_length=64, unique=True)
    asked_at = models.DateTimeField()
    confirmed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        """Each address once for a plan."""

        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["plan", "email"], name="subscription_once_for_a_plan"),
        ]

    def __str__(self) -> str:
        return f"Subscription {self.pk}"

"""Editions: the report as the board saw it on a day, kept as the bytes that were sent."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from headway.web.plans.models import PlanRecord, PlanVersion


class Audience(models.TextChoices):
    """Who an edition is for. What the public gets has passed the plan's disclosure policy."""

    BOARD = "board", "The board"
    PARTNERS = "partners", "Partner agencies"
    PUBLIC = "public", "The public"


class Document(models.TextChoices):
    """What an edition consists of."""

    REPORT = "progress-report", "Progress report"
    BRIEFING = "briefing", "One-minute briefing"
    FIGURES = "public-figures", "Public figures"


class Edition(models.Model):
    """
    A report that was issued; never changed afterwards.

    Attributes:
        version: What the plan said then.
        at: The day as at which it was judged.
        label: How people call it, such as "Spring 2020"; once in a plan.
    """

    plan = models.ForeignKey(PlanRecord, on_delete=models.PROTECT, related_name="editions")
    version = models.ForeignKey(PlanVersion, on_delete=models.PROTECT, related_name="editions")
    at = models.DateField()
    label = models.CharField(max_length=120)
    audience = models.CharField(max_length=20, choices=Audience.choices)
    issued_at = models.DateTimeField()

    class Meta:
        """Newest first."""

        ordering: ClassVar = ["-issued_at", "-pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["plan", "label"], name="edition_label_once_in_a_plan"),
            models.CheckConstraint(condition=~Q(label=""), name="edition_has_a_label"),
            models.CheckConstraint(
                condition=Q(audience__in=Audience.values), name="edition_audience_is_known"
            ),
        ]

    def __str__(self) -> str:
        return self.label


class EditionFile(models.Model):
    """
    One document of an edition in one format, byte for byte.

    Attributes:
        suffix: Of the format: "docx", "pdf", …
        content: The bytes that were issued.
        sha256: Of them, to show that they are still the same.
    """

    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="files")
    document = models.CharField(max_length=20, choices=Document.choices, default=Document.REPORT)
    suffix = models.CharField(max_length=10)
    name = models.CharField(max_length=200)
    media_type = models.CharField(max_length=120)
    content = models.BinaryField()
    size = models.PositiveBigIntegerField()
    sha256 = models.CharField(max_length=64)

    class Meta:
        """One file of each document and format."""

        ordering: ClassVar = ["edition", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["edition", "document", "suffix"], name="edition_format_once"
            ),
            models.CheckConstraint(
                condition=Q(document__in=Document.values), name="edition_document_is_known"
            ),
            models.CheckConstraint(condition=Q(size__gte=1), name="edition_file_is_not_empty"),
            models.CheckConstraint(
                condition=Q(sha256__regex=r"^[0-9a-f]{64}$"), name="edition_file_digest_is_sha256"
            ),
        ]

    def __str__(self) -> str:
        return self.name

"""
Editions: the report as the board saw it on a day, kept as the bytes that were sent.

An edition is always one that was issued. What is being prepared is a draft, which becomes an
edition once, and which nobody sees but who prepares it and whoever was named to read it before.
"""

from datetime import datetime, timedelta
from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from headway.web.people.models import Person
from headway.web.plans.models import PlanRecord, PlanVersion
from headway.web.rounds.models import Round


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
        amends: The edition that it stands in place of; `note` says what was put right.
        compared_with: The edition that its changes are told against.
        answers: The reporting round behind it as it stood then; nothing without one.
        accepted: The warnings that were accepted, with their reasons.
        pre_release: Who could read it before its release, by role, as it is printed in it.
        software: What made it, so that a later one that makes other bytes can say so; empty
            for editions from before this was kept.
    """

    plan = models.ForeignKey(PlanRecord, on_delete=models.PROTECT, related_name="editions")
    version = models.ForeignKey(PlanVersion, on_delete=models.PROTECT, related_name="editions")
    at = models.DateField()
    label = models.CharField(max_length=120)
    audience = models.CharField(max_length=20, choices=Audience.choices)
    issued_at = models.DateTimeField()
    issued_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    amends = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="amended_by"
    )
    note = models.TextField(blank=True)
    compared_with = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    answers = models.JSONField(null=True, blank=True)
    accepted = models.JSONField(default=list, blank=True)
    pre_release = models.JSONField(default=list, blank=True)
    software = models.CharField(max_length=200, blank=True)

    class Meta:
        """Newest first."""

        ordering: ClassVar = ["-issued_at", "-pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["plan", "label"], name="edition_label_once_in_a_plan"),
            models.CheckConstraint(condition=~Q(label=""), name="edition_has_a_label"),
            models.CheckConstraint(
                condition=Q(audience__in=Audience.values), name="edition_audience_is_known"
            ),
            models.UniqueConstraint(
                fields=["amends"], condition=Q(amends__isnull=False), name="edition_amended_once"
            ),
            models.CheckConstraint(
                condition=Q(amends__isnull=True) | ~Q(note=""), name="amended_edition_says_why"
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


class DraftState(models.TextChoices):
    """How far an edition in preparation has come."""

    PREPARING = "preparing", "Being prepared"
    SCHEDULED = "scheduled", "To be issued at a set time"
    ISSUED = "issued", "Issued"
    WITHDRAWN = "withdrawn", "Withdrawn"


UNDER_WAY = (DraftState.PREPARING, DraftState.SCHEDULED)
"""States in which a draft may still become an edition."""
LATE = timedelta(minutes=3)
"""What issues editions by itself looks every minute; so long after a time, nothing has looked."""


class Draft(models.Model):
    """
    An edition that is being prepared.

    Attributes:
        round: The reporting round whose answers it rests on.
        issue_at: When it is issued by itself; nothing where somebody does it by hand.
        edition: What became of it.
        trouble: Why it was not issued at its time; empty where nothing was wrong.
    """

    plan = models.ForeignKey(PlanRecord, on_delete=models.PROTECT, related_name="drafts")
    at = models.DateField()
    label = models.CharField(max_length=120)
    audience = models.CharField(max_length=20, choices=Audience.choices)
    round = models.ForeignKey(Round, on_delete=models.PROTECT, null=True, related_name="+")
    amends = models.ForeignKey(Edition, on_delete=models.PROTECT, null=True, related_name="+")
    note = models.TextField(blank=True)
    state = models.CharField(
        max_length=12, choices=DraftState.choices, default=DraftState.PREPARING
    )
    issue_at = models.DateTimeField(null=True, blank=True)
    edition = models.OneToOneField(
        Edition, on_delete=models.PROTECT, null=True, related_name="draft"
    )
    trouble = models.TextField(blank=True)
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        """Newest first."""

        ordering: ClassVar = ["-made_at", "-pk"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=~Q(label=""), name="draft_has_a_label"),
            models.CheckConstraint(
                condition=Q(audience__in=Audience.values), name="draft_audience_is_known"
            ),
            models.CheckConstraint(
                condition=Q(state__in=DraftState.values), name="draft_state_is_known"
            ),
            models.CheckConstraint(
                condition=Q(state="issued", edition__isnull=False)
                | (~Q(state="issued") & Q(edition__isnull=True)),
                name="issued_draft_has_its_edition",
            ),
            models.CheckConstraint(
                condition=~Q(state="scheduled") | Q(issue_at__isnull=False),
                name="scheduled_draft_says_when",
            ),
            models.UniqueConstraint(
                fields=["plan", "label"],
                condition=Q(state__in=["preparing", "scheduled"]),
                name="draft_label_once_in_a_plan",
            ),
        ]

    def __str__(self) -> str:
        return self.label

    @property
    def is_under_way(self) -> bool:
        """Whether it may still become an edition."""
        return self.state in UNDER_WAY

    def is_late(self, at: datetime) -> bool:
        """Whether its time has passed and nothing has tried to issue it."""
        return not self.trouble and self.issue_at is not None and self.issue_at < at - LATE


class Acceptance(models.Model):
    """
    A warning that somebody accepted, and why.

    Attributes:
        key: Of the warning with its very words: another one has to be accepted anew.
    """

    draft = models.ForeignKey(Draft, on_delete=models.PROTECT, related_name="acceptances")
    key = models.CharField(max_length=64)
    words = models.TextField()
    reason = models.TextField()
    at = models.DateTimeField()
    by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        """Each warning once."""

        ordering: ClassVar = ["draft", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["draft", "key"], name="warning_accepted_once"),
            models.CheckConstraint(condition=~Q(reason=""), name="warning_accepted_for_a_reason"),
        ]

    def __str__(self) -> str:
        return self.words


class PreReleaseReader(models.Model):
    """Somebody who may read a draft for a while, before everybody may."""

    draft = models.ForeignKey(Draft, on_delete=models.PROTECT, related_name="readers")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    begins = models.DateTimeField()
    ends = models.DateTimeField()
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    revoked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        """In the order they were named."""

        ordering: ClassVar = ["draft", "pk"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(ends__gt=F("begins")), name="reading_lasts"),
            models.UniqueConstraint(
                fields=["draft", "person"],
                condition=Q(revoked_at__isnull=True),
                name="reader_named_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person} before {self.draft}"

    def may_read(self, at: datetime) -> bool:
        """Whether they may read it at a moment."""
        return self.revoked_at is None and self.begins <= at < self.ends


class Reading(models.Model):
    """That a pre-release reader opened the draft, and in which format."""

    reader = models.ForeignKey(PreReleaseReader, on_delete=models.PROTECT, related_name="readings")
    at = models.DateTimeField()
    suffix = models.CharField(max_length=10)

    class Meta:
        """In the order they happened."""

        ordering: ClassVar = ["reader", "at", "pk"]

    def __str__(self) -> str:
        return f"{self.reader}, {self.suffix}"

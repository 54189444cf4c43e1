"""Answers: what one agency says of one row in one round, with every version that was saved."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from headway.answering.drafts import Confidence, Draft, Kind, TypedFigure
from headway.answering.folding import Sharing
from headway.web.plans.models import PlanRecord
from headway.web.rounds.models import Request

_KINDS = [(one.value, one.value.replace("_", " ")) for one in Kind]
_CONFIDENCES = [(one.value, one.value) for one in Confidence if one.value]


class AnswerState(models.TextChoices):
    """How far an answer has come."""

    DRAFT = "draft", "Draft"
    SUBMITTED = "submitted", "Submitted, to be signed"
    SIGNED = "signed", "Signed"
    ACCEPTED = "accepted", "Accepted"
    RETURNED = "returned", "Returned"


OPEN = (AnswerState.DRAFT, AnswerState.RETURNED)
"""States in which an answer may be written to."""


class Answer(models.Model):
    """
    The answer to one request, as it stands.

    Attributes:
        revision: Grows by one with each change; whoever saves names the one they saw.
        figures: As typed, by the key of the figure asked for.
        status: Of an action, in the plan's words.
        return_reason: Why the officer returned it; kept until it is signed again.
        signed_as: In what role: "lead", or "lead's stand-in".
    """

    request = models.OneToOneField(Request, on_delete=models.PROTECT, related_name="answer")
    state = models.CharField(max_length=20, choices=AnswerState.choices, default=AnswerState.DRAFT)
    revision = models.PositiveIntegerField(default=0)
    kind = models.CharField(max_length=20, choices=_KINDS, default=Kind.FIGURES.value)
    figures = models.JSONField(default=dict, blank=True)
    words = models.TextField(blank=True)
    next_steps = models.TextField(blank=True)
    barriers = models.TextField(blank=True)
    confidence = models.CharField(max_length=20, choices=_CONFIDENCES, blank=True)
    status = models.CharField(max_length=20, blank=True)
    links = models.JSONField(default=list, blank=True)
    return_reason = models.TextField(blank=True)
    updated_at = models.DateTimeField()
    updated_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    submitted_at = models.DateTimeField(null=True, blank=True)
    signed_at = models.DateTimeField(null=True, blank=True)
    signed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    signed_as = models.CharField(max_length=40, blank=True)
    accepted_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        """In the order of their requests."""

        ordering: ClassVar = ["request"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(state__in=AnswerState.values), name="answer_state_is_known"
            ),
            models.CheckConstraint(
                condition=Q(kind__in=[one.value for one in Kind]), name="answer_kind_is_known"
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["signed", "accepted"])
                | Q(signed_at__isnull=False, signed_by__isnull=False),
                name="answer_signed_by_somebody",
            ),
            models.CheckConstraint(
                condition=~Q(state="returned") | ~Q(return_reason=""),
                name="answer_returned_with_a_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"answer {self.pk}, {self.get_state_display()}"

    @property
    def draft(self) -> Draft:
        """What was typed, as a value."""
        return Draft(
            kind=Kind(self.kind),
            figures={key: TypedFigure(**one) for key, one in self.figures.items()},
            words=self.words,
            next_steps=self.next_steps,
            barriers=self.barriers,
            confidence=Confidence(self.confidence),
            status=self.status,
            links=tuple(self.links),
        )

    @property
    def is_open(self) -> bool:
        """Whether it may be written to."""
        return self.state in OPEN


class AnswerVersion(models.Model):
    """
    An answer as it stood after one change; never changed afterwards.

    Attributes:
        number: The answer's revision.
        what: What was done: "saved", "submitted", "signed", "accepted", "returned", "taken back".
        link: The personal link's number, where somebody without an account did it.
        content: All that was typed.
    """

    answer = models.ForeignKey(Answer, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    at = models.DateTimeField()
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    link = models.CharField(max_length=40, blank=True)
    what = models.CharField(max_length=20)
    state = models.CharField(max_length=20, choices=AnswerState.choices)
    reason = models.TextField(blank=True)
    content = models.JSONField()

    class Meta:
        """Newest first, each number once."""

        ordering: ClassVar = ["answer", "-number"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["answer", "number"], name="answer_version_once"),
        ]

    def __str__(self) -> str:
        return f"answer {self.answer_id}, {self.number}: {self.what}"


class EvidenceFile(models.Model):
    """
    A file that goes with an answer.

    Attributes:
        media_type: One of those that browsers do nothing with but save.
        removed_at: When it was taken away again; the bytes stay, for the record.
    """

    answer = models.ForeignKey(Answer, on_delete=models.PROTECT, related_name="files")
    name = models.CharField(max_length=150)
    media_type = models.CharField(max_length=120)
    size = models.PositiveBigIntegerField()
    sha256 = models.CharField(max_length=64)
    content = models.BinaryField()
    added_at = models.DateTimeField()
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    removed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        """In the order they came."""

        ordering: ClassVar = ["answer", "pk"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(size__gte=1), name="evidence_is_not_empty"),
            models.CheckConstraint(
                condition=Q(sha256__regex=r"^[0-9a-f]{64}$"), name="evidence_digest_is_sha256"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class SharedRow(models.Model):
    """
    What becomes of one figure of a row that several agencies give, from round to round.

    Attributes:
        row: The row's id in the plan.
    """

    plan = models.ForeignKey(PlanRecord, on_delete=models.PROTECT, related_name="shared_rows")
    row = models.CharField(max_length=200)
    sharing = models.CharField(
        max_length=10,
        choices=[(one.value, one.value) for one in Sharing],
        default=Sharing.APART.value,
    )

    class Meta:
        """Each row once."""

        ordering: ClassVar = ["plan", "row"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["plan", "row"], name="shared_row_once_in_a_plan"),
            models.CheckConstraint(
                condition=Q(sharing__in=[one.value for one in Sharing]), name="sharing_is_known"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.row}: {self.sharing}"

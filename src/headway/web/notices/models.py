"""A notice on its way to one person, and when the worker was last seen."""

from typing import ClassVar

from django.db import models
from django.db.models import Q


class NoticeState(models.TextChoices):
    """Where a notice is."""

    DUE = "due", "To be sent"
    SENDING = "sending", "Being sent"
    SENT = "sent", "Sent"
    FAILED = "failed", "Could not be sent"
    CANCELLED = "cancelled", "No longer needed"


class Notice(models.Model):
    """
    An e-mail to one address, made in the same transaction as what it tells of.

    Attributes:
        key: What it tells of and to whom; a second notice with the same key is never made.
        kind: Such as `request`, `reminder`, `escalation`, `link`.
        unsubscribe: Where whoever gets it leaves by one click; empty where nobody subscribed.
        is_secret: Its words open something; they are erased once it is sent.
        due_at: Not to be sent before.
        claim: Random; whoever wrote it last may send, and nobody else.
        claimed_by: The machine and process, so that it is known whether it still runs.
        handed_at: When the words went to the mail server, if they did: from there on until
            `sent_at` it cannot be known whether the server took them.
        attempts: How often sending was begun.
        last_error: Why it was not sent, in a sentence.
    """

    key = models.CharField(max_length=200, unique=True)
    kind = models.SlugField(max_length=40)
    to = models.CharField(max_length=254)
    subject = models.CharField(max_length=200)
    body = models.TextField(blank=True)
    unsubscribe = models.CharField(max_length=300, blank=True)
    is_secret = models.BooleanField(default=False)
    state = models.CharField(max_length=10, choices=NoticeState.choices, default=NoticeState.DUE)
    made_at = models.DateTimeField()
    due_at = models.DateTimeField()
    claim = models.CharField(max_length=32, blank=True)
    claimed_by = models.CharField(max_length=120, blank=True)
    claimed_at = models.DateTimeField(null=True, blank=True)
    handed_at = models.DateTimeField(null=True, blank=True)
    sent_at = models.DateTimeField(null=True, blank=True)
    attempts = models.PositiveIntegerField(default=0)
    last_error = models.CharField(max_length=500, blank=True)

    class Meta:
        """In the order they are due; sent ones say when, claimed ones by whom."""

        ordering: ClassVar = ["due_at", "pk"]
        indexes: ClassVar = [
            models.Index(fields=["state", "due_at"], name="notice_by_state_and_due"),
        ]
        constraints: ClassVar = [
            models.CheckConstraint(condition=~Q(to=""), name="notice_has_an_address"),
            models.CheckConstraint(
                condition=~Q(state=NoticeState.SENT) | Q(sent_at__isnull=False),
                name="sent_notice_says_when",
            ),
            models.CheckConstraint(
                condition=~Q(state=NoticeState.SENDING)
                | (~Q(claim="") & Q(claimed_at__isnull=False)),
                name="notice_being_sent_is_claimed",
            ),
        ]

    def __str__(self) -> str:
        return self.key


class Beat(models.Model):
    """
    When something that runs by itself was last done, so that a stop is noticed.

    Attributes:
        at: When it last ran, whether it did what it has to or was kept from it.
        believed_at: When it last did; the clock was believed then.
        error: What keeps it from it.
    """

    name = models.SlugField(max_length=60, unique=True)
    at = models.DateTimeField()
    believed_at = models.DateTimeField(null=True, blank=True)
    error = models.CharField(max_length=500, blank=True)

    class Meta:
        """By name."""

        ordering: ClassVar = ["name"]

    def __str__(self) -> str:
        return self.name

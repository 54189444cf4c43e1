"""Tokens by which programs read and write, webhooks, and what is on its way to them."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from headway.web.people.models import OF_AN_AGENCY, Agency, Partnership, Role


class Scope(models.TextChoices):
    """What a token may be used for."""

    PUBLIC_READ = "public.read", "Read the public editions"
    PLANS_READ = "plans.read", "Read plans, measures, figures and statuses"
    EDITIONS_READ = "editions.read", "Read the editions and their files"
    ROUNDS_READ = "rounds.read", "Read the reporting rounds"
    ANSWERS_READ = "answers.read", "Read the answers"
    FIGURES_WRITE = "figures.write", "Add figures from a file"


AS_ROLES = (Role.BOARD, Role.LEAD, Role.OFFICER)
"""The roles as which a token may read; one that reads as nobody sees public editions only."""


class Token(models.Model):
    """
    A program's way in, to one partnership.

    Attributes:
        name: What it is for, as the administrator called it.
        digest: SHA-256 of the token, in hexadecimal; the token itself is shown once.
        ending: The token's last four characters, by which people tell tokens apart.
        scopes: What it may be used for.
        role: It sees what this role sees, and no more; empty for the public's view alone.
        agency: Of a role that belongs to one.
        minute: The minute, since 1970, in which requests are counted.
        counted: How many there were in it.
    """

    partnership = models.ForeignKey(Partnership, on_delete=models.PROTECT, related_name="tokens")
    name = models.CharField(max_length=100)
    digest = models.CharField(max_length=64, unique=True)
    ending = models.CharField(max_length=4)
    scopes = models.JSONField(default=list)
    role = models.CharField(max_length=20, blank=True)
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, null=True, related_name="tokens")
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    expires_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True, blank=True)
    last_used_at = models.DateTimeField(null=True, blank=True)
    minute = models.PositiveBigIntegerField(default=0)
    counted = models.PositiveIntegerField(default=0)

    class Meta:
        """Newest first."""

        ordering: ClassVar = ["-made_at", "-pk"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(digest__regex=r"^[0-9a-f]{64}$"), name="token_digest_is_sha256"
            ),
            models.CheckConstraint(condition=~Q(name=""), name="token_has_a_name"),
            models.CheckConstraint(
                condition=Q(expires_at__gt=F("made_at")), name="token_lasts_a_while"
            ),
            models.CheckConstraint(
                condition=Q(role__in=["", *(one.value for one in AS_ROLES)]),
                name="token_role_is_known",
            ),
            models.CheckConstraint(
                condition=Q(role__in=[one.value for one in OF_AN_AGENCY], agency__isnull=False)
                | (~Q(role__in=[one.value for one in OF_AN_AGENCY]) & Q(agency__isnull=True)),
                name="token_of_an_agency_names_it",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Event(models.TextChoices):
    """What a webhook can tell of; each is what the audit trail calls it."""

    EDITION_ISSUED = "edition.issued", "An edition was issued"
    ROUND_OPENED = "round.opened", "A reporting round was opened"
    ANSWER_SIGNED = "answer.signed", "An agency signed an answer"


PING = "ping"
"""What a new webhook is told first, so that its owner sees it work."""


class Webhook(models.Model):
    """
    An address that is told of news of one partnership.

    Attributes:
        address: Where it is told.
        events: Of what.
        salt: From it and the service's secret key the webhook's secret is worked out, so that
            whoever reads the database cannot sign.
        after: The last entry of the audit trail that it has been told of, or that was there
            before it.
        ended_at: When somebody took it away.
    """

    partnership = models.ForeignKey(Partnership, on_delete=models.PROTECT, related_name="webhooks")
    address = models.CharField(max_length=500)
    events = models.JSONField(default=list)
    salt = models.CharField(max_length=40)
    after = models.PositiveBigIntegerField(default=0)
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        """Newest first."""

        ordering: ClassVar = ["-made_at", "-pk"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=~Q(address="") & ~Q(salt=""), name="webhook_has_an_address"
            ),
        ]

    def __str__(self) -> str:
        return self.address


class DeliveryState(models.TextChoices):
    """Where a delivery is."""

    DUE = "due", "To be sent"
    SENDING = "sending", "Being sent"
    SENT = "sent", "Received"
    FAILED = "failed", "Given up"
    CANCELLED = "cancelled", "No longer needed"


class Delivery(models.Model):
    """
    One piece of news on its way to one webhook.

    Attributes:
        key: The webhook and the entry of the audit trail; a second with the same is never made.
        body: The very text that is signed and sent.
        claim: Random; whoever wrote it last may send, and nobody else.
        claimed_by: The machine and process, so that it is known whether it still runs.
        status: What the receiver answered last; nothing where it did not.
    """

    webhook = models.ForeignKey(Webhook, on_delete=models.PROTECT, related_name="deliveries")
    key = models.CharField(max_length=80, unique=True)
    event = models.CharField(max_length=40)
    body = models.TextField()
    state = models.CharField(
        max_length=10, choices=DeliveryState.choices, default=DeliveryState.DUE
    )
    made_at = models.DateTimeField()
    due_at = models.DateTimeField()
    claim = models.CharField(max_length=32, blank=True)
    claimed_by = models.CharField(max_length=120, blank=True)
    claimed_at = models.DateTimeField(null=True, blank=True)
    sent_at = models.DateTimeField(null=True, blank=True)
    attempts = models.PositiveIntegerField(default=0)
    status = models.PositiveIntegerField(null=True, blank=True)
    last_error = models.CharField(max_length=300, blank=True)

    class Meta:
        """In the order they are due."""

        ordering: ClassVar = ["due_at", "pk"]
        verbose_name_plural: ClassVar = "deliveries"
        indexes: ClassVar = [
            models.Index(fields=["state", "due_at"], name="delivery_by_state_and_due"),
        ]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=~Q(state=DeliveryState.SENT) | Q(sent_at__isnull=False),
                name="sent_delivery_says_when",
            ),
            models.CheckConstraint(
                condition=~Q(state=DeliveryState.SENDING)
                | (~Q(claim="") & Q(claimed_at__isnull=False)),
                name="delivery_being_sent_is_claimed",
            ),
        ]

    def __str__(self) -> str:
        return self.key

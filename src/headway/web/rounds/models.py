"""A reporting round, what it asks of each agency, and the personal links by which some answer."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from headway.rounds.silence import Manner, Standing
from headway.web.people.models import Agency, Person
from headway.web.plans.models import PlanRecord


class RoundState(models.TextChoices):
    """Whether a round takes answers."""

    OPEN = "open", "Open"
    CLOSED = "closed", "Closed"


class Habits(models.Model):
    """
    What a plan's rounds do by themselves.

    Attributes:
        opens_itself: Whether rounds are opened on their day without anybody asking.
    """

    plan = models.OneToOneField(PlanRecord, on_delete=models.PROTECT, related_name="round_habits")
    opens_itself = models.BooleanField(default=True)

    class Meta:
        """One for each plan that has any."""

        verbose_name_plural: ClassVar = "habits"

    def __str__(self) -> str:
        return self.plan.slug


class Round(models.Model):
    """
    A reporting round of a plan.

    Attributes:
        key: Unguessable; names it in addresses.
        label: What people call it; once in a plan.
        period: In normal form; empty where an officer opened it for no time of its own.
        as_at: How things stood on this day is what is asked.
        reminders: The days on which whoever has not answered is reminded, in ISO form.
        escalates_on: The day on which their lead is told.
        opened_by: Nothing where it opened by itself.
    """

    key = models.CharField(max_length=40, unique=True)
    plan = models.ForeignKey(PlanRecord, on_delete=models.PROTECT, related_name="rounds")
    label = models.CharField(max_length=120)
    period = models.CharField(max_length=40, blank=True)
    as_at = models.DateField()
    opens_on = models.DateField()
    due_on = models.DateField()
    closes_on = models.DateField()
    reminders = models.JSONField(default=list, blank=True)
    escalates_on = models.DateField()
    state = models.CharField(max_length=10, choices=RoundState.choices, default=RoundState.OPEN)
    opened_at = models.DateTimeField()
    opened_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    closed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        """The latest first; its days in their order."""

        ordering: ClassVar = ["-due_on", "-pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["plan", "label"], name="round_label_once_in_a_plan"),
            models.CheckConstraint(condition=~Q(label=""), name="round_has_a_label"),
            models.CheckConstraint(
                condition=Q(opens_on__lt=F("due_on")) & Q(due_on__lt=F("closes_on")),
                name="round_days_are_in_order",
            ),
            models.CheckConstraint(
                condition=Q(state=RoundState.OPEN) | Q(closed_at__isnull=False),
                name="closed_round_says_when",
            ),
        ]

    def __str__(self) -> str:
        return self.label

    @property
    def is_open(self) -> bool:
        """Whether it takes answers."""
        return self.state == RoundState.OPEN


class StillAsked(models.Manager["Request"]):
    """Requests, but for those whose row has left the plan while its round was open."""

    def get_queryset(self) -> models.QuerySet["Request"]:
        """What every page, letter and count goes by."""
        return super().get_queryset().filter(withdrawn_at__isnull=True)


class Request(models.Model):
    """
    One agency asked for one row.

    The apps of answers tell it by `rounds.actions.note_answer` what came; who is silent is
    known without them.

    Attributes:
        row: The row's id in the plan.
        delegated_to: Who is to answer in place of whoever usually does; nobody else is asked.
        standing: How far the answer has come.
        manner: What sort of answer it is; empty where there is none.
        reminded: How often, by itself and by hand.
        escalated_at: When the lead was told that nothing had come.
        withdrawn_at: When the plan was found to have lost its row, so that nobody can answer it.
    """

    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="requests")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="requests")
    row = models.CharField(max_length=200)
    place = models.PositiveIntegerField(default=0)
    asked_at = models.DateTimeField()
    delegated_to = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    standing = models.CharField(
        max_length=10,
        choices=[(one.value, one.value) for one in Standing],
        default=Standing.ASKED.value,
    )
    manner = models.CharField(
        max_length=20, choices=[(one.value, one.value) for one in Manner], blank=True
    )
    answered_at = models.DateTimeField(null=True, blank=True)
    reminded = models.PositiveIntegerField(default=0)
    reminded_at = models.DateTimeField(null=True, blank=True)
    escalated_at = models.DateTimeField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    objects: ClassVar = StillAsked()
    every: ClassVar = models.Manager["Request"]()

    class Meta:
        """In the plan's order; an agency is asked once for a row."""

        ordering: ClassVar = ["round", "place", "agency__name"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["round", "agency", "row"], name="request_once_in_a_round"
            ),
            models.CheckConstraint(condition=~Q(row=""), name="request_names_a_row"),
            models.CheckConstraint(
                condition=Q(standing__in=[one.value for one in Standing]),
                name="request_standing_is_known",
            ),
            models.CheckConstraint(
                condition=Q(standing__in=(Standing.ASKED.value, Standing.RETURNED.value))
                | (Q(answered_at__isnull=False) & ~Q(manner="")),
                name="answered_request_says_when_and_how",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.row} of {self.agency}"


class PersonalLink(models.Model):
    """
    By which somebody without an account answers: one round, one agency's rows.

    Attributes:
        digest: SHA-256 of the token, in hexadecimal; the token is in the letter alone.
        email: Where the letter went; erased with the notices.
        used_at: When it was last followed.
    """

    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="links")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="links")
    digest = models.CharField(max_length=64, unique=True)
    email = models.CharField(max_length=254)
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    expires_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True, blank=True)
    used_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        """Newest first."""

        ordering: ClassVar = ["-made_at", "-pk"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(digest__regex=r"^[0-9a-f]{64}$"), name="link_digest_is_sha256"
            ),
            models.CheckConstraint(
                condition=Q(expires_at__gt=F("made_at")), name="link_lasts_a_while"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.agency} in {self.round}"

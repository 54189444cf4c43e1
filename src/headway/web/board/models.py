"""Decisions and questions of the board, about a row, until they are settled."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from headway.web.people.models import Agency, Person
from headway.web.plans.models import PlanRecord
from headway.web.rounds.models import Round


class MatterKind(models.TextChoices):
    """What the board did."""

    DECISION = "decision", "Decision"
    QUESTION = "question", "Question"


class Matter(models.Model):
    """
    Something the board decided or asked, about a row of the plan.

    Attributes:
        row: Its id in the plan.
        agency: Who is to see to it; nothing where `who` says it by role.
        who: By role, such as "The chair"; empty where an agency is named.
        round: The round that was the newest when it was recorded.
        made_as: In what role it was recorded.
        outcome: How it was settled.
    """

    plan = models.ForeignKey(PlanRecord, on_delete=models.PROTECT, related_name="matters")
    row = models.CharField(max_length=200)
    kind = models.CharField(max_length=10, choices=MatterKind.choices)
    words = models.TextField()
    agency = models.ForeignKey(
        Agency, on_delete=models.PROTECT, null=True, blank=True, related_name="matters"
    )
    who = models.CharField(max_length=120, blank=True)
    due_on = models.DateField(null=True, blank=True)
    round = models.ForeignKey(Round, on_delete=models.PROTECT, null=True, related_name="+")
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    made_as = models.CharField(max_length=40, blank=True)
    outcome = models.TextField(blank=True)
    settled_at = models.DateTimeField(null=True, blank=True)
    settled_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        """What is due first stands first."""

        ordering: ClassVar = [models.F("due_on").asc(nulls_last=True), "made_at", "pk"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(kind__in=MatterKind.values), name="matter_kind_is_known"
            ),
            models.CheckConstraint(
                condition=~Q(words="") & ~Q(row=""), name="matter_says_what_about_which_row"
            ),
            models.CheckConstraint(
                condition=Q(agency__isnull=False) | ~Q(who=""), name="matter_names_who"
            ),
            models.CheckConstraint(
                condition=Q(settled_at__isnull=True) | ~Q(outcome=""),
                name="settled_matter_says_how",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} on {self.row}"

    @property
    def is_open(self) -> bool:
        """Whether it is still carried from round to round."""
        return self.settled_at is None

    @property
    def whose(self) -> str:
        """Who is to see to it."""
        return self.agency.name if self.agency is not None else self.who

"""A plan, and every version of its plan file that was ever saved."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from headway.web.people.models import Partnership


class PlanRecord(models.Model):
    """
    A plan that the service keeps.

    Attributes:
        partnership: Whose plan it is; nobody else can tell that it is there.
        slug: As in its address and its plan file; once in the installation.
        title: Of the newest version, for lists.
    """

    partnership = models.ForeignKey(Partnership, on_delete=models.PROTECT, related_name="plans")
    slug = models.SlugField(max_length=100, unique=True)
    title = models.CharField(max_length=500)
    created_at = models.DateTimeField()

    class Meta:
        """Listed by title; never without a slug."""

        ordering: ClassVar = ["title", "slug"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=~Q(slug=""), name="plan_has_a_slug"),
        ]

    def __str__(self) -> str:
        return self.title


class PlanVersion(models.Model):
    """
    The whole plan file as it was saved once; never changed afterwards.

    Attributes:
        number: From 1, without gaps, within its plan.
        content: The plan file's text.
        digest: SHA-256 of the text in UTF-8, in hexadecimal.
        reason: What changed, in a few words for the history.
    """

    plan = models.ForeignKey(PlanRecord, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    content = models.TextField()
    digest = models.CharField(max_length=64)
    saved_at = models.DateTimeField()
    reason = models.CharField(max_length=500, blank=True)

    class Meta:
        """Newest first."""

        ordering: ClassVar = ["plan", "-number"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["plan", "number"], name="version_number_once"),
            models.CheckConstraint(condition=Q(number__gte=1), name="version_number_from_one"),
            models.CheckConstraint(condition=~Q(content=""), name="version_has_content"),
            models.CheckConstraint(
                condition=Q(digest__regex=r"^[0-9a-f]{64}$"), name="version_digest_is_sha256"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.plan.slug} version {self.number}"

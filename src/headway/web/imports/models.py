"""An uploaded document on its way into a plan, and each step a person took with it."""

from collections.abc import Collection
from datetime import datetime
from pathlib import Path
from typing import Any, ClassVar

from django.conf import settings
from django.core.files.base import File
from django.core.files.storage import FileSystemStorage
from django.db import models
from django.db.models import Q
from django.utils.deconstruct import deconstructible

from headway.web.people.models import Partnership


@deconstructible(path="headway.web.imports.models.Uploads")
class Uploads(FileSystemStorage):
    """Where uploaded documents lie: in the data folder, never among what is served."""

    @property
    def base_location(self) -> Path:
        """Asked for each time, so that a changed setting is followed."""
        return Path(settings.DATA_FOLDER) / "uploads"

    @property
    def location(self) -> str:
        """The same, as an absolute path."""
        return str(self.base_location.absolute())

    def _save(self, name: str, content: "File[Any]") -> str:
        """As every storage does; where the disk is full, what was written of it goes."""
        try:
            return str(super()._save(name, content))  # type: ignore[misc] # the stubs leave it out
        except FileExistsError:
            raise
        except OSError:
            Path(self.path(name)).unlink(missing_ok=True)
            raise

    def forget_orphans(self, *, before: datetime, known: Collection[str]) -> int:
        """Throw away files from before a moment that belong to nothing; how many there were."""
        gone = 0
        for path in self.base_location.glob("*"):
            if path.name not in known and path.stat().st_mtime < before.timestamp():
                path.unlink(missing_ok=True)
                gone += 1
        return gone


class State(models.TextChoices):
    """How far an import has come."""

    READING = "reading", "Being read"
    READ = "read", "Ready to check"
    REFUSED = "refused", "Could not be read"
    SAVED = "saved", "Saved"


class Import(models.Model):
    """
    One uploaded document.

    Attributes:
        key: Unguessable; names it in addresses.
        partnership: Whose document it is; nobody else can tell that it is there.
        name: The file's name as uploaded, for people; never a path that is opened.
        into: The slug of the plan that it continues; empty for a new plan.
        based_on: The version of that plan when the document was read into it.
        as_at: The day its figures were known by, where the person said so.
        part: Which plan, from 1, where the document holds several; else nothing.
        refusal: Why it could not be read, in words fit to show.
        document: What the reader made of it, so that a reading can stand beside its source.
        matches: What became of last year's rows, in words, a line each.
        position: The number of the step that is in force; later ones were undone.
        saved_as: The slug of the plan that it was saved to.
    """

    key = models.CharField(max_length=40, unique=True)
    partnership = models.ForeignKey(Partnership, on_delete=models.PROTECT, related_name="imports")
    name = models.CharField(max_length=255)
    file = models.FileField(storage=Uploads(), max_length=255)
    size = models.PositiveBigIntegerField()
    into = models.SlugField(max_length=100, blank=True)
    based_on = models.PositiveIntegerField(null=True, blank=True)
    as_at = models.DateField(null=True, blank=True)
    part = models.PositiveSmallIntegerField(null=True, blank=True)
    state = models.CharField(max_length=10, choices=State.choices, default=State.READING)
    stage = models.CharField(max_length=200, blank=True)
    refusal = models.TextField(blank=True)
    document = models.TextField(blank=True)
    matches = models.TextField(blank=True)
    position = models.PositiveIntegerField(default=0)
    saved_as = models.SlugField(max_length=100, blank=True)
    uploaded_at = models.DateTimeField()
    started_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        """Newest first; a refused one says why, a saved one says where."""

        ordering: ClassVar = ["-uploaded_at", "-pk"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=~Q(state=State.REFUSED) | ~Q(refusal=""), name="refused_import_says_why"
            ),
            models.CheckConstraint(
                condition=~Q(state=State.SAVED) | ~Q(saved_as=""), name="saved_import_says_where"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Step(models.Model):
    """
    The draft plan as it stood after one decision.

    Attributes:
        number: From 1 (what was read), without gaps.
        words: What the person did, in the past tense.
        row: The row that it was done to, if one.
        content: The whole draft as a plan file.
    """

    job = models.ForeignKey(Import, on_delete=models.CASCADE, related_name="steps")
    number = models.PositiveIntegerField()
    words = models.CharField(max_length=500)
    row = models.CharField(max_length=200, blank=True)
    content = models.TextField()
    made_at = models.DateTimeField()

    class Meta:
        """In the order they were taken."""

        ordering: ClassVar = ["job", "number"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["job", "number"], name="step_number_once"),
            models.CheckConstraint(condition=Q(number__gte=1), name="step_number_from_one"),
        ]

    def __str__(self) -> str:
        return self.words

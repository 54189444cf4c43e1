"""What somebody asked the service to do with data: a file to load, figures to compute."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from headway.web.imports.models import Uploads


class What(models.TextChoices):
    """What is to be done."""

    LOAD = "load", "Load a file"
    COMPUTE = "compute", "Compute the plan's measures"
    MAKE_UP = "make-up", "Make up a county"


class How(models.TextChoices):
    """How a file is taken in."""

    WHOLE = "whole", "Refuse the file, and keep nothing of it"
    KEEP_GOOD = "keep-good", "Keep the good rows, and set the others aside"
    ADDS = "adds", "These are corrected rows: add them to what was loaded"


class State(models.TextChoices):
    """How far it has come."""

    RUNNING = "running", "Running"
    DONE = "done", "Done"
    REFUSED = "refused", "Refused"


class Job(models.Model):
    """
    One file loaded, one computation, or one county made up.

    Attributes:
        key: Unguessable; names it in addresses.
        plan: The slug of the plan.
        kind: Of a load, the kind of data; else empty.
        name: The file's name as uploaded, never a path that is opened; or the periods computed.
        size: Of a file its bytes, of a made-up county its pupils.
        sha256: Of a file's bytes, in hexadecimal; empty where there is none.
        by: Who asked for it; None for a command, and for jobs from before this was kept.
        how: What becomes of rows with faults, and of the rows that are there already.
        covers_first: Of a file the first day that it speaks for; None for its first row's.
        covers_last: The last; None for its last row's.
        read: Bytes read so far.
        load: The number that the load has in the data directory.
        faults: Faults by rule and column, the most frequent first, as JSON.
        report: What was found or done, in lines fit to show.
        workbook: The rows to correct, where there are any.
        workbook_size: Its bytes, so that lists need not read it.
    """

    key = models.CharField(max_length=40, unique=True)
    plan = models.SlugField(max_length=100)
    what = models.CharField(max_length=10, choices=What.choices)
    kind = models.CharField(max_length=60, blank=True)
    name = models.CharField(max_length=255)
    file = models.FileField(storage=Uploads(), max_length=255, blank=True)
    size = models.PositiveBigIntegerField(default=0)
    sha256 = models.CharField(max_length=64, blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    how = models.CharField(max_length=10, choices=How.choices, default=How.WHOLE)
    covers_first = models.DateField(null=True, blank=True)
    covers_last = models.DateField(null=True, blank=True)
    state = models.CharField(max_length=10, choices=State.choices, default=State.RUNNING)
    stage = models.CharField(max_length=200, blank=True)
    read = models.PositiveBigIntegerField(default=0)
    load = models.PositiveIntegerField(null=True, blank=True)
    faults = models.JSONField(default=list, blank=True)
    report = models.TextField(blank=True)
    workbook = models.BinaryField(default=bytes, blank=True)
    workbook_size = models.PositiveBigIntegerField(default=0)
    started_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        """Newest first; what has ended says what came of it."""

        ordering: ClassVar = ["-started_at", "-pk"]
        indexes: ClassVar = [models.Index(fields=["plan", "load"], name="evidence_job_of_load")]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(state=State.RUNNING) | ~Q(report=""), name="ended_job_says_what_came"
            ),
            models.CheckConstraint(
                condition=~Q(what=What.LOAD) | ~Q(kind=""), name="load_has_a_kind"
            ),
            models.CheckConstraint(
                condition=Q(covers_first__isnull=True, covers_last__isnull=True)
                | Q(covers_first__lte=models.F("covers_last")),
                name="days_of_a_load_in_order",
            ),
        ]

    def __str__(self) -> str:
        return self.name

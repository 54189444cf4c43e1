"""
Computed figures, and the runs that they came from.

A figure is never changed and never erased. A newer run that says otherwise closes it
(`superseded_by`) and stands beside it, so that what was known on any day can be asked.
"""

import sys
from typing import Any, ClassVar

from django.db import models
from django.db.models import Q

from headway.domain.observations import State

LONGEST_NAME = 200


class Flag(models.IntegerChoices):
    """Whether there is a value, and if not why."""

    VALUE = 0, "value"
    MISSING = 1, "missing"
    LOST = 2, "lost"
    SUPPRESSED = 3, "suppressed"
    NOT_YET_DUE = 4, "not yet due"
    NOT_COLLECTED = 5, "not collected"
    CANNOT_BE_ASSESSED = 6, "cannot be assessed"


FLAGS: dict[State | None, int] = {
    None: Flag.VALUE.value,
    **{State(flag.label): flag.value for flag in Flag if flag is not Flag.VALUE},
}
"""How a reason is kept: one small number."""


class Name(models.Model):
    """A name that figures are stored under; they hold its number, which is short."""

    id = models.AutoField(primary_key=True)
    name = models.CharField(max_length=LONGEST_NAME, unique=True)

    objects: ClassVar[models.Manager[Any]] = models.Manager()

    class Meta:
        """Each kind of name has its own table."""

        abstract = True

    def __str__(self) -> str:
        return self.name


class MeasureName(Name):
    """What was computed."""

    class Meta:
        """Never empty."""

        constraints: ClassVar = [
            models.CheckConstraint(condition=~Q(name=""), name="figure_measure_has_a_name"),
        ]


class AreaName(Name):
    """The code of a place."""

    class Meta:
        """Never empty."""

        constraints: ClassVar = [
            models.CheckConstraint(condition=~Q(name=""), name="figure_area_has_a_name"),
        ]


class PeriodName(Name):
    """A period in its normal form."""

    class Meta:
        """Never empty."""

        constraints: ClassVar = [
            models.CheckConstraint(condition=~Q(name=""), name="figure_period_has_a_name"),
        ]


class BreakdownName(Name):
    """A group of people; the empty name is everybody."""


class ComputationRun(models.Model):
    """
    One computation; never changed afterwards.

    Attributes:
        known_at: When its figures became known.
        engine: What computed: "duckdb", "kernel", …
        version: Of Headway.
        sources: The files read, as JSON: dataset, load, name, sha256, rows.
        given: Figures that the run had.
        written: Of them, those that were new or differ from what stood.
    """

    known_at = models.DateTimeField()
    engine = models.CharField(max_length=60)
    version = models.CharField(max_length=60)
    sources = models.JSONField(default=list)
    given = models.PositiveBigIntegerField()
    written = models.PositiveBigIntegerField()

    class Meta:
        """Newest first."""

        ordering: ClassVar = ["-known_at", "-pk"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=~Q(engine="") & ~Q(version=""), name="run_says_what_computed"
            ),
            models.CheckConstraint(
                condition=Q(given__gte=1, written__lte=models.F("given")),
                name="run_writes_no_more_than_given",
            ),
        ]

    def __str__(self) -> str:
        return f"run {self.pk}, known at {self.known_at:%Y-%m-%d %H:%M}"


_KEY = ["area", "breakdown", "measure", "period"]


def _named(model: type[Name]) -> "models.ForeignKey[Any, Any]":
    """
    The number of a name, which the database does not look up again.

    PostgreSQL would for each of a million rows, one after the other. `store` takes the numbers
    from the tables in the same transaction, and nothing removes a name.
    """
    return models.ForeignKey(
        model, models.PROTECT, related_name="+", db_index=False, db_constraint=False
    )


_UNTIL = "superseded_by"
_CURRENT = Q(superseded_by__isnull=True)
_GUARDED = _CURRENT & Q(flag__gte=Flag.VALUE)
"""
The same rows, for every flag is at least that; but a question does not say so.

Else SQLite would answer from the index that guards the key, and fetch each row for its values.
"""


class ComputedFigure(models.Model):
    """
    A figure as a run computed it. Only `superseded_by` is ever set afterwards, once.

    Attributes:
        run: The run that first said so.
        superseded_by: The later run that says otherwise.
        flag: Why there is no value; none of the reasons is zero.
    """

    measure = _named(MeasureName)
    area = _named(AreaName)
    period = _named(PeriodName)
    breakdown = _named(BreakdownName)
    run = models.ForeignKey(ComputationRun, models.PROTECT, related_name="figures", db_index=False)
    superseded_by = models.ForeignKey(
        ComputationRun,
        models.PROTECT,
        related_name="superseded",
        null=True,
        blank=True,
        db_index=False,
    )
    value = models.FloatField(null=True, blank=True)
    numerator = models.BigIntegerField(null=True, blank=True)
    denominator = models.BigIntegerField(null=True, blank=True)
    flag = models.PositiveSmallIntegerField(choices=Flag.choices, default=Flag.VALUE)

    class Meta:
        """
        One figure stands for each key.

        A dashboard asks for few areas and many measures, so that areas lead. It is answered
        from the covering index alone; what is superseded has an index of its own.
        """

        constraints: ClassVar = [
            models.UniqueConstraint(fields=_KEY, condition=_GUARDED, name="figure_stands_once"),
            models.CheckConstraint(
                condition=Q(flag=Flag.VALUE, value__isnull=False)
                | (Q(flag__in=Flag.values[1:]) & Q(value__isnull=True, numerator__isnull=True)),
                name="figure_has_a_value_or_a_reason",
            ),
            models.CheckConstraint(
                condition=Q(value__isnull=True)
                | Q(value__gte=-sys.float_info.max, value__lte=sys.float_info.max),
                name="figure_is_finite",
            ),
            models.CheckConstraint(
                condition=(Q(numerator__isnull=True) | Q(numerator__gte=0))
                & (Q(denominator__isnull=True) | Q(denominator__gte=0)),
                name="figure_counts_are_not_negative",
            ),
            models.CheckConstraint(
                condition=Q(superseded_by__isnull=True) | Q(superseded_by__gt=models.F("run")),
                name="figure_is_superseded_by_a_later_run",
            ),
        ]
        indexes: ClassVar = [
            models.Index(
                # SQLite looks the condition up again, so that its column stands here too.
                fields=[*_KEY, "value", "numerator", "denominator", "flag", "run", _UNTIL],
                condition=_CURRENT,
                name="figure_covering",
            ),
            models.Index(fields=_KEY, condition=~_CURRENT, name="figure_superseded"),
        ]

    def __str__(self) -> str:
        return f"{self.measure}, {self.area}, {self.period}"

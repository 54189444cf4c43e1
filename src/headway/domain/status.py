"""The judgement on a row at a date: a state, and the sentence that explains it."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from headway.domain.observations import Benchmark, Observation, RowId
from headway.domain.plan import Target


class StatusKind(StrEnum):
    """Where a measure stands. The last eight are not colours: nothing could be judged."""

    MET = "met"
    ON_TRACK = "on track"
    AT_RISK = "at risk"
    OFF_TRACK = "off track"
    BREACHED = "breached"
    """A year-to-date count past its year-end ceiling: it cannot come back."""
    NO_TARGET = "no target"
    NO_FIGURE = "no figure"
    LOST = "figure lost"
    NOT_YET_DUE = "not yet due"
    STALE = "figure for another year"
    CANNOT_BE_ASSESSED = "cannot be assessed"
    SUPPRESSED = "suppressed"
    WORDS_ONLY = "words only"


JUDGED = (
    StatusKind.MET,
    StatusKind.ON_TRACK,
    StatusKind.AT_RISK,
    StatusKind.OFF_TRACK,
    StatusKind.BREACHED,
)


class Movement(StrEnum):
    """Which way a figure has moved, and whether that is better."""

    IMPROVING = "improving"
    WORSENING = "worsening"
    NO_CHANGE = "no change"
    UP = "up"
    DOWN = "down"
    UNKNOWN = "no like-for-like comparator"


@dataclass(frozen=True, slots=True, kw_only=True)
class Travel:
    """
    Direction of travel: a mark apart from status.

    Attributes:
        against: The comparator's name: "same point last year", "baseline", "last year".
        sentence: What moved, from what to what.
    """

    movement: Movement
    against: str = ""
    before: float | None = None
    after: float | None = None
    sentence: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Projection:
    """
    A first, simple year-end figure from last year's profile; no interval yet.

    Attributes:
        value: In the measure's unit.
        share: The part of last year's final figure reached at the same point.
        sentence: How it was got.
    """

    value: float
    share: float
    sentence: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Status:
    """
    The judgement on one measure at a date.

    Attributes:
        kind: The state.
        sentence: Why, in one or two plain sentences with the rule and the figures.
        rule: A stable name of the rule that decided, for tools and tests.
        parts: For a measure with several counts, the judgement on each.
    """

    row: RowId
    at: date
    kind: StatusKind
    sentence: str
    rule: str
    target: Target | None = None
    latest: Observation | None = None
    travel: Travel | None = None
    projection: Projection | None = None
    benchmarks: tuple[Benchmark, ...] = ()
    parts: tuple["Status", ...] = ()

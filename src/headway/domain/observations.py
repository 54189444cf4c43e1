"""Figures: what was observed, what it was compared with, and what other places had."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from math import isfinite
from typing import NewType

from headway.domain.errors import PlanError
from headway.domain.periods import Period
from headway.domain.provenance import Place
from headway.domain.quantities import COUNT, Comparator, Unit

RowId = NewType("RowId", str)
"""A measure's or an action's identifier: short, lower case, unique in its plan."""


class State(StrEnum):
    """Why there is no value. None of these is zero."""

    MISSING = "missing"
    """Should be there and is not."""
    LOST = "lost"
    """Was in the document and can no longer be read."""
    SUPPRESSED = "suppressed"
    NOT_YET_DUE = "not yet due"
    NOT_COLLECTED = "not collected"
    CANNOT_BE_ASSESSED = "cannot be assessed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """
    The figure printed beside another: "(52 same point last year)".

    Attributes:
        value: In the unit of the figure it stands beside.
        period: When it was true; None where the words do not say.
        words: As written.
    """

    value: float
    period: Period | None = None
    words: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Observation:
    """
    One figure of one row, or the reason why there is none.

    A corrected figure is a new observation with a later `known_at`, never an edit.

    Attributes:
        row: The measure or action it belongs to.
        period: When it was true; None where the source does not say.
        value: In `unit`; None exactly when `state` is given.
        comparator: EQ unless the words bound it: "over 120" is GT, "almost 100%" APPROX.
        of: What is counted, where it is not the row's own quantity.
        breakdown: The group it is for, such as "Primary"; empty for all.
        area: The place, where it is not the plan's own.
        compared_with: The figure printed beside it.
        known_at: When we knew it; None is treated as always known.
        given_by: Who gave it, where that was no document: agencies, who signed, which round.
        words: As written in the source.

    Raises:
        PlanError: Value and state both given or both absent, or a value not finite.
    """

    row: RowId
    period: Period | None = None
    value: float | None = None
    state: State | None = None
    unit: Unit = COUNT
    comparator: Comparator = Comparator.EQ
    of: str = ""
    breakdown: str = ""
    area: str = ""
    numerator: float | None = None
    denominator: float | None = None
    compared_with: Comparison | None = None
    known_at: date | None = None
    given_by: str = ""
    place: Place | None = None
    words: str = ""

    def __post_init__(self) -> None:
        if (self.value is None) == (self.state is None):
            raise PlanError(
                f"an observation of {self.row} must have a value or a state "
                "(missing, lost, suppressed, …), and not both"
            )
        if self.value is not None and not isfinite(self.value):
            raise PlanError(f"an observation of {self.row} must be finite, got {self.value}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Benchmark:
    """
    The same quantity for somewhere else; shown beside a measure, never mixed into its status.

    Attributes:
        area: "England", "South East", "statistical neighbours", as named by the source.
        words: As written.
    """

    row: RowId
    area: str
    value: float
    unit: Unit = COUNT
    period: Period | None = None
    source: str = ""
    place: Place | None = None
    words: str = ""

    @property
    def is_published(self) -> bool:
        """
        Whether it was taken from published statistics: its words then tell of places and ranks.

        Who published them has protected them already; a rank of 6 among 11 is nobody's number.
        """
        return self.place is None and self.source.startswith("Published statistics, ")

    @property
    def in_detail(self) -> bool:
        """
        Whether it is told in full only: a neighbour by name, the best quarter, the area itself.

        A status and a board's report name the nation, the region and the neighbours as a group.
        """
        return self.words.startswith(("neighbour ", "Rank ", "this area, "))

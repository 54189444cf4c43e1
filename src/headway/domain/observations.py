"""Figures: what was observed, what it was compared with, and what other places had."""

import re
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

    @property
    def words_for_all(self) -> str:
        """
        The words without what only those who work with the data may read.

        A computed figure's words go on, after how it was computed, with who is in the data and in
        no figure: single children, sometimes. They are left out here.

        >>> Observation(row=RowId("a"), value=9.3, words="Computed as absence from 1,847 rows of "
        ...     "marks.csv (36,000 rows, 0123456789ab). 2 pupils are on no roll.").words_for_all
        'Computed as absence from 1,847 rows of marks.csv (36,000 rows, 0123456789ab).'
        """
        if not self.words.startswith(_COMPUTED):
            return self.words
        made = _HOW_COMPUTED.match(" ".join(self.words.split()))
        return made.group() if made else "Computed from the agencies' data."


_COMPUTED = "Computed as "
_HOW_COMPUTED = re.compile(
    rf"{_COMPUTED}\S+ from [\d,]+ rows(?: of .+?, [0-9a-f]{{12}}\))?\."
    r"(?: No figure, for [^.]{1,200}\.)?"
)


class Role(StrEnum):
    """What a benchmark is beside a measure."""

    PLACE = "place"
    """A place for itself: the nation, the region, or one that a document names."""
    NEIGHBOURS = "neighbours"
    """Several places as one figure: their mean or median."""
    NEIGHBOUR = "neighbour"
    """One of those places, by name."""
    OWN = "this area"
    """The plan's own area, as somebody else published it."""
    BEST_QUARTER = "best quarter"
    """Where the best quarter of all places starts."""


_IN_DETAIL = (Role.NEIGHBOUR, Role.OWN, Role.BEST_QUARTER)


class Among(StrEnum):
    """Which places a rank counts; nothing else can be ranked, so that no rank counts people."""

    AUTHORITIES = "all authorities"
    GROUP = "this area and its neighbours"
    LIKENESS = "neighbours by likeness"
    WITH_FIGURE = "neighbours with a figure"


_MOST_PLACES = 1000


@dataclass(frozen=True, slots=True, kw_only=True)
class Rank:
    """
    The how-manieth of so many places: 6 of 11.

    Attributes:
        place: From 1; of neighbours with a figure, how many they are.
        level_with: How many other places share the rank.
        lowest_first: Where neither way is better.

    Raises:
        PlanError: No rank among places.
    """

    among: Among
    place: int
    of: int
    level_with: int = 0
    lowest_first: bool = False

    def __post_init__(self) -> None:
        fewest = 0 if self.among is Among.WITH_FIGURE else 1
        if not (fewest <= self.place <= self.of <= _MOST_PLACES and 0 <= self.level_with < self.of):
            raise PlanError(
                f"a rank lies between 1 and the number of places, at most {_MOST_PLACES:,}; "
                f"got {self.place} of {self.of}, level with {self.level_with}"
            )

    @property
    def sentence(self) -> str:
        """
        In words, without a full stop.

        >>> Rank(among=Among.AUTHORITIES, place=31, of=151, level_with=2).sentence
        'Rank among all authorities: 31 of 151 (best first, level with 2 others)'
        """
        if self.among is Among.LIKENESS:
            return f"Neighbour {self.place} of {self.of}"
        if self.among is Among.WITH_FIGURE:
            return f"{self.place} of {self.of} had a figure"
        order = "lowest first" if self.lowest_first else "best first"
        others = f"{self.level_with} other{'' if self.level_with == 1 else 's'}"
        level = f", level with {others}" if self.level_with else ""
        return f"Rank among {self.among}: {self.place} of {self.of} ({order}{level})"


@dataclass(frozen=True, slots=True, kw_only=True)
class Benchmark:
    """
    The same quantity for somewhere else; shown beside a measure, never mixed into its status.

    Attributes:
        area: "England", "South East", "statistical neighbours", as named by the source.
        ranks: Of this area, or of the one that is named. They are apart from the words since
            words are searched for people's numbers, and a rank is none.
        words: As written.
    """

    row: RowId
    area: str
    value: float
    unit: Unit = COUNT
    period: Period | None = None
    role: Role = Role.PLACE
    ranks: tuple[Rank, ...] = ()
    source: str = ""
    place: Place | None = None
    words: str = ""

    @property
    def in_detail(self) -> bool:
        """
        Whether it is told in full only: a neighbour by name, the best quarter, the area itself.

        A status and a board's report name the nation, the region and the neighbours as a group.
        """
        return self.role in _IN_DETAIL

    @property
    def told(self) -> str:
        """Its ranks and its words, on one line; empty where there are none."""
        return "; ".join((*(one.sentence for one in self.ranks), *filter(None, (self.words,))))

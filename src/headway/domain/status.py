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
    NO_CLEAR_CHANGE = "no clear change"
    """The figure moved, and no further than chance would move it."""
    UP = "up"
    DOWN = "down"
    UNKNOWN = "no like-for-like comparator"


class Evidence(StrEnum):
    """Whether a change is more than the play of chance."""

    REAL = "more than chance"
    CHANCE = "could be chance"
    UNTESTED = "cannot be tested"
    """Nothing is known of how many it is a share of, or of how it varies."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Travel:
    """
    Direction of travel: a mark apart from status.

    Attributes:
        against: The comparator's name: "same point last year", "baseline", "last year".
        sentence: What moved, from what to what, and whether that could be chance.
        evidence: Whether the change is more than noise.
        method: The test in plain words; empty where there was none.
        low: Lower end of the change's 95% interval, in the measure's unit (points for
            percentages); None where there is none.
        high: Upper end.
        p: The probability of a change as large by chance alone.
    """

    movement: Movement
    against: str = ""
    before: float | None = None
    after: float | None = None
    sentence: str = ""
    evidence: Evidence = Evidence.UNTESTED
    method: str = ""
    low: float | None = None
    high: float | None = None
    p: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class BackTest:
    """How a forecast would have done in a year whose end is known, had that year been left out."""

    period: str
    forecast: float
    outturn: float
    low: float | None = None
    high: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Projection:
    """
    Where the year may end, from the shape of the years before.

    Attributes:
        value: In the measure's unit.
        share: The part of the final figure reached at the same point in the years before.
        sentence: How it was got.
        low: Lower end of the 95% interval; None with fewer than three earlier years.
        high: Upper end.
        years: How many earlier years it rests on.
        method: In plain words.
        kind: Where the measure would then stand against its target: the forecast status.
        back_test: What it would have said of each earlier year.
    """

    value: float
    share: float
    sentence: str
    low: float | None = None
    high: float | None = None
    years: int = 1
    method: str = ""
    kind: StatusKind | None = None
    back_test: tuple[BackTest, ...] = ()


class VariationIcon(StrEnum):
    """What the last point of a control chart says; the marks of Making Data Count."""

    COMMON_CAUSE = "common cause"
    IMPROVEMENT_HIGH = "improvement high"
    IMPROVEMENT_LOW = "improvement low"
    CONCERN_HIGH = "concern high"
    CONCERN_LOW = "concern low"
    NEUTRAL_HIGH = "neutral high"
    NEUTRAL_LOW = "neutral low"


class AssuranceIcon(StrEnum):
    """Whether the process, as it runs, will meet its target."""

    PASSES = "consistently passes"
    FAILS = "consistently fails"
    HIT_AND_MISS = "hit and miss"
    NONE = "no target to hold it against"


@dataclass(frozen=True, slots=True, kw_only=True)
class Variation:
    """
    What a control chart says of a series: signal or noise. Apart from status and travel.

    Attributes:
        sentence: For a board member, whole; where there is no chart, why not.
        icon: None where no chart may be drawn.
        periods: The periods charted, in normal form, oldest first.
        values: One for each period; None is a gap.
        rules: For each point the rule it meets, empty for common cause.
        kinds: For each point "improvement", "concern", "neutral" or empty.
        means: The centre line at each point; limits likewise.
        rebased: Positions at which the lines were worked out anew.
    """

    sentence: str
    icon: VariationIcon | None = None
    assurance: AssuranceIcon = AssuranceIcon.NONE
    periods: tuple[str, ...] = ()
    values: tuple[float | None, ...] = ()
    rules: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    means: tuple[float, ...] = ()
    lower: tuple[float, ...] = ()
    upper: tuple[float, ...] = ()
    rebased: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Assurance:
    """
    One answer to "how sure are we?": a question a board member asks, and what is known.

    Attributes:
        question: "Is the change real?", "How exact is the figure?", "Where will the year end?"
        answer: One or two plain sentences.
        method: The method's name as `docs` and the plan's methods page list it; may be empty.
    """

    question: str
    answer: str
    method: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Status:
    """
    The judgement on one measure at a date.

    Attributes:
        kind: The state.
        sentence: Why, in one or two plain sentences with the rule and the figures.
        rule: A stable name of the rule that decided, for tools and tests.
        parts: For a measure with several counts, the judgement on each.
        variation: What its control chart says, or why it has none.
        assurances: "How sure are we?", answered.
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
    variation: Variation | None = None
    assurances: tuple[Assurance, ...] = ()

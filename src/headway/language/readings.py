"""What is read from a row's words; every part may be empty, and nothing is guessed."""

from dataclasses import dataclass, field
from datetime import date

from headway.domain.doubts import Doubt
from headway.domain.observations import Benchmark, Observation
from headway.domain.periods import Period
from headway.domain.plan import ActionStatus, Baseline, Target
from headway.domain.quantities import COUNT, Direction, MeasureKind, Polarity, Unit


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """
    What a reader of the whole document knows when reading one cell.

    Attributes:
        covers: The period the document reports on; settles "30th March" and "last year".
        as_at: The day the document speaks from, where it is known.
        fiscal_year_named_by_end: "FY14" is 2013/14 (as in the United States and in
            English finance alike); False reads it as 2014/15.
        month_first: "04/01/2018" is 1 April, as the United States write it.
    """

    covers: Period | None = None
    as_at: date | None = None
    fiscal_year_named_by_end: bool = True
    month_first: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class RowReading:
    """
    What the words of a measure or an action promise.

    Attributes:
        due: The date that the row's own words name: "by the end of 2019".
        tells_fact: The row states what is already so ("we now have offices in 30 places"):
            its figures are observations, which `read_progress` takes from the same words.
    """

    direction: Direction = Direction.NONE
    polarity: Polarity = Polarity.UNKNOWN
    kind: MeasureKind = MeasureKind.WORDS
    unit: Unit = COUNT
    quantity: str = ""
    targets: tuple[Target, ...] = ()
    baselines: tuple[Baseline, ...] = ()
    due: Period | None = None
    tells_fact: bool = False
    doubts: tuple[Doubt, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ProgressReading:
    """
    What the words of a progress cell report.

    Attributes:
        targets: Stated only in the progress: "the target was 34%".
        points_to: The number in "Refer to above, no. 6", else empty.
        action_status: UNKNOWN where the words do not tell.
        reason: Why it is halted, where they say so.
    """

    observations: tuple[Observation, ...] = ()
    benchmarks: tuple[Benchmark, ...] = ()
    targets: tuple[Target, ...] = ()
    baselines: tuple[Baseline, ...] = ()
    action_status: ActionStatus = ActionStatus.UNKNOWN
    reason: str = ""
    percent_complete: float | None = None
    points_to: str = ""
    links: tuple[str, ...] = ()
    doubts: tuple[Doubt, ...] = field(default=())

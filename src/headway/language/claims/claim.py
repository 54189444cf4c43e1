"""
What a text claims: each figure, direction, comparison, "all" and "none", with its place.

A claim is only read here, and never judged: whether the record bears it out is for the
room above. Whatever is planned, feared, asked for or denied is told apart from what is so.
"""

from dataclasses import dataclass
from enum import StrEnum

from headway.domain.periods import Period
from headway.domain.quantities import COUNT, Comparator, Unit
from headway.language.results import Part


class ClaimKind(StrEnum):
    """What sort of statement it is."""

    LEVEL = "level"
    """A figure: "70 permanent exclusions", "(52 same point last year)", "target of 75%"."""
    SHARE = "share"
    """A percentage beside the two counts that it comes from: "51 of 159 (32%)"."""
    TOTAL = "total"
    """A count beside its parts: "10 workers – 6 for victims and 4 for perpetrators"."""
    LENGTH = "length"
    """A number of weeks beside the days it begins and ends on."""
    CHANGE = "change"
    """The size of a change: "down by 6", "an increase of 33%", "doubled"."""
    MOVEMENT = "movement"
    """Which way it went: "increased", "has not improved", "remains the same"."""
    EXTREME = "extreme"
    """“The highest ever”, “a record low”."""
    RUN = "run"
    """The same way several times: "fell for the third year running"."""
    TARGET = "target"
    """Where it stands to its target: "exceeded", "below target", "on track"."""
    BENCHMARK = "benchmark"
    """Where it stands to others: "above the national average"."""
    UNIVERSAL = "all or none"
    """“All schools have …”, “no pupils were …”."""
    PERIOD = "period"
    """The time that its figures are of, beside the one that the row promises."""
    STATUS = "status"
    """How far an action is: "has been halted", "is complete"."""


class Way(StrEnum):
    """Which way something went, or lies to something else."""

    UP = "up"
    DOWN = "down"
    SAME = "the same"
    BETTER = "better"
    WORSE = "worse"


class Against(StrEnum):
    """What a movement is counted from."""

    NOT_SAID = "not said"
    LAST_YEAR = "last year"
    """The same point last year."""
    BEFORE = "before"
    """The last report, term, quarter or month."""
    BASELINE = "baseline"
    OTHER = "other"
    """Words that name something else, or a time that is not understood."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """
    One statement of a text.

    Attributes:
        start: Where its words begin; `text[start:end]` is `words`.
        about: The stems of the words that carry meaning in its clause, its times and
            figures left out: a word there that the row does not have may make it a claim
            about something else.
        denied: "has not increased", "no increase"; of a level, that its clause has a "not" or
            an "other", so that it may be of those for whom it is not so.
        value: The figure, the size of the change, the level of the target; in `unit`.
        upper: The higher end of "4 to 6".
        decimals: How exact the figure is, as printed; below nought for “2.8 million”.
        times: "doubled" is 2, "halved" a half; else None.
        before: The earlier figure that the same sentence gives, in `unit`.
        after: The later one.
        part: Of a level: what it does in the report.
        of: The noun behind the figure.
        label: The group that the figure stands under.
        whole: The count that a share or a total is of, or made up of.
        parts: The counts that a total is made up of; of a share, the count itself.
        period: The time it is of; None where the words do not say.
        names_time: The words name a time, whether it was understood or not.
        inferred: The year of that time was taken from elsewhere: "by the end of term 4".
        area: The place that a benchmark names.
        status: The words of an action's state: "halted", "complete", "not started".
        run: How many times in a row.
        joined: A figure follows right on its words, so that it is theirs.
        apart: How far it lies from its target or from others: "3 points above".
        first: No other figure of its unit is reported before it.
    """

    kind: ClaimKind
    start: int
    end: int
    words: str
    about: frozenset[str] = frozenset()
    way: Way | None = None
    against: Against = Against.NOT_SAID
    denied: bool = False
    value: float | None = None
    upper: float | None = None
    unit: Unit = COUNT
    comparator: Comparator = Comparator.EQ
    decimals: int = 0
    times: float | None = None
    before: float | None = None
    after: float | None = None
    part: Part | None = None
    of: str = ""
    label: str = ""
    whole: float | None = None
    parts: tuple[float, ...] = ()
    period: Period | None = None
    names_time: bool = False
    inferred: bool = False
    area: str = ""
    status: str = ""
    run: int = 0
    apart: float | None = None
    joined: bool = False
    first: bool = False

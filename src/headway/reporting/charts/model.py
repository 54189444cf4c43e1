"""What a chart shows, before anyone decides where on the paper it goes."""

from dataclasses import dataclass
from enum import StrEnum

from headway.domain.quantities import Unit


class Form(StrEnum):
    """Bars for a few figures; a line only for four or more alike points of one series."""

    BARS = "bars"
    LINES = "lines"


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """
    One figure of a series, or the gap where one should be.

    Attributes:
        label: Its period, short.
        period: Its period in full words.
        value: None where there is no figure; then `shown` says why.
        shown: The figure with its unit and bound: "9.3%", "over 120", "suppressed".
        scale: The sort of period, such as "month"; steps of one scale can be counted.
        step: Its place in time, one apart from its neighbour's; None where that is not known.
        run: Points are joined by a line only within a run: a year that starts again at nothing.
        latest: Whether it is the newest of its series.
        withheld: There is a figure, and it is kept back: its symbol is drawn, never a line.
    """

    label: str
    period: str
    value: float | None
    shown: str
    scale: str = ""
    step: int | None = None
    run: str = ""
    latest: bool = False
    withheld: bool = False

    @property
    def why_not(self) -> str:
        """What stands where there is no mark: a figure withheld is not a figure missing."""
        return self.shown if self.withheld else f"no figure ({self.shown})"


@dataclass(frozen=True, slots=True, kw_only=True)
class Series:
    """The figures of one group, oldest first; the name is empty where there is only one group."""

    name: str
    points: tuple[Point, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Level:
    """A single value that others are held against: the target, or another place's figure."""

    name: str
    value: float
    shown: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Chart:
    """
    A chart of one measure.

    Attributes:
        id: Unique on the page; ids inside the drawing are built from it.
        travel: Which way it moves, in a sentence; may be empty.
        note: What the picture leaves out, where it does.
    """

    id: str
    title: str
    unit: Unit
    form: Form
    series: tuple[Series, ...]
    target: Level | None = None
    benchmarks: tuple[Level, ...] = ()
    travel: str = ""
    note: str = ""

    def values(self) -> list[float]:
        """Every value that must fit between the ends of the axis."""
        figures = [p.value for s in self.series for p in s.points if p.value is not None]
        levels = [level.value for level in self.benchmarks]
        return figures + levels + ([self.target.value] if self.target else [])

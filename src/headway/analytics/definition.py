"""
A measure as a definition: written once, run by every engine.

A definition turns tables into rows that carry a numerator and a denominator; what is common to
all measures (the window of time, breakdowns, division, suppression, provenance) is done for it.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

from headway.domain.quantities import MeasureKind, Polarity, Unit

if TYPE_CHECKING:
    import ibis.expr.types as ir


@dataclass(frozen=True, slots=True, kw_only=True)
class Window:
    """
    The time a figure is for.

    Attributes:
        first: First day that counts: the academic year's first, for a year to date.
        last: Last day that counts; the census day, for a snapshot.
        name: The period in normal form: "AY 2019/20 T4".
    """

    first: date
    last: date
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One filter or join of a definition, for `explain`: what it says and what it leaves."""

    words: str
    rows: "ir.Table"


Tables = Mapping[str, "ir.Table"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Definition:
    """
    One measure.

    Attributes:
        name: For commands and plan files: "persistent-absence".
        numerator: What is counted, in words.
        denominator: Out of what; empty for a plain count.
        population: Who is in it and who is not.
        tables: Names of the datasets it needs.
        rows: From the tables and the window to one row for each thing in the population, with
            the columns `numerator` and `denominator` (whole numbers; 1 for a plain count) and
            every column of `breakdowns`. Ibis expressions only.
        distinct: The column of which different values are counted (children), where the measure
            counts children and not events: never to be added over terms.
        breakdowns: Columns by which it can be split.
        scale: 100 for percentages, 1 for counts, 10,000 for rates.
        caveats: What a reader must know; comparability breaks are `headway.judgement.breaks`.
        beside: Definitions that must be shown with it ("still-waiting" beside timeliness).
    """

    name: str
    title: str
    numerator: str
    denominator: str
    population: str
    kind: MeasureKind
    unit: Unit
    decimals: int
    polarity: Polarity
    tables: tuple[str, ...]
    rows: "Callable[[Tables, Window], ir.Table]"
    source: str
    distinct: str = ""
    breakdowns: tuple[str, ...] = ()
    scale: float = 100.0
    caveats: tuple[str, ...] = ()
    beside: tuple[str, ...] = ()
    links: tuple[str, ...] = ()
    steps: "Callable[[Tables, Window], tuple[Step, ...]] | None" = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Count:
    """
    One result: a group with its whole numbers.

    Attributes:
        group: Breakdown columns with their values; empty for everybody.
        rows: How many rows of the population it rests on.
    """

    group: Mapping[str, str] = field(default_factory=dict)
    numerator: int = 0
    denominator: int = 0
    rows: int = 0

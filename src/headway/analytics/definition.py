"""
A measure as a definition: written once, run by every engine.

A definition leads from tables, step by step, to rows that carry a numerator and a denominator;
what is common to all measures (the window of time, breakdowns, division, rounding, provenance)
is done for it. Engines return whole numbers only: no engine divides or rounds, so that none can
differ from another in how it does so.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from fractions import Fraction
from typing import TYPE_CHECKING, Any

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


class PeriodRule(StrEnum):
    """Which days of a period a definition counts."""

    YEAR_TO_DATE = "from the first day of its year to the last day of the period"
    ON_THE_DAY = "as it stands on the last day of the period"
    WITHIN = "from the first to the last day of the period by itself"
    TWELVE_MONTHS = "the twelve months to the last day of the period"


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """
    One filter or join of a definition, for `explain`: what it says and what it leaves.

    Attributes:
        expression: The condition as the engines have it; empty where the words say it all.
    """

    words: str
    rows: "ir.Table"
    expression: str = ""


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
        steps: From the tables and the window to one row for each thing in the population. The
            rows of the last step have the columns `numerator` and, unless it is a plain count,
            `denominator` (whole numbers), the column `distinct` if it names one, and every
            column of `breakdowns`. Ibis expressions only; nothing is divided.
        period: Which days it counts.
        distinct: The column of which different values are counted (children), where the measure
            counts children and not events: never to be added over terms.
        breakdowns: Columns by which it can be split.
        breakdown_tables: For a breakdown that needs more datasets, their names.
        split_by: Breakdowns without which it has no meaning: a survey's question.
        gap_from: The definition from whose value this one's is subtracted, in percentage
            points: a gap, with its comparator stored. Empty for all others.
        scale: 100 for percentages, 1 for counts, 10,000 for rates.
        caveats: What a reader must know; comparability breaks are `headway.judgement.breaks`.
        adds: Of a rate of absence, what an enrolment adds to numerator and denominator, from its
            possible, authorised and unauthorised sessions: as expressions or as whole arrays.
        beside: Definitions that must be shown with it ("still-waiting" beside timeliness).
        links: Where the definition is published.
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
    steps: "Callable[[Tables, Window], tuple[Step, ...]]"
    source: str
    period: PeriodRule
    distinct: str = ""
    breakdowns: tuple[str, ...] = ()
    breakdown_tables: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    split_by: tuple[str, ...] = ()
    gap_from: str = ""
    scale: int = 100
    caveats: tuple[str, ...] = ()
    beside: tuple[str, ...] = ()
    adds: "Callable[[Any], Mapping[str, Any]] | None" = None
    links: tuple[str, ...] = ()

    @property
    def is_count(self) -> bool:
        """A plain count: its value is the numerator."""
        return not self.denominator

    def rows(self, tables: Tables, window: Window) -> "ir.Table":
        """The rows that are counted: what the last step leaves."""
        return self.steps(tables, window)[-1].rows


@dataclass(frozen=True, slots=True, kw_only=True)
class Count:
    """
    One result: a group with its whole numbers.

    Attributes:
        group: Breakdown columns with their values; empty for everybody.
        denominator: 0 for a plain count.
        rows: How many rows of the population it rests on.
    """

    group: Mapping[str, str] = field(default_factory=dict)
    numerator: int = 0
    denominator: int = 0
    rows: int = 0

    def value(self, definition: Definition) -> Fraction | None:
        """
        The figure in the definition's unit, exact; None for a share of nobody.

        A count of a loaded dataset that has no such rows is a true zero. Not for a gap, which
        takes two counts: `headway.analytics.computing` has it.
        """
        if definition.is_count:
            return Fraction(self.numerator * definition.scale)
        if self.denominator == 0:
            return None
        return Fraction(self.numerator * definition.scale, self.denominator)


def half_up(value: Fraction, decimals: int) -> Fraction:
    """
    Rounded half up from the exact figure, away from zero, as published figures are.

    >>> half_up(Fraction(125, 1000), 2), half_up(Fraction(-5, 2), 0)
    (Fraction(13, 100), Fraction(-3, 1))
    """
    scale = 10**decimals
    steps = (abs(value) * scale + Fraction(1, 2)) // 1
    return Fraction(steps if value >= 0 else -steps, scale)


NOT_KNOWN = "not known"
"""The group of the rows whose breakdown column is empty."""


def group_label(value: object) -> str:
    """
    A breakdown's value as a group is called: flags are "yes" and "no", an empty one not known.

    >>> group_label(True), group_label(None), group_label(7)
    ('yes', 'not known', '7')
    """
    if value is None:
        return NOT_KNOWN
    if isinstance(value, bool):
        return "yes" if value else "no"
    return str(value)

"""
Measures computed from a data directory: what was loaded, run through a definition by an engine.

A figure carries its whole numbers and the loads it rests on, so that it can always say where it
comes from. Nothing is rounded here.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from fractions import Fraction
from itertools import combinations
from pathlib import Path
from typing import TYPE_CHECKING, Any

from headway.analytics.definition import Count, Definition, Window
from headway.analytics.definitions import definition as definition_of
from headway.analytics.engines import engine as engine_of
from headway.analytics.explaining import ways_to_make
from headway.analytics.former_numbers import with_present_numbers
from headway.analytics.marks_to_sum import MarksToSum, open_rows
from headway.analytics.noting import Noting
from headway.analytics.observing import RestsOn, Wanted, observation
from headway.analytics.observing import figure as figure_of
from headway.analytics.tables import (
    ATTENDANCE_SUMS,
    ATTENDANCE_TOTALS,
    SIXTH_DAYS,
    Given,
    sixth_school_days,
)
from headway.analytics.windows import window_of
from headway.domain.observations import Observation
from headway.domain.periods import Period
from headway.domain.plan import Measure
from headway.domain.quantities import shown
from headway.evidence.calendar_files import read_calendar
from headway.evidence.calendars import Calendar
from headway.evidence.holidays import Days
from headway.evidence.store.directory import Store
from headway.evidence.store.kept_marks import MARKS
from headway.evidence.store.records import Load
from headway.evidence.usual_terms import usual_calendar

if TYPE_CHECKING:
    import pyarrow as pa

    from headway.analytics.engines.protocol import Engine

EVERYBODY = "all"
"""The label of a breakdown that a row is not split by."""

NESTED = (("phase", "school"), ("sen", "sen_provision"))
"""Breakdowns of which the second is the finer: each of its groups is in one of the first's."""

REFERENCE = "reference"
"""The engine that is the oracle."""
DIGEST = 12
"""Characters of a file's digest that are printed; enough to tell files apart."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """
    A data directory as it was known at a moment.

    Attributes:
        given: Datasets by name: rows, or the files that hold them. Those never loaded are absent.
        loads: By dataset, the loads of which rows may still stand.
        folders: Where an engine must be let in to read.
        calendar: The authority's terms.
        known_at: The moment; None for now.
        marks: Where sessions are summed up from, if attendance marks were loaded.
        made: Tables that engines have made, by engine and window: each is made once.
        renumbered: By dataset, of how many children how many rows came under a former number.
    """

    given: Given
    loads: Mapping[str, tuple[Load, ...]]
    folders: tuple[Path, ...]
    calendar: Calendar
    known_at: datetime | None = None
    marks: MarksToSum | None = None
    made: dict[tuple[str, Window], "pa.Table"] = field(default_factory=dict)
    renumbered: Mapping[str, tuple[int, int]] = field(default_factory=dict)

    @property
    def noting(self) -> Noting:
        """What notes on its figures are made from."""
        return Noting(
            given=self.given, loads=self.loads, calendar=self.calendar, marks=self.marks,
            renumbered=self.renumbered,
        )  # fmt: skip

    def behind(self, definition: Definition, by: Iterable[str] = ()) -> tuple[Load, ...]:
        """The loads that a definition's figures rest on, in the order of loading."""
        wanted = set(self.datasets(definition, by))
        found = {load.id: load for name in wanted for load in self.loads.get(name, ())}
        return tuple(found[number] for number in sorted(found))

    def datasets(self, definition: Definition, by: Iterable[str] = ()) -> tuple[str, ...]:
        """The datasets that it is made from here: the first way of which everything is there."""
        ways = ways_to_make(definition)
        way = next((one for one in ways if set(one) <= set(self.given)), ways[0])
        more = (name for column in by for name in definition.breakdown_tables.get(column, ()))
        further = definition_of(definition.gap_from).tables if definition.gap_from else ()
        return tuple(dict.fromkeys((*way, *further, *more)))


def needed(definitions: Iterable[Definition], by: Iterable[str] = ()) -> tuple[str, ...]:
    """The datasets that may have to be read for some measures and breakdowns."""
    wanted: list[str] = []
    for one in definitions:
        parts = [one, *([definition_of(one.gap_from)] if one.gap_from else [])]
        for part in parts:
            wanted += (name for way in ways_to_make(part) for name in way)
            wanted += (n for column in by for n in part.breakdown_tables.get(column, ()))
    return tuple(dict.fromkeys(wanted))


def calendar_for(folder: Path, periods: Iterable[Period], given: Path | None = None) -> Calendar:
    """
    The calendar given, else the data directory's own, else the usual pattern of those years.

    Raises:
        EvidenceError: The file cannot be read as a calendar.
    """
    own = given or folder / "calendar.csv"
    if given is not None or own.exists():
        return read_calendar(own)
    years = {year for one in periods for year in range(one.year - 1, one.year + 3)}
    return usual_calendar(sorted(years))


def gathered(
    store: Store, calendar: Calendar, names: Iterable[str], known_at: datetime | None = None
) -> Evidence:
    """
    What is known of some datasets.

    `names` that were never loaded are left out.
    """
    store = store.as_it_stands()
    given: dict[str, Any] = {}
    loads: dict[str, tuple[Load, ...]] = {}
    for name in dict.fromkeys(names):
        standing = store.standing(name, known_at)
        if standing:
            loads[name] = tuple(one.load for one in standing)
            given[name] = None if name == MARKS else _rows_of(store, name, known_at)
    rolls = given.get("enrolments")
    if MARKS in given:  # millions of rows, made only for an engine that asks for them
        given[MARKS] = lambda: open_rows(store, calendar, known_at, rolls)
    marks = MarksToSum(store=store, rolls=rolls, calendar=calendar, known_at=known_at)
    present = with_present_numbers(given, store, known_at)
    return Evidence(
        given=present.given,
        renumbered=present.renumbered,
        loads=loads,
        folders=(store.path,),
        calendar=calendar,
        known_at=known_at,
        marks=marks if MARKS in given and rolls is not None else None,
    )


def _rows_of(store: Store, name: str, known_at: datetime | None) -> Any:
    return store.paths(name, known_at) or store.table(name, known_at)


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """
    One group's figure.

    Attributes:
        less_from: For a gap, the count from whose value this one's is taken away.
    """

    definition: Definition
    count: Count
    less_from: Count | None = None

    @property
    def value(self) -> Fraction | None:
        """In the definition's unit, exact; None for a share of nobody."""
        return figure_of(self.definition, self.count, self.less_from)[0]

    @property
    def words(self) -> str:
        """Rounded half up, with its unit; of a share of nobody, that there is none."""
        if self.value is None:
            return "nobody to count"
        return shown(float(self.value), self.definition.unit, self.definition.decimals)


@dataclass(frozen=True, slots=True, kw_only=True)
class Computed:
    """
    A measure's figures for one period.

    Attributes:
        by: The breakdowns, combined.
        figures: Of everybody first where asked for, then of every group in its order.
        loads: What they rest on.
        engine: Which one computed them.
        notes: What a reader of these very figures must know.
        unplaced: Who is in the data and in no figure, or was renumbered; not for the public.
    """

    definition: Definition
    period: Period
    window: Window
    by: tuple[str, ...]
    figures: tuple[Figure, ...]
    loads: tuple[Load, ...]
    engine: str
    notes: tuple[str, ...] = field(default_factory=tuple)
    unplaced: tuple[str, ...] = field(default_factory=tuple)

    def label(self, figure: Figure) -> tuple[str, ...]:
        """The figure's value in each breakdown; `EVERYBODY` where it is not split by it."""
        return tuple(figure.count.group.get(column, EVERYBODY) for column in self.by)


def observed(measure: Measure, evidence: Evidence, period: Period, engine: "Engine") -> Observation:
    """
    A plan's measure computed as its `definition` says, for one period.

    Raises:
        EvidenceError: It names no definition or group, or a dataset is missing.
    """
    wanted = Wanted.parse(measure.definition)
    group = tuple(wanted.group)
    computed = compute(wanted.definition, evidence, period, by=group, margins=False, engine=engine)
    count = wanted.of([one.count for one in computed.figures])
    whole = next((one.less_from for one in computed.figures if one.count is count), None)
    files = [
        RestsOn(
            name=load.source.name,
            sha256=load.source.sha256,
            rows=load.kept,
            known_at=load.known_at.date(),
        )
        for load in computed.loads
    ]
    behind, noting = evidence.datasets(wanted.definition), evidence.noting
    gaps = (*noting.gaps(behind, computed.window), *computed.unplaced)
    return observation(
        measure.id, wanted, count, period=period, files=files, whole=whole, gaps=gaps
    )


def engine_for(evidence: Evidence, name: str = "duckdb") -> "Engine":
    """
    An engine that may read the evidence's files and no others.

    Raises:
        EvidenceError: There is no such engine, or what it needs is not installed.
    """
    if name == "quick":
        from headway.analytics.engines.quick import QuickEngine  # noqa: PLC0415 - as below

        return QuickEngine(folders=evidence.folders)
    if name != "duckdb":
        return engine_of(name)
    from headway.analytics.engines.duckdb import DuckDBEngine  # noqa: PLC0415 - late: slow

    return DuckDBEngine(folders=evidence.folders)


def compute(
    definition: Definition,
    evidence: Evidence,
    period: Period,
    *,
    by: Sequence[str] = (),
    margins: bool = True,
    engine: "Engine",
) -> Computed:
    """
    A measure for a period, for everybody or split.

    The columns of `by` are combined: each set of values is a group. With `margins` come also
    the groups of fewer breakdowns, down to everybody; they are never added up from the finer
    ones, so that different children stay different.

    Raises:
        EvidenceError: A dataset or a term's dates are missing, or it has no such breakdown.
    """
    sets = _sets(definition, tuple(by), margins=margins)
    return _of_sets(definition, evidence, period, by=by, sets=sets, engine=engine)


def every_split(
    definition: Definition, evidence: Evidence, period: Period, *, engine: "Engine"
) -> Computed:
    """
    A measure for a period, for everybody and split by each breakdown, as one table.

    Of the breakdowns, those of which the datasets are there. Where one is finer than another
    (a school is in one phase), the two combined are in it: they tell what adds up to what.

    Raises:
        EvidenceError: As `compute`.
    """
    by = tuple(
        column
        for column in definition.breakdowns
        if set(definition.breakdown_tables.get(column, ())) <= set(evidence.given)
    )
    must = definition.split_by
    more: list[tuple[str, ...]] = [(column,) for column in by if column not in must]
    more += [pair for pair in NESTED if set(pair) <= set(by)]
    sets = (must, *((*must, *columns) for columns in more))
    return _of_sets(definition, evidence, period, by=by, sets=sets, engine=engine)


def _of_sets(
    definition: Definition,
    evidence: Evidence,
    period: Period,
    *,
    by: Sequence[str],
    sets: Sequence[Sequence[str]],
    engine: "Engine",
) -> Computed:
    """The figures of several breakdowns, in their order."""
    window = window_of(definition.period, period, evidence.calendar)
    counted = evidence.datasets(definition)
    evidence.noting.refuse_uncovered(counted, definition.period, window)
    given = prepared(definition, evidence, window, engine)
    own = engine.cube(definition, given, window, sets)
    whole: Sequence[tuple[Count, ...]] = ((),) * len(sets)
    if definition.gap_from:
        whole = engine.cube(definition_of(definition.gap_from), given, window, sets)
    figures = [
        Figure(definition=definition, count=count, less_from=_same(count, others))
        for counts, others in zip(own, whole, strict=True)
        for count in counts
    ]
    return Computed(
        definition=definition,
        period=period,
        window=window,
        by=tuple(by),
        figures=tuple(figures),
        loads=evidence.behind(definition, by),
        engine=engine.name,
        notes=(
            *evidence.noting.gaps(counted, window),
            *evidence.noting.origins(evidence.behind(definition)),
        ),
        unplaced=evidence.noting.unplaced(evidence.datasets(definition, by), window),
    )


def prepared(definition: Definition, evidence: Evidence, window: Window, engine: "Engine") -> Given:
    """
    What an engine is given for a definition: the datasets, and the tables made for a window.

    Each enrolment's sessions are summed up once for a window, whatever measures and breakdowns
    are then made of them: from the bytes of marks, but for the engine that says what is right,
    which goes through the marks one by one.
    """
    given: dict[str, Any] = dict(evidence.given)
    if SIXTH_DAYS in definition.tables:
        days = Days(window.first, window.last)
        given[SIXTH_DAYS] = sixth_school_days(evidence.calendar, days, evidence.calendar.schools)
    if ATTENDANCE_TOTALS in definition.tables and _can_be_made(definition, evidence):
        key = (engine.name, window)
        if key not in evidence.made:
            sums = evidence.marks.until(window) if evidence.marks else None
            parts = given
            if sums is not None and engine.name != REFERENCE:
                parts = {**given, ATTENDANCE_SUMS: sums}
            evidence.made[key] = engine.made(ATTENDANCE_TOTALS, parts, window)
        given[ATTENDANCE_TOTALS] = evidence.made[key]
    return given


def _can_be_made(definition: Definition, evidence: Evidence) -> bool:
    return any(set(way) <= set(evidence.given) for way in ways_to_make(definition))


def _sets(
    definition: Definition, by: tuple[str, ...], *, margins: bool
) -> tuple[tuple[str, ...], ...]:
    """The breakdowns asked for, the coarsest first; never without those it must be split by."""
    if not margins:
        return (by,)
    must = set(definition.split_by)
    fewer = (some for size in range(len(by)) for some in combinations(by, size))
    return (*(some for some in fewer if must <= set(some)), by)


def _same(count: Count, others: Iterable[Count]) -> Count | None:
    """The count of the same group in another definition's counts."""
    return next((one for one in others if one.group == count.group), None)

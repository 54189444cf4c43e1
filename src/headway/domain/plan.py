"""The plan: what a partnership has promised, who is to do it, and how they will know."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from math import isfinite
from typing import NewType

from headway.domain.disclosing import DisclosurePolicy
from headway.domain.doubts import Doubt
from headway.domain.errors import PlanError
from headway.domain.observations import Benchmark, Observation, RowId
from headway.domain.periods import Period
from headway.domain.provenance import Place, Source
from headway.domain.quantities import COUNT, Comparator, Direction, MeasureKind, Polarity, Unit

OutcomeId = NewType("OutcomeId", str)
AreaId = NewType("AreaId", str)


@dataclass(frozen=True, slots=True, kw_only=True)
class Timetable:
    """
    When a row is reported on, or due.

    Attributes:
        period: In normal form, where the words name one.
        words: As written: "Mar-May 21", "By Mar 2020", "ongoing".
    """

    period: Period | None = None
    words: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Responsibility:
    """
    Who does it, who answers for it, and when it is reported.

    A row's empty part is inherited from its area ("unless otherwise stated").
    """

    agencies: tuple[str, ...] = ()
    leads: tuple[str, ...] = ()
    timetable: Timetable = field(default_factory=Timetable)


@dataclass(frozen=True, slots=True, kw_only=True)
class Wording:
    """How one document words a row: its history, kept when next year's plan rewords it."""

    document: str
    text: str
    number: str = ""
    place: Place | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """
    Where a measure should be, and by when.

    Attributes:
        value: In `unit`; None where only the period or words are stated.
        comparator: LE for a ceiling, GE for a floor, CHANGE_BY for the size of a change.
        words: As written, and the whole target where there is no number ("national average").
        of: What the figure counts, where it is not the row's own quantity.
        stated_in: "measure" or "progress": plans sometimes name the target only in its report.

    Raises:
        PlanError: The value is not finite, or neither value, period nor words are given.
    """

    value: float | None = None
    unit: Unit = COUNT
    comparator: Comparator = Comparator.EQ
    period: Period | None = None
    of: str = ""
    breakdown: str = ""
    words: str = ""
    stated_in: str = "measure"

    def __post_init__(self) -> None:
        if self.value is not None and not isfinite(self.value):
            raise PlanError(f"a target must be a finite number, got {self.value}")
        if self.value is None and self.period is None and not self.words:
            raise PlanError("a target needs a number, a period or words")


@dataclass(frozen=True, slots=True, kw_only=True)
class Baseline:
    """Where a measure started."""

    value: float
    unit: Unit = COUNT
    period: Period | None = None
    breakdown: str = ""
    words: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Tolerance:
    """
    How far off a target still counts as at risk rather than off track.

    Attributes:
        points: For percentages, in percentage points; never relative.
        relative: For large counts, as a share of the target (0.1 is 10%).
        absolute: For counts whose target is below `small_count`, and for targets of zero.
        small_count: Targets below this use `absolute`.
    """

    points: float = 1.0
    relative: float = 0.05
    absolute: float = 1.0
    small_count: float = 30.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure:
    """
    "How we will know": a quantity with its target, or words where it has none.

    Attributes:
        text: The row's own words in the latest document that has it.
        title: A short name for headings; empty to use `text`.
        quantity: What is counted or measured, in a few words.
        targets: In order of their periods; the first one for the plan's year is judged.
        cannot_be_measured: A named reason, where one is given.
        wordings: One for each document that holds the row, oldest first.
        for_action: The action this measure tells the success of, if the document pairs them.
        tolerance: Instead of the plan's.
        definition: The name of a computed measure's definition; empty when figures are reported.
    """

    id: RowId
    area: AreaId
    text: str
    number: str = ""
    title: str = ""
    quantity: str = ""
    unit: Unit = COUNT
    direction: Direction = Direction.NONE
    polarity: Polarity = Polarity.UNKNOWN
    kind: MeasureKind = MeasureKind.WORDS
    targets: tuple[Target, ...] = ()
    baselines: tuple[Baseline, ...] = ()
    responsibility: Responsibility = field(default_factory=Responsibility)
    cannot_be_measured: str = ""
    tolerance: Tolerance | None = None
    source: str = ""
    definition: str = ""
    for_action: RowId | None = None
    wordings: tuple[Wording, ...] = ()
    note: str = ""

    @property
    def name(self) -> str:
        """For headings: the title where there is one, else the text."""
        return self.title or self.text


class ActionStatus(StrEnum):
    """How far an action has come, as its own report says."""

    COMPLETE = "complete"
    IN_PROGRESS = "in progress"
    NOT_STARTED = "not started"
    HALTED = "halted"
    UNKNOWN = "not reported"


@dataclass(frozen=True, slots=True, kw_only=True)
class Action:
    """
    Something to be done.

    Attributes:
        status: As the latest progress tells it; `reason` says why where it is halted.
        targets: Figures that the action names ("sign up 100% of schools").
    """

    id: RowId
    area: AreaId
    text: str
    number: str = ""
    title: str = ""
    direction: Direction = Direction.NONE
    responsibility: Responsibility = field(default_factory=Responsibility)
    status: ActionStatus = ActionStatus.UNKNOWN
    reason: str = ""
    targets: tuple[Target, ...] = ()
    baselines: tuple[Baseline, ...] = ()
    wordings: tuple[Wording, ...] = ()
    note: str = ""

    @property
    def name(self) -> str:
        """For headings: the title where there is one, else the text."""
        return self.title or self.text


Row = Measure | Action


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """
    What one document, or one agency, says of a row.

    Attributes:
        text: The words, whole.
        status_word: As printed: "Complete", "Amber".
        percent_complete: Of an action, 0 to 100; not an observation of a measure.
        points_to: The row that "Refer to above, no. 6" means.
        links: Addresses and attachments named in the cell.
        document: The source's name, or empty when an agency gave it.
        period: The reporting cycle it belongs to.
        given_by: Who said it, where that was no document: agency, who signed, which round.
    """

    row: RowId
    text: str
    status_word: str = ""
    percent_complete: float | None = None
    points_to: RowId | None = None
    links: tuple[str, ...] = ()
    document: str = ""
    period: str = ""
    known_at: date | None = None
    given_by: str = ""
    place: Place | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Area:
    """
    An area of focus: rows with what they inherit.

    Attributes:
        remarks: Words that stand for the whole area and belong to no row.
    """

    id: AreaId
    outcome: OutcomeId
    title: str
    responsibility: Responsibility = field(default_factory=Responsibility)
    remarks: tuple[str, ...] = ()
    place: Place | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """
    What life should be like: "Be Safe", with its statements and its priority.

    Attributes:
        also_called: Other names that documents use for it.
    """

    id: OutcomeId
    title: str
    statements: tuple[str, ...] = ()
    priority: str = ""
    also_called: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class GlossaryEntry:
    """A term or an acronym and its meaning."""

    term: str
    meaning: str
    place: Place | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Alias:
    """Another name for an agency, scheme or outcome; `settled` once a person has agreed."""

    name: str
    means: str
    settled: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """
    A partnership's plan, with everything known about it.

    It is held in reading order, however it was put together: areas by outcome, rows by
    area, figures and progress by row; what belongs together keeps the order it came in.

    Attributes:
        slug: For addresses and file names: lower case, hyphens.
        term: The years it runs, such as `2018/2023`.
        extensions: How the term was extended, in words.
        current: Name of the source whose rows are the plan in force; rows that it
            lacks were dropped and are kept as history.

    Raises:
        PlanError: Two rows share an id, or something refers to what is not there.
    """

    slug: str
    title: str
    body: str = ""
    term: Period | None = None
    extensions: tuple[str, ...] = ()
    vision: str = ""
    outcomes: tuple[Outcome, ...] = ()
    areas: tuple[Area, ...] = ()
    actions: tuple[Action, ...] = ()
    measures: tuple[Measure, ...] = ()
    observations: tuple[Observation, ...] = ()
    benchmarks: tuple[Benchmark, ...] = ()
    progress: tuple[Progress, ...] = ()
    glossary: tuple[GlossaryEntry, ...] = ()
    aliases: tuple[Alias, ...] = ()
    doubts: tuple[Doubt, ...] = ()
    sources: tuple[Source, ...] = ()
    tolerance: Tolerance = field(default_factory=Tolerance)
    disclosure: DisclosurePolicy = field(default_factory=DisclosurePolicy)
    current: str = ""

    def __post_init__(self) -> None:
        _refuse_duplicates("rows", [row.id for row in self.rows()])
        _refuse_duplicates("areas of focus", [area.id for area in self.areas])
        _refuse_duplicates("outcomes", [outcome.id for outcome in self.outcomes])
        self._settle("areas", "outcome", [outcome.id for outcome in self.outcomes])
        for rows in ("actions", "measures"):
            self._settle(rows, "area", [area.id for area in self.areas])
        for told in ("observations", "benchmarks", "progress"):
            self._settle(told, "row", [row.id for row in self.rows()])

    def _settle(self, name: str, by: str, ids: Sequence[str]) -> None:
        """Refuse what belongs to something that is not there; put the rest in its order."""
        place = {one: number for number, one in enumerate(ids)}
        for one in getattr(self, name):
            if getattr(one, by) not in place:
                this = f'"{one.id}"' if hasattr(one, "id") else "one of them"
                whose = f'{by} "{getattr(one, by)}"'
                raise PlanError(f"{name}: {this} belongs to the {whose}, which the plan lacks")
        in_order = sorted(getattr(self, name), key=lambda one: place[getattr(one, by)])
        object.__setattr__(self, name, tuple(in_order))

    def rows(self) -> Iterator[Row]:
        """Actions, then measures, in the plan's order."""
        yield from self.actions
        yield from self.measures

    def row(self, row_id: str) -> Row:
        """
        The row with this id.

        Raises:
            PlanError: There is none.
        """
        for row in self.rows():
            if row.id == row_id:
                return row
        raise PlanError(f'there is no row "{row_id}" in the plan "{self.title}"')

    def area(self, area_id: str) -> Area:
        """The area with this id; a plan never holds a row without its area."""
        return next(area for area in self.areas if area.id == area_id)

    def outcome(self, outcome_id: str) -> Outcome:
        """The outcome with this id; a plan never holds an area without its outcome."""
        return next(outcome for outcome in self.outcomes if outcome.id == outcome_id)

    def responsibility(self, row: Row) -> Responsibility:
        """Who answers for the row and when, with what it inherits from its area filled in."""
        own, inherited = row.responsibility, self.area(row.area).responsibility
        has_timetable = own.timetable.period is not None or bool(own.timetable.words)
        return Responsibility(
            agencies=own.agencies or inherited.agencies,
            leads=own.leads or inherited.leads,
            timetable=own.timetable if has_timetable else inherited.timetable,
        )

    def is_current(self, row: Row) -> bool:
        """Whether the plan in force holds the row; always, where no source is named."""
        if not self.current or not row.wordings:
            return True
        return any(wording.document == self.current for wording in row.wordings)


def _refuse_duplicates(what: str, ids: list[str]) -> None:
    seen: set[str] = set()
    for one in ids:
        if one in seen:
            raise PlanError(f'two {what} share the id "{one}"; each needs its own')
        seen.add(one)

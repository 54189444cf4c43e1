"""
The progress report as a value: every word that a reader will see, before any format.

Renderers place these words; none of them looks into the plan. That is why the four
formats say the same, and why the same report gives the same bytes.
"""

from dataclasses import dataclass, field

from headway.domain.errors import HeadwayError
from headway.reporting.charts import Drawing
from headway.reporting.marks import Mark
from headway.reporting.round_answers import RoundAnswers


class ReportError(HeadwayError):
    """A report cannot be made as asked."""


MANY = 3
"""Agencies or leads beyond which a narrow column is better off with a reference."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """One labelled line: "Target: 65, academic year 2019/20"."""

    label: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """
    What a document or an agency says of a row, whole.

    Attributes:
        by: Who says it; empty for the document in force, which goes without saying.
    """

    by: str
    text: str
    links: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """
    One of several figures that a measure holds, with its own status.

    Attributes:
        name: The group it is for.
        text: The figure, its period and its target.
    """

    name: str
    mark: Mark
    text: str

    @property
    def line(self) -> str:
        """The name and the text on one line."""
        return f"{self.name}: {self.text}" if self.name else self.text


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """
    The last column: where a row stands, why, by which figures, and in whose words.

    Attributes:
        figure: The latest figure; empty where there is none or several.
        when: Its period.
        sentence: Why the status is what it is.
        source: Where the latest figure comes from.
        doubts: What could not be read for certain, each in a sentence.
        not_answered: Who was asked for the row in this round and has not answered, in a
            sentence; empty where everybody has.
        awaiting: How far answers that are not in the plan yet have come, by agency.
    """

    mark: Mark
    figure: str = ""
    when: str = ""
    sentence: str = ""
    facts: tuple[Fact, ...] = ()
    parts: tuple[Part, ...] = ()
    chart: Drawing | None = None
    said: tuple[Said, ...] = ()
    doubts: tuple[str, ...] = ()
    source: str = ""
    not_answered: str = ""
    awaiting: str = ""

    @property
    def headline(self) -> str:
        """The latest figure with its period, on one line."""
        return ", ".join(part for part in (self.figure, self.when) if part)


@dataclass(frozen=True, slots=True, kw_only=True)
class BoardRow:
    """
    One row of an area's table, in the board's own columns.

    Attributes:
        anchor: Unique in the report; for links.
        label: "Measure 3" or "Action 2", or the bare word where the plan has no numbers.
        action: First column: the action, or what a measure's row belongs to.
        how: Third column: the measure, or where an action's measures are.
        is_measure: Whether the row is a measure's rather than an action's.
        shares_agencies: Whether its agencies are those named above the table; so `shares_leads`.
        name: For headings, lists and contents.
    """

    anchor: str
    label: str
    is_measure: bool
    name: str
    action: str
    agencies: tuple[str, ...]
    how: str
    leads: tuple[str, ...]
    timetable: str
    progress: Progress
    shares_agencies: bool = False
    shares_leads: bool = False

    @property
    def agency_lines(self) -> tuple[str, ...]:
        """The agencies a line each; by reference where they are many and named above the table."""
        if len(self.agencies) <= MANY:
            return self.agencies
        return ("All agencies named above",) if self.shares_agencies else self.agencies

    @property
    def lead_lines(self) -> tuple[str, ...]:
        """The leads in the same way."""
        if len(self.leads) <= MANY:
            return self.leads
        return ("All leads named above",) if self.shares_leads else self.leads


@dataclass(frozen=True, slots=True, kw_only=True)
class AreaSection:
    """
    An area of focus with its table.

    Attributes:
        shared: Agencies and leads said once above the table, where they are too many for
            each row to repeat.
    """

    anchor: str
    title: str
    shared: tuple[str, ...]
    remarks: tuple[str, ...]
    rows: tuple[BoardRow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class OutcomeSection:
    """An outcome with its statements and its areas."""

    anchor: str
    title: str
    statements: tuple[str, ...]
    priority: str
    areas: tuple[AreaSection, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """How many measures of one outcome, or of all, have each status of the summary's columns."""

    title: str
    counts: tuple[int, ...]
    total: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """A row named in the summary, with its sentence and a link to its place."""

    anchor: str
    label: str
    name: str
    mark: Mark
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NotAnswered:
    """
    Somebody who was to answer for rows and has not.

    Attributes:
        rows: As the summary names them: all, or the first of many and how many more.
        count: Of all of them; 0 where `rows` names each.
    """

    who: str
    rows: tuple[str, ...]
    count: int = 0

    @property
    def number(self) -> int:
        """How many rows there are."""
        return self.count or len(self.rows)


@dataclass(frozen=True, slots=True, kw_only=True)
class Summary:
    """
    One page: what a board reads first.

    Attributes:
        headline: One or two sentences with the counts.
        marks: The columns of the tallies: only statuses that occur.
        changes: Since the last edition; `changes_note` says since when, or why there are none.
        answers_note: How the reporting round stands, in a sentence; empty without a round.
    """

    headline: str
    marks: tuple[Mark, ...]
    tallies: tuple[Tally, ...]
    action_headline: str
    attention: tuple[Mention, ...]
    achieved: tuple[Mention, ...]
    changes_note: str
    changes: tuple[str, ...]
    not_answered: tuple[NotAnswered, ...]
    answers_note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class FigureLine:
    """
    One figure with where it comes from: tidy, for the annex and the spreadsheet.

    Attributes:
        role: "Figure", "Target", "Starting point", "Compared with" or another place's name.
        value: None where there is none; then `shorthand` says why in brackets.
        text: As the report says it.
        bound: "about", "more than": what `value` alone does not say.
    """

    row: str
    name: str
    role: str
    group: str
    period: str
    value: float | None
    shorthand: str
    unit: str
    bound: str
    text: str
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DroppedRow:
    """A row of an earlier document that the plan in force lacks."""

    label: str
    text: str
    outcome: str
    last_seen: str
    last_said: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """One caveat on the data."""

    about: str
    text: str
    words: str = ""
    place: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class MethodLine:
    """A statistical method that this report's sentences rest on, and for which rows."""

    name: str
    explanation: str
    source: str
    rows: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """A word of the glossary."""

    term: str
    meaning: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceLine:
    """A document that the plan was read from."""

    name: str
    title: str
    covers: str
    as_at: str
    sha256: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """
    One edition of the progress report.

    Attributes:
        slug: For file names.
        as_at: The day it stands at, in words; `as_at_iso` for machines.
        warning: What must be known before it is passed on; empty where there is nothing.
        moved: How many figures moved by more than chance, of how many that could be tested.
        legend: Every mark that occurs in it.
        amends: Which edition it stands in place of, and what was put right; empty for others.
        answers: The reporting round behind it; None where there was none.
    """

    slug: str
    title: str
    body: str
    subtitle: str
    edition: str
    as_at: str
    as_at_iso: str
    term: str
    warning: str
    vision: str
    summary: Summary
    outcomes: tuple[OutcomeSection, ...]
    legend: tuple[Mark, ...] = ()
    figures: tuple[FigureLine, ...] = ()
    dropped: tuple[DroppedRow, ...] = ()
    notes: tuple[Note, ...] = ()
    methods: tuple[MethodLine, ...] = ()
    moved: str = ""
    glossary: tuple[Term, ...] = ()
    sources: tuple[SourceLine, ...] = field(default=())
    amends: str = ""
    answers: RoundAnswers | None = None

    def rows(self) -> tuple[BoardRow, ...]:
        """Every row of every area, in the report's order."""
        return tuple(
            row for outcome in self.outcomes for area in outcome.areas for row in area.rows
        )

    def charts(self) -> tuple[Drawing, ...]:
        """Every chart, in the report's order."""
        return tuple(row.progress.chart for row in self.rows() if row.progress.chart)

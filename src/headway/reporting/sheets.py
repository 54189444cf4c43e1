"""The report as sheets of a workbook: one table each, one fact a row, nothing left blank."""

from dataclasses import dataclass

from headway.reporting.report import BoardRow, Report
from headway.reporting.round_answers import RoundAnswers
from headway.reporting.wording import SHORTHAND_MEANING

NOTHING = "[z]"
"""Stands in a cell that has nothing to say; an empty cell could be taken for a slip."""

Cell = str | float | int


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """
    A worksheet with one table.

    Attributes:
        name: On its tab, and with underscores the name of its table.
        note: What a reader must know of the table.
        widths: Of the columns, in characters.
    """

    name: str
    title: str
    note: str
    headings: tuple[str, ...]
    widths: tuple[int, ...]
    rows: tuple[tuple[Cell, ...], ...]


def sheets(report: Report) -> tuple[Sheet, ...]:
    """Every table of the workbook, in the order of its tabs; tables without rows are left out."""
    every = (
        _summary(report),
        _measures(report),
        _figures(report),
        _actions(report),
        _changes(report),
        _not_answered(report),
        _notes(report),
        _methods(report),
        _dropped(report),
        _glossary(report),
        _sources(report),
    )
    return tuple(sheet for sheet in every if sheet.rows)


def symbols(report: Report) -> tuple[tuple[str, str], ...]:
    """Every shorthand and every status word, with what it means."""
    return (
        *SHORTHAND_MEANING.items(),
        *((mark.word, mark.meaning) for mark in report.legend),
    )


def _placed(report: Report) -> list[tuple[str, str, BoardRow]]:
    return [
        (outcome.title, area.title, row)
        for outcome in report.outcomes
        for area in outcome.areas
        for row in area.rows
    ]


def _summary(report: Report) -> Sheet:
    marks = report.summary.marks
    return Sheet(
        name="Summary",
        title="Measures by outcome and status",
        note=f"{report.summary.headline} {report.summary.action_headline}".strip(),
        headings=("Outcome", *(mark.word for mark in marks), "All measures"),
        widths=(34, *(14 for _ in marks), 14),
        rows=tuple((one.title, *one.counts, one.total) for one in report.summary.tallies),
    )


def _measures(report: Report) -> Sheet:  # one entry for each column of the table
    return Sheet(
        name="Measures",
        title="Measures and where they stand",
        note="One row a measure. The figures themselves are numbers on the sheet Figures.",
        headings=(
            "Outcome",
            "Area of focus",
            "Measure",
            "How we will know",
            "Status",
            "Latest figure",
            "Period",
            "Why",
            "Figures beside it",
            "Responsible agencies",
            "Lead",
            "Reporting timetable",
            "Answers in this round",
            "Progress in their words",
            "Doubts",
            "Source",
        ),
        widths=(18, 24, 13, 48, 18, 16, 24, 60, 60, 30, 24, 20, 34, 50, 40, 34),
        rows=tuple(
            (
                outcome,
                area,
                row.label,
                row.how,
                row.progress.mark.word,
                _figure(row),
                row.progress.when or NOTHING,
                row.progress.sentence or NOTHING,
                _facts(row),
                "; ".join(row.agencies),
                "; ".join(row.leads),
                row.timetable,
                _answered(row),
                _said(row),
                "; ".join(row.progress.doubts) or NOTHING,
                row.progress.source or "not stated",
            )
            for outcome, area, row in _placed(report)
            if row.is_measure
        ),
    )


def _figure(row: BoardRow) -> str:
    parts = "; ".join(f"{part.line}: {part.mark.word}" for part in row.progress.parts)
    return row.progress.figure or parts or "[x]"


def _answered(row: BoardRow) -> str:
    told = (row.progress.not_answered, row.progress.awaiting)
    return " ".join(one for one in told if one) or NOTHING


def _facts(row: BoardRow) -> str:
    facts = (f"{fact.label}: {fact.text}" for fact in row.progress.facts)
    return "; ".join(facts) or NOTHING


def _said(row: BoardRow) -> str:
    told = (
        " ".join((said.text, *said.links)) + (f" ({said.by})" if said.by else "")
        for said in row.progress.said
    )
    return "; ".join(told) or NOTHING


def _actions(report: Report) -> Sheet:
    return Sheet(
        name="Actions",
        title="Actions and how far they have come",
        note="One row an action.",
        headings=(
            "Outcome",
            "Area of focus",
            "Action",
            "What is to be done",
            "Status",
            "Why",
            "Figures",
            "Responsible agencies",
            "Lead",
            "Reporting timetable",
            "Answers in this round",
            "Progress in their words",
            "Doubts",
        ),
        widths=(18, 24, 13, 50, 16, 44, 36, 30, 24, 20, 34, 50, 40),
        rows=tuple(
            (
                outcome,
                area,
                row.label,
                row.action,
                row.progress.mark.word,
                row.progress.sentence or NOTHING,
                _facts(row),
                "; ".join(row.agencies),
                "; ".join(row.leads),
                row.timetable,
                _answered(row),
                _said(row),
                "; ".join(row.progress.doubts) or NOTHING,
            )
            for outcome, area, row in _placed(report)
            if not row.is_measure
        ),
    )


def _figures(report: Report) -> Sheet:
    return Sheet(
        name="Figures",
        title="Every figure, one a row",
        note="Value is a number, or a shorthand in square brackets where there is none; "
        "the sheet Notes explains them. A shorthand never means zero.",
        headings=(
            "Row",
            "Words",
            "What it is",
            "Group",
            "Period",
            "Value",
            "Unit",
            "Bound",
            "As stated",
            "Source",
        ),
        widths=(13, 48, 16, 26, 28, 12, 18, 14, 22, 42),
        rows=tuple(
            (
                one.row,
                one.name,
                one.role,
                one.group or "All",
                one.period,
                one.shorthand if one.value is None else one.value,
                one.unit,
                one.bound or "exact",
                one.text,
                one.source,
            )
            for one in report.figures
        ),
    )


def _changes(report: Report) -> Sheet:
    return Sheet(
        name="Changes",
        title="What has changed since the last edition",
        note=report.summary.changes_note,
        headings=("Change",),
        widths=(120,),
        rows=tuple((change,) for change in report.summary.changes),
    )


def _not_answered(report: Report) -> Sheet:
    if report.answers is not None:
        return _not_answered_in(report.answers)
    return Sheet(
        name="Not answered",
        title="Rows of which nothing is reported, and who was to answer",
        note="One row of the plan a line.",
        headings=("Who was to answer", "Row"),
        widths=(44, 90),
        rows=tuple((one.who, row) for one in report.summary.not_answered for row in one.rows),
    )


def _not_answered_in(answers: RoundAnswers) -> Sheet:
    """One line for each row and agency that owes an answer, and one for whoever owes none."""
    return Sheet(
        name="Not answered",
        title="Who has not answered",
        note=answers.whole,
        headings=("Agency", "Rows asked for", "Not answered", "Row", "Reminded"),
        widths=(44, 16, 16, 90, 16),
        rows=tuple(
            (one.agency, one.asked, len(one.rows), row, one.reminded if one.rows else NOTHING)
            for one in answers.agencies
            for row in one.lines
        ),
    )


def _notes(report: Report) -> Sheet:
    return Sheet(
        name="Data notes",
        title="Notes on the data",
        note="What could not be read for certain, breaks in what is collected, and caveats.",
        headings=("About", "Note", "Words in the source", "Place"),
        widths=(26, 70, 50, 40),
        rows=tuple(
            (one.about, one.text, one.words or NOTHING, one.place or NOTHING)
            for one in report.notes
        ),
    )


def _methods(report: Report) -> Sheet:
    return Sheet(
        name="Methods",
        title="How the figures were judged",
        note=f"{report.moved} These are the methods that the sentences rest on.".strip(),
        headings=("Method", "What it does", "Used for", "Where it is from"),
        widths=(34, 90, 40, 70),
        rows=tuple((one.name, one.explanation, one.rows, one.source) for one in report.methods),
    )


def _dropped(report: Report) -> Sheet:
    return Sheet(
        name="Dropped",
        title="Rows no longer in the plan",
        note="Rows of earlier documents that the plan in force does not hold.",
        headings=("Row", "Words", "Outcome", "Last seen in", "What was last said"),
        widths=(13, 60, 20, 34, 50),
        rows=tuple(
            (one.label, one.text, one.outcome, one.last_seen, one.last_said or NOTHING)
            for one in report.dropped
        ),
    )


def _glossary(report: Report) -> Sheet:
    return Sheet(
        name="Glossary",
        title="Glossary",
        note="As the plan gives it.",
        headings=("Term", "Meaning"),
        widths=(30, 90),
        rows=tuple((one.term, one.meaning) for one in report.glossary),
    )


def _sources(report: Report) -> Sheet:
    return Sheet(
        name="Sources",
        title="The documents this was read from",
        note="The SHA-256 identifies each document exactly.",
        headings=("Document", "Title", "Covers", "Known by", "SHA-256"),
        widths=(40, 40, 24, 20, 70),
        rows=tuple(
            (
                one.name,
                one.title or NOTHING,
                one.covers or NOTHING,
                one.as_at or NOTHING,
                one.sha256 or NOTHING,
            )
            for one in report.sources
        ),
    )

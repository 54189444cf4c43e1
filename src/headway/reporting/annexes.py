"""The plain tables at the end of a report, the same in every format."""

from collections.abc import Iterator
from dataclasses import dataclass

from headway.reporting.report import Report


@dataclass(frozen=True, slots=True, kw_only=True)
class Annex:
    """
    A plain table with its heading.

    Attributes:
        widths: Of the columns, relative to each other.
        empty: Said in place of a table without rows.
    """

    anchor: str
    title: str
    intro: str
    headings: tuple[str, ...]
    widths: tuple[int, ...]
    rows: tuple[tuple[str, ...], ...]
    empty: str


def annexes(report: Report) -> tuple[Annex, ...]:
    """What follows the areas: answers, notes, methods, figures, rows dropped, glossary, sources."""
    return (
        *_answers(report),
        _notes(report),
        _methods(report),
        _figures(report),
        _dropped(report),
        _glossary(report),
        _sources(report),
    )


def _answers(report: Report) -> Iterator[Annex]:
    """Who was asked in the reporting round, and what they have not answered."""
    if report.answers is None:
        return
    told = report.answers
    yield Annex(
        anchor="answers",
        title="Who has not answered",
        intro=told.whole,
        headings=("Agency", "Rows asked for", "Not answered", "Which rows", "Reminded"),
        widths=(5, 2, 2, 10, 2),
        rows=tuple(
            (
                one.agency,
                str(one.asked),
                str(len(one.rows)),
                "\n".join(one.lines),
                one.reminded if one.rows else "",
            )
            for one in told.agencies
        ),
        empty=f"{told.label}: nobody was asked.",
    )


def _notes(report: Report) -> Annex:
    return Annex(
        anchor="notes",
        title="Notes on the data",
        intro="What could not be read for certain, breaks in what is collected, and caveats.",
        headings=("About", "Note", "Words in the source", "Place"),
        widths=(3, 8, 5, 4),
        rows=tuple((note.about, note.text, note.words, note.place) for note in report.notes),
        empty="There are no notes: every figure was read without doubt.",
    )


def _methods(report: Report) -> Annex:
    return Annex(
        anchor="methods",
        title="How the figures were judged",
        intro=f"{report.moved} These are the methods that the sentences rest on.".strip(),
        headings=("Method", "What it does", "Used for", "Where it is from"),
        widths=(3, 8, 4, 6),
        rows=tuple((one.name, one.explanation, one.rows, one.source) for one in report.methods),
        empty="No figure could be tested or forecast.",
    )


def _figures(report: Report) -> Annex:
    return Annex(
        anchor="figures",
        title="Figures and where they come from",
        intro="Every target, starting point and figure in this report, with its source.",
        headings=("Row", "What it is", "Group", "Period", "Figure", "Source"),
        widths=(6, 3, 2, 3, 3, 9),
        rows=tuple(
            (f"{one.row}: {one.name}", one.role, one.group, one.period, one.text, one.source)
            for one in report.figures
        ),
        empty="The plan holds no figures.",
    )


def _dropped(report: Report) -> Annex:
    return Annex(
        anchor="dropped",
        title="Rows no longer in the plan",
        intro="Actions and measures of earlier documents that the plan in force does not hold.",
        headings=("Row", "Words", "Outcome", "Last seen in", "What was last said"),
        widths=(2, 7, 3, 3, 5),
        rows=tuple(
            (one.label, one.text, one.outcome, one.last_seen, one.last_said)
            for one in report.dropped
        ),
        empty="No row has been dropped.",
    )


def _glossary(report: Report) -> Annex:
    return Annex(
        anchor="glossary",
        title="Glossary",
        intro="",
        headings=("Term", "Meaning"),
        widths=(3, 9),
        rows=tuple((one.term, one.meaning) for one in report.glossary),
        empty="The plan has no glossary.",
    )


def _sources(report: Report) -> Annex:
    return Annex(
        anchor="sources",
        title="Sources",
        intro="The documents this report was read from. The last column identifies each exactly.",
        headings=("Document", "Title", "Covers", "Known by", "SHA-256"),
        widths=(4, 4, 3, 3, 6),
        rows=tuple(
            (one.name, one.title, one.covers, one.as_at, one.sha256) for one in report.sources
        ),
        empty="The plan names no source document.",
    )

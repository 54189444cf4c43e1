"""The report's last pages: rows dropped, notes on the data, glossary, sources."""

from collections.abc import Iterable, Iterator
from datetime import date

from headway.disclosure.cells import TableError
from headway.disclosure.plans import holds_small_numbers
from headway.domain.disclosing import Method, ZeroRule
from headway.domain.observations import RowId
from headway.domain.plan import Plan, Row
from headway.domain.status import Status
from headway.judgement import breaks, figures
from headway.judgement.method_uses import methods_of
from headway.judgement.wording import day, period
from headway.reporting.naming import labels, labels_listed, row_label
from headway.reporting.printable import on_one_line, printable
from headway.reporting.report import DroppedRow, MethodLine, Note, SourceLine, Term

SMALL_NUMBERS = "Board edition: contains small numbers, not for publication."


def warning(plan: Plan, at: date) -> str:
    """What must be known before the report is passed on: the public edition hides something."""
    policy = plan.disclosure
    try:
        if not holds_small_numbers(plan, at=at):
            return ""
    except TableError:  # what cannot be protected is not for publication either
        pass
    least = 1 if policy.zeros is ZeroRule.SHOW else 0
    return (
        f"{SMALL_NUMBERS} Some counts are between {least} and {policy.threshold}, or lead to one, "
        "and could let somebody be recognised."
    )


def withheld_note(plan: Plan) -> Note:
    """What the symbol in a public edition means, or that counts are rounded."""
    policy = plan.disclosure
    if policy.method is Method.ROUND:
        how = f"Counts of people are rounded to a multiple of {policy.rounding_base}."
    else:
        how = "Some figures are withheld so that nobody can be recognised by them."
    return Note(
        about="This edition",
        text=f"{how} [{policy.symbol}] stands where a number is withheld. It is not zero.",
    )


def dropped_rows(plan: Plan, at: date) -> tuple[DroppedRow, ...]:
    """Rows of earlier documents that the plan in force lacks, with what was last said of them."""
    return tuple(
        DroppedRow(
            label=row_label(row),
            text=printable(row.text),
            outcome=on_one_line(plan.outcome(plan.area(row.area).outcome).title),
            last_seen=on_one_line(row.wordings[-1].document),
            last_said=_last_said(plan, row, at),
        )
        for row in plan.rows()
        if not plan.is_current(row)
    )


def _last_said(plan: Plan, row: Row, at: date) -> str:
    told = [
        one.text
        for one in plan.progress
        if one.row == row.id and figures.known_by(one.known_at, at)
    ]
    return printable(told[-1]) if told else ""


def notes(plan: Plan, at: date) -> tuple[Note, ...]:
    """Doubts that nobody has settled, breaks in what is collected, and the measures' own notes."""
    return (*_doubts(plan), *_breaks(plan, at), *_measure_notes(plan))


def _doubts(plan: Plan) -> Iterator[Note]:
    called = labels(plan.rows())
    for doubt in plan.doubts:
        if not doubt.settled:
            yield Note(
                about=called.get(doubt.row or RowId(""), "The document"),
                text=printable(doubt.sentence),
                words=printable(doubt.words),
                place=on_one_line(str(doubt.place)) if doubt.place else "",
            )


def _breaks(plan: Plan, at: date) -> Iterator[Note]:
    called, concerned = _called(plan), dict[str, list[str]]()
    for measure in plan.measures:
        if plan.is_current(measure):
            for one in breaks.concerning(measure, at):
                concerned.setdefault(one.sentence, []).append(called[measure.id])
    for sentence, rows in concerned.items():
        yield Note(about=labels_listed(rows), text=sentence)


def _called(plan: Plan) -> dict[RowId, str]:
    """What the rows in force are called beside each other."""
    return labels(row for row in plan.rows() if plan.is_current(row))


def _measure_notes(plan: Plan) -> Iterator[Note]:
    called = _called(plan)
    for row in plan.rows():
        if row.note and plan.is_current(row):
            yield Note(about=called[row.id], text=printable(row.note))


def methods(plan: Plan, statuses: Iterable[Status]) -> tuple[MethodLine, ...]:
    """The methods that the rows of the plan in force were judged by."""
    rows = {row.id: row for row in plan.measures if plan.is_current(row)}
    called = _called(plan)
    uses = methods_of(tuple(status for status in statuses if status.row in rows))
    return tuple(
        MethodLine(
            name=use.method.name[0].upper() + use.method.name[1:],
            explanation=use.method.explanation,
            source=use.method.source,
            rows=labels_listed(called[one] for one in use.rows),
        )
        for use in uses
    )


def glossary(plan: Plan) -> tuple[Term, ...]:
    """The plan's glossary in alphabetical order."""
    terms = [
        Term(term=on_one_line(entry.term), meaning=printable(entry.meaning))
        for entry in plan.glossary
    ]
    return tuple(sorted(terms, key=lambda one: (one.term.casefold(), one.term, one.meaning)))


def sources(plan: Plan) -> tuple[SourceLine, ...]:
    """The documents that the plan was read from, with the hash of their bytes."""
    return tuple(
        SourceLine(
            name=on_one_line(source.name),
            title=on_one_line(source.title),
            covers=on_one_line(source.covers),
            as_at=day(source.as_at) if source.as_at else "",
            sha256=on_one_line(source.sha256),
        )
        for source in plan.sources
    )


def term_words(plan: Plan) -> str:
    """The years the plan runs, with how they were extended."""
    parts = [period(plan.term) if plan.term else "", *plan.extensions]
    return on_one_line("; ".join(part for part in parts if part))

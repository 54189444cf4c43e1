"""
Write the example plan as documents, the way a partnership would send them.

    .venv/bin/python examples/make_documents.py FOLDER

makes a progress report for each year of the plan, as Word, Markdown and plain text, to try
`headway import` and the import pages with.
"""

import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from docx import Document
from docx.enum.section import WD_ORIENT
from docx.shared import Cm

from headway import planfile
from headway.domain.plan import Area, Plan, Row
from headway.domain.provenance import Source

HEADERS = (
    "Actions",
    "Responsible agencies (for all actions stated)",
    "How we will know this area of focus has improved",
    "Leads (for all actions unless otherwise stated)",
    "Reporting timetable (for all actions unless otherwise stated)",
    "Progress",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """
    One area of focus, as a year's report shows it.

    Attributes:
        actions: Each behind a bullet.
        measures: Behind their numbers, where they have any.
        progress: Behind the numbers of what it answers.
    """

    heading: str
    actions: tuple[str, ...]
    agencies: tuple[str, ...]
    measures: tuple[str, ...]
    leads: tuple[str, ...]
    timetable: str
    progress: tuple[str, ...]

    def cells(self) -> tuple[tuple[str, ...], ...]:
        """What stands below each header, line by line."""
        return (
            self.actions,
            self.agencies,
            self.measures,
            self.leads,
            (self.timetable,),
            self.progress,
        )


def tables(plan: Plan, source: Source) -> Iterator[Table]:
    """The areas of focus that a year's report had."""
    for area in plan.areas:
        rows = [(row, number, text) for row, number, text in _worded(plan, source, area)]
        if not rows:
            continue
        who = plan.responsibility(rows[0][0])
        yield Table(
            heading=_heading(plan.outcome(area.outcome).title, area.title),
            actions=tuple(f"• {text}" for row, _, text in rows if row in plan.actions),
            agencies=who.agencies,
            measures=tuple(_numbered(n, text) for row, n, text in rows if row in plan.measures),
            leads=who.leads or ("TBC",),
            timetable=who.timetable.words,
            progress=tuple(
                _numbered(number, said.text.replace("\n", " "))
                for row, number, _ in rows
                for said in plan.progress
                if said.row == row.id and said.document == source.name
            ),
        )


def _heading(outcome: str, area: str) -> str:
    return outcome.upper() if outcome == area else f"{outcome.upper()} – Focus on {area.lower()}"


def _worded(plan: Plan, source: Source, area: Area) -> Iterator[tuple[Row, str, str]]:
    for row in plan.rows():
        for wording in row.wordings:
            if row.area == area.id and wording.document == source.name:
                yield row, wording.number, wording.text


def _numbered(number: str, text: str) -> str:
    return f"{number}. {text}" if number else f"• {text}"


def word(plan: Plan, source: Source, path: Path) -> None:
    """A Word document, on its side, a table for each area."""
    document = Document()
    section = document.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = section.page_height, section.page_width
    section.left_margin = section.right_margin = Cm(1.5)
    document.core_properties.title = source.title
    document.add_heading(source.title, level=0)
    document.add_paragraph(f"{plan.body}. Reporting period: {source.covers}.")
    document.add_paragraph(f"Our vision: {plan.vision}")
    for outcome in plan.outcomes:
        document.add_heading(outcome.title, level=1)
        for statement in outcome.statements:
            document.add_paragraph(statement, style="List Bullet")
    for table in tables(plan, source):
        document.add_heading(table.heading, level=1)
        grid = document.add_table(rows=2, cols=len(HEADERS), style="Table Grid")
        for cell, header in zip(grid.rows[0].cells, HEADERS, strict=True):
            cell.text = header
        for cell, lines in zip(grid.rows[1].cells, table.cells(), strict=True):
            cell.text = lines[0] if lines else ""
            for line in lines[1:]:
                cell.add_paragraph(line)
    document.add_heading("Glossary", level=1)
    glossary = document.add_table(rows=0, cols=2, style="Table Grid")
    for entry in plan.glossary:
        cells = glossary.add_row().cells
        cells[0].text, cells[1].text = entry.term, entry.meaning
    document.save(str(path))


def markdown(plan: Plan, source: Source, path: Path) -> None:
    """Markdown, a table for each area, its lines parted by <br>."""
    lines = [f"# {source.title}", "", f"{plan.body}. Reporting period: {source.covers}.", ""]
    for table in tables(plan, source):
        cells = ("<br>".join(cell).replace("|", "\\|") for cell in table.cells())
        lines += [f"## {table.heading}", ""]
        lines += [f"| {' | '.join(HEADERS)} |", "|" + "---|" * len(HEADERS)]
        lines += [f"| {' | '.join(cells)} |", ""]
    lines += ["## Glossary", "", "| Term | Meaning |", "|---|---|"]
    lines += [f"| {entry.term} | {entry.meaning} |" for entry in plan.glossary]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


def plain_text(plan: Plan, source: Source, path: Path) -> None:
    """Text as a converter leaves it: tabs between columns, one line of a cell to a line."""
    lines = [source.title, "", f"{plan.body}. Reporting period: {source.covers}.", ""]
    for table in tables(plan, source):
        lines += [table.heading, "\t".join(HEADERS)]
        columns = table.cells()
        for place in range(max(len(column) for column in columns)):
            lines.append("\t".join(c[place] if place < len(c) else "" for c in columns))
        lines.append("")
    lines += ["Glossary", *(f"{entry.term}\t{entry.meaning}" for entry in plan.glossary)]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


def main(folder: Path) -> None:
    """Write the documents, and say which."""
    plan = planfile.load(planfile.example_path())
    folder.mkdir(parents=True, exist_ok=True)
    for source in plan.sources:
        for suffix, write in ((".docx", word), (".md", markdown), (".txt", plain_text)):
            path = folder / f"{source.name}{suffix}"
            write(plan, source, path)
            sys.stdout.write(f"{path}\n")


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit("Name one folder to write the documents to.")
    main(Path(sys.argv[1]))

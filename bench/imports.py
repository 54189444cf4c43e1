"""
How long importing a document takes, beside the libraries that only convert it.

A Word file against mammoth's conversion of it, a PDF against pdfplumber's
`extract_tables` of all its pages; they take turns in one process. Reading gives the
document's blocks; the goal is for the whole import, which ends with a draft plan.
"""

import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import mammoth
import pdfplumber
import typst
from docx import Document as NewDocument

from headway.importing.opening import open_document
from headway.importing.taking_in import take_in

GOAL = 2.0
"""Times the plain conversion that an import may take."""

ROUNDS = 3
_ROWS = 60
_COLUMNS = ("Area of focus", "Action", "How we will know", "Lead", "Due", "Progress")
_SHARED = Path(__file__).parents[1] / ".." / "shared" / "documents" / "dev"


@dataclass(frozen=True, slots=True)
class Race:
    """One document, what Headway does with it and what it is measured against."""

    path: Path
    theirs: Callable[[Path], object]
    rival: str


def cells(row: int) -> tuple[str, ...]:
    """A row as long as those of real plans."""
    return (
        f"Focus {row % 6 + 1}: children missing out on education",
        f"{row}. Agree with every school how reduced timetables are recorded and reviewed.",
        f"Reduce the number of permanent exclusions to {60 + row} in school year 19/20",
        f"Head of Service {row}",
        "Oct 2019",
        f"End of term 4 19/20 = {row / 6:.1f}% ({row / 7:.1f}% for T4 last year). Work goes on"
        " with the schools that have not yet answered, and the board will hear in the autumn.",
    )


def write_docx(path: Path) -> None:
    """A plan of one long table, as a Word file."""
    document = NewDocument()
    document.add_heading("Progress report", level=1)
    table = document.add_table(rows=1, cols=len(_COLUMNS))
    for cell, text in zip(table.rows[0].cells, _COLUMNS, strict=True):
        cell.text = text
    for row in range(1, _ROWS + 1):
        for cell, text in zip(table.add_row().cells, cells(row), strict=True):
            cell.text = text
    document.save(str(path))


def write_pdf(path: Path) -> None:
    """The same table as a PDF of several pages."""
    parts = [f"[*{text}*]" for text in _COLUMNS]
    parts += [f"[#{quoted(text)}]" for row in range(1, _ROWS + 1) for text in cells(row)]
    source = (
        "#set page(width: 297mm, height: 210mm, margin: 15mm)\n#set text(size: 9pt)\n"
        f"= Progress report\n#table(columns: (1fr,) * 6, {', '.join(parts)})\n"
    )
    path.write_bytes(typst.compile(source.encode()))


def quoted(text: str) -> str:
    """A text as typst writes one."""
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def converted(path: Path) -> object:
    """What mammoth makes of a Word file."""
    with path.open("rb") as file:
        return mammoth.convert_to_html(file)


def extracted(path: Path) -> object:
    """What pdfplumber finds in the tables of a PDF."""
    with pdfplumber.open(path) as pdf:
        return [page.extract_tables() for page in pdf.pages]


def races(folder: Path) -> Iterator[Race]:
    """The documents to measure with; the real ones where they are at hand."""
    docx, pdf = folder / "table.docx", folder / "table.pdf"
    write_docx(docx)
    write_pdf(pdf)
    real = sorted(_SHARED.glob("*.docx")) + sorted(_SHARED.glob("*.pdf"))
    for path in (docx, pdf, *real):
        yield race(path)


def race(path: Path) -> Race:
    """A document against the library for its kind."""
    if path.suffix == ".docx":
        return Race(path, converted, "mammoth")
    return Race(path, extracted, "extract_tables")


def seconds(work: Callable[[], object]) -> float:
    """Wall time of one call."""
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


def measured(one: Race, rounds: int = ROUNDS) -> tuple[float, float, float]:
    """Median seconds to import, of that to read, and of theirs; after a turn to warm up."""
    ways: tuple[Callable[[], object], ...] = (
        lambda: take_in([one.path]),
        lambda: open_document(one.path),
        lambda: one.theirs(one.path),
    )
    turns = [[seconds(way) for way in ways] for _ in range(rounds + 1)][1:]
    imported, read, theirs = (statistics.median(turn[way] for turn in turns) for way in range(3))
    return imported, read, theirs


def main() -> bool:
    """Measure, print a table, and say whether every goal is met."""
    met = True
    with tempfile.TemporaryDirectory() as folder:
        for one in races(Path(folder)):
            imported, read, theirs = measured(one)
            ratio = imported / theirs
            met = met and ratio <= GOAL
            verdict = "met" if ratio <= GOAL else "MISSED"
            print(
                f"{one.path.name:<40} import {imported:6.2f} s (reading {read:6.2f} s), "
                f"{one.rival} {theirs:6.2f} s: {ratio:.2f} times (goal {GOAL:g}): {verdict}",
                flush=True,
            )
    return met


if __name__ == "__main__":
    sys.exit(not main())

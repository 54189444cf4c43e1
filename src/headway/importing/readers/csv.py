"""Comma-separated values, and their cousins with semicolons or tabs."""

import csv
import io
from collections.abc import Iterator
from pathlib import Path

from headway.importing.documents.document import Document, DocumentError
from headway.importing.documents.files import contents, decoded, fingerprint
from headway.importing.documents.limits import DEFAULT, Limits
from headway.importing.documents.worksheets import Entry, Sheets, Worksheet

_DELIMITERS = ",;\t|"


def read(path: Path, limits: Limits = DEFAULT) -> Document:
    """
    Read a table kept as text; rows of unequal length keep every cell.

    Raises:
        DocumentError: It has too many rows or columns.
    """
    data = contents(path, limits)
    text = decoded(data)
    sheet = Worksheet()
    for number, row in _rows(text, path.name):
        if len(row) > limits.columns:
            raise DocumentError(
                f"{path.name}, line {number}: more than {limits.columns} columns; save only the"
                " plan's own table."
            )
        if len(sheet.rows) >= limits.rows:
            raise DocumentError(
                f"{path.name} has more than {limits.rows} rows; save only the plan's own table."
            )
        sheet.rows[number] = {
            column: Entry(text=_tidy(cell)) for column, cell in enumerate(row, start=1)
        }
    return Document(
        name=path.name,
        format="csv",
        sha256=fingerprint(data),
        blocks=tuple(Sheets(path.name, limits).blocks(sheet, named=False)),
    )


def _rows(text: str, name: str) -> Iterator[tuple[int, list[str]]]:
    """Rows with the line each begins on."""
    csv.field_size_limit(max(csv.field_size_limit(), len(text) + 1))
    lines = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter(text))
    start = 1
    try:
        for row in lines:
            if any(cell.strip() for cell in row):
                yield start, row
            start = lines.line_num + 1
    except csv.Error as problem:
        raise DocumentError(
            f"{name}, line {start}: this is not text in columns ({problem}); save the sheet as CSV"
            " again."
        ) from problem


def delimiter(text: str) -> str:
    r"""
    The sign that parts the columns: the one most lines agree on.

    >>> delimiter("Measure;Target\nAbsence, primary;6,7\n")
    ';'
    """
    sample = text[:65536]
    best, most = ",", 0.0
    for sign in _DELIMITERS:
        rows = csv.reader(io.StringIO(sample, newline=""), delimiter=sign)
        try:
            widths = [len(row) for _, row in zip(range(100), rows, strict=False) if row]
        except csv.Error:
            continue
        wide = [width for width in widths if width > 1]
        if not wide:
            continue
        usual = max(set(wide), key=lambda width: (wide.count(width), width))
        agreed = wide.count(usual) / len(widths) + usual / 1000
        if agreed > most:
            best, most = sign, agreed
    return best


def _tidy(text: str) -> str:
    lines = (" ".join(line.split()) for line in text.splitlines())
    return "\n".join(line for line in lines if line)

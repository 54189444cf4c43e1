"""A sheet of figures: a CSV file with named columns, read with the place of every cell."""

import csv
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from io import StringIO
from math import isfinite
from pathlib import Path

from headway.domain.errors import HeadwayError

MISSING = ("", "-", "–", ":", "~", "..", ".", "c", "x", "z", "k", "u", "low", "na", "n/a", "null")
"""What stands in a cell that has no figure; none of these is zero."""


class SheetError(HeadwayError):
    """A file that is no sheet of figures, or a cell that is no figure."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """
    Rows of cells under names.

    Attributes:
        name: Of the file, for messages.
        columns: Names as the file heads them, lower case and trimmed.
        lines: The line of the file that each row stands on.
    """

    name: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    lines: tuple[int, ...]

    def words(self, column: str) -> list[str]:
        """
        A column as it stands, trimmed.

        Raises:
            SheetError: There is no such column.
        """
        place = self._place(column)
        return [row[place].strip() for row in self.rows]

    def figures(self, column: str) -> list[float | None]:
        """
        A column as numbers; None where a symbol says that there is none.

        Raises:
            SheetError: There is no such column, or a cell is no number.
        """
        found = zip(self.lines, self.words(column), strict=True)
        return [self._figure(column, line, cell) for line, cell in found]

    def has(self, column: str) -> bool:
        """Whether there is a column of this name."""
        return column in self.columns

    def others(self, *known: str) -> Iterator[str]:
        """The columns besides those named."""
        yield from (column for column in self.columns if column not in known)

    def _place(self, column: str) -> int:
        if column not in self.columns:
            raise SheetError(
                f'{self.name} has no column "{column}"; it has {", ".join(self.columns)}. '
                "Head the columns as `--help` names them."
            )
        return self.columns.index(column)

    def _figure(self, column: str, line: int, cell: str) -> float | None:
        if cell.casefold() in MISSING:
            return None
        try:
            value = float(cell.replace(",", "").removesuffix("%"))
        except ValueError:
            value = float("nan")
        if not isfinite(value):
            raise SheetError(
                f'{self.name}, line {line}, column "{column}": expected a number, or a symbol '
                f'such as "c" where there is none, got "{cell}".'
            )
        return value


def read(source: str) -> Sheet:
    """
    Read a CSV file, or standard input where the name is `-`.

    Commas, semicolons and tabs part cells; the first line names them.

    Raises:
        SheetError: No such file, not text, empty, or a row with more cells than names.
    """
    name = "standard input" if source == "-" else source
    rows = [
        (number, cells)
        for number, cells in _lines(_text(source, name))
        if any(cell.strip() for cell in cells)
    ]
    if len(rows) < 2:
        raise SheetError(f"{name} must have a line of column names and rows beneath; it has none.")
    columns = tuple(cell.strip().casefold() for cell in rows[0][1])
    for number, cells in rows[1:]:
        if len(cells) > len(columns):
            raise SheetError(
                f"{name}, line {number}: expected {len(columns)} cells as in the first line, got "
                f"{len(cells)}. Does a number hold a comma that is not in quotes?"
            )
    filled = [tuple(cells) + ("",) * (len(columns) - len(cells)) for _, cells in rows[1:]]
    lines = tuple(number for number, _ in rows[1:])
    return Sheet(name=name, columns=columns, rows=tuple(filled), lines=lines)


def _text(source: str, name: str) -> str:
    if source == "-":
        return sys.stdin.read()
    try:
        data = Path(source).read_bytes()
    except OSError as error:
        raise SheetError(f"{name} cannot be read: {error.strerror or error}.") from None
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        if b"\0" in data:
            raise SheetError(
                f"{name} is not a text file; save the sheet as CSV and give that."
            ) from None
        return data.decode("cp1252", errors="replace")


def _lines(text: str) -> Iterator[tuple[int, list[str]]]:
    first = text.partition("\n")[0]
    delimiter = max(",;\t", key=first.count)
    reader = csv.reader(StringIO(text), delimiter=delimiter)
    for cells in reader:
        yield reader.line_num, cells

"""Sheets of cells, from a spreadsheet or a CSV file, as titles and tables."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from headway.domain.provenance import Place
from headway.importing.documents.document import (
    Block,
    Cell,
    DocumentError,
    Heading,
    Link,
    Paragraph,
    Table,
)
from headway.importing.documents.limits import DEFAULT, Limits


@dataclass(slots=True, kw_only=True)
class Entry:
    """What one cell of a sheet shows."""

    text: str = ""
    bold: bool = False
    fill: str = ""
    struck: str = ""
    links: tuple[Link, ...] = ()

    @property
    def blank(self) -> bool:
        """There is nothing to read in it; a colour may be read."""
        return not (self.text or self.struck or self.links)


@dataclass(slots=True, kw_only=True)
class Worksheet:
    """
    One sheet: its cells by row and column from 1, as far as they hold anything.

    Attributes:
        name: As on its tab; "" in a CSV file.
        merged: First row, first column, last row, last column of each merged cell.
        headers: Rows that the sheet itself treats as headers (a filter's, a frozen pane's).
    """

    name: str = ""
    rows: dict[int, dict[int, Entry]] = field(default_factory=dict)
    merged: list[tuple[int, int, int, int]] = field(default_factory=list)
    headers: set[int] = field(default_factory=set)


def column_name(number: int) -> str:
    """
    A spreadsheet's letters for a column from 1.

    >>> column_name(1), column_name(27), column_name(16384)
    ('A', 'AA', 'XFD')
    """
    letters = ""
    while number > 0:
        number, place = divmod(number - 1, 26)
        letters = chr(ord("A") + place) + letters
    return letters


class Sheets:
    """Lays worksheets out as blocks, counting tables and cells through the document."""

    def __init__(self, document: str, limits: Limits = DEFAULT) -> None:
        self._document = document
        self._limits = limits
        self._tables = self._cells = 0

    def blocks(self, sheet: Worksheet, *, named: bool) -> Iterator[Block]:
        """
        The sheet's titles as paragraphs and its tables; its own name first if `named`.

        A row with one cell above a table is a title. Blank rows part tables only where
        what follows has columns or a header row of its own.
        """
        rows = {
            number: row
            for number, row in sorted(sheet.rows.items())
            if any(not entry.blank for entry in row.values())
        }
        if named and rows:
            place = Place(document=self._document, sheet=sheet.name)
            yield Heading(text=sheet.name, level=2, place=place)
        merged = _spread(sheet.merged, self._limits, set(rows))
        for part in _parts(rows, sheet.headers):
            titles = _titles(part, rows)
            yield from (self._title(sheet, rows, number) for number in titles)
            table = [number for number in part if number not in titles]
            if table:
                yield self._table(sheet, rows, table, merged)

    def _place(self, sheet: Worksheet, row: int, column: int, table: int | None = None) -> Place:
        if not sheet.name:
            return Place(document=self._document, table=table, row=row, column=column, line=row)
        address = f"{column_name(column)}{row}"
        return Place(
            document=self._document,
            sheet=sheet.name,
            table=table,
            row=row,
            column=column,
            cell=address,
        )

    def _title(self, sheet: Worksheet, rows: dict[int, dict[int, Entry]], number: int) -> Block:
        column, entry = next((c, e) for c, e in rows[number].items() if not e.blank)
        return Paragraph(
            text=entry.text,
            place=self._place(sheet, number, column),
            links=entry.links,
            struck=entry.struck,
            bold=entry.bold,
        )

    def _table(
        self,
        sheet: Worksheet,
        rows: dict[int, dict[int, Entry]],
        numbers: list[int],
        merged: dict[tuple[int, int], tuple[int, int]],
    ) -> Table:
        first, last = _columns(rows, numbers)
        self._tables += 1
        self._cells += (last - first + 1) * len(numbers)
        if self._cells > self._limits.cells:
            raise DocumentError(
                f"{self._document} has more than {self._limits.cells} cells; save only the"
                " plan's own sheets."
            )
        headers = _headers(rows, numbers, sheet.headers)
        laid = []
        for number in numbers:
            cells = []
            for column in range(first, last + 1):
                origin = merged.get((number, column), (number, column))
                cells.append(
                    _cell(
                        rows.get(origin[0], {}).get(origin[1], Entry()),
                        self._place(sheet, *origin, table=self._tables),
                        column - first,
                        header=number in headers,
                        covers=origin != (number, column) and origin[0] in numbers,
                    )
                )
            laid.append(tuple(cells))
        place = self._place(sheet, numbers[0], first, self._tables)
        return Table(rows=tuple(laid), place=replace(place, row=None, column=None, cell=""))


def _cell(entry: Entry, place: Place, column: int, *, header: bool, covers: bool) -> Cell:
    fill = "" if entry.fill == "FFFFFF" else entry.fill
    if covers:
        return Cell(text="", place=place, column=column, header=header, covers=True, fill=fill)
    return Cell(
        text=entry.text,
        place=place,
        column=column,
        header=header,
        links=entry.links,
        struck=entry.struck,
        fill=fill,
        bold=entry.bold and bool(entry.text),
    )


def _spread(
    merged: list[tuple[int, int, int, int]], limits: Limits, filled: set[int]
) -> dict[tuple[int, int], tuple[int, int]]:
    """For each position under a merged cell, where that cell begins."""
    positions: dict[tuple[int, int], tuple[int, int]] = {}
    for top, left, bottom, right in merged:
        for row in filled.intersection(range(top, bottom + 1)):
            for column in range(left, min(right, left + limits.columns) + 1):
                if (row, column) != (top, left):
                    positions[row, column] = (top, left)
                if len(positions) > limits.cells:
                    return positions
    return positions


def _parts(rows: dict[int, dict[int, Entry]], headers: set[int]) -> list[list[int]]:
    """Runs of rows that belong together."""
    parts: list[list[int]] = []
    for number in rows:
        apart = not parts or number - parts[-1][-1] > 1
        if apart and (not parts or _begins(rows, parts[-1], number, headers)):
            parts.append([number])
        else:
            parts[-1].append(number)
    return parts


def _begins(
    rows: dict[int, dict[int, Entry]], before: list[int], number: int, headers: set[int]
) -> bool:
    """After blank rows: a title, a header row, or cells outside the columns of the table before."""
    row = [(column, entry) for column, entry in rows[number].items() if not entry.blank]
    if all(_single(rows[earlier]) for earlier in before):
        return True
    first, last = _columns(rows, before)
    inside = all(first <= column <= last for column, _ in row)
    headed = number in headers or (len(row) > 1 and all(entry.bold for _, entry in row))
    return not inside or headed or (len(row) == 1 and row[0][1].bold)


def _single(row: dict[int, Entry]) -> bool:
    return sum(not entry.blank for entry in row.values()) == 1


def _titles(part: list[int], rows: dict[int, dict[int, Entry]]) -> list[int]:
    """The rows above a table that have one cell each; a list of single cells is a table."""
    above: list[int] = []
    for number in part:
        if not _single(rows[number]):
            return above
        above.append(number)
    return above if len(part) <= 3 else []


def _columns(rows: dict[int, dict[int, Entry]], numbers: list[int]) -> tuple[int, int]:
    filled = [
        column for number in numbers for column, entry in rows[number].items() if not entry.blank
    ]
    return min(filled), max(filled)


def _headers(rows: dict[int, dict[int, Entry]], numbers: list[int], marked: set[int]) -> set[int]:
    """Rows marked as headers in this table, else the bold rows at its top."""
    found = marked.intersection(numbers)
    if found:
        return found
    top: set[int] = set()
    for number in numbers[:-1]:
        row = [entry for entry in rows[number].values() if not entry.blank]
        if len(row) < 2 or not all(entry.bold for entry in row):
            break
        top.add(number)
    return top

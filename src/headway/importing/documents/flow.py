"""
What stands in a document or a cell, one thing after another, before it has a place.

The readers of markup (Word, HTML, Markdown) build a flow; `blocks` lays its tables
out on their grids and gives every block and cell its place.
"""

from collections.abc import Iterator, Sequence
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

BULLETS = ("•", "◦", "▪")


def bullet(level: int) -> str:
    """
    The mark that tells how deep an unnumbered list item stands.

    >>> [bullet(level) for level in (1, 2, 3, 4)]
    ['•', '◦', '▪', '▪']
    """
    return BULLETS[min(max(level, 1), len(BULLETS)) - 1]


@dataclass(slots=True, kw_only=True)
class Line:
    """One paragraph, heading (level from 1 in `heading`) or list item."""

    text: str
    marker: str = ""
    level: int = 0
    heading: int = 0
    links: list[Link] = field(default_factory=list)
    struck: str = ""
    bold: bool = False
    running: bool = False
    page: int | None = None
    line: int | None = None

    @property
    def marked(self) -> str:
        """Its words behind its mark."""
        return f"{self.marker} {self.text}".strip() if self.marker else self.text


@dataclass(slots=True, kw_only=True)
class Box:
    """A cell as the source has it: what stands in it and how many grid positions it covers."""

    flow: list["Line | Grid"] = field(default_factory=list)
    across: int = 1
    down: int = 1
    header: bool = False
    fill: str = ""
    page: int | None = None
    line: int | None = None


@dataclass(slots=True, kw_only=True)
class Grid:
    """A table as the source has it: rows of cells that may cover several positions."""

    rows: list[list[Box]] = field(default_factory=list)
    caption: str = ""
    continues: bool = False
    page: int | None = None
    line: int | None = None


Flow = list[Line | Grid]
_Spot = tuple[Box, tuple[int, int]]


class Layout:
    """Gives a flow its places, counting tables, rows and cells against the limits."""

    def __init__(self, document: str, limits: Limits = DEFAULT) -> None:
        self._document = document
        self._limits = limits
        self._tables = self._rows = self._cells = 0

    def blocks(self, flow: Sequence[Line | Grid]) -> Iterator[Block]:
        """The blocks of a whole document, in reading order; empty lines are dropped."""
        for part in flow:
            if isinstance(part, Grid):
                self._tables += 1
                place = Place(
                    document=self._document, page=part.page, table=self._tables, line=part.line
                )
                table = self._table(part, place, nested=False)
                if table.rows:
                    yield table
                else:
                    self._tables -= 1
            elif part.text or part.links or part.struck:
                self._count(rows=1, cells=0)
                yield from self._said(part)

    def _said(self, line: Line) -> Iterator[Block]:
        place = Place(document=self._document, page=line.page, line=line.line)
        if line.heading and line.text:
            yield Heading(text=line.marked, level=line.heading, place=place)
            if not (line.struck or line.links):
                return
            line = replace(line, text="", marker="", level=0)
        yield Paragraph(
            text=line.text,
            place=place,
            marker=line.marker,
            level=line.level,
            links=tuple(line.links),
            struck=line.struck,
            bold=line.bold,
            running=line.running,
        )

    def _table(self, source: Grid, place: Place, *, nested: bool) -> Table:
        grid = self._grid(source)
        width = max((len(row) for row in grid), default=0)
        rows = []
        for number, row in enumerate(grid):
            cells = []
            for column in range(width):
                spot = row[column] if column < len(row) else None
                box, origin = spot or (Box(), (number, column))
                where = place if nested else _within(place, box, origin)
                cells.append(self._cell(box, where, column, covers=origin != (number, column)))
            rows.append(tuple(cells))
        return Table(
            rows=tuple(rows), place=place, caption=source.caption, continues=source.continues
        )

    def _grid(self, source: Grid) -> list[list["_Spot | None"]]:
        """For each position the box that holds or covers it, and where that box begins."""
        grid: list[list[_Spot | None]] = [[] for _ in source.rows]
        for number, row in enumerate(source.rows):
            self._count(rows=1, cells=0)
            column = 0
            for box in row:
                taken = grid[number]
                while column < len(taken) and taken[column] is not None:
                    column += 1
                across = max(box.across, 1)
                down = min(max(box.down, 1), len(source.rows) - number)
                self._fits(column + across)
                self._count(rows=0, cells=across * down)
                for reached in grid[number : number + down]:
                    reached.extend([None] * (column + across - len(reached)))
                    reached[column : column + across] = [(box, (number, column))] * across
                column += across
        return [row for row in grid if row]

    def _fits(self, columns: int) -> None:
        if columns > self._limits.columns:
            raise DocumentError(
                f"{self._document}: table {self._tables} has more than {self._limits.columns}"
                " columns; save only the plan's own table."
            )

    def _cell(self, box: Box, place: Place, column: int, *, covers: bool) -> Cell:
        fill = "" if box.fill == "FFFFFF" else box.fill  # the paper's own colour says nothing
        if covers:
            return Cell(
                text="", place=place, column=column, header=box.header, covers=True, fill=fill
            )
        tables = tuple(
            self._table(part, place, nested=True) for part in box.flow if isinstance(part, Grid)
        )
        lines = [part for part in _lines(box.flow) if part.text or part.links or part.struck]
        spoken = [line for line in lines if line.text]
        return Cell(
            text="\n".join(line.marked for line in spoken),
            place=place,
            column=column,
            header=box.header,
            tables=tables,
            links=tuple(link for line in lines for link in line.links),
            struck="\n".join(line.struck for line in lines if line.struck),
            fill=fill,
            bold=bool(spoken) and all(line.bold or line.heading for line in spoken),
        )

    def _count(self, *, rows: int, cells: int) -> None:
        self._rows += rows
        self._cells += cells
        if self._rows > self._limits.rows or self._cells > self._limits.cells:
            raise DocumentError(
                f"{self._document} has more than {self._limits.rows} rows or"
                f" {self._limits.cells} cells; save only the plan's own pages or sheets."
            )


def _within(table: Place, box: Box, origin: tuple[int, int]) -> Place:
    row, column = origin
    return replace(
        table,
        page=box.page or table.page,
        line=box.line or table.line,
        row=row + 1,
        column=column + 1,
    )


def _lines(flow: Sequence[Line | Grid]) -> Iterator[Line]:
    """The lines of a cell; a table inside it gives one line for each of its rows."""
    for part in flow:
        if isinstance(part, Line):
            yield part
            continue
        for row in part.rows:
            cells = [list(_lines(box.flow)) for box in row]
            yield Line(
                text=" | ".join(
                    " ".join(line.marked.replace("\n", " ") for line in lines) for lines in cells
                ).strip(" |"),
                links=[link for lines in cells for line in lines for link in line.links],
                struck=" ".join(line.struck for lines in cells for line in lines if line.struck),
            )

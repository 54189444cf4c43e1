"""Plan tables as grids: their columns known, their pieces put together over page breaks."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from headway.domain.provenance import Place
from headway.importing.documents.document import (
    Cell,
    Document,
    Heading,
    Link,
    Paragraph,
    Table,
)
from headway.importing.documents.wrapping import ends, goes_on, is_marked, joined, leaves_open
from headway.importing.headers.columns import Column, Role, column, is_header
from headway.importing.headers.header_rows import header_of, height_of, texts_of
from headway.importing.headers.settling import checked, resolve
from headway.importing.rows.draft import Join
from headway.importing.tables.forms import laid_out
from headway.importing.tables.shapes import aligned, infer, is_stacked_row, with_bullets

_NUMBERS = re.compile(r"(?m)^\s*(\d{1,2})[.)]\s")
_COUNTED = re.compile(r"\s*(\d{1,2})\s")
_NUMBERED_TITLE = re.compile(
    r"^(?:goal|objective|outcome|priority|aim|theme|ambition|promise|pledge|pillar)\s+\d{1,2}\s*"
    r"[:–—-]\s*[A-Z][^.\n]{3,120}$",
    re.IGNORECASE,
)
_NAME = re.compile(r"^[A-Z][a-z]+(?: (?:and |of |for |the )?[A-Za-z][a-z]+){0,2}$")
_FIGURES = frozenset({Role.FIGURE, Role.TARGET})
_SEVERAL_NAMES = 2
_LONGEST_TITLE = 160
_TELLING = 3


@dataclass(slots=True, kw_only=True)
class GridRow:
    """
    One row of a plan table.

    Attributes:
        cells: One for each column of the grid.
        title: The row's only words, where it is a title between rows.
        stacked: Its cells keep a page's lines, so what stands side by side still does.
        paragraphs: A line of a cell is a paragraph that its writer ended.
        joins: Where pieces of it were put together.
        listing: The lines of a cell over the whole width that lists things under a label.
    """

    cells: list[Cell]
    place: Place
    title: str = ""
    stacked: bool = False
    paragraphs: bool = False
    joins: list[Join] = field(default_factory=list)
    listing: str = ""


@dataclass(slots=True, kw_only=True)
class Grid:
    """A plan table: what each column is for, and its rows, titles included."""

    columns: tuple[Column, ...]
    rows: list[GridRow]
    place: Place
    caption: str = ""


@dataclass(slots=True, kw_only=True)
class PlainTable:
    """A table that names no plan columns: a glossary, a list in two columns, a layout."""

    table: Table


Piece = Heading | Paragraph | Grid | PlainTable


def pieces(document: Document) -> Iterator[Piece]:
    """The document's headings, paragraphs and tables, the cut tables made whole."""
    found = list(_pieces(document))
    for piece in found:
        if isinstance(piece, Grid):
            _checked(piece)
    yield from found


def _pieces(document: Document) -> Iterator[Piece]:
    grid: Grid | None = None
    apart = False
    for block in document.blocks:
        if not isinstance(block, Table):
            apart = (
                apart or isinstance(block, Heading) or _NUMBERED_TITLE.match(block.text) is not None
            )
            yield block
            continue
        told: list[Sequence[Cell]] = [
            row for row in block.rows if any(cell.text.strip() for cell in row)
        ]
        if not told:
            continue
        told = laid_out(told) or told
        at, columns = header_of(told)
        if columns is not None:
            fresh = Grid(columns=columns, rows=[], place=block.place, caption=block.caption)
            before = [row for row in told[:at] if len(set(filter(None, texts_of(row)))) > 1]
            if before:
                yield PlainTable(table=replace(block, rows=tuple(map(tuple, before))))
            fresh.rows += _titles([row for row in told[:at] if row not in before], len(columns))
            if grid is not None and not (apart or fresh.rows) and _same(grid.columns, columns):
                _extend(grid, told[at + height_of(told, at) :], cut=at == 0, document=document)
                continue
            grid, apart = fresh, False
            yield grid
            _extend(grid, told[at + height_of(told, at) :], cut=False, document=document)
            continue
        if grid is not None and _may_continue(grid, told, block, apart=apart):
            _extend(grid, told, cut=not apart, document=document)
            continue
        inferred = infer(told)
        if inferred is None:
            yield PlainTable(table=block)
            continue
        grid, apart = Grid(columns=inferred, rows=[], place=block.place), False
        yield grid
        _extend(grid, told, cut=False, document=document)


def _checked(grid: Grid) -> None:
    """Put right the columns whose cells are plainly something else than the header says."""
    texts = [
        [row.cells[at].text.strip() for row in grid.rows if row.cells[at].text.strip()]
        for at in range(len(grid.columns))
    ]
    grid.columns = checked(grid.columns, texts)


def _same(one: Sequence[Column], other: Sequence[Column]) -> bool:
    return [c.role for c in one] == [c.role for c in other] and (
        [c.header.lower() for c in one if c.header][:_TELLING]
        == [c.header.lower() for c in other if c.header][:_TELLING]
    )


def _titles(rows: Sequence[Sequence[Cell]], width: int) -> list[GridRow]:
    titles = []
    for row in rows:
        text = " ".join(dict.fromkeys(text for text in texts_of(row) if text))
        cells = [_blank(row, at) for at in range(width)]
        titles.append(GridRow(cells=cells, place=row[0].place, title=text, listing=_listing(row)))
    return titles


def _names(rows: Sequence[Sequence[Cell]], columns: Sequence[Column]) -> frozenset[int]:
    """
    The rows of a table of figures that hold only a name, which the rows under them share.

    Such a table opens with a name and has several, none right under another; any other
    row without figures is a measure that has none yet.
    """
    if not _FIGURES & {one.role for one in columns}:
        return frozenset()
    named = [
        len(row) == len(columns)
        and columns[0].role is Role.MEASURE
        and sum(bool(text) for text in texts_of(row)) == 1
        and _NAME.match(texts_of(row)[0]) is not None
        for row in rows
    ]
    apart = not any(one and two for one, two in pairwise([*named, True]))
    if sum(named) < _SEVERAL_NAMES or not named[0] or not apart:
        return frozenset()
    return frozenset(at for at, is_name in enumerate(named) if is_name)


def _listing(row: Sequence[Cell]) -> str:
    """The lines of a cell over the whole width that lists things; empty where it does not."""
    told = [cell for cell in row if cell.text.strip() and not cell.covers]
    spread = len(row) > 2 and sum(cell.covers for cell in row) >= len(row) - 1
    if len(told) != 1 or not spread:
        return ""
    lines = [line.strip() for line in told[0].text.split("\n") if line.strip()]
    label, colon, rest = lines[0].partition(":")
    labels = bool(colon) and column(label).role in (Role.MEASURE, Role.TARGET, Role.ACTION)
    marked = sum(map(is_marked, lines)) > 1 and not is_marked(lines[0])
    if marked or (labels and (len(lines) > 1 or rest.strip())):
        return "\n".join(lines)
    return ""


def _blank(row: Sequence[Cell], at: int) -> Cell:
    return Cell(text="", place=row[min(at, len(row) - 1)].place, column=at)


def _may_continue(grid: Grid, rows: Sequence[Sequence[Cell]], block: Table, *, apart: bool) -> bool:
    if block.continues:
        return True
    width = len(rows[0])
    if apart:
        return width == len(grid.columns) and width > 2
    return width > 2


def _extend(grid: Grid, rows: Sequence[Sequence[Cell]], *, cut: bool, document: Document) -> None:
    """Add rows to a grid; the first may go on from the last one, over a page break."""
    names = _names(rows, grid.columns)
    for number, row in enumerate(rows):
        texts = texts_of(row)
        if _repeats_header(texts, grid.columns):
            continue
        stacked = document.format == "text" and len(rows) == 1 and is_stacked_row(row)
        last = next((r for r in reversed(grid.rows) if not r.title), None)
        cells = aligned(
            with_bullets(row, stacked=stacked) if stacked or len(row) != len(grid.columns) else row,
            grid.columns,
            last.cells if last else None,
            stacked=stacked,
        )
        if listing := _listing(row):
            blank = [_blank(row, at) for at in range(len(grid.columns))]
            title = " ".join(listing.split())
            grid.rows.append(GridRow(cells=blank, place=row[0].place, title=title, listing=listing))
            continue
        if number in names or _is_title(row, cells, grid.columns):
            grid.rows.append(GridRow(cells=cells, place=row[0].place, title=_title(row)))
            continue
        fresh = GridRow(
            cells=cells,
            place=_place(row),
            stacked=stacked,
            paragraphs=document.format not in ("pdf", "text"),
        )
        at_break = number == 0 and cut and last is not None and last is grid.rows[-1]
        if at_break and last is not None and _carries_on(last, fresh, grid.columns):
            _join(last, fresh)
        else:
            grid.rows.append(fresh)


def _repeats_header(texts: Sequence[str], columns: Sequence[Column]) -> bool:
    """Whether a row is the table's header once more, as on the top of a page."""
    told = [text.lower() for text in texts if text]
    named = [one.header.lower() for one in columns if one.header]
    if told[:_TELLING] != named[:_TELLING] or any(len(text) > _LONGEST_TITLE for text in told):
        return False
    return is_header(tuple(texts)) and _same(resolve(tuple(map(column, texts))), columns)


def _place(row: Sequence[Cell]) -> Place:
    return next((cell.place for cell in row if cell.text.strip()), row[0].place)


def _title(row: Sequence[Cell]) -> str:
    return " ".join(next(cell.text for cell in row if cell.text.strip()).split())


def _is_title(row: Sequence[Cell], cells: Sequence[Cell], columns: Sequence[Column]) -> bool:
    """Whether the row's only words stand in its first cell, or spread over it, as a title's do."""
    told = [cell for cell in row if cell.text.strip() and not cell.covers]
    if len(told) != 1 or len(row) < 3:
        return False
    text = " ".join(told[0].text.split())
    spread = sum(cell.covers for cell in row) >= len(row) - 2
    first = told[0].column == 0 or spread
    if not first or len(text) > _LONGEST_TITLE or is_marked(text) or goes_on(text):
        return False
    if spread:
        return True
    role = next((c.role for c, cell in zip(columns, cells, strict=False) if cell.text), None)
    return role not in (Role.ACTION, Role.MEASURE, Role.DETAIL, Role.AREA) and not ends(text)


_SHORT = frozenset(
    {Role.DUE, Role.START, Role.STATUS, Role.PERCENT, Role.LEAD, Role.FIGURE, Role.TARGET}
)
_OWN_NUMBER = re.compile(r"^\d{1,3}(?:\.\d{1,2})*\s*[-–.):]\s*[A-Z‘'“\"]")
_CONTENT = frozenset({Role.ACTION, Role.DETAIL, Role.MEASURE, Role.PROGRESS, Role.CHECK})


def _carries_on(last: GridRow, row: GridRow, columns: Sequence[Column]) -> bool:
    """Whether a page's first row only goes on from the last row of the page before."""
    if row.stacked and last.cells and _fits(last, row):
        return True
    score = sum(
        _sign(one, above.text.strip(), below.text.strip())
        for one, above, below in zip(columns, last.cells, row.cells, strict=False)
        if below.text.strip() and not below.covers
    )
    key = [c.text for one, c in zip(columns, row.cells, strict=False) if one.role is Role.ACTION]
    return score > 0 or (score == 0 and not any(key) and bool(last.joins))


def _sign(one: Column, above: str, below: str) -> float:
    """How much a cell speaks for going on from the one above the break (below 0: against)."""
    if one.role in (Role.NUMBER, Role.AREA):
        return -9.0 if below != above else 0.0
    if _OWN_NUMBER.match(below):
        return -9.0
    if goes_on(below) or (above and (leaves_open(above) or above.endswith(":"))):
        return 2.0
    if is_marked(below):
        return -3.0
    if one.role in _SHORT:
        return -1.5 if above else 0.0
    if above and not ends(above) and one.role in _CONTENT and len(above) > 25:
        return 1.0
    return -1.0


def _fits(last: GridRow, row: GridRow) -> bool:
    """Whether a stacked piece has no words in columns where a new row would have them."""
    fresh = [cell for cell in row.cells if cell.text.strip() and not goes_on(cell.text)]
    area = row.cells[0].text.strip()
    return not area and len(fresh) <= 2 + len([c for c in last.cells if c.text]) // 3


def _join(last: GridRow, row: GridRow) -> None:
    words: list[str] = []
    for at, below in enumerate(row.cells):
        if not below.text.strip():
            continue
        above = last.cells[at]
        words.append(" ".join(below.text.split()))
        last.cells[at] = replace(
            above,
            text=_put_together(above.text, below.text),
            tables=above.tables + below.tables,
            links=above.links + below.links,
            struck=" ".join(filter(None, (above.struck, below.struck))),
        )
    last.joins.append(Join(first=last.place, second=row.place, words=" … ".join(words)))


def _put_together(above: str, below: str) -> str:
    if not above.strip():
        return below
    first, _, rest = below.lstrip("\n").partition("\n")
    due = [int(number) + 1 for number in _NUMBERS.findall(above)]
    counted = _COUNTED.match(first)
    if is_marked(first) or (counted and due and int(counted[1]) == due[-1]):
        return f"{above}\n{below}"
    tail = "\n" + rest if rest else ""
    return joined(above.rstrip(), first) + tail


def links_of(row: GridRow) -> tuple[Link, ...]:
    """The addresses and attachments in a row's cells."""
    return tuple(link for cell in row.cells for link in cell.links)

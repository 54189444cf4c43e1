"""Cells merged over a table that list measures or actions: made lists before the table."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from headway.importing.documents.document import Paragraph
from headway.importing.rows.items import items_of
from headway.importing.tables.grids import Grid, GridRow, Piece

_OPENS = re.compile(r"^(?P<label>[A-Z][^:\n.]{2,60}:)\s*(?P<rest>.*)$", re.DOTALL)


def with_lists_apart(pieces: Sequence[Piece]) -> list[Piece]:
    """The pieces, each table parted where a cell over its whole width lists something."""
    found: list[Piece] = []
    for piece in pieces:
        if isinstance(piece, Grid) and any(row.listing for row in piece.rows):
            found += _parted(piece)
        else:
            found.append(piece)
    return found


def _parted(grid: Grid) -> Iterator[Piece]:
    """The table's rows with its lists between them, in the order of the page."""
    rows: list[GridRow] = []
    caption = grid.caption
    for row in grid.rows:
        if not row.listing:
            rows.append(row)
            continue
        if rows:
            yield replace(grid, rows=rows, place=rows[0].place, caption=caption)
            rows, caption = [], ""
        yield from _listed(row)
    if rows:
        yield replace(grid, rows=rows, caption=caption)


def _listed(row: GridRow) -> Iterator[Paragraph]:
    """The label that opens the cell, and each thing that it lists."""
    text = row.listing
    if opening := _OPENS.match(text):
        yield Paragraph(text=opening["label"], place=row.place)
        text = opening["rest"]
    for item in items_of(text):
        if item.marked or opening:
            yield Paragraph(text=item.text, place=row.place, marker=item.number or "•", level=1)
        else:
            yield Paragraph(text=item.text, place=row.place)

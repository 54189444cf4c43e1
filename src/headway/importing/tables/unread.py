"""Tables that were not read as plan tables, so that a person looks at them."""

from collections.abc import Iterable, Iterator, Sequence

from headway.domain.doubts import Doubt, DoubtReason
from headway.domain.provenance import Place
from headway.importing.documents.document import Cell, Table
from headway.importing.headers.columns import Role, column, is_explained
from headway.importing.rows import glossary
from headway.importing.rows.entries import Group
from headway.importing.tables.grids import Piece, PlainTable

_LEAST_ROWS = 3


def doubts_of(pieces: Iterable[Piece], groups: Sequence[Group]) -> Iterator[Doubt]:
    """A doubt for each table of three rows or more that gave the plan nothing."""
    used = {entry.place for group in groups for entry in group.entries}
    for piece in pieces:
        if not isinstance(piece, PlainTable):
            continue
        rows = _rows(piece.table)
        if len(rows) < _LEAST_ROWS or glossary.is_glossary(piece.table) or _is_labelled(rows):
            continue
        if not used & _places(rows):
            yield _doubt(piece.table, rows)


def _rows(table: Table) -> list[list[Cell]]:
    """The rows in which two cells or more say something."""
    told = [[cell for cell in row if cell.text.strip() and not cell.covers] for row in table.rows]
    return [row for row in told if len(row) > 1]


def _places(rows: Iterable[Iterable[Cell]]) -> set[Place]:
    return {cell.place for row in rows for cell in row}


def _is_labelled(rows: Sequence[Sequence[Cell]]) -> bool:
    """Whether it explains words, or tells who owns the document and when it is due."""
    if any(is_explained(" ".join(cell.text.split())) for cell in rows[0]):
        return True
    labels = [column(row[0].text.strip(" :\n")).role for row in rows]
    known = [role for role in labels if role is not Role.UNKNOWN]
    return len(known) >= len(rows) / 2 and all(len(row) == 2 for row in rows)


def _doubt(table: Table, rows: Sequence[Sequence[Cell]]) -> Doubt:
    headers = " | ".join(" ".join(cell.text.split()) for cell in rows[0])
    return Doubt(
        reason=DoubtReason.UNKNOWN_COLUMN,
        sentence=f"No column of this table of {len(rows)} rows was known as one of actions or "
        "measures, so no row was read from it; head its columns (Action, Lead, By when, "
        "Measure, Target) and import it again, or leave it out.",
        words=headers,
        place=table.place,
    )

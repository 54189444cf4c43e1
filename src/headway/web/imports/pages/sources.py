"""The place in the document that a reading came from, as it stands there."""

from dataclasses import dataclass

from headway.domain.plan import Plan, Row
from headway.domain.provenance import Place
from headway.importing.document import Document, Paragraph, Table
from headway.importing.document_json import from_json
from headway.web.imports.models import Import

_AROUND = 1
"""Table rows shown above and below the one that was read."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceCell:
    """A cell of the document; `read` when it is the one that the reading came from."""

    text: str
    read: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Excerpt:
    """
    A piece of the document with the place that a person can turn to.

    Attributes:
        rows: Of its table, the one that was read among its neighbours; empty for text.
        text: Where it stands in no table.
    """

    place: str
    rows: tuple[tuple[SourceCell, ...], ...] = ()
    text: str = ""


def of_row(job: Import, plan: Plan, row: Row) -> list[Excerpt]:
    """Where this document words the row and reports on it; each place once."""
    if not job.document:
        return []
    document = from_json(job.document)
    places = [wording.place for wording in row.wordings]
    places += [said.place for said in plan.progress if said.row == row.id]
    places += [one.place for one in plan.observations if one.row == row.id]
    seen: set[str] = set()
    excerpts = []
    for place in places:
        if place is None or place.document != document.name:
            continue
        key = f"{place.table}|{place.row}" if place.table else str(place)
        if key not in seen:
            seen.add(key)
            excerpts.append(excerpt(document, place))
    return [one for one in excerpts if one.rows or one.text]


def excerpt(document: Document, place: Place) -> Excerpt:
    """The table row at a place among its neighbours, or the paragraph that stands there."""
    for block in document.blocks:
        if isinstance(block, Table):
            for number, cells in enumerate(block.rows):
                if any(_same_row(cell.place, place) for cell in cells):
                    return Excerpt(place=str(place), rows=_rows(block, number, place))
        elif block.place == place:
            text = f"{block.marker} {block.text}" if isinstance(block, Paragraph) else block.text
            return Excerpt(place=str(place), text=text.strip())
    return Excerpt(place=str(place))


def _rows(table: Table, number: int, place: Place) -> tuple[tuple[SourceCell, ...], ...]:
    first, last = max(0, number - _AROUND), number + _AROUND + 1
    return tuple(
        tuple(
            SourceCell(text=cell.text, read=_is_place(cell.place, place))
            for cell in cells
            if not cell.covers
        )
        for cells in table.rows[first:last]
    )


def _same_row(one: Place, other: Place) -> bool:
    if other.line is not None:
        return one.line == other.line
    return (
        (one.table, one.sheet, one.row) == (other.table, other.sheet, other.row) != (None, "", None)
    )


def _is_place(one: Place, other: Place) -> bool:
    return _same_row(one, other) and (other.column is None or one.column == other.column)

"""The place in the document that a reading came from, as it stands there."""

import re
from dataclasses import dataclass

from headway.domain.plan import Plan, Row
from headway.domain.provenance import Place
from headway.importing.documents.document import Cell, Document, Paragraph, Table
from headway.importing.documents.document_json import from_json
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
        heading: The top of its column in the table; empty for text.
        before: What stands in the cell before the words that were read.
        marked: The words that were read, as they stand there; empty where they cannot
            be found again, because pieces were joined or mended.
        after: What stands behind them.
        rows: Of its table, the one that was read among its neighbours; empty for text.
    """

    place: str
    heading: str = ""
    before: str = ""
    marked: str = ""
    after: str = ""
    rows: tuple[tuple[SourceCell, ...], ...] = ()


def of_row(job: Import, plan: Plan, row: Row) -> list[Excerpt]:
    """Where this document words the row and reports on it; each cell once."""
    if not job.document:
        return []
    document = from_json(job.document)
    wanted = [(wording.place, wording.text) for wording in row.wordings]
    wanted += [(said.place, said.text) for said in plan.progress if said.row == row.id]
    wanted += [(one.place, one.words) for one in plan.observations if one.row == row.id]
    seen: set[str] = set()
    excerpts = []
    for place, words in wanted:
        if place is None or place.document != document.name or str(place) in seen:
            continue
        seen.add(str(place))
        if found := excerpt(document, place, words):
            excerpts.append(found)
    return excerpts


def excerpt(document: Document, place: Place, words: str) -> Excerpt | None:
    """What stands at a place, with these words marked in it; None where nothing does."""
    for block in document.blocks:
        if isinstance(block, Table):
            for number, cells in enumerate(block.rows):
                read = next((cell for cell in cells if _is_place(cell.place, place)), None)
                if read is not None:
                    return _of_cell(block, number, read, words)
        elif block.place == place:
            text = f"{block.marker} {block.text}" if isinstance(block, Paragraph) else block.text
            before, marked, after = _parted(text.strip(), words)
            return Excerpt(place=str(place), before=before, marked=marked, after=after)
    return None


def _of_cell(table: Table, number: int, read: Cell, words: str) -> Excerpt:
    before, marked, after = _parted(read.text, words)
    first, last = max(0, number - _AROUND), number + _AROUND + 1
    above = [row[read.column] for row in table.rows[:number] if read.column < len(row)]
    return Excerpt(
        place=str(read.place),
        heading=next((cell.text for cell in above if cell.header or cell.text), ""),
        before=before,
        marked=marked,
        after=after,
        rows=tuple(
            tuple(
                SourceCell(text=cell.text, read=cell is read) for cell in cells if not cell.covers
            )
            for cells in table.rows[first:last]
        ),
    )


def _parted(text: str, words: str) -> tuple[str, str, str]:
    """
    A text round the words that stand in it, however they are broken into lines.

    >>> _parted("1. Reduce  exclusions. 2. Listen", "reduce exclusions.")
    ('1. ', 'Reduce  exclusions.', ' 2. Listen')
    """
    pattern = r"\s+".join(re.escape(word) for word in words.split())
    found = re.search(pattern, text, re.IGNORECASE) if pattern else None
    if found is None:
        return text, "", ""
    return text[: found.start()], found[0], text[found.end() :]


def _is_place(one: Place, other: Place) -> bool:
    if other.table is None and other.row is None and other.cell == "":
        return other.line is not None and one.line == other.line
    same_row = (one.page, one.sheet, one.table, one.row) == (
        other.page,
        other.sheet,
        other.table,
        other.row,
    )
    return same_row and (other.column is None or one.column == other.column)

"""Tables whose cells a conversion kept apart with tabs."""

import re
from collections.abc import Sequence
from dataclasses import replace

from headway.domain.provenance import Place
from headway.importing.documents.document import Cell, Table
from headway.importing.documents.wrapping import goes_on
from headway.importing.readers.text_fragments import cell_from, has_markup
from headway.importing.readers.text_lines import Line

_RULE = re.compile(r"^[-=_ |:+\t]*$")
_LINES_OF_ONE_ROW = 4


def table_of(lines: Sequence[Line], place: Place) -> Table | None:
    """
    The table that consecutive lines with tabs make; None where they hold no word.

    A line is a row, except where the lines are plainly the wrapped lines of one row's
    cells; each cell then keeps its lines, blank ones included, so that what stood side
    by side still does.
    """
    rows = [(line, _cells_of(line.text)) for line in lines if not _RULE.match(line.text)]
    if not rows:
        return None
    rows = _without_copies(rows)
    width = max(len(texts) for _, texts in rows)
    if is_one_row([texts for _, texts in rows]):
        first = replace(place, row=1, line=rows[0][0].number)
        return Table(rows=(_stacked(rows, width, first),), place=first)
    return Table(
        rows=tuple(
            tuple(
                cell_from(
                    texts[at] if at < len(texts) else "",
                    replace(place, row=number, column=at + 1, line=line.number),
                    at,
                )
                for at in range(width)
            )
            for number, (line, texts) in enumerate(rows, 1)
        ),
        place=replace(place, line=rows[0][0].number),
    )


def _without_copies(rows: list[tuple[Line, list[str]]]) -> list[tuple[Line, list[str]]]:
    """The rows without the second copy that some conversions make of a table inside a cell."""
    kept: list[tuple[Line, list[str]]] = []
    inner: set[str] = set()
    for line, whole in rows:
        texts = whole
        told = {_bare(text) for text in texts if _bare(text)}
        if inner and told and told <= inner:
            continue
        at = max((n for n, text in enumerate(texts) if _INSIDE.search(text)), default=None)
        if at is not None:
            found = html_words(texts[at])
            if {_bare(text) for text in texts[at + 1 :] if _bare(text)} <= found:
                inner, texts = found, texts[: at + 1]
        kept.append((line, texts))
    return kept


def _bare(text: str) -> str:
    return " ".join(re.sub(r"<[^>]*>", " ", text).split())


def html_words(text: str) -> set[str]:
    """What stands in each cell of the tables inside a cell."""
    return {
        _bare(part)
        for table in _INSIDE.findall(text)
        for part in re.split(r"</?t[dhr]\b[^>]*>", table, flags=re.IGNORECASE)
        if _bare(part)
    }


_INSIDE = re.compile(r"<table\b.*?</table>", re.IGNORECASE | re.DOTALL)


def _cells_of(text: str) -> list[str]:
    """The text parted at tabs, except those inside a table within a cell."""
    return _INSIDE.sub(lambda found: found[0].replace("\t", " "), text).split("\t")


def is_one_row(rows: Sequence[Sequence[str]]) -> bool:
    """
    Whether the lines are one row's wrapped lines: many go on from the one above.

    >>> lines = ["Audit the", "pathway in", "October and", "report on it."]
    >>> is_one_row([[line, ""] for line in lines])
    True
    """
    told = [cell.strip() for row in rows[1:] for cell in row if cell.strip()]
    if len(rows) < _LINES_OF_ONE_ROW or not told:
        return False
    going_on = sum(goes_on(cell) for cell in told)
    return going_on >= 0.25 * len(told) and sum(map(len, told)) / len(told) < 60


def _stacked(
    rows: Sequence[tuple[Line, Sequence[str]]], width: int, place: Place
) -> tuple[Cell, ...]:
    cells = []
    for at in range(width):
        texts = [row[at].strip() if at < len(row) else "" for _, row in rows]
        first = next((n for n, text in enumerate(texts) if text), 0)
        lines = [
            cell_from(text, place, at).text.replace("\n", " ") if has_markup(text) else text
            for text in texts
        ]
        where = replace(place, column=at + 1, line=rows[first][0].number)
        cells.append(Cell(text="\n".join(lines).rstrip(), place=where, column=at))
    return tuple(cells)

"""Tables whose cells a conversion kept apart with tabs."""

import re
from collections.abc import Sequence
from dataclasses import replace

from headway.domain.provenance import Place
from headway.importing.document import Cell, Table
from headway.importing.readers.text_fragments import cell_from, has_markup
from headway.importing.readers.text_lines import Line
from headway.importing.wrapping import goes_on

_RULE = re.compile(r"^[-=_ |:+\t]*$")
_LINES_OF_ONE_ROW = 4


def table_of(lines: Sequence[Line], place: Place) -> Table | None:
    """
    The table that consecutive lines with tabs make; None where they hold no word.

    A line is a row, except where the lines are plainly the wrapped lines of one row's
    cells; each cell then keeps its lines, blank ones included, so that what stood side
    by side still does.
    """
    rows = [
        (line, line.text.split("\t"))
        for line in lines
        if not _RULE.match(line.text)
    ]
    if not rows:
        return None
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


def is_one_row(rows: Sequence[Sequence[str]]) -> bool:
    """
    Whether the lines are one row's wrapped lines: many go on from the one above.

    >>> is_one_row([["Audit the", "Police"], ["pathway in", ""], ["October and", ""], ["report.", ""]])
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

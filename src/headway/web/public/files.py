"""What may be taken away from the public pages as a file."""

import csv
import io
from collections.abc import Iterable

from headway.domain.quantities import plain
from headway.domain.spreadsheets import harmless
from headway.web.public.content import AreaPart, Content, Line, RowPart

COLUMNS: tuple[str, ...] = (
    "edition", "as_at", "outcome", "area", "row", "name", "role", "group", "period", "value",
    "bound", "shorthand", "unit", "text", "source",
)  # fmt: skip


_KEY = "measure_id"
"""The column of the tidy layout that says which row a figure is of."""


def tidy_csv(text: str, *, only: RowPart | None = None) -> bytes:
    """The figures in the Department for Education's tidy layout, or those of one measure."""
    if only is None:
        return text.encode()
    lines = csv.reader(io.StringIO(text, newline=""))
    header = next(lines)
    place = header.index(_KEY)
    kept = io.StringIO()
    writer = csv.writer(kept, lineterminator="\r\n")
    writer.writerows([header, *(line for line in lines if line[place] == only.key)])
    return kept.getvalue().encode()


def everything_csv(content: Content) -> bytes:
    """
    All that the pages say in figures, one a line: targets, starting points, other places too.

    UTF-8 with a byte order mark, because spreadsheets ask for one. Where there is no value,
    `shorthand` says why: [c] is withheld. It is never an empty line's zero.
    """
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for outcome in content.outcomes:
        for area in outcome.areas:
            writer.writerows(_cells(content, outcome.title, area, area.rows))
    return text.getvalue().encode("utf-8-sig")


def _cells(
    content: Content, outcome: str, area: AreaPart, rows: Iterable[RowPart]
) -> Iterable[list[str]]:
    for row in rows:
        before = [content.edition, content.as_at_iso, outcome, area.title, row.key, row.name]
        for line in row.lines:
            yield [harmless(cell) for cell in (*before, *_line(line))]


def _line(line: Line) -> tuple[str, ...]:
    return (
        line.role,
        line.group,
        line.period,
        "" if line.value is None else plain(line.value),
        line.bound,
        line.shorthand,
        line.unit,
        line.text,
        line.source,
    )

"""What may be taken away from the public pages as a file."""

import csv
import io
from collections.abc import Iterable

from headway.domain.quantities import plain
from headway.web.plans.files import harmless
from headway.web.public.content import AreaPart, Content, Line, RowPart

COLUMNS: tuple[str, ...] = (
    "edition", "as_at", "outcome", "area", "row", "name", "role", "group", "period", "value",
    "bound", "shorthand", "unit", "text", "source",
)  # fmt: skip


def figures_csv(content: Content, *, only: RowPart | None = None) -> bytes:
    """
    The figures of an edition, or of one measure of it, one a line, in the plan's order.

    UTF-8 with a byte order mark, because spreadsheets ask for one. Where there is no value,
    `shorthand` says why: [c] is withheld. It is never an empty line's zero.
    """
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for outcome in content.outcomes:
        for area in outcome.areas:
            rows = area.rows if only is None else tuple(one for one in area.rows if one == only)
            writer.writerows(_cells(content, outcome.title, area, rows))
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

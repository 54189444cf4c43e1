"""Small tables inside a progress cell: as HTML, or as lines with tabs, bars or wide gaps."""

import re
from dataclasses import dataclass
from html import unescape

from headway.domain.periods import Period
from headway.language.dates import periods
from headway.language.figures import MOST_FIGURES, figures
from headway.language.letters import plain_letters, tidy
from headway.language.mentions import Mention
from headway.language.readings import Setting


@dataclass(frozen=True, slots=True, kw_only=True)
class GridFigure:
    """One figure of a small table, with its row's name, its column's name and its time."""

    mention: Mention
    label: str
    column: str
    period: Period | None


_TABLE_OPENS = re.compile(r"<table\b", re.IGNORECASE)
_TABLE_CLOSES = re.compile(r"</table\s{0,9}>", re.IGNORECASE)
_HTML_ROW = re.compile(r"<tr\b[^>]*>", re.IGNORECASE)
_HTML_CELL = re.compile(r"<t[dh]\b[^>]*>", re.IGNORECASE)
_TAG = re.compile(r"<[^>]{0,400}>")
_GAP = re.compile(r"\t|\s*\|\s*| {3,}")


def read_grid(text: str, *, setting: Setting) -> tuple[tuple[GridFigure, ...], str]:
    r"""
    The figures of a table in the text, and the text that is left without it.

    >>> lines = "\tSep-Dec20\nPrimary\t2804\nSecondary\t6527"
    >>> found, rest = read_grid(lines, setting=Setting())
    >>> [(f.label, f.mention.value, str(f.period)) for f in found]
    [('Primary', 2804.0, '2020-09/2020-12'), ('Secondary', 6527.0, '2020-09/2020-12')]
    """
    tables: list[list[list[str]]] = []
    rest = text
    for table in _html_tables(text):
        tables.append(_html_rows(table))
        rest = rest.replace(table, "\n", 1)
    if not tables:
        rows, rest = _line_rows(text)
        if rows:
            tables.append(rows)
    read = [one for rows in tables for one in _figures_of(rows, setting)]
    if not read:
        return (), text
    return tuple(read), rest


def _html_tables(text: str) -> list[str]:
    tables: list[str] = []
    position = 0
    while opening := _TABLE_OPENS.search(text, position):
        closing = _TABLE_CLOSES.search(text, opening.end())
        if closing is None:
            break
        tables.append(text[opening.start() : closing.end()])
        position = closing.end()
    return tables


def _html_rows(table: str) -> list[list[str]]:
    return [
        [tidy(unescape(_TAG.sub(" ", cell))) for cell in _HTML_CELL.split(row)[1:]]
        for row in _HTML_ROW.split(table)[1:]
    ]


def _line_rows(text: str) -> tuple[list[list[str]], str]:
    rows: list[list[str]] = []
    rest: list[str] = []
    for line in text.split("\n"):
        cells = [
            tidy(cell) for cell in _GAP.split(line.strip("| ") if "|" in line else line.rstrip())
        ]
        if len(cells) > 1 and len([cell for cell in cells if cell]) >= 1 and _is_grid_line(line):
            rows.append(cells)
        else:
            rest.append(line)
    with_labels = [row for row in rows if len(row) > 1 and row[0] and any(map(_is_number, row[1:]))]
    return (rows, "\n".join(rest)) if len(with_labels) >= 2 else ([], text)


def _is_grid_line(line: str) -> bool:
    return _GAP.search(line) is not None and not re.fullmatch(r"[\s|:-]*", line)


def _is_number(cell: str) -> bool:
    return re.fullmatch(r"[£$€<>~]?\s?[0-9][0-9,.]*\s?%?", cell) is not None


def _figures_of(rows: list[list[str]], setting: Setting) -> list[GridFigure]:
    columns: dict[int, tuple[str, Period | None]] = {}
    current: Period | None = None
    read: list[GridFigure] = []
    for row in rows:
        if len(read) >= MOST_FIGURES:
            break
        header = _header(row, setting)
        if header is not None:
            times = [period for _, period in header.values() if period is not None]
            if len(times) == 1:
                current, columns = times[0], {}
            else:
                columns = header
            continue
        for place, cell in enumerate(row[1:], start=1):
            mention = _only_figure(cell, setting)
            if mention is not None and row[0]:
                name, period = columns.get(place, ("", None))
                read.append(
                    GridFigure(mention=mention, label=row[0], column=name, period=period or current)
                )
    return read


def _header(row: list[str], setting: Setting) -> dict[int, tuple[str, Period | None]] | None:
    """Names of columns, for a row that holds names and times and no figure."""
    filled = [(place, cell) for place, cell in enumerate(row) if cell]
    if not filled:
        return None
    named: dict[int, tuple[str, Period | None]] = {}
    for place, cell in filled:
        times = periods(cell, setting=setting)
        whole = [one for one in times if one.period is not None]
        if not whole and figures(cell, setting=setting):
            return None
        named[place] = (cell, whole[0].period if whole else None)
    if len(filled) == 1 and not any(period for _, period in named.values()):
        return None
    return named


def _only_figure(cell: str, setting: Setting) -> Mention | None:
    found = figures(cell, setting=setting)
    if len(found) == 1:
        return found[0]
    # A year-like count ("2019" of pupils) stands alone in a cell of figures.
    plain = plain_letters(cell).strip()
    if re.fullmatch(r"(?:19|20)[0-9]{2}", plain):
        return Mention(start=0, end=len(cell), number_start=0, words=cell, value=float(plain))
    return None

"""
The report as a workbook by the Analysis Function's pattern.

A cover, a list of contents, notes, then one table a sheet with its title above it. The
pattern's own library needs pandas, which takes longer to load than all four formats take
to write, so the pattern is followed here.
"""

from collections.abc import Sequence
from datetime import date, datetime
from io import BytesIO
from math import ceil

import xlsxwriter  # type: ignore[import-untyped]  # it ships no types
from xlsxwriter.format import Format  # type: ignore[import-untyped]  # the same
from xlsxwriter.worksheet import Worksheet  # type: ignore[import-untyped]  # the same

from headway.reporting.archives import dated
from headway.reporting.report import Report
from headway.reporting.sheets import NOTHING, Cell, Sheet, sheets, symbols

_MOST = 32_000
"""Characters; a cell of a spreadsheet holds no more than 32,767."""
_PAGE_WIDE = 88
"""A single column that is wider than its A4 page is cut in print, not made smaller."""


def render(report: Report) -> bytes:
    """The workbook's bytes."""
    at = date.fromisoformat(report.as_at_iso)
    made = BytesIO()
    # Words that begin with "=" or look like an address stay words.
    book = xlsxwriter.Workbook(
        made,
        {
            "in_memory": True,
            "strings_to_formulas": False,
            "strings_to_urls": False,
            "strings_to_numbers": False,
            "default_format_properties": {"font_name": "Arial", "font_size": 11},
        },
    )
    writer = _Writer(book)
    tables = sheets(report)
    writer.cover(report)
    writer.contents(tables)
    writer.notes(report)
    for sheet in tables:
        writer.table(sheet)
    title = f"{report.title}: {report.subtitle.lower()}, {report.as_at}"
    noon = datetime(at.year, at.month, at.day, 12)  # noqa: DTZ001 - a spreadsheet has no zones
    book.set_properties({"title": title, "author": report.body, "created": noon})
    book.close()
    return dated(made.getvalue(), at)


class _Writer:
    """Puts one sheet after the other into a workbook."""

    def __init__(self, book: xlsxwriter.Workbook) -> None:
        self.book = book
        top = {"valign": "top", "text_wrap": True}
        self._title = book.add_format({"bold": True, "font_size": 16})
        self._subtitle = book.add_format({"bold": True, "font_size": 12})
        self._plain = book.add_format({"valign": "top"})
        self._wrapped = book.add_format(top)
        self._number = book.add_format({"valign": "top", "num_format": "#,##0.##########"})
        self._whole = book.add_format({"valign": "top", "num_format": "#,##0"})
        self._right = book.add_format({"valign": "top", "align": "right"})
        self._head = book.add_format({**top, "bold": True, "bottom": 2})
        self._link = book.add_format({"font_color": "#1d70b8", "underline": 1})

    def cover(self, report: Report) -> None:
        """Who, what, when, and what must be known before it is passed on."""
        sheet = self.book.add_worksheet("Cover")
        sheet.set_column(0, 0, _PAGE_WIDE)
        sheet.set_paper(9)
        sheet.fit_to_pages(1, 0)
        lines = [
            (report.title, self._title),
            (f"{report.subtitle} as at {report.as_at}", self._subtitle),
            (report.body, self._wrapped),
            (f"Edition: {report.edition}" if report.edition else "", self._wrapped),
            (f"Amended: {report.amends}" if report.amends else "", self._wrapped),
            (f"The plan runs: {report.term}" if report.term else "", self._wrapped),
            (report.warning, self.book.add_format({"bold": True, "text_wrap": True})),
            (report.vision, self._wrapped),
            (report.summary.headline, self._wrapped),
            (report.summary.action_headline, self._wrapped),
            ("Each worksheet holds one table. Shorthand is explained on Notes.", self._wrapped),
        ]
        for row, (text, look) in enumerate(line for line in lines if line[0]):
            _write(sheet, row, 0, text, look)
            sheet.set_row(row, 24 if row == 0 else _height([text], [110]))

    def contents(self, tables: Sequence[Sheet]) -> None:
        """Every sheet with a link to it."""
        sheet = self.book.add_worksheet("Contents")
        listed = [("Notes", "Shorthand and statuses"), *((s.name, s.title) for s in tables)]
        rows = [(name, title) for name, title in listed]
        self._table(
            sheet,
            title="Contents",
            note="",
            headings=("Sheet", "What it holds"),
            rows=rows,
            widths=(24, 80),
        )
        for place, (name, _) in enumerate(listed, 4):
            sheet.write_url(place, 0, f"internal:'{name}'!A1", self._link, name)
        sheet.set_column(0, 0, 24)
        sheet.set_column(1, 1, 80)
        sheet.fit_to_pages(1, 0)

    def notes(self, report: Report) -> None:
        """What each shorthand and status means."""
        sheet = self.book.add_worksheet("Notes")
        self._table(
            sheet,
            title="Notes",
            note="What the shorthand and the status words of the other sheets mean.",
            headings=("Word or shorthand", "Meaning"),
            rows=symbols(report),
            widths=(28, 90),
        )
        sheet.set_column(0, 0, 28)
        sheet.set_column(1, 1, 90)
        sheet.fit_to_pages(1, 0)

    def table(self, table: Sheet) -> None:
        """One table with its title and note above it."""
        sheet = self.book.add_worksheet(table.name)
        self._table(
            sheet,
            title=table.title,
            note=table.note,
            headings=table.headings,
            rows=table.rows,
            widths=table.widths,
        )
        for column, width in enumerate(table.widths):
            sheet.set_column(column, column, width)
        sheet.set_landscape()
        sheet.set_paper(9)
        sheet.fit_to_pages(1, 0)
        sheet.repeat_rows(3)

    def _table(
        self,
        sheet: Worksheet,
        *,
        title: str,
        note: str,
        headings: Sequence[str],
        rows: Sequence[Sequence[Cell]],
        widths: Sequence[int],
    ) -> None:
        _write(sheet, 0, 0, title, self._title)
        _write(sheet, 1, 0, "This worksheet contains one table.", self._plain)
        _write(sheet, 2, 0, note or "It starts in row 4.", self._plain)
        name = sheet.get_name().replace(" ", "_").lower()
        sheet.add_table(
            3,
            0,
            3 + len(rows),
            len(headings) - 1,
            {
                "name": f"table_{name}",
                "style": None,
                "autofilter": False,
                "columns": [{"header": one, "header_format": self._head} for one in headings],
            },
        )
        sheet.set_row(3, _height(headings, widths))
        numeric = {n for row in rows for n, cell in enumerate(row) if not isinstance(cell, str)}
        for place, row in enumerate(rows, 4):
            for column, cell in enumerate(row):
                if isinstance(cell, str):
                    look = self._right if column in numeric else self._wrapped
                    _write(sheet, place, column, cell, look)
                else:
                    whole = float(cell).is_integer()
                    sheet.write_number(place, column, cell, self._whole if whole else self._number)
            sheet.set_row(place, _height(row, widths))


def _height(row: Sequence[Cell], widths: Sequence[int]) -> float:
    """Room for the longest cell when wrapped: some programs do not work it out on opening."""
    lines = max(
        sum(ceil(max(len(line), 1) / (0.95 * width)) for line in str(cell).split("\n"))
        for cell, width in zip(row, widths, strict=True)
    )
    return min(15.0 * lines, 409.0)


def _write(sheet: Worksheet, row: int, column: int, text: str, look: Format) -> None:
    """Words as words; a cell that cannot hold them all says how many it leaves out."""
    if len(text) > _MOST:
        left = len(text) - _MOST
        text = f"{text[:_MOST]}… ({left:,} more characters are in the web page)"
    sheet.write_string(row, column, text or NOTHING, look)

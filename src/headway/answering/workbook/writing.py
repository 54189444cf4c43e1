"""The answers workbook, written: what may be filled in is open, all else is locked."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from io import BytesIO
from math import ceil
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

import xlsxwriter  # type: ignore[import-untyped]  # it ships no types
from xlsxwriter.format import Format  # type: ignore[import-untyped]  # the same
from xlsxwriter.worksheet import Worksheet  # type: ignore[import-untyped]  # the same

from headway.answering.asking import Asked, AskedFigure
from headway.answering.drafts import Draft, TypedFigure
from headway.answering.workbook import layout
from headway.answering.workbook.layout import Handed
from headway.domain.spreadsheets import harmless
from headway.judgement import wording

_MOST = 32_000
"""Characters; a cell holds no more than 32,767."""
_ADVICE = (
    "Fill in the white cells of the sheet “Answers”; the grey ones say what is on record.",
    "Give each figure, or choose why there is none. An empty cell is no answer, and no zero.",
    "Percentages may be typed as 9.3 or as 9.3%; both mean 9.3%.",
    "If nothing has changed, or there is nothing to report, choose so in the column “Answer”; "
    "say why in “Words now”.",
    "Do not add, delete or move rows. The words for a row with several figures go on its first "
    "line.",
    "Save the file as .xlsx and upload it on the page of the round. What would change is shown "
    "there, and nothing is saved before you agree.",
    "Signing is done on that page, by the lead.",
)


def written(
    asked: Sequence[Asked],
    drafts: Mapping[str, Draft],
    handed: Handed,
    *,
    title: str,
    due: str,
    on: date,
) -> bytes:
    """
    The workbook's bytes; the same for the same answers.

    Args:
        asked: What the round asks of the agency.
        drafts: By row, what is answered so far.
        handed: Whose workbook it is.
        title: Of the round.
        due: When it is due, in words.
        on: The day it is handed out, for the file's own dates.
    """
    made = BytesIO()
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
    _Writer(book, handed).whole(asked, drafts, title=title, due=due)
    noon = datetime(on.year, on.month, on.day, 12)  # noqa: DTZ001 - a spreadsheet has no zones
    book.set_properties({"title": title, "author": handed.agency, "created": noon})
    book.close()
    return _dated(made.getvalue(), on)


class _Writer:
    """Puts the sheets of one workbook together."""

    def __init__(self, book: xlsxwriter.Workbook, handed: Handed) -> None:
        self.book = book
        self.handed = handed
        top = {"valign": "top", "text_wrap": True, "border": 1, "border_color": "#b1b4b6"}
        self.title = book.add_format({"bold": True, "font_size": 16})
        self.plain = book.add_format({"valign": "top", "text_wrap": True})
        self.head = book.add_format({**top, "bold": True, "bg_color": "#dbe9f6"})
        self.known = book.add_format({**top, "bg_color": "#f3f2f1", "font_color": "#505a5f"})
        self.name = book.add_format({**top, "bg_color": "#f3f2f1", "bold": True})
        self.open = book.add_format({**top, "locked": False, "num_format": "@"})
        self.figure = book.add_format({**top, "locked": False, "num_format": "@", "align": "right"})

    def whole(
        self, asked: Sequence[Asked], drafts: Mapping[str, Draft], *, title: str, due: str
    ) -> None:
        self.instructions(title, due)
        sheet = self.book.add_worksheet(layout.SHEET)
        sheet.write_string(0, 0, title, self.title)
        note = f"{self.handed.agency}. {due}"
        sheet.write_string(1, 0, _safe(note))
        sheet.write_string(2, 0, "White cells are yours; grey ones say what is on record.")
        for column, (heading, width) in enumerate(zip(layout.HEADINGS, layout.WIDTHS, strict=True)):
            sheet.write_string(layout.FIRST_ROW - 1, column, heading, self.head)
            hidden = {"hidden": True} if column >= layout.KEY else {}
            sheet.set_column(column, column, width, None, hidden)
        place = layout.FIRST_ROW
        for one in asked:
            place = self.row(sheet, place, one, drafts.get(one.row.id, Draft()))
        self.choices(sheet, place - 1)
        sheet.freeze_panes(layout.FIRST_ROW, layout.LABEL)
        sheet.set_landscape()
        sheet.set_paper(8)
        sheet.fit_to_pages(1, 0)
        sheet.repeat_rows(layout.FIRST_ROW - 1)
        sheet.ignore_errors({"number_stored_as_text": f"A1:R{place + 1}"})
        sheet.protect("", {"format_rows": True, "format_columns": True})
        self.mark(place - layout.FIRST_ROW)
        sheet.activate()

    def instructions(self, title: str, due: str) -> None:
        sheet = self.book.add_worksheet(layout.INSTRUCTIONS)
        sheet.set_column(0, 0, 88)  # as wide as a page; a single wider column is cut in print
        sheet.set_paper(9)
        sheet.write_string(0, 0, title, self.title)
        for place, line in enumerate((f"For {self.handed.agency}. {due}", *_ADVICE), 1):
            sheet.write_string(place, 0, _safe(line), self.plain)
            sheet.set_row(place, 15.0 * ceil(len(line) / 84))
        sheet.protect("", {})

    def row(self, sheet: Worksheet, place: int, asked: Asked, draft: Draft) -> int:
        """One row of the plan, on as many lines as it has figures; answers with the next."""
        for number, (key, figure) in enumerate(layout.lines_of(asked)):
            first = number == 0
            self.record(sheet, place, asked, figure, first=first)
            self.answer(sheet, place, figure, draft, is_action=asked.is_action, first=first)
            sheet.write_string(place, layout.KEY, key)
            sheet.write_string(place, layout.SEAL, self.handed.seal(key))
            said = asked.said.text if asked.said is not None and first else ""
            tallest = max(
                len(text) / (0.95 * layout.WIDTHS[column])
                for column, text in (
                    (layout.NAME, asked.row.name if first else ""),
                    (layout.SAID, said),
                    (layout.WORDS, draft.words if first else ""),
                )
            )
            sheet.set_row(place, min(15.0 * max(2, ceil(tallest)), 240.0))
            place += 1
        return place

    def record(
        self,
        sheet: Worksheet,
        place: int,
        asked: Asked,
        figure: AskedFigure | None,
        *,
        first: bool,
    ) -> None:
        """What is on record: greyed and locked."""
        said = asked.said.text if asked.said is not None else ""
        texts = {
            layout.NUMBER: asked.row.number,
            layout.NAME: asked.row.name if first else "",
            layout.LABEL: figure.label if figure is not None else "",
            layout.LAST: last_words(figure),
            layout.TARGET: figure.target if figure is not None else "",
            layout.SAID: said if first else "",
        }
        for column, text in texts.items():
            look = self.name if column == layout.NAME else self.known
            sheet.write_string(place, column, _safe(text), look)

    def answer(
        self,
        sheet: Worksheet,
        place: int,
        figure: AskedFigure | None,
        draft: Draft,
        *,
        is_action: bool,
        first: bool,
    ) -> None:
        """What may be filled in; where a cell means nothing it is grey and locked."""
        given = draft.figures.get(figure.key, TypedFigure()) if figure is not None else None
        if given is not None and figure is not None:
            period = given.period or str(figure.period or "")
            _put(sheet, place, layout.FIGURE, given.text, self.figure)
            _put(sheet, place, layout.STATE, _state(given.state), self.open)
            _put(sheet, place, layout.PERIOD, period, self.open)
        else:
            for column in (layout.FIGURE, layout.STATE, layout.PERIOD):
                sheet.write_blank(place, column, None, self.known)
        texts = {
            layout.KIND: layout.KINDS[draft.kind],
            layout.WORDS: draft.words,
            layout.NEXT_STEPS: draft.next_steps,
            layout.BARRIERS: draft.barriers,
            layout.CONFIDENCE: layout.CONFIDENCES.get(draft.confidence, ""),
            layout.STATUS: _status(draft.status) if is_action else "",
            layout.LINKS: "\n".join(draft.links),
        }
        for column, text in texts.items():
            if first and (is_action or column != layout.STATUS):
                _put(sheet, place, column, text, self.open)
            else:
                sheet.write_blank(place, column, None, self.known)

    def choices(self, sheet: Worksheet, last: int) -> None:
        lists = {
            layout.KIND: layout.KINDS.values(),
            layout.STATE: layout.STATES.values(),
            layout.CONFIDENCE: layout.CONFIDENCES.values(),
            layout.STATUS: layout.STATUSES.values(),
        }
        for column, words in lists.items():
            sheet.data_validation(
                layout.FIRST_ROW,
                column,
                max(last, layout.FIRST_ROW),
                column,
                {
                    "validate": "list",
                    "source": list(words),
                    "ignore_blank": True,
                    "error_title": "One of the list",
                    "error_message": "Choose one of the list, or leave the cell empty.",
                },
            )

    def mark(self, lines: int) -> None:
        """The hidden sheet that says which workbook this is."""
        sheet = self.book.add_worksheet(layout.MARK)
        whole = (layout.FORMAT, self.handed.plan, self.handed.round, self.handed.agency, str(lines))
        for place, text in enumerate((*whole, self.handed.seal(f"whole#{lines}"))):
            sheet.write_string(place, 0, text)
        sheet.protect("", {})
        sheet.very_hidden()


def last_words(figure: AskedFigure | None) -> str:
    """The last figure with its time, or the reason why there was none; empty where none is."""
    if figure is None or figure.last is None:
        return ""
    one = figure.last
    told = wording.figure(one) if one.value is not None else f"({one.state})"
    return f"{told} {wording.when(one.period)}".strip()


def _state(word: str) -> str:
    return next((words for state, words in layout.STATES.items() if state.value == word), "")


def _status(word: str) -> str:
    return next((words for one, words in layout.STATUSES.items() if one.value == word), "")


def _put(sheet: Worksheet, row: int, column: int, text: str, look: Format) -> None:
    if text:
        sheet.write_string(row, column, _safe(text), look)
    else:
        sheet.write_blank(row, column, None, look)


def _safe(text: str) -> str:
    """
    Words as words: what a program could take for a formula gets an apostrophe.

    A figure such as -3 stays; the apostrophe is taken off again when the workbook comes back.

    >>> _safe("=1+1"), _safe("-3.5"), _safe("- a list")
    ("'=1+1", '-3.5', "'- a list")
    """
    return harmless(text[:_MOST])


def _dated(archive: bytes, on: date) -> bytes:
    """The same archive with every entry dated to one day, so that the bytes are the same."""
    made = BytesIO()
    with ZipFile(BytesIO(archive)) as before, ZipFile(made, "w", ZIP_DEFLATED) as after:
        for entry in before.infolist():
            info = ZipInfo(entry.filename, (max(on.year, 1980), on.month, on.day, 0, 0, 0))
            info.compress_type = ZIP_DEFLATED
            info.create_system = 3
            info.external_attr = 0o600 << 16
            after.writestr(info, before.read(entry))
    return made.getvalue()

"""Officers keep plans in sheets; a cell is read as it is shown."""

import contextlib
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from odf.opendocument import OpenDocumentSpreadsheet
from odf.table import Table as OdfTable
from odf.table import TableCell, TableRow
from odf.text import P
from openpyxl import Workbook
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.styles import Font, PatternFill
from python_calamine import CalamineWorkbook

from headway.importing.documents.document import DocumentError, Heading, Paragraph, Table
from headway.importing.documents.limits import Limits
from headway.importing.readers import csv, ods, xlsx
from headway.importing.readers.excel_formats import shown
from tests.importing.readers.made import SHEET, bare_xlsx, one_table, texts, words


def saved(book: Workbook, folder: Path) -> Path:
    """A workbook as a file."""
    book.save(folder / "plan.xlsx")
    return folder / "plan.xlsx"


def sheet(book: Workbook) -> Any:
    """The first sheet of a new workbook."""
    return book.worksheets[0]


@pytest.mark.parametrize(
    ("value", "code", "text"),
    [
        (0.093, "0.0%", "9.3%"),
        (0.125, "0%", "13%"),
        (1862, "#,##0", "1,862"),
        (1234567.891, "#,##0.00", "1,234,567.89"),
        (2.5, "0", "3"),
        (-4.2, "0.0;(0.0)", "(4.2)"),
        (-4.2, "0.0", "-4.2"),
        (-0.001, "0.0", "0.0"),
        (0, '0;-0;"none"', "none"),
        (65, '0" or fewer"', "65 or fewer"),
        (1250000, '£0.0,,"m"', "£1.3m"),
        (1250000, "[$£-809]#,##0", "£1,250,000"),
        (0.5, "#.##", ".5"),
        (7, "000", "007"),
        (73.5, "General", "73.5"),
        (43769, "dd/mm/yyyy", "31 October 2019"),
        (43769, "m/d/yy", "31 October 2019"),
        (43769, "d mmmm yyyy", "31 October 2019"),
        (43769, "mmm-yy", "Oct-19"),
        (43769.5, "dd/mm/yyyy hh:mm", "31 October 2019 12:00"),
        (0.75, "h:mm AM/PM", "6:00 PM"),
        (1.5, "[h]:mm", "36:00"),
        (12.5, "@", "12.5"),
    ],
)
def test_a_number_is_read_as_its_cell_shows_it(value: float, code: str, text: str):
    assert shown(value, code) == text


@settings(max_examples=200, deadline=None)
@given(st.floats(allow_nan=False, allow_infinity=False, width=32), st.text(max_size=12))
def test_no_number_format_however_odd_stops_a_read(value: float, code: str):
    with contextlib.suppress(ArithmeticError, ValueError):  # the reader shows the plain number then
        assert isinstance(shown(value, code), str)


def test_percentages_dates_and_formulas_come_out_as_an_officer_sees_them(tmp_path: Path):
    book = Workbook()
    page = sheet(book)
    page.append(["Measure", "Latest", "Due"])
    page.append(["Persistent absence", 0.093, date(2019, 10, 31)])
    page["B2"].number_format = "0.0%"
    page["C2"].number_format = "mmm yyyy"
    page.append(["=not a formula", date(2020, 4, 5), True])
    page["A3"].data_type = "s"

    read = one_table(xlsx.read(saved(book, tmp_path)))

    assert texts(read) == [
        ["Measure", "Latest", "Due"],
        ["Persistent absence", "9.3%", "Oct 2019"],
        ["=not a formula", "5 April 2020", "TRUE"],
    ]
    assert (read.rows[1][1].place.cell, read.rows[1][1].place.sheet) == ("B2", "Sheet")


def test_titles_merged_cells_colours_and_struck_words_are_kept(tmp_path: Path):
    book = Workbook()
    page = sheet(book)
    page["B1"] = "Action plan, as at November 2022"
    page["B3"], page["C3"], page["D3"] = "Area", "Action", "RAG"
    for cell in ("B3", "C3", "D3"):
        page[cell].font = Font(bold=True)
    page["B4"], page["C4"], page["C5"] = "Be Safe", "Audit the pathway", "Train staff"
    page.merge_cells("B4:B5")
    page["D4"].fill = PatternFill("solid", fgColor="00FF0000")
    page["D4"] = " "
    page["D5"] = CellRichText(TextBlock(InlineFont(strike=True), "March"), " May")

    document = xlsx.read(saved(book, tmp_path))

    title, table = document.blocks
    assert isinstance(title, Paragraph)
    assert isinstance(table, Table)
    assert title.text == "Action plan, as at November 2022"
    assert texts(table)[1:] == [["Be Safe", "Audit the pathway", ""], ["", "Train staff", "May"]]
    assert (table.rows[2][0].covers, table.rows[2][0].place.cell) == (True, "B4")
    assert (table.rows[1][2].fill, table.rows[2][2].struck) == ("FF0000", "March")
    assert [cell.header for cell in table.rows[0]] == [True, True, True]


def test_sheets_have_their_names_and_a_hidden_one_is_said_to_be_left_out(tmp_path: Path):
    book = Workbook()
    for name in ("Be Safe", "Lists", "Be Healthy"):
        page = book.create_sheet(name)
        page.append(["Action", "Lead"])
        page.append([f"Action of {name}", "TBC"])
    book.remove(sheet(book))
    book["Lists"].sheet_state = "hidden"

    document = xlsx.read(saved(book, tmp_path))

    assert [b.text for b in document.blocks if isinstance(b, Heading)] == ["Be Safe", "Be Healthy"]
    assert "“Lists” is hidden" in document.warnings[0]
    assert "Lists" not in " ".join(words(document))


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    rows=st.lists(
        st.lists(
            st.text(st.characters(codec="utf-8", exclude_categories=("C", "Z")), max_size=10),
            min_size=3,
            max_size=3,
        ),
        min_size=2,
        max_size=8,
    )
)
def test_whatever_text_stands_in_a_sheet_reads_back_the_same(tmp_path: Path, rows: list[list[str]]):
    book = Workbook()
    page = sheet(book)
    for row, texts_ in enumerate(rows, start=1):
        for column, text in enumerate(["x", *texts_, "y"], start=1):
            page.cell(row, column).value = text
            page.cell(row, column).data_type = "s"

    read = one_table(xlsx.read(saved(book, tmp_path)))

    assert texts(read) == [["x", *row, "y"] for row in rows]


def test_an_independent_reader_finds_the_same_words_in_a_real_sheet(shared: Path):
    path = shared / "documents" / "dev" / "smokefree-west-sussex-2022.xlsx"
    theirs = CalamineWorkbook.from_path(str(path)).get_sheet_by_index(0).to_python()

    ours = words(xlsx.read(path))

    assert sorted(ours) == sorted(
        word for row in theirs for cell in row for word in str(cell).split()
    )


def test_too_many_rows_and_ten_thousand_columns_are_refused_in_one_sentence(tmp_path: Path):
    row = "<row><c><v>1</v></c><c><v>2</v></c></row>"
    long = bare_xlsx(
        tmp_path / "long.xlsx",
        f'<worksheet xmlns="{SHEET}"><sheetData>{row * 6_000}</sheetData></worksheet>',
    )
    wide = bare_xlsx(
        tmp_path / "wide.xlsx",
        f'<worksheet xmlns="{SHEET}"><sheetData><row>{"<c><v>1</v></c>" * 10_000}</row>'
        "</sheetData></worksheet>",
    )

    with pytest.raises(DocumentError, match="more than 5000 rows; save only"):
        xlsx.read(long, Limits(rows=5_000, ratio=10_000))
    with pytest.raises(DocumentError, match="row 1: more than 500 columns; save only"):
        xlsx.read(wide, Limits(ratio=10_000))


def test_a_cell_in_the_last_corner_of_a_sheet_costs_nothing(tmp_path: Path):
    corner = bare_xlsx(
        tmp_path / "corner.xlsx",
        f'<worksheet xmlns="{SHEET}"><sheetData><row r="1"><c r="A1"><v>1</v></c></row>'
        '<row r="1048576"><c r="B1048576"><v>2</v></c></row></sheetData></worksheet>',
    )

    assert words(xlsx.read(corner)) == ["1", "2"]


def test_an_opendocument_sheet_is_read_as_shown_and_its_empty_million_rows_are_not(tmp_path: Path):
    book = OpenDocumentSpreadsheet()
    table = OdfTable(name="Plan")
    for texts_ in (("Measure", "Latest"), ("Absence", "9.3%")):
        row = TableRow()
        for text in texts_:
            cell = TableCell(valuetype="string")
            cell.addElement(P(text=text))
            row.addElement(cell)
        table.addElement(row)
    rest = TableRow(numberrowsrepeated=1048574)
    rest.addElement(TableCell(numbercolumnsrepeated=16384))
    table.addElement(rest)
    book.spreadsheet.addElement(table)
    book.save(str(tmp_path / "plan.ods"))

    assert texts(one_table(ods.read(tmp_path / "plan.ods"))) == [
        ["Measure", "Latest"],
        ["Absence", "9.3%"],
    ]


@pytest.mark.parametrize(
    "data",
    [
        "Measure,Target\nAbsence – primary,£6.7\n".encode(),
        "Measure,Target\nAbsence – primary,£6.7\n".encode("utf-8-sig"),
        "Measure;Target\r\nAbsence – primary;£6.7\r\n".encode("cp1252"),
        "Measure\tTarget\nAbsence – primary\t£6.7\n".encode("utf-16"),
    ],
)
def test_a_csv_file_is_read_however_its_program_wrote_it(tmp_path: Path, data: bytes):
    (tmp_path / "plan.csv").write_bytes(data)

    assert texts(one_table(csv.read(tmp_path / "plan.csv"))) == [
        ["Measure", "Target"],
        ["Absence – primary", "£6.7"],
    ]


def test_rows_of_unequal_length_keep_every_cell_and_a_break_inside_quotes(tmp_path: Path):
    (tmp_path / "plan.csv").write_text('Plan for 2020\n\nA,B\n"one, or\ntwo",x,extra\n')

    title, table = csv.read(tmp_path / "plan.csv").blocks

    assert isinstance(title, Paragraph)
    assert isinstance(table, Table)
    assert texts(table) == [["A", "B", ""], ["one, or\ntwo", "x", "extra"]]
    assert table.rows[1][0].place.line == 4


@settings(max_examples=40, deadline=None)
@given(
    st.lists(
        st.lists(st.from_regex(r"[a-z]{1,6}( [0-9]{1,3})?", fullmatch=True), min_size=1), min_size=1
    )
)
def test_no_word_of_a_csv_file_is_lost(
    tmp_path_factory: pytest.TempPathFactory, rows: list[list[str]]
):
    path = tmp_path_factory.mktemp("csv") / "plan.csv"
    path.write_text("\n".join(",".join(row) for row in rows))

    assert sorted(words(csv.read(path))) == sorted(
        word for row in rows for cell in row for word in cell.split()
    )


@pytest.mark.parametrize(
    ("code", "words"),
    [("General", "45.25"), ("0.00", "45.25"), ("0.0#", "45.25"), ("0.0", "45.3"), ("0", "45")],
)
def test_a_figure_loses_decimals_only_where_its_own_format_hides_them(
    code: str, words: str
) -> None:
    assert shown(45.25, code) == words

"""My rows as a workbook, filled in wrongly: what cannot be read is told where it stands."""

import re
from collections.abc import Callable
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from openpyxl.worksheet.worksheet import Worksheet

from headway.answering.differences import differences
from headway.answering.drafts import Confidence, Draft, TypedFigure
from headway.answering.entries import read as read_entry
from headway.answering.workbook import layout, read
from tests.answering.test_workbook import (
    ASKED,
    HANDED,
    handed_out,
    line,
    opened,
    put,
    refusal,
    saved,
    sheet_of,
)

_OURS = 987654.0


def with_cell(cell: str) -> bytes:
    """A workbook in which a cell of a figure is written as given; "REF" is its address."""
    book = opened(handed_out())
    put(sheet_of(book), "exclusions#all", layout.FIGURE, _OURS)
    made = BytesIO()
    with ZipFile(BytesIO(saved(book))) as before, ZipFile(made, "w", ZIP_DEFLATED) as after:
        for name in before.namelist():
            part = before.read(name).decode()
            ours = re.search(r'<c r="(\w+)"[^>]*><v>987654</v></c>', part)
            if ours:
                part = part.replace(ours[0], cell.replace("REF", ours[1]))
            after.writestr(name, part)
    return made.getvalue()


def typed(data: bytes) -> str:
    return read(data, ASKED, HANDED).drafts["exclusions"].figures["all"].text


def told(data: bytes) -> list[str]:
    """What is said of the figure of exclusions."""
    wanted = next(one for one in ASKED if one.row.id == "exclusions")
    _, found = read_entry(wanted, read(data, ASKED, HANDED).drafts["exclusions"])
    return [one.sentence for one in found if one.field == "figure:all"]


@pytest.mark.parametrize(
    ("cell", "shown"),
    [
        ('<c r="REF" t="e"><v>#N/A</v></c>', "#N/A"),
        ('<c r="REF" t="e"><f>1/0</f><v>#DIV/0!</v></c>', "#DIV/0!"),
        ('<c r="REF"><f>SUM(A1:A9)</f></c>', "=SUM(A1:A9)"),
        ('<c r="REF"><v>NaN</v></c>', "nan"),
        ('<c r="REF"><v>1e400</v></c>', "inf"),
    ],
)
def test_an_error_or_an_unfinished_formula_is_told_and_is_no_empty_cell(cell: str, shown: str):
    data = with_cell(cell)

    assert typed(data) == shown
    assert told(data) == [
        f'One figure is expected here, such as 1,400; "{shown}" cannot be read as one. '
        "Where there is none, choose the reason beside it."
    ]


def test_a_formula_that_was_worked_out_is_its_value():
    assert typed(with_cell('<c r="REF"><f>70+8</f><v>78</v></c>')) == "78"


def test_signs_that_nobody_can_type_are_taken_out():
    book = opened(handed_out())
    put(sheet_of(book), "exclusions#all", layout.WORDS, "We_x0000_ did_x0001_.")
    put(sheet_of(book), "exclusions#all", layout.FIGURE, "x" * 30_000)

    back = read(saved(book), ASKED, HANDED).drafts["exclusions"]

    assert back.words == "We did."
    assert back.figures["all"].text == "x" * 100


@pytest.mark.parametrize(
    "cell",
    [
        '<c r="XFD1048576"><v>3</v></c>',
        '<c r="ZZZZ99999999"><v>3</v></c>',
        '<c r="REF"/></row><row r="1048575"/><row><c><v>3</v></c></row><row>',
    ],
)
def test_a_cell_far_away_takes_no_memory_and_is_refused(cell: str):
    assert "holds something far away" in refusal(with_cell(cell))


def test_an_archive_that_lies_about_its_sizes_is_read_no_further_than_it_may(
    monkeypatch: pytest.MonkeyPatch,
):
    whole = handed_out()
    monkeypatch.setattr("headway.answering.workbook.archives.LARGEST_UNPACKED", 2_000)

    assert "far larger inside" in refusal(whole)


Change = Callable[[Worksheet], object]


@pytest.mark.parametrize(
    ("change", "cell"),
    [
        (lambda sheet: sheet.delete_cols(layout.LAST + 1), "cell D5 should say “Last time”"),
        (lambda sheet: sheet.insert_cols(layout.WORDS + 1), "cell K5 should say “Words now”"),
        (lambda sheet: sheet.insert_rows(1), "cell A5 should say “Row”"),
        (lambda sheet: sheet.delete_rows(1), "cell A5 should say “Row”"),
    ],
)
def test_columns_and_lines_out_of_their_places_are_told_by_their_heading(change: Change, cell: str):
    book = opened(handed_out())
    change(sheet_of(book))

    assert cell in refusal(saved(book))


def test_nobodys_figure_goes_to_another_row_because_lines_were_sorted_without_their_keys():
    book = opened(handed_out())
    sheet = sheet_of(book)
    put(sheet, "exclusions#all", layout.FIGURE, "78")
    first, second = line(sheet, "exclusions#all"), line(sheet, "absence#all")
    for column in range(1, layout.KEY + 1):
        one, other = sheet.cell(first, column), sheet.cell(second, column)
        one.value, other.value = other.value, one.value

    assert "sorted or moved without their hidden columns" in refusal(saved(book))


def test_a_choice_that_is_not_in_its_list_keeps_back_its_row_alone():
    book = opened(handed_out({"absence": Draft(confidence=Confidence.HIGH)}))
    place = line(sheet_of(book), "absence#all")
    put(sheet_of(book), "absence#all", layout.CONFIDENCE, "fairly")
    put(sheet_of(book), "exclusions#all", layout.FIGURE, "78")

    back = read(saved(book), ASKED, HANDED)

    assert set(back.unread) == {"absence"}
    assert [(one.words, one.finding.field) for one in back.unread["absence"]] == [
        ("fairly", "confidence")
    ]
    finding = back.unread["absence"][0].finding
    assert finding.sentence == (
        f"“Confidence”, in cell N{place}, holds “fairly”, which is not in its list."
    )
    assert finding.advice == "Choose one of: High, Medium, Low."
    assert back.drafts["exclusions"].figures["all"].text == "78"
    before = {"absence": Draft(confidence=Confidence.HIGH)}
    assert [(one.field, one.before, one.after) for one in differences(ASKED, before, back)] == [
        ("figure:all", "", "78"),
        ("confidence", "high", "fairly"),
    ]


def test_an_answer_in_a_cell_that_takes_none_is_told_and_not_lost():
    book = opened(handed_out())
    sheet = sheet_of(book)
    second = [key for key in (cell.value for cell in sheet["Q"]) if str(key).startswith("plans#")][
        1
    ]
    put(sheet, str(second), layout.WORDS, "We met twice.")
    put(sheet, "network#", layout.FIGURE, "12")
    put(sheet, "exclusions#all", layout.STATUS, "Complete")

    back = read(saved(book), ASKED, HANDED)

    assert {row: [one.words for one in found] for row, found in back.unread.items()} == {
        "network": ["12"],
        "exclusions": ["Complete"],
        "plans": ["We met twice."],
    }


def test_a_figure_is_told_in_the_sentence_of_the_page_of_answers():
    book = opened(handed_out())
    put(sheet_of(book), "exclusions#all", layout.FIGURE, "lots")
    wanted = next(one for one in ASKED if one.row.id == "exclusions")
    _, found = read_entry(wanted, Draft(figures={"all": TypedFigure(text="lots")}))

    assert told(saved(book)) == [one.sentence for one in found]

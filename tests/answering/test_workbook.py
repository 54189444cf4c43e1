"""My rows as a workbook: handed out, filled in somewhere else, taken back or refused."""

import shutil
import subprocess
from contextlib import suppress
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl.worksheet.worksheet import Worksheet

from headway.answering.asking import Asked, asked
from headway.answering.differences import differences
from headway.answering.drafts import Confidence, Draft, Kind, TypedFigure
from headway.answering.errors import WorkbookError
from headway.answering.workbook import Handed, layout, read, written
from tests.answering.plans import AT, PLAN, TERM

HANDED = Handed(plan="example", round="t6", agency="Health", secret=b"only the service knows")
ASKED = tuple(asked(PLAN, one, period=TERM, at=AT) for one in PLAN.rows())
DRAFT = Draft(
    figures={"all": TypedFigure(text="78", period="AY 2019/20 T6")},
    words="=cmd()|'calc'!A1 is what some typed.\nA second line.",
    next_steps="- meet\n- agree",
    confidence=Confidence.MEDIUM,
    links=("https://example.org/a", "https://example.org/b"),
)


def handed_out(drafts: dict[str, Draft] | None = None, handed: Handed = HANDED) -> bytes:
    return written(ASKED, drafts or {}, handed, title="Term 6", due="By 24 July", on=AT)


def opened(data: bytes) -> openpyxl.Workbook:
    return openpyxl.load_workbook(BytesIO(data))


def saved(book: openpyxl.Workbook) -> bytes:
    made = BytesIO()
    book.save(made)
    return made.getvalue()


def sheet_of(book: openpyxl.Workbook) -> Worksheet:
    sheet = book[layout.SHEET]
    assert isinstance(sheet, Worksheet)
    return sheet


def line(sheet: Worksheet, key: str) -> int:
    keys = [cell.value for cell in sheet[chr(65 + layout.KEY)]]
    return keys.index(key) + 1


def put(sheet: Worksheet, key: str, column: int, value: object, look: str = "") -> None:
    cell = sheet.cell(line(sheet, key), column + 1)
    cell.value = value  # type: ignore[assignment]  # whatever a person may type
    if look:
        cell.number_format = look


def test_what_was_answered_so_far_comes_back_the_same():
    back = read(handed_out({"exclusions": DRAFT}), ASKED, HANDED).drafts

    assert back["exclusions"] == DRAFT


def test_only_answers_are_open_and_last_time_is_grey():
    sheet = sheet_of(opened(handed_out()))
    place = line(sheet, "exclusions#all")

    assert sheet.protection.sheet
    assert not sheet.cell(place, layout.FIGURE + 1).protection.locked
    assert sheet.cell(place, layout.LAST + 1).protection.locked
    assert sheet.cell(place, layout.LAST + 1).value == "70 at the end of term 4, 2019/20"
    assert sheet.cell(place, layout.SAID + 1).fill.fgColor.rgb == "FFF3F2F1"
    assert sheet.column_dimensions["Q"].hidden
    assert len(sheet.data_validations.dataValidation) == 4


def test_nothing_in_it_is_a_formula():
    sheet = sheet_of(opened(handed_out({"exclusions": DRAFT})))

    assert all(cell.data_type != "f" for row in sheet.iter_rows() for cell in row)
    words = sheet.cell(line(sheet, "exclusions#all"), layout.WORDS + 1).value
    assert str(words).startswith("'=cmd()")


@pytest.mark.parametrize(
    ("value", "look", "text"),
    [
        ("9.3%", "@", "9.3%"),
        (9.3, "General", "9.3"),
        (0.093, "0.0%", "9.3"),
        (0.09, "0%", "9"),
        (0.093, "General", "0.093"),
        (1.0, '0.0" %"', "1"),
        ("about 9", "@", "about 9"),
    ],
)
def test_a_percentage_means_what_its_cell_showed(value: object, look: str, text: str):
    book = opened(handed_out())
    put(sheet_of(book), "absence#all", layout.FIGURE, value, look)

    assert read(saved(book), ASKED, HANDED).drafts["absence"].figures["all"].text == text


def test_a_percentage_typed_for_a_count_stays_one_so_that_it_is_asked_about():
    book = opened(handed_out())
    put(sheet_of(book), "exclusions#all", layout.FIGURE, 0.7, "0%")

    assert read(saved(book), ASKED, HANDED).drafts["exclusions"].figures["all"].text == "70%"


def test_text_in_a_cell_of_numbers_comes_back_as_text():
    book = opened(handed_out())
    put(sheet_of(book), "exclusions#all", layout.FIGURE, "see my e-mail")

    assert (
        read(saved(book), ASKED, HANDED).drafts["exclusions"].figures["all"].text == "see my e-mail"
    )


def refusal(data: bytes, wanted: tuple[Asked, ...] = ASKED, handed: Handed = HANDED) -> str:
    with pytest.raises(WorkbookError) as refused:
        read(data, wanted, handed)
    return str(refused.value)


def test_a_workbook_that_went_out_before_its_agency_was_renamed_is_taken():
    then = handed_out(handed=replace(HANDED, agency="The police"))
    now = replace(HANDED, formerly=("The police",))

    assert read(then, ASKED, now) == read(handed_out(), ASKED, HANDED)
    assert "for another agency" in refusal(then)


def test_another_agencys_or_rounds_or_plans_workbook_is_refused():
    def other(**names: str) -> Handed:
        return replace(HANDED, **names)  # type: ignore[arg-type]  # each of them is a text

    assert "for another agency" in refusal(handed_out(handed=other(agency="Police")))
    assert "for another round" in refusal(handed_out(handed=other(round="t5")))
    assert "for another plan" in refusal(handed_out(handed=other(plan="else")))


def test_a_workbook_of_another_installation_is_refused():
    foreign = Handed(plan="example", round="t6", agency="Health", secret=b"another")

    assert "was changed" in refusal(handed_out(handed=foreign))


def test_rows_deleted_added_copied_or_relabelled_are_noticed():
    book = opened(handed_out())
    sheet_of(book).delete_rows(line(sheet_of(book), "absence#all"))
    assert 'such as that of "Reduce persistent absence"' in refusal(saved(book))

    book = opened(handed_out())
    sheet = sheet_of(book)
    sheet.cell(sheet.max_row + 1, layout.WORDS + 1).value = "One more thing"
    assert "was added or moved" in refusal(saved(book))

    book = opened(handed_out())
    sheet = sheet_of(book)
    last, place = sheet.max_row + 1, line(sheet, "absence#all")
    for column in (layout.KEY, layout.SEAL):
        sheet.cell(last, column + 1).value = sheet.cell(place, column + 1).value
    assert "answer the same row twice" in refusal(saved(book))

    book = opened(handed_out())
    put(sheet_of(book), "absence#all", layout.KEY, "exclusions#all")
    assert "does not belong to this workbook" in refusal(saved(book))


def test_rows_in_another_order_are_read_by_their_keys():
    book = opened(handed_out())
    sheet = sheet_of(book)
    first, second = line(sheet, "exclusions#all"), line(sheet, "absence#all")
    put(sheet, "exclusions#all", layout.WORDS, "Of exclusions.")
    for column in range(1, len(layout.HEADINGS) + 1):
        one, other = sheet.cell(first, column), sheet.cell(second, column)
        one.value, other.value = other.value, one.value

    assert read(saved(book), ASKED, HANDED).drafts["exclusions"].words == "Of exclusions."


def test_a_row_that_is_no_longer_asked_for_makes_a_fresh_workbook_needed():
    assert "no longer asked for" in refusal(handed_out(), ASKED[1:])


def test_files_that_are_no_workbook_are_refused_in_a_sentence():
    whole = handed_out()
    for data in (b"", b"PK\x03\x04", b"%PDF-1.7", whole[:2000], whole[:-30], b"x" * 6_000_000):
        assert refusal(data).endswith(".")


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_a_mangled_workbook_is_read_or_refused(data: st.DataObject):
    whole = bytearray(handed_out())
    for _ in range(data.draw(st.integers(1, 20))):
        whole[data.draw(st.integers(0, len(whole) - 1))] = data.draw(st.integers(0, 255))

    with suppress(WorkbookError):
        read(bytes(whole), ASKED, HANDED)


_words = st.text(
    st.characters(min_codepoint=32, max_codepoint=0x2FFF, exclude_categories=["Cs", "Cn", "Cc"]),
    max_size=80,
).map(str.strip)


@settings(max_examples=40, deadline=None)
@given(
    st.builds(
        Draft,
        kind=st.sampled_from(Kind),
        words=_words,
        next_steps=_words,
        barriers=_words,
        confidence=st.sampled_from(Confidence),
    )
)
def test_any_words_come_back_the_same(draft: Draft):
    back = read(handed_out({"network": draft}), ASKED, HANDED).drafts["network"]

    assert (back.kind, back.confidence) == (draft.kind, draft.confidence)
    for field in ("words", "next_steps", "barriers"):
        assert getattr(back, field) == getattr(draft, field)


def test_what_would_change_is_listed_and_nothing_else():
    book = opened(handed_out({"exclusions": DRAFT}))
    put(sheet_of(book), "exclusions#all", layout.FIGURE, "81")
    put(sheet_of(book), "absence#all", layout.KIND, "No change since last time")
    after = read(saved(book), ASKED, HANDED)

    found = differences(ASKED, {"exclusions": DRAFT}, after)

    assert [(one.row, one.name, one.before, one.after) for one in found] == [
        ("exclusions", "Figure", "78", "81"),
        ("absence", "Answer", "Figures or words", "No change since last time"),
    ]


@pytest.mark.parametrize("period", ["", "AY 2019/20 T6"])
def test_a_workbook_that_nobody_touched_would_change_nothing(period: str):
    typed = replace(DRAFT, figures={"all": TypedFigure(text="78", period=period)})
    after = read(handed_out({"exclusions": typed}), ASKED, HANDED)

    assert differences(ASKED, {"exclusions": typed}, after) == ()


def test_the_same_answers_give_the_same_bytes():
    assert handed_out({"exclusions": DRAFT}) == handed_out({"exclusions": DRAFT})


@pytest.mark.slow
@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_a_workbook_saved_again_by_libreoffice_is_read_the_same(tmp_path: Path):
    book = opened(handed_out({"exclusions": DRAFT}))
    put(sheet_of(book), "absence#all", layout.FIGURE, 0.093, "0.0%")
    (tmp_path / "answers.xlsx").write_bytes(saved(book))

    subprocess.run(
        ["soffice", "--headless", f"-env:UserInstallation=file://{tmp_path}/profile",
         "--convert-to", "xlsx:Calc MS Excel 2007 XML", "--outdir", str(tmp_path / "out"),
         str(tmp_path / "answers.xlsx")],
        check=True, capture_output=True, timeout=120,
    )  # fmt: skip
    back = read((tmp_path / "out" / "answers.xlsx").read_bytes(), ASKED, HANDED).drafts

    assert back["exclusions"] == DRAFT
    assert back["absence"].figures["all"].text == "9.3"

"""Plans arrive as PDF; tables come out as a reader of the page sees them."""

from pathlib import Path

import pikepdf
import pytest
import typst

from headway.importing.documents.document import DocumentError, Heading, Paragraph, Table
from headway.importing.documents.limits import Limits
from headway.importing.readers import pdf
from tests.importing.readers.made import MEASURES, made_pdf, one_table, spaceless, texts, words
from tests.importing.real import read_once


def typeset(folder: Path, source: str) -> Path:
    """A PDF of some typst source."""
    path = folder / "plan.pdf"
    path.write_bytes(typst.compile(source.encode()))
    return path


@pytest.mark.parametrize(
    "stroke", ["0.5pt", "(x: none, y: 0.5pt)", "none"], ids=["ruled", "level lines only", "no line"]
)
def test_a_table_is_read_whether_or_not_lines_divide_it(tmp_path: Path, stroke: str):
    path = made_pdf(
        tmp_path / "plan.pdf",
        MEASURES,
        stroke=stroke,
        before="= Be Successful\nPriority one is that no child misses out on education.",
        after="A closing remark.",
    )

    heading, above, table, below = pdf.read(path).blocks

    assert isinstance(heading, Heading)
    assert isinstance(above, Paragraph)
    assert isinstance(table, Table)
    assert isinstance(below, Paragraph)
    assert texts(table) == [list(row) for row in MEASURES]
    assert all(cell.header for cell in table.rows[0])
    assert not any(cell.header for row in table.rows[1:] for cell in row)
    assert (heading.text, below.text) == ("Be Successful", "A closing remark.")


def test_a_table_cut_by_a_page_break_is_said_to_go_on(tmp_path: Path):
    rows = [MEASURES[0], *list(MEASURES[1:]) * 8]
    path = made_pdf(tmp_path / "plan.pdf", rows)

    tables = list(pdf.read(path).tables())

    assert [table.continues for table in tables] == [False, True, True][: len(tables)]
    assert [table.place.page for table in tables] == list(range(1, len(tables) + 1))
    whole = texts(tables[0]) + [row for table in tables[1:] for row in texts(table)[1:]]
    assert spaceless(str(whole)) == spaceless(str([list(row) for row in rows]))


def test_merged_cells_list_items_and_colours_are_seen(tmp_path: Path):
    path = typeset(
        tmp_path,
        "#set page(width: 240mm)\n#table(columns: (1fr, 2fr, 20mm), "
        "[*Area*], [*Actions*], [*RAG*], "
        "table.cell(rowspan: 2)[Be Safe], [+ Audit the pathway and draw out what the agencies can"
        " learn from it this year\n+ Train staff], table.cell(fill: rgb(255, 0, 0))[], "
        "[Tell schools], table.cell(fill: rgb(0, 176, 80))[])",
    )

    table = one_table(pdf.read(path))

    assert texts(table)[1:] == [
        [
            "Be Safe",
            "1. Audit the pathway and draw out what the agencies can learn from it this year\n"
            "2. Train staff",
            "",
        ],
        ["", "Tell schools", ""],
    ]
    assert (table.rows[2][0].covers, table.rows[2][0].place.row) == (True, 2)
    assert [row[2].fill for row in table.rows] == ["", "FF0000", "00B050"]


def test_running_titles_and_page_numbers_are_kept_once(tmp_path: Path):
    path = typeset(
        tmp_path,
        '#set page(header: [Progress report for the board], numbering: "1")\n'
        + "#pagebreak()\n".join(f"Page {n} tells of priority {n}.\n" for n in range(1, 5)),
    )

    said = [block.text for block in pdf.read(path).blocks if not isinstance(block, Table)]

    assert said.count("Progress report for the board") == 1
    assert sum(text.isdigit() for text in said) == 1
    assert [text for text in said if text.startswith("Page")] == [
        f"Page {n} tells of priority {n}." for n in range(1, 5)
    ]


def test_text_in_two_columns_is_read_down_the_first_and_then_the_second(tmp_path: Path):
    left = "The board wants every child to be safe and well in a home where they are loved. " * 4
    right = "Schools and health services have agreed to share what they learn with each other. " * 4
    path = typeset(
        tmp_path,
        f"#set par(justify: true)\n#columns(2)[{left}#colbreak()\n{right}]",
    )

    said = spaceless("".join(words(pdf.read(path))))

    assert said == spaceless(left + right)


def test_struck_words_and_links_are_known(tmp_path: Path):
    path = typeset(
        tmp_path, '#strike[By June 2020] by July 2020, see #link("https://plan.example/")[the site]'
    )

    (paragraph,) = pdf.read(path).blocks

    assert isinstance(paragraph, Paragraph)
    assert (paragraph.text, paragraph.struck) == ("by July 2020, see the site", "By June 2020")
    assert [link.target for link in paragraph.links] == ["https://plan.example/"]


def test_a_scan_says_that_it_needs_text_recognition(tmp_path: Path):
    path = typeset(tmp_path, "#rect(width: 5cm, height: 5cm, fill: gray)")

    with pytest.raises(DocumentError, match=r"run text recognition \(OCR\)"):
        pdf.read(path)


def test_a_scanned_page_among_others_is_pointed_out(tmp_path: Path):
    path = typeset(tmp_path, "Our plan\n#pagebreak()\nA scan")
    with pikepdf.open(path, allow_overwriting_input=True) as file:
        scan = pikepdf.Stream(
            file,
            b"\0" * 100,
            Type=pikepdf.Name.XObject,
            Subtype=pikepdf.Name.Image,
            Width=10,
            Height=10,
            ColorSpace=pikepdf.Name.DeviceGray,
            BitsPerComponent=8,
        )
        page = file.pages[1]
        page.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(Scan=scan))
        page.Contents = pikepdf.Stream(file, b"q 500 0 0 700 40 40 cm /Scan Do Q")
        file.save(path)

    document = pdf.read(path)

    assert document.warnings == (
        "Page 2 held a picture and hardly any text; run text recognition (OCR) if it belongs to"
        " the plan.",
    )


def test_a_pdf_with_a_password_says_so(tmp_path: Path):
    made_pdf(tmp_path / "open.pdf", MEASURES)
    with pikepdf.open(tmp_path / "open.pdf") as file:
        file.save(tmp_path / "locked.pdf", encryption=pikepdf.Encryption(owner="o", user="u"))

    with pytest.raises(DocumentError, match="protected by a password"):
        pdf.read(tmp_path / "locked.pdf")


def test_a_pdf_that_only_forbids_copying_is_read(tmp_path: Path):
    made_pdf(tmp_path / "open.pdf", MEASURES)
    with pikepdf.open(tmp_path / "open.pdf") as file:
        file.save(tmp_path / "locked.pdf", encryption=pikepdf.Encryption(owner="o", user=""))

    assert texts(one_table(pdf.read(tmp_path / "locked.pdf")))[0] == list(MEASURES[0])


def test_a_pdf_cut_short_and_one_too_long_are_refused(tmp_path: Path):
    data = made_pdf(tmp_path / "whole.pdf", MEASURES).read_bytes()
    (tmp_path / "half.pdf").write_bytes(data[: len(data) // 3])
    long = typeset(tmp_path, "#pagebreak()\n".join("Some text.\n" for _ in range(5)))

    with pytest.raises(DocumentError, match=r"damaged or was cut short|holds no text"):
        pdf.read(tmp_path / "half.pdf")
    with pytest.raises(DocumentError, match="more than 3 pages"):
        pdf.read(long, Limits(pages=3))


def test_a_pdf_that_lost_its_end_is_not_passed_off_as_whole(tmp_path: Path):
    data = made_pdf(tmp_path / "whole.pdf", MEASURES).read_bytes()
    (tmp_path / "cut.pdf").write_bytes(data[:-12])

    assert "ends too early" in pdf.read(tmp_path / "cut.pdf").warnings[0]


def test_a_real_plan_has_the_same_cells_in_its_pdf_as_in_word(shared: Path):
    folder = shared / "documents" / "dev"
    printed = read_once(folder / "smokefree-west-sussex-2022.pdf")
    typed = texts(one_table(read_once(folder / "smokefree-west-sussex-2022.docx")))
    tables = list(printed.tables())

    assert [table.continues for table in tables] == [False] + [True] * 16
    assert all(texts(table)[0] == typed[0] for table in tables)
    rows = [row for table in tables for row in texts(table)[1:]]
    assert len(rows) == len(typed) - 1
    for row, same in zip(rows, typed[1:], strict=True):
        assert [spaceless(cell) for cell in row] == [spaceless(cell) for cell in same]


def test_the_health_of_each_initiative_is_a_colour_and_is_kept(shared: Path):
    path = shared / "documents" / "dev" / "louisville-performance-office-2014.pdf"

    first = next(read_once(path).tables())

    assert [row[4].fill for row in first.rows[-4:]] == ["FFFF00", "FF0000", "FF0000", "FF0000"]
    assert [row[3].text for row in first.rows[-4:]] == ["100%", "25%", "25%", "25%"]


def test_bullets_drawn_as_pictures_are_list_marks(shared: Path):
    path = shared / "documents" / "dev" / "louisville-public-health-fy13.pdf"

    first = next(read_once(path).tables())

    assert len(first.rows) == 4
    assert [line[:2] for line in first.rows[1][5].text.splitlines()] == ["• "] * 5


@pytest.mark.parametrize(
    "name", ["zoo-2018", "youth-detention-2018", "safe-neighborhoods-2017", "public-health-fy13"]
)
def test_no_word_of_a_real_plan_is_lost_but_titles_that_run_on(shared: Path, name: str):
    folder = shared / "documents" / "dev"
    converted = (folder / f"louisville-{name}.txt").read_text(encoding="utf-8")
    ours = spaceless("".join(words(read_once(folder / f"louisville-{name}.pdf"))))

    lost = [word for word in set(converted.split()) if spaceless(word.strip("•*o●")) not in ours]

    assert lost == []

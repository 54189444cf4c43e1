"""Officers hand in Word files; what Word shows is what is read."""

import re
from pathlib import Path
from typing import Any

import mammoth
import pytest
from docx import Document as NewDocument
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.table import _Cell
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import html

from headway.importing.documents.document import Heading, Link, Paragraph
from headway.importing.readers import docx
from tests.importing.readers.made import WORD, bare_docx, one_table, texts, words

PRINTABLE = st.text(
    st.characters(codec="utf-8", exclude_categories=("C", "Z")), min_size=0, max_size=12
)


def set_child(cell: _Cell, name: str, **values: str) -> None:
    """Give a cell's properties one more setting."""
    setting = OxmlElement(name)
    for key, value in values.items():
        setting.set(qn(f"w:{key}"), value)
    cell._tc.get_or_add_tcPr().append(setting)


def test_a_merged_cell_is_laid_out_on_the_grid_and_its_words_stand_once(tmp_path: Path):
    document = NewDocument()
    table = document.add_table(rows=3, cols=3)
    for row in range(3):
        for column in range(3):
            table.cell(row, column).text = f"{row}{column}"
    table.cell(0, 0).merge(table.cell(0, 1)).text = "wide"
    table.cell(1, 2).merge(table.cell(2, 2)).text = "tall"
    document.save(str(tmp_path / "plan.docx"))

    read = one_table(docx.read(tmp_path / "plan.docx"))

    assert texts(read) == [["wide", "", "02"], ["10", "11", "tall"], ["20", "21", ""]]
    assert [(c.covers, c.place.row, c.place.column) for c in read.rows[0]][:2] == [
        (False, 1, 1),
        (True, 1, 1),
    ]
    assert (read.rows[2][2].covers, read.rows[2][2].place.row) == (True, 2)


def test_word_counts_its_lists_on_from_cell_to_cell_and_so_do_we(tmp_path: Path):
    document = NewDocument()
    cells = document.add_table(rows=2, cols=1).columns[0].cells
    for cell, texts_ in zip(cells, (("first", "second"), ("third",)), strict=True):
        cell.text = ""
        for text in texts_:
            cell.add_paragraph(text, style="List Number")
    document.save(str(tmp_path / "plan.docx"))

    read = one_table(docx.read(tmp_path / "plan.docx"))

    assert texts(read) == [["1. first\n2. second"], ["3. third"]]


def test_a_list_starts_where_its_author_told_it_to(tmp_path: Path):
    numbering = (
        f'<w:numbering xmlns:w="{WORD}"><w:abstractNum w:abstractNumId="4"><w:lvl w:ilvl="0">'
        '<w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/></w:lvl>'
        '<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="lowerLetter"/>'
        '<w:lvlText w:val="%2)"/></w:lvl></w:abstractNum>'
        '<w:num w:numId="7"><w:abstractNumId w:val="4"/><w:lvlOverride w:ilvl="0">'
        '<w:startOverride w:val="8"/></w:lvlOverride></w:num></w:numbering>'
    )
    items = "".join(
        f'<w:p><w:pPr><w:numPr><w:ilvl w:val="{depth}"/><w:numId w:val="7"/></w:numPr></w:pPr>'
        f"<w:r><w:t>{text}</w:t></w:r></w:p>"
        for depth, text in ((0, "eight"), (1, "under it"), (1, "beside"), (0, "nine"), (1, "new"))
    )
    related = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        '<Relationship Id="n" Type="http://x/numbering" Target="numbering.xml"/></Relationships>'
    )
    path = bare_docx(
        tmp_path / "plan.docx",
        f'<w:document xmlns:w="{WORD}"><w:body>{items}</w:body></w:document>',
        **{"word/numbering.xml": numbering, "word/_rels/document.xml.rels": related},
    )

    read = [block for block in docx.read(path).blocks if isinstance(block, Paragraph)]

    assert [(p.marker, p.level) for p in read] == [
        ("8.", 1),
        ("a)", 2),
        ("b)", 2),
        ("9.", 1),
        ("a)", 2),
    ]


def test_crossed_out_and_deleted_words_are_kept_apart_from_those_that_stand(tmp_path: Path):
    document = NewDocument()
    cell = document.add_table(rows=1, cols=1).cell(0, 0)
    paragraph = cell.paragraphs[0]
    paragraph.add_run("June 2020 ").font.strike = True
    paragraph.add_run("July 2020")
    deleted = OxmlElement("w:del")
    run = OxmlElement("w:r")
    run.append(OxmlElement("w:delText"))
    run[0].text = " at the latest"
    deleted.append(run)
    paragraph._p.append(deleted)
    document.save(str(tmp_path / "plan.docx"))

    document_read = docx.read(tmp_path / "plan.docx")

    cell_read = one_table(document_read).rows[0][0]
    assert (cell_read.text, cell_read.struck) == ("July 2020", "June 2020 at the latest")
    assert "changes under review" in document_read.warnings[0]


def test_a_status_that_is_only_a_colour_is_kept_and_header_rows_are_known(tmp_path: Path):
    document = NewDocument()
    table = document.add_table(rows=2, cols=2)
    table.cell(0, 0).text, table.cell(0, 1).text = "Action", "RAG"
    header = OxmlElement("w:tblHeader")
    table.rows[0]._tr.get_or_add_trPr().append(header)
    set_child(table.cell(1, 1), "w:shd", fill="00B050")
    set_child(table.cell(1, 0), "w:shd", fill="FFFFFF")
    document.save(str(tmp_path / "plan.docx"))

    read = one_table(docx.read(tmp_path / "plan.docx"))

    assert [cell.header for cell in read.rows[0]] == [True, True]
    assert [(cell.fill, cell.header) for cell in read.rows[1]] == [("", False), ("00B050", False)]


def test_a_table_inside_a_progress_cell_is_read_and_its_words_stay_in_the_cell(tmp_path: Path):
    document = NewDocument()
    cell = document.add_table(rows=1, cols=1).cell(0, 0)
    cell.text = "Contacts by school nurses"
    inner = cell.add_table(rows=2, cols=2)
    for place, text in enumerate(("Primary", "Secondary", "2804", "6527")):
        inner.cell(place // 2, place % 2).text = text
    document.save(str(tmp_path / "plan.docx"))

    read = one_table(docx.read(tmp_path / "plan.docx")).rows[0][0]

    assert read.text.splitlines()[:3] == [
        "Contacts by school nurses",
        "Primary | Secondary",
        "2804 | 6527",
    ]
    assert texts(read.tables[0]) == [["Primary", "Secondary"], ["2804", "6527"]]


def test_links_and_attachments_behind_icons_are_kept_with_their_names(tmp_path: Path):
    office = "urn:schemas-microsoft-com:office:office"
    relation = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    body = (
        f'<w:document xmlns:w="{WORD}" xmlns:r="{relation}" xmlns:o="{office}"'
        ' xmlns:v="urn:schemas-microsoft-com:vml"><w:body>'
        '<w:p><w:r><w:object><v:shape><v:imagedata o:title="Audit report.pdf"/></v:shape>'
        '<o:OLEObject ProgID="Package" r:id="e"/></w:object></w:r></w:p>'
        '<w:p><w:r><w:t xml:space="preserve">See </w:t></w:r><w:hyperlink r:id="h"><w:r>'
        "<w:t>our site</w:t></w:r></w:hyperlink></w:p></w:body></w:document>"
    )
    related = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        '<Relationship Id="e" Type="http://x/oleObject" Target="embeddings/one.bin"/>'
        '<Relationship Id="h" Type="http://x/hyperlink" Target="https://plan.example/"'
        ' TargetMode="External"/></Relationships>'
    )
    path = bare_docx(tmp_path / "plan.docx", body, **{"word/_rels/document.xml.rels": related})

    attachment, link = docx.read(path).blocks

    assert isinstance(attachment, Paragraph)
    assert isinstance(link, Paragraph)
    assert attachment.links == (Link(target="word/embeddings/one.bin", words="Audit report.pdf"),)
    assert (link.text, link.links) == (
        "See our site",
        (Link(target="https://plan.example/", words="our site"),),
    )


def test_headings_stand_below_the_title_when_the_document_has_one(tmp_path: Path):
    document = NewDocument()
    document.add_heading("Children and Young People’s Plan", level=0)
    document.add_heading("Be Safe", level=1)
    document.add_heading("Domestic abuse", level=2)
    document.save(str(tmp_path / "plan.docx"))

    read = docx.read(tmp_path / "plan.docx")

    assert [(b.text, b.level) for b in read.blocks if isinstance(b, Heading)] == [
        ("Children and Young People’s Plan", 1),
        ("Be Safe", 2),
        ("Domestic abuse", 3),
    ]


def test_a_running_header_is_kept_once_and_known_as_one(tmp_path: Path):
    document = NewDocument()
    document.add_paragraph("The plan")
    document.sections[0].header.paragraphs[0].text = "Draft for the board"
    document.save(str(tmp_path / "plan.docx"))

    read = [b for b in docx.read(tmp_path / "plan.docx").blocks if isinstance(b, Paragraph)]

    assert [(b.text, b.running) for b in read] == [
        ("The plan", False),
        ("Draft for the board", True),
    ]


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(data=st.data(), width=st.integers(1, 5), height=st.integers(1, 6))
def test_whatever_is_typed_into_a_table_reads_back_the_same(
    tmp_path: Path, data: Any, width: int, height: int
):
    rows = [[data.draw(PRINTABLE) for _ in range(width)] for _ in range(height)]
    document = NewDocument()
    table = document.add_table(rows=height, cols=width)
    for cells, texts_ in zip(table.rows, rows, strict=True):
        for cell, text in zip(cells.cells, texts_, strict=True):
            cell.text = text
    document.save(str(tmp_path / "plan.docx"))

    read = one_table(docx.read(tmp_path / "plan.docx"))

    assert texts(read) == rows


def test_mammoth_finds_no_word_in_a_real_plan_that_we_do_not(shared: Path):
    path = shared / "documents" / "dev" / "smokefree-west-sussex-2022.docx"
    with path.open("rb") as file:
        converted = html.fromstring(mammoth.convert_to_html(file).value)

    theirs = re.sub(r"\s+", "", "".join(str(text) for text in converted.itertext()))
    ours = "".join(words(docx.read(path)))

    assert ours == theirs


@pytest.mark.parametrize("kind", ["docx", "xlsx"])
def test_a_real_plan_has_the_same_cells_in_word_as_in_excel(shared: Path, kind: str):
    from headway.importing.opening import open_document

    folder = shared / "documents" / "dev"
    read = open_document(folder / f"smokefree-west-sussex-2022.{kind}")

    rows = texts(one_table(read))

    assert len(rows) == 89
    assert rows[0][:2] == ["Action", "Description"]
    assert rows[1][0].startswith("1 - ")


def test_a_bullet_typed_in_a_symbol_font_is_a_list_mark(tmp_path: Path):
    document = NewDocument()
    document.add_paragraph(f"{chr(0xF0B7)}\tPlant trees")
    document.add_paragraph("Plant hedges")
    document.save(str(tmp_path / "plan.docx"))

    read = docx.read(tmp_path / "plan.docx").blocks

    told = [(one.marker, one.text) for one in read if isinstance(one, Paragraph)]
    assert told == [("•", "Plant trees"), ("", "Plant hedges")]

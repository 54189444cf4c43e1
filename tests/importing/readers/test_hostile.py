"""Whatever somebody uploads, the answer is a document or one sentence with the way out."""

import re
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
import typst
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from headway.importing.documents.document import Document, DocumentError
from headway.importing.documents.limits import Limits
from headway.importing.opening import open_document
from headway.importing.readers import READERS, docx
from tests.importing.readers.made import (
    MEASURES,
    SHEET,
    WORD,
    bare_docx,
    bare_xlsx,
    made_pdf,
    packed,
)

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def body(inner: str) -> str:
    """The main part of a Word file."""
    return f'<w:document xmlns:w="{WORD}"><w:body>{inner}</w:body></w:document>'


BILLION_LAUGHS = (
    '<?xml version="1.0"?><!DOCTYPE w [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'
    + body("<w:p><w:r><w:t>&b;</w:t></w:r></w:p>")
)
OUTSIDE = '<!DOCTYPE w [<!ENTITY x SYSTEM "file:///etc/hostname">]>' + body(
    "<w:p><w:r><w:t>&x;</w:t></w:r></w:p>"
)


def refusal(path: Path, limits: Limits | None = None) -> str:
    """The sentence that a file is refused with."""
    with pytest.raises(DocumentError) as refused:
        open_document(path, limits or Limits())
    said = str(refused.value)
    assert "\n" not in said
    assert said.endswith(".")
    return said


def test_what_is_no_file_is_said_so(tmp_path: Path):
    (tmp_path / "empty.docx").touch()

    assert "is not there" in refusal(tmp_path / "plan.docx")
    assert "is a folder" in refusal(tmp_path)
    assert "is empty" in refusal(tmp_path / "empty.docx")
    assert "is not there" in refusal(tmp_path / "nul\0.docx")
    assert "is a device or a pipe" in refusal(Path("/dev/zero"))


def test_two_gigabytes_are_refused_before_a_byte_is_read(tmp_path: Path):
    with (tmp_path / "plan.pdf").open("wb") as file:
        file.truncate(2 << 30)

    assert "is 2048 MB, and at most 50 MB are read" in refusal(tmp_path / "plan.pdf")


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("plan.doc", OLE + b"\0" * 600, "old Word document.*save it as .docx"),
        ("plan.xls", OLE + b"\0" * 600, "old Excel workbook.*save it as .xlsx"),
        ("plan.docx", OLE + "EncryptedPackage".encode("utf-16-le"), "protected by a password"),
        ("plan.rtf", b"{\\rtf1 plan}", "Rich Text.*save it as .docx"),
        ("plan.png", b"\x89PNG\r\n\x1a\n", "picture.*text recognition"),
        ("plan.docx", bytes(range(256)) * 40, "called .docx but is no DOCX file"),
        ("plan.pdf", b"hello", "called .pdf but is no PDF file"),
        ("plan.docx", b"PK\x03\x04 not a zip", "damaged or was cut short"),
        ("plan.txt", b"\0\1\2" * 400, "holds no text"),
    ],
)
def test_each_kind_of_file_that_is_not_read_has_its_own_way_out(
    tmp_path: Path, name: str, data: bytes, said: str
):
    (tmp_path / name).write_bytes(data)

    assert re.search(said, refusal(tmp_path / name))


def test_other_packed_files_are_told_apart(tmp_path: Path):
    types = '<Types><Override ContentType="a.presentationml.presentation.main+xml"/></Types>'
    packed(tmp_path / "a.docx", {"[Content_Types].xml": types})
    packed(tmp_path / "b.odt", {"mimetype": "application/vnd.oasis.opendocument.text"})
    packed(tmp_path / "c.zip", {"plan.docx": "x"})

    assert "PowerPoint presentation" in refusal(tmp_path / "a.docx")
    assert "OpenDocument text" in refusal(tmp_path / "b.odt")
    assert "unpack it" in refusal(tmp_path / "c.zip")


def test_a_file_is_read_by_what_it_is_not_by_what_it_is_called(tmp_path: Path):
    plan = body("<w:p><w:r><w:t>Plan</w:t></w:r></w:p>")

    assert open_document(bare_docx(tmp_path / "plan.pdf", plan)).format == "docx"
    assert open_document(made_pdf(tmp_path / "plan.docx", MEASURES)).format == "pdf"


@pytest.mark.parametrize("attack", [BILLION_LAUGHS, OUTSIDE], ids=["billion laughs", "XXE"])
def test_entities_are_neither_expanded_nor_fetched(tmp_path: Path, attack: str):
    path = bare_docx(tmp_path / "plan.docx", attack)
    sheet = bare_xlsx(tmp_path / "plan.xlsx", attack.encode("utf-16"))

    assert "defines XML entities in word/document.xml" in refusal(path)
    assert "defines XML entities" in refusal(sheet)


def test_a_zip_bomb_is_refused_by_its_declared_and_by_its_true_size(tmp_path: Path):
    honest = bare_docx(tmp_path / "honest.docx", "<a>" + " " * (40 << 20) + "</a>")
    liar = bare_docx(tmp_path / "liar.docx", "<a>" + " " * (12 << 20) + "</a>")
    data = liar.read_bytes()
    size = (12 << 20) + 7
    liar.write_bytes(data.replace(size.to_bytes(4, "little"), (900).to_bytes(4, "little")))

    assert "packed more tightly than documents are" in refusal(honest)
    assert "is damaged" in refusal(liar, Limits(unpacked_bytes=1 << 20))


def test_a_document_of_too_many_parts_is_refused(tmp_path: Path):
    with zipfile.ZipFile(tmp_path / "plan.docx", "w") as file:
        for number in range(5_100):
            file.writestr(f"part{number}", "")
        file.writestr("[Content_Types].xml", "wordprocessingml.document.main+xml")

    assert "5101 files packed inside" in refusal(tmp_path / "plan.docx")


def test_a_table_of_ten_thousand_columns_is_refused(tmp_path: Path):
    (tmp_path / "wide.html").write_text("<html><table><tr>" + "<td>1" * 10_000 + "</table>")
    (tmp_path / "spans.html").write_text(
        "<html><table>" + "<tr><td rowspan=60000 colspan=499>x" * 60 + "</table>"
    )

    assert "more than 500 columns" in refusal(tmp_path / "wide.html")
    assert "more than 500 columns" in refusal(tmp_path / "spans.html")


def test_a_pdf_of_endless_lines_is_read_without_its_tables_but_not_forever(tmp_path: Path):
    lines = "\n".join(
        f"#place(dx: {n % 50 * 8}pt, dy: {n // 50 * 9}pt, line(length: 6pt))\n"
        f"#place(dx: {n % 50 * 8}pt, dy: {n // 50 * 9}pt, line(length: 6pt, angle: 90deg))"
        for n in range(1500)
    )
    (tmp_path / "plan.pdf").write_bytes(typst.compile(f"Our plan\n{lines}".encode()))

    assert open_document(tmp_path / "plan.pdf").pages == 1


def reads_or_refuses(path: Path, data: bytes) -> None:
    """Anything but a document, or a sentence that names it, is a failure of ours."""
    path.write_bytes(data)
    try:
        said = open_document(path).name
    except DocumentError as refused:
        said = str(refused)
    assert path.name in said


@pytest.mark.parametrize("reader", READERS, ids=lambda reader: reader.format)
@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(data=st.one_of(st.binary(max_size=300), st.text(max_size=200).map(str.encode)))
@example(data=b"%PDF-1.7\n")
@example(data=b"PK\x05\x06" + b"\0" * 18)
@example(data="\ufeff\0\u2028|\r\n--|--\n<table><tr><td".encode())
def test_any_bytes_under_any_name_are_read_or_refused(tmp_path: Path, reader, data: bytes):
    for suffix in reader.suffixes[:1]:
        reads_or_refuses(tmp_path / f"plan{suffix}", data)


def spoiled(data: bytes, places: list[tuple[float, int]]) -> bytes:
    """A file with some of its bytes changed."""
    found = bytearray(data)
    for where, byte in places:
        found[int(where * (len(found) - 1))] = byte
    return bytes(found)


@pytest.mark.parametrize("kind", ["docx", "xlsx", "pdf"])
@settings(
    max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    places=st.lists(st.tuples(st.floats(0, 1), st.integers(0, 255)), max_size=12),
    kept=st.one_of(st.just(1.0), st.floats(0.01, 1)),
)
def test_a_spoiled_file_is_read_or_refused(
    tmp_path: Path, kind: str, places: list[tuple[float, int]], kept: float
):
    make: dict[str, Callable[[], Path]] = {
        "docx": lambda: bare_docx(
            tmp_path / "good",
            body("<w:tbl><w:tr><w:tc><w:p><w:r><w:t>Plan</w:t></w:r></w:p></w:tc></w:tr></w:tbl>"),
        ),
        "xlsx": lambda: bare_xlsx(
            tmp_path / "good",
            f'<worksheet xmlns="{SHEET}"><sheetData><row><c t="str"><v>Plan</v></c></row>'
            "</sheetData></worksheet>",
        ),
        "pdf": lambda: made_pdf(tmp_path / "good", MEASURES),
    }
    good = tmp_path / "good"
    data = good.read_bytes() if good.exists() else make[kind]().read_bytes()

    reads_or_refuses(
        tmp_path / f"plan.{kind}", spoiled(data[: max(1, int(kept * len(data)))], places)
    )


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    st.recursive(
        st.sampled_from(["<w:p/>", "<w:p><w:r><w:t>x</w:t></w:r></w:p>", "<w:sdt/>", "<w:tc/>"]),
        lambda inner: st.builds(
            lambda tag, parts: f"<w:{tag}>{''.join(parts)}</w:{tag}>",
            st.sampled_from(["tbl", "tr", "tc", "p", "r", "sdtContent", "hyperlink", "ins", "del"]),
            st.lists(inner, max_size=4),
        ),
        max_leaves=20,
    )
)
def test_word_parts_in_any_order_are_read(tmp_path: Path, inner: str):
    path = bare_docx(tmp_path / "plan.docx", body(inner))

    assert isinstance(docx.read(path), Document)


def test_a_document_without_a_word_in_it_says_so(tmp_path: Path):
    path = bare_docx(tmp_path / "plan.docx", body("<w:p/>"))

    assert "holds no words" in refusal(path)


def test_strict_open_xml_is_named_with_the_way_out(tmp_path: Path):
    path = bare_docx(
        tmp_path / "plan.docx",
        '<document xmlns="http://purl.oclc.org/ooxml/wordprocessingml/main"/>',
    )

    assert "save it as “Word Document (.docx)”" in refusal(path)

"""The words that a reader finds in a rendered report, format by format."""

import subprocess
from collections.abc import Sequence
from functools import cache
from io import BytesIO
from pathlib import Path
from shutil import which

import pypdfium2  # type: ignore[import-untyped]  # it ships no types
import pytest
from docx import Document
from docx.oxml.ns import qn
from lxml import etree, html
from openpyxl import load_workbook

_UNSEEN = str.maketrans("", "", "\u200b\u00ad")


@cache
def words_of(suffix: str, data: bytes) -> str:
    """All text of a file in one line, spaces evened out."""
    return " ".join(_READ[suffix](data).translate(_UNSEEN).split())


def _html(data: bytes) -> str:
    page = html.document_fromstring(data.decode())
    etree.strip_elements(page, "style", "svg", with_tail=False)
    return " ".join(str(words) for words in page.itertext())


def _docx(data: bytes) -> str:
    body = Document(BytesIO(data)).element.body
    paragraphs = body.iter(qn("w:p"))
    return " ".join(
        "".join(
            "\n" if one.tag == qn("w:br") else (one.text or "")
            for one in paragraph.iter(qn("w:t"), qn("w:br"))
        )
        for paragraph in paragraphs
    )


def _pdf(data: bytes) -> str:
    document = pypdfium2.PdfDocument(data)
    return " ".join(page.get_textpage().get_text_range() for page in document)


def _xlsx(data: bytes) -> str:
    book = load_workbook(BytesIO(data))
    return " ".join(
        str(cell.value)
        for sheet in book
        for row in sheet.iter_rows()
        for cell in row
        if cell.value is not None
    )


_READ = {"html": _html, "docx": _docx, "pdf": _pdf, "xlsx": _xlsx}


def as_laid_out(documents: Sequence[bytes], folder: Path) -> list[bytes]:
    """Word documents as PDFs of the pages that LibreOffice lays them out on, started once."""
    if which("libreoffice") is None:
        pytest.skip("LibreOffice, which counts the pages, is not installed")
    files = [folder / f"document-{number}.docx" for number in range(len(documents))]
    for file, document in zip(files, documents, strict=True):
        file.write_bytes(document)
    profile = f"-env:UserInstallation=file://{folder}/profile"
    convert = ["--headless", "--convert-to", "pdf", "--outdir", str(folder), *map(str, files)]
    subprocess.run(["libreoffice", profile, *convert], check=True, capture_output=True, timeout=180)
    return [file.with_suffix(".pdf").read_bytes() for file in files]

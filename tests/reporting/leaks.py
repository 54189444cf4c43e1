"""Everything that a reader of a report can lay hands on, as texts to be searched."""

import re
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from io import BytesIO
from tempfile import NamedTemporaryFile
from typing import Any
from zipfile import ZipFile

import pytest

from headway.reporting.charts import alt_text, svg
from headway.reporting.renderers import RENDERERS
from headway.reporting.report import Report

_WRITTEN = re.compile(r"xl/(?:worksheets|sharedStrings)|word/document|docProps")
"""Parts that we write; themes and styles are full of numbers of their own."""


def said(report: Report) -> Iterator[str]:
    """Every text and number of the report's value, its charts drawn and said."""
    yield from _texts(report)
    for chart in report.charts():
        yield alt_text(chart)
        yield svg(chart)


def rendered(report: Report, *suffixes: str) -> Iterator[str]:
    """The same report in its formats, unpacked as far as text goes."""
    for renderer in RENDERERS:
        if renderer.suffix in suffixes:
            data = renderer.render(report)
            if data[:2] == b"PK":
                with ZipFile(BytesIO(data)) as archive:
                    for name in filter(_WRITTEN.match, archive.namelist()):
                        yield archive.read(name).decode("utf-8", "replace")
            elif data[:4] == b"%PDF":
                yield _pdf_text(data)
            else:
                yield data.decode("utf-8", "replace")


def _pdf_text(data: bytes) -> str:
    """What is printed, and what the file says of itself."""
    if shutil.which("pdftotext") is None or shutil.which("pdfinfo") is None:
        pytest.skip("there is no pdftotext (poppler-utils) to read a PDF with")
    with NamedTemporaryFile(suffix=".pdf") as file:
        file.write(data)
        file.flush()
        commands = (["pdftotext", "-layout", file.name, "-"], ["pdfinfo", file.name])
        read = (subprocess.run(one, capture_output=True, check=True).stdout for one in commands)
        return "\n".join(text.decode("utf-8", "replace") for text in read)


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str | int | float):
        yield str(value)
    elif isinstance(value, tuple | list):
        for one in value:
            yield from _texts(one)
    elif is_dataclass(value):
        for one in fields(value):
            yield from _texts(getattr(value, one.name))


def tells(text: str, number: float) -> bool:
    """Whether a text has the number, in any of the ways in which it may be written."""
    plain = f"{number:g}" if number != int(number) else str(int(number))
    forms = {plain, f"{number:,.0f}" if number == int(number) else plain, f"{number:.1f}"}
    return any(re.search(rf"(?<![\d.]){re.escape(form)}(?!\d|\.\d)", text) for form in forms)

"""
Typst, kept to our own fonts and our own templates, with the same bytes for the same input.

Words reach a template only as JSON, so nothing in them is ever taken for markup.
"""

import json
import struct
from datetime import UTC, date, datetime
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

import typst

from headway.domain.errors import HeadwayError

FONT = "Liberation Sans"
_FACES = ("Regular", "Bold", "Italic", "BoldItalic")
_STAND_IN = "□"
_LINE_BREAKS = frozenset("\n\t")


class TypesettingError(HeadwayError):
    """A document could not be set; it names what typst said."""


def _folder(name: str) -> Path:
    return Path(str(files("headway.reporting").joinpath(name)))


@cache
def _fonts() -> typst.Fonts:
    return typst.Fonts(
        include_system_fonts=False, include_embedded_fonts=False, font_paths=[_folder("fonts")]
    )


def compiled(template: str, data: dict[str, Any], *, as_at: date) -> bytes:
    """
    A PDF/UA-1 from one of our templates.

    Its creation date is the day it stands at, so that it can be made again byte for byte.

    Raises:
        TypesettingError: The data breaks a rule of PDF/UA, or a font is missing.
    """
    compiler = _compiler(template, data)
    noon = datetime(as_at.year, as_at.month, as_at.day, tzinfo=UTC)
    try:
        pdf, warnings = compiler.compile_with_warnings(
            format="pdf", pdf_standards="ua-1", timestamp=noon
        )
    except typst.TypstError as error:
        raise TypesettingError(f"The PDF could not be set: {error.message}.") from error
    _refuse_other_fonts(warnings)
    if not isinstance(pdf, bytes):
        raise TypesettingError("The PDF could not be set: typst gave no file.")
    return pdf


def pictures(template: str, data: dict[str, Any], *, pixels_per_inch: float) -> list[bytes]:
    """
    One PNG for each page of a template, all in one run: starting typst is what takes time.

    Raises:
        TypesettingError: A font is missing, or the drawing cannot be read.
    """
    compiler = _compiler(template, data)
    try:
        pages, warnings = compiler.compile_with_warnings(format="png", ppi=pixels_per_inch)
    except typst.TypstError as error:
        raise TypesettingError(f"A chart could not be drawn: {error.message}.") from error
    _refuse_other_fonts(warnings)
    if pages is None:
        raise TypesettingError("A chart could not be drawn: typst gave no picture.")
    return [pages] if isinstance(pages, bytes) else list(pages)


def _compiler(template: str, data: dict[str, Any]) -> typst.Compiler:
    return typst.Compiler(
        input=_folder("templates") / template,
        root=_folder("templates"),
        font_paths=_fonts(),
        ignore_system_fonts=True,
        sys_inputs={"data": json.dumps(data, ensure_ascii=False)},
    )


def _refuse_other_fonts(warnings: list[typst.TypstWarning]) -> None:
    for warning in warnings:
        if "font" in str(warning).lower():
            raise TypesettingError(
                f"The document needs the font {FONT}, which should be part of Headway: {warning}. "
                "Install Headway again."
            )


def settable(words: str) -> tuple[str, int]:
    """
    The words with a stand-in for each character that the font lacks, and how many there were.

    PDF/UA forbids a character without a glyph.

    >>> settable("Headway 🚀")
    ('Headway □', 1)
    """
    known = _characters()
    if known.issuperset(words):
        return words, 0
    lacking = sum(one not in known for one in words)
    return "".join(one if one in known else _STAND_IN for one in words), lacking


@cache
def _characters() -> frozenset[str]:
    """The characters that all four faces have."""
    faces = [_folder("fonts") / f"LiberationSans-{face}.ttf" for face in _FACES]
    return frozenset.intersection(*(_in_face(face.read_bytes()) for face in faces)) | _LINE_BREAKS


def _in_face(font: bytes) -> frozenset[str]:
    """The characters in a TrueType font's character map (its table of format 4)."""
    tables = struct.unpack_from(">H", font, 4)[0]
    records = (struct.unpack_from(">4sIII", font, 12 + 16 * n) for n in range(tables))
    start = next(offset for tag, _, offset, _ in records if tag == b"cmap")
    count = struct.unpack_from(">H", font, start + 2)[0]
    maps = (struct.unpack_from(">HHI", font, start + 4 + 8 * n) for n in range(count))
    unicode_map = next(
        start + offset for platform, kind, offset in maps if (platform, kind) == (3, 1)
    )
    segments = struct.unpack_from(">H", font, unicode_map + 6)[0] // 2
    ends = struct.unpack_from(f">{segments}H", font, unicode_map + 14)
    starts = struct.unpack_from(f">{segments}H", font, unicode_map + 16 + 2 * segments)
    return frozenset(
        chr(code)
        for first, last in zip(starts, ends, strict=True)
        for code in range(first, last + 1)
        if code != 0xFFFF
    )

"""
A workbook as the archive that it is: bounded before it is opened, and asked for formats.

The reader of cells gives values without their formats, and 9.3% typed into a cell of numbers
is kept as 0.093. Which cells show a percentage is read here.
"""

import posixpath
import re
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from zipfile import BadZipFile, ZipFile
from zlib import error as zlib_error

from lxml import etree

from headway.answering.errors import WorkbookError

LARGEST = 5_000_000
"""Bytes of the file; a round of 200 rows takes about 60,000."""
LARGEST_UNPACKED = 60_000_000
MOST_PARTS = 200
_S = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_P = "{http://schemas.openxmlformats.org/package/2006/relationships}"
_PERCENT_FORMATS = {9, 10}
"""The two that every program knows by number: 0% and 0.00%."""
_ADDRESS = re.compile(r"([A-Z]{1,3})([1-9][0-9]{0,6})")
_NOT_OURS = (
    "The file is no Excel workbook (.xlsx). Save it as “Excel Workbook (.xlsx)” and upload that."
)


@dataclass(frozen=True, slots=True)
class Formats:
    """Which cells of a sheet show percentages, by line and column from 0."""

    percent: frozenset[tuple[int, int]]

    def is_percent(self, row: int, column: int) -> bool:
        """Whether the cell shows a percentage."""
        return (row, column) in self.percent


def opened(data: bytes) -> ZipFile:
    """
    The archive, if it is one of bearable size.

    Raises:
        WorkbookError: It is none, or too large, packed or unpacked.
    """
    if len(data) > LARGEST:
        raise WorkbookError(
            f"The file has {len(data) / 1e6:.1f} MB; an answers workbook has at most "
            f"{LARGEST / 1e6:.0f} MB. Attach evidence on the page instead of in the workbook."
        )
    try:
        archive = ZipFile(BytesIO(data))
        parts = archive.infolist()
    except (BadZipFile, ValueError, OSError, NotImplementedError):
        raise WorkbookError(_NOT_OURS) from None
    if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > LARGEST_UNPACKED:
        raise WorkbookError(
            "The file is far larger inside than an answers workbook. Fill in the one that was "
            "handed out."
        )
    if any(part.flag_bits & 1 for part in parts):
        raise WorkbookError("The file is locked with a password. Take it off and upload it again.")
    return archive


def formats(archive: ZipFile, sheet: str) -> Formats:
    """
    Which cells of a sheet show percentages.

    Raises:
        WorkbookError: The archive is no workbook inside.
    """
    try:
        styles = _percent_styles(archive)
        member = _member(archive, sheet)
        if member is None or not styles:
            return Formats(frozenset())
        return Formats(frozenset(_cells(archive, member, styles)))
    except (
        KeyError,
        etree.XMLSyntaxError,
        BadZipFile,
        zlib_error,
        ValueError,
        EOFError,
        OSError,
        NotImplementedError,
        RuntimeError,
    ):
        raise WorkbookError(_NOT_OURS) from None


def _xml(archive: ZipFile, member: str) -> etree._Element:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False)
    return etree.fromstring(_bytes(archive, member), parser)


def _bytes(archive: ZipFile, member: str) -> bytes:
    """A part's bytes, and no more of them than the archive may unpack to."""
    with archive.open(member) as part:
        data = part.read(LARGEST_UNPACKED + 1)
    if len(data) > LARGEST_UNPACKED:
        raise WorkbookError("The file is far larger inside than an answers workbook.")
    return data


def _percent_styles(archive: ZipFile) -> set[int]:
    if "xl/styles.xml" not in archive.namelist():
        return set()
    root = _xml(archive, "xl/styles.xml")
    codes = {
        int(one.get("numFmtId", "0"))
        for one in root.iterfind(f"{_S}numFmts/{_S}numFmt")
        if "%" in re.sub(r'"[^"]*"|\\.', "", one.get("formatCode", ""))
    } | _PERCENT_FORMATS
    return {
        place
        for place, one in enumerate(root.iterfind(f"{_S}cellXfs/{_S}xf"))
        if int(one.get("numFmtId", "0")) in codes
    }


def _member(archive: ZipFile, sheet: str) -> str | None:
    book = _xml(archive, "xl/workbook.xml")
    links = {
        one.get("Id"): one.get("Target", "")
        for one in _xml(archive, "xl/_rels/workbook.xml.rels").iterfind(f"{_P}Relationship")
    }
    for one in book.iterfind(f"{_S}sheets/{_S}sheet"):
        target = links.get(one.get(f"{_R}id"))
        if one.get("name") == sheet and target:
            return posixpath.normpath(posixpath.join("xl", target)).lstrip("/")
    return None


def _cells(archive: ZipFile, member: str, styles: set[int]) -> Iterator[tuple[int, int]]:
    for cell in _xml(archive, member).iter(f"{_S}c"):
        found = _ADDRESS.fullmatch(cell.get("r", ""))
        if found is not None and int(cell.get("s", "0")) in styles:
            column = 0
            for letter in found[1]:
                column = column * 26 + ord(letter) - 64
            yield int(found[2]) - 1, column - 1

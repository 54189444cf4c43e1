"""
A workbook as the archive that it is: bounded before it is opened, and asked for looks.

The reader of cells gives values without their formats, and 9.3% typed into a cell of numbers
is kept as 0.093; a cell with an error it gives as empty. Both are read here. It also takes
memory for every cell from the first to the last, so that one far away is refused before.
"""

import posixpath
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from io import BytesIO
from zipfile import ZIP_STORED, BadZipFile, ZipFile
from zlib import error as zlib_error

from lxml import etree

from headway.answering.errors import WorkbookError

LARGEST = 5_000_000
"""Bytes of the file; a round of 200 rows takes about 60,000."""
LARGEST_UNPACKED = 60_000_000
MOST_PARTS = 200
MOST_LINES = 20_000
MOST_COLUMNS = 256
_S = "{*}"
"""Any namespace: Excel writes one, and another where it saves in the strict layout."""
_PERCENT_FORMATS = {9, 10}
"""The two that every program knows by number: 0% and 0.00%."""
_ADDRESS = re.compile(r"([A-Z]{1,9})([0-9]{1,19})")
_NOT_OURS = (
    "The file is no Excel workbook (.xlsx). Save it as “Excel Workbook (.xlsx)” and upload that."
)
_TOO_MUCH = (
    "The file is far larger inside than an answers workbook. Fill in the one that was handed out."
)

Parts = Mapping[str, bytes]
Place = tuple[int, int]
"""Line and column, from 0."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Looks:
    """
    What the cells of a sheet show, where their values do not say it.

    Attributes:
        percent: Cells that show a percentage.
        unread: Cells that show an error, or a formula that no program has worked out: as text.
    """

    percent: frozenset[Place]
    unread: Mapping[Place, str]

    def is_percent(self, row: int, column: int) -> bool:
        """Whether the cell shows a percentage."""
        return (row, column) in self.percent


def opened(data: bytes) -> Parts:
    """
    The parts of the archive that hold cells, by name, if all of it is of bearable size.

    What an archive says of its own sizes is not believed: a part is read as far as it may go.

    Raises:
        WorkbookError: It is none, or too large, packed or unpacked.
    """
    if len(data) > LARGEST:
        raise WorkbookError(
            f"The file has {len(data) / 1e6:.1f} MB; an answers workbook has at most "
            f"{LARGEST / 1e6:.0f} MB. Attach evidence on the page instead of in the workbook."
        )
    try:
        with ZipFile(BytesIO(data)) as archive:
            return _parts(archive)
    except (
        BadZipFile,
        zlib_error,
        ValueError,
        EOFError,
        OSError,
        NotImplementedError,
        RuntimeError,
    ):
        raise WorkbookError(_NOT_OURS) from None


def _parts(archive: ZipFile) -> Parts:
    told = archive.infolist()
    if len(told) > MOST_PARTS or sum(part.file_size for part in told) > LARGEST_UNPACKED:
        raise WorkbookError(_TOO_MUCH)
    if any(part.flag_bits & 1 for part in told):
        raise WorkbookError("The file is locked with a password. Take it off and upload it again.")
    found: dict[str, bytes] = {}
    left = LARGEST_UNPACKED
    for part in told:
        if part.filename.endswith((".xml", ".rels")):
            with archive.open(part) as opened_part:
                found[part.filename] = opened_part.read(left + 1)
            left -= len(found[part.filename])
            if left < 0:
                raise WorkbookError(_TOO_MUCH)
    return found


def packed(parts: Parts) -> bytes:
    """The parts as an archive again, in which every size is true."""
    made = BytesIO()
    with ZipFile(made, "w", ZIP_STORED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return made.getvalue()


def looks(parts: Parts, sheet: str) -> Looks:
    """
    What the cells of a sheet show; nothing where there is no such sheet.

    Raises:
        WorkbookError: The archive is no workbook inside, or a cell stands too far away.
    """
    try:
        member = _member(parts, sheet)
        if member is None:
            return Looks(percent=frozenset(), unread={})
        cells = list(_cells(parts, member, sheet))
        styles = _percent_styles(parts)
        return Looks(
            percent=frozenset(place for place, one in cells if int(one.get("s", "0")) in styles),
            unread={place: text for place, one in cells if (text := _unread(one))},
        )
    except (KeyError, etree.XMLSyntaxError, ValueError):
        raise WorkbookError(_NOT_OURS) from None


def _xml(parts: Parts, member: str) -> etree._Element:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False)
    return etree.fromstring(parts[member], parser)


def _percent_styles(parts: Parts) -> set[int]:
    if "xl/styles.xml" not in parts:
        return set()
    root = _xml(parts, "xl/styles.xml")
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


def _member(parts: Parts, sheet: str) -> str | None:
    book = _xml(parts, "xl/workbook.xml")
    links = {
        one.get("Id"): one.get("Target", "")
        for one in _xml(parts, "xl/_rels/workbook.xml.rels").iterfind(f"{_S}Relationship")
    }
    for one in book.iterfind(f"{_S}sheets/{_S}sheet"):
        named = ((str(name), str(value)) for name, value in one.attrib.items())
        target = links.get(next((value for name, value in named if name.endswith("}id")), None))
        if one.get("name") == sheet and target:
            return posixpath.normpath(posixpath.join("xl", target)).lstrip("/")
    return None


def _cells(parts: Parts, member: str, sheet: str) -> Iterator[tuple[Place, etree._Element]]:
    """The cells of a sheet that hold anything, none of them too far away."""
    line = 0
    for row in _xml(parts, member).iter(f"{_S}row"):
        line = int(row.get("r", line + 1))
        column = 0
        for cell in row.iterfind(f"{_S}c"):
            address = cell.get("r", "")
            found = _ADDRESS.fullmatch(address.upper())
            if address and found is None:
                raise ValueError(address)
            at, column = (int(found[2]), _column(found[1])) if found else (line, column + 1)
            if not len(cell):
                continue
            if at > MOST_LINES or column > MOST_COLUMNS:
                raise _far(sheet, f"cell {address}" if address else f"line {at:,}")
            yield (at - 1, column - 1), cell


def _column(letters: str) -> int:
    """A column's number from its letters, from 1."""
    column = 0
    for letter in letters:
        column = column * 26 + ord(letter) - 64
    return column


def _far(sheet: str, where: str) -> WorkbookError:
    return WorkbookError(
        f"The sheet “{sheet}” holds something far away from what was handed out, in {where}. "
        "Take it out, and upload the workbook again."
    )


def _unread(cell: etree._Element) -> str:
    """What a cell shows that the reader gives as empty: an error, or a formula without a value."""
    value = cell.findtext(f"{_S}v")
    if cell.get("t") == "e":
        return value or "#ERROR"
    formula = cell.find(f"{_S}f")
    if formula is None or value or cell.get("t") in ("str", "inlineStr", "s"):
        return ""
    return f"={formula.text or ''}"

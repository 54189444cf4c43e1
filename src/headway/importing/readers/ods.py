"""OpenDocument spreadsheets: each cell holds its words as they are shown."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from lxml import etree

from headway.importing.documents.archives import Archive
from headway.importing.documents.document import Block, Document, DocumentError, Link
from headway.importing.documents.files import contents, fingerprint
from headway.importing.documents.limits import DEFAULT, Limits
from headway.importing.documents.worksheets import Entry, Sheets, Worksheet

_NAMES = "urn:oasis:names:tc:opendocument:xmlns:"
_TABLE = f"{{{_NAMES}table:1.0}}"
_TEXT = f"{{{_NAMES}text:1.0}}"
_OFFICE = f"{{{_NAMES}office:1.0}}"
_STYLE = f"{{{_NAMES}style:1.0}}"
_FO = f"{{{_NAMES}xsl-fo-compatible:1.0}}"
_HREF = "{http://www.w3.org/1999/xlink}href"


@dataclass(frozen=True, slots=True)
class _Look:
    bold: bool = False
    struck: bool = False
    fill: str = ""
    hidden: bool = False


@dataclass(slots=True)
class _Words:
    said: list[str] = field(default_factory=list)
    struck: list[str] = field(default_factory=list)
    links: list[Link] = field(default_factory=list)


def read(path: Path, limits: Limits = DEFAULT) -> Document:
    """
    Read a spreadsheet's visible sheets.

    Raises:
        DocumentError: It is no spreadsheet, damaged, or too large inside.
    """
    data = contents(path, limits)
    archive = Archive(data, path.name, limits)
    root = archive.xml("content.xml")
    looks = dict(_looks(root))
    warnings: list[str] = []
    sheets = []
    for table in root.iterfind(f"{_OFFICE}body/{_OFFICE}spreadsheet/{_TABLE}table"):
        name = table.get(f"{_TABLE}name", "")
        if looks.get(table.get(f"{_TABLE}style-name", ""), _Look()).hidden:
            warnings.append(
                f"The sheet “{name}” is hidden and was not read; unhide it if it is part of the"
                " plan."
            )
            continue
        sheets.append(_Reading(path.name, limits, looks).sheet(table, name))
    layout = Sheets(path.name, limits)
    blocks: list[Block] = []
    for sheet in sheets:
        blocks += layout.blocks(sheet, named=len(sheets) > 1)
    return Document(
        name=path.name,
        format="ods",
        sha256=fingerprint(data),
        blocks=tuple(blocks),
        title=archive.title(),
        warnings=tuple(warnings),
    )


def _looks(root: etree._Element) -> Iterator[tuple[str, _Look]]:
    for style in root.iter(f"{_STYLE}style"):
        text = style.find(f"{_STYLE}text-properties")
        cell = style.find(f"{_STYLE}table-cell-properties")
        table = style.find(f"{_STYLE}table-properties")
        line = "" if text is None else text.get(f"{_STYLE}text-line-through-style", "")
        colour = "" if cell is None else cell.get(f"{_FO}background-color", "")
        yield (
            style.get(f"{_STYLE}name", ""),
            _Look(
                bold=text is not None and text.get(f"{_FO}font-weight") == "bold",
                struck=line not in ("", "none"),
                fill=colour[1:].upper() if colour.startswith("#") else "",
                hidden=table is not None and table.get(f"{_TABLE}display") == "false",
            ),
        )


class _Reading:
    """One sheet; a row or cell said to be repeated is repeated only while it holds something."""

    def __init__(self, document: str, limits: Limits, looks: dict[str, _Look]) -> None:
        self._document = document
        self._limits = limits
        self._looks = looks
        self._count = 0

    def sheet(self, table: etree._Element, name: str) -> Worksheet:
        """The sheet's cells as they are shown."""
        sheet = Worksheet(name=name)
        number = 1
        for row in table.iter(f"{_TABLE}table-row"):
            repeated = _whole(row.get(f"{_TABLE}number-rows-repeated"), 1)
            entries, merged = self._row(row, number, name)
            filled = any(not entry.blank for entry in entries.values())
            for copy in range(repeated if filled else 0):
                self._count += 1
                if self._count > self._limits.rows:
                    raise DocumentError(
                        f"{self._document}, sheet {name}: more than {self._limits.rows} rows; save"
                        " only the plan's own sheets."
                    )
                sheet.rows[number + copy] = entries
            if filled:
                sheet.merged += merged
            if filled and _in_header(row):
                sheet.headers.add(number)
            number += repeated
        return sheet

    def _row(
        self, row: etree._Element, number: int, name: str
    ) -> tuple[dict[int, Entry], list[tuple[int, int, int, int]]]:
        entries: dict[int, Entry] = {}
        merged = []
        column = 1
        for cell in row:
            if cell.tag not in (f"{_TABLE}table-cell", f"{_TABLE}covered-table-cell"):
                continue
            repeated = _whole(cell.get(f"{_TABLE}number-columns-repeated"), 1)
            entry = self._entry(cell)
            across = _whole(cell.get(f"{_TABLE}number-columns-spanned"), 1)
            down = _whole(cell.get(f"{_TABLE}number-rows-spanned"), 1)
            if across > 1 or down > 1:
                merged.append((number, column, number + down - 1, column + across - 1))
            if not entry.blank and column + repeated - 1 > self._limits.columns:
                raise DocumentError(
                    f"{self._document}, sheet {name}, row {number}: more than"
                    f" {self._limits.columns} columns; save only the plan's own table."
                )
            if not entry.blank or (entry.fill and repeated < self._limits.columns):
                entries.update(dict.fromkeys(range(column, column + repeated), entry))
            column += repeated
        return entries, merged

    def _entry(self, cell: etree._Element) -> Entry:
        look = self._looks.get(cell.get(f"{_TABLE}style-name", ""), _Look())
        words = _Words()
        for paragraph in cell.iterfind(f"{_TEXT}p"):
            self._gather(paragraph, words, struck=look.struck)
            words.said.append("\n")
        return Entry(
            text=_tidy("".join(words.said)),
            struck=_tidy("".join(words.struck)),
            bold=look.bold,
            fill=look.fill,
            links=tuple(words.links),
        )

    def _gather(self, element: etree._Element, words: _Words, *, struck: bool) -> None:
        look = self._looks.get(element.get(f"{_TEXT}style-name", ""), _Look())
        struck = struck or look.struck
        into = words.struck if struck else words.said
        into.append(element.text or "")
        for child in element:
            if child.tag == f"{_TEXT}line-break":
                into.append("\n")
            elif child.tag in (f"{_TEXT}s", f"{_TEXT}tab"):
                into.append(" ")
            elif child.tag != f"{_OFFICE}annotation":
                self._gather(child, words, struck=struck)
            if child.tag == f"{_TEXT}a" and child.get(_HREF):
                said = " ".join(str(text) for text in child.itertext())
                words.links.append(Link(target=child.get(_HREF, ""), words=_tidy(said)))
            into.append(child.tail or "")


def _in_header(row: etree._Element) -> bool:
    parent = row.getparent()
    return parent is not None and parent.tag == f"{_TABLE}table-header-rows"


def _whole(written: str | None, default: int) -> int:
    written = written or ""
    return max(1, int(written)) if written.isdecimal() and len(written) < 10 else default


def _tidy(text: str) -> str:
    lines = (" ".join(line.split()) for line in text.split("\n"))
    return "\n".join(line for line in lines if line)

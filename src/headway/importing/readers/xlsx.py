"""
Excel workbooks, read from their own XML: each cell as it is shown.

Libraries that give values alone turn 9.3% into 0.093; those that hold a whole grid in
memory can be made to hold seventeen thousand million cells. This one streams rows.
"""

import io
import re
from dataclasses import dataclass, field
from pathlib import Path

from lxml import etree

from headway.importing.documents.archives import Archive
from headway.importing.documents.document import Block, Document, DocumentError, Link
from headway.importing.documents.files import contents, fingerprint
from headway.importing.documents.limits import DEFAULT, Limits
from headway.importing.documents.worksheets import Entry, Sheets, Worksheet
from headway.importing.readers.excel_formats import BUILT_IN, general, shown

_S = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_ADDRESS = re.compile(r"([A-Z]{1,3})([1-9]\d{0,6})")
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")


@dataclass(frozen=True, slots=True)
class _Style:
    format: str = "General"
    bold: bool = False
    struck: bool = False
    fill: str = ""


@dataclass(frozen=True, slots=True)
class _Words:
    text: str = ""
    struck: str = ""
    bold: bool = False


@dataclass(slots=True)
class _Book:
    archive: Archive
    limits: Limits
    words: list[_Words] = field(default_factory=list)
    styles: list[_Style] = field(default_factory=list)
    from_1904: bool = False
    warnings: list[str] = field(default_factory=list)
    rows: int = 0
    row: int = 0


def read(path: Path, limits: Limits = DEFAULT) -> Document:
    """
    Read a workbook's visible sheets; a formula is what it last came to.

    Raises:
        DocumentError: It is no workbook, damaged, or too large inside.
    """
    data = contents(path, limits)
    book = _Book(Archive(data, path.name, limits), limits)
    main = _main_part(book.archive)
    workbook = book.archive.xml(main)
    if workbook.tag != f"{_S}workbook":
        raise DocumentError(
            f"{path.name} is no ordinary Excel workbook (perhaps it is “Strict Open XML”);"
            " open it in Excel and save it as “Excel Workbook (.xlsx)”."
        )
    settings = workbook.find(f"{_S}workbookPr")
    book.from_1904 = settings is not None and settings.get("date1904") in ("1", "true")
    book.words = _shared(book, main)
    book.styles = _styles(book, main)
    sheets = _sheets(book, main, workbook)
    layout = Sheets(path.name, limits)
    blocks: list[Block] = []
    for sheet in sheets:
        blocks += layout.blocks(sheet, named=len(sheets) > 1)
    return Document(
        name=path.name,
        format="xlsx",
        sha256=fingerprint(data),
        blocks=tuple(blocks),
        title=book.archive.title(),
        warnings=tuple(book.warnings),
    )


def _main_part(archive: Archive) -> str:
    for member in archive.related("", "officeDocument"):
        return member
    raise DocumentError(
        f"{archive.name} holds no Excel workbook; open it in your office program and save it as"
        " .xlsx."
    )


def _shared(book: _Book, main: str) -> list[_Words]:
    for member in book.archive.related(main, "sharedStrings"):
        return [_words(item) for item in book.archive.xml(member).iterfind(f"{_S}si")]
    return []


def _words(item: etree._Element) -> _Words:
    """A string and its runs; readings printed above signs are left out."""
    plain = item.findtext(f"{_S}t")
    runs = item.findall(f"{_S}r")
    if not runs:
        return _Words(text=_tidy(plain or ""))
    kept, struck, bold = plain or "", [], True
    for run in runs:
        words = run.findtext(f"{_S}t") or ""
        if _on(run.find(f"{_S}rPr/{_S}strike")):
            struck.append(words)
            continue
        kept += words
        bold = bold and (not words.strip() or _on(run.find(f"{_S}rPr/{_S}b")))
    return _Words(text=_tidy(kept), struck=_tidy("".join(struck)), bold=bold)


def _on(element: etree._Element | None) -> bool:
    return element is not None and element.get("val", "1") not in ("0", "false")


def _styles(book: _Book, main: str) -> list[_Style]:
    member = next(book.archive.related(main, "styles"), None)
    if member is None:
        return []
    root = book.archive.xml(member)
    codes = dict(BUILT_IN)
    for code in root.iterfind(f"{_S}numFmts/{_S}numFmt"):
        codes[_whole(code.get("numFmtId"))] = code.get("formatCode", "General")
    fonts = root.findall(f"{_S}fonts/{_S}font")
    fills = root.findall(f"{_S}fills/{_S}fill")
    styles = []
    for one in root.iterfind(f"{_S}cellXfs/{_S}xf"):
        font = _at(fonts, one.get("fontId"))
        styles.append(
            _Style(
                format=codes.get(_whole(one.get("numFmtId")), "General"),
                bold=font is not None and _on(font.find(f"{_S}b")),
                struck=font is not None and _on(font.find(f"{_S}strike")),
                fill=_fill(_at(fills, one.get("fillId"))),
            )
        )
    return styles


def _at(elements: list[etree._Element], written: str | None) -> etree._Element | None:
    place = _whole(written)
    return elements[place] if place < len(elements) else None


def _fill(fill: etree._Element | None) -> str:
    """A solid colour given outright; one from the theme is decoration, not a status."""
    pattern = None if fill is None else fill.find(f"{_S}patternFill")
    if pattern is None or pattern.get("patternType") != "solid":
        return ""
    colour = pattern.find(f"{_S}fgColor")
    return "" if colour is None else colour.get("rgb", "")[-6:].upper()


def _sheets(book: _Book, main: str, workbook: etree._Element) -> list[Worksheet]:
    relations = book.archive.relations(main)
    found = []
    for sheet in workbook.iterfind(f"{_S}sheets/{_S}sheet"):
        name = sheet.get("name", "")
        kind, target, _ = relations.get(sheet.get(f"{_R}id", ""), ("", "", False))
        if sheet.get("state", "visible") != "visible":
            book.warnings.append(
                f"The sheet “{name}” is hidden and was not read; unhide it if it is part of the"
                " plan."
            )
        elif kind == "worksheet":
            found.append(_sheet(book, target, name))
    return found


def _sheet(book: _Book, member: str, name: str) -> Worksheet:
    sheet = Worksheet(name=name)
    book.row = 0
    relations = book.archive.relations(member)
    hidden = 0
    stream = io.BytesIO(book.archive.markup(member))
    try:
        for _, element in etree.iterparse(
            stream, resolve_entities=False, no_network=True, huge_tree=False, load_dtd=False
        ):
            if element.tag == f"{_S}row":
                hidden += element.get("hidden") in ("1", "true")
                _row(book, sheet, element)
                element.clear()
            elif element.tag in _NOTED:
                _note(sheet, element, relations)
    except etree.XMLSyntaxError as problem:
        raise DocumentError(
            f"{book.archive.name}, sheet {name}: the sheet is damaged; open it in your office"
            " program and save it anew."
        ) from problem
    if hidden:
        book.warnings.append(
            f"The sheet “{name}” has {hidden} hidden rows; they were read like the others."
        )
    return sheet


_NOTED = frozenset(f"{_S}{name}" for name in ("mergeCell", "autoFilter", "pane", "hyperlink"))


def _row(book: _Book, sheet: Worksheet, element: etree._Element) -> None:
    number = _whole(element.get("r")) or book.row + 1
    book.row = number
    entries: dict[int, Entry] = {}
    column = 0
    for cell in element.iterfind(f"{_S}c"):
        found = _ADDRESS.fullmatch(cell.get("r", ""))
        column = _column(found.group(1)) if found else column + 1
        entry = _entry(book, cell)
        if column > book.limits.columns and not entry.blank:
            raise DocumentError(
                f"{book.archive.name}, sheet {sheet.name}, row {number}: more than"
                f" {book.limits.columns} columns; save only the plan's own table."
            )
        if not entry.blank or entry.fill:
            entries[column] = entry
    if any(not entry.blank for entry in entries.values()):
        book.rows += 1
        if book.rows > book.limits.rows:
            raise DocumentError(
                f"{book.archive.name}, sheet {sheet.name}: more than {book.limits.rows} rows; save"
                " only the plan's own sheets."
            )
        sheet.rows[number] = entries


def _entry(book: _Book, cell: etree._Element) -> Entry:
    place = _whole(cell.get("s"))
    style = book.styles[place] if place < len(book.styles) else _Style()
    words = _content(book, cell, style)
    text, struck = words.text, words.struck
    if style.struck and text:
        text, struck = "", "\n".join(part for part in (text, struck) if part)
    return Entry(text=text, struck=struck, bold=style.bold or words.bold, fill=style.fill)


def _content(book: _Book, cell: etree._Element, style: _Style) -> _Words:
    value = cell.findtext(f"{_S}v") or ""
    match cell.get("t", "n"):
        case "s":
            place = _whole(value, len(book.words))
            return book.words[place] if place < len(book.words) else _Words()
        case "inlineStr":
            inline = cell.find(f"{_S}is")
            return _Words() if inline is None else _words(inline)
        case "b":
            return _Words(text="TRUE" if value == "1" else "FALSE")
        case "str" | "e" | "d":
            return _Words(text=_tidy(value))
        case _:
            return _Words(text=_figure(book, value, style.format))


def _figure(book: _Book, value: str, code: str) -> str:
    try:
        number = float(value)
    except ValueError:
        return _tidy(value)
    if not abs(number) < 1e300:
        return value.strip()
    try:
        return shown(number, code, from_1904=book.from_1904)
    except (ArithmeticError, ValueError):  # a format no spreadsheet would show either
        return general(number)


def _note(
    sheet: Worksheet, element: etree._Element, relations: dict[str, tuple[str, str, bool]]
) -> None:
    if element.tag == f"{_S}pane":
        if element.get("state", "").startswith("frozen") and "ySplit" in element.attrib:
            sheet.headers.add(_whole(element.get("ySplit", "").partition(".")[0]))
        return
    found = _range(element.get("ref", ""))
    if found is None:
        return
    if element.tag == f"{_S}mergeCell":
        sheet.merged.append(found)
    elif element.tag == f"{_S}autoFilter":
        sheet.headers = {found[0]}
    else:
        _, target, _ = relations.get(element.get(f"{_R}id", ""), ("", "", False))
        target = target or f"#{element.get('location', '')}"
        entry = sheet.rows.get(found[0], {}).get(found[1])
        if entry is not None and target != "#":
            entry.links += (Link(target=target, words=entry.text),)


def _range(written: str) -> tuple[int, int, int, int] | None:
    first, _, last = written.partition(":")
    start, end = _ADDRESS.fullmatch(first), _ADDRESS.fullmatch(last or first)
    if start is None or end is None:
        return None
    return (
        int(start.group(2)),
        _column(start.group(1)),
        int(end.group(2)),
        _column(end.group(1)),
    )


def _column(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number


def _whole(written: str | None, default: int = 0) -> int:
    written = written or ""
    return int(written) if written.isdecimal() and len(written) < 10 else default


def _tidy(text: str) -> str:
    text = _ESCAPED.sub(lambda found: _character(int(found.group(1), 16)), text)
    lines = (" ".join(line.split()) for line in text.splitlines())
    return "\n".join(line for line in lines if line)


def _character(point: int) -> str:
    return chr(point) if point in (9, 10, 13) or 0x20 <= point < 0xD800 else " "

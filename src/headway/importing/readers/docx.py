"""
Word documents, read from their own XML.

Converters lose what a plan needs: which number Word shows before an item, which rows are
headers, what is crossed out or deleted under review, a status that is only a cell's colour.
"""

import re
from dataclasses import dataclass, field
from pathlib import Path

from lxml import etree

from headway.importing.documents.archives import Archive
from headway.importing.documents.document import Document, DocumentError, Link
from headway.importing.documents.files import contents, fingerprint
from headway.importing.documents.flow import Box, Flow, Grid, Layout, Line
from headway.importing.documents.limits import DEFAULT, Limits
from headway.importing.readers import list_marks
from headway.importing.readers.word_cells import (
    THROUGH,
    cells,
    fill,
    merge,
    rows,
    skipped,
    span,
    symbol,
)
from headway.importing.readers.word_numbering import Numbering, W
from headway.importing.readers.word_styles import Styles, on

_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_V = "{urn:schemas-microsoft-com:vml}"
_O = "{urn:schemas-microsoft-com:office:office}"
_WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_DEEP = 60
_LINKING = re.compile(r'HYPERLINK\s+(?:\\l\s+)?"([^"]*)"')


def read(path: Path, limits: Limits = DEFAULT) -> Document:
    """
    Read a Word document (.docx) as it would be printed with all changes accepted.

    Raises:
        DocumentError: It is no Word document, damaged, or too large inside.
    """
    data = contents(path, limits)
    archive = Archive(data, path.name, limits)
    main = _main_part(archive)
    word = _Word(archive, main)
    flow = word.document()
    return Document(
        name=path.name,
        format="docx",
        sha256=fingerprint(data),
        blocks=tuple(Layout(path.name, limits).blocks(flow)),
        title=archive.title(),
        pages=word.page if word.paged else None,
        warnings=tuple(word.warnings),
    )


def _main_part(archive: Archive) -> str:
    for member in archive.related("", "officeDocument"):
        return member
    if "word/document.xml" in archive:
        return "word/document.xml"
    raise DocumentError(
        f"{archive.name} holds no Word document; open it in your office program and save it as"
        " .docx."
    )


@dataclass(slots=True)
class _Para:
    """One paragraph as it is gathered, run by run."""

    words: list[str] = field(default_factory=list)
    struck: list[str] = field(default_factory=list)
    links: list[Link] = field(default_factory=list)
    plain: bool = False
    asides: Flow = field(default_factory=list)
    address: str = ""
    instruction: list[str] = field(default_factory=list)
    field_state: str = ""
    field_from: int = 0


class _Word:
    """Walks through a document's parts in reading order."""

    def __init__(self, archive: Archive, main: str) -> None:
        self._archive = archive
        self._main = main
        self._relations = archive.relations(main)
        self._styles = Styles.of(self._part("styles"))
        self._numbering = Numbering.of(self._part("numbering"))
        self._depth = 0
        self._root = archive.xml(main)
        if self._root.tag != f"{W}document":
            raise DocumentError(
                f"{archive.name} is not saved as an ordinary Word document (perhaps as “Strict Open"
                " XML”); open it in Word and save it as “Word Document (.docx)”."
            )
        self.paged = next(self._root.iter(f"{W}lastRenderedPageBreak"), None) is not None
        self.page = 1
        self.warnings: list[str] = []

    def _part(self, kind: str) -> etree._Element | None:
        for member in self._archive.related(self._main, kind):
            return self._archive.xml(member)
        return None

    def document(self) -> Flow:
        """The body, then its notes, then the running headers and footers."""
        body = self._root.find(f"{W}body")
        flow = self._blocks(body if body is not None else self._root)
        self._set_titles(flow)
        self._warn()
        pages, self.page = self.page, 1
        flow += self._notes("footnotes") + self._notes("endnotes") + self._running()
        self.page = pages
        return flow

    def _set_titles(self, flow: Flow) -> None:
        """With a title of its own, the document's first headings stand one level below it."""
        lines = [part for part in flow if isinstance(part, Line) and part.heading]
        titled = any(line.heading < 0 for line in lines)
        for line in lines:
            line.heading = 1 if line.heading < 0 else line.heading + titled

    def _warn(self) -> None:
        if next(self._root.iter(f"{W}del", f"{W}ins", f"{W}moveFrom"), None) is not None:
            self.warnings.append(
                f"{self._archive.name} has changes under review: additions are read as accepted,"
                " deletions as crossed out."
            )
        comments = self._part("comments")
        if comments is not None and len(comments):
            self.warnings.append(
                f"{self._archive.name} has {len(comments)} review comments; they are not read."
            )

    def _notes(self, kind: str) -> Flow:
        root = self._part(kind)
        flow: Flow = []
        for number, note in enumerate(
            () if root is None else [n for n in root if n.get(f"{W}type") is None], start=1
        ):
            lines = self._blocks(note)
            for line in lines[:1]:
                if isinstance(line, Line):
                    line.marker = str(number)
            flow += lines
        return flow

    def _running(self) -> Flow:
        flow: Flow = []
        seen: set[str] = set()
        for kind in ("header", "footer"):
            for member in self._archive.related(self._main, kind):
                for part in self._blocks(self._archive.xml(member)):
                    for line in _spoken(part):
                        line.running, line.page = True, None
                        if line.text and line.text not in seen:
                            seen.add(line.text)
                            flow.append(line)
        return flow

    def _blocks(self, parent: etree._Element) -> Flow:
        flow: Flow = []
        if self._depth >= _DEEP:
            words = " ".join(text.text or "" for text in parent.iter(f"{W}t"))
            return [Line(text=words, page=self._now())]
        self._depth += 1
        for child in parent:
            if child.tag == f"{W}p":
                flow += self._paragraph(child)
            elif child.tag == f"{W}tbl":
                flow.append(self._table(child))
            elif child.tag in THROUGH:
                flow += self._blocks(child)
            elif child.tag == f"{_MC}AlternateContent":
                flow += self._blocks(_choice(child))
        self._depth -= 1
        return flow

    def _now(self) -> int | None:
        return self.page if self.paged else None

    def _paragraph(self, element: etree._Element) -> Flow:
        properties = element.find(f"{W}pPr")
        style = self._styles.of_paragraph(properties)
        before = self._now()
        para = _Para()
        self._runs(element, para, bold=style.bold)
        text = _tidy("".join(para.words))
        marker, level = "", 0
        name, depth = self._styles.list_of(properties)
        if name and (text or para.struck or para.links):
            marker, level = self._numbering.mark(name, depth), depth + 1
        if not marker and not style.heading and "\n" not in text:
            marker, text = list_marks.parted(text)
            level = 1
        line = Line(
            text=text,
            marker=marker,
            level=level if marker else 0,
            heading=style.heading,
            links=para.links,
            struck=_tidy("".join(para.struck)),
            bold=bool(text) and not para.plain,
            page=before,
        )
        return [line, *para.asides]

    def _runs(self, parent: etree._Element, para: _Para, *, bold: bool, gone: bool = False) -> None:
        self._depth += 1
        for child in parent:
            tag = child.tag
            if tag == f"{W}r":
                self._run(child, para, bold=bold, gone=gone)
            elif tag == f"{W}hyperlink":
                before = len(para.words)
                self._runs(child, para, bold=bold, gone=gone)
                self._link(child, para, _tidy("".join(para.words[before:])))
            elif tag in (f"{W}del", f"{W}moveFrom"):
                self._runs(child, para, bold=bold, gone=True)
            elif tag == f"{_M}t":
                para.words.append(child.text or "")
            elif tag != f"{W}pPr" and self._depth < _DEEP:
                self._runs(child, para, bold=bold, gone=gone)
        self._depth -= 1

    def _link(self, element: etree._Element, para: _Para, words: str) -> None:
        _, target, _ = self._relations.get(element.get(f"{_R}id", ""), ("", "", False))
        anchor = element.get(f"{W}anchor", "")
        target = target or (f"#{anchor}" if anchor else "")
        if target:
            para.links.append(Link(target=target, words=words))

    def _run(self, run: etree._Element, para: _Para, *, bold: bool, gone: bool) -> None:
        properties = run.find(f"{W}rPr")
        look = self._styles.of_run(properties)
        if look.hidden:
            return
        crossed = gone or look.struck
        for child in run:
            words = self._piece(child, para)
            if not words:
                continue
            if crossed:
                para.struck.append(words)
                continue
            para.words.append(words)
            if words.strip() and not (bold if look.bold is None else look.bold):
                para.plain = True

    def _piece(self, piece: etree._Element, para: _Para) -> str:
        match etree.QName(piece).localname if isinstance(piece.tag, str) else "":
            case "t" | "delText":
                return piece.text or ""
            case "tab" | "ptab":
                return " "
            case "br" | "cr":
                return "\n"
            case "noBreakHyphen":
                return "-"
            case "sym":
                return symbol(piece)
            case "lastRenderedPageBreak":
                self.page += 1
            case "fldChar" | "instrText":
                _field(piece, para)
            case "object" | "drawing" | "pict" | "AlternateContent":
                self._shown(piece, para)
        return ""

    def _shown(self, piece: etree._Element, para: _Para) -> None:
        """A picture, a text box or an attachment behind an icon."""
        if piece.tag == f"{_MC}AlternateContent":
            piece = _choice(piece)
        names = [one.get(f"{_O}title", "") for one in piece.iter(f"{_V}imagedata", f"{_V}shape")]
        names += [one.get("descr") or "" for one in piece.iter(f"{_WP}docPr")]
        words = _tidy(next((name for name in names if name), ""))
        attached = False
        for ole in piece.iter(f"{_O}OLEObject"):
            attached = True
            _, target, _ = self._relations.get(ole.get(f"{_R}id", ""), ("", "", False))
            shown = words or ole.get("ProgID", "")
            para.links.append(Link(target=target or "attachment", words=shown))
        if words and not attached:
            para.links.append(Link(target="picture", words=words))
        for box in piece.iter(f"{W}txbxContent"):
            if self._depth < _DEEP:
                para.asides += self._blocks(box)

    def _table(self, table: etree._Element) -> Grid:
        sheet = Grid(page=self._now())
        caption = table.find(f"{W}tblPr/{W}tblCaption")
        if caption is not None:
            sheet.caption = _tidy(caption.get(f"{W}val", ""))
        above: dict[int, Box] = {}
        for row in rows(table):
            sheet.rows.append(self._row(row, above))
        _drop_covered(sheet)
        return sheet

    def _row(self, row: etree._Element, above: dict[int, Box]) -> list[Box]:
        properties = row.find(f"{W}trPr")
        header = properties is not None and on(properties.find(f"{W}tblHeader"))
        start, reached = self.page, self.page
        boxes = [Box() for _ in range(skipped(properties))]
        column = len(boxes)
        for number in range(column):
            above.pop(number, None)
        for cell in cells(row):
            self.page = start
            settings = cell.find(f"{W}tcPr")
            across = span(settings)
            upper = above.get(column)
            if merge(settings) == "continue" and upper is not None:
                upper.down += 1
                upper.flow += self._blocks(cell)
                boxes.append(_Covered(across=across))
            else:
                box = Box(across=across, header=header, fill=fill(settings), page=self._now())
                box.flow = self._blocks(cell)
                boxes.append(box)
                for number in range(column, column + across):
                    above.pop(number, None)
                if merge(settings) == "restart":
                    above[column] = box
            column += across
            reached = max(reached, self.page)
        self.page = reached
        return boxes


class _Covered(Box):
    """Stands in a row where a cell above reaches down; taken out once spans are known."""

    __slots__ = ()


def _drop_covered(sheet: Grid) -> None:
    for number, row in enumerate(sheet.rows):
        sheet.rows[number] = [box for box in row if not isinstance(box, _Covered)]


def _choice(element: etree._Element) -> etree._Element:
    for name in ("Choice", "Fallback"):
        found = element.find(f"{_MC}{name}")
        if found is not None and len(found):
            return found
    return element


def _field(piece: etree._Element, para: _Para) -> None:
    """A link may be a field: its address in the instruction, its words in the result."""
    if piece.tag == f"{W}instrText":
        para.instruction.append(piece.text or "")
        return
    match piece.get(f"{W}fldCharType"):
        case "begin":
            para.instruction = []
        case "separate":
            para.field_from = len(para.words)
        case "end":
            found = _LINKING.search("".join(para.instruction))
            if found:
                words = _tidy("".join(para.words[para.field_from :]))
                para.links.append(Link(target=found.group(1), words=words))
            para.instruction = []


def _spoken(part: Line | Grid) -> list[Line]:
    if isinstance(part, Line):
        return [part]
    return [
        line for row in part.rows for box in row for inner in box.flow for line in _spoken(inner)
    ]


def _tidy(text: str) -> str:
    lines = (" ".join(line.split()) for line in text.split("\n"))
    return "\n".join(line for line in lines if line)

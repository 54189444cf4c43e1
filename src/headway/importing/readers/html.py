"""
Web pages, and the HTML that Markdown becomes.

Nothing a page refers to is fetched; scripts, styles and what the page hides are left out.
"""

import re
from dataclasses import dataclass, field
from pathlib import Path

from lxml import etree
from lxml import html as lxml_html

from headway.importing.documents.document import Document, DocumentError, Link
from headway.importing.documents.files import contents, decoded, fingerprint
from headway.importing.documents.flow import Box, Flow, Grid, Layout, Line, bullet
from headway.importing.documents.limits import DEFAULT, Limits
from headway.importing.documents.numerals import numeral
from headway.importing.readers.html_elements import (
    BLOCKS,
    DROPPED,
    cells_of,
    is_header,
    is_table,
    rows_of,
    term_of,
)

LINE = "data-headway-line"  # where the Markdown reader notes the line of its own source
_DEEP = 100
_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_STRUCK = frozenset({"s", "strike", "del"})
_BOLD = frozenset({"b", "strong", "th"})
_NOTE_MARK = re.compile(r"footnote|noteref", re.IGNORECASE)
_HIDDEN = re.compile(r"display\s*:\s*none", re.IGNORECASE)
_FILL = re.compile(r"background(?:-color)?\s*:\s*([^;]+)", re.IGNORECASE)
_COLOURS = {
    "red": "FF0000",
    "green": "008000",
    "yellow": "FFFF00",
    "orange": "FFA500",
    "lime": "00FF00",
    "white": "FFFFFF",
    "grey": "808080",
    "gray": "808080",
}


def read(path: Path, limits: Limits = DEFAULT) -> Document:
    """
    Read a web page saved as one file.

    Raises:
        DocumentError: It holds no page that can be read.
    """
    data = contents(path, limits)
    declared = re.search(rb"<meta[^>]+charset=[\"']?([\w-]+)", data[:4096], re.IGNORECASE)
    root = parsed(
        decoded(data, declared.group(1).decode("ascii", "ignore") if declared else ""), path.name
    )
    return Document(
        name=path.name,
        format="html",
        sha256=fingerprint(data),
        blocks=tuple(Layout(path.name, limits).blocks(flow(root))),
        title=" ".join((root.findtext(".//title") or "").split()),
    )


def parsed(text: str, name: str) -> etree._Element:
    """
    The root of a page.

    Raises:
        DocumentError: There is no page in `text`.
    """
    parser = lxml_html.HTMLParser(
        encoding="utf-8", no_network=True, huge_tree=False, remove_comments=True, remove_pis=True
    )
    try:
        return lxml_html.document_fromstring(text.encode("utf-8", "replace"), parser=parser)
    except (etree.LxmlError, ValueError) as problem:
        raise DocumentError(
            f"{name} holds no web page that can be read; open it in a browser and save it again."
        ) from problem


def flow(root: etree._Element) -> Flow:
    """What stands in a parsed page or a part of it, in reading order."""
    walk = _Walk()
    walk.element(root)
    walk.end_line()
    return walk.flow


@dataclass(slots=True)
class _Walk:
    """Goes through a page and gathers its lines; one for each cell."""

    depth: int = 0
    flow: Flow = field(default_factory=list)
    words: list[str] = field(default_factory=list)
    plain: int = 0
    links: list[Link] = field(default_factory=list)
    struck: list[str] = field(default_factory=list)
    crossing: int = 0
    bold: int = 0
    heading: int = 0
    exact: int = 0
    marker: str = ""
    level: int = 0
    line: int | None = None

    def element(self, element: etree._Element) -> None:
        """Take in one element and everything in it."""
        tag = element.tag if isinstance(element.tag, str) else ""
        if not tag or tag in DROPPED or _hidden(element):
            return
        if self.depth >= _DEEP:
            self.say(" ".join(str(text) for text in element.itertext()))
            return
        self.depth += 1
        self._open(tag, element)
        self.depth -= 1

    def _open(self, tag: str, element: etree._Element) -> None:
        if is_table(element):
            self.end_line()
            self.flow.append(_table(element, self.depth))
        elif tag in ("ol", "ul", "menu"):
            self._list(tag, element)
        elif term_of(element) is not None:
            self._described(tag, element)
        elif tag in BLOCKS:
            self.end_line()
            self._block(tag, element)
            self.end_line()
        elif tag == "br":
            self.words.append("\n")
        elif tag == "img":
            self._picture(element)
        elif tag == "a":
            self._link(element)
        elif not _note_mark(tag, element):
            self._styled(tag, element)

    def _block(self, tag: str, element: etree._Element) -> None:
        before = self.heading, self.line
        self.heading = _HEADINGS.get(tag, self.heading)
        self.line = _line(element) or self.line
        self.exact += tag == "pre"
        self._styled(tag, element)
        self.end_line()
        self.exact -= tag == "pre"
        self.heading, self.line = before

    def _described(self, tag: str, element: etree._Element) -> None:
        """A description on the line of its term, which a colon parts from it."""
        self.end_line()
        last = self.flow[-1] if self.flow else None
        if isinstance(last, Line) and last.text and not last.heading:
            del self.flow[-1]
            self.links, self.marker, self.level = last.links, last.marker, last.level
            self.struck = [last.struck] if last.struck else []
            self.words.append(
                f"{last.text} " if last.text.endswith((":", "?")) else f"{last.text}: "
            )
            self.plain += not last.bold
        self._block(tag, element)

    def _styled(self, tag: str, element: etree._Element) -> None:
        style = element.get("style") or ""
        crossing = tag in _STRUCK or "line-through" in style
        bold = tag in _BOLD
        self.crossing += crossing
        self.bold += bold
        self.children(element)
        self.crossing -= crossing
        self.bold -= bold

    def children(self, element: etree._Element) -> None:
        """Take in what stands inside an element."""
        self.say(element.text or "")
        for child in element:
            self.element(child)
            self.say(child.tail or "")

    def say(self, text: str) -> None:
        """Add words to the line."""
        if self.crossing:
            self.struck.append(text)
            self.words.append(" ")
            return
        if not self.bold and text.strip():
            self.plain += 1
        self.words.append(text if self.exact else re.sub(r"[ \t\r\n\f]+", " ", text))

    def _link(self, element: etree._Element) -> None:
        before = len(self.words)
        self.children(element)
        target = (element.get("href") or "").strip()
        if target:
            self.links.append(Link(target=target, words=_tidy("".join(self.words[before:]))))

    def _picture(self, element: etree._Element) -> None:
        words = _tidy(element.get("alt") or "")
        if words:
            source = element.get("src") or ""
            shown = "picture" if source.startswith("data:") else source
            self.links.append(Link(target=shown, words=words))

    def _list(self, tag: str, element: etree._Element) -> None:
        self.end_line()
        outer = self.marker, self.level
        self.level += 1
        number = _whole(element.get("start"), 1)
        for item in element:
            if not isinstance(item.tag, str) or _hidden(item):
                continue
            if item.tag != "li":
                self.element(item)  # a list may stand in a list without an item around it
                continue
            number = _whole(item.get("value"), number)
            numbered = f"{numeral(number, element.get('type') or '1')}."
            self.marker = numbered if tag == "ol" else bullet(self.level)
            self.element(item)
            number += 1
        self.end_line()
        self.marker, self.level = outer

    def end_line(self) -> None:
        """Close the line being gathered; an empty one is no line."""
        text = _tidy("".join(self.words))
        struck = _tidy(" ".join(self.struck))
        if text or struck or self.links:
            self.flow.append(
                Line(
                    text=text,
                    marker=self.marker,
                    level=self.level,
                    heading=self.heading,
                    links=self.links,
                    struck=struck,
                    bold=bool(text) and not self.plain,
                    line=self.line,
                )
            )
            self.marker = ""
        self.words, self.links, self.struck, self.plain = [], [], [], 0


def _table(element: etree._Element, depth: int) -> Grid:
    sheet = Grid(line=_line(element))
    captions = element.findall("caption")
    sheet.caption = " ".join(_tidy(_spoken(caption)) for caption in captions)
    for row in rows_of(element):
        if _hidden(row):
            continue
        parent = row.getparent()
        head = parent is not None and parent.tag == "thead"
        boxes = [_box(cell, depth, head) for cell in cells_of(row)]
        if boxes:
            sheet.rows.append(boxes)
    return sheet


def _box(cell: etree._Element, depth: int, head: bool) -> Box:
    walk = _Walk(depth=depth + 1, line=_line(cell) or _line_above(cell))
    if depth >= _DEEP:
        walk.say(" ".join(str(text) for text in cell.itertext()))
    else:
        walk.children(cell)
    walk.end_line()
    return Box(
        flow=walk.flow,
        across=_span(cell.get("colspan"), 1000),
        down=_span(cell.get("rowspan"), 65534),
        header=head or is_header(cell),
        fill=_fill(cell),
        line=_line(cell) or _line_above(cell),
    )


def _span(written: str | None, most: int) -> int:
    """HTML's own bounds; a span of 0 reaches to the table's end."""
    span = _whole(written, 1)
    return most if span == 0 else min(max(span, 1), most)


def _fill(cell: etree._Element) -> str:
    found = _FILL.search(cell.get("style") or "")
    written = (found.group(1) if found else cell.get("bgcolor") or "").strip().lower()
    if hexadecimal := re.fullmatch(r"#([0-9a-f]{3}|[0-9a-f]{6})", written):
        digits = hexadecimal.group(1).upper()
        return digits if len(digits) == 6 else "".join(digit * 2 for digit in digits)
    if parts := re.fullmatch(r"rgb\((\d{1,3})[, ]+(\d{1,3})[, ]+(\d{1,3})\)", written):
        return "".join(f"{min(int(part), 255):02X}" for part in parts.groups())
    return _COLOURS.get(written, "")


def _note_mark(tag: str, element: etree._Element) -> bool:
    """The small number that points to a footnote is no part of the words."""
    if tag != "sup":
        return False
    marks = [element, *element.iter("a")]
    names = " ".join(f"{mark.get('class')} {mark.get('role')} {mark.get('id')}" for mark in marks)
    return bool(_NOTE_MARK.search(names)) and len(_spoken(element)) <= 6


def _hidden(element: etree._Element) -> bool:
    return element.get("hidden") is not None or bool(_HIDDEN.search(element.get("style") or ""))


def _line(element: etree._Element) -> int | None:
    return _whole(element.get(LINE), 0) or None


def _line_above(cell: etree._Element) -> int | None:
    row = cell.getparent()
    return None if row is None else _line(row)


def _whole(written: str | None, default: int) -> int:
    found = re.fullmatch(r"\s*(-?\d{1,9})\s*", written or "")
    return int(found.group(1)) if found else default


def _spoken(element: etree._Element) -> str:
    return "".join(str(text) for text in element.itertext())


def _tidy(text: str) -> str:
    lines = (" ".join(line.split()) for line in text.split("\n"))
    return "\n".join(line for line in lines if line)

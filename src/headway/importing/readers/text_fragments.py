"""Scraps of HTML that a conversion left inside a line of text: lists, paragraphs, tables."""

import re
from collections.abc import Iterator
from dataclasses import replace

from lxml import etree, html

from headway.domain.provenance import Place
from headway.importing.documents.document import Cell, Table

_TAG = re.compile(
    r"</?(?:ul|ol|li|p|br|b|i|u|s|em|strong|span|table|tr|td|th|div|a)\b[^<>]*>", re.I
)
_SPACES = re.compile(r"[^\S\n]+")
_WIDE = re.compile(r"[^\S\n]{2,}|\n")
_MARKED = re.compile(r"^(?:[•●○▪◦·*]|\d{1,3}[.)])\s*\S")
_BLOCKS = frozenset({"ul", "ol", "li", "p", "div", "table", "tr", "br"})
_DEEPEST = 40


def has_markup(text: str) -> bool:
    """Whether the text holds a tag that the cell's layout depends on."""
    return _TAG.search(text) is not None


def cell_from(text: str, place: Place, column: int) -> Cell:
    """
    A cell from text that may hold HTML: list items behind their marks, nested tables kept.

    Never raises: what is no markup is text, and every word stays. A wide gap in plain
    text is where the conversion lost a line's end.
    """
    if not has_markup(text):
        lines = [line.strip() for line in _WIDE.split(text)]
        return Cell(text="\n".join(filter(None, lines)), place=place, column=column)
    try:
        root = html.fragment_fromstring(text, create_parent="div")
    except (etree.ParserError, etree.XMLSyntaxError, ValueError, AssertionError):
        plain = _SPACES.sub(" ", _TAG.sub(" ", text)).strip()
        return Cell(text=plain, place=place, column=column)
    lines = [line for line in _lines(root, "", 0) if line.strip(" •")]
    tables = tuple(
        table
        for number, node in enumerate(root.iter("table"), 1)
        if (table := _table(node, replace(place, table=number))) is not None
    )
    return Cell(text="\n".join(lines), place=place, column=column, tables=tables)


def _words(node: "html.HtmlElement") -> str:
    text = "".join(part if isinstance(part, str) else "" for part in node.itertext())
    return " ".join(text.split())


def _lines(node: "html.HtmlElement", mark: str, depth: int) -> Iterator[str]:
    """The node's text, one block a line; `mark` stands before its first line."""
    pending: list[str] = []
    indent = "  " * max(0, depth - 1)

    def flush() -> Iterator[str]:
        nonlocal mark
        text = " ".join("".join(pending).split())
        pending.clear()
        if text:
            yield indent + ("" if _MARKED.match(text) else mark) + text
            mark = ""

    tag = node.tag if isinstance(node.tag, str) else ""
    within = depth + (tag in ("ul", "ol"))
    number = 0
    pending.append(node.text or "")
    if tag == "ul" and (node.text or "").strip():
        mark = "• "
        indent = "  " * max(0, within - 1)
    for child in node:
        child_tag = child.tag if isinstance(child.tag, str) else ""
        if child_tag in _BLOCKS and within < _DEEPEST:
            yield from flush()
            number += child_tag == "li"
            yield from _block(child, tag, number, within)
        else:
            pending.append(_words(child) if child_tag else "")
        pending.append(child.tail or "")
    yield from flush()


def _block(child: "html.HtmlElement", parent: str, number: int, depth: int) -> Iterator[str]:
    if child.tag == "table":
        yield from _table_lines(child)
    elif child.tag == "li":
        yield from _lines(child, f"{number}. " if parent == "ol" else "• ", depth)
    else:
        yield from _lines(child, "", depth)


def _table_lines(node: "html.HtmlElement") -> Iterator[str]:
    for row in node.iter("tr"):
        words = [_words(cell) for cell in row if cell.tag in ("td", "th")]
        if any(words):
            yield " ".join(word for word in words if word)


def _table(node: "html.HtmlElement", place: Place) -> Table | None:
    found = [[_words(cell) for cell in row if cell.tag in ("td", "th")] for row in node.iter("tr")]
    width = max((len(row) for row in found), default=0)
    if not width:
        return None
    rows = tuple(
        tuple(
            Cell(
                text=row[column] if column < len(row) else "",
                place=replace(place, row=number, column=column + 1),
                column=column,
            )
            for column in range(width)
        )
        for number, row in enumerate(found, 1)
    )
    return Table(rows=rows, place=place)

"""Rows, cells and signs of a Word document, as its XML gives them."""

from lxml import etree

from headway.importing.readers.word_numbering import W

_SYMBOLS = {0xFC: "✓", 0xFB: "✗", 0xFE: "☑", 0xFD: "☒", 0xA8: "☐", 0xE0: "→", 0x6C: "●", 0x4A: "☺"}
_CLEAR = frozenset({"", "auto", "nil", "none"})

THROUGH = frozenset(
    f"{W}{name}" for name in ["sdt", "sdtContent", "ins", "moveTo", "customXml", "smartTag"]
)


def rows(parent: etree._Element) -> list[etree._Element]:
    """A table's rows."""
    return _found(parent, f"{W}tr")


def cells(row: etree._Element) -> list[etree._Element]:
    """A row's cells."""
    return _found(row, f"{W}tc")


def _found(parent: etree._Element, tag: str) -> list[etree._Element]:
    """Children of a kind, also where a content control or a reviewer stands between."""
    found = []
    for child in parent:
        if child.tag == tag:
            found.append(child)
        elif child.tag in THROUGH:
            found += _found(child, tag)
    return found


def skipped(properties: etree._Element | None) -> int:
    """How many grid positions a row leaves out at its left."""
    left = None if properties is None else properties.find(f"{W}gridBefore")
    return _number(left, 0)


def span(settings: etree._Element | None) -> int:
    """How many grid columns a cell covers."""
    return max(1, _number(None if settings is None else settings.find(f"{W}gridSpan"), 1))


def _number(element: etree._Element | None, default: int) -> int:
    written = "" if element is None else element.get(f"{W}val", "")
    return int(written) if written.isdecimal() and len(written) < 7 else default


def merge(settings: etree._Element | None) -> str:
    """Whether a cell begins a merge downwards ("restart"), goes on with one, or neither."""
    found = None if settings is None else settings.find(f"{W}vMerge")
    return "" if found is None else found.get(f"{W}val", "continue")


def fill(settings: etree._Element | None) -> str:
    """A cell's colour as `RRGGBB`, or nothing."""
    shading = None if settings is None else settings.find(f"{W}shd")
    colour = "" if shading is None else shading.get(f"{W}fill", "")
    return "" if colour in _CLEAR else colour.upper()


def symbol(piece: etree._Element) -> str:
    """A sign from a symbol font as the character it looks like."""
    code = piece.get(f"{W}char", "")
    try:
        point = int(code, 16)
    except ValueError:
        return ""
    if 0xF000 <= point <= 0xF0FF:
        return _SYMBOLS.get(point & 0xFF, "•")
    return chr(point) if 0x20 <= point <= 0xFFFD and not 0xD800 <= point < 0xE000 else ""

"""What a Word document's styles say of a paragraph or a run: heading, list, bold, struck."""

import re
from dataclasses import dataclass, field

from lxml import etree

from headway.importing.readers.word_numbering import W

TITLE = -1  # the document's own title, which stands above its headings
_HEADING = re.compile(r"heading ([1-9])", re.IGNORECASE)
_OFF = frozenset({"0", "false", "off", "none"})


@dataclass(frozen=True, slots=True)
class Style:
    """
    How a paragraph looks, with what its style inherits.

    Attributes:
        heading: 1 to 9, `TITLE`, or 0 for running text.
        bold: Its runs are bold unless they say otherwise.
        numbers: Its list's name and depth from 0.
    """

    heading: int = 0
    bold: bool = False
    numbers: tuple[str, int] = ("", 0)


@dataclass(frozen=True, slots=True)
class Look:
    """How a run looks; `bold` is None where it does not say."""

    bold: bool | None = None
    struck: bool = False
    hidden: bool = False


@dataclass(slots=True)
class Styles:
    """The styles of one document, by their ids."""

    _elements: dict[str, etree._Element] = field(default_factory=dict)
    _default: str = ""
    _paragraphs: dict[str, Style] = field(default_factory=dict)

    @classmethod
    def of(cls, root: etree._Element | None) -> "Styles":
        """The styles that `styles.xml` defines."""
        styles = cls()
        for element in () if root is None else root.iterfind(f"{W}style"):
            name = element.get(f"{W}styleId", "")
            styles._elements[name] = element
            if element.get(f"{W}type") == "paragraph" and element.get(f"{W}default") in (
                "1",
                "true",
            ):
                styles._default = name
        return styles

    def of_paragraph(self, properties: etree._Element | None) -> Style:
        """The style of a paragraph; its own outline level counts as a heading's."""
        style = self._paragraph(value(properties, "pStyle") or self._default)
        outline = value(properties, "outlineLvl")
        if not style.heading and outline.isdecimal() and int(outline) < 9:
            return Style(heading=int(outline) + 1, bold=style.bold, numbers=style.numbers)
        return style

    def list_of(self, properties: etree._Element | None) -> tuple[str, int]:
        """Which list a paragraph is an item of, and how deep from 0; "" when none."""
        inherited = self._paragraph(value(properties, "pStyle") or self._default).numbers
        own = None if properties is None else properties.find(f"{W}numPr")
        if own is None:
            return inherited
        name, depth = _numbers(own)
        return ("", 0) if name == "0" else (name or inherited[0], depth)

    def of_run(self, properties: etree._Element | None) -> Look:
        """How a run looks by its own settings and its character style."""
        if properties is None:
            return Look()
        style = self._elements.get(value(properties, "rStyle"))
        inherited = None if style is None else style.find(f"{W}rPr")
        bold = properties.find(f"{W}b")
        if bold is None and inherited is not None:
            bold = inherited.find(f"{W}b")
        struck = [properties.find(f"{W}strike"), properties.find(f"{W}dstrike")]
        if inherited is not None and struck == [None, None]:
            struck = [inherited.find(f"{W}strike"), inherited.find(f"{W}dstrike")]
        return Look(
            bold=None if bold is None else on(bold),
            struck=any(on(mark) for mark in struck),
            hidden=on(properties.find(f"{W}vanish")),
        )

    def _paragraph(self, name: str) -> Style:
        if name not in self._paragraphs:
            self._paragraphs[name] = self._inherited(name)
        return self._paragraphs[name]

    def _inherited(self, name: str) -> Style:
        heading, bold, numbers = 0, None, ("", 0)
        seen: set[str] = set()
        while name in self._elements and name not in seen:
            seen.add(name)
            element = self._elements[name]
            heading = heading or _heading(element)
            mark = element.find(f"{W}rPr/{W}b")
            bold = on(mark) if bold is None and mark is not None else bold
            listed = element.find(f"{W}pPr/{W}numPr")
            numbers = numbers if numbers[0] or listed is None else _numbers(listed)
            name = value(element, "basedOn")
        return Style(heading=heading, bold=bool(bold), numbers=numbers)


def value(parent: etree._Element | None, name: str) -> str:
    """The `w:val` of a child, or nothing."""
    child = None if parent is None else parent.find(f"{W}{name}")
    return "" if child is None else child.get(f"{W}val", "")


def on(element: etree._Element | None) -> bool:
    """Whether a Word setting is switched on: present, and not told otherwise."""
    return element is not None and element.get(f"{W}val", "1").lower() not in _OFF


def _heading(style: etree._Element) -> int:
    name = value(style, "name").lower()
    if name == "title":
        return TITLE
    if found := _HEADING.fullmatch(name):
        return int(found.group(1))
    outline = style.find(f"{W}pPr")
    level = value(outline, "outlineLvl")
    return int(level) + 1 if level.isdecimal() and int(level) < 9 else 0


def _numbers(properties: etree._Element) -> tuple[str, int]:
    depth = value(properties, "ilvl")
    return value(properties, "numId"), int(depth) if depth.isdecimal() and len(depth) < 3 else 0

"""
The numbers Word puts before list items, which are not in the text but counted from it.

"3." pairs with "3." across columns only when the count is Word's own: lists run on over
cells and tables, start where they are told to and restart under a higher level.
"""

from collections import defaultdict
from dataclasses import dataclass, field

from lxml import etree

from headway.importing.documents.flow import bullet
from headway.importing.documents.numerals import numeral

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_KINDS = {
    "lowerLetter": "a",
    "upperLetter": "A",
    "lowerRoman": "i",
    "upperRoman": "I",
}
_LEVELS = 9


@dataclass(frozen=True, slots=True)
class _Level:
    start: int = 1
    format: str = "decimal"
    shown: str = ""


@dataclass(slots=True)
class Numbering:
    """Counts the list items of one document in reading order."""

    _abstract: dict[str, dict[int, _Level]] = field(default_factory=dict)
    _lists: dict[str, str] = field(default_factory=dict)
    _starts: dict[str, dict[int, int]] = field(default_factory=dict)
    _counts: dict[str, dict[int, int]] = field(default_factory=lambda: defaultdict(dict))
    _begun: set[str] = field(default_factory=set)

    @classmethod
    def of(cls, root: etree._Element | None) -> "Numbering":
        """The lists that `numbering.xml` defines."""
        numbering = cls()
        if root is None:
            return numbering
        for abstract in root.iterfind(f"{W}abstractNum"):
            levels = {_whole(level, "ilvl"): _level(level) for level in abstract.iter(f"{W}lvl")}
            numbering._abstract[abstract.get(f"{W}abstractNumId", "")] = levels
        for number in root.iterfind(f"{W}num"):
            numbering._define(number)
        return numbering

    def _define(self, number: etree._Element) -> None:
        name = number.get(f"{W}numId", "")
        points = number.find(f"{W}abstractNumId")
        self._lists[name] = "" if points is None else points.get(f"{W}val", "")
        starts = {}
        for override in number.iterfind(f"{W}lvlOverride"):
            start = override.find(f"{W}startOverride")
            if start is not None:
                starts[_whole(override, "ilvl")] = _whole(start, "val", 1)
        self._starts[name] = starts

    def mark(self, name: str, depth: int) -> str:
        """The next item's mark in list `name`, `depth` levels down from 0; advances the count."""
        abstract = self._lists.get(name)
        if abstract is None:
            return ""
        depth = min(max(depth, 0), _LEVELS - 1)
        levels = self._abstract.get(abstract, {})
        level = levels.get(depth, _Level())
        counts = self._counts[abstract]
        if name not in self._begun:
            self._begun.add(name)
            for overridden, start in self._starts.get(name, {}).items():
                counts[overridden] = start - 1
        counts[depth] = counts.get(depth, level.start - 1) + 1
        for deeper in range(depth + 1, _LEVELS):
            counts.pop(deeper, None)
        return self._shown(levels, counts, depth)

    def _shown(self, levels: dict[int, _Level], counts: dict[int, int], depth: int) -> str:
        level = levels.get(depth, _Level())
        if level.format == "bullet":
            return bullet(depth + 1)
        if level.format == "none":
            return ""
        shown = level.shown or f"%{depth + 1}."
        for upper in range(depth + 1):
            above = levels.get(upper, _Level())
            number = counts.get(upper, above.start)
            shown = shown.replace(f"%{upper + 1}", _numeral(number, above.format))
        return " ".join(shown.split())


def _numeral(number: int, format_: str) -> str:
    if format_ == "decimalZero":
        return f"{number:02d}"
    if format_ == "ordinal":
        return numeral(number, "1st")
    return numeral(number, _KINDS.get(format_, "1"))


def _level(level: etree._Element) -> _Level:
    def value(name: str, default: str) -> str:
        found = level.find(f"{W}{name}")
        return default if found is None else found.get(f"{W}val", default)

    start = value("start", "1")
    return _Level(
        start=int(start) if start.isdecimal() and len(start) < 10 else 1,
        format=value("numFmt", "decimal"),
        shown=value("lvlText", ""),
    )


def _whole(element: etree._Element, name: str, default: int = 0) -> int:
    written = element.get(f"{W}{name}", "")
    return int(written) if written.isdecimal() and len(written) < 10 else default

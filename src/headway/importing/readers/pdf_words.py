"""
Words on a PDF page become lines, and lines the paragraphs and list items they were.

A PDF holds letters at places; where a paragraph ended is told by what would still have
fitted on its last line, by space between lines and by list marks.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from headway.importing.documents.document import Link
from headway.importing.documents.flow import Line, bullet
from headway.importing.readers.list_marks import is_sign

_DASHES = frozenset("-–—*")
_NUMBER = re.compile(r"\(?(?:(\d{1,2})|[a-z]|[ivx]{1,4})[.)]")
_OPEN_END = re.compile(r"[^\W\d_]-$")
_APART = 1.55  # times the height of the letters: more space than this parts paragraphs


@dataclass(slots=True, kw_only=True)
class Word:
    """One word: its letters, its box from the page's top left, and its look."""

    text: str
    x0: float
    x1: float
    top: float
    bottom: float
    size: float
    bold: bool = False
    italic: bool = False
    struck: bool = False
    courier: bool = False
    link: str = ""

    @property
    def across(self) -> float:
        """Its middle, from the left."""
        return (self.x0 + self.x1) / 2

    @property
    def down(self) -> float:
        """Its middle, from the top."""
        return (self.top + self.bottom) / 2


@dataclass(slots=True, kw_only=True)
class TextLine:
    """
    Words side by side, from left to right.

    Attributes:
        column: Which of several columns of running text it stands in, from 0.
        band: The top of those columns, where there are several; they are read one by one.
        room: The width of its column, where there are several.
    """

    words: list[Word] = field(default_factory=list)
    column: int = 0
    band: float | None = None
    room: float | None = None

    @property
    def x0(self) -> float:
        """Where it begins."""
        return self.words[0].x0

    @property
    def x1(self) -> float:
        """Where it ends."""
        return max(word.x1 for word in self.words)

    @property
    def top(self) -> float:
        """The top of its tallest word."""
        return min(word.top for word in self.words)

    @property
    def bottom(self) -> float:
        """The foot of its lowest word."""
        return max(word.bottom for word in self.words)

    @property
    def size(self) -> float:
        """The size of its letters: that of most of them."""
        sizes: dict[float, int] = {}
        for word in self.words:
            sizes[word.size] = sizes.get(word.size, 0) + len(word.text)
        return max(sizes, key=lambda size: (sizes[size], size))

    @property
    def bold(self) -> bool:
        """All of its words are bold."""
        return all(word.bold for word in self.words)

    @property
    def look(self) -> tuple[bool, bool] | None:
        """Bold and italic where all its words agree, else None."""
        looks = {(word.bold, word.italic) for word in self.words}
        return looks.pop() if len(looks) == 1 else None

    @property
    def text(self) -> str:
        """Its words that stand, with spaces where there is space."""
        return joined(word for word in self.words if not word.struck)


def joined(words: Iterable[Word]) -> str:
    """Words as text; parts of one word in two looks stay together."""
    text, before = "", None
    for word in words:
        touching = before is not None and -1 < word.x0 - before.x1 < 0.08 * word.size
        text += word.text if before is None or touching else f" {word.text}"
        before = word
    return text


def lines(words: Iterable[Word]) -> list[TextLine]:
    """Words gathered into lines, from the top of the page down."""
    found: list[TextLine] = []
    for word in sorted(words, key=lambda word: (word.top, word.x0)):
        for line in reversed(found[-4:]):
            shared = min(line.bottom, word.bottom) - max(line.top, word.top)
            if shared >= 0.5 * min(word.bottom - word.top, line.bottom - line.top):
                line.words.append(word)
                break
        else:
            found.append(TextLine(words=[word]))
    for line in found:
        line.words.sort(key=lambda word: word.x0)
    return sorted(found, key=lambda line: line.top)


def paragraphs(found: Sequence[TextLine], width: float) -> list[Line]:
    """
    Lines joined into paragraphs and list items.

    Args:
        found: Lines of one cell or one run of text, from the top.
        width: The room a line had, in points.
    """
    groups: list[list[TextLine]] = []
    marks: list[str] = []
    number = 0
    for line in found:
        mark = _mark(line)
        counted = _NUMBER.fullmatch(mark)
        ordinal = int(counted.group(1)) if counted and counted.group(1) else 0
        before = groups[-1][-1] if groups else None
        if before is not None and ordinal and not _plausible(ordinal, number, before, line, width):
            mark = ""
        if before is None or mark or _parted(before, line, width):
            groups.append([line])
            marks.append(mark)
            number = ordinal or number
        else:
            groups[-1].append(line)
    indents = _indents(groups, marks)
    return [_paragraph(group, mark, indents) for group, mark in zip(groups, marks, strict=True)]


def is_mark(word: Word) -> bool:
    """Whether a word is a list mark: a bullet, a dash or a number such as "3."."""
    return (
        (len(word.text) == 1 and is_sign(word.text))
        or word.text in _DASHES
        or bool(_NUMBER.fullmatch(word.text))
    )


def _mark(line: TextLine) -> str:
    """The list mark a line begins with; a dash needs words behind it."""
    first = line.words[0]
    if is_sign(first.text[0]) or (first.text == "o" and first.courier):
        return first.text[0]
    if len(line.words) < 2:
        return ""
    if first.text in _DASHES or _NUMBER.fullmatch(first.text):
        return first.text
    return ""


def _plausible(ordinal: int, number: int, before: TextLine, line: TextLine, width: float) -> bool:
    """Whether "12." begins an item, or is the end of a sentence that was wrapped before it."""
    return ordinal in (1, number + 1) or _parted(before, line, width)


def _parted(before: TextLine, line: TextLine, width: float) -> bool:
    """Whether a new paragraph begins: by space, by look, or because its first word had room."""
    size = max(before.size, 1)
    if line.top - before.top > _APART * size + 0.2 * size or line.bottom < before.top:
        return True
    if abs(line.size - before.size) > 0.2 * size:
        return True
    if before.look and line.look and before.look != line.look:
        return True
    first = line.words[0]
    room = width - (before.x1 - before.x0)
    space = 0.25 * size
    return room > (first.x1 - first.x0) + space + 0.8 * size


def _indents(groups: list[list[TextLine]], marks: list[str]) -> list[float]:
    """The distinct indents of bullets, from the left."""
    indents: list[float] = []
    for x0 in sorted(group[0].x0 for group, mark in zip(groups, marks, strict=True) if mark):
        if not indents or x0 - indents[-1] > 5:
            indents.append(x0)
    return indents


def _paragraph(group: list[TextLine], mark: str, indents: list[float]) -> Line:
    level = 0
    if mark:
        level = sum(indent <= group[0].x0 + 1 for indent in indents)
    words = [word for line in group for word in line.words]
    spoken = _wrapped([line.text for line in group])
    marker = mark
    if mark:
        spoken = spoken[len(mark) :].lstrip() if spoken.startswith(mark) else spoken
        marker = mark if _NUMBER.fullmatch(mark) else bullet(level)
    return Line(
        text=spoken,
        marker=marker,
        level=level,
        links=_links(words),
        struck=joined(word for word in words if word.struck),
        bold=all(word.bold for word in words),
    )


def _wrapped(texts: list[str]) -> str:
    """
    Wrapped lines as one; a hyphen at a line's end keeps its word together.

    >>> _wrapped(["Promote e-", "cigarettes as a", "safer way"])
    'Promote e-cigarettes as a safer way'
    """
    whole = ""
    for text in texts:
        whole += text if not whole or _OPEN_END.search(whole) else f" {text}"
    return whole.strip()


def _links(words: list[Word]) -> list[Link]:
    links: dict[str, list[Word]] = {}
    for word in words:
        if word.link:
            links.setdefault(word.link, []).append(word)
    return [Link(target=target, words=joined(found)) for target, found in links.items()]

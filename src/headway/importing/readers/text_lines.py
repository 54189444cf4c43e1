"""The lines of a text file: pages, running titles and page numbers."""

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from headway.importing.readers.list_marks import with_plain_marks
from headway.importing.readers.text_headers import spans

_PAGE_NUMBER = re.compile(r"^(?:page\s*)?\d{1,3}(?:\s*(?:of|/)\s*\d{1,3})?$", re.IGNORECASE)
_EDGE = 4
_LIST_MARK = re.compile(r"^(?:[•●○▪*-]|\d{1,3}[.)])\s")


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the file, with its number from 1 and its page, where it has pages."""

    text: str
    number: int
    page: int | None


def lines_of(text: str) -> list[Line]:
    """The lines, a form feed beginning a new page."""
    paged = "\f" in text
    lines: list[Line] = []
    page = 1
    plain = text.replace("\r\n", "\n").replace("\r", "\n")
    for raw in plain.split("\n"):
        for at, piece in enumerate(raw.split("\f")):
            page += at > 0
            if at == 0 and not piece and "\f" in raw:
                continue
            bare = piece.replace("\ufeff", "")
            marked = with_plain_marks(bare)
            tidy = "".join(c if c.isprintable() or c == "\t" else " " for c in marked).rstrip(" ")
            lines.append(Line(tidy, len(lines) + 1, page if paged else None))
    return lines


@dataclass(frozen=True, slots=True)
class Running:
    """
    What runs through the pages, by line number.

    Attributes:
        repeats: Lines that only repeat a page's title, or count its pages.
        firsts: The first line of each repeated title, which is kept.
    """

    repeats: frozenset[int]
    firsts: frozenset[int]


def running_titles(lines: Sequence[Line]) -> Running:
    """The titles and page numbers that run through the pages."""
    counts = _page_numbers(lines)
    repeats = _all_but_first(
        [line for line in lines if line.number in counts], {"page 0", "page 0 of 0"}
    )
    repeats |= {n for n in counts if not any(c.isalpha() for c in _text_of(lines, n))}
    repeated = _repeated_at_edges(lines) | _repeated_apart(lines)
    keys = {_key(line.text) for line in lines if line.number in repeated}
    met: set[str] = set()
    firsts: set[int] = set()
    for line in lines:
        key = _key(line.text)
        if key in keys and key not in met:
            met.add(key)
            firsts.add(line.number)
    return Running(frozenset(repeats | repeated), frozenset(firsts))


def _text_of(lines: Sequence[Line], number: int) -> str:
    return next((line.text for line in lines if line.number == number), "")


def _key(text: str) -> str:
    bare = " ".join(text.split()).lower().replace("’", "'")
    return re.sub(r"\d+", "0", bare)


def _page_numbers(lines: Sequence[Line]) -> set[int]:
    edges = {line.number for page in _pages(lines).values() for line in page[-_EDGE:]}
    return {
        line.number
        for line in lines
        if line.number in edges and _PAGE_NUMBER.match(line.text.strip())
    }


def _pages(lines: Sequence[Line]) -> dict[int, list[Line]]:
    pages: dict[int, list[Line]] = defaultdict(list)
    for line in lines:
        if line.page is not None and line.text.strip():
            pages[line.page].append(line)
    return pages


def _repeated_at_edges(lines: Sequence[Line]) -> set[int]:
    """Lines at the top or the foot of pages that a third of the others have there too."""
    pages = _pages(lines)
    dropped: set[int] = set()
    for cut in (slice(0, _EDGE), slice(-_EDGE, None)):
        seen: Counter[str] = Counter()
        at_edge: list[Line] = []
        for page in pages.values():
            edge = [line for line in page[cut] if len(spans(line.text)) <= 1]
            seen.update({_key(line.text) for line in edge})
            at_edge += edge
        often = max(2, len(pages) / 3)
        dropped |= _all_but_first(at_edge, {key for key, times in seen.items() if times >= often})
    return dropped


def _repeated_apart(lines: Sequence[Line]) -> set[int]:
    """Lines standing between blank ones three times or more, word for word, in an unpaged text."""
    apart = [
        line
        for before, line, after in zip([None, *lines], lines, [*lines[1:], None], strict=False)
        if line.text.strip()
        and "\t" not in line.text
        and len(line.text) >= 12
        and not _LIST_MARK.match(line.text.strip())
        and (before is None or not before.text.strip())
        and (after is None or not after.text.strip())
    ]
    seen = Counter(_key(line.text) for line in apart)
    return _all_but_first(apart, {key for key, times in seen.items() if times >= 3})


def _all_but_first(lines: Sequence[Line], keys: set[str]) -> set[int]:
    met: set[str] = set()
    dropped: set[int] = set()
    for line in lines:
        key = _key(line.text)
        if key in keys and key in met:
            dropped.add(line.number)
        met.add(key)
    return dropped

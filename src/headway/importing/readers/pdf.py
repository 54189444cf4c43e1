"""
PDF files with text: tables by the lines and fills that draw them, the rest as paragraphs.

A table that a page break cut is marked as continuing; running titles are kept once.
"""

import io
import logging
import re
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path

import pdfplumber

from headway.importing.documents.document import Document, DocumentError
from headway.importing.documents.files import contents, fingerprint, given_title
from headway.importing.documents.flow import Box, Flow, Grid, Layout, Line
from headway.importing.documents.limits import DEFAULT, Limits
from headway.importing.readers.pdf_grids import PageTable, Spot, recut
from headway.importing.readers.pdf_pages import Page, body_size, laid_out
from headway.importing.readers.pdf_words import TextLine, lines, paragraphs

_SAME_EDGE = 6.0
_FEW = 15  # words: a page with fewer and a large picture is a scan
_PAGE_NUMBER = re.compile(r"(?:page\s*)?\d{1,3}(?:\s*(?:of|/)\s*\d{1,3})?", re.IGNORECASE)
_NUMBERED = re.compile(r"\bpage\s*\d{1,3}(?:\s*(?:of|/)\s*\d{1,3})?\s*$", re.IGNORECASE)
_MARGIN = 0.16  # of the page's height: where running titles stand


def read(path: Path, limits: Limits = DEFAULT) -> Document:
    """
    Read a PDF that holds text.

    Raises:
        DocumentError: It is encrypted, damaged, too long, or only pictures of pages.
    """
    data = contents(path, limits)
    logging.getLogger("pdfminer").setLevel(logging.ERROR)
    try:
        title, pages = _pages(data, path.name, limits)
    except (DocumentError, MemoryError, RecursionError):
        raise
    except Exception as problem:  # pdfminer fails in as many ways as files can be broken
        raise _unreadable(path.name, problem) from problem
    if not any(page.parts for page in pages):
        raise DocumentError(
            f"{path.name} holds no text, only pictures of its pages; run text recognition (OCR) on"
            " it, or ask for the document it was printed from."
        )
    flow = _Assembly(pages).flow()
    return Document(
        name=path.name,
        format="pdf",
        sha256=fingerprint(data),
        blocks=tuple(Layout(path.name, limits).blocks(flow)),
        title=title,
        pages=len(pages),
        warnings=tuple(_warnings(pages, ended=b"%%EOF" in data[-2048:])),
    )


def _pages(data: bytes, name: str, limits: Limits) -> tuple[str, list[Page]]:
    pages = []
    with pdfplumber.open(io.BytesIO(data)) as pdf:
        title = pdf.metadata.get("Title")
        for number, page in enumerate(pdf.pages, start=1):
            if number > limits.pages:
                raise DocumentError(
                    f"{name} has more than {limits.pages} pages; save only the plan's own pages."
                )
            pages.append(laid_out(page, number))
            page.close()
    return given_title(title), pages


def _unreadable(name: str, problem: BaseException) -> DocumentError:
    chain = f"{problem!r} {problem.__cause__!r} {problem.__context__!r}"
    if "Password" in chain or "Encrypt" in chain:
        return DocumentError(
            f"{name} is protected by a password; open it and print or save a copy without one."
        )
    return DocumentError(
        f"{name} is damaged or was cut short and cannot be read as a PDF; ask its sender for the"
        " file again, or open it and print it to a new PDF."
    )


def _warnings(pages: Sequence[Page], *, ended: bool) -> list[str]:
    scanned = [str(page.number) for page in pages if page.pictured and page.word_count < _FEW]
    found = []
    if not ended:
        found.append("The file ends too early; its last pages may be missing.")
    if scanned:
        word = "Page" if len(scanned) == 1 else "Pages"
        found.append(
            f"{word} {', '.join(scanned)} held a picture and hardly any text; run text recognition"
            " (OCR) if it belongs to the plan."
        )
    marks = {page.watermark for page in pages if page.watermark}
    found += [f"The pages carry the watermark “{mark}”." for mark in sorted(marks)]
    return found


class _Assembly:
    """Puts pages together: running titles once, cut tables marked, headings by their size."""

    def __init__(self, pages: Sequence[Page]) -> None:
        self._pages = pages
        self._body = body_size(pages)
        self._running = _running(pages)
        self._levels = self._heading_sizes()
        self._said: set[str] = set()
        self._before: PageTable | None = None

    def flow(self) -> Flow:
        """The document in reading order."""
        flow: Flow = []
        for page in self._pages:
            flow += self._page(page)
        return flow

    def _page(self, page: Page) -> Flow:
        flow: Flow = []
        waiting: list[TextLine] = []
        first = True
        for part in page.parts:
            if isinstance(part, TextLine) and _key(part, page) in self._running:
                flow += self._text(waiting, page)
                waiting = []
                flow += self._once(part, page)
            elif isinstance(part, TextLine):
                waiting.append(part)
                self._before, first = None, False
            else:
                flow += self._text(waiting, page)
                waiting = []
                if first and self._before is not None:
                    recut(part, self._before.xs)
                grid = _grid(part, page.number)
                grid.continues = first and _goes_on(self._before, part)
                flow.append(grid)
                self._before, first = part, False
        return flow + self._text(waiting, page)

    def _once(self, line: TextLine, page: Page) -> Flow:
        key = _key(line, page)[0]
        if key in self._said:
            return []
        self._said.add(key)
        level = self._levels.get(line.size, 0)
        return [Line(text=line.text, heading=level, running=True, page=page.number)]

    def _text(self, found: list[TextLine], page: Page) -> Flow:
        flow: Flow = []
        right = max((part.x1 for part in page.parts), default=0)
        for run in _runs(found, self._levels):
            level = self._levels.get(run[0].size, 0)
            for line in paragraphs(run, run[0].room or right - run[0].x0):
                line.page, line.heading = page.number, level if not line.marker else 0
                flow.append(line)
        return flow

    def _heading_sizes(self) -> dict[float, int]:
        """Sizes clearly larger than the body's, the largest first, as levels from 1."""
        sizes = {
            part.size
            for page in self._pages
            for part in page.parts
            if isinstance(part, TextLine)
            and part.size >= 1.15 * self._body
            and not _PAGE_NUMBER.fullmatch(part.text.strip())
        }
        return {size: min(level, 6) for level, size in enumerate(sorted(sizes, reverse=True), 1)}


def _runs(found: Sequence[TextLine], levels: dict[float, int]) -> list[list[TextLine]]:
    """Lines that may be one paragraph: as large as each other, as far as headings go."""
    runs: list[list[TextLine]] = []
    for line in found:
        before = runs[-1][-1] if runs else None
        if (
            before is not None
            and levels.get(before.size, 0) == levels.get(line.size, 0)
            and (before.band, before.column) == (line.band, line.column)
        ):
            runs[-1].append(line)
        else:
            runs.append([line])
    return runs


def _key(line: TextLine, page: Page) -> tuple[str, int]:
    """A line's words without its figures, and where it stands: what running titles share."""
    words = re.sub(r"\d+", "0", line.text.lower())
    return words, round(line.top / page.height * 50)


def _running(pages: Sequence[Page]) -> set[tuple[str, int]]:
    """
    Lines near the top or foot that stand on at least two pages and on half of them.

    They are the same on each, but for a number that counts the pages: "Priority 2" on the
    page after "Priority 1" is no running title.
    """
    seen: dict[tuple[str, int], list[tuple[int, TextLine]]] = defaultdict(list)
    for page in pages:
        for part in page.parts:
            if not isinstance(part, TextLine):
                continue
            if part.top < _MARGIN * page.height or part.bottom > (1 - _MARGIN) * page.height:
                seen[_key(part, page)].append((page.number, part))
    most = max(2, len(pages) / 2)
    return {
        key
        for key, found in seen.items()
        if len({number for number, _ in found}) >= most
        and (len({line.text for _, line in found}) == 1 or _counts_pages(found, pages))
    }


def _counts_pages(found: list[tuple[int, TextLine]], pages: Sequence[Page]) -> bool:
    if all(_NUMBERED.search(line.text) or _PAGE_NUMBER.fullmatch(line.text) for _, line in found):
        return True
    at_foot = all(line.top > 0.5 * pages[number - 1].height for number, line in found)
    ends = [re.search(r"^(\d{1,3})\b|\b(\d{1,3})$", line.text) for _, line in found]
    ahead = {
        int(end.group(1) or end.group(2)) - number
        for end, (number, _) in zip(ends, found, strict=True)
        if end
    }
    return at_foot and all(ends) and len(ahead) == 1


def _goes_on(before: PageTable | None, table: PageTable) -> bool:
    """Whether a table at a page's top goes on from the one that ended the page before."""
    if before is None:
        return False
    if _first_row(before) == _first_row(table) and len(before.xs) == len(table.xs):
        return True
    return len(before.xs) == len(table.xs) and all(
        abs(one - other) <= _SAME_EDGE for one, other in zip(before.xs, table.xs, strict=True)
    )


def _first_row(table: PageTable) -> list[str]:
    return [
        " ".join(line.text for line in lines(spot.words)) for spot in table.spots if not spot.row
    ]


def _grid(table: PageTable, page: int) -> Grid:
    """A ruled table's cells on its grid; a position that no cell covers is empty."""
    grid = Grid(page=page)
    height, width = len(table.ys) - 1, len(table.xs) - 1
    starts = {(spot.row, spot.column): spot for spot in table.spots}
    covered = {
        (row, column)
        for spot in table.spots
        for row in range(spot.row, spot.row + spot.down)
        for column in range(spot.column, spot.column + spot.across)
    }
    for row in range(height):
        boxes = []
        for column in range(width):
            if (row, column) in starts:
                boxes.append(_box(starts[row, column]))
            elif (row, column) not in covered:
                boxes.append(Box())
        grid.rows.append(boxes)
    _mark_headers(grid)
    return grid


def _box(spot: Spot) -> Box:
    found = lines(spot.words)
    inset = min((word.x0 for word in spot.words), default=0) - spot.bounds[0]
    width = spot.bounds[2] - spot.bounds[0] - 2 * max(inset, 0)
    flow: Flow = [*paragraphs(found, width)]
    return Box(flow=flow, across=spot.across, down=spot.down, fill=spot.fill)


def _mark_headers(grid: Grid) -> None:
    """The rows at the top whose words are all bold, or whose fill the rows below have not."""
    bodies = [box.fill for row in grid.rows[1:] for box in row if box.flow]
    for row in grid.rows[:-1]:
        spoken = [box for box in row if box.flow]
        if not spoken:
            continue
        bold = all(isinstance(line, Line) and line.bold for box in spoken for line in box.flow)
        filled = all(box.fill and bodies.count(box.fill) * 4 < len(bodies) for box in spoken)
        if not bold and not filled:
            break
        for box in row:
            box.header = True

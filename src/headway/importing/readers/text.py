"""
Plain text, above all text that somebody converted from a PDF, with its tables broken.

Columns may have been kept as tabs, with scraps of HTML in the cells, or only as white
space. Titles and page numbers that run through the pages are kept once.
"""

import hashlib
from collections.abc import Iterator, Sequence
from pathlib import Path

from headway.domain.provenance import Place
from headway.importing.documents.document import (
    Block,
    Cell,
    Document,
    DocumentError,
    Heading,
    Paragraph,
    Table,
)
from headway.importing.documents.wrapping import MARK, ends, goes_on, joined
from headway.importing.readers import text_aligned as aligned
from headway.importing.readers import text_headers as headers
from headway.importing.readers import text_prose as prose
from headway.importing.readers.text_fragments import cell_from
from headway.importing.readers.text_lines import Line, lines_of, running_titles
from headway.importing.readers.text_tabs import table_of

_LARGEST = 20_000_000
_AHEAD = 12


def read(path: Path) -> Document:
    """
    Read a text file.

    Raises:
        DocumentError: It is too large, holds no text, or is no text at all.
    """
    data = path.read_bytes()
    if len(data) > _LARGEST:
        raise DocumentError(
            f"{path.name} is {len(data) // 1_000_000} MB; a text file may have "
            f"{_LARGEST // 1_000_000} MB. Import the part that holds the plan."
        )
    text = _decoded(data, path.name)
    lines = lines_of(text)
    return Document(
        name=path.name,
        format="text",
        sha256=hashlib.sha256(data).hexdigest(),
        blocks=tuple(_Reading(lines, path.name).blocks()),
        pages=lines[-1].page if lines else None,
    )


def _decoded(data: bytes, name: str) -> str:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", errors="replace")
    if b"\0" in data[:4096]:
        raise DocumentError(
            f"{name} is not a text file (it holds binary data). "
            "Give it its proper ending, such as .docx or .pdf, and import it again."
        )
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = data.decode("cp1252", errors="replace")
    if not text.strip():
        raise DocumentError(f"{name} is empty. Import a file that holds the plan's text.")
    return text


class _Reading:
    """The pass over the lines: what has been used, and what stands next."""

    def __init__(self, lines: Sequence[Line], name: str) -> None:
        running = running_titles(lines)
        self.firsts = running.firsts
        self.lines = prose.tables_whole(
            [line for line in lines if line.number not in running.repeats]
        )
        self.texts = [line.text for line in self.lines]
        self.name = name
        self.at = 0
        self.tables = 0
        self.in_glossary = False
        self.aside: list[Line] = []
        self.titles: set[int] = set()
        self.headers: dict[int, headers.Header | None] = {}

    def blocks(self) -> Iterator[Block]:
        """The blocks in reading order."""
        titled = False
        while self.at < len(self.lines):
            if not self.texts[self.at].strip():
                self.at += 1
            elif "\t" in self.texts[self.at]:
                yield from self._tabbed()
            elif header := self._header(self.at):
                yield from self._aligned(header)
            elif self._is_parallel():
                yield from self._parallel()
            else:
                block = self._running()
                if isinstance(block, Heading):
                    self.in_glossary = prose.GLOSSARY.search(block.text) is not None
                    if not titled:
                        block = Heading(text=block.text, level=1, place=block.place)
                yield block
            for line in self.aside:
                yield Paragraph(text=" ".join(line.text.split()), place=self._place(line))
            self.aside.clear()
            titled = titled or bool(self.at and self.texts[self.at - 1].strip())

    def _header(self, at: int) -> headers.Header | None:
        """The table header that begins on this line, all of it on one page."""
        if at not in self.headers:
            page = self.lines[at].page if at < len(self.lines) else None
            ahead = [line.text for line in self.lines[at : at + 6] if line.page == page]
            self.headers[at] = headers.header_at(ahead)
        return self.headers[at]

    def _place(self, line: Line, *, table: bool = False) -> Place:
        return Place(
            document=self.name,
            page=line.page,
            line=line.number,
            table=self.tables if table else None,
        )

    def _tabbed(self) -> Iterator[Block]:
        first = self.at
        while self.at < len(self.lines) and "\t" in self.texts[self.at]:
            self.at += 1
        self.tables += 1
        table = table_of(self.lines[first : self.at], self._place(self.lines[first], table=True))
        if table is None:
            self.tables -= 1
        else:
            yield table

    def _aligned(self, header: headers.Header) -> Iterator[Block]:
        """The table under a header, one block for each page or repeated header."""
        self.tables += 1
        continues = False
        while True:
            head = self.lines[self.at : self.at + header.height]
            self.at += header.height
            body = self._body(header)
            yield self._part(header, head, body, continues=continues)
            continues = True
            while self._is_on_a_new_page(body):
                body = self._body(header)
                if not any(line.text.strip() for line in body):
                    break
                yield self._part(header, [], body, continues=True)
            again = self._header(self.at)
            if again is None or not _same_header(header, again):
                return
            header = again

    def _is_on_a_new_page(self, body: Sequence[Line]) -> bool:
        if self.at >= len(self.lines) or not body or self.lines[self.at].page is None:
            return False
        return self.lines[self.at].page != body[-1].page and not self._ends_table(None)

    def _body(self, header: headers.Header) -> list[Line]:
        """The lines of one page that belong to the table."""
        body: list[Line] = []
        page = self.lines[self.at].page if self.at < len(self.lines) else None
        while self.at < len(self.lines):
            line = self.lines[self.at]
            if line.page != page or "\t" in line.text:
                break
            if self._ends_table(header):
                if not self._goes_on_below():
                    break
                self.titles.add(line.number)
            if line.number in self.firsts:
                self.aside.append(line)
            else:
                body.append(line)
            self.at += 1
        return body

    def _ends_table(self, header: headers.Header | None) -> bool:
        """Whether the next line spans the columns, or stands over the next table."""
        text = self.texts[self.at]
        found = headers.spans(text)
        if not found:
            return False
        if self._header(self.at):
            return True
        if len(found) > 1 or found[0].start > 2 or goes_on(text):
            return False
        blank_above = self.at == 0 or not self.texts[self.at - 1].strip()
        if header is not None:
            second = header.spans[1].start
            third = header.spans[min(2, len(header.spans) - 1)].start
            if found[0].end > third or (found[0].end > second and blank_above):
                return True
            if blank_above and headers.stand_alone(self.texts[self.at : self.at + _AHEAD]):
                return True
        return prose.NAMED.match(text) is not None or (blank_above and self._header_follows())

    def _goes_on_below(self) -> bool:
        """Whether the line is a title between rows: columns follow it, and no header of theirs."""
        text = self.texts[self.at]
        ahead = [
            at
            for at in range(self.at + 1, min(self.at + 4, len(self.lines)))
            if self.texts[at].strip()
        ]
        labelled = prose.LABEL.match(text) and not prose.NAMED.match(text)
        if not ahead or len(headers.spans(text)) != 1 or labelled:
            return False
        below = headers.spans(self.texts[ahead[0]])
        return len(below) > 1 and not any(self._header(at) for at in [self.at, *ahead])

    def _header_follows(self) -> bool:
        ahead = range(self.at + 1, min(self.at + 5, len(self.lines)))
        return any(self._header(at) for at in ahead)

    def _part(
        self, header: headers.Header, head: Sequence[Line], body: Sequence[Line], *, continues: bool
    ) -> Table:
        texts = [line.text for line in body if line.number not in self.titles]
        header = headers.with_numbers(header, texts)
        slack = 2 if head or not continues else 9
        starts = aligned.starts_of(header, [text for text in texts if text.strip()], slack)
        rows: list[tuple[Cell, ...]] = []
        place = self._place((head or body)[0], table=True)
        if head:
            titles = [span.text for span in header.spans]
            rows.append(self._cells(titles, head[0], 1, header=True))
        fresh = bool(head)
        for lines in self._between_titles(body):
            rows += self._rows(lines, starts, len(rows) + 1, fresh=fresh)
            fresh = True
        return Table(rows=tuple(rows), place=place, continues=continues)

    def _between_titles(self, body: Sequence[Line]) -> Iterator[list[Line]]:
        """The lines in runs: each title between rows alone, and the lines around it."""
        run: list[Line] = []
        for line in body:
            if line.number in self.titles:
                yield from (run, [line])
                run = []
            else:
                run.append(line)
        yield run

    def _rows(
        self, lines: Sequence[Line], starts: Sequence[int], first: int, *, fresh: bool
    ) -> Iterator[tuple[Cell, ...]]:
        told = _trimmed(lines)
        if len(told) == 1 and told[0].number in self.titles:
            texts = [" ".join(told[0].text.split()), *[""] * (len(starts) - 1)]
            yield self._cells(texts, told[0], first)
            return
        part = aligned.Part(
            [aligned.split_line(line.text, starts) for line in told],
            [line.number for line in told],
            fresh,
        )
        by_number = {line.number: line for line in told}
        for number, row in enumerate(aligned.rows_of(part), first):
            yield self._cells(row.texts, by_number[row.line], number, covered=row.covered)

    def _cells(
        self,
        texts: Sequence[str],
        line: Line,
        row: int,
        *,
        header: bool = False,
        covered: frozenset[int] = frozenset(),
    ) -> tuple[Cell, ...]:
        return tuple(
            Cell(
                text=text,
                place=Place(
                    document=self.name,
                    page=line.page,
                    table=self.tables,
                    row=row,
                    column=at + 1,
                    line=line.number,
                ),
                column=at,
                header=header,
                covers=at in covered,
            )
            for at, text in enumerate(texts)
        )

    def _is_parallel(self) -> bool:
        """Whether two lines or more stand in columns from here, without a header."""
        ahead = self.texts[self.at : self.at + 2]
        return len(ahead) == 2 and all(len(headers.spans(text)) > 1 for text in ahead)

    def _parallel(self) -> Iterator[Block]:
        first = self.at
        second = headers.spans(self.texts[first])[1].start
        while self.at < len(self.lines) and self.texts[self.at].strip():
            if "\t" in self.texts[self.at] or self._header(self.at):
                break
            found = headers.spans(self.texts[self.at])
            alone = len(found) == 1 and found[0].start < 3 and self.at > first
            if alone and (found[0].end > second or found[0].text.endswith(":")):
                break
            if alone and self._header_follows():
                break
            self.at += 1
        self.at = max(self.at, first + 1)
        lines = self.lines[first : self.at]
        widest = max((headers.spans(line.text) for line in lines), key=len)
        self.tables += 1
        header = headers.Header(tuple(widest), 0)
        yield self._part(header, [], lines, continues=False)

    def _running(self) -> Heading | Paragraph:
        """The heading, list item or paragraph that begins here, with its wrapped lines."""
        line = self.lines[self.at]
        text = line.text.strip()
        place = self._place(line)
        if found := prose.HASHES.match(text):
            self.at += 1
            return Heading(text=prose.plain(found[2]), level=len(found[1]), place=place)
        if prose.is_capitals(text) and not self.in_glossary:
            return Heading(text=self._capitals(), level=2, place=place)
        is_heading = self._is_heading(text)
        whole = self._whole(text)
        if prose.NAMED.match(text) or (is_heading and whole == text):
            return Heading(text=prose.plain(whole), level=3, place=place)
        cell = cell_from(whole, place, 0)
        whole = prose.plain(" ".join(cell.text.split()))
        mark = MARK.match(whole)
        if mark is None:
            return Paragraph(text=whole, place=place)
        level = 1 + (len(line.text) - len(line.text.lstrip())) // 4
        return Paragraph(text=whole[mark.end() :], place=place, marker=mark["mark"], level=level)

    def _capitals(self) -> str:
        words: list[str] = []
        while self.at < len(self.lines) and prose.is_capitals(
            self.texts[self.at].strip(), fewest=1 if words else 4
        ):
            words.append(self.texts[self.at].strip())
            self.at += 1
        return " ".join(words)

    def _whole(self, text: str) -> str:
        """The text with the lines that only go on from it."""
        last = text
        self.at += 1
        while self.at < len(self.lines):
            below = self.texts[self.at]
            tidy = below.strip()
            if not tidy or "\t" in below or len(headers.spans(below)) > 1:
                break
            gap = self.lines[self.at].number - self.lines[self.at - 1].number
            if gap > 1 or not prose.continues(last, tidy):
                break
            text, last = joined(text, tidy), tidy
            self.at += 1
        return text

    def _is_heading(self, text: str) -> bool:
        """A short line standing apart, or right over a table, that ends no sentence."""
        if prose.LABEL.match(text) and not text.endswith(":"):
            return False
        mark = MARK.match(text)
        numbered = mark is not None and mark["mark"][:1].isdigit()
        over_header = self.at + 1 < len(self.lines) and self._header(self.at + 1) is not None
        if len(text) > 110 or ends(text) or text.endswith((",", ";")):
            return False
        if mark is not None and not (numbered and over_header):
            return False
        below = self.texts[self.at + 1] if self.at + 1 < len(self.lines) else ""
        above = self.texts[self.at - 1] if self.at else ""
        over_table = "\t" in below or self._header(self.at + 1) is not None
        if text.endswith(":") and not above.strip():
            return True
        apart = not above.strip() and not below.strip() and len(text.split()) <= 12
        apart = apart and not self.in_glossary
        return over_table or apart


def _trimmed(lines: Sequence[Line]) -> list[Line]:
    first = next((n for n, line in enumerate(lines) if line.text.strip()), len(lines))
    last = max((n for n, line in enumerate(lines) if line.text.strip()), default=-1)
    return list(lines[first : last + 1])


def _same_header(one: headers.Header, other: headers.Header) -> bool:
    return [span.text for span in one.spans] == [span.text for span in other.spans]

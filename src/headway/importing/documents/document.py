"""
A document as every reader gives it: blocks in reading order, each with its place.

Readers keep what stands there and judge nothing. No word of the source may be lost:
what fits no table is a paragraph.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field

from headway.domain.errors import HeadwayError
from headway.domain.provenance import Place


class DocumentError(HeadwayError):
    """A file cannot be read as a document; the message says which, why and the way out."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """An address or an attachment, with the words that carry it."""

    target: str
    words: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading:
    """Level 1 is the document's own title."""

    text: str
    level: int
    place: Place


@dataclass(frozen=True, slots=True, kw_only=True)
class Paragraph:
    """
    Running text.

    Attributes:
        marker: The list mark in front of it: "•", "3.", "a)"; empty outside lists.
        level: How deep in a list, from 1; 0 outside lists.
        struck: Words that were crossed out; they are not in `text`.
        bold: All of it is set in bold: often a heading that was never marked as one.
        running: A page's running header, footer or note, kept once for the whole document.
    """

    text: str
    place: Place
    marker: str = ""
    level: int = 0
    links: tuple[Link, ...] = ()
    struck: str = ""
    bold: bool = False
    running: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """
    One cell of a table.

    Attributes:
        text: Whole; paragraphs and list items on lines of their own, each list item
            behind its mark ("• ", "3. "; "◦ " and "▪ " one and two levels down), a
            struck-out word dropped (kept in `struck`).
        column: From 0, by the table's grid, after spans are laid out.
        header: The source marks it as a header.
        tables: Tables that stand inside it; their words are in `text` too.
        struck: Words that were crossed out.
        covers: True for a grid position that a merged cell spreads over; its text is
            empty and `place` is the merged cell's.
        fill: The cell's background colour as `RRGGBB`, where the format tells; a status
            may be a colour only.
        bold: All of its words are set in bold.
    """

    text: str
    place: Place
    column: int
    header: bool = False
    tables: tuple["Table", ...] = ()
    links: tuple[Link, ...] = ()
    struck: str = ""
    covers: bool = False
    fill: str = ""
    bold: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """
    A grid: every row has one cell for every column.

    Attributes:
        continues: The reader saw that this table goes on from the one before it
            (a page break cut it).
    """

    rows: tuple[tuple[Cell, ...], ...]
    place: Place
    caption: str = ""
    continues: bool = False


Block = Heading | Paragraph | Table


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """
    What a reader made of a file.

    Attributes:
        name: The file's name, without its folder.
        format: "docx", "pdf", "xlsx", "ods", "html", "markdown", "csv" or "text".
        sha256: Of the file's bytes, in hexadecimal.
        title: From the file's own properties, where it has one.
        pages: How many, where the format has pages.
        warnings: Sentences for a person about what could not be read.
    """

    name: str
    format: str
    sha256: str
    blocks: tuple[Block, ...] = ()
    title: str = ""
    pages: int | None = None
    warnings: tuple[str, ...] = field(default=())

    def tables(self) -> Iterator[Table]:
        """The tables in reading order; those inside cells are not repeated here."""
        return (block for block in self.blocks if isinstance(block, Table))

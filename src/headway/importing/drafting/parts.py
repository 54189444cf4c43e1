"""Two plans bound in one document: found, named, and taken apart."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from headway.importing.documents.document import (
    Block,
    Document,
    DocumentError,
    Heading,
    Paragraph,
    Table,
)
from headway.importing.headers.columns import is_header

_PLAN = re.compile(r"\b(?:plan|strategy|programme)\b", re.IGNORECASE)
_YEARS = re.compile(r"\b(20\d\d)\s*(?:[-/–—]|to)\s*(?:20)?(\d\d)\b")
_TITLE = re.compile(
    r"[A-Z][\w'’&, –-]*\b(?:plan|strategy|programme)\W+20\d\d\s*(?:[-/–—]|to)\s*(?:20)?\d\d",
    re.IGNORECASE,
)
_LONGEST = 120
_WITHIN = re.compile(
    r"\b(?:review|progress|last year|appendix|annex|summary|performance|looking back)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Part:
    """
    One plan of a document that holds several.

    Attributes:
        where: Its first page, table or line, in words.
    """

    title: str
    where: str
    blocks: tuple[Block, ...]


def parts_of(document: Document) -> tuple[Part, ...]:
    """
    The plans in a document: one, unless title pages with terms of their own part it.

    A part counts only if it holds a plan table of its own.
    """
    starts = _starts(document.blocks)
    if len(starts) < 2:
        return (_part(document.blocks, _title(document)),)
    parts: list[Part] = []
    for at, (begin, title) in enumerate(starts):
        end = starts[at + 1][0] if at + 1 < len(starts) else len(document.blocks)
        first = 0 if at == 0 else begin
        parts.append(_part(document.blocks[first:end], title))
    with_tables = [part for part in parts if _has_plan(part.blocks)]
    if len(with_tables) < 2:
        return (_part(document.blocks, _title(document)),)
    return tuple(with_tables)


def chosen(document: Document, part: int | None) -> Document:
    """
    The document, or the one of its plans that was asked for.

    Args:
        document: As it was read.
        part: From 1; None where the document should hold but one.

    Raises:
        DocumentError: It holds several and none was asked for, or not that many.
    """
    parts = parts_of(document)
    if part is None and len(parts) == 1:
        return document
    if part is None:
        named = "; ".join(f'{n}: "{one.title}" ({one.where})' for n, one in enumerate(parts, 1))
        raise DocumentError(
            f"{document.name} holds {len(parts)} plans ({named}). "
            f"Say which one with --part 1 to --part {len(parts)}."
        )
    if not 1 <= part <= len(parts):
        raise DocumentError(
            f"{document.name} holds {len(parts)} plan{'s' if len(parts) > 1 else ''}; "
            f"there is no part {part}."
        )
    return replace(document, blocks=parts[part - 1].blocks, title=parts[part - 1].title)


def _starts(blocks: Sequence[Block]) -> list[tuple[int, str]]:
    """Where titles with years of their own stand, each term once."""
    titles = [
        (at, " ".join(block.text.split()))
        for at, block in enumerate(blocks)
        if isinstance(block, Heading | Paragraph) and _is_title(block)
    ]
    terms = {text: _term(text) for _, text in titles}
    found: list[tuple[int, str]] = []
    for at, text in titles:
        first, last = terms[text]
        if any(a <= first and last <= b and (a, b) != (first, last) for a, b in terms.values()):
            continue  # a year's own plan within the plan of several years
        if (first, last) not in {terms[other] for _, other in found}:
            found.append((at, text))
    return found


def _is_title(block: Heading | Paragraph) -> bool:
    """Whether it stands as the title of a plan with its years: at the top, or ending in them."""
    text = " ".join(block.text.split())
    if len(text) > _LONGEST or not _PLAN.search(text) or _WITHIN.search(text):
        return False
    if isinstance(block, Heading) and block.level == 1:
        return _YEARS.search(text) is not None
    stands_alone = isinstance(block, Heading) or not (block.marker or block.running)
    return stands_alone and _TITLE.fullmatch(text) is not None


def _term(text: str) -> tuple[int, int]:
    """The first and the last year that a title names."""
    years = [(int(m[1]), int(m[1]) // 100 * 100 + int(m[2])) for m in _YEARS.finditer(text)]
    return min(first for first, _ in years), max(last for _, last in years)


def _has_plan(blocks: Sequence[Block]) -> bool:
    return any(
        is_header(tuple(" ".join(cell.text.split()) for cell in row))
        for block in blocks
        if isinstance(block, Table)
        for row in block.rows[:4]
    )


def _part(blocks: Sequence[Block], title: str) -> Part:
    place = blocks[0].place if blocks else None
    where = ""
    if place is not None:
        where = (
            f"page {place.page}"
            if place.page
            else f"line {place.line}"
            if place.line
            else "at its start"
        )
    return Part(title, where or "at its start", tuple(blocks))


def _title(document: Document) -> str:
    first = next((b.text for b in document.blocks if isinstance(b, Heading | Paragraph)), "")
    return document.title or first[:_LONGEST] or document.name

"""A plan's glossary: terms and acronyms with their meanings."""

import re
from collections.abc import Sequence

from headway.domain.plan import GlossaryEntry
from headway.domain.provenance import Place
from headway.importing.documents.document import Paragraph, Table

HEADING = re.compile(r"\b(?:glossary|acronyms?|abbreviations?|definitions)\b", re.IGNORECASE)
_ACRONYM = re.compile(r"^(?=(?:.*[A-Z]){2})[A-Z][\w&/’']*$")
_SEPARATOR = re.compile(r"\s+[-–—=:]\s+|:\s+")


def from_table(table: Table) -> list[GlossaryEntry]:
    """Terms in the first column, meanings in the second."""
    entries = []
    for row in table.rows:
        told = [cell for cell in row if cell.text.strip()]
        if len(told) >= 2:
            meaning = " ".join(" ".join(cell.text.split()) for cell in told[1:])
            term = " ".join(told[0].text.split())
            entries.append(GlossaryEntry(term=term, meaning=meaning, place=told[0].place))
    return entries


def is_glossary(table: Table) -> bool:
    """Whether most rows have two cells, the first one a short term in capitals."""
    rows = [[cell.text.strip() for cell in row if cell.text.strip()] for row in table.rows]
    terms = [row for row in rows if len(row) == 2 and _ACRONYM.match(row[0].split()[0])]
    return len(rows) > 3 and len(terms) > 0.6 * len(rows)


def from_paragraphs(paragraphs: Sequence[Paragraph]) -> list[GlossaryEntry]:
    """
    Terms in running lines: "DA Domestic Abuse", two on one line, or meaning below term.

    A term whose meaning is missing keeps an empty one.
    """
    entries: list[GlossaryEntry] = []
    waiting: list[tuple[str, Place]] = []
    for paragraph in paragraphs:
        text = " ".join(paragraph.text.split())
        if _ACRONYM.match(text):
            waiting.append((text, paragraph.place))
            continue
        if waiting and not _ACRONYM.match(text.split()[0]):
            term, place = waiting.pop()
            entries += [GlossaryEntry(term=t, meaning="", place=p) for t, p in waiting]
            waiting.clear()
            entries.append(GlossaryEntry(term=term, meaning=text, place=place))
            continue
        entries += _on_one_line(text, paragraph.place)
    return entries + [GlossaryEntry(term=t, meaning="", place=p) for t, p in waiting]


def _on_one_line(text: str, place: Place) -> list[GlossaryEntry]:
    parts = _SEPARATOR.split(text, maxsplit=1)
    if len(parts) == 2 and len(parts[0].split()) <= 6:
        return [GlossaryEntry(term=parts[0], meaning=parts[1], place=place)]
    words = text.split()
    entries = []
    while words:
        width = _term_width(words)
        end = _meaning_end(words, width)
        term, meaning = " ".join(words[:width]), " ".join(words[width:end])
        entries.append(GlossaryEntry(term=term, meaning=meaning, place=place))
        words = words[end:]
    return entries


def _term_width(words: Sequence[str]) -> int:
    """How many words the term has: up to the one that its first letter stands for."""
    initial = words[0][:1].upper()
    for at in range(1, min(4, len(words))):
        if words[at][:1].upper() == initial and words[at][1:2].islower():
            return at
    return 1


def _meaning_end(words: Sequence[str], width: int) -> int:
    """Where the meaning ends: before the next acronym whose own meaning follows it."""
    for at in range(width + 1, len(words) - 1):
        here, after = words[at], words[at + 1]
        if _ACRONYM.match(here) and here.isupper() and after[:1].upper() == here[0]:
            return at
    return len(words)

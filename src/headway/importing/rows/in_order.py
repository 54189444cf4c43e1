"""
Paragraphs without numbers beside several rows: one for each, in the rows' order.

Where a column's width may have broken a line, or its writer ended it, only the rows beside it
can tell. Where there are as many lines as rows and at least half of them plainly speak of a
row, no two of the same, each line is one row's.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from headway.importing.documents.wrapping import goes_on, joined, leaves_open
from headway.importing.rows.entries import Entry
from headway.importing.rows.items import Item
from headway.importing.rows.likeness import likest


@dataclass(frozen=True, slots=True)
class Dealt:
    """
    Lines dealt out to the rows beside them.

    Attributes:
        pairs: Each row with its line, in the lines' order.
        doubted: Lines that name no row where others stand out of order: put to what was left.
    """

    pairs: tuple[tuple[Entry, Item], ...]
    doubted: tuple[Item, ...] = ()


def one_for_each(text: str, entries: Sequence[Entry]) -> Dealt | None:
    """
    The lines of a cell, one for each row; None where they do not part so.

    In order, unless the words of some say otherwise: then those go to the rows they name.

    Args:
        text: The cell's lines, none of them behind a list mark.
        entries: The rows it stands beside.
    """
    lines = _lines(text)
    if len(lines) != len(entries):
        return None
    named = [likest(line.text, entries) for line in lines]
    told = [entry for entry in named if entry is not None]
    if 2 * len(told) < len(entries) or len({id(entry) for entry in told}) < len(told):
        return None
    if not contradicted(lines, entries):
        return Dealt(tuple(zip(entries, lines, strict=True)))
    left = iter([entry for entry in entries if all(entry is not one for one in told)])
    pairs = tuple((entry or next(left), line) for entry, line in zip(named, lines, strict=True))
    doubted = (line for entry, line in zip(named, lines, strict=True) if entry is None)
    return Dealt(pairs, tuple(doubted))


def contradicted(items: Sequence[Item], entries: Sequence[Entry]) -> bool:
    """Whether one of the paragraphs plainly speaks of another row than the one in its place."""
    return any(
        likest(item.text, entries) not in (None, entry)
        for item, entry in zip(items, entries, strict=True)
    )


def _lines(text: str) -> tuple[Item, ...]:
    """Paragraphs as short as can be: cut wherever the words do not plainly go on."""
    found: list[Item] = []
    for at, line in enumerate(text.split("\n")):
        words = " ".join(line.split())
        if found and words and (goes_on(words) or leaves_open(found[-1].text)):
            found[-1] = Item(text=joined(found[-1].text, words), line=found[-1].line)
        elif words:
            found.append(Item(text=words, line=at))
    return tuple(found)

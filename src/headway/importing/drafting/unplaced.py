"""Words of a document that reached no part of the draft: found, so that none is lost."""

import re
from collections.abc import Iterable, Iterator
from enum import Enum

from headway.domain.periods import Period
from headway.domain.plan import Plan
from headway.domain.provenance import Place
from headway.importing.documents.document import Cell, Document, Table
from headway.importing.rows.draft import Kept

_WORD = re.compile(r"[^\W\d_]{2,}")


def words_of(text: str) -> set[str]:
    """The words of a text in lower case, those of two letters or more."""
    return set(_WORD.findall(text.casefold()))


def missing(document: Document, plan: Plan, kept: Iterable[Kept]) -> Iterator[Kept]:
    """The document's cells and lines with words that stand nowhere in the plan or what is kept."""
    known: set[str] = set()
    for text in _strings(plan):
        known |= words_of(text)
    for one in kept:
        known |= words_of(one.text)
    for text, place in _texts(document):
        if not words_of(text) <= known:
            known |= words_of(text)
            yield Kept(text=" ".join(text.split()), place=place)


def _texts(document: Document) -> Iterator[tuple[str, Place]]:
    for block in document.blocks:
        if isinstance(block, Table):
            yield block.caption, block.place
            for row in block.rows:
                for cell in row:
                    yield from _cell(cell)
        else:
            yield block.text, block.place


def _cell(cell: Cell) -> Iterator[tuple[str, Place]]:
    yield cell.text, cell.place
    yield cell.struck, cell.place


def _strings(value: object) -> Iterator[str]:
    """Every text in a value, places apart."""
    waiting = [value]
    while waiting:
        one = waiting.pop()
        if isinstance(one, str):
            if not isinstance(one, Enum):
                yield one
        elif isinstance(one, tuple):
            waiting += one
        elif one is not None and not isinstance(one, Enum | Place | Period | int | float):
            waiting += [getattr(one, name) for name in _names(one)]


def _names(value: object) -> Iterable[str]:
    """The fields of a value of the plan's; none of any other thing."""
    return getattr(value, "__dataclass_fields__", ())

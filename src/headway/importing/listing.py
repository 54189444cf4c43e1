"""Lists as runs of paragraphs: those without marks found, and those whose items end alike."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from headway.importing import outline, tails
from headway.importing.document import Heading, Paragraph
from headway.importing.grids import Piece

_GOES_ON = re.compile(r";(?:\s*(?:and|or))?$")
_FEWEST = 2


def with_marks(pieces: Sequence[Piece]) -> list[Piece]:
    """
    The pieces, with a mark before each item of a list that has none.

    Such a list follows a line that names it, and its items end with semicolons.
    """
    marked = list(pieces)
    for at, piece in enumerate(pieces):
        if not _names_a_list(piece):
            continue
        run = 0
        for below in pieces[at + 1 :]:
            if not isinstance(below, Paragraph) or below.marker:
                break
            run += 1
            if not _GOES_ON.search(below.text):
                break
        if run > _FEWEST:
            for n in range(at + 1, at + 1 + run):
                item = pieces[n]
                if isinstance(item, Paragraph):
                    marked[n] = replace(item, marker="•", level=1)
    return marked


def _names_a_list(piece: Piece) -> bool:
    return isinstance(piece, Heading | Paragraph) and outline.list_role(piece.text) is not None


def ending_alike(pieces: Sequence[Piece]) -> frozenset[int]:
    """The identities of list items in lists that mostly end with names or dates."""
    found: set[int] = set()
    for run in _runs(pieces):
        if tails.usual([" ".join(item.text.split()) for item in run]):
            found |= {id(item) for item in run}
    return frozenset(found)


def _runs(pieces: Sequence[Piece]) -> Iterator[list[Paragraph]]:
    run: list[Paragraph] = []
    for piece in pieces:
        if isinstance(piece, Paragraph) and piece.marker:
            run += [piece] if piece.level <= 1 else []
            continue
        if run:
            yield run
        run = []
    if run:
        yield run

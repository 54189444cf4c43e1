"""A plan's title, from the lines that open its document."""

import re
from collections.abc import Iterator, Sequence

from headway.importing.documents.document import Heading, Paragraph
from headway.importing.documents.wrapping import ends
from headway.importing.structure import outline
from headway.importing.tables.grids import Grid, Piece, PlainTable

_A_PLAN = re.compile(
    r"\b(?:plans?|strategy|reports?|tracker|scorecard|dashboard|framework|programme|review|"
    r"statement of action|objectives|measures|indicators?|roadmap|update)\b",
    re.IGNORECASE,
)
_SECTION = re.compile(r"^\d{1,2}(?:\.\d+)*[.)]?\s+\D")
_ANY_PLAN = re.compile(
    r"^(?:(?:the|our|key|action|delivery|implementation|performance|success)\s+)*"
    r"(?:plans?|measures|indicators?|objectives|programme|report|update|dashboard)$",
    re.IGNORECASE,
)
_FIRST_PIECES = 8
_LONGEST = 140
_MOST_WORDS_OF_A_NAME = 8


def title_of(pieces: Sequence[Piece], heading: str) -> str:
    """
    The plan's title: the first of the opening lines that names a plan, behind whose plan it is.

    Args:
        pieces: The document's pieces in reading order.
        heading: Its own title among them, where it has one.

    Returns:
        Empty where no line at the beginning names a plan and there is no heading.
    """
    if _A_PLAN.search(heading):
        return heading
    whose = heading if len(heading.split()) <= _MOST_WORDS_OF_A_NAME else ""
    for piece in _opening(pieces):
        text = " ".join(piece.text.split())
        if _A_PLAN.search(text) and len(text.split()) > 1:
            return f"{whose}: {text}" if whose else heading or text
        if isinstance(piece, Paragraph) and not heading:
            whose = text if len(text.split()) <= _MOST_WORDS_OF_A_NAME else ""
    return heading


def _opening(pieces: Sequence[Piece]) -> Iterator[Heading | Paragraph]:
    """The short lines before the document's first table, list or running text."""
    for piece in pieces[:_FIRST_PIECES]:
        if isinstance(piece, Grid | PlainTable) or (isinstance(piece, Paragraph) and piece.marker):
            return
        text = " ".join(piece.text.split())
        if len(text) > _LONGEST or (isinstance(piece, Paragraph) and ends(text)):
            return
        if (
            not text
            or _SECTION.match(text)
            or _ANY_PLAN.match(text)
            or outline.list_role(text)
            or outline.goal(text)
        ):
            continue
        yield piece

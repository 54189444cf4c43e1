"""Lists as runs of paragraphs: those without marks found, and those whose items end alike."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from headway.importing.documents.document import Heading, Paragraph, Table
from headway.importing.documents.wrapping import begins_with_verb
from headway.importing.headers.columns import Role
from headway.importing.rows import tails
from headway.importing.structure import outline
from headway.importing.tables.grids import Grid, Piece

_GOES_ON = re.compile(r";(?:\s*(?:and|or))?$")
_FEWEST = 2
_SENTENCE = 4
_MOST_GOALS = 4
_CHANGES = re.compile(r"(?:increas|reduc|decreas|improv|more|fewer|less)\w*\s+\w", re.IGNORECASE)
_PLANS = re.compile(r"\b(?:action|plan|priorit|strateg|commitment|objective|milestone)\w*\b", re.I)
_ACTS = re.compile(
    r"^(?:we (?:will|are|have|continue)|our |a new |new |the [A-Z]|"
    r"[A-Z][a-z]+ing\b|(?:over |up to )?[£$€])"
    r"|\b(?:will|to be|by 20\d\d)\b"
)


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


def goals_over_tables(pieces: Sequence[Piece]) -> frozenset[int]:
    """The identities of sentences right over a table of the plan that set a figure to reach."""
    found: set[int] = set()
    run: list[Paragraph] = []
    for piece in pieces:
        if isinstance(piece, Paragraph):
            run.append(piece)
            continue
        if isinstance(piece, Grid):
            found |= {
                id(one)
                for one in run[-_MOST_GOALS:]
                if not one.marker and outline.is_goal_sentence(one.text)
            }
        run = []
    return frozenset(found)


def over_measures(pieces: Sequence[Piece]) -> frozenset[str]:
    """The words of headings with a table of measures under them, before the next as high."""
    found: set[str] = set()
    above: list[Heading] = []
    for piece in pieces:
        if isinstance(piece, Heading):
            above = [one for one in above if one.level < piece.level] + [piece]
        elif isinstance(piece, Grid) and any(one.role is Role.MEASURE for one in piece.columns):
            found |= {" ".join(one.text.split()) for one in above}
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


def wordy_columns(table: Table) -> frozenset[int]:
    """The columns that may list rows: all if each holds sentences, else the only one that does."""
    told: dict[int, list[bool]] = {}
    for row in table.rows:
        for cell in row:
            if cell.text.strip():
                told.setdefault(cell.column, []).append(_tells(cell.text))
    wordy = {at for at, cells in told.items() if 2 * sum(cells) > len(cells)}
    if len(told) < 2:
        return frozenset(told)
    return frozenset(wordy if len(wordy) in (1, len(told)) else ())


def _tells(text: str) -> bool:
    """Whether a cell's words tell something rather than name or count it."""
    return (
        len(text.split()) >= _SENTENCE
        or begins_with_verb(text)
        or _CHANGES.match(text.strip()) is not None
    )


def lists_actions(pieces: Sequence[Piece]) -> bool:
    """
    Whether a document without tables lists what is to be done: bullets under headings.

    It says so in its headings, or most of its bullets read as actions do.
    """
    listed = [p for p in pieces if isinstance(p, Paragraph) and p.marker and p.level <= 1]
    named = any(isinstance(p, Heading) and _PLANS.search(p.text) for p in pieces)
    acting = [p for p in listed if begins_with_verb(p.text) or _ACTS.search(p.text)]
    return len(listed) > 1 and (named or len(acting) >= 0.4 * len(listed))

"""Rows written as labelled lines: a title, then "Lead: …", "By when: …", "Target: …"."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from headway.domain.provenance import Place
from headway.importing.documents.document import Cell, Heading, Link, Paragraph
from headway.importing.documents.wrapping import begins_with_verb, ends
from headway.importing.headers.columns import Column, Role, column
from headway.importing.headers.settling import resolve
from headway.importing.structure import outline
from headway.importing.tables.grids import Grid, GridRow, Piece, PlainTable

_TOLD = re.compile(
    r"^(?P<label>[A-Z][^:\n]{1,48}?)\s*(?::(?=\s|$)|\s[–—]\s)\s*(?P<value>.*)$", re.S
)
_SEVERAL = re.compile(r"\n|\s*[|•·]\s*|(?<=[.;])\s+(?=[A-Z][A-Za-z ]{1,30}:\s)")
_NUMBERED = re.compile(
    r"^(?:(?:key )?(?P<kind>action|initiative|project|commitment|activity|task|milestone|"
    r"strategy|tactic|deliverable|recommendation|measure|"
    r"indicator|kpi|performance indicator|performance measure)\s+)?"
    r"(?P<number>[A-Z]{0,3}\d{1,3}(?:\.(?:\d{1,2}|[A-Z]\b))*[a-z]?)\s*[.:)–—-]?\s+(?P<text>\S.+)$",
    re.IGNORECASE | re.DOTALL,
)
_TARGET = re.compile(r"(?:^|(?<=[.:;]\s))Target:\s*(?P<value>[^:]*\d[^:]*)$", re.DOTALL)
_MEASURING = re.compile(r"measure|indicator|kpi", re.IGNORECASE)
_MOST_WORDS = 6
_LONGEST_TITLE = 400
_MOST_PROSE = 2
_RECURS = 3
_LONGEST_PROSE = 2_000
_ABOUT_ROWS = frozenset(
    {
        Role.DUE,
        Role.MEASURE,
        Role.TARGET,
        Role.BASELINE,
        Role.FIGURE,
        Role.PROGRESS,
        Role.STATUS,
        Role.PERCENT,
    }
)
_WHO = frozenset({Role.LEAD, Role.AGENCIES, Role.RESPONSIBLE, Role.START})
_FIGURES = frozenset({Role.TARGET, Role.BASELINE, Role.FIGURE})
_BESIDE = frozenset({Role.CONTEXT, Role.CHECK, Role.POLARITY, Role.DETAIL, Role.ACTION})
_KNOWN = _ABOUT_ROWS | _WHO | _BESIDE
_AREAS = frozenset(
    {"goal", "objective", "outcome", "priority", "aim", "theme", "ambition"}
    | {"promise", "pledge", "pillar"}
)


@dataclass(slots=True, kw_only=True)
class Told:
    """One label with its value, and where they stand."""

    label: str
    value: str
    place: Place
    links: tuple[Link, ...] = ()

    @property
    def role(self) -> Role:
        """What the label says its value is."""
        return column(self.label).role


@dataclass(slots=True, kw_only=True)
class _Block:
    """Labelled lines in a row: from which piece to which, and what they tell."""

    begin: int
    end: int
    told: list[Told] = field(default_factory=list)

    @property
    def roles(self) -> set[Role]:
        return {one.role for one in self.told}


def told_in(text: str) -> list[tuple[str, str]]:
    r"""
    The labels and values that a paragraph consists of; none where it says anything else.

    >>> told_in("Lead: Alice Ash | By when: March 2025")
    [('Lead', 'Alice Ash'), ('By when', 'March 2025')]
    >>> told_in("We have a plan: it says what we do")
    []
    """
    found: list[tuple[str, str]] = []
    for part in filter(None, (part.strip() for part in _SEVERAL.split(text))):
        match = _TOLD.match(part)
        label = " ".join(match["label"].split()) if match else ""
        if match and len(label.split()) <= _MOST_WORDS and column(label).role in _KNOWN:
            found.append((label, match["value"].strip()))
        elif not found:
            return []
        else:
            label, value = found[-1]
            found[-1] = (label, f"{value}\n{part}".strip())
    return found


def with_rows(pieces: Sequence[Piece]) -> list[Piece]:
    """The pieces, each title with its labelled lines made into a table of one row."""
    found: list[Piece] = []
    at = 0
    by_status = _by_status(pieces)
    while at < len(pieces):
        if (lone := _lone_target(pieces, at)) is not None:
            title = _heading_over(pieces, at)
            found = [one for one in found if one is not title] + lone
            at += 1
            continue
        block = _block(pieces, at, by_status=at in by_status)
        taken = _title_of(found, block, pieces) if block else None
        if block is None or taken is None:
            found.append(pieces[at])
            at += 1
            continue
        grid = _grid(taken, block)
        if not (isinstance(taken, Heading) and Role.ACTION in block.roles):
            found.remove(taken)
        found.append(grid)
        at = block.end
    return found


def _by_status(pieces: Sequence[Piece]) -> frozenset[int]:
    """
    Where a status is all that is labelled under a heading, as it is under several.

    A heading with others, a table or a list of its own under it is an area.
    """
    found: set[int] = set()
    for at, piece in enumerate(pieces[1:], 1):
        above = pieces[at - 1]
        if not isinstance(above, Heading) or not isinstance(piece, Paragraph):
            continue
        told = told_in(piece.text)
        if [column(label).role for label, _ in told] != [Role.STATUS]:
            continue
        below = next((one for one in pieces[at + 1 :] if not isinstance(one, Paragraph)), None)
        ends_it = below is None or (isinstance(below, Heading) and below.level <= above.level)
        if ends_it and outline.list_role(above.text) is None:
            found.add(at)
    return frozenset(found) if len(found) >= _RECURS else frozenset()


def _lone_target(pieces: Sequence[Piece], at: int) -> list[Piece] | None:
    """
    A paragraph that ends with the target of the heading it stands under, the measure's row.

    What it says before the target stays a paragraph.
    """
    piece = pieces[at]
    if not isinstance(piece, Paragraph) or len(piece.text) > _LONGEST_PROSE:
        return None
    match, title = _TARGET.search(piece.text), _heading_over(pieces, at)
    if match is None or title is None:
        return None
    before = piece.text[: match.start()].strip()
    block = _Block(begin=at, end=at + 1)
    block.told = [Told(label="Target", value=match["value"].strip(), place=piece.place)]
    rest = [replace(piece, text=before)] if before else []
    return [*rest, _grid(title, block)]


def _heading_over(pieces: Sequence[Piece], at: int) -> Heading | None:
    """The heading over this paragraph, where it names no list and the section no other row."""
    for above in reversed(pieces[max(0, at - _MOST_PROSE) : at]):
        if isinstance(above, Heading):
            words = " ".join(above.text.split())
            is_row = above.level > 1 and outline.list_role(words) is None
            return above if is_row and outline.goal(words) is None else None
        if not isinstance(above, Paragraph) or above.marker or told_in(above.text):
            return None
    return None


def _block(pieces: Sequence[Piece], begin: int, *, by_status: bool) -> _Block | None:
    """The labelled lines that begin here, with the lists that stand under a label alone."""
    block = _Block(begin=begin, end=begin)
    at = begin
    while at < len(pieces):
        piece = pieces[at]
        if not isinstance(piece, Paragraph):
            break
        told = told_in(piece.text)
        if told and not _begins_anew(told, block):
            block.told += [
                Told(label=label, value=value, place=piece.place, links=piece.links)
                for label, value in told
            ]
        elif block.told and _goes_under(piece, pieces, at, block.told[-1]):
            last = block.told[-1]
            words = f"{piece.marker} {piece.text}".strip()
            last.value = f"{last.value}\n{words}".strip()
        else:
            break
        at += 1
    block.end = at
    while block.told and not block.told[-1].value:
        block.told.pop()
    least = 1 if by_status else 2
    return block if len(block.roles & (_ABOUT_ROWS | _WHO)) >= least else None


def _begins_anew(told: Sequence[tuple[str, str]], block: _Block) -> bool:
    """Whether a line names the next row: "Action: …" again, or any label a second time."""
    labels = {one.label.casefold() for one in block.told}
    return any(label.casefold() in labels for label, _ in told)


def _goes_under(piece: Paragraph, pieces: Sequence[Piece], at: int, last: Told) -> bool:
    """Whether a line is the value, or one of the values, of the label above it."""
    below = pieces[at + 1] if at + 1 < len(pieces) else None
    titles = isinstance(below, Paragraph) and bool(told_in(below.text))
    if not last.value:
        return True
    listed = bool(piece.marker) and any(line[:1] in "•◦▪-*" for line in last.value.split("\n"))
    numbered = piece.marker[:1].isdigit() or _NUMBERED.match(piece.text) is not None
    return listed and not (titles and numbered)


def _title_of(
    found: Sequence[Piece], block: _Block, pieces: Sequence[Piece]
) -> Heading | Paragraph | None:
    """The heading or the line that the labelled lines are about, if they make it a row."""
    if not block.roles & _ABOUT_ROWS:
        return None
    if _opens_an_area(block, pieces) and not _names_an_action(found):
        return None
    for above in reversed(found[-1 - _MOST_PROSE :]):
        if isinstance(above, Grid | PlainTable):
            return None
        text = " ".join(above.text.split())
        if isinstance(above, Heading):
            return above if _may_be_row(above, text, block) else None
        if not ends(text) or above.marker or above.bold or len(text) < _LONGEST_TITLE / 4:
            return above if _is_title(above, text, block) else None
    return None


def _names_an_action(found: Sequence[Piece]) -> bool:
    """Whether the line above calls itself an action by its kind and number: "Strategy 1.A …"."""
    above = found[-1] if found else None
    if not isinstance(above, Paragraph):
        return False
    text = " ".join(above.text.split())
    named = _NUMBERED.match(text)
    told = outline.goal(text)
    is_area = told is not None and told.kind in _AREAS
    return named is not None and bool(named["kind"]) and not is_area


def _opens_an_area(block: _Block, pieces: Sequence[Piece]) -> bool:
    """Whether a table or a list of actions follows, which the lines then say all of."""
    below = pieces[block.end] if block.end < len(pieces) else None
    if isinstance(below, Grid | PlainTable):
        return True
    if isinstance(below, Paragraph) and below.marker:
        return False
    return isinstance(below, Heading | Paragraph) and outline.list_role(below.text) is not None


def _may_be_row(heading: Heading, text: str, block: _Block) -> bool:
    if heading.level < 2 or outline.list_role(text) is not None or len(text) > _LONGEST_TITLE:
        return False
    goal = outline.goal(text)
    if goal is not None and goal.kind in _AREAS:
        return bool(block.roles & _FIGURES)
    return True


def _is_title(line: Paragraph, text: str, block: _Block) -> bool:
    if len(text) > _LONGEST_TITLE or text.endswith(":") or told_in(text):
        return False
    numbered = _NUMBERED.match(text) is not None or outline.labelled_row(text) is not None
    return numbered or line.bold or bool(line.marker) or len(block.roles) > 2


def _grid(title: Heading | Paragraph, block: _Block) -> Grid:
    """A table with one row: the title's words, then what each label tells."""
    columns: list[Column] = []
    texts: list[tuple[str, Place, tuple[Link, ...]]] = []
    if Role.ACTION not in block.roles:
        number, words, role = _row_named(title, block)
        if number:
            columns.append(column("Number"))
            texts.append((number, title.place, ()))
        columns.append(Column(role=role))
        texts.append((words, title.place, ()))
    for one in block.told:
        columns.append(column(one.label))
        texts.append((one.value, one.place, one.links))
    cells = [
        Cell(text=text, place=place, column=at, links=links)
        for at, (text, place, links) in enumerate(texts)
    ]
    row = GridRow(cells=cells, place=title.place, paragraphs=True)
    return Grid(columns=resolve(tuple(columns)), rows=[row], place=title.place)


def _row_named(title: Heading | Paragraph, block: _Block) -> tuple[str, str, Role]:
    """The number, the words and the kind of the row that a title names."""
    text = " ".join(title.text.split())
    marker = title.marker.strip("().") if isinstance(title, Paragraph) else ""
    number = marker if marker[:1].isdigit() else ""
    named = outline.labelled_row(text)
    if named is not None:
        return named[1] or number, named[2], named[0]
    kind = ""
    if found := _NUMBERED.match(text):
        number, kind, text = found["number"], found["kind"] or "", found["text"].strip()
    elif goal := outline.goal(text):
        number, text = goal.number, goal.text
    measured = block.roles & _FIGURES and Role.MEASURE not in block.roles
    is_measure = bool(_MEASURING.search(kind)) or (
        measured and not begins_with_verb(text) and not kind
    )
    return number, text, Role.MEASURE if is_measure else Role.ACTION

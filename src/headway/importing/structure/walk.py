"""The pass over a document: which area of focus each heading, list and table belongs to."""

import re
from collections.abc import Sequence

from rapidfuzz.fuzz import ratio

from headway.domain.provenance import Place
from headway.importing.documents.document import Heading, Paragraph, Table
from headway.importing.documents.wrapping import begins_with_verb, is_marked
from headway.importing.headers.columns import Role, column
from headway.importing.rows import glossary, tails
from headway.importing.rows.draft import Kept
from headway.importing.rows.entries import Entry, Group
from headway.importing.structure import outline, titles
from headway.importing.structure.found import Found, Theme
from headway.importing.structure.labelled import with_rows
from headway.importing.structure.listing import (
    ending_alike,
    goals_over_tables,
    lists_actions,
    over_measures,
    with_marks,
    wordy_columns,
)
from headway.importing.structure.merged_cells import with_lists_apart
from headway.importing.structure.passed_over import PassedOver
from headway.importing.tables.grids import Grid, Piece, PlainTable
from headway.importing.tables.table_rows import TableReader

_SAME_GOAL = 90
_LONGEST_LABEL = 60
_LABELS = {
    Role.LEAD: "leads",
    Role.AGENCIES: "agencies",
    Role.DUE: "due",
    Role.STATUS: "status",
}
_LONGEST_GOAL = 400
_MEASURED = re.compile(
    r"\d|\b(?:increas|reduc|decreas|improv|all|every|fewer|more|less)\w*\b", re.IGNORECASE
)


class Walk:
    """
    Walks through a document's pieces once.

    Args:
        pieces: Headings, paragraphs and tables in reading order.
    """

    def __init__(self, pieces: Sequence[Piece]) -> None:
        self.pieces = pieces = with_rows(with_marks(with_lists_apart(pieces)))
        self.alike = ending_alike(pieces)
        self.goals = goals_over_tables(pieces)
        self.over_measures = over_measures(pieces)
        self.passed_over = PassedOver()
        self.found = Found()
        self.levels: list[tuple[int, str]] = []
        self.group: Group | None = None
        self.goal: Entry | None = None
        self.listing: Role | None = None
        self.in_glossary = False
        self.in_vision = False
        self.terms: list[Paragraph] = []
        self.has_tables = any(isinstance(piece, Grid) for piece in pieces)
        self.has_lists = any(
            isinstance(p, Heading | Paragraph) and outline.list_role(p.text) for p in pieces
        )
        self.list_headings = [
            (p.level, outline.list_role(p.text)) for p in pieces if isinstance(p, Heading)
        ]
        self.from_table = False
        self.listed: set[int] = set()
        self.begun = False
        self.lists_actions = not (self.has_tables or self.has_lists) and lists_actions(pieces)

    def walk(self) -> Found:
        """Everything found, groups without rows left out."""
        for piece in self.pieces:
            if isinstance(piece, Grid):
                self._grid(piece)
            elif isinstance(piece, PlainTable):
                self._plain(piece.table)
            elif isinstance(piece, Heading):
                self._heading(piece)
            else:
                self._paragraph(piece)
        self.found.glossary += glossary.from_paragraphs(self.terms)
        self._drop_repeats()
        self.passed_over.doubt()
        self.found.title = titles.title_of(self.pieces, self.found.title)
        return self.found

    def _drop_repeats(self) -> None:
        """A row that a list named and a table tells more of stands in the table only."""
        told = {
            (entry.is_measure, entry.text.casefold())
            for group in self.found.groups
            for entry in group.entries
            if id(entry) not in self.listed
        }
        for group in self.found.groups:
            group.entries[:] = [
                entry
                for entry in group.entries
                if id(entry) not in self.listed
                or (entry.is_measure, entry.text.casefold()) not in told
            ]

    def __call__(
        self, title: str, place: Place, above: Group | None, *, outcome: str = ""
    ) -> Group:
        """The group of this title, new if the document has not named it before."""
        title = " ".join(title.split())
        for group in self.found.groups:
            if group.title.casefold() == title.casefold() and group.outcome == (
                outcome or group.outcome
            ):
                return group
        under = outcome or outline.outcome_in(title) or self._over(title)
        group = Group(title=title, place=place, outcome=under)
        self.found.groups.append(group)
        return group

    def _over(self, title: str) -> str:
        """The nearest heading over this one that is not the document's own title."""
        above = [text for level, text in self.levels if text != title and level > 1]
        return above[-1] if above else ""

    def _here(self, place: Place) -> Group:
        """The group that rows found now belong to."""
        if self.group is None:
            heading = self.levels[-1][1] if self.levels else self.found.title
            opening = heading or titles.title_of(self.pieces, self.found.title)
            self.group = self(opening or "Plan", place, None)
        return self.group

    def _heading(self, heading: Heading) -> None:
        text = " ".join(heading.text.split())
        if not text:
            return
        self.in_vision = False
        if not self.found.title and heading.level == 1:
            self.found.title = text
        if glossary.HEADING.search(text) and len(text.split()) < 8:
            self.in_glossary = True
            self._keep(text, heading.place)
            return
        self.in_glossary = False
        if self._is_said(text, heading.place):
            return
        self.goal = None
        if role := outline.list_role(text):
            self.listing = role
            self._close_area(heading, role)
            self._keep(text, heading.place)
            return
        self.listing = None
        while self.levels and self.levels[-1][0] >= heading.level:
            self.levels.pop()
        self.levels.append((heading.level, text))
        self.group, self.from_table = None, False
        self._keep(text, heading.place)
        if outline.is_priority(text) and self.found.themes and not self.begun:
            self.found.themes[-1].priority = text
        elif heading.level > 1 and not self.begun:
            self.found.themes.append(Theme(text))

    def _close_area(self, heading: Heading, role: Role) -> None:
        """
        A heading of lists ends an area that a table named, or, where it is the only one of
        its kind and no deeper than the areas' own headings, the area above it.
        """
        level = self.levels[-1][0] if self.levels else 0
        areas = [group for group in self.found.groups if group.entries]
        alone = self.list_headings.count((heading.level, role)) == 1
        if self.from_table:
            self.group = None
        elif alone and 1 < heading.level <= level and len(areas) > 1:
            self.levels.pop()
            self.group = None
        self.from_table = False

    def _is_said(self, text: str, place: Place) -> bool:
        """Whether the words are a goal, a vision, an extension or a label, read as such."""
        if outline.is_extension(text):
            self.found.extensions.append(text)
        if (told := outline.goal(text)) is not None and len(text) < _LONGEST_GOAL:
            return self._goal(told, text, place)
        if self.group is not None and (label := outline.label(text)):
            self._label(*label)
            return True
        if (words := outline.vision(text)) is not None and (words or len(text.split()) < 5):
            self.in_vision = not words
            self.found.vision = self.found.vision or words
            self._keep(text, place)
            return True
        return False

    def _goal(self, told: outline.Goal, text: str, place: Place) -> bool:
        """A goal is a measure and the heading of what follows; a theme or action only that."""
        is_measure = told.kind in ("goal", "target") or (
            told.kind in ("objective", "outcome", "aim", "ambition")
            and bool(_MEASURED.search(told.text))
        )
        if text in self.over_measures and not _MEASURED.search(told.text):
            is_measure = is_measure and begins_with_verb(told.text)
        self.group = self(text, place, None)
        self.listing = None
        self._keep(text, place)
        if not is_measure:
            self.goal = None
            if told.kind == "action":
                self.goal = self._known(told, is_measure=False) or self._row(
                    told, place, is_measure=False
                )
            return True
        self.goal = self._known(told, is_measure=True) or self._row(told, place, is_measure=True)
        return True

    def _known(self, told: outline.Goal, *, is_measure: bool) -> Entry | None:
        """The same goal where it stands in a list before."""
        for group in self.found.groups:
            for entry in group.entries:
                same = (
                    entry.number in (told.number, "")
                    and ratio(entry.text.casefold(), told.text.casefold()) >= _SAME_GOAL
                )
                if entry.is_measure is is_measure and same:
                    if self.group is not None and group is not self.group:
                        group.entries.remove(entry)
                        self.group.entries.insert(0, entry)
                    return entry
        return None

    def _row(self, told: outline.Goal, place: Place, *, is_measure: bool) -> Entry:
        entry = Entry(is_measure=is_measure, text=told.text, number=told.number, place=place)
        self._here(place).entries.append(entry)
        return entry

    def _label(self, role: Role, value: str) -> None:
        """Who answers for the goal or the area, or when it is due; names are added up."""
        owner = self.goal or self.group
        if owner is None or (isinstance(owner, Group) and role is Role.STATUS):
            return
        before = getattr(owner, _LABELS[role]) if role in (Role.AGENCIES, Role.LEAD) else ""
        setattr(owner, _LABELS[role], f"{before}; {value}" if before else value)

    def _labelled(self, told: tuple[Role, str, str], place: Place) -> None:
        """A line that names itself a row of the area it stands in."""
        role, number, words = told
        self.begun = True
        self._here(place).entries.append(
            Entry(is_measure=role is Role.MEASURE, text=words, number=number, place=place)
        )

    def _paragraph(self, paragraph: Paragraph) -> None:
        text = " ".join(paragraph.text.split())
        if not text:
            return
        if self.in_glossary:
            self.terms.append(paragraph)
            return
        if self.in_vision:
            self.found.vision, self.in_vision = text, False
            self._keep(text, paragraph.place)
            return
        marked = bool(paragraph.marker)
        if self.group is not None and (told := outline.labelled_row(text)):
            self._labelled(told, paragraph.place)
            return
        if id(paragraph) in self.goals:
            self._labelled((Role.MEASURE, "", text), paragraph.place)
            return
        if not marked and self._is_said(text, paragraph.place):
            return
        if not marked and (role := outline.list_role(text)):
            self.listing = role
            self._keep(text, paragraph.place)
            return
        if self._is_row(paragraph):
            self._list_row(paragraph, text)
            return
        if self.found.themes and not self.begun and marked and paragraph.marker[:1].isdigit():
            self.found.themes[-1].statements.append(text)
        self.passed_over.missed(self._section(), paragraph)
        self._keep(text, paragraph.place)

    def _section(self) -> str:
        """The area that a table named, or the heading that stands nearest above."""
        if self.from_table and self.group is not None:
            return self.group.title
        return self.levels[-1][1] if self.levels else ""

    def _is_row(self, paragraph: Paragraph) -> bool:
        """Whether a paragraph is an action or a measure of its own."""
        if not paragraph.marker:
            return False
        if self.listing is not None:
            return True
        return self.lists_actions and bool(self.levels) and paragraph.level <= 1

    def _list_row(self, paragraph: Paragraph, text: str) -> None:
        number = paragraph.marker.strip("().")
        group = self._here(paragraph.place)
        if paragraph.level > 1 and group.entries:
            tails.below(group.entries[-1], text)
            return
        self.begun = True
        self.passed_over.read(self._section(), group)
        entry = Entry(
            is_measure=self.listing is Role.MEASURE or outline.is_change(text),
            text=text,
            number=number if number[:1].isdigit() else "",
            place=paragraph.place,
            leads=outline.lead_in(text),
            due=outline.due_in(text),
            links=paragraph.links,
        )
        tails.told(entry, is_usual=id(paragraph) in self.alike)
        group.entries.append(entry)
        self.listed.add(id(entry))

    def _grid(self, grid: Grid) -> None:
        self.begun = True
        self.listing = None
        self._keep(" | ".join(one.header for one in grid.columns if one.header), grid.place)
        if grid.caption and self.group is None:
            self.group = self(grid.caption, grid.place, None)
        if any(row.title for row in grid.rows[:1]):
            group = Group(title="", place=grid.place)
        else:
            group = self._area_column_group(grid) or self._here(grid.place)
        reader = TableReader(grid, group, self)
        reader.read()
        if reader.group.title:
            self.from_table = self.from_table or reader.group is not self.group
            self.group = reader.group
            if self.from_table:
                self.passed_over.read(self._section(), reader.group)

    def _area_column_group(self, grid: Grid) -> Group | None:
        """A stand-in until the table's own area column names the first group."""
        has_areas = any(one.role is Role.AREA for one in grid.columns)
        return Group(title="", place=grid.place) if has_areas and self.group is None else None

    def _plain(self, table: Table) -> None:
        """A table without plan columns: a glossary, listed rows, or words that are kept."""
        if self.in_glossary or glossary.is_glossary(table):
            self.found.glossary += glossary.from_table(table)
        elif self.listing is not None:
            self._listed(table)
        else:
            for row in table.rows:
                told = [cell for cell in row if cell.text.strip()]
                if len(told) == 2 and self._is_labelled(told[0].text, told[1].text):
                    self._keep(told[0].text, told[0].place)
                    continue
                for cell in told:
                    self._said_in_cell(cell.text, cell.place)

    def _listed(self, table: Table) -> None:
        """A table under the heading of a list: rows from each cell that holds a sentence."""
        group = self._here(table.place)
        wordy = wordy_columns(table)
        for row in table.rows:
            for cell in filter(lambda one: one.text.strip(), row):
                if cell.column in wordy and not is_marked(cell.text) and len(cell.text) > 2:
                    text = " ".join(cell.text.split())
                    is_measure = self.listing is Role.MEASURE
                    entry = Entry(is_measure=is_measure, text=text, place=cell.place)
                    group.entries.append(entry)
                else:
                    self._keep(cell.text, cell.place)

    def _is_labelled(self, label: str, value: str) -> bool:
        """Whether a row of two cells says who answers for the heading above, or when it is due."""
        told = column(" ".join(label.split()))
        if self.group is None or told.role not in _LABELS or len(label) > _LONGEST_LABEL:
            return False
        self._label(told.role, value)
        return True

    def _said_in_cell(self, text: str, place: Place) -> None:
        for line in text.split("\n"):
            if line.strip() and not self._is_said(line.strip(), place):
                self._keep(line, place)

    def _keep(self, text: str, place: Place) -> None:
        if text.strip():
            self.found.kept.append(Kept(text=" ".join(text.split()), place=place))

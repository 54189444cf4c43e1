"""The rows that a plan table's grid holds: actions, measures and what stands beside them."""

import re
from collections.abc import Sequence
from typing import Protocol

from headway.domain.doubts import Doubt, DoubtReason
from headway.domain.provenance import Place
from headway.importing.documents.document import Cell
from headway.importing.documents.wrapping import joined
from headway.importing.headers.columns import Column, Role
from headway.importing.rows.draft import Join
from headway.importing.rows.entries import Entry, Group
from headway.importing.rows.items import Item, items_of
from headway.importing.rows.pairing import Beside, by_place, pair
from headway.importing.tables import row_cells
from headway.importing.tables.grids import Grid, links_of
from headway.importing.tables.row_cells import TableRow

_NUMBERED = re.compile(
    r"^(?:(?:action|objective|goal|measure|indicator|priority|milestone)\s+)?"
    r"([A-Z]{0,3}\d{1,3}(?:\.\d{1,2})*[a-z]?)\s*(?:-(?!(?-i:[a-z]))|[–:.)]|"
    r"\s-)\s*(?=[A-Za-z'‘“\"(£$\d])(?!\d)(.+)$",
    re.DOTALL | re.IGNORECASE,
)
_REFERENCES = re.compile(r"(?:\s+[A-Z][a-z’']+){1,4}:\s*\d+(?:\s*,\s*\d+)*(?=\s|$)")
_ABOUT_GOALS = re.compile(r"\b(?:goal|objective|outcome|priority|aim)s?\b", re.IGNORECASE)
_SHORT_WORDS = 3
_NOTHING = re.compile(r"^(?:n/?a|none|nil|-+|–|—|\.)?$", re.IGNORECASE)


class Named(Protocol):
    """Gives the group of a title: the same group for the same title."""

    def __call__(
        self, title: str, place: Place, above: Group | None, *, outcome: str = ""
    ) -> Group:
        """
        The group of that name.

        Args:
            title: As the document has it.
            place: Where it stands.
            above: The group that was read before it.
            outcome: What it stands under, where the document says so.
        """


class TableReader:
    """
    Reads one grid into groups.

    Args:
        grid: The table.
        group: Where its rows stand until a title or an area column names another.
        named: Gives the group of a title, the same one for the same title.
    """

    def __init__(self, grid: Grid, group: Group, named: Named) -> None:
        self.grid = grid
        self.group = group
        self.named = named
        self.above: TableRow | None = None
        self.numbered: set[tuple[int, int]] = set()
        self.met: dict[int, list[TableRow]] = {}
        self.order: list[Group] = []
        self.areas = [at for at, one in enumerate(grid.columns) if one.role is Role.AREA]
        if self._areas_are_notes():
            self.areas = []

    def _areas_are_notes(self) -> bool:
        """Whether nearly each row has its own objective, so that it is no area of focus."""
        told = [
            " ".join(row.cells[at].text.split())
            for row in self.grid.rows
            for at in self.areas
            if row.cells[at].text.strip()
        ]
        return len(told) > 4 and len(set(told)) > 0.8 * len(self.grid.rows)

    def read(self) -> None:
        """Put every row of the grid into its group."""
        for row in self.grid.rows:
            if row.title:
                self.group = self.named(row.title, row.place, self.group)
                continue
            read = TableRow(row, self.grid.columns)
            self._find_group(read)
            self._read(read)
            self.met.setdefault(id(self.group), []).append(read)
            if self.group not in self.order:
                self.order.append(self.group)
        for group in self.order:
            row_cells.share(group, self.met[id(group)], self.grid.columns)

    def _find_group(self, read: TableRow) -> None:
        names = []
        for at in self.areas:
            cell = read.row.cells[at]
            words = [
                item.text
                for item in items_of(cell.text, stacked=read.row.stacked)
                if item.text and not cell.covers
            ]
            names.append(" ".join(dict.fromkeys(words)))
        told = [name for name in names if name]
        if told:
            outcome = told[0] if len(told) > 1 else ""
            self.group = self.named(told[-1], read.row.place, self.group, outcome=outcome)

    def _read(self, read: TableRow) -> None:
        remarks = len(self.group.remarks)
        read.measures = self._measures(read)
        read.actions = self._actions(read)
        if not read.actions and not read.measures:
            if len(self.group.remarks) == remarks:
                self._leftover(read)
            return
        for entry in read.measures:
            if len(read.actions) == 1:
                entry.for_action = read.actions[0]
        self.group.entries += read.actions + read.measures
        row_cells.own(read, self.above)
        self._progress(read)
        row_cells.states(read)
        row_cells.figures(read)
        row_cells.context(read, self.areas)
        entries = [*read.actions, *read.measures]
        entries[0].links = links_of(read.row)
        for join in read.row.joins:
            _joined_entry(entries, join).joins.append(join)
        self.above = read

    def _measures(self, read: TableRow) -> list[Entry]:
        entries: list[Entry] = []
        numbered = bool(read.text(Role.NUMBER))
        for one, cell in read.cells(Role.MEASURE):
            items = _whole_items(cell, one, read, single=False)
            for item in items:
                if self._is_remark(item, read):
                    self.group.remarks.append(item.text)
                elif not self._is_repeat(item, one):
                    entries.append(_entry(item, cell, is_measure=True))
        if numbered and len(entries) == 1 and not entries[0].number:
            entries[0].number = _number(read)
        return [entry for entry in entries if not _NOTHING.match(entry.text)]

    def _is_repeat(self, item: Item, one: Column) -> bool:
        """Whether the row above names the same goal, as filled-down merged cells do."""
        last = next((e for e in reversed(self.group.entries) if e.is_measure), None)
        has_actions = any(other.role is Role.ACTION for other in self.grid.columns)
        if last is None or not has_actions or self.above is None:
            return False
        number, text = _split_number(item)
        same = last.text == text and last.number == number
        return same and (bool(number) or _ABOUT_GOALS.search(one.header) is not None)

    def _is_remark(self, item: Item, read: TableRow) -> bool:
        """Whether a paragraph alone in its row, after a numbered list, is said of the area."""
        if item.number or item.marked:
            return False
        told = [cell for cell in read.row.cells if cell.text.strip() and not cell.covers]
        if len(told) != 1:
            return False
        before = [e for e in self.group.entries if e.is_measure]
        return len(before) > 2 and all(e.number for e in before)

    def _actions(self, read: TableRow) -> list[Entry]:
        detail = [cell for _, cell in read.cells(Role.DETAIL) if cell.text.strip()]
        single = bool(read.text(Role.NUMBER)) or bool(detail)
        entries: list[Entry] = []
        for one, cell in read.cells(Role.ACTION):
            items = _whole_items(cell, one, read, single=single)
            entries += [_entry(item, cell, is_measure=False) for item in items]
        if detail and len(entries) == 1:
            entries[0].title, entries[0].text = entries[0].text, " ".join(detail[0].text.split())
        elif detail and not entries:
            entries = [
                _entry(Item(text=" ".join(detail[0].text.split())), detail[0], is_measure=False)
            ]
        if len(entries) == 1 and not entries[0].number:
            entries[0].number = _number(read)
        return [entry for entry in entries if not _NOTHING.match(entry.text)]

    def _progress(self, read: TableRow) -> None:
        for one, cell in read.cells(Role.PROGRESS):
            if not cell.text.strip() or cell.covers:
                continue
            items = items_of(cell.text, stacked=read.row.stacked, keep_lines=bool(cell.tables))
            beside = self._beside(read, cell)
            if read.row.stacked:
                by_place(items, cell, beside, self.group)
            else:
                pair(items, cell, one, beside, self.group)
            if beside.numbered:
                self.numbered.add((id(self.group), cell.column))

    def _beside(self, read: TableRow, cell: Cell) -> Beside:
        """What a cell stands beside; each column of progress is an account of its own."""
        numbered = (id(self.group), cell.column) in self.numbered
        return Beside(read.actions, read.measures, numbered=numbered)

    def _leftover(self, read: TableRow) -> None:
        """A row without an action or a measure: progress of the rows above, or nothing known."""
        for _, cell in read.cells(Role.PROGRESS):
            items = items_of(cell.text, stacked=read.row.stacked)
            above = self.above
            if items and above is not None:
                beside = self._beside(above, cell)
                pair(items, cell, Column(role=Role.PROGRESS), beside, self.group)
        others = [
            cell
            for one, cell in zip(self.grid.columns, read.row.cells, strict=False)
            if cell.text.strip() and one.role not in (Role.PROGRESS, Role.AREA)
        ]
        for cell in others:
            self.group.doubts.append(
                Doubt(
                    reason=DoubtReason.UNPLACED_TEXT,
                    sentence="These words stand in a row without an action or a measure; "
                    "say which row they belong to, or leave them out.",
                    words=" ".join(cell.text.split()),
                    place=cell.place,
                )
            )


def _joined_entry(entries: Sequence[Entry], join: Join) -> Entry:
    """The row that the piece after a page break belongs to, by its first words."""
    for piece in join.words.split(" … "):
        begin = " ".join(piece.split()[:4])
        for entry in entries:
            if begin in entry.text or any(
                begin in " ".join(s.text.split()) for s in entry.progress
            ):
                return entry
    return entries[0]


def _whole_items(cell: Cell, one: Column, read: TableRow, *, single: bool) -> list[Item]:
    """What the cell lists, sub-lists and lead-ins kept with what they belong to."""
    if not cell.text.strip() or cell.covers:
        return []
    lines = [line for line in cell.text.split("\n") if line.strip()]
    parted = read.row.paragraphs and one.role is Role.MEASURE and _are_measures(lines)
    several = (one.several or len(lines) == read.parallel or parted) and not single
    items = list(items_of(cell.text, several=several, stacked=read.row.stacked))
    one_sentence = len(items) > 1 and all(
        item.text.endswith((",", ";", " and")) for item in items[:-1]
    )
    if (single or one_sentence) and items:
        text = ""
        for item in items:
            text = joined(text, item.text)
        return [Item(text=text, number=items[0].number if len(items) == 1 else "")]
    whole: list[Item] = []
    for item in items:
        lead_in = bool(whole) and not whole[-1].marked and whole[-1].text.endswith(":")
        nested = bool(whole) and item.level > max(1, whole[0].level)
        if whole and (
            nested or lead_in or (item.marked and not whole[0].marked and not one.several)
        ):
            whole[-1] = Item(
                text=joined(whole[-1].text, item.text),
                number=whole[-1].number,
                line=whole[-1].line,
                marked=whole[-1].marked and not lead_in,
                level=whole[-1].level,
                garbled=whole[-1].garbled + item.garbled,
            )
        else:
            whole.append(item)
    return whole


def _are_measures(lines: Sequence[str]) -> bool:
    """Whether each paragraph of a cell is a measure: it begins anew and has a figure."""
    return len(lines) > 1 and all(
        line.lstrip()[:1].isupper()
        and any(letter.isdigit() for letter in line)
        and len(line.split()) > _SHORT_WORDS
        for line in lines
    )


def _split_number(item: Item) -> tuple[str, str]:
    """The item's number and its words without it and without trailing references."""
    text = _REFERENCES.sub("", item.text).strip() or item.text
    if item.number:
        return item.number, text
    found = _NUMBERED.match(text)
    return (found[1], found[2].strip()) if found else ("", text)


def _entry(item: Item, cell: Cell, *, is_measure: bool) -> Entry:
    number, text = _split_number(item)
    notes = [" ".join(found.split()) for found in _REFERENCES.findall(item.text)]
    return Entry(
        is_measure=is_measure,
        text=text,
        number=number,
        place=cell.place,
        garbled=item.garbled,
        renumbered=item.renumbered,
        line=item.line,
        notes=notes,
    )


def _number(read: TableRow) -> str:
    found = re.match(r"[\w.\-/]{1,12}", read.text(Role.NUMBER))
    return found[0].rstrip(".") if found else ""

"""One row of a plan table: its cells by role, and what they say of its actions and measures."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from headway.importing.documents.document import Cell
from headway.importing.documents.wrapping import joined
from headway.importing.headers.columns import Column, Role, quarter_named
from headway.importing.rows.entries import Entry, Figure, Group, Said
from headway.importing.rows.items import groups_of, items_of
from headway.importing.tables.grids import GridRow

_ALL = re.compile(r"\ball\b", re.IGNORECASE)
_ABOVE = re.compile(r"^\(?(?:same )?(?:as|see) above\)?\.?$|^ditto$|^[\"”″]$", re.IGNORECASE)


@dataclass(slots=True)
class TableRow:
    """One grid row with its cells by role."""

    row: GridRow
    columns: Sequence[Column]
    actions: list[Entry] = field(default_factory=list)
    measures: list[Entry] = field(default_factory=list)

    def cells(self, *roles: Role) -> list[tuple[Column, Cell]]:
        """The cells of these roles, with their columns."""
        return [
            (one, cell)
            for one, cell in zip(self.columns, self.row.cells, strict=False)
            if one.role in roles
        ]

    def text(self, *roles: Role) -> str:
        """The words of the cells of these roles."""
        words = [_flat(cell, stacked=self.row.stacked) for _, cell in self.cells(*roles)]
        return "\n".join(filter(None, words))

    @property
    def parallel(self) -> int:
        """
        How many paragraphs the actions' cell has, where another cell has as many; else 0.

        They are then so many rows in one: the first date is the first action's.
        """
        if not self.row.paragraphs or self.row.stacked:
            return 0
        many = [_paragraphs(cell) for _, cell in self.cells(Role.ACTION)]
        others = self.cells(Role.DUE, Role.MEASURE, Role.PROGRESS, Role.STATUS, Role.LEAD)
        same = many and many[0] > 1 and any(_paragraphs(cell) == many[0] for _, cell in others)
        return many[0] if same else 0

    def covered(self, role: Role) -> bool:
        """Whether a merged cell spreads over this role's place."""
        return any(cell.covers for _, cell in self.cells(role))


def _paragraphs(cell: Cell) -> int:
    return sum(bool(line.strip()) for line in cell.text.split("\n"))


def _flat(cell: Cell, *, stacked: bool) -> str:
    """The cell's words; the lines of a stacked cell put together, its ghosts left out."""
    if not stacked:
        return cell.text.strip()
    text = ""
    for item in items_of(cell.text, stacked=True):
        text = joined(text, item.text)
    return text


def own(read: TableRow, above: TableRow | None) -> None:
    """Who and when, from the row's cells; from the row above where they say so or are merged."""
    has_actions = any(one.role is Role.ACTION for one in read.columns)
    for role, name in (
        (Role.AGENCIES, "agencies"),
        (Role.LEAD, "leads"),
        (Role.DUE, "due"),
        (Role.START, "start"),
    ):
        text = read.text(role)
        entries = read.actions + read.measures
        follows = has_actions and not read.actions
        if _ABOVE.match(text) or (not text and (read.covered(role) or follows)):
            last = [*above.actions, *above.measures] if above else []
            text = getattr(last[-1], name) if last else text
        cell = next((cell for _, cell in read.cells(role)), None)
        groups = groups_of(cell.text) if read.row.stacked and cell is not None else ()
        for entry in entries:
            own = text
            if role is Role.DUE and len(groups) > 1:
                nearest = min(groups, key=lambda one: abs(one.line - entry.line))
                own = nearest.text if not entry.is_measure else groups[0].text
            setattr(entry, name, own)
        if role is not Role.START and cell is not None and read.parallel == _paragraphs(cell):
            _one_by_one(read, name, [line for line in cell.text.split("\n") if line.strip()])


def _one_by_one(read: TableRow, name: str, lines: Sequence[str]) -> None:
    """Each action's own date or lead, where the cell lists as many."""
    for entries in (read.actions, read.measures):
        if len(entries) == len(lines):
            for entry, line in zip(entries, lines, strict=True):
                setattr(entry, name, line.strip(" •\t"))


_STATES = (
    (Role.STATUS, "status"),
    (Role.PERCENT, "percent"),
    (Role.CHECK, "check"),
    (Role.POLARITY, "polarity"),
)
_STATUS_FIRST = re.compile(
    r"^(red|amber|green|blue|complete|completed|not started|in progress|on track|delayed|off track"
    r"|at risk|ongoing|halted|closed|achieved|r|a|g|b)\b\s*(?:[:;.,–—/-]|\s[–—-]|$)?\s*",
    re.IGNORECASE,
)
_MOST_STATUS_WORDS = 4


def states(read: TableRow) -> None:
    """How far the row has come: its status word, its percentage, its check."""
    for role, name in _STATES:
        for one, cell in read.cells(role):
            text = " ".join(cell.text.split()) or (
                _colour(cell.fill) if role is Role.STATUS else ""
            )
            if not text:
                continue
            for entry in _subjects(read, one):
                word, said = _status_and_words(text) if role is Role.STATUS else (text, "")
                setattr(entry, name, getattr(entry, name) or word)
                if said:
                    entry.progress.append(Said(text=said, place=cell.place))


def _colour(fill: str) -> str:
    """
    The status that a cell's background alone tells.

    >>> _colour("FFC000"), _colour("00B050"), _colour("C00000"), _colour("FFFFFF")
    ('Amber', 'Green', 'Red', '')
    """
    if not re.fullmatch(r"[0-9A-Fa-f]{6}", fill):
        return ""
    red, green, blue = (int(fill[at : at + 2], 16) for at in (0, 2, 4))
    if max(red, green, blue) - min(red, green, blue) < 60 or blue > max(red, green) - 40:
        return ""
    if green > red:
        return "Green"
    return "Amber" if green > 0.45 * red else "Red"


def _status_and_words(text: str) -> tuple[str, str]:
    """
    A status cell's word, and what it says besides.

    >>> _status_and_words("Amber – 320 homes fitted by December 2022")
    ('Amber', '320 homes fitted by December 2022')
    """
    if len(text.split()) <= _MOST_STATUS_WORDS:
        return text, ""
    found = _STATUS_FIRST.match(text)
    return (found[1], text[found.end() :]) if found else ("", text)


def _subjects(read: TableRow, one: Column) -> list[Entry]:
    """The entries that a state is of: the actions, unless the header says the measures."""
    if one.subject is Role.MEASURE and read.measures:
        return read.measures
    return read.actions or read.measures


def figures(read: TableRow) -> None:
    """Targets, baselines and results, for the measures or else the actions."""
    entries = read.measures or read.actions
    unit = " ".join(read.text(Role.UNIT).split())
    for role, name in (
        (Role.TARGET, "targets"),
        (Role.BASELINE, "baselines"),
        (Role.FIGURE, "figures"),
    ):
        for one, cell in read.cells(role):
            if not cell.text.strip() or cell.covers:
                continue
            items = items_of(cell.text, several=False)
            numbered = {item.number: item for item in items if item.number}
            for at, entry in enumerate(entries):
                item = numbered.get(entry.number) if numbered and entry.number else None
                if item is None and len(items) == len(entries) > 1:
                    item = items[at]
                text = item.text if item else " ".join(cell.text.split())
                if item is None and at > 0:
                    continue
                getattr(entry, name).append(
                    Figure(
                        text=text,
                        place=cell.place,
                        header=f"{one.header} ({unit})" if unit else one.header,
                        period=one.period,
                        quarter=quarter_named(one.header),
                    )
                )


def context(read: TableRow, areas: Sequence[int]) -> None:
    """What explains the row and is not read: reasons, resources, columns nobody knows."""
    entries = read.actions or read.measures
    for at, (one, cell) in enumerate(zip(read.columns, read.row.cells, strict=False)):
        as_note = one.role in (Role.CONTEXT, Role.UNKNOWN, Role.UNIT) or (
            one.role is Role.AREA and at not in areas
        )
        text = " ".join(cell.text.split())
        if as_note and text and not cell.covers and entries:
            entries[0].notes.append(f"{one.header}: {text}" if one.header else text)


def share(group: Group, rows: Sequence[TableRow], columns: Sequence[Column]) -> None:
    """What stands once for the whole group becomes the group's."""
    for role, name in ((Role.AGENCIES, "agencies"), (Role.LEAD, "leads"), (Role.DUE, "due")):
        column = next((one for one in columns if one.role is role), None)
        if column is None:
            continue
        told = [read.text(role) for read in rows]
        filled = [text for text in told if text]
        first_only = bool(told[0]) and len(filled) == 1 and _spreads(rows, role, told[0])
        if (column.for_all or first_only) and filled and not getattr(group, name):
            setattr(group, name, filled[0])
            for entry in group.entries:
                if not getattr(entry, name):
                    setattr(entry, name, filled[0])


def _spreads(rows: Sequence[TableRow], role: Role, words: str) -> bool:
    """
    Whether what stands in the first row only is for the rows below it too.

    Where the document keeps its cells apart, a blank cell is blank: it is so only if the
    cell above is merged over it, or says "all". A page's lines do not tell.
    """
    below = rows[1:]
    drawn = any(read.row.paragraphs for read in below)
    merged = all(read.covered(role) for read in below)
    return bool(below) and (not drawn or merged or _ALL.search(words) is not None)

"""Which row a piece of progress belongs to: by its number, by its place, by its words."""

from collections.abc import Sequence
from dataclasses import dataclass

from headway.domain.doubts import Doubt, DoubtReason
from headway.importing.documents.document import Cell
from headway.importing.headers.columns import Column, Role
from headway.importing.rows.entries import Entry, Group, Said
from headway.importing.rows.in_order import Dealt, contradicted, one_for_each
from headway.importing.rows.items import Item
from headway.importing.rows.likeness import likest, shared_words

_TO_THE_FIRST = (
    "This progress stands beside several rows and does not say which it is of; it was put to "
    "the first of them. Move it to its own."
)
_IN_ORDER = (
    "These pieces of progress stand beside as many rows and were put to them in order, but the "
    "words of some are likest to another row. Move what is not in its place."
)

_LEFT_OVER = (
    "This progress stands beside several rows and does not say which it is of; it was put to one "
    "that no other piece names. Move it to its own."
)


@dataclass(slots=True)
class Beside:
    """
    The rows that a progress cell stands beside.

    Attributes:
        numbered: Pieces of progress in the area bear the numbers of its measures.
    """

    actions: Sequence[Entry]
    measures: Sequence[Entry]
    numbered: bool = False

    def chosen(self, items: Sequence[Item], column: Column) -> Sequence[Entry]:
        """
        The rows an unnumbered piece is of: the actions, unless something says otherwise.

        The header may say it, or other pieces of the area that bear the measures' numbers.
        """
        if self.measures and (column.subject is Role.MEASURE or self.numbered):
            return self.measures
        if len(self.actions) == len(self.measures) == 1 and _answers(items, self):
            return self.measures
        return self.actions or self.measures


def _answers(items: Sequence[Item], beside: Beside) -> bool:
    """Whether figures are told in the measure's own words, and not in the action's."""
    text = " ".join(item.text for item in items)
    if not any(letter.isdigit() for letter in text):
        return False
    measure, action = beside.measures[0].text, beside.actions[0].text
    return len(shared_words(text, measure)) > len(shared_words(text, action))


def pair(
    items: Sequence[Item],
    cell: Cell,
    column: Column,
    beside: Beside,
    group: Group,
) -> None:
    """
    Give each piece of a progress cell to its row.

    A numbered piece goes to the row of that number, first in its own table row, then in
    its area. One without a number belongs to the row beside it: the action before the
    measure, unless the column's header says otherwise.
    """
    loose: list[Item] = []
    for item in items:
        entry = _numbered(item, beside, group) if item.number else None
        if entry is not None:
            _say(entry, item, cell)
            beside.numbered = beside.numbered or entry.is_measure
        else:
            loose.append(item)
    if loose:
        _place_loose(loose, cell, beside.chosen(loose, column), group)


def _numbered(item: Item, beside: Beside, group: Group) -> Entry | None:
    same = [e for e in (*beside.measures, *beside.actions) if e.number == item.number]
    if same:
        return same[0]
    return group.numbered(item.number) or group.numbered(item.number, is_measure=False)


def _place_loose(items: Sequence[Item], cell: Cell, entries: Sequence[Entry], group: Group) -> None:
    if not entries:
        _doubt(items, cell, group)
    elif len(entries) == 1:
        text = "\n".join(
            item.text if not item.number else f"{item.number}. {item.text}" for item in items
        )
        garbled = tuple(line for item in items for line in item.garbled)
        entries[0].progress.append(Said(text=text, place=cell.place, garbled=garbled))
    elif len(items) == len(entries):
        for entry, item in zip(entries, items, strict=True):
            _say(entry, item, cell)
        if contradicted(items, entries):
            group.doubts.append(_unsure(" ".join(item.text for item in items), _IN_ORDER, cell))
    elif dealt := _dealt(items, cell, entries):
        for entry, item in dealt.pairs:
            _say(entry, item, cell)
        group.doubts += [_unsure(item.text, _LEFT_OVER, cell) for item in dealt.doubted]
    else:
        for item in items:
            found = likest(item.text, entries)
            _say(found or entries[0], item, cell)
            if found is None:
                group.doubts.append(_unsure(item.text, _TO_THE_FIRST, cell))


def _dealt(items: Sequence[Item], cell: Cell, entries: Sequence[Entry]) -> Dealt | None:
    """The cell's lines, one for each row, where nothing but a line's end tells them apart."""
    if cell.tables or any(item.number or item.marked or item.garbled for item in items):
        return None
    return one_for_each(cell.text, entries)


def _unsure(words: str, sentence: str, cell: Cell) -> Doubt:
    return Doubt(
        reason=DoubtReason.UNPAIRED_PROGRESS, sentence=sentence, words=words, place=cell.place
    )


def _say(entry: Entry, item: Item, cell: Cell) -> None:
    entry.progress.append(
        Said(text=item.text, place=cell.place, garbled=item.garbled, number=item.number)
    )


def _doubt(items: Sequence[Item], cell: Cell, group: Group) -> None:
    group.doubts.append(
        Doubt(
            reason=DoubtReason.UNPAIRED_PROGRESS,
            sentence=(
                "This progress stands beside no action or measure; say which row it belongs to."
            ),
            words=" ".join(item.text for item in items),
            place=cell.place,
        )
    )


def by_place(
    items: Sequence[Item],
    cell: Cell,
    beside: Beside,
    group: Group,
) -> None:
    """
    Give each piece to the row it stands beside on the page, or whose words it plainly shares.

    The cells keep their page's lines, so a piece stands beside the last action that begins
    on its line or above.
    """
    entries = list(beside.actions or beside.measures)
    if any(item.number for item in items):
        pair(items, cell, Column(role=Role.PROGRESS), beside, group)
        return
    if not entries:
        _doubt(items, cell, group)
        return
    last: Entry | None = None
    for item in items:
        above = [e for e in entries if e.line <= item.line + 1] or entries[:1]
        entry = likest(item.text, [*beside.actions, *beside.measures]) or above[-1]
        if entry is last and entry.progress:
            entry.progress[-1].text += f"\n{item.text}"
            entry.progress[-1].garbled += item.garbled
        else:
            _say(entry, item, cell)
        last = entry

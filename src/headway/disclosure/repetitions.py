"""
Sums that nobody states and every reader sees: terms of a year, answers, one figure told twice.

A plan does not say that its terms make up a year or that two rows count the same; the figures
themselves do.
"""

from collections.abc import Iterator, Mapping
from dataclasses import replace

from headway.disclosure.cells import CellId, Relation
from headway.disclosure.people import is_cumulative_count
from headway.disclosure.shares import OF_HOW_MANY, OTHERS, WHO
from headway.disclosure.slots import Slot, Table
from headway.domain.observations import RowId
from headway.domain.periods import Period


def parts_of_times(table: Table) -> Iterator[Relation]:
    """
    Counts of terms, quarters or months that make up the count of a longer time.

    Only where they do: of figures that are no flow, a sum that fits would be chance.
    """
    growing = {row.id for row in table.plan.rows() if is_cumulative_count(row)}
    series: dict[Slot, list[Slot]] = {}
    for slot in table.counts:
        if slot.period is not None and slot.row not in growing:
            series.setdefault(replace(slot, period=None), []).append(slot)
    for slots in series.values():
        for whole in slots:
            for parts in _inside(whole, slots):
                names = tuple(table.counts[one] for one in parts)
                total = table.counts[whole]
                if sum(table.cells[name].value for name in names) == table.cells[total].value:
                    yield Relation(total=total, parts=names, name=total)


def _inside(whole: Slot, slots: list[Slot]) -> Iterator[list[Slot]]:
    """The figures for parts of a time, each sort of part by itself."""
    if whole.period is None or len(slots) <= _FEWEST_PARTS:
        return
    kinds: dict[str, list[Slot]] = {}
    for one in slots:
        if one != whole and one.period is not None and _is_within(one.period, whole.period):
            kinds.setdefault(str(one.period.kind), []).append(one)
    yield from (parts for parts in kinds.values() if len(parts) >= _FEWEST_PARTS)


_FEWEST_PARTS = 2


def _is_within(part: Period, whole: Period) -> bool:
    return part.kind != whole.kind and whole.covers(part)


def answers(table: Table) -> Iterator[Relation]:
    """
    Shares of one and the same base, as the answers to a question are: who gave none of them?

    Groups that happen to be of one size are taken for answers too, which hides more.
    """
    bases: dict[Slot, list[Slot]] = {}
    tops: Mapping[Slot, CellId] = table.shares.get(WHO, {})
    wholes: Mapping[Slot, CellId] = table.shares.get(OF_HOW_MANY, {})
    for slot in wholes:
        if slot in tops and slot.breakdown:
            bases.setdefault(replace(slot, breakdown=""), []).append(slot)
    for slots in bases.values():
        base = table.cells[wholes[slots[0]]].value
        same = all(table.cells[wholes[one]].value == base for one in slots)
        left = base - sum(table.cells[tops[one]].value for one in slots)
        if len(slots) < _FEWEST_PARTS or not same or left < 0:
            continue
        first, *others = (wholes[one] for one in slots)
        yield from (Relation(total=first, parts=(one,), name=first) for one in others)
        parts = tuple(tops[one] for one in slots)
        if left:
            rest = table.put(CellId(f"{first} / {OTHERS} of any answer"), left, printed=False)
            parts = (*parts, rest)
        yield Relation(total=first, parts=parts, name=first)


def told_twice(table: Table) -> Iterator[Relation]:
    """
    Figures of two rows that count the same: what one hides the other must not print.

    Nothing says which do, so figures for one group and time that are equal are taken to be the
    same. Where that is chance, both are shown or both are hidden, and nothing is lost by it.
    """
    series: dict[tuple[Slot, float], list[CellId]] = {}
    for known in (table.counts, *table.shares.values()):
        for slot, name in known.items():
            value = table.cells[name].value
            if value > table.plan.disclosure.threshold and name not in table.unprinted:
                bare = replace(slot, row=_ANY, of="")
                series.setdefault((bare, value), []).append(name)
    for names in series.values():
        first, *others = dict.fromkeys(names)
        yield from (Relation(total=first, parts=(one,), name=first) for one in others)


_ANY = RowId("any row")

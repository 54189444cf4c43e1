"""
The sums that bind a plan's figures: breakdowns, the plan's own sums, counts that accrue.

Each is something that a reader can do with the figures in hand. What is left over when
parts are taken from a total is a cell as well, though nobody prints it.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from itertools import combinations, pairwise

from headway.disclosure.cells import CellId, Relation, TableError
from headway.disclosure.people import is_cumulative_count
from headway.disclosure.repetitions import answers, parts_of_times, told_twice
from headway.disclosure.shares import OF_HOW_MANY, WHO
from headway.disclosure.slots import Slot, Table
from headway.domain.disclosing import Method, Sum, ZeroRule
from headway.domain.observations import RowId
from headway.domain.periods import Period
from headway.domain.plan import Plan

Known = Mapping[Slot, CellId]

_MOST_PARTS = 12
"""Parts of overlapping breakdowns among which sums are looked for; beyond this it takes long."""
_MOST_SUMS = 24
_OF_WHOM = re.compile(r"(?:of|among)\s+(?:whom|which|these|those|them)\b", re.IGNORECASE)
_OTHERS = "the others"
"""Left over by groups that may well be all there are; then nothing is, and everybody knows."""
_NEAR = 1e-9


def relate(table: Table) -> None:
    """
    Add every relation that the table's figures have among themselves.

    Raises:
        TableError: A sum of the policy names no row, or does not add up.
    """
    _stand_in(table)
    for known in (table.counts, *table.shares.values()):
        for total, parts in _breakdowns(known):
            _add_breakdown(table, total, parts)
        for one in table.plan.disclosure.sums:
            _add_sum(table, one, known)
        for earlier, later in _accruing(table, known):
            _add_growth(table, known, earlier, later)
    for relation in (*parts_of_times(table), *answers(table)):
        table.relations.append(relation)
    table.supposed += told_twice(table)


def _stand_in(table: Table) -> None:
    """
    The counts behind a percentage are those of the rows that the policy's sums tie it to.

    Where "pupils with SEN, in percent" is a part of all pupils, its base is a count of them:
    of a group that has no such count in print, it is the only one. Where it is the only part
    and nothing is left over, those whom it counts are the total itself.
    """
    for one in table.plan.disclosure.sums:
        total, is_same = _named(table.plan, one.total), len(one.parts) == 1 and not one.rest
        role = WHO if is_same else OF_HOW_MANY
        for name in one.parts:
            part = _named(table.plan, name)
            for slot, cell in table.shares.get(role, {}).items():
                if slot.row == part[0] and part[1] in ("", slot.breakdown):
                    group = total[1] or ("" if part[1] else slot.breakdown)
                    table.counts.setdefault(replace(slot, row=total[0], breakdown=group), cell)


def _breakdowns(known: Known) -> Iterator[tuple[CellId, tuple[CellId, ...]]]:
    """Each figure of all, with the figures of groups, or of places, of the same time."""
    groups: dict[Slot, list[CellId]] = {}
    places: dict[Slot, list[CellId]] = {}
    for slot, name in known.items():
        if slot.breakdown:
            groups.setdefault(replace(slot, breakdown=""), []).append(name)
        if slot.area:
            places.setdefault(replace(slot, area=""), []).append(name)
        if _OF_WHOM.match(slot.of):
            groups.setdefault(replace(slot, of=""), []).append(name)
    for slot, total in known.items():
        for parts in (groups.get(slot), places.get(slot)):
            if parts:
                yield total, tuple(parts)


def _add_breakdown(table: Table, total: CellId, parts: tuple[CellId, ...]) -> None:
    whole = table.cells[total].value
    summed = sum(table.cells[part].value for part in parts)
    if summed <= whole or _same(summed, whole):
        _add_with_rest(table, total, parts, _OTHERS)
        return
    for chosen in _adding_up(table, whole, parts):
        table.relations.append(Relation(total=total, parts=chosen, name=total))


def _adding_up(table: Table, whole: float, parts: Sequence[CellId]) -> Iterator[tuple[CellId, ...]]:
    """Of two breakdowns in one place ("Primary", "Girls"): those parts that make up the total."""
    if len(parts) > _MOST_PARTS:
        return
    found = 0
    for size in range(1, len(parts) + 1):
        for chosen in combinations(parts, size):
            if _same(sum(table.cells[one].value for one in chosen), whole):
                yield chosen
                found += 1
                if found == _MOST_SUMS:
                    return


def _add_with_rest(table: Table, total: CellId, parts: tuple[CellId, ...], rest: str) -> None:
    whole = table.cells[total].value
    left = whole - sum(table.cells[part].value for part in parts)
    nothing = _same(left + whole, whole)
    if not nothing or (rest and _keeps_zeros(table, rest)):
        left = 0.0 if nothing else round(left, 6)
        beside = f" beside {' + '.join(sorted(parts))}" if nothing and rest == _OTHERS else ""
        name = CellId(f"{total} / {rest or _OTHERS}{beside}")
        over = table.put(name, left, printed=False)
        parts = (*parts, over)
        if nothing:
            table.empty.add(over)
    table.relations.append(Relation(total=total, parts=parts, name=total))


def _keeps_zeros(table: Table, rest: str) -> bool:
    """
    Whether a sum must not tell by its parts that nothing is left over.

    A group that has no figure may be zero; rounded, that is a secret. Hidden zeros are secrets
    too, but there somebody may know that the groups named are all there are.
    """
    policy = table.plan.disclosure
    named = rest != _OTHERS and policy.zeros is ZeroRule.HIDE
    return named or policy.method is Method.ROUND


def _add_sum(table: Table, one: Sum, known: Known) -> None:
    """
    A sum of the policy, wherever its rows have figures for the same time, group and place.

    A sum of two rows holds for each of their groups as well: SEN in primary schools is part of
    all in primary schools.

    Raises:
        TableError: Counts do not add up. Those behind rates need not: not all are printed.
    """
    total, parts = _named(table.plan, one.total), [_named(table.plan, name) for name in one.parts]
    for slot, whole in list(known.items()):
        if slot.row != total[0] or total[1] not in ("", slot.breakdown):
            continue
        group = "" if total[1] else slot.breakdown
        found = [
            name
            for row, breakdown in parts
            if not (group and breakdown)
            if (name := _part(table, known, replace(slot, row=row, breakdown=breakdown or group)))
        ]
        left = table.cells[whole].value - sum(table.cells[name].value for name in found)
        if not found or whole in found:
            continue  # a percentage that stands in for its total says nothing new
        complete = len(found) == len(parts) and not one.rest
        if left < -_NEAR or (complete and not _same(left, 0.0)):
            if known is not table.counts or slot.of or slot.area or group:
                continue
            raise TableError(
                f'the sum "{one.total}" does not add up {_when(slot.period)}: its parts '
                f"({', '.join(one.parts)}) make "
                f"{sum(table.cells[name].value for name in found):g} and the total says "
                f"{table.cells[whole].value:g}; correct the figures, or name in the plan's "
                'disclosure policy what is left over ("rest")'
            )
        _add_with_rest(table, whole, tuple(found), one.rest or ("" if complete else "not given"))


def _part(table: Table, known: Known, slot: Slot) -> CellId | None:
    """A part's own figure; of a percentage that is named as a part, those whom it counts."""
    share = table.shares.get(WHO, {}) if known is table.counts else {}
    return known.get(slot) or share.get(slot)


def _named(plan: Plan, name: str) -> tuple[RowId, str]:
    """
    The row, and the group of it, that a sum of the policy names.

    Raises:
        TableError: The plan has no such row.
    """
    rows = {row.id for row in plan.rows()}
    row, _, breakdown = name.rpartition("/")
    if name in rows:
        return RowId(name), ""
    if row in rows:
        return RowId(row), breakdown
    raise TableError(
        f'the plan\'s disclosure policy has a sum of "{name}", and the plan has no such row; '
        "write the row's id, or id/group"
    )


def _accruing(table: Table, known: Known) -> Iterator[tuple[Slot, Slot]]:
    """Counts to date of one year, each with the next: what lies between them can be seen."""
    growing = {row.id for row in table.plan.rows() if is_cumulative_count(row)}
    series: dict[tuple[Slot, str, Period], list[Slot]] = {}
    for slot in known:
        if slot.row in growing and slot.period is not None and slot.period.is_part_year:
            key = replace(slot, period=None), str(slot.period.kind), slot.period.whole_year()
            series.setdefault(key, []).append(slot)
    for (bare, _, year), slots in series.items():
        slots.sort(key=_time)
        whole = replace(bare, period=year)
        yield from pairwise([*slots, whole] if whole in known else slots)


def _time(slot: Slot) -> tuple[date, date]:
    return slot.period.sort_key() if slot.period else (date.min, date.min)


def _add_growth(table: Table, known: Known, earlier: Slot, later: Slot) -> None:
    before, after = known[earlier], known[later]
    growth = table.cells[after].value - table.cells[before].value
    if growth < 0 or before == after:
        return
    hides_zero = table.plan.disclosure.zeros is ZeroRule.HIDE
    if _same(growth, 0.0) and not (hides_zero and later.period and later.period.is_part_year):
        table.relations.append(Relation(total=after, parts=(before,), name=after))
        return
    since = CellId(f"{after} / since {earlier.period}")
    between = table.put(since, round(growth, 6), printed=False)
    table.relations.append(Relation(total=after, parts=(before, between), name=after))


def _same(one: float, other: float) -> bool:
    return abs(one - other) <= _NEAR * max(1.0, abs(one), abs(other))


def _when(period: Period | None) -> str:
    return f"for {period}" if period else "where no period is stated"

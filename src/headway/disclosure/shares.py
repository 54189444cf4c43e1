"""
What a rate, a mean, a bound or a change gives away of counts.

A rate printed with its counts gives away three cells: who, of how many, and the others. Where
it is printed alone its counts are looked for where a reader would look: in its own words, in
what is said of its row, and among the figures beside it.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from headway.disclosure.cells import CellId, Relation
from headway.disclosure.people import counts_people, is_count
from headway.disclosure.slots import Kind, Slot, Table, slot_of, time_of
from headway.disclosure.tables.primary import Mean, counts_behind, reason
from headway.domain.observations import Observation
from headway.domain.plan import Measure, Row
from headway.domain.quantities import COUNT, PERCENT, POINTS, Comparator, Unit, plain
from headway.language.figures import figures
from headway.language.units import per_size

Counts = tuple[float, float]
"""Who, of how many."""

WHO, OF_HOW_MANY, OTHERS = "how many", "of how many", "the others"

_PER = re.compile(
    r"per\s+(?P<base>[0-9][0-9,]*\s?(?:k|thousand|million)?|thousand|million)\b", re.I
)
_MOST_DECIMALS = 3
_MOST_PEOPLE = 1e10
"""No base is larger; a share of more is no share of people."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Rate:
    """A rate as it is printed, with the counts that are printed with it."""

    slot: Slot
    value: float | None
    unit: Unit
    words: str = ""
    top: float | None = None
    bottom: float | None = None


def add_shares(table: Table, people: Sequence[tuple[int, Observation]]) -> None:
    """
    Give every figure that is no plain count the cells that it gives away.

    Args:
        table: Has the plain counts already.
        people: The figures of people, with their numbers in the plan.
    """
    said = _Said(table)
    changes = []
    for number, one in people:
        if one.value is None or (is_count(one.unit) and one.comparator is Comparator.EQ):
            continue
        if one.comparator is Comparator.CHANGE_BY or one.unit == POINTS:
            changes.append((number, one))
        else:
            _observed(table, said, number, one)
    for number, one in people:
        if one.compared_with is not None and one.value is not None and not is_count(one.unit):
            _compared(table, said, number, one)
    for row in table.plan.rows():
        if counts_people(table.plan, row):
            _baselines(table, said, row)
    _benchmarks(table, said)
    for number, one in changes:
        _changed(table, number, one)


def _observed(table: Table, said: "_Said", number: int, one: Observation) -> None:
    slot = slot_of(one)
    rate = _Rate(
        slot=slot,
        value=one.value,
        unit=one.unit,
        words=one.words,
        top=one.numerator,
        bottom=one.denominator,
    )
    cells = list(_of_a_rate(table, said, rate))
    if slot in table.counts:
        cells.append(table.counts[slot])
    if is_count(one.unit) and one.value is not None:
        cells.append(table.put(slot.cell(one.comparator.name.lower()), one.value))
    told = (one.value, one.numerator, one.denominator)
    _place(table, Kind.OBSERVATION, slot, number, cells, told=told)


def _compared(table: Table, said: "_Said", number: int, one: Observation) -> None:
    """A share printed beside another: what it gives away of its own, earlier time."""
    beside = one.compared_with
    if beside is None:
        return
    period = time_of(one, beside)
    slot = slot_of(one, period)
    rate = _Rate(slot=slot, value=beside.value, unit=one.unit, words=beside.words)
    if period is not None:
        _place(
            table,
            Kind.COMPARISON,
            slot,
            number,
            [*_known_of(table, slot), *_of_a_rate(table, said, rate)],
            told=(beside.value,),
        )


def _baselines(table: Table, said: "_Said", row: Row) -> None:
    for number, one in enumerate(row.baselines):
        if is_count(one.unit):
            continue
        slot = Slot(row=row.id, period=one.period, breakdown=one.breakdown)
        rate = _Rate(slot=slot, value=one.value, unit=one.unit, words=one.words)
        known = _known_of(table, slot) if one.period else []
        cells = [*known, *_of_a_rate(table, said, rate)]
        _place(table, Kind.BASELINE, slot, number, cells, told=(one.value,))


def _benchmarks(table: Table, said: "_Said") -> None:
    rows = {row.id: row for row in table.plan.rows()}
    for number, one in enumerate(table.plan.benchmarks):
        if is_count(one.unit) or not counts_people(table.plan, rows[one.row]):
            continue
        slot = Slot(row=one.row, period=one.period, area=one.area)
        told = said.in_words(_Rate(slot=slot, value=one.value, unit=one.unit), (one.words,))
        if told is not None:
            cells = list(_cells(table, slot, told, is_share=one.unit == PERCENT))
            _place(table, Kind.BENCHMARK, slot, number, cells, told=(one.value,))


def _changed(table: Table, number: int, one: Observation) -> None:
    """A change leads from one figure of its row to another, whichever they are."""
    bare = replace(slot_of(one), period=None)
    cells = [
        name
        for known in (table.counts, *table.shares.values())
        for other, name in known.items()
        if replace(other, period=None) == bare
    ]
    cells += _of_printed(table, slot_of(one), one)
    _place(table, Kind.OBSERVATION, slot_of(one), number, cells, told=(one.value,))


def _of_printed(table: Table, slot: Slot, one: Observation) -> Iterator[CellId]:
    """The size of a change in people is a count of people as well."""
    if is_count(one.unit) and one.value is not None:
        yield table.put(slot.cell(one.comparator.name.lower()), abs(one.value))
    if one.numerator is not None and one.denominator is not None:
        counts = one.numerator, one.denominator
        yield from _cells(table, slot, counts, is_share=False)


def _place(
    table: Table,
    kind: Kind,
    slot: Slot,
    number: int,
    cells: Sequence[CellId],
    *,
    told: Iterable[float | None],
) -> None:
    if cells:
        values = tuple(value for value in told if value is not None)
        table.place(kind, slot, number, tuple(dict.fromkeys(cells)), values)


def _known_of(table: Table, slot: Slot) -> list[CellId]:
    """The counts behind a rate that is told elsewhere too: it must not be told here alone."""
    found = [table.counts.get(slot), *(known.get(slot) for known in table.shares.values())]
    return [name for name in found if name is not None]


def _of_a_rate(table: Table, said: "_Said", rate: _Rate) -> Iterator[CellId]:
    """The cells of a rate's counts, as printed with it or as a reader finds them."""
    top, bottom = _counts(table, said, rate)
    if top is not None and bottom is not None:
        yield from _cells(table, rate.slot, (top, bottom), is_share=rate.unit == PERCENT)
    elif bottom is not None:
        yield _whole(table, rate.slot, bottom)
    elif top is not None:
        yield table.put(rate.slot.cell(WHO), top)
    elif rate.unit == PERCENT and rate.value is not None:
        for base in _bases(table, rate.slot):
            yield from _of_base(table, rate.slot, rate.value, base)


def _counts(table: Table, said: "_Said", rate: _Rate) -> tuple[float | None, float | None]:
    """Who, of how many, as far as they can be told from the rate and one of them."""
    top, bottom, per = rate.top, rate.bottom, _per(rate.unit)
    if top is None and bottom is None:
        told = said.in_words(rate, (rate.words, *said.of(rate.slot.row)))
        if told is not None:
            return told
        top = _its_count(table, rate)
    if per is None or rate.value is None:
        return rate.top, bottom
    if top is None and bottom is not None:
        top = float(round(rate.value * bottom / per))
    elif bottom is None and top is not None and rate.value > 0:
        bottom = float(round(top * per / rate.value))
        if bottom < top or bottom > _MOST_PEOPLE:
            return rate.top, None
    return top, bottom


def _its_count(table: Table, rate: _Rate) -> float | None:
    """The count that stands with a percentage: "46 (92%)" is of 50."""
    name = table.counts.get(rate.slot)
    if rate.unit != PERCENT or name is None:
        return None
    value = table.cells[name].value
    return value if value > 0 and value == int(value) else None


def _per(unit: Unit) -> float | None:
    """Of how many a rate is told: 100 for a percentage."""
    if unit == PERCENT:
        return 100.0
    found = _PER.search(unit)
    return per_size(found["base"]) if found else None


def _whole(table: Table, slot: Slot, bottom: float) -> CellId:
    # a plan does not say which of its rates are of answers: all are taken to be
    few = bottom > 0 and reason(Mean(base=bottom), table.plan.disclosure) is not None
    name = table.put(slot.cell(OF_HOW_MANY), bottom, small=few)
    table.shares.setdefault(OF_HOW_MANY, {}).setdefault(slot, name)
    return name


def _cells(table: Table, slot: Slot, counts: Counts, *, is_share: bool) -> Iterator[CellId]:
    top, bottom = counts
    whole = _whole(table, slot, bottom)
    part = table.put(slot.cell(WHO), top)
    table.shares.setdefault(WHO, {}).setdefault(slot, part)
    yield whole
    yield part
    same = table.counts.get(slot)
    if same is not None and table.cells[same].value == top:
        table.relations.append(Relation(total=same, parts=(part,), name=f"{same} twice"))
    if bottom >= top >= 0 and is_share:
        others = table.put(slot.cell(OTHERS), bottom - top, printed=False)
        table.relations.append(Relation(total=whole, parts=(part, others), name=whole))
        yield others


def _bases(table: Table, slot: Slot) -> Iterator[CellId]:
    """Counts of which a percentage may be: others of its row, and wholes that the policy names."""
    wholes = {
        one.total
        for one in table.plan.disclosure.sums
        if slot.row in one.parts or f"{slot.row}/{slot.breakdown}" in one.parts
    }
    for other, name in table.counts.items():
        of_its_row = other.of != slot.of and replace(other, of=slot.of) == slot
        whole = other.row in wholes and replace(other, row=slot.row, of=slot.of) == slot
        if of_its_row or whole:
            yield name


def _of_base(table: Table, slot: Slot, value: float, base: CellId) -> Iterator[CellId]:
    """What a percentage gives away if it is of this many."""
    whole = table.cells[base].value
    share = round(value, _MOST_DECIMALS)
    if not 0 <= share <= 100 or whole != int(whole) or not 1 <= whole <= _MOST_PEOPLE:
        return
    if not counts_behind(share, of=int(whole), decimals=_decimals(share)):
        return
    top = float(round(value * whole / 100))
    part = table.put(slot.cell(f"{WHO} of {base}"), top)
    others = table.put(slot.cell(f"{OTHERS} of {base}"), whole - top, printed=False)
    table.relations.append(Relation(total=base, parts=(part, others), name=base))
    yield part
    yield others


def _decimals(value: float) -> int:
    return min(len(plain(value).partition(".")[2]), _MOST_DECIMALS)


class _Said:
    """What is said of each row, and the counts that its words give a percentage."""

    def __init__(self, table: Table) -> None:
        self._table = table
        self._of: dict[str, tuple[str, ...]] = {}
        self._found: dict[str, tuple[Counts, ...]] = {}

    def of(self, row_id: str) -> tuple[str, ...]:
        """Everything that is printed of a row in words."""
        if row_id not in self._of:
            plan = self._table.plan
            row = plan.row(row_id)
            about = [row.text, row.title, row.note, *(one.words for one in row.targets)]
            about += [row.quantity] if isinstance(row, Measure) else [row.reason]
            about += [one.text for one in plan.progress if one.row == row_id]
            for one in plan.observations:
                if one.row == row_id:
                    about += [one.words, one.compared_with.words if one.compared_with else ""]
            self._of[row_id] = tuple(dict.fromkeys(filter(None, about)))
        return self._of[row_id]

    def in_words(self, rate: _Rate, texts: Iterable[str]) -> Counts | None:
        """Counts that words give for this percentage: small ones first, then any."""
        if rate.unit != PERCENT or rate.value is None:
            return None
        value, half = rate.value, 0.5 * 10.0 ** -_decimals(round(rate.value, _MOST_DECIMALS))
        fits = [
            counts
            for text in texts
            for counts in self._pairs(text)
            if abs(100 * counts[0] / counts[1] - value) <= half + 1e-9
        ]
        is_small = self._table.plan.disclosure.is_small
        small = (one for one in fits if any(map(is_small, (*one, one[1] - one[0]))))
        return next(small, fits[0] if fits else None)

    def _pairs(self, text: str) -> tuple[Counts, ...]:
        """As in "3 of 47" and "6.4% of 47 pupils": who, and of how many."""
        if text not in self._found:
            self._found[text] = tuple(_pairs(text)) if _MAY_BE_A_SHARE.search(text) else ()
        return self._found[text]


_MAY_BE_A_SHARE = re.compile(r"[0-9]\s*/|\bof\b", re.IGNORECASE)
_OF = re.compile(r"\s*\(?\s*(?:out\s+)?of\s+(?:the\s+|our\s+|all\s+|those\s+|these\s+)*\Z", re.I)


def _pairs(text: str) -> Iterator[Counts]:
    found = figures(text)
    for one, whole in pairwise(found):
        if whole.beside and 0 <= one.value <= whole.value <= _MOST_PEOPLE and whole.value:
            yield one.value, whole.value
    for one in found:
        if one.unit == COUNT and one.out_of and 0 <= one.value <= one.out_of <= _MOST_PEOPLE:
            yield one.value, one.out_of
    for share, whole in pairwise(found):
        if share.unit != PERCENT or whole.unit != COUNT or not 1 <= whole.value <= _MOST_PEOPLE:
            continue
        if _OF.match(text[share.end : whole.number_start]) and 0 <= share.value <= 100:
            yield float(round(share.value * whole.value / 100)), whole.value

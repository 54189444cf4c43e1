"""A plan without the figures that are hidden, and with those that are rounded."""

from collections.abc import Iterator, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace

from headway.disclosure.cells import CellId
from headway.disclosure.rounding import percentage
from headway.disclosure.slots import Kind, Place, Slot, Table, time_of
from headway.domain.observations import Benchmark, Comparison, Observation, RowId, State
from headway.domain.periods import Period
from headway.domain.plan import Action, Baseline, Measure, Plan
from headway.domain.quantities import PERCENT, Comparator
from headway.judgement import figures as told

Values = Mapping[CellId, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Withheld:
    """
    A figure that is hidden or altered.

    Attributes:
        slot: What it is of.
        values: The numbers in which it was told, and those found behind it.
        own: Whether it is small itself, rather than hidden to protect others.
        printed: What it was rounded to; None where it is hidden.
    """

    slot: Slot
    values: tuple[float, ...]
    own: bool
    printed: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """A plan whose figures are safe; its words are not yet. And what was withheld."""

    plan: Plan
    withheld: tuple[Withheld, ...]


def without(table: Table, hidden: AbstractSet[CellId], rounded: Values) -> Figures:
    """
    The table's plan with each figure hidden of which a cell is, or rounded.

    What was known before a correction, or is known only later, is left out whole.

    Args:
        table: The plan's figures, with their cells.
        hidden: The cells of the pattern.
        rounded: The values of cells as they may be printed; empty where nothing is rounded.
    """
    slots = hidden_slots(table, hidden)
    places = [one for one in table.places if one.slot in slots]
    changed = places if not rounded else _altered(table, rounded)
    made = _Remade(table=table, hidden=places, rounded=rounded)
    plan = table.plan
    plan = replace(
        plan,
        observations=tuple(made.observations()),
        measures=tuple(made.measure(row) for row in plan.measures),
        actions=tuple(made.action(row) for row in plan.actions),
        benchmarks=tuple(made.benchmarks()),
    )
    return Figures(
        plan=plan, withheld=tuple(_withheld(table, one, hidden, rounded) for one in changed)
    )


def hidden_slots(table: Table, hidden: AbstractSet[CellId]) -> set[Slot]:
    """A slot told twice is hidden in both places, or shown in both."""
    seen = hidden - table.unprinted
    return {one.slot for one in table.places if not seen.isdisjoint(one.cells)}


def _altered(table: Table, rounded: Values) -> list[Place]:
    return [
        one
        for one in table.places
        if any(rounded.get(name, 0.0) != table.cells[name].value for name in one.cells)
    ]


def _withheld(table: Table, one: Place, hidden: AbstractSet[CellId], rounded: Values) -> Withheld:
    own = any(table.cells[name].primary for name in one.cells)
    printed = rounded.get(one.cells[0]) if len(one.cells) == 1 else None
    behind = (table.cells[name].value for name in one.cells if name in hidden - table.unprinted)
    values = tuple(dict.fromkeys((*one.values, *behind)))
    return Withheld(slot=one.slot, values=values, own=own, printed=printed)


class _Remade:
    """The parts of a plan, made anew."""

    def __init__(self, *, table: Table, hidden: list[Place], rounded: Values) -> None:
        self._table = table
        self._rounded = rounded
        self._places = {(one.kind, one.slot.row, one.number): one for one in table.places}
        self._hidden = {(one.kind, one.slot.row, one.number) for one in hidden}
        self._benchmarks: dict[RowId, list[int]] = {}  # those of each row that are hidden
        for kind, row, number in sorted(self._hidden, key=lambda key: key[2]):
            if kind is Kind.BENCHMARK:
                self._benchmarks.setdefault(row, []).append(number)

    def observations(self) -> Iterator[Observation]:
        plan, at = self._table.plan, self._table.at
        known = {id(one) for row in plan.rows() for one in told.known(plan, row.id, at)}
        there = {self._slot(one) for one in plan.observations if id(one) in known}
        for number, one in enumerate(plan.observations):
            if id(one) not in known:
                continue
            shown = self._figure(number, one)
            yield shown
            lost = one.compared_with is not None and shown.compared_with is None
            period = time_of(one, one.compared_with) if one.compared_with else None
            if lost and period is not None:
                beside = self._beside(number, one, period)
                if self._slot(beside) not in there:
                    there.add(self._slot(beside))
                    yield beside

    def _slot(self, one: Observation) -> tuple[Slot, str]:
        slot = Slot(
            row=one.row, period=one.period, of=one.of, breakdown=one.breakdown, area=one.area
        )
        return slot, one.unit

    def _suppressed(self, one: Observation) -> Observation:
        """The figure's place with nothing in it but the symbol."""
        return Observation(
            row=one.row,
            period=one.period,
            state=State.SUPPRESSED,
            unit=one.unit,
            of=one.of,
            breakdown=one.breakdown,
            area=one.area,
            known_at=one.known_at,
            place=one.place,
            words=f"[{self._table.plan.disclosure.symbol}]",
        )

    def _figure(self, number: int, one: Observation) -> Observation:
        """An observation with what may be shown of it."""
        if self._is_hidden(Kind.OBSERVATION, one, number):
            return self._suppressed(one)
        if self._is_hidden(Kind.COMPARISON, one, number):
            one = replace(one, compared_with=None)
        if self._rounded:
            return self._as_rounded(number, one)
        return one

    def _is_hidden(self, kind: Kind, one: Observation, number: int) -> bool:
        return (kind, one.row, number) in self._hidden

    def _beside(self, number: int, one: Observation, period: Period) -> Observation:
        """What was printed beside a figure, on its own: shown if it may be, else the symbol."""
        beside = one.compared_with
        hidden = self._is_hidden(Kind.COMPARISON, one, number)
        bare = replace(self._suppressed(one), period=period)
        if beside is None or hidden or (Kind.COMPARISON, one.row, number) not in self._places:
            return bare
        value = self._value(Kind.COMPARISON, one.row, number, beside.value)
        return replace(bare, state=None, value=value, words=beside.words)

    def _value(self, kind: Kind, row: RowId, number: int, value: float) -> float:
        place = self._places.get((kind, row, number))
        if place is None or len(place.cells) > 1:
            return value
        return self._rounded.get(place.cells[0], value)

    def _as_rounded(self, number: int, one: Observation) -> Observation:
        place = self._places.get((Kind.OBSERVATION, one.row, number))
        if place is not None and one.value is not None:
            exact = all(
                self._rounded.get(name) == self._table.cells[name].value for name in place.cells
            )
            if not exact:
                one = self._moved(one, place)
        beside = one.compared_with
        if beside is not None:
            value = self._value(Kind.COMPARISON, one.row, number, beside.value)
            if value != beside.value:
                one = replace(one, compared_with=Comparison(value=value, period=beside.period))
        return one

    def _moved(self, one: Observation, place: Place) -> Observation:
        """A count rounded; a share worked out anew from rounded counts; no other can be."""
        name = place.slot.cell()
        if place.cells[0] == name and one.comparator is Comparator.EQ and one.unit != PERCENT:
            return replace(
                one, value=self._rounded[name], numerator=None, denominator=None, words=""
            )
        top, bottom = (
            self._rounded.get(place.slot.cell(role)) for role in ("how many", "of how many")
        )
        share = percentage(top, bottom) if top is not None and bottom is not None else None
        if share is None or one.unit != PERCENT:
            return self._suppressed(one)
        return replace(one, value=share, numerator=top, denominator=bottom, words="")

    def measure(self, row: Measure) -> Measure:
        baselines, note = self._baselines(row)
        return replace(row, baselines=baselines, note=note)

    def action(self, row: Action) -> Action:
        baselines, note = self._baselines(row)
        return replace(row, baselines=baselines, note=note)

    def _baselines(self, row: Measure | Action) -> tuple[tuple[Baseline, ...], str]:
        kept, notes = [], [row.note] if row.note else []
        for number, one in enumerate(row.baselines):
            key = (Kind.BASELINE, row.id, number)
            if key in self._hidden:
                group = f" for {one.breakdown}" if one.breakdown else ""
                notes.append(
                    f"Where it started{group} is withheld to protect somebody: "
                    f"[{self._table.plan.disclosure.symbol}]."
                )
                continue
            value = self._value(Kind.BASELINE, row.id, number, one.value)
            kept.append(one if value == one.value else replace(one, value=value, words=""))
        notes += [
            f"The figure for {self._table.plan.benchmarks[number].area} is withheld to protect "
            f"somebody: [{self._table.plan.disclosure.symbol}]."
            for number in self._benchmarks.get(row.id, ())
        ]
        return tuple(kept), " ".join(notes)

    def benchmarks(self) -> Iterator[Benchmark]:
        """Figures of other places that may be shown."""
        for number, one in enumerate(self._table.plan.benchmarks):
            if (Kind.BENCHMARK, one.row, number) not in self._hidden:
                value = self._value(Kind.BENCHMARK, one.row, number, one.value)
                yield one if value == one.value else replace(one, value=value, words="")

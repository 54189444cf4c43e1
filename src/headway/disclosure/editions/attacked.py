"""
Several editions laid side by side: what they give away together.

A cell of one name in two editions is one quantity, unless it was revised. Printed figures show
a revision by themselves. A hidden one does not: it is taken to be unchanged, as an attacker
would take it, unless the caller says it was revised or nothing fits otherwise.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from headway.disclosure.attacking.attack import attack, is_consistent, pinned
from headway.disclosure.attacking.knowledge import Knowledge, Statement, Unknown, sum_statement
from headway.disclosure.cells import CellId, Relation, TableError
from headway.disclosure.editions.published import Published, Shown
from headway.domain.disclosing import DisclosurePolicy


@dataclass(frozen=True, slots=True, kw_only=True)
class Quantity:
    """
    One figure through all the editions that speak of it.

    Attributes:
        id: The cell's name; of one since revised, with the edition it was last in.
        told: What the editions say of it directly.
        shown: Every way it stood in one of them.
        editions: In which it stood, by their names, those where it was unprinted left out.
        truth: Its true value, where the caller gave it.
    """

    id: CellId
    told: Unknown
    shown: frozenset[Shown]
    editions: tuple[str, ...]
    truth: float | None = None

    @property
    def standing(self) -> Shown:
        """The most that was done to hide it."""
        ranks = (Shown.HIDDEN, Shown.PRINTED, Shown.UNPRINTED)
        return next(shown for shown in ranks if shown in self.shown)


@dataclass(frozen=True, slots=True, kw_only=True)
class Joined:
    """
    All editions as one.

    Attributes:
        editions: Oldest first.
        names: For each of them, which quantity each of its cells is.
        relations: Every sum of every edition, once, between quantities.
        derived: What percentages and other derived figures state.
        assumed: Cells taken to be revised though nobody said so: nothing fitted otherwise.
    """

    quantities: Mapping[CellId, Quantity]
    editions: tuple[Published, ...]
    names: tuple[Mapping[CellId, CellId], ...]
    relations: tuple[Relation, ...]
    derived: tuple[Statement, ...]
    assumed: tuple[CellId, ...]

    @property
    def policy(self) -> DisclosurePolicy:
        """That of the latest edition."""
        return self.editions[-1].policy

    def knowledge(self) -> Knowledge:
        """What an attacker has in hand."""
        return Knowledge(
            unknowns={name: one.told for name, one in self.quantities.items()},
            statements=(*map(sum_statement, self.relations), *self.derived),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Exposure:
    """
    What the editions together say of one figure that they do not print as it is.

    Attributes:
        editions: Where it is hidden or rounded.
        shown: Hidden, printed (rounded), or unprinted.
        recovered: Only one value fits, and that is one nobody should know.
    """

    id: CellId
    editions: tuple[str, ...]
    shown: Shown
    low: float
    high: float
    recovered: bool
    exposed: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """
    The attack on a series of editions.

    Attributes:
        figures: Each hidden or rounded figure; of those without a place in print only what
            was recovered.
        assumed: As `Joined.assumed`.
    """

    figures: tuple[Exposure, ...]
    assumed: tuple[CellId, ...]

    @property
    def recovered(self) -> tuple[Exposure, ...]:
        """The figures that are no longer hidden."""
        return tuple(one for one in self.figures if one.recovered)

    @property
    def exposed(self) -> tuple[Exposure, ...]:
        """The figures known more closely than was asked for."""
        return tuple(one for one in self.figures if one.exposed)


def attack_editions(
    editions: Sequence[Published], *, revised: Collection[CellId] = (), width: float = 1.0
) -> Verdict:
    """
    Try to recover every hidden figure from all editions together.

    A figure without a place in print (the growth in one term, the rest of a total) is
    recovered only if the one value that fits is small: any other may be known.

    Args:
        editions: Everything ever published, in any order.
        revised: Cells known to have been revised between editions.
        width: From lowest to highest at least this far is taken as safe.

    Raises:
        TableError: An edition contradicts itself.
    """
    together = joined(editions, revised=revised)
    targets = [name for name, one in together.quantities.items() if _is_target(one)]
    figures = []
    for found in attack(together.knowledge(), targets, width=width):
        one = together.quantities[found.id]
        recovered, exposed = found.recovered, found.exposed
        if one.shown == {Shown.UNPRINTED}:
            recovered = exposed = recovered and together.policy.is_small(found.low)
            if not recovered:
                continue
        figures.append(
            Exposure(
                id=found.id,
                editions=one.editions,
                shown=one.standing,
                low=found.low,
                high=found.high,
                recovered=recovered,
                exposed=exposed,
            )
        )
    return Verdict(figures=tuple(figures), assumed=together.assumed)


def recovered_from(
    editions: Sequence[Published], *, revised: Collection[CellId] = ()
) -> tuple[CellId, ...]:
    """
    The figures that `attack_editions` recovers, found quicker and without their intervals.

    Args:
        editions: Everything ever published, in any order.
        revised: Cells known to have been revised between editions.

    Raises:
        TableError: An edition contradicts itself.
    """
    together = joined(editions, revised=revised)
    knowledge = together.knowledge()
    targets = [name for name, one in together.quantities.items() if _is_target(one)]
    single = pinned(knowledge, targets)
    unprinted = [name for name in single if together.quantities[name].shown == {Shown.UNPRINTED}]
    values = {one.id: one.low for one in attack(knowledge, unprinted)} if unprinted else {}
    return tuple(
        name
        for name in targets
        if name in single and (name not in values or together.policy.is_small(values[name]))
    )


def _is_target(one: Quantity) -> bool:
    """Whether somebody meant it not to be known exactly."""
    return Shown.HIDDEN in one.shown or not one.told.is_known


def joined(
    editions: Sequence[Published],
    *,
    revised: Collection[CellId] = (),
    truths: Sequence[Mapping[CellId, float]] = (),
) -> Joined:
    """
    All editions as one, oldest first; those without a day stay in the order given.

    Where nothing fits with hidden figures unchanged, those that share a sum with a printed one
    that was revised are taken as revised too, and if need be all.

    Args:
        editions: Each edition's public figures.
        revised: Cells known to have been revised between editions.
        truths: For each edition as given, what is known of the true values of its cells;
            where two editions differ in one, it was revised.

    Raises:
        TableError: No edition, or one that contradicts itself.
    """
    if not editions:
        raise TableError("there is no edition to look at")
    paired = list(zip(editions, [*truths, *([{}] * len(editions))], strict=False))
    paired.sort(key=lambda pair: pair[0].at or date.min)
    given = frozenset(revised)
    for assumed in _assumptions([one for one, _ in paired], given):
        together = _joined(paired, given | assumed, assumed)
        if is_consistent(together.knowledge()):
            return together
    for one in editions:
        if not is_consistent(_joined([(one, {})], given, frozenset()).knowledge()):
            raise TableError(
                f'the edition "{one.edition or one.title}" contradicts itself: no figures fit its '
                "sums and what it prints"
            )
    raise TableError("the editions contradict each other: no figures fit them all")


def _assumptions(
    editions: Sequence[Published], given: frozenset[CellId]
) -> Iterator[frozenset[CellId]]:
    """What else may have been revised, the least first."""
    yield frozenset()
    together = _joined([(one, {}) for one in editions], given, frozenset())
    counts: dict[CellId, set[CellId]] = {}
    hidden: set[CellId] = set()
    for edition, names in zip(together.editions, together.names, strict=True):
        for cell, quantity in names.items():
            counts.setdefault(cell, set()).add(quantity)
            if not edition.known_of(cell).is_known:
                hidden.add(cell)
    changed = {cell for cell, quantities in counts.items() if len(quantities) > 1}
    yield frozenset(_suspects(together.editions, changed, hidden)) - given
    yield frozenset(counts) - given


def _suspects(
    editions: Sequence[Published], changed: set[CellId], hidden: set[CellId]
) -> set[CellId]:
    """
    What was revised, and every cell hidden somewhere that may have been with it.

    In a sum of which one cell changed another has changed too, and so on from one hidden cell
    to the next.
    """
    sums = [{one.total, *one.parts} for edition in editions for one in edition.sums]
    suspects, before = set(changed), -1
    while len(suspects) > before:
        before = len(suspects)
        for one in sums:
            if one & suspects:
                suspects |= one & hidden
    return suspects


@dataclass(slots=True)
class _Version:
    """One cell for as long as it is not revised."""

    told: Unknown
    truth: float | None
    last: str
    shown: set[Shown] = field(default_factory=set)
    editions: list[str] = field(default_factory=list)

    def is_revised_by(self, told: Unknown, truth: float | None) -> bool:
        return not self.told.allows(told) or (
            None not in (truth, self.truth) and truth != self.truth
        )

    def take(self, told: Unknown, truth: float | None, shown: Shown, edition: str) -> None:
        self.told = self.told.and_also(told)
        self.truth = self.truth if truth is None else truth
        self.last = edition
        self.shown.add(shown)
        if shown is not Shown.UNPRINTED:
            self.editions.append(edition)


def _joined(
    paired: Sequence[tuple[Published, Mapping[CellId, float]]],
    revised: frozenset[CellId],
    assumed: frozenset[CellId],
) -> Joined:
    versions: dict[CellId, list[_Version]] = {}
    numbers: list[dict[CellId, int]] = []
    for edition, truths in paired:
        label = edition.edition or (edition.at.isoformat() if edition.at else edition.title)
        places = {}
        for name, cell in edition.cells.items():
            told, truth = edition.known_of(name), truths.get(name)
            so_far = versions.setdefault(name, [])
            if not so_far or name in revised or so_far[-1].is_revised_by(told, truth):
                so_far.append(_Version(told=told, truth=truth, last=label))
            so_far[-1].take(told, truth, cell.shown, label)
            places[name] = len(so_far) - 1
        numbers.append(places)
    named = _named(versions)
    names = [{cell: named[cell][number] for cell, number in one.items()} for one in numbers]
    return Joined(
        quantities={
            named[cell][number]: Quantity(
                id=named[cell][number],
                told=one.told,
                shown=frozenset(one.shown),
                editions=tuple(one.editions),
                truth=one.truth,
            )
            for cell, several in versions.items()
            for number, one in enumerate(several)
        },
        editions=tuple(edition for edition, _ in paired),
        names=tuple(names),
        relations=_relations([edition for edition, _ in paired], names),
        derived=_derived([edition for edition, _ in paired], names),
        assumed=tuple(sorted(assumed)),
    )


def _named(versions: Mapping[CellId, Sequence[_Version]]) -> dict[CellId, list[CellId]]:
    """The latest version under the cell's own name, those before with the edition's."""
    taken = set(versions)
    named: dict[CellId, list[CellId]] = {}
    for cell, several in versions.items():
        named[cell] = []
        for number, one in enumerate(several):
            name = cell
            if number < len(several) - 1:
                name = CellId(f"{cell} (as in {one.last or 'an earlier edition'})")
                while name in taken:
                    name = CellId(f"{name}'")
                taken.add(name)
            named[cell].append(name)
    return named


def _relations(
    editions: Sequence[Published], names: Sequence[Mapping[CellId, CellId]]
) -> tuple[Relation, ...]:
    """Every sum once, whatever the order of its parts."""
    once: dict[tuple[CellId, tuple[CellId, ...]], Relation] = {}
    for edition, name in zip(editions, names, strict=True):
        for one in edition.sums:
            here = replace(
                one, total=name[one.total], parts=tuple(name[part] for part in one.parts)
            )
            once.setdefault((here.total, tuple(sorted(here.parts))), here)
    return tuple(once.values())


def _derived(
    editions: Sequence[Published], names: Sequence[Mapping[CellId, CellId]]
) -> tuple[Statement, ...]:
    return tuple(
        replace(said, terms=tuple((name[cell], weight) for cell, weight in said.terms))
        for edition, name in zip(editions, names, strict=True)
        for one in edition.derived
        for said in one.statements()
    )

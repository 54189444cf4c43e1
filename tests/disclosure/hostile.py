"""
A hostile reader, who knows how a partnership's plan is made and trusts nothing that it hides.

The figures come from people: how many of each group came in each term, with SEN or without. A
plan tells of them in every way that plans do. The reader knows all of that but the numbers,
reads every edition, and solves for them; nothing of the protector's own bookkeeping is used.
"""

import random
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from headway.disclosure.attacking.attack import attack
from headway.disclosure.attacking.knowledge import Derived, Knowledge, Statement, Unknown
from headway.disclosure.cells import CellId
from headway.domain.disclosing import DisclosurePolicy, Sum
from headway.domain.observations import Comparison, Observation, RowId
from headway.domain.periods import Period
from headway.domain.plan import (
    Area,
    AreaId,
    Baseline,
    Measure,
    Outcome,
    OutcomeId,
    Plan,
    Progress,
)
from headway.domain.quantities import COUNT, PERCENT, MeasureKind

GROUPS = ("Primary", "Secondary", "Special")
TERMS = tuple(Period.parse(f"AY 2019/20 T{term}") for term in range(1, 5))
LAST_YEAR = TERMS[-1].previous_year() or TERMS[-1]
ALL, SEN, SHARE, ANSWERS = RowId("all"), RowId("sen"), RowId("share"), RowId("answers")
Atoms = frozenset[CellId]


def _atom(*parts: object) -> CellId:
    return CellId(" ".join(map(str, parts)))


@dataclass(frozen=True, slots=True, kw_only=True)
class Town:
    """Who there is, and the plan that tells of them."""

    people: dict[CellId, int]
    plan: Plan
    cumulative: bool

    def behind(self, one: Observation, *, whole: bool = False) -> Atoms | None:
        """Those whom a figure counts, or of whom it is a share; None where nobody knows."""
        if one.row == ANSWERS:
            given = GROUPS if whole else (one.breakdown,)
            return frozenset(_atom("answer", given_) for given_ in (*given, *("none",) * whole))
        groups = (one.breakdown,) if one.breakdown else GROUPS
        if one.period == LAST_YEAR:
            return frozenset(_atom("before", group) for group in groups)
        if one.period not in TERMS:
            return None
        last = TERMS.index(one.period)
        terms = range(last + 1) if self.cumulative else (last,)
        kinds = ("sen",) if one.row in (SEN, SHARE) and not whole else ("sen", "not")
        return frozenset(_atom(g, kind, t) for g in groups for kind in kinds for t in terms)

    def count(self, atoms: Iterable[CellId]) -> int:
        """How many they are."""
        return sum(self.people[one] for one in atoms)


def town(seed: int) -> Town:
    """A town of few and of many, and its plan in one of many manners."""
    chance = random.Random(seed)  # noqa: S311 - made-up towns, no secrets

    def some() -> int:
        return chance.choice((0, 1, 2, 3, 4, 7, 12, chance.randint(6, 90)))

    groups, terms = range(len(GROUPS)), range(len(TERMS))
    people = {_atom(GROUPS[g], k, t): some() for g in groups for k in ("sen", "not") for t in terms}
    people |= {_atom("before", group): some() for group in GROUPS}
    people |= {_atom("answer", given): some() for given in (*GROUPS, "none")}
    made = Town(people=people, plan=_empty(chance), cumulative=chance.random() < 0.5)
    return replace(made, plan=_filled(made, chance))


def _empty(chance: random.Random) -> Plan:
    return Plan(
        slug="town",
        title="Town",
        outcomes=(Outcome(id=OutcomeId("o"), title="Be safe"),),
        areas=(Area(id=AreaId("a"), outcome=OutcomeId("o"), title="Area"),),
        disclosure=DisclosurePolicy(fewest_answers=chance.choice((1, 10))),
    )


def _filled(town: Town, chance: random.Random) -> Plan:
    kind = MeasureKind.CUMULATIVE if town.cumulative else MeasureKind.SNAPSHOT
    texts = {ALL: "Pupils excluded", SEN: "Pupils with SEN excluded"}
    texts |= {SHARE: "Pupils excluded who have SEN", ANSWERS: "Pupils, by their answer"}
    figures = [one for term in TERMS for one in _counts(town, term, chance)]
    if chance.random() < 0.6:
        figures += [_share(town, ANSWERS, None, group, counted=True) for group in GROUPS]
    rows = [row for row in texts if any(one.row == row for one in figures)]
    sums = [Sum(total=ALL, parts=(row,), rest="without SEN") for row in (SEN, SHARE)]
    sums.append(Sum(total=SEN, parts=(SHARE,)))
    start = town.count(_atom("before", group) for group in GROUPS)
    return replace(
        town.plan,
        disclosure=replace(
            town.plan.disclosure,
            sums=tuple(one for one in sums if {one.total, *one.parts} <= set(rows)),
        ),
        measures=tuple(
            Measure(
                id=row,
                area=AreaId("a"),
                text=texts[row],
                kind=kind,
                unit=PERCENT if row in (SHARE, ANSWERS) else COUNT,
                baselines=(Baseline(value=start, period=LAST_YEAR),) if row == ALL else (),
            )
            for row in rows
        ),
        observations=tuple(chance.sample(figures, len(figures))),
        progress=tuple(
            Progress(
                row=row,
                known_at=one.known_at,
                text=f"{one.value:g} {one.breakdown} pupils, {_of(one)}",
            )
            for row in rows
            for one in figures
            if one.row == row and one.unit == COUNT
        ),
    )


def _of(one: Observation) -> str:
    beside = one.compared_with
    return f"{abs((one.value or 0) - beside.value):g} more or fewer" if beside else "as planned"


def _counts(town: Town, term: Period, chance: random.Random) -> Iterable[Observation]:
    known = date(2020, TERMS.index(term) + 1, 1)
    for row in (ALL, SEN):
        for group in ("", *GROUPS):
            if chance.random() < 0.3:
                continue
            bare = Observation(row=row, period=term, breakdown=group, value=0, known_at=known)
            before = town.behind(replace(bare, period=LAST_YEAR)) or frozenset()
            beside = Comparison(value=town.count(before), period=LAST_YEAR)
            shows = row == ALL and term == TERMS[-1] and chance.random() < 0.7
            yield replace(
                bare,
                value=town.count(town.behind(bare) or ()),
                compared_with=beside if shows else None,
            )
    if chance.random() < 0.7:
        for group in ("", *GROUPS):
            if chance.random() < 0.8:
                yield replace(
                    _share(town, SHARE, term, group, counted=chance.random() < 0.6), known_at=known
                )


def _share(
    town: Town, row: RowId, term: Period | None, group: str, *, counted: bool
) -> Observation:
    bare = Observation(row=row, period=term, breakdown=group, value=0, unit=PERCENT)
    top = town.count(town.behind(bare) or ())
    bottom = town.count(town.behind(bare, whole=True) or ())
    return replace(
        bare,
        value=round(100 * top / bottom, 1) if bottom else 0.0,
        numerator=top if counted else None,
        denominator=bottom,
    )


def recovered(town: Town, editions: Iterable[Plan], threshold: int = 5) -> list[str]:
    """
    The small numbers of people that can be worked out from the editions.

    Figures hidden in all editions and small, and what came in small between two terms.
    """
    unknowns = {name: Unknown() for name in town.people}
    said: list[Statement] = []
    for edition in editions:
        for one in edition.observations:
            said += _read(town, one)
        for row in edition.measures:
            for start in row.baselines:
                bare = Observation(row=row.id, period=start.period, value=start.value)
                said += _read(town, bare)
    goals = _goals(town, threshold)
    targets = {}
    for name, atoms in goals.items():
        targets[CellId(name)] = Unknown()
        terms = ((CellId(name), -1.0), *((one, 1.0) for one in sorted(atoms)))
        said.append(Statement(terms=terms, low=0, high=0))
    knowledge = Knowledge(unknowns=unknowns | targets, statements=tuple(said))
    return [str(one.id) for one in attack(knowledge, targets) if one.recovered]


def _goals(town: Town, threshold: int) -> dict[str, Atoms]:
    """Whoever is counted somewhere in the plan, and is few; nobody at all is no secret."""
    goals: dict[str, Atoms] = {}
    for one in town.plan.observations:
        for whole in (False, True):
            atoms = town.behind(one, whole=whole)
            if atoms and 1 <= town.count(atoms) <= threshold:
                goals[f"{one.row} {one.period} {one.breakdown} {whole}"] = atoms
        beside = replace(one, period=LAST_YEAR, compared_with=None)
        if one.compared_with and 1 <= one.compared_with.value <= threshold:
            goals[f"beside {one.row} {one.breakdown}"] = town.behind(beside) or frozenset()
    return goals


def _read(town: Town, one: Observation) -> Iterable[Statement]:
    """What one printed figure says, or that it is hidden and so not zero."""
    top, bottom = town.behind(one), town.behind(one, whole=True)
    if top is None or bottom is None:
        return
    if one.compared_with is not None:
        beside = replace(one, period=LAST_YEAR, compared_with=None, value=one.compared_with.value)
        yield from _read(town, beside)
    if one.value is None:
        if one.unit == COUNT:
            yield _sum(top, 1, float("inf"))
        return
    if one.unit == COUNT:
        yield _sum(top, one.value, one.value)
        return
    if one.numerator is not None:
        yield _sum(top, one.numerator, one.numerator)
    if one.denominator is not None:
        yield _sum(bottom, one.denominator, one.denominator)
    share = Derived(
        name="share",
        value=one.value,
        top=dict.fromkeys(top, 1.0),
        bottom=dict.fromkeys(bottom, 1.0),
        per=100,
        decimals=1,
    )
    yield from share.statements()


def _sum(atoms: Atoms, low: float, high: float) -> Statement:
    return Statement(terms=tuple((one, 1.0) for one in sorted(atoms)), low=low, high=high)

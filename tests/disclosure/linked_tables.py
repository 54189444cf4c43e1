"""
Made-up series of editions: linked tables of a school year, term after term.

Each edition prints children by area and need with all totals, the year to date beside the
term, and how many of each area's children have SEN; it prints the term before again, now and
then revised. The growth in a term that is not printed, and the children without SEN, are
there all the same, and anybody can subtract.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from math import log
from random import Random

from headway.disclosure.cells import Cell, CellId, Model, Relation, model
from headway.disclosure.editions.history import with_history
from headway.disclosure.editions.published import Published, published
from headway.disclosure.suppression.secondary import protect
from headway.domain.disclosing import DisclosurePolicy, ZeroRule

TOTAL = "all"


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """What one edition would print if nothing were hidden."""

    name: str
    at: date
    model: Model
    unprinted: frozenset[CellId]

    @property
    def truths(self) -> Mapping[CellId, float]:
        return {name: cell.value for name, cell in self.model.cells.items()}


@dataclass(frozen=True, slots=True, kw_only=True)
class Series:
    """A year's editions under one rule, and the cells that each revised."""

    policy: DisclosurePolicy
    papers: tuple[Paper, ...]

    @property
    def revised(self) -> frozenset[CellId]:
        """Cells of which one edition's truth is not another's."""
        values: dict[CellId, set[float]] = {}
        for paper in self.papers:
            for name, value in paper.truths.items():
                values.setdefault(name, set()).add(value)
        return frozenset(name for name, several in values.items() if len(several) > 1)


@dataclass(slots=True)
class _Year:
    """Draws one year; the counts of a term by area and need, and those with SEN by area."""

    random: Random
    small: bool
    areas: list[str] = field(init=False)
    needs: list[str] = field(init=False)
    policy: DisclosurePolicy = field(init=False)

    def __post_init__(self) -> None:
        areas = self.random.randint(2, 3 if self.small else 5)
        self.areas = [f"area {number}" for number in range(1, areas + 1)]
        needs = self.random.randint(1, 2 if self.small else 3)
        self.needs = [f"need {number}" for number in range(1, needs + 1)]
        self.policy = DisclosurePolicy(
            threshold=self.random.choice([2, 5, 5, 9]), zeros=self.random.choice(list(ZeroRule))
        )

    def term(self) -> dict[tuple[str, str], int]:
        means = [self.random.choice([0.3, 2.0, 6.0, 15.0, 40.0]) for _ in self.areas]
        return {
            (area, need): self.count(mean)
            for area, mean in zip(self.areas, means, strict=True)
            for need in self.needs
        }

    def count(self, mean: float) -> int:
        return int(self.random.expovariate(1 / mean))

    def revised(self, counts: dict[tuple[str, str], int]) -> dict[tuple[str, str], int]:
        """A late return or a rescinded case here and there."""
        return {
            key: max(0, value + self.random.choice([-2, -1, 1, 2, 3]))
            if self.random.random() < 0.15
            else value
            for key, value in counts.items()
        }


def with_totals(counts: Mapping[tuple[str, str], int]) -> dict[tuple[str, str], int]:
    full = dict(counts)
    for (area, need), value in counts.items():
        for key in ((area, TOTAL), (TOTAL, need), (TOTAL, TOTAL)):
            full[key] = full.get(key, 0) + value
    return full


def series(seed: int, *, small: bool = False) -> Series:
    """The year of this seed: 2 to 4 editions; if `small`, 2 or 3 of a few cells each."""
    random = Random(seed)  # noqa: S311 - made-up tables, no secrets
    year = _Year(random, small)
    prints_terms, prints_again, revises = (random.random() < p for p in (0.5, 0.7, 0.4))
    papers: list[Paper] = []
    before: dict[tuple[str, str], int] = {}
    for number in range(1, random.randint(2, 3 if small else 4) + 1):
        if revises:
            before = year.revised(before)
        term = year.term()
        now = {key: before.get(key, 0) + value for key, value in term.items()}
        sheet = _Sheet(year, number)
        sheet.table("to date", now)
        sheet.sen(now)
        if number > 1:
            sheet.table("term", term, printed=prints_terms)
            sheet.table("before", before, printed=prints_again)
            sheet.growth()
        papers.append(sheet.paper())
        before = now
    return Series(policy=year.policy, papers=tuple(papers))


class _Sheet:
    """One edition's cells and sums, put together."""

    def __init__(self, year: _Year, number: int) -> None:
        self.year, self.number = year, number
        self.cells: dict[CellId, Cell] = {}
        self.sums: list[Relation] = []
        self.unprinted: set[CellId] = set()
        self.flat = year.random.random() < 0.5

    def name(self, table: str, area: str, need: str) -> CellId:
        term = self.number - 1 if table == "before" else self.number
        table = "to date" if table == "before" else table
        return CellId(f"T{term} {table}/{area}/{need}")

    def put(self, name: CellId, value: int, *, printed: bool) -> None:
        small = self.year.policy.is_small(value)
        shows_zeros = self.year.policy.zeros is ZeroRule.SHOW
        if not printed:
            self.unprinted.add(name)
            cell = Cell(id=name, value=value, primary=small, free=False, hidden=True)
        elif value == 0 and shows_zeros:
            cell = Cell(id=name, value=0, free=False)
        else:
            weight = 1.0 if self.flat else 1 + log(1 + value)
            lower = 1.0 if shows_zeros else 0.0
            cell = Cell(id=name, value=value, primary=small, lower=lower, weight=weight)
        self.cells[name] = cell

    def table(
        self, table: str, counts: Mapping[tuple[str, str], int], *, printed: bool = True
    ) -> None:
        for (area, need), value in with_totals(counts).items():
            self.put(self.name(table, area, need), value, printed=printed)
        for area in [*self.year.areas, TOTAL]:
            self.sum(table, (area, TOTAL), [(area, need) for need in self.year.needs])
        for need in self.year.needs:
            self.sum(table, (TOTAL, need), [(area, need) for area in self.year.areas])
        self.sum(table, (TOTAL, TOTAL), [(area, TOTAL) for area in self.year.areas])

    def sum(self, table: str, total: tuple[str, str], parts: list[tuple[str, str]]) -> None:
        self.sums.append(
            Relation(
                total=self.name(table, *total),
                parts=tuple(self.name(table, *part) for part in parts),
            )
        )

    def sen(self, counts: Mapping[tuple[str, str], int]) -> None:
        """Children with SEN among all of an area, the others without a place in print."""
        every = with_totals(counts)
        with_sen = {
            area: self.year.random.randint(0, every[area, TOTAL]) for area in self.year.areas
        }
        with_sen[TOTAL] = sum(with_sen.values())
        for area, value in with_sen.items():
            sen, rest = self.name("SEN", area, TOTAL), self.name("not SEN", area, TOTAL)
            whole = self.name("to date", area, TOTAL)
            self.put(sen, value, printed=True)
            self.put(rest, every[area, TOTAL] - value, printed=False)
            self.sums.append(Relation(total=whole, parts=(sen, rest)))
        for table in ("SEN", "not SEN"):
            self.sum(table, (TOTAL, TOTAL), [(area, TOTAL) for area in self.year.areas])

    def growth(self) -> None:
        for area in [*self.year.areas, TOTAL]:
            for need in [*self.year.needs, TOTAL]:
                parts = (self.name("before", area, need), self.name("term", area, need))
                self.sums.append(Relation(total=self.name("to date", area, need), parts=parts))

    def paper(self) -> Paper:
        return Paper(
            name=f"Term {self.number}",
            at=date(2020, self.number, 1),
            model=model(self.cells.values(), self.sums),
            unprinted=frozenset(self.unprinted),
        )


def _issued(one: Series, paper: Paper, hidden: frozenset[CellId]) -> Published:
    return published(
        paper.model,
        hidden,
        policy=one.policy,
        unprinted=paper.unprinted,
        edition=paper.name,
        at=paper.at,
    )


def protected(one: Series) -> tuple[Published, ...]:
    """Each edition protected in sight of all before it, their true figures at hand."""
    editions: list[Published] = []
    for number, paper in enumerate(one.papers):
        truths = [earlier.truths for earlier in one.papers[:number]]
        whole = with_history(paper.model, editions, truths=truths)
        editions.append(_issued(one, paper, protect(whole).hidden))
    return tuple(editions)


def protected_alone(one: Series) -> tuple[Published, ...]:
    """Each edition protected as if there had been none before."""
    return tuple(_issued(one, paper, protect(paper.model).hidden) for paper in one.papers)


def only_small_hidden(one: Series) -> tuple[Published, ...]:
    """Small numbers hidden, and nothing else."""
    return tuple(
        _issued(
            one,
            paper,
            frozenset(name for name, cell in paper.model.cells.items() if cell.primary),
        )
        for paper in one.papers
    )

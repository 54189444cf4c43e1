"""
The one protector through which everything that leaves a plan passes.

It makes a plan that may be published: a figure that may not be shown has become a figure
with the state "suppressed" and nothing else, and words that repeat it bear the symbol.
Judgement, charts and reports made from that plan can only say what is left in it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from math import floor

from headway.disclosure.cells import Cell, CellId, Model, Pattern
from headway.disclosure.editions.published import Published, published
from headway.disclosure.figures import table_of
from headway.disclosure.labels import relabelled, safely_labelled
from headway.disclosure.relations import relate
from headway.disclosure.rounding import rounded
from headway.disclosure.slots import Table
from headway.disclosure.telling import told_safely
from headway.disclosure.withheld import Withheld, hidden_slots, without
from headway.domain.disclosing import Method, ZeroRule
from headway.domain.plan import GlossaryEntry, Plan
from headway.judgement.standing import as_it_stood

_MOST_PEOPLE = 1e10

Known = tuple[Plan, date]
"""A plan as it was known on a day."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ProtectedPlan:
    """
    A plan as anybody may see it.

    Attributes:
        plan: Safe to publish, whole. Only what was known on the day is in it.
        previous: What it is compared with, protected together with it.
        withheld: The figures that are hidden, with their values: for the officer who
            answers for them, never for print.
        masked: The texts in which something was hidden, before and after: likewise.
        pattern: Which cells are hidden.
        public: What the edition shows to everybody, for those who issue the next one; to be
            given the edition's name.
    """

    plan: Plan
    at: date
    pattern: Pattern
    previous: Plan | None = None
    withheld: tuple[Withheld, ...] = ()
    masked: tuple[tuple[str, str], ...] = ()
    public: Published

    @property
    def hides(self) -> bool:
        """Whether anything was hidden at all."""
        return bool(self.withheld or self.masked)


def protected(
    plan: Plan,
    *,
    at: date,
    earlier: Sequence[Published] = (),
    truths: Sequence[Mapping[CellId, float]] = (),
    previous: Known | None = None,
) -> ProtectedPlan:
    """
    The plan as known on a day, with nothing in it that its policy keeps from the public.

    Args:
        plan: The plan, with all its figures.
        at: The day: nothing that was known later is in the answer.
        earlier: Every public edition so far: what they printed cannot be hidden any more, and
            what they hid must not be given back by the difference.
        truths: For each of these its true figures, where they are at hand (`true_figures`).
        previous: The plan as the last edition knew it, to tell what has changed.

    Raises:
        TableError: The plan's figures contradict a sum that the policy states (told which),
            or cannot be protected beside what was published before.
    """
    labelled = safely_labelled(plan)
    tables = _tables(labelled, at, previous)
    if plan.disclosure.method is Method.ROUND:
        pattern, values = _rounding(tables[0], earlier)
    else:
        pattern, values = _pattern(_with_history(tables[0], earlier, truths)), {}
    found = [without(table, pattern.hidden, values) for table in tables]
    # what the plan before hides must not be told by the words of this one, nor the other way
    hidden = tuple(dict.fromkeys(one for figures in found for one in figures.withheld))
    made: list[Plan] = []
    masks: list[tuple[str, str]] = []
    for table, figures in zip(tables, found, strict=True):
        safe, changed = told_safely(figures.plan, table.plan, hidden)
        made.append(safe)
        masks += changed
    return ProtectedPlan(
        plan=made[0],
        at=at,
        pattern=pattern,
        previous=made[1] if previous is not None else None,
        withheld=hidden,
        masked=tuple(dict.fromkeys([*relabelled(as_it_stood(plan, at)), *masks])),
        public=_published(tables, pattern, values),
    )


def _tables(plan: Plan, at: date, previous: Known | None) -> list[Table]:
    """What is published: the plan's figures, and those of the plan before, as one model."""
    now = table_of(as_it_stood(plan, at), at)
    relate(now)
    if previous is None:
        return [now]
    one_rule = replace(safely_labelled(previous[0]), disclosure=plan.disclosure)
    before = table_of(as_it_stood(one_rule, previous[1]), previous[1], beside=now)
    relate(before)
    return [now, before]


def _model(table: Table, *, as_told: bool = False) -> Model:
    """The counts of a table; on request without the relations that an edition does not tell."""
    counts = {name for name, cell in table.cells.items() if _is_a_count(cell)}
    once = {
        (one.total, one.parts): one
        for one in (*table.relations, *(() if as_told else table.supposed))
        if one.parts and counts.issuperset((one.total, *one.parts))
    }
    return Model(cells=dict(table.cells), relations=tuple(once.values()))


def said_safely(words: Sequence[str], *, whole: Plan, safe: ProtectedPlan) -> tuple[str, ...]:
    """
    What somebody says beside a public edition, with every number hidden that it hides.

    Args:
        words: The edition's name, a note on it, lines in plain words.
        whole: The plan with all its figures, to tell what the words are about.
        safe: The same plan as the edition shows it.
    """
    asked = Plan(
        slug="words",
        title="",
        glossary=tuple(
            GlossaryEntry(term=f"text {number}", meaning=one) for number, one in enumerate(words)
        ),
    )
    told, _ = told_safely(asked, as_it_stood(whole, safe.at), safe.withheld)
    return tuple(one.meaning for one in told.glossary)


def true_figures(plan: Plan, *, at: date) -> dict[CellId, float]:
    """
    Every figure of a plan as known on a day, by the name that it has in public editions.

    Raises:
        TableError: As `protected`.
    """
    table = table_of(as_it_stood(safely_labelled(plan), at), at)
    relate(table)
    return {name: cell.value for name, cell in table.cells.items()}


def _with_history(
    table: Table, earlier: Sequence[Published], truths: Sequence[Mapping[CellId, float]]
) -> Model:
    if not earlier:
        return _model(table)
    # late: slow to import
    from headway.disclosure.editions.history import with_history  # noqa: PLC0415 - see above

    return with_history(_model(table), earlier, truths=truths)


def _pattern(model: Model) -> Pattern:
    if not any(cell.primary or cell.hidden for cell in model.cells.values()):
        return Pattern(hidden=frozenset(), added=frozenset(), cost=0.0, proved=True)
    # late: slow to import
    from headway.disclosure.suppression.secondary import protect  # noqa: PLC0415 - see above

    return protect(model)


def _rounding(table: Table, earlier: Sequence[Published]) -> tuple[Pattern, dict[CellId, float]]:
    base = table.plan.disclosure.rounding_base
    fixed = {
        name: cell.value
        for one in sorted(earlier, key=lambda one: one.at or date.min)
        for name, cell in one.cells.items()
        if one.policy.method is Method.ROUND
        and name in table.cells
        and cell.value is not None
        and cell.value % base == 0
        and abs(cell.value - table.cells[name].value) < base * one.reach
    }
    bound = _model(table)
    inside = {name for one in bound.relations for name in (one.total, *one.parts)}
    values = {
        name: fixed.get(name, base * float(_half_up(cell.value / base)))
        for name, cell in table.cells.items()
        if name not in inside and _is_a_count(cell)
    }
    if inside:
        tied = {name: cell for name, cell in bound.cells.items() if name in inside}
        # what is printed must add up without what nobody prints
        kept = dict.fromkeys(table.empty & inside, 0.0)
        kept |= {name: value for name, value in fixed.items() if name in inside}
        found = rounded(Model(cells=tied, relations=bound.relations), base, fixed=kept)
        values |= found.values
    odd = frozenset(name for name in table.cells if name not in values)
    return Pattern(hidden=odd, added=frozenset(), cost=0.0, proved=True), values


def _half_up(value: float) -> int:
    """Halves go up, as people do it."""
    return floor(value + 0.5)


def _is_a_count(cell: Cell) -> bool:
    """A number that people can be: whole, not negative, and not more than there are."""
    return 0 <= cell.value <= _MOST_PEOPLE and cell.value == int(cell.value)


def _published(
    tables: Sequence[Table], pattern: Pattern, values: Mapping[CellId, float]
) -> Published:
    now = tables[0]
    printed: set[CellId] = set()
    for table in tables:
        hidden = hidden_slots(table, pattern.hidden)
        shown = (one for one in table.places if one.slot not in hidden)
        printed.update(name for one in shown for name in one.cells)
    printed -= now.unprinted
    # a base that stands in for a count has no place of its own to bear the symbol
    counts = {one.cells[0] for one in now.places if len(one.cells) == 1}
    shows_zero = now.plan.disclosure.zeros is ZeroRule.SHOW
    unprinted = now.unprinted | {
        name
        for name, cell in now.cells.items()
        if name not in printed and (name not in counts or (cell.value == 0 and shows_zero))
    }
    return published(
        _model(now, as_told=True),
        set(now.cells) - printed - unprinted,
        policy=now.plan.disclosure,
        values={name: values.get(name, cell.value) for name, cell in now.cells.items()},
        unprinted=unprinted,
        plan=now.plan.slug,
        title=now.plan.title,
        at=now.at,
    )


def holds_small_numbers(plan: Plan, *, at: date) -> bool:
    """
    Whether the protector would hide anything: then the plan is not for publication as it is.

    Cheap: what must be hidden for its own sake decides, and the rest follows from it.

    Raises:
        TableError: As `protected`.
    """
    plan = as_it_stood(plan, at)
    if relabelled(plan):
        return True
    table = table_of(plan, at)
    relate(table)
    if any(cell.primary for cell in table.cells.values()):
        return True
    figures = without(table, frozenset(), {})
    _, changed = told_safely(figures.plan, plan, figures.withheld)
    return bool(changed)

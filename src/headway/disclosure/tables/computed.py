"""
Which of a measure's computed figures everybody may see.

The groups of a breakdown with their margins are one table; of a share the numerator, those not
counted and the denominator are three cells bound by a sum, since any two give the third. All
splits of a measure are one table too: what one hides, another would give back.

Different children who are counted once in a total may be in two of its groups. No group then
exceeds the total, and together they come to no less: 13 pupils of whom 11 were suspended from
secondary schools are 2 to 13 from primary ones, and 2 exactly from no secondary one. The number
counted more than once is no group of anybody, and not protected for its own sake.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from headway.analytics.computing import EVERYBODY, Computed, Figure
from headway.analytics.definition import Count
from headway.disclosure.cells import (
    Cell,
    CellId,
    Model,
    Relation,
    count_cell,
    model,
    unseen_cell,
)
from headway.domain.disclosing import DisclosurePolicy, Method
from headway.domain.quantities import PERCENT, POINTS

_SECONDS = 20.0
_EVERYBODY_COSTS = 50.0

_REST = "not counted"
"""The part of a share that nobody prints."""

Parts = dict[str, int]
"""A figure's whole numbers by name: "counted", and of a share "not counted" and "of"."""

Label = tuple[str, ...]
"""A figure's value in each breakdown."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Printable:
    """
    What may be printed of one figure; None for what is hidden.

    Attributes:
        value: In the definition's unit, not rounded; None also for a share of nobody.
        hidden: Whether there is a value and it is withheld.
        whole: For a gap, numerator and denominator of what the figure is compared with.
    """

    value: float | None
    numerator: float | None
    denominator: float | None
    hidden: bool
    whole: tuple[float | None, float | None] | None = None


def printable(
    computed: Computed, policy: DisclosurePolicy, *, beside: Computed | None = None
) -> tuple[Printable, ...]:
    """
    What may be printed of each figure, in their order.

    All groups given are protected together: give a table whole, with its margins.

    Args:
        computed: The table asked for.
        policy: The plan's rule.
        beside: Every split of the same measure and period that is or may be printed
            (`headway.analytics.computing.every_split`). They are protected first, always in
            the same way; the table asked for then agrees with them, and gives none of them
            away. Two tables that both combine breakdowns are each safe beside all splits;
            nothing is proved of the two together.

    Raises:
        InfeasibleError: No pattern protects it; says what would have to be given up.
        TableError: In the time there is, it could not be proved that any does.
    """
    # late: slow to import, and everything is shown without them where nothing is public
    from headway.disclosure.rounding import rounded  # noqa: PLC0415 - as above

    together = computed if beside is None else _with(beside, computed)
    places = {together.label(figure): figure for figure in together.figures}
    own = [places[together.label(figure)] for figure in computed.figures]
    if policy.method is Method.ROUND:
        values = rounded(_model(together, policy), policy.rounding_base).values
        return tuple(_rounded(together, figure, values) for figure in own)
    hidden = _hidden(together, policy, fixed=() if beside is None else beside.figures)
    return tuple(_left(together, figure, hidden) for figure in own)


def _with(beside: Computed, computed: Computed) -> Computed:
    """All splits, and what else the table asked for has."""
    by = tuple(dict.fromkeys((*beside.by, *computed.by)))
    every = replace(beside, by=by)
    there = {every.label(figure) for figure in beside.figures}
    more = (figure for figure in computed.figures if every.label(figure) not in there)
    return replace(every, figures=(*beside.figures, *more))


def _hidden(
    computed: Computed, policy: DisclosurePolicy, *, fixed: Sequence[Figure]
) -> frozenset[CellId]:
    """What is hidden where the fixed figures are protected first, and then stay as they are."""
    from headway.disclosure.suppression.secondary import protect  # noqa: PLC0415 - slow to import

    if not fixed:
        return protect(_model(computed, policy), seconds=_SECONDS).hidden
    first = replace(computed, figures=tuple(fixed))
    hidden = protect(_model(first, policy), seconds=_SECONDS).hidden
    if len(fixed) == len(computed.figures):
        return hidden
    whole = _model(computed, policy)
    printed = {name for figure in fixed for _, name, _ in _named(first, figure)}
    cells = [
        replace(cell, free=False, hidden=cell.id in hidden) if cell.id in printed else cell
        for cell in whole.cells.values()
    ]
    return protect(model(cells, whole.relations), seconds=_SECONDS).hidden


def as_it_is(figure: Figure) -> Printable:
    """Everything of a figure, for those who may see it."""
    of = None if figure.definition.is_count else figure.count.denominator
    value, other = figure.value, figure.less_from
    return Printable(
        value=None if value is None else float(value),
        numerator=figure.count.numerator,
        denominator=of,
        hidden=False,
        whole=(other.numerator, other.denominator) if other is not None else None,
    )


def _left(computed: Computed, figure: Figure, hidden: frozenset[CellId]) -> Printable:
    names = {part: name for part, name, _ in _named(computed, figure)}
    is_hidden = any(names[part] in hidden for part in names if not part.endswith(_REST))
    every = as_it_is(figure)
    other: tuple[float | None, float | None] | None = None
    if every.whole is not None:
        counted, of = every.whole
        other = (
            None if names["whole counted"] in hidden else counted,
            None if names["whole of"] in hidden else of,
        )
    return Printable(
        value=None if is_hidden else every.value,
        numerator=None if names["counted"] in hidden else every.numerator,
        denominator=None if names.get("of") in hidden else every.denominator,
        hidden=is_hidden and figure.value is not None,
        whole=other,
    )


def _rounded(computed: Computed, figure: Figure, values: Mapping[CellId, float]) -> Printable:
    parts = {part: round(values[name]) for part, name, _ in _named(computed, figure)}
    count = Count(numerator=parts["counted"], denominator=parts.get("of", 0))
    less_from = None
    if figure.less_from is not None:
        less_from = Count(numerator=parts["whole counted"], denominator=parts["whole of"])
    return as_it_is(Figure(definition=figure.definition, count=count, less_from=less_from))


def _model(computed: Computed, policy: DisclosurePolicy) -> Model:
    """The figures' whole numbers as cells, with every sum that binds them."""
    cells = list(_cells(computed, policy))
    relations = list(_shares(computed))
    figures = {computed.label(figure): figure for figure in computed.figures}
    for label, groups in _splits(figures, len(computed.by)):
        totals = _printed(computed, figures[label])
        for part, (total, value) in totals.items():
            parts = [_printed(computed, figures[one]).get(part) for one in groups]
            own = dict(one for one in parts if one is not None)
            if len(own) < len(groups):
                continue
            if sum(own.values()) == value:
                relations.append(Relation(total=total, parts=tuple(own), name=str(total)))
            elif sum(own.values()) > value >= max(own.values()):
                over, bounds = _overlapping(total, value, own, policy)
                cells += over
                relations += bounds
    return model(cells, relations)


def _cells(computed: Computed, policy: DisclosurePolicy) -> Iterator[Cell]:
    for figure in computed.figures:
        weight = _weight(computed.label(figure))
        for part, name, value in _named(computed, figure):
            if part.endswith(_REST):
                yield unseen_cell(name, value, policy)
            else:
                yield count_cell(name, value, policy, weight=weight)


def _weight(label: tuple[str, ...]) -> float:
    """What hiding a cell costs: margins more than groups, and everybody more than anything."""
    if label and all(one == EVERYBODY for one in label):
        return _EVERYBODY_COSTS
    return 1.0 + label.count(EVERYBODY)


def _named(computed: Computed, figure: Figure) -> Iterator[tuple[str, CellId, int]]:
    """The figure's cells: which part it is, its name, its value."""
    label = " / ".join(computed.label(figure)) or EVERYBODY
    for part, value in _parts(figure).items():
        yield part, CellId(f"{label}: {part}"), value


def _parts(figure: Figure) -> Parts:
    parts = _of_count(figure, figure.count)
    if figure.less_from is not None:
        whole = _of_count(figure, figure.less_from)
        parts |= {f"whole {name}": value for name, value in whole.items()}
    return parts


def _of_count(figure: Figure, count: Count) -> Parts:
    if figure.definition.is_count:
        return {"counted": count.numerator}
    parts = {"counted": count.numerator, "of": count.denominator}
    is_share = figure.definition.unit in (PERCENT, POINTS)
    if is_share and count.numerator <= count.denominator:
        parts[_REST] = count.denominator - count.numerator
    return parts


def _printed(computed: Computed, figure: Figure) -> dict[str, tuple[CellId, int]]:
    """The figure's cells that have a place in print, by part."""
    return {
        part: (name, value)
        for part, name, value in _named(computed, figure)
        if not part.endswith(_REST)
    }


def _shares(computed: Computed) -> Iterator[Relation]:
    """Of each share: those counted and those not are all."""
    for figure in computed.figures:
        names = {part: name for part, name, _ in _named(computed, figure)}
        for prefix in ("", "whole "):
            rest = names.get(f"{prefix}{_REST}")
            if rest is not None:
                total, counted = names[f"{prefix}of"], names[f"{prefix}counted"]
                yield Relation(total=total, parts=(counted, rest), name=str(total))


def _splits(labels: Collection[Label], breakdowns: int) -> Iterator[tuple[Label, list[Label]]]:
    """Every label that is split by one breakdown more, with the labels of its groups."""
    for place in range(breakdowns):
        groups: dict[Label, list[Label]] = {}
        for label in labels:
            if label[place] != EVERYBODY:
                whole = (*label[:place], EVERYBODY, *label[place + 1 :])
                groups.setdefault(whole, []).append(label)
        yield from ((whole, found) for whole, found in groups.items() if whole in labels)


def _overlapping(
    total: CellId, value: int, groups: Mapping[CellId, int], policy: DisclosurePolicy
) -> tuple[list[Cell], list[Relation]]:
    """
    What anybody knows of groups that share some of the different children in their total.

    They come to the total and those counted again; who is in the total and not in a group is
    so many, and where few, protected.
    """
    breakdown = sorted(groups)[0]
    added = CellId(f"{total}, with those counted again, over {breakdown}")
    again = CellId(f"{total}, counted again, over {breakdown}")
    cells = [
        Cell(id=added, value=sum(groups.values()), free=False, hidden=True),
        Cell(id=again, value=sum(groups.values()) - value, free=False, hidden=True),
    ]
    relations = [
        Relation(total=added, parts=tuple(groups), name=str(added)),
        Relation(total=added, parts=(total, again), name=str(added)),
    ]
    for name, counted in groups.items():
        others = unseen_cell(CellId(f"{total} and not {name}"), value - counted, policy)
        cells.append(others)
        relations.append(Relation(total=total, parts=(name, others.id), name=str(others.id)))
    return cells, relations

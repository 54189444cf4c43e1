"""
Which of a measure's computed figures everybody may see.

The groups of a breakdown with their margins are one table; of a share the numerator, those not
counted and the denominator are three cells bound by a sum, since any two give the third.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from headway.analytics.computing import EVERYBODY, Computed, Figure
from headway.analytics.definition import Count
from headway.disclosure.cells import Cell, CellId, Relation, model
from headway.domain.disclosing import DisclosurePolicy, Method, ZeroRule
from headway.domain.quantities import PERCENT, POINTS

_SECONDS = 20.0
_EVERYBODY_COSTS = 50.0

Parts = dict[str, int]
"""A figure's whole numbers by name: "counted", and of a share "not counted" and "of"."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Printable:
    """
    What may be printed of one figure; None for what is hidden.

    Attributes:
        value: In the definition's unit, not rounded; None also for a share of nobody.
        hidden: Whether there is a value and it is withheld.
    """

    value: float | None
    numerator: float | None
    denominator: float | None
    hidden: bool


def printable(computed: Computed, policy: DisclosurePolicy) -> tuple[Printable, ...]:
    """
    What may be printed of each figure, in their order.

    All groups given are protected together: give a table whole, with its margins, and publish
    no other table of the same measure and period beside it.

    Raises:
        InfeasibleError: No pattern protects it; says what would have to be given up.
    """
    # late: slow to import, and everything is shown without them where nothing is public
    from headway.disclosure.rounding import rounded  # noqa: PLC0415 - as above
    from headway.disclosure.suppression.secondary import protect  # noqa: PLC0415 - as above

    whole = model(_cells(computed, policy), _sums(computed))
    if policy.method is Method.ROUND:
        values = rounded(whole, policy.rounding_base).values
        return tuple(_rounded(computed, figure, values) for figure in computed.figures)
    hidden = protect(whole, seconds=_SECONDS).hidden
    return tuple(_left(computed, figure, hidden) for figure in computed.figures)


def as_it_is(figure: Figure) -> Printable:
    """Everything of a figure, for those who may see it."""
    of = None if figure.definition.is_count else figure.count.denominator
    value = figure.value
    return Printable(
        value=None if value is None else float(value),
        numerator=figure.count.numerator,
        denominator=of,
        hidden=False,
    )


def _left(computed: Computed, figure: Figure, hidden: frozenset[CellId]) -> Printable:
    names = {part: name for part, name, _ in _named(computed, figure)}
    is_hidden = any(name in hidden for name in names.values())
    whole = as_it_is(figure)
    return Printable(
        value=None if is_hidden else whole.value,
        numerator=None if names["counted"] in hidden else whole.numerator,
        denominator=None if names.get("of") in hidden else whole.denominator,
        hidden=is_hidden and figure.value is not None,
    )


def _rounded(computed: Computed, figure: Figure, values: Mapping[CellId, float]) -> Printable:
    parts = {part: round(values[name]) for part, name, _ in _named(computed, figure)}
    count = Count(numerator=parts["counted"], denominator=parts.get("of", 0))
    less_from = None
    if figure.less_from is not None:
        less_from = Count(numerator=parts["whole counted"], denominator=parts["whole of"])
    return as_it_is(Figure(definition=figure.definition, count=count, less_from=less_from))


def _cells(computed: Computed, policy: DisclosurePolicy) -> Iterator[Cell]:
    for figure in computed.figures:
        for _, name, value in _named(computed, figure):
            shown = policy.zeros is ZeroRule.SHOW
            if value == 0 and shown:
                yield Cell(id=name, value=0, free=False)
            else:
                weight = _weight(computed.label(figure))
                yield Cell(
                    id=name,
                    value=value,
                    primary=policy.is_small(value),
                    lower=1.0 if shown else 0.0,
                    weight=weight,
                )


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
        parts["not counted"] = count.denominator - count.numerator
    return parts


def _sums(computed: Computed) -> Iterator[Relation]:
    by_label = {computed.label(figure): figure for figure in computed.figures}
    for figure in computed.figures:
        names = {part: name for part, name, _ in _named(computed, figure)}
        for prefix in ("", "whole "):
            rest = names.get(f"{prefix}not counted")
            if rest is not None:
                total, counted = names[f"{prefix}of"], names[f"{prefix}counted"]
                yield Relation(total=total, parts=(counted, rest), name=str(total))
    for place in range(len(computed.by)):
        yield from _over(computed, place, by_label.__getitem__, tuple(by_label))


def _over(
    computed: Computed,
    place: int,
    figure_at: Callable[[tuple[str, ...]], Figure],
    labels: tuple[tuple[str, ...], ...],
) -> Iterator[Relation]:
    """
    The sums over one breakdown, for each part.

    A sum that does not hold is none: different children counted once in a total may be in two
    of its groups, and then nobody can work the one out from the others.
    """
    for label in labels:
        if label[place] != EVERYBODY:
            continue
        beside = [
            one
            for one in labels
            if one[place] != EVERYBODY and (*one[:place], EVERYBODY, *one[place + 1 :]) == label
        ]
        totals = {part: (n, v) for part, n, v in _named(computed, figure_at(label))}
        cells = [{p: (n, v) for p, n, v in _named(computed, figure_at(one))} for one in beside]
        for part, (total, value) in totals.items():
            own = [one[part] for one in cells if part in one]
            if len(own) == len(beside) and own and sum(v for _, v in own) == value:
                yield Relation(total=total, parts=tuple(n for n, _ in own), name=str(total))

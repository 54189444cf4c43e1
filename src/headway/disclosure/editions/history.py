"""
A table together with everything published before it, as one model to protect.

What earlier editions printed is known and cannot be hidden any more. What they hid must not be
given back now, neither by printing it nor by a sum that leads to it.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from datetime import date
from math import ceil, floor, inf

from headway.disclosure.attacking.attack import fitting, pinned
from headway.disclosure.attacking.knowledge import Knowledge, Statement, Unknown, known
from headway.disclosure.cells import Cell, CellId, Model, Relation
from headway.disclosure.editions.attacked import Joined, Quantity, joined
from headway.disclosure.editions.published import Published, PublishedCell, Shown
from headway.domain.disclosing import DisclosurePolicy


def with_history(
    model: Model,
    earlier: Sequence[Published],
    *,
    truths: Sequence[Mapping[CellId, float]] = (),
    revised: Collection[CellId] = (),
    width: float = 1.0,
) -> Model:
    """
    The model, with the cells and sums of earlier editions as fixed knowledge.

    A cell that stood in an earlier edition keeps its name. If it was printed then, and has not
    changed, it is not free and not hidden; if it was hidden, it stays hidden and must stay
    protected, whatever the reason was. A cell that was revised stands on its own beside its
    earlier value, which is named for its edition.

    Args:
        model: What is to be published now.
        earlier: All editions so far; their order does not matter.
        truths: For each of them, the true values of its cells as far as they are at hand. For
            what is not, some value that fits is taken: what an attacker can find out does not
            depend on which.
        revised: Cells known to be revised since.
        width: How wide an interval the hidden figures of earlier editions must keep.

    Raises:
        TableError: The editions and the model contradict each other.

    A term's 3 was hidden, and so must its 4 schools' other figure be now:

    >>> from headway.disclosure.cells import model
    >>> from headway.disclosure.editions.published import published
    >>> north = Cell(id=CellId("north"), value=3, primary=True, lower=1)
    >>> before = published(model([north]), {CellId("north")}, policy=DisclosurePolicy())
    >>> now = with_history(model([Cell(id=CellId("north"), value=3, lower=1)]), [before])
    >>> one = now.cells[CellId("north")]
    >>> one.free, one.hidden, one.primary
    (False, True, True)
    """
    if not earlier:
        return model
    padded = [*truths, *([{}] * (len(earlier) - len(truths)))]
    values = {name: cell.value for name, cell in model.cells.items()}
    together = joined([*earlier, _bare(model)], revised=revised, truths=[*padded, values])
    alone = joined(earlier, revised=revised, truths=padded)
    closed = _closed(alone, together)
    figures = _figures(together)
    cells = dict(model.cells)
    for name, one in _before(together).items():
        if name in cells:
            cells[name] = _again(cells[name], one, name not in closed, width)
        else:
            cells[name] = _earlier(one, figures[name], alone.policy, name not in closed, width)
    return Model(cells=cells, relations=_distinct([*model.relations, *together.relations]))


def assumed_revised(
    model: Model, earlier: Sequence[Published], *, revised: Collection[CellId] = ()
) -> tuple[CellId, ...]:
    """
    Hidden cells that must have been revised, since the model and the editions cannot both hold.

    `with_history` takes each as a figure of its own. Where it was no revision but two figures
    under one name, they need names of their own instead.
    """
    return joined([*earlier, _bare(model)], revised=revised).assumed if earlier else ()


def already_printed(model: Model, earlier: Sequence[Published]) -> tuple[CellId, ...]:
    """Primary cells that an earlier edition printed as they are; nothing can hide them now."""
    return tuple(
        name
        for name, cell in model.cells.items()
        if cell.primary
        and any(
            name in one.cells
            and one.cells[name].shown is Shown.PRINTED
            and one.known_of(name) == known(cell.value)
            for one in earlier
        )
    )


def _bare(model: Model) -> Published:
    """The model as if all of it were printed: nobody sees this."""
    cells = {
        name: PublishedCell(
            id=name,
            value=cell.value,
            whole=float(cell.value).is_integer(),
            decimals=0 if float(cell.value).is_integer() else 9,
            lower=-inf,
        )
        for name, cell in model.cells.items()
    }
    return Published(at=date.max, edition="now", cells=cells, sums=model.relations)


def _before(together: Joined) -> dict[CellId, Quantity]:
    """Each quantity as the earlier editions left it, the last of `together` being the new one."""
    before: dict[CellId, Quantity] = {}
    for edition, names in zip(together.editions[:-1], together.names[:-1], strict=True):
        for cell, name in names.items():
            told, shown = edition.known_of(cell), frozenset({edition.cells[cell].shown})
            one = before.get(name)
            before[name] = replace(
                together.quantities[name],
                told=told if one is None else one.told.and_also(told),
                shown=shown if one is None else one.shown | shown,
            )
    for said in together.derived:
        _tighten(before, said)
    return before


def _tighten(before: dict[CellId, Quantity], said: Statement) -> None:
    """Take from a percentage or a change what it says of the one figure in it that is hidden."""
    if any(name not in before for name, _ in said.terms):
        return
    open_terms = [(name, by) for name, by in said.terms if not before[name].told.is_known]
    if len(open_terms) != 1:
        return
    (name, weight), *_ = open_terms
    rest = sum(by * before[it].told.lower for it, by in said.terms if it != name)
    low, high = sorted(((said.low - rest) / weight, (said.high - rest) / weight))
    told = before[name].told
    if told.whole:
        low = ceil(low - 1e-9) if low > -inf else low
        high = floor(high + 1e-9) if high < inf else high
    narrower = told.and_also(Unknown(lower=low, upper=high, whole=told.whole))
    before[name] = replace(before[name], told=narrower)


def _closed(alone: Joined, together: Joined) -> set[CellId]:
    """What the earlier editions have given back by themselves: there is nothing left to protect."""
    names: dict[CellId, CellId] = {}
    for before, after in zip(alone.names, together.names, strict=False):
        names |= {before[cell]: after[cell] for cell in before}
    targets = [name for name, one in alone.quantities.items() if not one.told.is_known]
    return {names[name] for name in pinned(alone.knowledge(), targets)}


def _figures(together: Joined) -> dict[CellId, float]:
    """A value for every quantity: as printed, as the caller said, or one that fits."""
    knowledge = together.knowledge()
    unknowns = {
        name: one
        if together.quantities[name].truth is None or one.is_known
        # what the caller gave is put in, within what was told
        else one.and_also(known(together.quantities[name].truth or 0.0))
        for name, one in knowledge.unknowns.items()
    }
    return fitting(Knowledge(unknowns=unknowns, statements=knowledge.statements))


def _again(cell: Cell, one: Quantity, open_still: bool, width: float) -> Cell:
    """A cell of the new table that an earlier edition spoke of."""
    if one.standing is Shown.UNPRINTED:
        return cell
    if one.told.is_known and Shown.PRINTED in one.shown:
        return replace(cell, primary=False, free=False, hidden=False)
    return replace(
        cell,
        primary=open_still,
        free=False,
        hidden=True,
        lower=max(cell.lower, one.told.lower),
        upper=min(cell.upper, one.told.upper),
        width=max(cell.width, width),
    )


def _earlier(
    one: Quantity, value: float, policy: DisclosurePolicy, open_still: bool, width: float
) -> Cell:
    """A cell that only earlier editions have."""
    if one.told.is_known and Shown.PRINTED in one.shown:
        return Cell(id=one.id, value=value, free=False)
    small = one.truth is None or policy.is_small(one.truth)
    return Cell(
        id=one.id,
        value=value,
        primary=open_still and (small or one.standing is not Shown.UNPRINTED),
        free=False,
        hidden=True,
        lower=one.told.lower,
        upper=one.told.upper,
        width=width,
    )


def _distinct(relations: Sequence[Relation]) -> tuple[Relation, ...]:
    """Each sum once, whatever the order of its parts."""
    once = {(one.total, tuple(sorted(one.parts))): one for one in reversed(relations)}
    return tuple(reversed(once.values()))

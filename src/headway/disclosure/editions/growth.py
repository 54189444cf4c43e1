"""
Counts that grow through the year: what came in between two editions is a count as well.

The year to date in the spring less that in the autumn is the spring's own count. Nobody prints
it, and everybody can subtract, so it is protected as if it had a place in the table.
"""

from collections.abc import Mapping, Sequence

from headway.disclosure.attacking.attack import fitting
from headway.disclosure.attacking.knowledge import Knowledge, Unknown
from headway.disclosure.cells import Cell, CellId, Model, Relation, TableError, unseen_cell
from headway.disclosure.cells import model as model_of
from headway.disclosure.editions.attacked import joined
from headway.disclosure.editions.published import Published, Shown
from headway.domain.disclosing import DisclosurePolicy


def same_figures(model: Model, earlier: Published) -> dict[CellId, CellId]:
    """
    The earlier edition's cell for each of the model's, by what follows "NAME: " in both.

    Raises:
        TableError: The two share names, so that they would be taken for the same counts.
    """
    if shared := model.cells.keys() & earlier.cells.keys():
        raise TableError(
            f'"{sorted(shared)[0]}" is in this table and in "{earlier.edition}": give each table '
            'of the year to date a name of its own (--as "T4")'
        )
    placed = [name for name, one in earlier.cells.items() if one.shown is not Shown.UNPRINTED]
    before = {_label(name): name for name in placed}
    return {name: before[_label(name)] for name in model.cells if _label(name) in before}


def with_growth(
    model: Model,
    earlier: Published,
    pairs: Mapping[CellId, CellId],
    policy: DisclosurePolicy,
    *,
    others: Sequence[Published] = (),
) -> Model:
    """
    The model with the earlier counts, and for each what came in since.

    Those added have no place in print (`Shown.UNPRINTED`). Where the earlier count was hidden,
    some value that fits stands for it, and what came in since is protected whatever it is.

    Args:
        model: The year to date now.
        earlier: The year to date then, as it was published.
        pairs: Which of its cells is the same count earlier in the year.
        policy: What is small.
        others: What else was published before.

    Raises:
        TableError: A count has fallen, which a year to date cannot.

    >>> from headway.disclosure.editions.published import published
    >>> autumn, spring = CellId("T3: all"), CellId("T4: all")
    >>> then = published(model_of([Cell(id=autumn, value=12)]), (), policy=DisclosurePolicy())
    >>> now = with_growth(model_of([Cell(id=spring, value=15)]), then, {spring: autumn},
    ...                   DisclosurePolicy())
    >>> [(name, one.value, one.primary) for name, one in now.cells.items()][1:]
    [('T3: all', 12, False), ('T4: all, since then', 3, True)]
    """
    before = _before(model, earlier, pairs, others)
    cells, sums = list(model.cells.values()), list(model.relations)
    for now, then in pairs.items():
        value, growth = before[then], CellId(f"{now}, since then")
        added = model.cells[now].value - value
        printed = earlier.cells[then].shown is Shown.PRINTED
        cells.append(Cell(id=then, value=value, free=False, hidden=not printed))
        cells.append(unseen_cell(growth, added, policy, small=not printed))
        sums.append(Relation(total=now, parts=(then, growth)))
    return model_of(cells, sums)


def _before(
    model: Model, then: Published, pairs: Mapping[CellId, CellId], others: Sequence[Published]
) -> dict[CellId, float]:
    """The earlier counts: as printed, or as they can have been, none above what it is now."""
    together = joined([*others, then])
    place = next(at for at, one in enumerate(together.editions) if one is then)
    names, knowledge = together.names[place], together.knowledge()
    unknowns = dict(knowledge.unknowns)
    for now, before in pairs.items():
        most, name = model.cells[now].value, names[before]
        if unknowns[name].lower > most:
            raise TableError(
                f'"{now}" is {most:g} and was {unknowns[name].lower:g} or more before: a year to '
                "date cannot fall; leave --since out if it was revised"
            )
        unknowns[name] = unknowns[name].and_also(Unknown(upper=most))
    figures = fitting(Knowledge(unknowns=unknowns, statements=knowledge.statements))
    return {before: figures[names[before]] for before in pairs.values()}


def _label(name: CellId) -> str:
    return name.rpartition(": ")[2]

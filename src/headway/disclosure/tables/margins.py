"""
Tables with their totals as models: crossed, in levels, and linked to one another.

A cell's name is the table's and its labels: "exclusions/Primary/SEN".
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import product
from math import fsum

from headway.disclosure.cells import (
    Cell,
    CellId,
    Model,
    Relation,
    TableError,
    count_cell,
    model,
    unseen_cell,
)
from headway.domain.disclosing import DisclosurePolicy

Labels = tuple[str, ...]


class Weights(StrEnum):
    """What is kept as small as can be."""

    COUNT = "count"
    """The number of cells hidden."""
    SIZE = "size"
    """The number of people in them, so that totals go last."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Axis:
    """
    One way in which a table is broken down.

    Attributes:
        sums: For each total the labels it is the sum of; a label may be a total in its turn
            ("All": ("Primary", "Secondary"), "Primary": ("Year 1", "Year 2")).
    """

    sums: Mapping[str, tuple[str, ...]]

    def labels(self) -> tuple[str, ...]:
        """Every label once, totals before their parts."""
        return tuple(
            dict.fromkeys(label for total, parts in self.sums.items() for label in (total, *parts))
        )

    def leaves(self) -> tuple[str, ...]:
        """The labels that are no totals."""
        return tuple(label for label in self.labels() if label not in self.sums)


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    """
    A table of counts of people.

    Attributes:
        name: Its own, among the tables it is linked to.
        axes: One for each label of a cell.
        values: The counts by labels. Totals that are left out are added up; those that are
            given are checked.

    Raises:
        TableError: A count is missing or stands where there is no place.
    """

    name: str
    axes: tuple[Axis, ...]
    values: Mapping[Labels, float]

    def __post_init__(self) -> None:
        places = set(product(*(axis.labels() for axis in self.axes)))
        strange = sorted(set(self.values) - places)
        if strange:
            raise TableError(f'"{self.name}" has no place for {"/".join(strange[0])}')
        inner = product(*(axis.leaves() for axis in self.axes))
        missing = [labels for labels in inner if labels not in self.values]
        if missing:
            raise TableError(
                f'"{self.name}" lacks the count for {"/".join(missing[0])}; a count that is not '
                "known cannot be protected"
            )

    def id(self, labels: Labels) -> CellId:
        """The name of the cell with these labels."""
        return CellId("/".join((self.name, *labels)))

    def value(self, labels: Labels) -> float:
        """The count with these labels, added up where it is not given."""
        if labels in self.values:
            return self.values[labels]
        for place, (label, axis) in enumerate(zip(labels, self.axes, strict=True)):
            if label in axis.sums:
                parts = (_with(labels, place, part) for part in axis.sums[label])
                return fsum(self.value(part) for part in parts)
        raise TableError(f'"{self.name}" lacks the count for {"/".join(labels)}')

    def cells(
        self, policy: DisclosurePolicy, *, weights: Weights = Weights.COUNT, width: float = 1.0
    ) -> Iterator[Cell]:
        """Every cell under a policy, totals included."""
        for labels in product(*(axis.labels() for axis in self.axes)):
            yield printed_cell(
                self.id(labels), self.value(labels), policy, weights=weights, width=width
            )

    def relations(self) -> Iterator[Relation]:
        """Every total and its parts, along each axis."""
        for place, axis in enumerate(self.axes):
            others = [one.labels() for one in self.axes]
            others[place] = tuple(axis.sums)
            for labels in product(*others):
                parts = (_with(labels, place, part) for part in axis.sums[labels[place]])
                yield Relation(
                    total=self.id(labels),
                    parts=tuple(self.id(part) for part in parts),
                    name=f"{self.id(labels)} over {', '.join(axis.sums[labels[place]][:3])}",
                )


def printed_cell(
    name: CellId,
    value: float,
    policy: DisclosurePolicy,
    *,
    weights: Weights = Weights.COUNT,
    width: float = 1.0,
) -> Cell:
    """
    A count of a table under a policy, with what it costs to hide it.

    Raises:
        TableError: A negative count.
    """
    if value < 0:
        raise TableError(f'the count "{name}" must be zero or more, got {value:g}')
    weight = 1.0 if weights is Weights.COUNT else max(1.0, value)
    return count_cell(name, value, policy, weight=weight, width=width)


def two_way(
    values: Sequence[Sequence[float]],
    *,
    rows: Sequence[str],
    columns: Sequence[str],
    policy: DisclosurePolicy,
    name: str = "table",
    total: str = "Total",
    weights: Weights = Weights.COUNT,
    width: float = 1.0,
) -> Model:
    """
    A table of counts, with a total of each row, of each column, and of all.

    Args:
        values: Row by row. With one more in each row, or one more row, the totals are given
            and checked.
        rows: Labels without the total's.
        columns: The same.
        policy: What is small, and whether zeros are shown.
        name: The table's.
        total: What totals are called.
        weights: What is kept small: cells or people.
        width: The interval a small count needs.

    Raises:
        TableError: A shape that does not fit the labels; totals that do not add up.
    """
    down, across = (*rows, total), (*columns, total)
    if len(values) not in (len(rows), len(down)):
        raise TableError(f'"{name}" has {len(values)} rows of figures for {len(rows)} labels')
    by_labels: dict[Labels, float] = {}
    for row, figures in zip(down, values, strict=False):
        if len(figures) not in (len(columns), len(across)):
            raise TableError(
                f'"{name}" has {len(figures)} figures in the row "{row}" for {len(columns)} columns'
            )
        by_labels |= {
            (row, column): figure for column, figure in zip(across, figures, strict=False)
        }
    axes = (Axis(sums={total: tuple(rows)}), Axis(sums={total: tuple(columns)}))
    table = Counts(name=name, axes=axes, values=by_labels)
    return linked([table], policy=policy, weights=weights, width=width)


def linked(
    tables: Iterable[Counts],
    *,
    policy: DisclosurePolicy,
    same: Iterable[tuple[CellId, CellId]] = (),
    sums: Iterable[Relation] = (),
    unseen: Iterable[Cell] = (),
    weights: Weights = Weights.COUNT,
    width: float = 1.0,
) -> Model:
    """
    Several tables as one model.

    Args:
        tables: Each under its own name.
        policy: What is small, and whether zeros are shown.
        same: Pairs of cells, of two tables, that are one figure.
        sums: Further relations across tables: phases to all, CP and CIN, school to authority.
        unseen: Cells nobody prints, such as those of `rest` and `step`.
        weights: What is kept small: cells or people.
        width: The interval a small count needs.

    Raises:
        TableError: Something does not add up; told which.
    """
    held = tuple(tables)
    cells = [cell for table in held for cell in table.cells(policy, weights=weights, width=width)]
    relations = [relation for table in held for relation in table.relations()]
    relations += [
        Relation(total=one, parts=(other,), name=f"{one} and {other}") for one, other in same
    ]
    return model([*cells, *unseen], [*relations, *sums])


def rest(
    total: Cell, parts: Sequence[Cell], *, name: str, policy: DisclosurePolicy, width: float = 1.0
) -> tuple[Cell, Relation]:
    """
    Who is in the total and in none of the parts: "pupils without SEN".

    Nobody prints it, so it may be zero for all anybody knows; if small it is protected.

    Raises:
        TableError: The parts exceed the total.
    """
    left = total.value - fsum(part.value for part in parts)
    if left < 0:
        raise TableError(
            f'the parts of "{total.id}" exceed it by {-left:g}; they cannot be parts of it'
        )
    return unseen_cell(CellId(name), left, policy, width=width), Relation(
        total=total.id, parts=(*(part.id for part in parts), CellId(name)), name=name
    )


def step(
    earlier: Cell, later: Cell, *, name: str, policy: DisclosurePolicy, width: float = 1.0
) -> tuple[Cell, Relation]:
    """
    What a year to date grew by between two figures: the term's own count, which nobody prints.

    A figure that was corrected downwards grows by less than nothing: no count of people.
    """
    grown = later.value - earlier.value
    return unseen_cell(CellId(name), grown, policy, width=width), Relation(
        total=later.id, parts=(earlier.id, CellId(name)), name=name
    )


def _with(labels: Labels, place: int, label: str) -> Labels:
    """The labels with another in one place."""
    return (*labels[:place], label, *labels[place + 1 :])

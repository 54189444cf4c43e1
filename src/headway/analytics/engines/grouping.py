"""How the engines with a database group a definition's rows: one query for all breakdowns."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from headway.analytics.definition import Count, Definition, Step, group_label

if TYPE_CHECKING:
    import ibis.expr.types as ir

_NUMERATOR, _DENOMINATOR, _ROWS, _SET = "n_numerator", "n_denominator", "n_rows", "n_set"

Sets = Sequence[Sequence[str]]


def grouping(definition: Definition, rows: "ir.Table", sets: Sets) -> "ir.Table":
    """
    The query whose answer `counts_of` reads.

    Sums are taken once, for the finest groups, and added up from there. Different children
    cannot be added up: each breakdown is then a group of its own in one union.
    """
    every = _every_column(sets)
    if not definition.distinct:
        return _aggregated(definition, rows, every)
    import ibis  # noqa: PLC0415 - late: slow to import

    types = rows.schema()
    parts = []
    for number, by in enumerate(sets):
        part = _aggregated(definition, rows, by)
        padded = {
            column: part[column] if column in by else ibis.null(types[column]) for column in every
        }
        sums = {name: part[name] for name in part.columns if name not in by}
        parts.append(part.select(**padded, **sums, n_set=ibis.literal(number, "int64")))
    return parts[0] if len(parts) == 1 else ibis.union(*parts)


def counts_of(
    definition: Definition, answer: Iterable[Mapping[str, Any]], sets: Sets
) -> tuple[tuple[Count, ...], ...]:
    """The counts of each breakdown, from the answer to `grouping`."""
    answer = list(answer)
    found = []
    for number, by in enumerate(sets):
        mine = [row for row in answer if row.get(_SET, number) == number]
        found.append(_summed(mine, by))
    return tuple(found)


def sizes(steps: Sequence[Step]) -> "ir.Table":
    """The number of rows that each step leaves, as one query of `n_set` and `n_rows`."""
    import ibis  # noqa: PLC0415 - late: slow to import

    parts = [
        step.rows.aggregate(n_rows=step.rows.count()).mutate(n_set=ibis.literal(number, "int64"))
        for number, step in enumerate(steps)
    ]
    return parts[0] if len(parts) == 1 else ibis.union(*parts)


def _aggregated(definition: Definition, rows: Any, by: Sequence[str]) -> "ir.Table":
    whole = rows.numerator.cast("int64")
    if definition.distinct:
        numerator = rows[definition.distinct].nunique(where=whole > 0)
    else:
        numerator = whole.sum()
    sums = {_NUMERATOR: numerator.cast("int64").coalesce(0), _ROWS: rows.count()}
    if not definition.is_count:
        sums[_DENOMINATOR] = rows.denominator.cast("int64").sum().cast("int64").coalesce(0)
    grouped = rows.group_by(*by) if by else rows
    return grouped.aggregate(**sums)


def _every_column(sets: Sets) -> list[str]:
    return list(dict.fromkeys(column for by in sets for column in by))


def _summed(answer: Sequence[Mapping[str, Any]], by: Sequence[str]) -> tuple[Count, ...]:
    groups: dict[tuple[str, ...], list[int]] = defaultdict(lambda: [0, 0, 0])
    if not by:
        groups[()] = [0, 0, 0]
    for row in answer:
        sums = groups[tuple(group_label(row[column]) for column in by)]
        for place, name in enumerate((_NUMERATOR, _DENOMINATOR, _ROWS)):
            sums[place] += row.get(name) or 0
    return tuple(
        Count(
            group=dict(zip(by, key, strict=True)),
            numerator=sums[0],
            denominator=sums[1],
            rows=sums[2],
        )
        for key, sums in sorted(groups.items())
    )

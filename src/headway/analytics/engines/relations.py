"""
The rows of a table expression, worked out plainly as lists of dictionaries.

For the reference engine alone: it joins, filters and groups one row at a time.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

import ibis.expr.operations as ops

from headway.analytics.engines.values import Row, Scope, value
from headway.evidence.errors import EvidenceError

Rows = list[Row]


class Interpreter:
    """Works out tables; keeps each, so that one used twice is worked out once."""

    def __init__(self, loaded: Mapping[str, Rows]) -> None:
        self._loaded = loaded
        self._known: dict[Any, Rows] = {}

    def rows(self, relation: Any) -> Rows:
        """
        Every row of a table expression, in no order that a definition may rely on.

        Raises:
            EvidenceError: It has an operation that this engine does not know.
        """
        if relation not in self._known:
            work = _RELATIONS.get(type(relation))
            if work is None:
                raise EvidenceError(
                    f'The reference engine does not know the operation "{type(relation).__name__}" '
                    "on tables. Write the definition with those it knows, or teach it this one."
                )
            self._known[relation] = work(self, relation)
        return self._known[relation]

    def scope(self, rows: Mapping[Any, Row], group: Sequence[Scope] = ()) -> Scope:
        """A scope in which these rows are in sight."""
        return Scope(rows=rows, group=group, column=self._column)

    def _column(self, relation: Any) -> list[Any]:
        (name,) = relation.schema.names
        return [row[name] for row in self.rows(relation)]

    def loaded(self, relation: Any) -> Rows:
        """The rows that were given for a table by its name."""
        return self._loaded[relation.name]


def _project(on: Interpreter, relation: Any) -> Rows:
    return [
        {name: value(node, scope) for name, node in relation.values.items()}
        for scope in _scopes(on, relation.parent)
    ]


def _scopes(on: Interpreter, parent: Any) -> Iterable[Scope]:
    return (on.scope({parent: row}) for row in on.rows(parent))


def _filter(on: Interpreter, relation: Any) -> Rows:
    return [
        row
        for row in on.rows(relation.parent)
        if all(value(each, on.scope({relation.parent: row})) for each in relation.predicates)
    ]


def _drop_columns(on: Interpreter, relation: Any) -> Rows:
    kept = relation.schema.names
    return [{name: row[name] for name in kept} for row in on.rows(relation.parent)]


def _aggregate(on: Interpreter, relation: Any) -> Rows:
    groups: dict[tuple[Any, ...], list[Scope]] = defaultdict(list)
    for scope in _scopes(on, relation.parent):
        groups[tuple(value(node, scope) for node in relation.groups.values())].append(scope)
    if not relation.groups:
        groups.setdefault((), [])
    return [
        dict(zip(relation.groups, key, strict=True))
        | {name: value(node, on.scope({}, group=scopes)) for name, node in relation.metrics.items()}
        for key, scopes in groups.items()
    ]


def _distinct(on: Interpreter, relation: Any) -> Rows:
    return _without_repeats(on.rows(relation.parent))


def _without_repeats(rows: Rows) -> Rows:
    return list({tuple(row.items()): row for row in rows}.values())


def _union(on: Interpreter, relation: Any) -> Rows:
    names = relation.schema.names
    both: Rows = [
        {name: row[name] for name in names}
        for side in (relation.left, relation.right)
        for row in on.rows(side)
    ]
    return _without_repeats(both) if relation.distinct else both


def _sort(on: Interpreter, relation: Any) -> Rows:
    rows = list(on.rows(relation.parent))
    for key in reversed(relation.keys):
        found = [(value(key.arg, on.scope({relation.parent: row})), row) for row in rows]
        empty = [row for one, row in found if one is None]
        full = sorted(
            ((one, row) for one, row in found if one is not None),
            key=lambda pair: pair[0],
            reverse=not key.ascending,
        )
        ordered = [row for _, row in full]
        rows = empty + ordered if key.nulls_first else ordered + empty
    return rows


def _limit(on: Interpreter, relation: Any) -> Rows:
    end = None if relation.n is None else relation.offset + relation.n
    return on.rows(relation.parent)[relation.offset : end]


def _join_chain(on: Interpreter, relation: Any) -> Rows:
    first = relation.first
    joined: list[dict[Any, Row]] = [{first: row} for row in on.rows(first.parent)]
    for link in relation.rest:
        joined = _linked(on, joined, link)
    return [
        {name: value(node, on.scope(rows)) for name, node in relation.values.items()}
        for rows in joined
    ]


def _linked(on: Interpreter, left: list[dict[Any, Row]], link: Any) -> list[dict[Any, Row]]:
    """The left rows with those of one more table."""
    if link.how not in ("inner", "left", "semi", "anti", "cross"):
        raise EvidenceError(f'The reference engine does not know the join "{link.how}".')
    table = link.table
    matches = _matcher(on, link)
    empty = dict.fromkeys(table.schema.names)
    found: list[dict[Any, Row]] = []
    for rows in left:
        partners = matches(rows)
        if link.how in ("semi", "anti"):
            if bool(partners) == (link.how == "semi"):
                found.append(rows)
        elif partners or link.how != "left":
            found += [rows | {table: partner} for partner in partners]
        else:
            found.append(rows | {table: empty})
    return found


def _matcher(on: Interpreter, link: Any) -> Callable[[dict[Any, Row]], Rows]:
    """
    Gives the rows of a link's table that fit some left rows.

    Conditions that two columns be equal go by an index; all others are tried row by row.
    """
    table = link.table
    pairs = [pair for each in link.predicates if (pair := _equal_sides(each, table))]
    others = [each for each in link.predicates if not _equal_sides(each, table)]
    index: dict[tuple[Any, ...], Rows] = defaultdict(list)
    for row in on.rows(table.parent):
        key = tuple(value(mine, on.scope({table: row})) for _, mine in pairs)
        if None not in key:
            index[key].append(row)

    def partners(rows: dict[Any, Row]) -> Rows:
        key = tuple(value(theirs, on.scope(rows)) for theirs, _ in pairs)
        return [
            row
            for row in index.get(key, [])
            if all(value(each, on.scope(rows | {table: row})) for each in others)
        ]

    return partners


def _equal_sides(predicate: Any, table: Any) -> tuple[Any, Any] | None:
    """For a condition that two columns be equal, the left rows' side and the table's."""
    if not isinstance(predicate, ops.Equals):
        return None
    left, right = predicate.left, predicate.right
    mine = frozenset({table})
    if right.relations == mine and table not in left.relations:
        return left, right
    if left.relations == mine and table not in right.relations:
        return right, left
    return None


_RELATIONS: Mapping[type, Callable[[Interpreter, Any], Rows]] = {
    ops.UnboundTable: Interpreter.loaded,
    ops.Project: _project,
    ops.Filter: _filter,
    ops.DropColumns: _drop_columns,
    ops.Aggregate: _aggregate,
    ops.Distinct: _distinct,
    ops.Union: _union,
    ops.Sort: _sort,
    ops.Limit: _limit,
    ops.JoinChain: _join_chain,
}

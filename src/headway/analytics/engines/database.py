"""What the engines with a database have in common: the same queries, however they are run."""

from abc import ABC, abstractmethod
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from headway.analytics.binding import bind, made_table
from headway.analytics.definition import Count, Definition, Window
from headway.analytics.engines.grouping import counts_of, grouping, sizes
from headway.analytics.engines.protocol import Left
from headway.analytics.tables import Given, columns

if TYPE_CHECKING:
    import ibis.expr.types as ir
    import pyarrow as pa


class DatabaseEngine(ABC):
    """
    Runs definitions as Ibis expressions on a database.

    Tables are put behind the definition's by name before each query. Not for several threads at
    once: an engine each.
    """

    name: str

    @abstractmethod
    def _load(self, given: Given, needed: Sequence[str]) -> None:
        """Put the given tables behind their names, with every declared column and its type."""

    @abstractmethod
    def _run(self, query: "ir.Table") -> "pa.Table":
        """The answer to a query."""

    def counts(
        self, definition: Definition, given: Given, window: Window, by: Sequence[str] = ()
    ) -> tuple[Count, ...]:
        """See `Engine.counts`."""
        return self.cube(definition, given, window, [by])[0]

    def cube(
        self,
        definition: Definition,
        given: Given,
        window: Window,
        sets: Sequence[Sequence[str]],
    ) -> tuple[tuple[Count, ...], ...]:
        """See `Engine.cube`."""
        query, needed = self._query(definition, given, window, sets)
        self._load(given, needed)
        return counts_of(definition, self._run(query).to_pylist(), sets)

    def left_by_step(
        self, definition: Definition, given: Given, window: Window, by: Sequence[str] = ()
    ) -> tuple[Left, ...]:
        """See `Engine.left_by_step`."""
        bound = bind(definition, given, window, by)
        steps = definition.steps(bound.expressions, window)
        self._load(given, bound.needed)
        left = {row["n_set"]: row["n_rows"] for row in self._run(sizes(steps)).to_pylist()}
        return tuple(
            Left(words=step.words, expression=step.expression, rows=left[number])
            for number, step in enumerate(steps)
        )

    def made(self, name: str, given: Given, window: Window) -> "pa.Table":
        """See `Engine.made`."""
        expression, needed = made_table(name, given, window)
        self._load(given, needed)
        return self._run(expression)

    def _query(
        self,
        definition: Definition,
        given: Given,
        window: Window,
        sets: Sequence[Sequence[str]],
    ) -> tuple["ir.Table", tuple[str, ...]]:
        bound = bind(definition, given, window, *sets)
        rows = definition.rows(bound.expressions, window)
        return grouping(definition, rows, sets), bound.needed


def conformed(table: Any, name: str) -> "ir.Table":
    """A loaded table with the columns of its declaration alone, typed, empty where it has none."""
    import ibis  # noqa: PLC0415 - late: slow to import

    there = table.schema()
    found = {}
    for column, kind in columns(name).items():
        if column not in there:
            found[column] = ibis.null(kind)
        elif str(there[column]).lstrip("!") != kind:
            found[column] = table[column].cast(kind)
        else:
            found[column] = table[column]
    return table.select(**found)

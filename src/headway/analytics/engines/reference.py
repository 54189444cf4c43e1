"""
The slow, plain engine that says what is right.

It reads the same expressions as the others and works them out row by row in Python, with no
database. Up to some ten thousand rows it answers in seconds.
"""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from headway.analytics.binding import bind, made_table
from headway.analytics.definition import Count, Definition, Window, group_label
from headway.analytics.engines.protocol import Left
from headway.analytics.engines.relations import Interpreter
from headway.analytics.engines.values import Row
from headway.analytics.tables import (
    Given,
    arrow_schema,
    columns,
    rows_given,
    view_name,
)

if TYPE_CHECKING:
    import pyarrow as pa


class ReferenceEngine:
    """Plain Python, row by row."""

    name = "reference"

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
        bounds = [bind(definition, given, window, by) for by in sets]
        needed = dict.fromkeys(name for bound in bounds for name in bound.needed)
        interpreter = Interpreter(_loaded(given, tuple(needed)))  # which works equal rows out once
        found = []
        for bound, by in zip(bounds, sets, strict=True):
            rows = definition.rows(bound.expressions, window)
            found.append(_grouped(definition, interpreter.rows(rows.op()), by))
        return tuple(found)

    def left_by_step(
        self, definition: Definition, given: Given, window: Window, by: Sequence[str] = ()
    ) -> tuple[Left, ...]:
        """See `Engine.left_by_step`."""
        bound = bind(definition, given, window, by)
        interpreter = Interpreter(_loaded(given, bound.needed))
        return tuple(
            Left(
                words=step.words,
                expression=step.expression,
                rows=len(interpreter.rows(step.rows.op())),
            )
            for step in definition.steps(bound.expressions, window)
        )

    def made(self, name: str, given: Given, window: Window) -> "pa.Table":
        """See `Engine.made`."""
        import pyarrow as pa  # noqa: PLC0415 - late: slow to import

        expression, needed = made_table(name, given, window)
        rows = Interpreter(_loaded(given, needed)).rows(expression.op())
        return pa.Table.from_pylist([dict(row) for row in rows], schema=arrow_schema(name))


def _grouped(definition: Definition, rows: Sequence[Row], by: Sequence[str]) -> tuple[Count, ...]:
    groups: dict[tuple[str, ...], list[Row]] = defaultdict(list)
    if not by:
        groups[()] = []
    for row in rows:
        groups[tuple(group_label(row[column]) for column in by)].append(row)
    return tuple(_count(definition, dict(zip(by, key, strict=True)), groups[key])
                 for key in sorted(groups))  # fmt: skip


def _count(definition: Definition, group: dict[str, str], rows: Sequence[Row]) -> Count:
    if definition.distinct:
        different = {row[definition.distinct] for row in rows if (row["numerator"] or 0) > 0}
        numerator = len(different - {None})
    else:
        numerator = sum(row["numerator"] or 0 for row in rows)
    below = 0 if definition.is_count else sum(row["denominator"] or 0 for row in rows)
    return Count(group=group, numerator=numerator, denominator=below, rows=len(rows))


def _loaded(given: Given, needed: Sequence[str]) -> dict[str, list[Row]]:
    return {view_name(name): _typed(rows_given(given, name), columns(name)) for name in needed}


def _typed(table: "pa.Table | Path | Sequence[Path]", types: Any) -> list[Row]:
    """The rows with every declared column, empty where the file has none."""
    return [
        {column: _cell(row.get(column), kind) for column, kind in types.items()}
        for row in _plain(table)
    ]


def _plain(table: Any) -> list[dict[str, Any]]:
    if isinstance(table, Path):
        table = [table]
    if not hasattr(table, "to_pylist"):
        import pyarrow.parquet as pq  # noqa: PLC0415 - late: slow to import

        return [row for path in table for row in pq.ParquetFile(path).read().to_pylist()]
    rows: list[dict[str, Any]] = table.to_pylist()
    return rows


def _cell(found: Any, kind: str) -> Any:
    if found is None:
        return None
    if kind == "string":
        return str(found)
    if kind == "int64":
        return int(found)
    if kind == "date" and isinstance(found, datetime):
        return found.date()
    return found if not isinstance(found, date) or kind == "date" else None

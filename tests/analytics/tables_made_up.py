"""Tables for definitions: a few rows by hand, or any that chance makes."""

import random
from datetime import date, timedelta
from typing import Any

import pyarrow as pa

from headway.analytics.tables import arrow_schema, columns
from headway.evidence.kinds import KINDS

DATASETS = {kind.name: kind for kind in KINDS}
CHILDREN = ("A", "B", "C", "D", "E", "F")
SCHOOLS = tuple(str(number) for number in range(101, 109))
_PEOPLE = ("upn", "child_id", "person", "response", "post", "former_upn")
_PLACES = ("urn", "predecessor_urn")


def table(name: str, *rows: dict[str, Any]) -> pa.Table:
    """Rows of a dataset; columns not given are empty."""
    schema = arrow_schema(name)
    strange = {key for row in rows for key in row} - set(schema.names)
    assert not strange, f"{name} has no column {strange}"
    return pa.Table.from_pylist(list(rows), schema=schema)


def given_tables(**rows: list[dict[str, Any]]) -> dict[str, pa.Table]:
    """Tables by name, underscores for hyphens."""
    return {
        name.replace("_", "-"): table(name.replace("_", "-"), *some) for name, some in rows.items()
    }


def _day(first: date, last: date, made: random.Random) -> date:
    edges = [first, last, first - timedelta(days=1), last + timedelta(days=1)]
    anywhere = first + timedelta(days=made.randint(-200, (last - first).days + 40))
    return made.choice([*edges, anywhere, anywhere, anywhere, anywhere])


def _cell(dataset: str, column: str, first: date, last: date, made: random.Random) -> Any:
    """A cell that meets those of other tables: few children, few schools, days at the edges."""
    kind = columns(dataset)[column]
    if column in _PEOPLE:
        return made.choice(CHILDREN)
    if column in _PLACES:
        return made.choice(("", *SCHOOLS) if dataset == "sixth-school-days" else SCHOOLS)
    if column == "birth":
        return date(first.year - made.randint(2, 18), made.randint(1, 12), made.choice((1, 28)))
    if column == "academic_year":
        return made.choice((first.year, first.year, first.year - 1))
    codes = DATASETS[dataset].column(column).codes if dataset in DATASETS else {}
    if codes:
        return made.choice(sorted(codes))
    if kind == "date":
        return _day(first, last, made)
    if kind == "boolean":
        return made.random() < 0.6
    if kind == "string":
        return made.choice(("x", "y", "none", "None"))
    return made.randint(0, 12)


def anything(name: str, first: date, last: date, size: int, made: random.Random) -> pa.Table:
    """
    Any rows of a dataset, about a window, no two alike in their keys.

    A cell is often empty, keys excepted, whether or not its column may be.
    """
    keys = DATASETS[name].keys if name in DATASETS else ("urn", "day")
    keys = tuple(key for key in keys if key in columns(name))
    rows: dict[tuple[Any, ...], dict[str, Any]] = {}
    for _ in range(size):
        row = {
            column: _cell(name, column, first, last, made)
            if column in keys or made.random() < 0.8
            else None
            for column in columns(name)
        }
        place = tuple(row[key] for key in keys if key in row)
        rows[place if name != "attendance-totals" else (len(rows),)] = row
    return table(name, *rows.values())

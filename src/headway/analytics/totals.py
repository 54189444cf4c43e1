"""
Kinds of which each row is a total from one day to another, and what must be said of such.

A total counts where the measure asks for all of its days. One that reaches beyond them, one that
lies over another, and one of which only a rate was given are named: none is left out in silence.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import Any

from headway.analytics.definition import Window
from headway.analytics.school_days import said
from headway.evidence.store.records import Covers

ADDED: Mapping[str, tuple[str, ...]] = {
    "nurse-contacts": ("phase", "counted", "provider"),
    "resource-downloads": ("resource",),
}
"""Kinds whose totals are added up, with what must be the same for two to overlap."""

LATEST = ("camhs-access",)
"""Kinds of whose totals the latest is taken."""

TOTALS = (*ADDED, *LATEST)

_NAMED = 3


def spans(rows: Any) -> tuple[Covers, ...]:
    """The days of each total, once."""
    days = {(one["start"], one["end"] or one["start"]) for one in _read(rows, ("start", "end"))}
    return tuple(Covers(first=first, last=last) for first, last in sorted(days))


def remarks(name: str, rows: Any, window: Window) -> tuple[str, ...]:
    """
    What is not counted of a kind of totals in a window, or twice, in sentences.

    Args:
        name: One of `TOTALS`.
        rows: Of that kind, in memory or in files.
        window: The days asked about.
    """
    if name in ADDED:
        return _of_added(name, _read(rows, ("start", "end", *ADDED[name])), window)
    return _rates_alone(name, rows, window)


def _of_added(name: str, rows: Sequence[Mapping[str, Any]], window: Window) -> tuple[str, ...]:
    inside: dict[tuple[Any, ...], set[tuple[date, date]]] = {}
    across: set[tuple[date, date]] = set()
    for row in rows:
        first, last = row["start"], row["end"] or row["start"]
        if window.first <= first and last <= window.last:
            group = tuple(row[column] for column in ADDED[name])
            inside.setdefault(group, set()).add((first, last))
        elif first <= window.last and last >= window.first:
            across.add((first, last))
    found = []
    if across:
        found.append(
            f"Totals of {name} that reach beyond these days are left out whole: "
            f"{_named(sorted(across))}."
        )
    over = sorted(
        {(one, other) for held in inside.values() for one, other in pairwise(sorted(held))
         if other[0] <= one[1]}
    )  # fmt: skip
    if over:
        both = "; ".join(f"{said(*one)} and {said(*other)}" for one, other in over[:_NAMED])
        found.append(
            f"Totals of {name} lie over each other and are both counted: {both}. Take back the "
            "load that should not count."
        )
    return tuple(found)


def _rates_alone(name: str, rows: Any, window: Window) -> tuple[str, ...]:
    columns = ("end", "organisation", "seen", "estimated", "rate", "definition")
    found = [
        f"{row['organisation']} {row['rate']:g}%"
        for row in _read(rows, columns)
        if row["definition"] == "MHS69"
        and row["rate"] is not None
        and (row["seen"] is None or row["estimated"] is None)
        and window.first <= row["end"] <= window.last
    ]
    if not found:
        return ()
    more = f" and {len(found) - _NAMED} more" if len(found) > _NAMED else ""
    return (
        f"Of {name} there are rates without their numbers, which are in no figure here: "
        f"{', '.join(found[:_NAMED])}{more}. Write them into the plan as they were reported.",
    )


def _named(days: Sequence[tuple[date, date]]) -> str:
    more = f" and {len(days) - _NAMED} more" if len(days) > _NAMED else ""
    return ", ".join(said(*one) for one in days[:_NAMED]) + more


def _read(rows: Any, names: Sequence[str]) -> list[dict[str, Any]]:
    import pyarrow as pa  # noqa: PLC0415 - late: slow to import
    import pyarrow.parquet as pq  # noqa: PLC0415 - late: slow to import

    if not isinstance(rows, pa.Table):
        paths = [rows] if isinstance(rows, Path) else rows
        rows = pa.concat_tables([pq.read_table(path, columns=list(names)) for path in paths])
    wanted: list[dict[str, Any]] = rows.select(list(names)).to_pylist()
    return wanted

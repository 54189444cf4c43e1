"""
A plan's figures in the Department for Education's tidy layout, with the `.meta.csv` beside it.

One figure a line. The layout has a column for each unit, for a column must not mix them; what
is a measure, a group or a part of the area is a filter, and stands as `Total` for all of it.
"""

import csv
import io
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from headway.domain.observations import Observation, RowId, State
from headway.domain.plan import Plan, Row
from headway.domain.quantities import Unit, plain
from headway.domain.spreadsheets import harmless
from headway.exchange import columns
from headway.exchange.places import place_of
from headway.exchange.times import time_of
from headway.judgement.figures import known


@dataclass(frozen=True, slots=True, kw_only=True)
class TidyFiles:
    """The figures, and what their columns mean: each a CSV file in UTF-8."""

    data: bytes
    meta: bytes


def written(
    plan: Plan, *, at: date, keys: Mapping[RowId, str] | None = None, public: bool = False
) -> TidyFiles:
    """
    The figures of a plan that stand on a day, corrections applied.

    Args:
        plan: What may be shown of it, and nothing more.
        at: Nothing that was known later is in the files.
        keys: What each row is called; its id where none is given.
        public: Leave out what stands behind a percentage.
    """
    found = [(row, one) for row in plan.rows() for one in known(plan, row.id, at)]
    units = _units([one for _, one in found])
    parts = () if public else tuple(columns.PARTS)
    where = place_of(plan)
    header = [*columns.TIME, *columns.PLACE, *columns.FILTERS, *units, *parts]
    lines = [
        [
            *time_of(one.period, otherwise=one.known_at or at),
            *where,
            *_filters(plan, row, one, (keys or {}).get(row.id, str(row.id))),
            *(_value(one, unit) for unit in units.values()),
            *((_part(one.numerator), _part(one.denominator)) if parts else ()),
        ]
        for row, one in found
    ]
    return TidyFiles(data=_csv([header, *lines]), meta=_csv(_meta(units, parts, header, lines)))


def _units(found: Sequence[Observation]) -> dict[str, Unit]:
    units: dict[str, Unit] = {}
    for one in found:
        units.setdefault(columns.value_column(one.unit), one.unit)
    return dict(sorted(units.items()))


def _filters(plan: Plan, row: Row, one: Observation, key: str) -> tuple[str, ...]:
    return (
        harmless(plan.area(row.area).title),
        harmless(row.name),
        key,
        harmless(one.of) or columns.TOTAL,
        harmless(one.breakdown) or columns.TOTAL,
        harmless(one.area) or columns.TOTAL,
        str(one.period) if one.period else columns.NOT_STATED,
        one.comparator.value,
        one.state.value if one.state else columns.NONE,
    )


def _value(one: Observation, unit: Unit) -> str:
    if columns.value_column(one.unit) != columns.value_column(unit):
        return columns.NOT_APPLICABLE
    if one.value is not None:
        return plain(one.value)
    return columns.CONFIDENTIAL if one.state is State.SUPPRESSED else columns.UNAVAILABLE


def _part(value: float | None) -> str:
    return columns.NOT_APPLICABLE if value is None else plain(value)


def _meta(
    units: Mapping[str, Unit],
    parts: Sequence[str],
    header: Sequence[str],
    lines: Sequence[Sequence[str]],
) -> list[list[str]]:
    made = [list(columns.META)]
    for name, label in columns.FILTERS.items():
        grouped = "area_of_focus" if name == "measure" else ""
        made.append([name, "Filter", label, "", "", "", "", grouped])
    for name in (*units, *parts):
        place = header.index(name)
        decimals = max((_decimals(line[place]) for line in lines), default=0)
        unit = units.get(name)
        label = f"Figure, {unit}" if unit is not None else columns.PARTS[name]
        printed = columns.printed(unit) if unit is not None else ""
        made.append([name, "Indicator", harmless(label), "", printed, str(decimals), "", ""])
    return made


def _decimals(cell: str) -> int:
    """
    Decimals of a number; none of a symbol.

    >>> _decimals("9.35"), _decimals("c")
    (2, 0)
    """
    return len(cell.partition(".")[2]) if re.fullmatch(r"-?\d+\.\d+", cell) else 0


def _csv(lines: Sequence[Sequence[str]]) -> bytes:
    text = io.StringIO()
    csv.writer(text, lineterminator="\r\n").writerows(lines)
    return text.getvalue().encode("utf-8")

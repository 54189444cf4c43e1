"""
The tables that definitions are written on: each dataset's columns and types, without data.

Definitions never see a file or an engine. They are given these empty tables, and an engine puts
the loaded rows behind them.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from headway.analytics.definition import Tables, Window
from headway.evidence.attendance_codes import CODES
from headway.evidence.attendance_meanings import MarkClass
from headway.evidence.calendars import Calendar
from headway.evidence.dataset import Holds
from headway.evidence.errors import EvidenceError
from headway.evidence.holidays import Days
from headway.evidence.kinds import KINDS

if TYPE_CHECKING:
    import ibis.expr.types as ir
    import pyarrow as pa

Given = Mapping[str, "pa.Table | Path | Sequence[Path] | Callable[[], pa.Table]"]
"""Loaded datasets by name: rows in memory, the Parquet files that hold them, or what makes the
rows where they are asked for."""

_TYPES = {
    Holds.WHOLE: "int64",
    Holds.ACADEMIC_YEAR: "int64",
    Holds.NUMBER: "float64",
    Holds.DAY: "date",
    Holds.FLAG: "boolean",
}

_EARLY, _LATE = date(1900, 1, 1), date(2199, 12, 31)
"""Bounds of the days of a meaning without its own: every engine's calendar reaches them."""

ATTENDANCE_TOTALS = "attendance-totals"
ATTENDANCE_SUMS = "attendance-sums"
MARK_CLASSES = "mark-classes"
SIXTH_DAYS = "sixth-school-days"

_MADE: Mapping[str, Mapping[str, str]] = {
    ATTENDANCE_TOTALS: {
        "upn": "string", "child_id": "string", "urn": "string", "phase": "string",
        "year_group": "string", "sex": "string", "sen_provision": "string", "fsm": "boolean",
        "boarder": "boolean", "age_ok": "boolean",
        "possible": "int64", "authorised": "int64", "unauthorised": "int64",
    },
    ATTENDANCE_SUMS: {
        "upn": "string", "urn": "string",
        "possible": "int64", "authorised": "int64", "unauthorised": "int64",
    },
    MARK_CLASSES: {
        "code": "string", "first": "date", "last": "date",
        "possible": "int64", "authorised": "int64", "unauthorised": "int64",
    },
    SIXTH_DAYS: {"urn": "string", "day": "date", "sixth": "date"},
}  # fmt: skip
"""Tables that are made and not loaded. `attendance-totals` has a row for each enrolment, with
its sessions in the window; `attendance-sums` is the same without the pupils, as it is counted
from the bytes of marks; the other two say what a mark means and when a sixth day falls."""


@cache
def columns(name: str) -> Mapping[str, str]:
    """
    A table's columns with their types, as Ibis writes types.

    Raises:
        EvidenceError: There is no such dataset.
    """
    if name in _MADE:
        return _MADE[name]
    for dataset in KINDS:
        if dataset.name == name:
            return {column.name: _TYPES.get(column.holds, "string") for column in dataset.columns}
    raise EvidenceError(f'"{name}" is not a dataset, so no definition can be made on it.')


def view_name(name: str) -> str:
    """What engines call a table: no hyphens, which Spark does not take."""
    return name.replace("-", "_")


@cache
def empty_table(name: str) -> "ir.Table":
    """The table of a dataset as definitions see it, with no rows behind it."""
    import ibis  # noqa: PLC0415 - late: slow to import

    return ibis.table(dict(columns(name)), name=view_name(name))


@dataclass(frozen=True, slots=True, kw_only=True)
class Recipe:
    """How a table is made of others, where it is not given."""

    tables: tuple[str, ...]
    build: Callable[[Tables, Window], "ir.Table"]


def rows_given(given: Given, name: str) -> "pa.Table | Path | Sequence[Path]":
    """What is given for a table: rows, or the files that hold them."""
    if name == MARK_CLASSES and name not in given:
        return mark_classes()
    found = given[name]
    return found() if callable(found) else found


@cache
def mark_classes() -> "pa.Table":
    """
    What every attendance code counts as, with the first and last day of each meaning.

    A code that is not in the table on a day (a mark not received, one not in force) is neither
    possible nor absent.
    """
    import pyarrow as pa  # noqa: PLC0415 - late: slow to import

    counted = {MarkClass.MISSING, MarkClass.NOT_IN_FORCE}
    rows = [
        (
            code.code,
            max(meaning.first, _EARLY),
            min(meaning.last, _LATE),
            *_class_counts(meaning.of),
        )
        for code in CODES
        for meaning in code.meanings
        if meaning.of not in counted
    ]
    names = list(_MADE[MARK_CLASSES])
    data = [dict(zip(names, row, strict=True)) for row in rows]
    return pa.Table.from_pylist(data, schema=arrow_schema(MARK_CLASSES))


def _class_counts(of: MarkClass) -> tuple[int, int, int]:
    return (
        int(of is not MarkClass.NOT_POSSIBLE),
        int(of is MarkClass.AUTHORISED),
        int(of is MarkClass.UNAUTHORISED),
    )


def sixth_school_days(calendar: Calendar, days: Days, urns: Iterable[str] = ()) -> "pa.Table":
    """
    For each day, the sixth school day after it: the authority's, and those of these schools.

    Days whose sixth is past the calendar's end have no row.

    Args:
        calendar: The authority's, with the schools' own.
        days: The days on which exclusions may begin.
        urns: Schools with days of their own. The authority's rows have an empty number.
    """
    import pyarrow as pa  # noqa: PLC0415 - late: slow to import

    rows: list[dict[str, Any]] = []
    for urn in ("", *urns):
        for number in range(days.first.toordinal(), days.last.toordinal() + 1):
            day = days.first.fromordinal(number)
            try:
                sixth = calendar.sixth_school_day(day, urn)
            except EvidenceError:
                break
            rows.append({"urn": urn, "day": day, "sixth": sixth})
    return pa.Table.from_pylist(rows, schema=arrow_schema(SIXTH_DAYS))


def arrow_schema(name: str) -> "pa.Schema":
    """A table's columns as pyarrow has them, for making tables and for tests."""
    import pyarrow as pa  # noqa: PLC0415 - late: slow to import

    types = {
        "int64": pa.int64(), "float64": pa.float64(), "date": pa.date32(),
        "boolean": pa.bool_(), "string": pa.string(),
    }  # fmt: skip
    return pa.schema([(column, types[kind]) for column, kind in columns(name).items()])

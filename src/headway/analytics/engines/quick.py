"""
The engine of commands: rates of absence from the sums of sessions, all else by DuckDB.

To reach DuckDB through Ibis takes seconds of the processor before the first row is read. A rate of
absence needs no database: the sums are there, and each enrolment's pupil is put beside them.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
from numpy.typing import NDArray

from headway.analytics.attendance_totals import BOARDING, births
from headway.analytics.definition import Count, Definition, Window, group_label
from headway.analytics.engines.protocol import Engine, Left
from headway.analytics.subjects.populations import PHASES, SUPPORTED
from headway.analytics.tables import (
    ATTENDANCE_SUMS,
    ATTENDANCE_TOTALS,
    Given,
    arrow_schema,
    rows_given,
)
from headway.evidence.holidays import academic_year
from headway.evidence.marks.arrow import (
    column_of,
    flag,
    numbers_of,
    texts_of,
    whole_day,
    whole_number,
)

Numbers = NDArray[np.int64]

_COUNTS = ("possible", "authorised", "unauthorised")
_SPLITS = ("phase", "school", "sex", "year_group", "sen", "sen_provision", "fsm")
_PUPIL = ("child_id", "year_group", "sex", "sen_provision", "fsm", "birth")


class QuickEngine:
    """
    Rates of absence by itself, all else by DuckDB, which it makes when it is first needed.

    Args:
        folders: Where Parquet files may be read.
    """

    name = "quick"

    def __init__(self, *, folders: Sequence[Path] = ()) -> None:
        self._folders = tuple(folders)

    @cached_property
    def _duckdb(self) -> Engine:
        from headway.analytics.engines.duckdb import DuckDBEngine  # noqa: PLC0415 - late: slow

        return DuckDBEngine(folders=self._folders)

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
        totals = given.get(ATTENDANCE_TOTALS)
        split = {column for by in sets for column in by}
        known = isinstance(totals, pa.Table) and not any(totals[n].null_count for n in _COUNTS)
        if definition.adds is None or not known or not split <= set(_SPLITS):
            return self._duckdb.cube(definition, given, window, sets)
        counting = _Counting(definition, _eligible(totals))
        return tuple(counting.split(by) for by in sets)

    def left_by_step(
        self, definition: Definition, given: Given, window: Window, by: Sequence[str] = ()
    ) -> tuple[Left, ...]:
        """See `Engine.left_by_step`."""
        return self._duckdb.left_by_step(definition, given, window, by)

    def made(self, name: str, given: Given, window: Window) -> pa.Table:
        """See `Engine.made`."""
        if name != ATTENDANCE_TOTALS or not {ATTENDANCE_SUMS, "enrolments", "schools"} <= {*given}:
            return self._duckdb.made(name, given, window)
        return _totals(given, window)


# ------------------------------------------------------------------- who the enrolments are


@dataclass(frozen=True, slots=True, kw_only=True)
class _Coded:
    """
    A column as numbers.

    Attributes:
        codes: Of each row, the place of its value; -1 where it is empty.
        values: In order, so that of two codes the higher has the higher value.
    """

    codes: Numbers
    values: pa.Array

    @classmethod
    def of(cls, column: pa.ChunkedArray) -> "_Coded":
        encoded = pc.dictionary_encode(_in_one_piece(column))
        found = numbers_of(encoded.indices, missing=-1).astype(np.int64)
        order = numbers_of(pc.sort_indices(encoded.dictionary)).astype(np.int64)
        ranks = np.empty(len(order) + 1, dtype=np.int64)
        ranks[order], ranks[-1] = np.arange(len(order)), -1
        return cls(codes=ranks[found], values=encoded.dictionary.take(column_of(order)))

    def highest(self, groups: Numbers, number: int) -> "_Coded":
        """The highest value in each of so many groups; empty in those that have none."""
        codes = np.full(number + 1, -1, dtype=np.int64)
        np.maximum.at(codes, groups, self.codes)
        return _Coded(codes=codes[:-1], values=self.values)

    def at(self, places: Numbers) -> "_Coded":
        """The values at some places; -1 is none."""
        return _Coded(codes=np.append(self.codes, -1)[places], values=self.values)

    @property
    def column(self) -> pa.Array:
        """As Arrow has it."""
        values = pa.concat_arrays([self.values, pa.nulls(1, self.values.type)])
        return values.take(column_of(np.where(self.codes < 0, len(self.values), self.codes)))


def _totals(given: Given, window: Window) -> pa.Table:
    """`attendance-totals`: the sums with who the pupils are, and the phase of their school."""
    sums = _rows(given, ATTENDANCE_SUMS, ("upn", "urn", *_COUNTS))
    stays = _stays(given, window)
    own, other = _same_numbers(sums, stays, ("upn", "urn"))
    pupils, groups = np.unique(other, return_inverse=True)
    places = _places(own, pupils)
    found = {name: _Coded.of(stays[name]) for name in _PUPIL}
    boarding = pc.fill_null(pc.is_in(stays["boarder"], value_set=texts_of(BOARDING)), flag(False))
    found["boarder"] = _Coded.of(boarding)
    each = {name: one.highest(groups, len(pupils)).at(places) for name, one in found.items()}
    first, last = (whole_day(day) for day in births(window))
    birth = each.pop("birth").column
    columns = {
        **{name: one.column for name, one in each.items()},
        "age_ok": pc.and_(pc.greater_equal(birth, first), pc.less_equal(birth, last)),
        "phase": _phases(given, sums).column,
        **{name: sums[name] for name in ("upn", "urn", *_COUNTS)},
    }
    schema = arrow_schema(ATTENDANCE_TOTALS)
    return pa.Table.from_arrays([columns[name] for name in schema.names], schema=schema)


def _stays(given: Given, window: Window) -> pa.Table:
    """The enrolments of the window's school year that touch the window."""
    rows = _rows(given, "enrolments", ("academic_year", "upn", "urn", "entry", "leaving",
                                       "boarder", *_PUPIL))  # fmt: skip
    first, last = (whole_day(day) for day in (window.first, window.last))
    year = whole_number(academic_year(window.last))
    kept = pc.fill_null(pc.equal(rows["academic_year"], year), flag(True))
    kept = pc.and_(kept, pc.fill_null(pc.less_equal(rows["entry"], last), flag(False)))
    kept = pc.and_(kept, pc.fill_null(pc.greater_equal(rows["leaving"], first), flag(True)))
    kept = pc.and_(kept, pc.and_(pc.is_valid(rows["upn"]), pc.is_valid(rows["urn"])))
    return rows.filter(kept)


def _phases(given: Given, sums: pa.Table) -> _Coded:
    """The phase of each row's school."""
    schools = _rows(given, "schools", ("urn", "phase"))
    own, other = _same_numbers(sums, schools, ("urn",))
    urns, groups = np.unique(other, return_inverse=True)
    return _Coded.of(schools["phase"]).highest(groups, len(urns)).at(_places(own, urns))


def _same_numbers(one: pa.Table, other: pa.Table, names: Sequence[str]) -> tuple[Numbers, Numbers]:
    """A number for each row of two tables: the same where these columns are; -1 where empty."""
    numbers = np.zeros(one.num_rows + other.num_rows, dtype=np.int64)
    empty = np.zeros(len(numbers), dtype=np.bool_)
    for name in names:
        both = _Coded.of(pa.chunked_array([*one[name].chunks, *other[name].chunks], pa.string()))
        numbers = numbers * (len(both.values) + 1) + both.codes
        empty |= both.codes < 0
    numbers[empty] = -1
    return numbers[: one.num_rows], numbers[one.num_rows :]


def _places(wanted: Numbers, known: Numbers) -> Numbers:
    """Of each number its place among known ones, which are in order; -1 where it is none."""
    if not len(known):
        return np.full(len(wanted), -1, dtype=np.int64)
    places = np.minimum(np.searchsorted(known, wanted), len(known) - 1)
    return np.where((known[places] == wanted) & (wanted >= 0), places, -1)


def _rows(given: Given, name: str, names: Sequence[str]) -> pa.Table:
    """Columns of a table that is given, with their declared types; empty where it lacks one."""
    found = rows_given(given, name)
    schema = arrow_schema(name)
    if isinstance(found, pa.Table):
        parts = [found]
    else:
        files = [pq.ParquetFile(p) for p in ([found] if isinstance(found, Path) else found)]
        parts = [file.read([n for n in names if n in file.schema_arrow.names]) for file in files]
    tables = [
        pa.table(
            {
                n: part[n].cast(schema.field(n).type)
                if n in part.column_names
                else pa.chunked_array([pa.nulls(part.num_rows, schema.field(n).type)])
                for n in names
            }
        )
        for part in parts
    ]
    return pa.concat_tables(tables)


def _in_one_piece(column: pa.Array | pa.ChunkedArray) -> pa.Array:
    if isinstance(column, pa.Array):
        return column
    return pa.concat_arrays(column.chunks) if column.num_chunks else pa.nulls(0, column.type)


# --------------------------------------------------------------------------------- counting


def _eligible(totals: pa.Table) -> pa.Table:
    """The enrolments of which rates of absence are made: as `subjects.absences.eligible`."""
    kept = pc.fill_null(totals["age_ok"], flag(False))
    kept = pc.and_(kept, pc.invert(pc.fill_null(totals["boarder"], flag(False))))
    return totals.filter(pc.and_(kept, pc.greater(totals["possible"], whole_number(0))))


class _Sessions:
    """The columns that a definition adds up."""

    def __init__(self, rows: pa.Table) -> None:
        self.possible: Numbers = numbers_of(rows["possible"])
        self.authorised: Numbers = numbers_of(rows["authorised"])
        self.unauthorised: Numbers = numbers_of(rows["unauthorised"])


class _Counting:
    """Counts the groups of a definition's breakdowns, each column made ready once."""

    def __init__(self, definition: Definition, rows: pa.Table) -> None:
        adds = definition.adds(_Sessions(rows)) if definition.adds else {}
        ones = np.ones(rows.num_rows)
        # Whole numbers below 2 to the 53rd, so that adding them up as floats is exact.
        self._adds = [np.asarray(adds[n]) * ones for n in ("numerator", "denominator")]
        self._rows = rows
        self._columns: dict[str, tuple[Numbers, Sequence[str]]] = {}

    def split(self, by: Sequence[str]) -> tuple[Count, ...]:
        """The counts of one breakdown, in order of group; of everybody one, even of no row."""
        numbers = np.zeros(self._rows.num_rows, dtype=np.int64)
        for name in by:
            codes, labels = self._column(name)
            numbers = numbers * len(labels) + codes
        there, groups = np.unique(numbers, return_inverse=True)
        if not by and not len(there):
            return (Count(),)
        sums = [np.bincount(groups, adds, len(there)).tolist() for adds in self._adds]
        sizes = np.bincount(groups, minlength=len(there)).tolist()
        found = [
            Count(group=self._group(int(number), by), numerator=round(up), denominator=round(down),
                  rows=size)
            for number, up, down, size in zip(there.tolist(), *sums, sizes, strict=True)
        ]  # fmt: skip
        return tuple(sorted(found, key=lambda count: tuple(count.group.values())))

    def _group(self, number: int, by: Sequence[str]) -> Mapping[str, str]:
        found = {}
        for name in reversed(by):
            labels = self._column(name)[1]
            number, place = divmod(number, len(labels))
            found[name] = labels[place]
        return {name: found[name] for name in by}

    def _column(self, name: str) -> tuple[Numbers, Sequence[str]]:
        """The place of each row's label, and the labels, each once."""
        if name not in self._columns:
            coded = _Coded.of(self._rows[_HELD.get(name, name)])
            said = [group_label(_AS.get(name, _same)(v)) for v in (*coded.values.to_pylist(), None)]
            labels = sorted(set(said))
            places = np.array([labels.index(label) for label in said], dtype=np.int64)
            self._columns[name] = places[coded.codes], labels
        return self._columns[name]


def _same(value: Any) -> Any:
    return value


_HELD = {"school": "urn", "sen": "sen_provision"}
"""Breakdowns that are made of another column."""

_AS: Mapping[str, Callable[[Any], Any]] = {
    "phase": lambda value: PHASES.get(value, value),
    "sen": lambda value: None if value is None else value in SUPPORTED,
}
"""What a breakdown makes of a value: as `subjects.populations.with_groups`."""

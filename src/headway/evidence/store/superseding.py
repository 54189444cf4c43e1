"""
Which rows of which load still stand.

A later load replaces, in the earlier ones of its kind, the rows of its schools (or all, where
the kind has no unit) that lie in its days or academic years. A load that only adds replaces
rows with the same key. Nothing is ever taken out of a file: what stands is asked for anew.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from headway.evidence.dataset import Dataset
from headway.evidence.store.records import Load


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """
    A load and the later ones that replace some of its rows.

    Attributes:
        replaced_by: In the order of loading.
    """

    load: Load
    replaced_by: tuple[Load, ...]


def end_of(day: date, zone: datetime) -> datetime:
    """The last moment of a day, in the time zone of a moment."""
    return datetime.combine(day + timedelta(days=1), time(), tzinfo=zone.tzinfo)


def known(loads: Sequence[Load], at: datetime | None) -> list[Load]:
    """
    The loads that counted at a moment, in the order in which they replace each other.

    `at`: None for now: everything that has come and has not been undone.
    """
    counting = [
        load
        for load in loads
        if (at is None or load.known_at <= at)
        and (load.undone_at is None or (at is not None and load.undone_at > at))
    ]
    return sorted(counting, key=lambda load: (load.known_at, load.id))


def standing(dataset: Dataset, loads: Sequence[Load]) -> list[Standing]:
    """
    Loads of which rows may still stand.

    `loads`: Of the dataset, in the order in which they replace each other.
    """
    found = []
    for place, load in enumerate(loads):
        later = [one for one in loads[place + 1 :] if _touches(one, load)]
        if not any(_whole(dataset, one, load) for one in later):
            found.append(Standing(load=load, replaced_by=tuple(later)))
    return found


def _touches(later: Load, earlier: Load) -> bool:
    # The days first: of a year's daily files nearly all are told apart by them.
    if not later.adds and _days_apart(later, earlier):
        return False
    return not (later.units and earlier.units and set(later.units).isdisjoint(earlier.units))


def _days_apart(later: Load, earlier: Load) -> bool:
    ours, theirs = later.covers, earlier.covers
    if ours is None or theirs is None:
        return False
    return theirs.last < ours.first or ours.last < theirs.first


def _whole(dataset: Dataset, later: Load, earlier: Load) -> bool:
    """Whether nothing of the earlier load can still stand."""
    if later.adds or years_of(dataset):
        return False
    if later.units and not set(earlier.units) <= set(later.units):
        return False
    if not dataset.time:
        return True
    if later.covers is None or earlier.covers is None:
        return False
    return later.covers.first <= earlier.covers.first and earlier.covers.last <= later.covers.last


def years_of(dataset: Dataset) -> tuple[str, ...]:
    """The columns that place a row of a dataset without days: academic year, term."""
    if dataset.time:
        return ()
    names = {column.name for column in dataset.columns}
    return tuple(
        name
        for name in ("academic_year", "term", "round")
        if name in names and name in dataset.keys
    )


def condition(dataset: Dataset, later: Load, path: str) -> str:
    """
    In DuckDB's SQL, what is true of the rows that a later load replaces.

    `path`: Of the later load's file, read where keys or years have to be compared.
    """
    quoted = path.replace("'", "''")
    if later.adds:
        return _same(dataset.keys, quoted)
    parts = []
    if dataset.unit:
        units = ", ".join("'" + unit.replace("'", "''") + "'" for unit in later.units)
        parts.append(f'"{dataset.unit}" IN ({units})' if units else "false")
    if dataset.time and later.covers is None:  # without a single day: row by row
        return _same(dataset.keys, quoted)
    if dataset.time and later.covers:
        covers = later.covers
        within = f"\"{dataset.time}\" BETWEEN DATE '{covers.first}' AND DATE '{covers.last}'"
        undated = f'"{dataset.time}" IS NULL AND {_same(dataset.keys, quoted)}'
        parts.append(f"({within} OR ({undated}))" if _may_lack_time(dataset) else within)
    if years := years_of(dataset):
        parts.append(_same(years, quoted))
    return " AND ".join(parts) or "true"


def _may_lack_time(dataset: Dataset) -> bool:
    return dataset.column(dataset.time).empty


def _same(names: Sequence[str], quoted: str) -> str:
    """Rows that have the values of some row of the file; two empty cells are the same."""
    ours = ", ".join(f'"{name}"' for name in names)
    alike = " AND ".join(f'b."{name}" IS NOT DISTINCT FROM a."{name}"' for name in names)
    return (
        f"EXISTS (SELECT 1 FROM (SELECT DISTINCT {ours} "  # noqa: S608 - names of ours, quoted
        f"FROM read_parquet('{quoted}')) b "
        f"WHERE {alike})"
    )

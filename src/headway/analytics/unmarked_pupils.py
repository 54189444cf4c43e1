"""
Pupils on a school's roll of whom no mark counts: missing, and so neither present nor absent.

Who is meant follows from the sums and the rolls as they stand, so that days that were added and
sums that were read back need nothing of their own.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
from numpy.typing import NDArray

from headway.analytics.attendance_totals import BOARDING, births
from headway.analytics.definition import Window
from headway.analytics.open_days import OpenDays
from headway.analytics.school_days import YEAR_DAYS, MarkedDays
from headway.analytics.stays import Stays
from headway.evidence.holidays import academic_year
from headway.evidence.marks.roster import UPN_BITS
from headway.evidence.store.kept_marks import upn_texts

Numbers = NDArray[np.int64]

_COLUMNS = ("academic_year", "upn", "urn", "entry", "leaving", "birth", "boarder")


def unmarked(
    counted: Numbers, stays: Stays, days: MarkedDays, open_days: OpenDays, last: date
) -> Numbers:
    """
    The enrolments without a possible session though their school marked days of their stay.

    Args:
        counted: Enrolments with a possible session until the last day.
        stays: Of the year, at all schools.
        days: On which days each school has a mark.
        open_days: A mark of a day on which its school was closed is none.
        last: The last day that is looked at.
    """
    if not len(days.urns) or not len(stays.enrolments):
        return np.zeros(0, dtype=np.int64)
    first = date(days.year, 8, 1).toordinal()
    ordinals = first + np.arange(YEAR_DAYS)
    closed = np.array([open_days.closed(urn, ordinals) for urn in days.urns.tolist()])
    marked = days.marked & ~closed & (ordinals <= last.toordinal())
    until = np.zeros((len(marked), YEAR_DAYS + 1), dtype=np.int64)
    until[:, 1:] = marked.cumsum(axis=1)
    urns = stays.enrolments >> UPN_BITS
    place = np.minimum(np.searchsorted(days.urns, urns), len(days.urns) - 1)
    begin = np.clip(stays.entries - first, 0, YEAR_DAYS)
    past = np.clip(stays.untils - first + 1, begin, YEAR_DAYS)
    covers = (days.urns[place] == urns) & (until[place, past] > until[place, begin])
    return _without(stays.enrolments[covers], counted)


def _without(some: Numbers, counted: Numbers) -> Numbers:
    """Those of some numbers in order that are not counted, once each."""
    if not len(counted):
        return np.unique(some)
    known = np.sort(counted, kind="stable")  # all but in order: then this is the quickest
    place = np.minimum(np.searchsorted(known, some), len(known) - 1)
    return np.unique(some[known[place] != some])


def of_compulsory_age(rolls: "pa.Table | Sequence[Path]", some: Numbers, window: Window) -> Numbers:
    """Of some enrolments those that rates of absence are made of: aged 5 to 15, not boarding."""
    if not len(some):
        return some
    upns = pc.unique(upn_texts(some & ((1 << UPN_BITS) - 1)))
    year, born = academic_year(window.last), births(window)
    table = _read(rolls).filter(
        pc.field("upn").isin(upns)
        & (pc.field("academic_year").is_null() | (pc.field("academic_year") == year))
        & (pc.field("entry") <= window.last)
        & (pc.field("leaving").is_null() | (pc.field("leaving") >= window.first))
    )
    boards = pc.fill_null(pc.is_in(table["boarder"], pa.array(BOARDING)), fill_value=False)
    each = (
        table.set_column(table.column_names.index("boarder"), "boarder", boards)
        .group_by(["urn", "upn"])
        .aggregate([("birth", "max"), ("boarder", "any")])
    )
    age = pc.and_(
        pc.greater_equal(each["birth_max"], pa.scalar(born[0])),
        pc.less_equal(each["birth_max"], pa.scalar(born[1])),
    )
    fit = each.filter(pc.and_not(pc.fill_null(age, fill_value=False), each["boarder_any"]))
    known = set(zip(fit["urn"].to_pylist(), fit["upn"].to_pylist(), strict=True))
    texts = upn_texts(some & ((1 << UPN_BITS) - 1)).to_pylist()
    urns = (some >> UPN_BITS).tolist()
    return some[[(str(urn), upn) in known for urn, upn in zip(urns, texts, strict=True)]]


def _read(rolls: "pa.Table | Sequence[Path]") -> pa.Table:
    """The columns of the rolls that are looked at; one that a file lacks is empty."""
    parts: list[Any] = [rolls] if isinstance(rolls, pa.Table) else []
    for path in () if isinstance(rolls, pa.Table) else rolls:
        file = pq.ParquetFile(path)
        parts.append(file.read(columns=[n for n in _COLUMNS if n in file.schema_arrow.names]))
    table = pa.concat_tables(parts, promote_options="default")
    for name, holds in _LACKING.items():
        if name not in table.column_names:
            table = table.append_column(name, pa.nulls(table.num_rows, holds))
    return table.select(list(_COLUMNS))


_LACKING: Mapping[str, pa.DataType] = {
    "academic_year": pa.int64(), "leaving": pa.date32(), "birth": pa.date32(),
    "boarder": pa.string(),
}  # fmt: skip

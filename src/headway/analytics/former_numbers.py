"""
Pupils whose number has changed: what was written under the former one is the same child's.

A temporary number is replaced by a permanent one, and files of events keep whichever was in force
when they were written. Rolls and the children in need census say what a number was before.
Marks and the census of sessions are left as they came: they are matched to the roll that the same
school handed over, stay by stay.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from headway.analytics.tables import Given, columns, rows_given
from headway.evidence.store.directory import Store
from headway.evidence.store.kept_marks import MARKS

if TYPE_CHECKING:
    import pyarrow as pa

_TELLING = ("enrolments", "children-in-need")
_AS_THEY_CAME = ("enrolments", "attendance-census", MARKS)


def present_numbers(told: Given) -> Mapping[str, str]:
    """
    By each former number, the present one, through several changes.

    `told`: Of rolls and the children in need census, those that have been loaded.

    A number that was two children's is nobody's: it is left out.
    """
    import pyarrow.compute as pc  # noqa: PLC0415 - late: slow to import

    present: dict[str, set[str]] = {}
    for name in told:
        rows = _read(rows_given(told, name), ["upn", "former_upn"])
        for row in rows.filter(pc.is_valid(rows["former_upn"])).to_pylist():
            if row["upn"] and row["former_upn"] != row["upn"]:
                present.setdefault(row["former_upn"], set()).add(row["upn"])
    single = {former: next(iter(now)) for former, now in present.items() if len(now) == 1}
    return {former: _last(former, single) for former in single}


def _last(number: str, present: Mapping[str, str]) -> str:
    seen = {number}
    while number in present and present[number] not in seen:
        number = present[number]
        seen.add(number)
    return number


def with_present_numbers(given: Given, store: Store, known_at: datetime | None = None) -> Given:
    """
    The tables of events with the present number in the place of former ones, where there are.

    `store`: Where rolls and the census are read, as they were known, whether given or not.
    """
    events = [name for name in given if name not in _AS_THEY_CAME and "upn" in columns(name)]
    if not events:
        return given
    told = [name for name in _TELLING if store.standing(name, known_at)]
    present = present_numbers(
        {name: store.paths(name, known_at) or store.table(name, known_at) for name in told}
    )
    if not present:
        return given
    return {**given, **{name: _renumbered(given, name, present) for name in events}}


def _renumbered(given: Given, name: str, present: Mapping[str, str]) -> Any:
    import pyarrow as pa  # noqa: PLC0415 - late: slow to import
    import pyarrow.compute as pc  # noqa: PLC0415 - late: slow to import

    rows = rows_given(given, name)
    numbers = _read(rows, ["upn"])["upn"].cast(pa.string())
    places = pc.index_in(numbers, pa.array(list(present)))
    if places.null_count == len(places):
        return given[name]
    now = pa.array(list(present.values())).take(places.combine_chunks())
    table = _read(rows, None)
    place = table.column_names.index("upn")
    return table.set_column(place, "upn", pc.coalesce(now, numbers.combine_chunks()))


def _read(rows: "pa.Table | Path | Sequence[Path]", names: list[str] | None) -> "pa.Table":
    import pyarrow as pa  # noqa: PLC0415 - late: slow to import
    import pyarrow.parquet as pq  # noqa: PLC0415 - late: slow to import

    if isinstance(rows, pa.Table):
        return rows if names is None else rows.select(names)
    paths = [rows] if isinstance(rows, Path) else rows
    return pa.concat_tables([pq.read_table(path, columns=names) for path in paths])

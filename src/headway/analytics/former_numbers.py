"""
Pupils whose number has changed: what was written under the former one is the same child's.

A temporary number is replaced by a permanent one, and files of events keep whichever was in force
when they were written. Rolls and the children in need census say what a number was before.
Marks are placed school by school (`former_marks`), and so are the sessions of the census: only
where the school's roll has the present number and not the former.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from headway.analytics.tables import Given, columns, rows_given
from headway.evidence.store.directory import Store
from headway.evidence.store.kept_marks import MARKS

if TYPE_CHECKING:
    import pyarrow as pa

ROLLS = "enrolments"
_TELLING = (ROLLS, "children-in-need")
_CENSUS = "attendance-census"
_KEYS = ["academic_year", "term", "urn", "upn"]
_AS_THEY_CAME = (ROLLS, MARKS)


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
        if "former_upn" not in rows.column_names:
            continue
        for row in rows.filter(pc.is_valid(rows["former_upn"])).to_pylist():
            if row["upn"] and row["former_upn"] != row["upn"]:
                present.setdefault(row["former_upn"], set()).add(row["upn"])
    single = {former: next(iter(now)) for former, now in present.items() if len(now) == 1}
    return {former: _last(former, single) for former in single}


def numbers_told(
    store: Store, known_at: datetime | None = None, rolls: Any = None
) -> Mapping[str, str]:
    """
    `present_numbers` of a data directory, as it was known.

    `rolls`: Its enrolments, for those who have them at hand.
    """
    given = {} if rolls is None else {ROLLS: rolls}
    told = [name for name in _TELLING if name not in given and store.standing(name, known_at)]
    read = {name: store.paths(name, known_at) or store.table(name, known_at) for name in told}
    return present_numbers({**given, **read})


def loads_telling(store: Store, known_at: datetime | None = None) -> tuple[tuple[int, ...], ...]:
    """The loads from which numbers are told, each with those that replace some of its rows."""
    return tuple(
        (one.load.id, *(later.id for later in one.replaced_by))
        for name in _TELLING
        for one in store.standing(name, known_at)
    )


def _last(number: str, present: Mapping[str, str]) -> str:
    seen = {number}
    while number in present and present[number] not in seen:
        number = present[number]
        seen.add(number)
    return number


@dataclass(frozen=True, slots=True, kw_only=True)
class Present:
    """
    Tables with present numbers.

    Attributes:
        renumbered: By table, of how many children how many rows came under a former number.
    """

    given: Given
    renumbered: Mapping[str, tuple[int, int]] = field(default_factory=dict)


def with_present_numbers(given: Given, store: Store, known_at: datetime | None = None) -> Present:
    """
    The tables of events with the present number in the place of former ones, where there are.

    `store`: Where rolls and the census are read, as they were known, whether given or not.
    """
    events = [name for name in given if name not in _AS_THEY_CAME and "upn" in columns(name)]
    if not events:
        return Present(given=given)
    present = numbers_told(store, known_at, given.get(ROLLS))
    if not present:
        return Present(given=given)
    tables, counts = dict(given), {}
    for name in events:
        table, former = _renumbered(given, name, present)
        if former:
            tables[name], counts[name] = table, (len(set(former)), len(former))
    return Present(given=tables, renumbered=counts)


def _renumbered(
    given: Given, name: str, present: Mapping[str, str]
) -> tuple["pa.Table", Sequence[str]]:
    """A table with present numbers, and the former number of each row that had one."""
    import pyarrow as pa  # noqa: PLC0415 - late: slow to import
    import pyarrow.compute as pc  # noqa: PLC0415 - late: slow to import

    rows = rows_given(given, name)
    keys = _read(rows, _KEYS if name == _CENSUS else ["upn"])
    numbers = _one_piece(keys["upn"].cast(pa.string()))
    places = pc.index_in(numbers, pa.array(list(present)))
    if name == _CENSUS and ROLLS in given:
        rolls = _read(rows_given(given, ROLLS), ["urn", "upn"])
        places = _as_the_rolls_have_it(places, keys, rolls, present)
    if places.null_count == len(places):
        return keys, ()
    now = pa.array(list(present.values())).take(places)
    former = numbers.filter(pc.is_valid(places)).to_pylist()
    table = _read(rows, None)
    place = table.column_names.index("upn")
    return table.set_column(place, "upn", pc.coalesce(now, numbers)), former


def _as_the_rolls_have_it(
    places: "pa.Array", keys: "pa.Table", rolls: "pa.Table", present: Mapping[str, str]
) -> "pa.Array":
    """
    The places of those rows whose school has the present number on its roll and not the former.

    Nor of a row beside which there is one of the same term under the present number.
    """
    import pyarrow as pa  # noqa: PLC0415 - late: slow to import
    import pyarrow.compute as pc  # noqa: PLC0415 - late: slow to import

    now = list(present.values())
    meant = pa.array([*present, *now])
    there = {(row["urn"], row["upn"]) for row in _of(rolls, meant).to_pylist()}
    beside = {tuple(row.values()) for row in _of(keys, meant).to_pylist()}
    found: list[int | None] = [None] * len(places)
    for at in pc.indices_nonzero(pc.is_valid(places)).to_pylist():
        row, place = keys.slice(at, 1).to_pylist()[0], places[at].as_py()
        replaced = tuple({**row, "upn": now[place]}.values())
        urn, upn = row["urn"], row["upn"]
        if (urn, now[place]) in there and (urn, upn) not in there and replaced not in beside:
            found[at] = place
    return pa.array(found, pa.int32())


def _of(rows: "pa.Table", upns: "pa.Array") -> "pa.Table":
    """The rows of some pupils."""
    import pyarrow as pa  # noqa: PLC0415 - late: slow to import
    import pyarrow.compute as pc  # noqa: PLC0415 - late: slow to import

    return rows.filter(pc.is_in(rows["upn"].cast(pa.string()), upns))


def _one_piece(column: "pa.ChunkedArray") -> "pa.Array":
    import pyarrow as pa  # noqa: PLC0415 - late: slow to import

    whole = column.combine_chunks()
    return whole if isinstance(whole, pa.Array) else pa.concat_arrays(whole.chunks)


def _read(rows: "pa.Table | Path | Sequence[Path]", names: list[str] | None) -> "pa.Table":
    import pyarrow as pa  # noqa: PLC0415 - late: slow to import
    import pyarrow.parquet as pq  # noqa: PLC0415 - late: slow to import

    if isinstance(rows, pa.Table):
        return rows if names is None else rows.select([n for n in names if n in rows.column_names])
    paths = [rows] if isinstance(rows, Path) else rows
    parts = [pq.read_table(path, columns=names) for path in paths]
    return pa.concat_tables(parts, promote_options="default")

"""What Headway's counts of absence are measured against: pandas and DuckDB, each at its best."""

import hashlib
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import duckdb
import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from headway.analytics.attendance.totals import GROUPINGS
from headway.evidence.attendance_codes import CODES, Flag, flag_table
from headway.evidence.marks.files import Matrix, open_matrix
from headway.evidence.marks.roster import AXES, group_table, upn_text
from headway.evidence.marks.sessions import Sessions

NAMES = ("la", "phase", "school", *(axis.name for axis in AXES))
_VALUES = ("pupils", "possible", "authorised", "unauthorised", "persistent", "severe")

Row = tuple[tuple[str, ...], int, tuple[int, ...]]


def digest_of(found: Iterable[Iterable[Row]]) -> str:
    """The text that `Totals.digest` makes of the fifteen breakdowns."""
    text = hashlib.sha256()
    for grouping, rows in zip(GROUPINGS, found, strict=True):
        for label, term, values in sorted(rows):
            if values[0]:
                text.update(repr((grouping, label, term, values)).encode())
    return text.hexdigest()[:16]


def roster_table(matrix: Matrix) -> pa.Table:
    """Who the rows are, as a database would hold it."""
    roster, groups = matrix.roster, group_table()
    school = np.repeat(np.arange(len(roster.urns)), np.diff(roster.offsets))

    def texts(names: list[str], places: Any) -> pa.Array:
        different = sorted(set(names))
        at = np.array([different.index(name) for name in names], dtype=np.int32)
        return pa.DictionaryArray.from_arrays(at[places], different)

    urns = [str(urn) for urn in roster.urns]
    columns = {
        "pupil": np.arange(len(roster), dtype=np.int32),
        "la": texts(list(roster.las), school),
        "phase": texts(list(roster.phases), school),
        "school": texts(urns, school),
        **{
            axis.name: texts(list(axis.groups), groups[n, roster.keys])
            for n, axis in enumerate(AXES)
        },
    }
    return pa.table(columns)


def flags_of(sessions: Sessions) -> dict[str, tuple[int, int, int]]:
    """Possible, authorised and unauthorised, by the code's character in the made-up year."""
    table = flag_table(sessions.days[0])
    wanted = (Flag.POSSIBLE, Flag.AUTHORISED, Flag.UNAUTHORISED)
    return {
        chr(code.byte): tuple(int(bool(table[code.byte] & flag)) for flag in wanted)  # type: ignore[misc] # three of them
        for code in CODES
    }


# ------------------------------------------------------------------------------------- DuckDB


def duckdb_long(long: Path, folder: Path) -> str:
    """One packed counter a mark, six conditional sums a pupil, then the breakdowns."""
    matrix = open_matrix(folder)
    link = _database(matrix)
    text = pq.ParquetFile(long).schema_arrow.names[0] == "upn"
    codes = [
        (code, p + (a << 10) + (u << 20)) for code, (p, a, u) in flags_of(matrix.sessions).items()
    ]
    link.execute("create temp table codes(code varchar, packed int)")
    link.executemany("insert into codes values (?, ?)", codes)
    if text:
        roster = matrix.roster
        upns = pa.table({"upn": [upn_text(number) for number in roster.pupils.tolist()]})
        upns = upns.append_column("pupil", pa.array(np.arange(len(roster), dtype=np.int32)))
        link.register("upns", upns)
    starts = [0, *matrix.sessions.ends[:-1]]
    firsts = [matrix.sessions.days[start] for start in starts]
    key = "upn" if text else "pupil"
    sums = ", ".join(
        f"sum(packed) filter (day < date '{last}')::bigint as t{term}"
        for term, last in enumerate([*firsts[1:], "2100-01-01"])
    )
    link.execute(
        f"create temp table packed as select {key}, {sums} from read_parquet('{long}')"  # noqa: S608 - our own paths
        f" join codes using (code) group by {key}"
    )
    source = "packed join upns using (upn)" if text else "packed"
    terms = " union all ".join(
        f"select pupil, {term + 1} as term, coalesce(t{term}, 0) & 1023 as possible,"  # noqa: S608 - our own numbers
        f" (coalesce(t{term}, 0) >> 10) & 1023 as authorised,"
        f" coalesce(t{term}, 0) >> 20 as unauthorised from {source}"
        for term in range(6)
    )
    return _grouped(link, terms)


def duckdb_strings(strings: Path, folder: Path) -> str:
    """A string of marks a pupil, brought to four letters and counted by taking letters out."""
    matrix = open_matrix(folder)
    link = _database(matrix)
    flags = flags_of(matrix.sessions)
    kinds = {(1, 0, 0): "p", (1, 1, 0): "a", (1, 0, 1): "u", (0, 0, 0): "n"}
    plain = "".join(flags).replace("'", "''")
    classes = "".join(kinds[flag] for flag in flags.values())
    link.execute(
        "create temp table classed as select pupil, "  # noqa: S608 - our own paths
        f"translate(marks, '{plain}', '{classes}') as m from read_parquet('{strings}')"
    )
    terms = " union all ".join(
        f"select pupil, {term} as term, length(replace(s, 'n', '')) as possible,"  # noqa: S608 - our own numbers
        f" {2 * end} - length(replace(s, 'a', '')) as authorised,"
        f" {2 * end} - length(replace(s, 'u', '')) as unauthorised"
        f" from (select pupil, m[:{2 * end}] as s from classed)"
        for term, end in enumerate(matrix.sessions.ends, start=1)
    )
    return _grouped(link, terms)


def duckdb_csv(csv: Path, parquet: Path) -> str:
    """A CSV to Parquet, nothing checked."""
    link = duckdb.connect(config={"preserve_insertion_order": False})
    link.execute(f"copy (from read_csv('{csv}')) to '{parquet}' (format parquet, compression zstd)")
    return ""


def _database(matrix: Matrix) -> duckdb.DuckDBPyConnection:
    link = duckdb.connect(config={"preserve_insertion_order": False})
    link.register("roster", roster_table(matrix))
    return link


def _grouped(link: duckdb.DuckDBPyConnection, terms: str) -> str:
    columns = ", ".join(NAMES)
    link.execute(
        f"create temp table leaves as select {columns}, term, count(*)::bigint as pupils,"  # noqa: S608 - our own names
        " sum(possible)::bigint as possible, sum(authorised)::bigint as authorised,"
        " sum(unauthorised)::bigint as unauthorised,"
        " count(*) filter ((authorised + unauthorised) * 10 >= possible) as persistent,"
        " count(*) filter ((authorised + unauthorised) * 2 >= possible) as severe"
        f" from ({terms}) join roster using (pupil) where possible > 0 group by all"
    )
    found = []
    for grouping in GROUPINGS:
        label = ", ".join((*grouping, "term"))
        values = ", ".join(f"sum({value})::bigint" for value in _VALUES)
        rows = link.execute(
            f"select {label}, {values} from leaves group by {label}"  # noqa: S608 - our own names
        ).fetchall()
        found.append(
            [(row[:-7], int(row[-7]), tuple(int(value) for value in row[-6:])) for row in rows]
        )
    return digest_of(found)


# ------------------------------------------------------------------------------------- pandas


def pandas_long(long: Path, folder: Path) -> str:
    """Categories and small whole numbers; sums by pupil and term, then by group."""
    import pandas as pd  # noqa: PLC0415 - the others need not pay for it

    matrix = open_matrix(folder)
    flags = flags_of(matrix.sessions)
    table = pq.read_table(long, read_dictionary=["upn", "urn", "session", "code"])
    days = table["day"].cast(pa.int32())
    table = table.select(["upn", "code"]).unify_dictionaries()
    frame = table.append_column("day", days).to_pandas()
    first = np.datetime64(matrix.sessions.days[0], "D").astype(int)
    terms = np.zeros(400, dtype=np.int8)
    for end in matrix.sessions.ends[:-1]:
        terms[np.datetime64(matrix.sessions.days[end], "D").astype(int) - first :] += 1
    frame["term"] = terms[frame["day"].to_numpy() - first]
    codes = frame["code"].cat.codes.to_numpy()
    for place, name in enumerate(_VALUES[1:4]):
        lookup = np.array([flags[c][place] for c in frame["code"].cat.categories], dtype=np.int16)
        frame[name] = lookup[codes]
    sums = frame.groupby(["upn", "term"], observed=True, sort=False)[list(_VALUES[1:4])].sum()
    wide = sums.unstack("term", fill_value=0)
    roster = roster_table(matrix).to_pandas()
    roster.index = pd.Index([upn_text(number) for number in matrix.roster.pupils.tolist()])
    found: list[list[Row]] = [[] for _ in GROUPINGS]
    for term in range(6):
        pupils = pd.DataFrame(
            {name: wide[name].loc[:, :term].sum(axis=1) for name in _VALUES[1:4]}
        ).astype(np.int64)
        pupils.index = pupils.index.astype(str)
        pupils = pupils.join(roster)
        pupils = pupils[pupils["possible"] > 0]
        absent = pupils["authorised"] + pupils["unauthorised"]
        pupils["pupils"] = 1
        pupils["persistent"] = (absent * 10 >= pupils["possible"]).astype(np.int64)
        pupils["severe"] = (absent * 2 >= pupils["possible"]).astype(np.int64)
        for into, grouping in zip(found, GROUPINGS, strict=True):
            by: list[Any] = list(grouping) or [np.zeros(len(pupils), dtype=int)]
            cells = pupils.groupby(by, observed=True)[list(_VALUES)].sum()
            for label, values in zip(cells.index, cells.to_numpy().tolist(), strict=True):
                named = label if isinstance(label, tuple) else (label,)
                into.append((named if grouping else (), term + 1, tuple(map(int, values))))
    return digest_of(found)

"""
Marks that another reader has already made into typed rows, into a matrix.

For workbooks, mark strings and tables of a database, whose cells have been checked one by one;
what is checked here is what only the calendar knows, and that no row repeats another.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
from numpy.typing import NDArray

from headway.evidence.attendance_codes import UNKNOWN, byte_of
from headway.evidence.calendars import HALVES
from headway.evidence.marks.ahead import in_order
from headway.evidence.marks.arrow import numbers_of
from headway.evidence.marks.compiling import compiled
from headway.evidence.marks.placing import Placing
from headway.evidence.marks.roster import UPN_BITS, packed_upns
from headway.evidence.marks.rows import Wrong
from headway.evidence.marks.sessions import Sessions
from headway.evidence.marks.vocabulary import Vocabulary, vocabulary

COLUMNS = ("upn", "urn", "day", "session", "code")

_BATCH = 1 << 17
_FIRST_REFUSED = 1000
_WRONGS = tuple(Wrong)
_FINE = 255
_CLOSED, _OTHER_YEAR, _SESSION, _CODE, _MISFIT = map(
    _WRONGS.index, (Wrong.CLOSED, Wrong.OTHER_YEAR, Wrong.SESSION, Wrong.CODE, Wrong.MISFIT)
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Placed:
    """
    What came of typed rows.

    Attributes:
        rows: How many there were.
        missing: Rows without a mark.
        refused: How many were left out, by what was wrong.
        refused_rows: The first thousand of them, each with its place from 0.
    """

    rows: int
    missing: int
    refused: dict[Wrong, int]
    refused_rows: tuple[tuple[int, Wrong], ...]


def batches_of(path: Path) -> Iterator[pa.RecordBatch]:
    """A Parquet file of long rows, a piece at a time."""
    coded = ["upn", "urn", "session", "code"]
    file = pq.ParquetFile(path, memory_map=True, read_dictionary=coded)
    pieces: Iterator[pa.RecordBatch] = file.iter_batches(_BATCH, columns=list(COLUMNS))
    return pieces


def place_rows(batches: Iterable[pa.RecordBatch], placing: Placing, sessions: Sessions) -> Placed:
    """
    Put typed rows into a matrix in the order in which they come.

    Args:
        batches: With the columns of `COLUMNS`: sound pupil and school numbers as text, days as
            dates, AM or PM, codes as text or null.
        placing: Takes them.
        sessions: The year that they are of.
    """
    words = vocabulary(sessions)
    days = _Days(sessions)
    counts: Counter[int] = Counter()
    which: list[tuple[int, Wrong]] = []
    rows = missing = 0
    for read in in_order(lambda batch: _read(batch, days, words), batches):
        columns, marks, wrong, enrolments, firsts = read
        again, other = placing.place(enrolments, firsts, columns, marks)
        repeated, contradicted = map(_WRONGS.index, (Wrong.REPEATED, Wrong.CONTRADICTED))
        wrong[again] = np.where(other, contradicted, repeated)
        bad = np.flatnonzero(wrong != _FINE)
        counts.update(wrong[bad].tolist())
        some = bad[: _FIRST_REFUSED - len(which)].tolist()
        which += [(rows + row, _WRONGS[wrong[row]]) for row in some]
        missing += int(np.count_nonzero((columns >= 0) & (marks == 0)))
        rows += len(columns)
    refused = {_WRONGS[place]: count for place, count in counts.items()}
    return Placed(rows=rows, missing=missing, refused=refused, refused_rows=tuple(which))


class _Days:
    """Columns of mornings by days since August; -1 where no school is open, -2 out of the year."""

    def __init__(self, sessions: Sessions) -> None:
        year = np.datetime64(f"{sessions.year}-08-01", "D").astype(np.int64)
        past = np.datetime64(f"{sessions.year + 1}-08-01", "D").astype(np.int64)
        self.first = int(year)
        self.columns = np.full(int(past - year) + 2, -1, dtype=np.int16)
        self.columns[[0, -1]] = -2
        places = np.array(sessions.days, dtype="datetime64[D]").astype(np.int64) - year + 1
        self.columns[places] = 2 * np.arange(len(sessions.days))


_Read: TypeAlias = tuple[
    NDArray[np.int16], NDArray[np.uint8], NDArray[np.uint8], NDArray[np.int64], NDArray[np.int64]
]


def _read(batch: pa.RecordBatch, days: _Days, words: Vocabulary) -> _Read:
    """Columns, bytes and faults of the rows; enrolments and first rows of their runs."""
    rows = batch.num_rows
    columns, marks = np.empty(rows, dtype=np.int16), np.empty(rows, dtype=np.uint8)
    wrong = np.empty(rows, dtype=np.uint8)
    keys, firsts = np.empty(rows, dtype=np.int64), np.empty(rows, dtype=np.int64)
    codes = _coded(batch.column("code"))
    found = [byte_of(text or "") for text in codes.dictionary.to_pylist()]
    bytes_by_code = np.array([UNKNOWN if one is None else one for one in found] + [0], np.uint8)
    code = numbers_of(codes.indices.fill_null(len(found)))
    upn = _coded(batch.column("upn"))
    upns = packed_upns(upn.dictionary)
    urn, urns = _looked_up(batch.column("urn"), int)
    half, halves = _looked_up(
        batch.column("session"), lambda text: HALVES.index(text) if text in HALVES else -1
    )
    day = numbers_of(batch.column("day").cast(pa.int32()).fill_null(0))
    runs = _combine(
        numbers_of(upn.indices), upns, urn, urns, day, days.first, days.columns, half, halves, code,
        bytes_by_code, words.epochs, words.allowed, columns, marks, wrong, keys, firsts,
    )  # fmt: skip
    return columns, marks, wrong, keys[:runs], firsts[:runs]


def _coded(texts: pa.Array) -> pa.DictionaryArray:
    return texts if pa.types.is_dictionary(texts.type) else texts.dictionary_encode()


def _looked_up(
    texts: pa.Array, number: Callable[[str], int]
) -> tuple[NDArray[np.int32], NDArray[np.int64]]:
    """The place of each text in a table, and the table: a number for each different text."""
    coded = _coded(texts)
    table = np.array([number(text) for text in coded.dictionary.to_pylist()], dtype=np.int64)
    return numbers_of(coded.indices), table


@compiled
def _combine(  # noqa: PLR0917 - compiled functions take no keyword-only arguments
    upn: NDArray[np.int32],
    upns: NDArray[np.int64],
    urn: NDArray[np.int32],
    urns: NDArray[np.int64],
    day: NDArray[np.int32],
    first: int,
    places: NDArray[np.int16],
    half: NDArray[np.int32],
    halves: NDArray[np.int64],
    code: NDArray[np.int32],
    codes: NDArray[np.uint8],
    epochs: NDArray[np.int64],
    allowed: NDArray[np.bool_],
    columns: NDArray[np.int16],
    marks: NDArray[np.uint8],
    wrong: NDArray[np.uint8],
    keys: NDArray[np.int64],
    firsts: NDArray[np.int64],
) -> int:
    """Fill the last five; gives the number of runs."""
    runs, before = 0, -2
    for row in range(len(day)):
        at = min(max(day[row] - first + 1, 0), len(places) - 1)
        place, later, mark = places[at], halves[half[row]], codes[code[row]]
        fault = _FINE
        if later < 0:
            fault = _SESSION
        elif place == -2:
            fault = _OTHER_YEAR
        elif place == -1:
            fault = _CLOSED
        elif mark == UNKNOWN:
            fault = _CODE
        elif not allowed[epochs[place // 2], later, mark]:
            fault = _MISFIT
        columns[row] = place + later if fault == _FINE else -1
        marks[row], wrong[row] = mark, fault
        key = urns[urn[row]] << UPN_BITS | upns[upn[row]] if fault == _FINE else -1
        if key != before or key < 0:
            keys[runs], firsts[runs] = key, row
            runs += 1
            before = key
    return runs

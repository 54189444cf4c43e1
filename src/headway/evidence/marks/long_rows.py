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
from headway.evidence.marks.placing import Placing
from headway.evidence.marks.roster import UPN_BITS, packed_upns
from headway.evidence.marks.rows import Wrong
from headway.evidence.marks.sessions import Sessions
from headway.evidence.marks.vocabulary import Vocabulary, vocabulary

COLUMNS = ("upn", "urn", "day", "session", "code")

_BATCH = 1 << 16
_GROUP_ROWS = 1 << 21
"""Rows of a file's group up to which what is read of it may wait in memory for its turn."""
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
    pieces: Iterator[pa.RecordBatch] = _opened(path).iter_batches(_BATCH, columns=list(COLUMNS))
    return pieces


def _opened(path: Path) -> pq.ParquetFile:
    return pq.ParquetFile(path, read_dictionary=["upn", "urn", "session", "code"])


def place_rows(batches: Iterable[pa.RecordBatch], placing: Placing, sessions: Sessions) -> Placed:
    """
    Put typed rows into a matrix in the order in which they come.

    Args:
        batches: With the columns of `COLUMNS`: sound pupil and school numbers as text, days as
            dates, AM or PM, codes as text or null.
        placing: Takes them.
        sessions: The year that they are of.
    """
    words, days = vocabulary(sessions), _Days(sessions)
    return _placed(in_order(lambda batch: _read(batch, days, words), batches), placing)


def place_file(path: Path, placing: Placing, sessions: Sessions) -> Placed:
    """
    Put the rows of a Parquet file into a matrix: `place_rows` of its batches, decoded side by side.

    Args:
        path: The file, with columns as for `place_rows`.
        placing: Takes its rows.
        sessions: The year that they are of.
    """
    about = pq.ParquetFile(path).metadata
    groups = range(about.num_row_groups)
    if any(about.row_group(group).num_rows > _GROUP_ROWS for group in groups):
        return place_rows(batches_of(path), placing, sessions)
    words, days = vocabulary(sessions), _Days(sessions)

    def read(group: int) -> list[_Read]:
        batches = _opened(path).iter_batches(
            _BATCH, row_groups=[group], columns=list(COLUMNS), use_threads=False
        )
        return [_read(batch, days, words) for batch in batches]

    pieces = (piece for pieces in in_order(read, groups) for piece in pieces)
    return _placed(pieces, placing)


def _placed(pieces: Iterable["_Read"], placing: Placing) -> Placed:
    counts: Counter[int] = Counter()
    which: list[tuple[int, Wrong]] = []
    rows = missing = 0
    for columns, marks, wrong, enrolments, firsts in pieces:
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
    day = numbers_of(batch.column("day").cast(pa.int32()), missing=0)
    morning = days.columns.take(day - (days.first - 1), mode="clip")
    session, halves = _looked_up(
        batch.column("session"), lambda text: HALVES.index(text) if text in HALVES else -1
    )
    half = halves.astype(np.int16)[session]
    codes = _coded(batch.column("code"))
    found = [byte_of(text or "") for text in codes.dictionary.to_pylist()]
    table = np.array([UNKNOWN if one is None else one for one in found] + [0], np.uint8)
    marks = table[numbers_of(codes.indices, missing=len(found))]
    columns = morning + half
    may = _may(morning, half, marks, words)
    wrong = np.full(len(marks), _FINE, dtype=np.uint8)
    if not may.all():
        faults = [half < 0, morning == -2, morning == -1, marks == UNKNOWN, ~may]
        which = [_SESSION, _OTHER_YEAR, _CLOSED, _CODE, _MISFIT]
        wrong[:] = np.select(faults, which, _FINE)
        columns[wrong != _FINE] = -1
    return columns, marks, wrong, *_runs(batch, wrong)


def _may(
    morning: NDArray[np.int16],
    half: NDArray[np.int16],
    marks: NDArray[np.uint8],
    words: Vocabulary,
) -> NDArray[np.bool_]:
    """Whether each mark may be made where it stands; false where it stands nowhere."""
    sound: NDArray[np.bool_] = (morning >= 0) & (half >= 0) & (marks != UNKNOWN)
    place = (half.astype(np.uint16) << 8) | marks
    if len(words.allowed) > 1:
        place = words.epochs.take(morning >> 1, mode="clip") * 512 + place
    sound &= words.allowed.reshape(-1).take(place, mode="clip")
    return sound


def _runs(
    batch: pa.RecordBatch, wrong: NDArray[np.uint8]
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """The enrolments of runs of rows, -1 for a row that is refused, and where each run begins."""
    upn = _coded(batch.column("upn"))
    urn, urns = _looked_up(batch.column("urn"), int)
    who = numbers_of(upn.indices)
    begins = np.ones(len(wrong), dtype=np.bool_)
    begins[1:] = (who[1:] != who[:-1]) | (urn[1:] != urn[:-1])
    bad = wrong != _FINE
    if bad.any():
        begins |= bad
        begins[1:] |= bad[:-1]
    firsts = np.flatnonzero(begins)
    keys = urns[urn[firsts]] << UPN_BITS | packed_upns(upn.dictionary)[who[firsts]]
    return np.where(bad[firsts], -1, keys), firsts


def _coded(texts: pa.Array) -> pa.DictionaryArray:
    return texts if pa.types.is_dictionary(texts.type) else texts.dictionary_encode()


def _looked_up(
    texts: pa.Array, number: Callable[[str], int]
) -> tuple[NDArray[np.int32], NDArray[np.int64]]:
    """The place of each text in a table, and the table: a number for each different text."""
    coded = _coded(texts)
    table = np.array([number(text) for text in coded.dictionary.to_pylist()], dtype=np.int64)
    return numbers_of(coded.indices), table

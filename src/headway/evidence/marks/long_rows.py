"""
Marks that another reader has already made into typed rows, into a matrix.

For workbooks, mark strings and tables of a database, whose cells have been checked one by one;
what is checked here is what only the calendar knows, and that no row repeats another.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
from numpy.typing import NDArray

from headway.evidence.attendance_codes import UNKNOWN, bytes_of
from headway.evidence.calendars import HALVES
from headway.evidence.marks.placing import Placing
from headway.evidence.marks.roster import UPN_BITS, packed_upn
from headway.evidence.marks.rows import Wrong
from headway.evidence.marks.sessions import Sessions
from headway.evidence.marks.vocabulary import Vocabulary, vocabulary

COLUMNS = ("upn", "urn", "day", "session", "code")

_BATCH = 1 << 18
_FIRST_REFUSED = 1000
_WRONGS = tuple(Wrong)
_FINE = 255


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
    for batch in batches:
        columns = days.columns(batch)
        marks = bytes_of(batch.column("code"))
        wrong = _wrong(columns, marks, words)
        columns[wrong != _FINE] = -1
        enrolments = np.where(wrong == _FINE, _enrolments(batch), -1)
        firsts = np.flatnonzero(np.append(True, enrolments[1:] != enrolments[:-1]))
        firsts = firsts[: len(enrolments)]
        again, other = placing.place(enrolments[firsts], firsts, columns, marks)
        repeated, contradicted = map(_WRONGS.index, (Wrong.REPEATED, Wrong.CONTRADICTED))
        wrong[again] = np.where(other, contradicted, repeated)
        bad = np.flatnonzero(wrong != _FINE)
        counts.update(wrong[bad].tolist())
        some = bad[: _FIRST_REFUSED - len(which)].tolist()
        which += [(rows + row, _WRONGS[wrong[row]]) for row in some]
        missing += int(np.count_nonzero((columns >= 0) & (marks == 0)))
        rows += batch.num_rows
    refused = {_WRONGS[place]: count for place, count in counts.items()}
    return Placed(rows=rows, missing=missing, refused=refused, refused_rows=tuple(which))


class _Days:
    """The columns of days and halves, looked up by days since 1970."""

    def __init__(self, sessions: Sessions) -> None:
        year = np.datetime64(f"{sessions.year}-08-01", "D").astype(np.int64)
        past = np.datetime64(f"{sessions.year + 1}-08-01", "D").astype(np.int64)
        self._first = int(year)
        self._columns = np.full(int(past - year) + 2, -1, dtype=np.int16)
        self._columns[[0, -1]] = -2
        places = np.array(sessions.days, dtype="datetime64[D]").astype(np.int64) - year + 1
        self._columns[places] = 2 * np.arange(len(sessions.days))

    def columns(self, batch: pa.RecordBatch) -> NDArray[np.int16]:
        """Of each row; -1 where no school is open, -2 in another year, -3 in no half."""
        days = batch.column("day").cast(pa.int32()).fill_null(0).to_numpy().astype(np.int64)
        places = np.clip(days - self._first + 1, 0, len(self._columns) - 1)
        found = self._columns[places]
        half = _looked_up(
            batch.column("session"), lambda text: HALVES.index(text) if text in HALVES else -3
        )
        return np.where(
            (found >= 0) & (half >= 0), found + half, np.where(half < 0, half, found)
        ).astype(np.int16)


def _wrong(
    columns: NDArray[np.int16], marks: NDArray[np.uint8], words: Vocabulary
) -> NDArray[np.uint8]:
    place = np.maximum(columns, 0)
    allowed = words.allowed[words.epochs[place // 2], place % 2, marks]
    wrong = np.full(len(columns), _FINE, dtype=np.uint8)
    for here, what in (
        (~allowed, Wrong.MISFIT),
        (marks == UNKNOWN, Wrong.CODE),
        (columns == -3, Wrong.SESSION),
        (columns == -2, Wrong.OTHER_YEAR),
        (columns == -1, Wrong.CLOSED),
    ):
        wrong[here] = _WRONGS.index(what)
    return wrong


def _enrolments(batch: pa.RecordBatch) -> NDArray[np.int64]:
    urns = _looked_up(batch.column("urn"), int)
    return urns << UPN_BITS | _looked_up(batch.column("upn"), packed_upn)


def _looked_up(texts: pa.Array, number: Callable[[str], int]) -> NDArray[np.int64]:
    """The number of each text, worked out once for each different one."""
    coded = texts if pa.types.is_dictionary(texts.type) else texts.dictionary_encode()
    table = np.array([number(text) for text in coded.dictionary.to_pylist()], dtype=np.int64)
    return np.asarray(table[coded.indices.to_numpy(zero_copy_only=False)], dtype=np.int64)

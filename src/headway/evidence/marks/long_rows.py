"""
Marks that another reader has already made into typed rows, into a matrix.

For workbooks, mark strings and tables of a database, whose cells have been checked one by one;
what is checked here is what only the calendar knows, and that no row repeats another.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from headway.evidence.marks.ahead import in_order
from headway.evidence.marks.long_batches import FINE, WRONGS, Loose, Pupils, Reader, Sheet
from headway.evidence.marks.placing import Placing
from headway.evidence.marks.rows import Wrong
from headway.evidence.marks.sessions import Sessions

COLUMNS = ("upn", "urn", "day", "session", "code")

_BATCH = 1 << 16
_BATCH_OF_FILE = 1 << 18
"""More pupils at once, so that fewer of them are cut in two."""
_GROUP_ROWS = 1 << 21
"""Rows of a file's group up to which what is read of it may wait in memory for its turn."""
_FIRST_REFUSED = 1000
_REPEATED, _CONTRADICTED = map(WRONGS.index, (Wrong.REPEATED, Wrong.CONTRADICTED))


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


def _opened(path: Path, about: pq.FileMetaData | None = None) -> pq.ParquetFile:
    texts = ["upn", "urn", "session", "code"]
    return pq.ParquetFile(path, read_dictionary=texts, metadata=about)


def place_rows(batches: Iterable[pa.RecordBatch], placing: Placing, sessions: Sessions) -> Placed:
    """
    Put typed rows into a matrix in the order in which they come.

    Args:
        batches: With the columns of `COLUMNS`: sound pupil and school numbers as text, days as
            dates, AM or PM, codes as text or null.
        placing: Takes them.
        sessions: The year that they are of.
    """
    return _placed(in_order(Reader(sessions).pieces, batches), placing)


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
    reader = Reader(sessions)

    def read(group: int) -> list[Sheet | Loose]:
        pupils = Pupils()
        batches = _opened(path, about).iter_batches(
            _BATCH_OF_FILE, row_groups=[group], columns=list(COLUMNS), use_threads=False
        )
        return [piece for batch in batches for piece in reader.pieces(batch, pupils)]

    return _placed(in_order(read, groups), placing)


def _placed(parts: Iterable[list[Sheet | Loose]], placing: Placing) -> Placed:
    counts: Counter[int] = Counter()
    which: list[tuple[int, Wrong]] = []
    rows = missing = 0
    for piece in (piece for part in parts for piece in part):
        loose = _not_placed(piece, placing)
        if loose is None:
            missing += piece.marks.size - int(np.count_nonzero(piece.marks))
        else:
            again, other = placing.place(loose.enrolments, loose.firsts, loose.columns, loose.marks)
            wrong = loose.wrong
            wrong[again] = np.where(other, _CONTRADICTED, _REPEATED)
            bad = np.flatnonzero(wrong != FINE)
            counts.update(wrong[bad].tolist())
            some = bad[: _FIRST_REFUSED - len(which)].tolist()
            which += [(rows + row, WRONGS[wrong[row]]) for row in some]
            missing += int(np.count_nonzero((loose.columns >= 0) & (loose.marks == 0)))
        rows += piece.marks.size
    refused = {WRONGS[place]: count for place, count in counts.items()}
    return Placed(rows=rows, missing=missing, refused=refused, refused_rows=tuple(which))


def _not_placed(piece: Sheet | Loose, placing: Placing) -> Loose | None:
    """The rows that have to be placed one by one: all of a piece, or none."""
    if isinstance(piece, Loose):
        return piece
    if placing.place_sheet(piece.enrolments, piece.columns, piece.marks):
        return None
    return piece.loose()

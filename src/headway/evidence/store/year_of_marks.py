"""
The marks that stand, as the matrix that figures of absence are made from.

The rows as loaded are the record; the matrix follows from them. It is made once for each state
of the data (which loads stand, for which sessions) and found again by a digest of that state.
"""

import hashlib
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import duckdb
import pyarrow as pa

from headway.evidence.errors import EvidenceError
from headway.evidence.marks.files import Matrix, open_matrix
from headway.evidence.marks.long_rows import COLUMNS, batches_of, place_rows
from headway.evidence.marks.placing import Placing
from headway.evidence.marks.roster import Roll
from headway.evidence.marks.sessions import Sessions
from headway.evidence.store.directory import Store

_MARKS = "attendance-marks"
_BATCH = 1 << 18
_MEMORY = "512MB"


def year_of_marks(
    store: Store,
    sessions: Sessions,
    *,
    roll: Roll | None = None,
    known_at: datetime | None = None,
) -> Matrix:
    """
    The matrix of a year, made where this state of the data has none yet.

    Marks of other years and of days on which no school is open are left out of it.

    `roll` says who the pupils are and `known_at` as of when; None is nobody in particular, and
    now.

    Raises:
        EvidenceError: No marks of the year have been loaded; or, while one has to be made,
            another process is writing.
    """
    roll = roll or Roll()
    folder = store.path / "marks" / _state(store, sessions, roll, known_at)
    if folder.exists():
        return open_matrix(folder)
    with store.writing("laying out marks") as scratch:
        if folder.exists():  # made while this one waited
            return open_matrix(folder)
        placing = Placing(len(sessions), scratch / "marks")
        place_rows(_rows(store, scratch, known_at), placing, sessions)
        if not placing.pupils:
            raise EvidenceError(
                f"No attendance marks of {sessions.year}/{(sessions.year + 1) % 100:02d} stand. "
                f"Load a file: headway data load {_MARKS} FILE."
            )
        folder.parent.mkdir(exist_ok=True)
        return placing.write(folder, sessions, roll)


def _rows(store: Store, scratch: Path, known_at: datetime | None) -> Iterator[pa.RecordBatch]:
    paths = store.paths(_MARKS, known_at)
    if paths is not None:
        for path in paths:
            yield from batches_of(path)
        return
    with duckdb.connect() as connection:
        connection.execute(f"SET memory_limit = '{_MEMORY}'")
        connection.execute("SET temp_directory = $folder", {"folder": str(scratch)})
        rows = store.query(_MARKS, known_at)
        columns = ", ".join(COLUMNS)
        found = connection.execute(f"SELECT {columns} FROM ({rows})")  # noqa: S608 - our names
        yield from found.to_arrow_reader(_BATCH)


def _state(store: Store, sessions: Sessions, roll: Roll, known_at: datetime | None) -> str:
    digest = hashlib.sha256(sessions.to_json().encode())
    for one in store.standing(_MARKS, known_at):
        digest.update(f"{one.load.id}-{[later.id for later in one.replaced_by]};".encode())
    digest.update(roll.enrolments.tobytes())
    digest.update(roll.keys.tobytes())
    digest.update(repr(sorted(roll.schools.items())).encode())
    return digest.hexdigest()[:24]

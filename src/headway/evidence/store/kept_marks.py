"""
Attendance marks as a load keeps them: one byte a mark, a folder for each academic year.

The days of a load are its columns, so that a file of one day is as narrow as it is. Rows of text
are made from it only where somebody asks for rows.
"""

import json
import os
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from functools import cache, partial
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
from numpy.typing import NDArray

from headway.evidence.attendance_codes import CODES
from headway.evidence.calendars import HALVES
from headway.evidence.errors import EvidenceError
from headway.evidence.holidays import academic_year
from headway.evidence.identifiers import UPN_LETTERS
from headway.evidence.marks.arrow import column_of, texts_of
from headway.evidence.marks.files import Marks, Matrix, open_matrix, write_matrix
from headway.evidence.marks.roster import Roll, roster_of
from headway.evidence.marks.rows import Wrong
from headway.evidence.marks.sessions import Sessions
from headway.evidence.store.records import Covers

MARKS = "attendance-marks"

NOT_RECEIVED = "-"
"""The code that takes the place of an empty mark in a load that adds: it replaces a mark."""

_TOLD = "told.json"
_EPOCH = date(1970, 1, 1).toordinal()
_LAST = np.frombuffer(("0123456789" + UPN_LETTERS).encode(), dtype=np.uint8)
_LETTERS = np.frombuffer(UPN_LETTERS.encode(), dtype=np.uint8)
_SCHEMA = pa.schema(
    [("upn", pa.string()), ("urn", pa.string()), ("day", pa.date32()),
     ("session", pa.string()), ("code", pa.string()), ("_row", pa.int64()),
     ("_load", pa.int64())]
)  # fmt: skip


def sessions_of(days: Iterable[date]) -> Sessions:
    """The columns for the days of one academic year, in one stretch: terms come in later."""
    ordered = tuple(sorted(days))
    return Sessions(year=academic_year(ordered[0]), days=ordered, ends=(len(ordered),))


def lay_out(rows: Path, folder: Path, *, adds: bool = False) -> None:
    """
    Lay typed rows of a Parquet file out as matrices, one for each academic year.

    `adds`: Whether an empty mark replaces an earlier one, so that it has to be kept.

    Raises:
        EvidenceError: A row cannot be kept: two marks for a session, or one that may not be made.
    """
    from headway.evidence.marks.long_rows import batches_of, place_rows  # noqa: PLC0415 - late: slow
    from headway.evidence.marks.placing import Placing  # noqa: PLC0415 - as above

    folder.mkdir()
    days = _days_of(rows)
    for year in sorted({academic_year(day) for day in days}):
        sessions = sessions_of(day for day in days if academic_year(day) == year)
        scratch = folder / f".{year}"
        placing = Placing(len(sessions), scratch)
        batches = (_spelt_out(batch) if adds else batch for batch in batches_of(rows))
        placed = place_rows(batches, placing, sessions)
        wrong = set(placed.refused) - {Wrong.OTHER_YEAR}
        if wrong:
            raise EvidenceError(
                f"Marks cannot be kept: {', '.join(sorted(wrong))}. Check the rows before."
            )
        placing.write(folder / str(year), sessions, Roll())
        scratch.unlink(missing_ok=True)


def _days_of(rows: Path) -> list[date]:
    found: set[date] = set()
    for batch in pq.ParquetFile(rows).iter_batches(columns=["day"]):
        found.update(pc.unique(batch.column("day")).drop_null().to_pylist())
    return sorted(found)


def _spelt_out(batch: pa.RecordBatch) -> pa.RecordBatch:
    place = batch.schema.get_field_index("code")
    codes = batch.column(place)
    if pa.types.is_dictionary(codes.type):
        codes = codes.cast(pa.string())
    return batch.set_column(place, "code", pc.fill_null(codes, NOT_RECEIVED))


@dataclass(frozen=True, slots=True, kw_only=True)
class MarksFacts:
    """How many rows a load of marks has, of which schools and days."""

    rows: int
    units: tuple[str, ...]
    covers: Covers | None


def settled_marks(path: Path, target: Path, *, adds: bool, rows: int | None) -> MarksFacts:
    """
    Put a load's marks in their place so that they are there after a power cut too.

    Args:
        path: A folder of matrices, or a Parquet file of rows, which are laid out first.
        target: The folder they shall be.
        adds: As for `lay_out`.
        rows: How many rows a folder came from, those without a mark too.
    """
    if path.is_file():
        rows = pq.ParquetFile(path).metadata.num_rows
        laid_out = path.with_suffix(".years")
        lay_out(path, laid_out, adds=adds)
        path = laid_out
    for matrix in matrices(path).values():
        _tell(matrix)
    for each in [*path.rglob("*"), path]:
        sync(each)
    path.replace(target)
    sync(target.parent)
    held = list(matrices(target).values())
    days = [day for matrix in held for day in matrix.sessions.days]
    return MarksFacts(
        rows=rows or 0,
        units=tuple(sorted({str(urn) for one in held for urn in one.roster.urns.tolist()})),
        covers=Covers(first=min(days), last=max(days)) if days else None,
    )


def sync(path: Path) -> None:
    """Have the disk hold a file, or the names in a folder, before going on."""
    number = os.open(path, os.O_RDONLY)
    try:
        os.fsync(number)
    finally:
        os.close(number)


def matrices(folder: Path) -> dict[int, Matrix]:
    """A load's matrices by academic year; of its rows nothing is known but school and pupil."""
    return {
        int(path.name): open_matrix(path, keyed=False)
        for path in sorted(folder.iterdir())
        if path.name.isdigit()
    }


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptYear:
    """
    A load's marks of one academic year, opened where they are looked at.

    Attributes:
        days: As ordinals, in order.
        urns: The schools, in their order.
        open: The marks.

    What is in a load is told beside it: of a year's daily files, to open each takes longer than
    all the rest of finding what stands.
    """

    days: NDArray[np.int64]
    urns: NDArray[np.int64]
    open: Callable[[], Matrix]

    @classmethod
    def of(cls, matrix: Matrix) -> "KeptYear":
        """Of marks that are open."""
        days = [day.toordinal() for day in matrix.sessions.days]
        return cls(
            days=np.array(days, dtype=np.int64), urns=matrix.roster.urns, open=lambda: matrix
        )

    @classmethod
    def at(cls, folder: Path) -> "KeptYear":
        """As it lies on disk."""
        try:
            told = json.loads((folder / _TOLD).read_bytes())
            days, urns = (np.array(told[name], dtype=np.int64) for name in ("days", "urns"))
        except (OSError, ValueError, LookupError, TypeError):  # of a version that told nothing
            return cls.of(open_matrix(folder, keyed=False))
        return cls(days=days, urns=urns, open=cache(partial(open_matrix, folder, keyed=False)))


def _tell(matrix: Matrix) -> None:
    """Write down beside a matrix what `KeptYear` asks of it."""
    year = KeptYear.of(matrix)
    told = {"days": year.days.tolist(), "urns": year.urns.tolist()}
    (matrix.folder / _TOLD).write_text(json.dumps(told), encoding="ascii")


def kept_years(folder: Path) -> dict[int, KeptYear]:
    """A load's marks by academic year."""
    years = sorted(path for path in folder.iterdir() if path.name.isdigit())
    return {int(path.name): KeptYear.at(path) for path in years}


def narrowed(matrix: Matrix, folder: Path) -> Matrix:
    """The same marks without the days on which nobody has one, in a new folder."""
    reader = matrix.reader()
    used = np.zeros(len(matrix.sessions), dtype=np.bool_)
    for group in range(len(matrix.groups)):
        used |= reader.group(group).any(axis=0)
    days = np.flatnonzero(used.reshape(-1, 2).any(axis=1))
    columns = np.stack([2 * days, 2 * days + 1], axis=1).reshape(-1)
    blocks = (reader.group(group)[:, columns] for group in range(len(matrix.groups)))
    sessions = sessions_of(matrix.sessions.days[day] for day in days.tolist())
    return write_matrix(folder, sessions=sessions, roster=matrix.roster, blocks=blocks)


def rewritten(
    folder: Path, sessions: Sessions, enrolments: NDArray[np.int64], marks: Marks
) -> Matrix:
    """A matrix of these rows, which are in order of school and pupil."""
    keys = np.zeros(len(enrolments), dtype=np.uint8)
    roster = roster_of(enrolments, keys, {})
    return write_matrix(folder, sessions=sessions, roster=roster, blocks=[marks])


# ------------------------------------------------------------------------------ rows of text


def upn_texts(packed: NDArray[np.int64]) -> pa.Array:
    """
    The pupil numbers that were made whole numbers, as thirteen characters each.

    >>> from headway.evidence.marks.roster import packed_upn
    >>> upn_texts(np.array([packed_upn("T93199992401C"), packed_upn("B801200005001")])).to_pylist()
    ['T93199992401C', 'B801200005001']
    """
    text = np.empty((len(packed), 13), dtype=np.uint8)
    figures, last = np.divmod(packed, len(_LAST))
    text[:, 12] = _LAST[last]
    total = 13 * np.where(last < 10, last, last - 10)
    for place in range(11, 0, -1):
        figures, figure = np.divmod(figures, 10)
        text[:, place] = figure + ord("0")
        total += (place + 1) * figure
    text[:, 0] = _LETTERS[total % 23]
    ends = np.arange(0, 13 * len(packed) + 1, 13, dtype=np.int32)
    return pa.Array.from_buffers(
        pa.string(), len(packed), [None, pa.py_buffer(ends), pa.py_buffer(text)]
    )


def rows_of(
    upns: NDArray[np.int64],
    urn: int,
    days: NDArray[np.int64],
    marks: Marks,
    loads: NDArray[np.int64],
) -> pa.Table:
    """
    A school's marks as rows of text, in order of pupil and session.

    Args:
        upns: Packed, of each row of marks.
        urn: Of the school.
        days: Of each two columns, as ordinals.
        marks: A row a pupil.
        loads: Of each mark, the load that it came with.
    """
    rows, columns = np.nonzero(marks)
    texts = _chosen(_CODES, _CODE_PLACES[marks[rows, columns]])
    return pa.Table.from_arrays(
        [
            _chosen(upn_texts(upns), rows),
            _chosen(texts_of([str(urn)]), np.zeros(len(rows), dtype=np.int32)),
            column_of((days[columns // 2] - _EPOCH).astype(np.int32)).cast(pa.date32()),
            _chosen(texts_of(HALVES), columns % 2),
            texts,
            pa.nulls(len(rows), pa.int64()),
            column_of(loads[rows, columns].astype(np.int64)),
        ],
        schema=_SCHEMA,
    )


def _chosen(texts: pa.Array, places: NDArray[np.integer]) -> pa.Array:
    return texts.take(column_of(places))


_CODES = texts_of([code.code for code in CODES])
_CODE_PLACES = np.zeros(256, dtype=np.int32)
for _place, _code in enumerate(CODES):
    _CODE_PLACES[_code.byte] = _place


def empty_rows() -> pa.Table:
    """No row, with the columns of `rows_of`."""
    return _SCHEMA.empty_table()

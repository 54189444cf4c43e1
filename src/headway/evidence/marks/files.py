"""
A matrix of marks on disk: a folder of three Parquet files, written whole or not at all.

`marks.parquet` holds one column of as many bytes a row as the year has sessions, zstd at level
9 (smaller than at 3 and quicker to read), in groups of some ten thousand rows that end with a
school; `pupils.parquet` who the rows are, `schools.parquet` where they learn.
"""

import shutil
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, partial
from pathlib import Path
from typing import Protocol

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
from numpy.typing import NDArray

from headway.evidence.errors import EvidenceError
from headway.evidence.marks.ahead import in_order
from headway.evidence.marks.arrow import column_of, numbers_of, texts_of
from headway.evidence.marks.roster import Roster
from headway.evidence.marks.sessions import Sessions

Marks = NDArray[np.uint8]

GROUP_ROWS = 10_000
"""Least rows of a group: 3.8 MB once read, which a processor's cache can hold."""

_ZSTD = 9
_ABOUT = b"headway.sessions"


@dataclass(frozen=True, slots=True, kw_only=True)
class Matrix:
    """
    A year of marks as it lies on disk.

    Attributes:
        groups: The schools of each group of rows, as (first, past the last) in the roster.
    """

    folder: Path
    sessions: Sessions
    roster: Roster
    groups: tuple[tuple[int, int], ...]

    def reader(self) -> "MarksReader":
        """Something to read groups with; each thread needs its own."""
        return MarksReader(self.folder / "marks.parquet", len(self.sessions))

    def school(self, place: int) -> Marks:
        """The marks of one school of the roster, a row a pupil; reads its group."""
        group = next(n for n, (first, past) in enumerate(self.groups) if first <= place < past)
        begin = self.roster.offsets[self.groups[group][0]]
        first, past = (int(self.roster.offsets[place + end] - begin) for end in (0, 1))
        return self.reader().group(group)[first:past]


class Groups(Protocol):
    """Marks in groups of rows; not to be shared between threads."""

    def group(self, number: int) -> Marks:
        """The marks of one group, one row a pupil."""


class Year(Protocol):
    """A year of marks that can be counted: on disk, or in memory."""

    @property
    def sessions(self) -> Sessions:
        """Its columns."""

    @property
    def roster(self) -> Roster:
        """Its rows."""

    @property
    def groups(self) -> tuple[tuple[int, int], ...]:
        """The schools of each group of rows, as (first, past the last) in the roster."""

    def reader(self) -> Groups:
        """Something to read groups with; each thread needs its own."""


class MarksReader:
    """Reads groups of rows; not to be shared between threads."""

    def __init__(self, path: Path, width: int) -> None:
        # Not mapped: the pages of the whole file would count as memory held.
        self._file = pq.ParquetFile(path)
        self._width = width

    def group(self, number: int) -> Marks:
        """The marks of one group, one row a pupil; a view of memory that nobody may change."""
        column = self._file.read_row_group(number, columns=["marks"], use_threads=False)["marks"]
        chunk = column.chunk(0) if column.num_chunks == 1 else column.combine_chunks()
        data = chunk.buffers()[1]
        size = len(chunk) * self._width
        flat = np.frombuffer(data, dtype=np.uint8, count=size, offset=chunk.offset * self._width)
        return flat.reshape(len(chunk), self._width)


def write_matrix(
    folder: Path, *, sessions: Sessions, roster: Roster, blocks: Iterable[Marks]
) -> Matrix:
    """
    Write a year of marks.

    Args:
        folder: What it shall be called once all is written; until then nobody sees it.
        sessions: The columns.
        roster: The rows.
        blocks: The rows in the roster's order, in pieces of any size.

    Raises:
        EvidenceError: It is there already; or there are more or fewer rows than the roster has,
            or rows of another width.
    """
    if folder.exists():
        raise EvidenceError(f"{folder} is there already; marks are never written over.")
    started = folder.with_name(f".{folder.name}.part")
    shutil.rmtree(started, ignore_errors=True)
    started.mkdir(parents=True)
    cuts = roster.cuts(GROUP_ROWS)
    _write_marks(started / "marks.parquet", sessions, roster, cuts, blocks)
    _write_roster(started, roster)
    started.rename(folder)
    return Matrix(folder=folder, sessions=sessions, roster=roster, groups=tuple(cuts))


def _write_marks(
    path: Path,
    sessions: Sessions,
    roster: Roster,
    cuts: list[tuple[int, int]],
    blocks: Iterable[Marks],
) -> None:
    width = len(sessions)
    kind = pa.binary(width)
    schema = pa.schema([pa.field("marks", kind, nullable=False)])
    schema = schema.with_metadata({_ABOUT: sessions.to_json().encode()})
    rows = _Rows(blocks, width)
    with pq.ParquetWriter(
        path, schema, compression="zstd", compression_level=_ZSTD, use_dictionary=False,
        write_statistics=False,
    ) as writer:  # fmt: skip
        for first, past in cuts:
            marks = rows.take(int(roster.offsets[past] - roster.offsets[first]))
            array = pa.Array.from_buffers(kind, len(marks), [None, pa.py_buffer(marks)])
            table = pa.table([array], schema=schema)
            writer.write_table(table, row_group_size=max(1, len(marks)))
    rows.finish()


class _Rows:
    """Rows that come in pieces of any size, handed on in pieces that are asked for."""

    def __init__(self, blocks: Iterable[Marks], width: int) -> None:
        self._blocks = iter(blocks)
        self._width = width
        self._rest = np.zeros((0, width), dtype=np.uint8)

    def take(self, rows: int) -> Marks:
        pieces, missing = [], rows
        while missing:
            if not len(self._rest):
                self._rest = self._next()
            pieces.append(self._rest[:missing])
            self._rest = self._rest[missing:]
            missing -= len(pieces[-1])
        return np.ascontiguousarray(
            np.concatenate(pieces) if len(pieces) != 1 else pieces[0], dtype=np.uint8
        )

    def _next(self) -> Marks:
        block = next(self._blocks, None)
        if block is None:
            raise EvidenceError("There are fewer rows of marks than pupils on the roster.")
        if block.ndim != 2 or block.shape[1] != self._width:
            raise EvidenceError(
                f"A row of marks must have {self._width} sessions; got {block.shape}."
            )
        return block

    def finish(self) -> None:
        if len(self._rest) or any(len(block) for block in self._blocks):
            raise EvidenceError("There are more rows of marks than pupils on the roster.")


def _write_roster(folder: Path, roster: Roster) -> None:
    pupils = pa.table({"pupil": column_of(roster.pupils), "key": column_of(roster.keys)})
    # Numbers in order differ by little: a seventh of the size, and of the time to read them.
    pq.write_table(
        pupils, folder / "pupils.parquet", compression="zstd", use_dictionary=["key"],
        column_encoding={"pupil": "DELTA_BINARY_PACKED"},
    )  # fmt: skip
    schools = pa.table(
        {
            "urn": column_of(roster.urns.astype(np.int64)),
            "first_row": column_of(roster.offsets[:-1].astype(np.int64)),
            "la": texts_of(roster.las),
            "phase": texts_of(roster.phases),
        },
        schema=pa.schema(
            [("urn", pa.int64()), ("first_row", pa.int64()), ("la", pa.string()),
             ("phase", pa.string())]
        ),
    )  # fmt: skip
    pq.write_table(schools, folder / "schools.parquet", compression="zstd")


def _pupil_numbers(folder: Path) -> NDArray[np.int64]:
    """The rows' packed pupil numbers."""
    try:
        found = pq.ParquetFile(folder / "pupils.parquet").read(columns=["pupil"])
    except (OSError, pa.ArrowInvalid) as fault:
        raise EvidenceError(
            f"The pupils in {folder} can no longer be read: {fault}. Load the marks again."
        ) from fault
    return numbers_of(found["pupil"])


def _keys(folder: Path) -> NDArray[np.uint8]:
    """The rows' key bytes."""
    path = folder / "pupils.parquet"
    about = pq.ParquetFile(path).metadata

    def read(group: int) -> NDArray[np.uint8]:
        file = pq.ParquetFile(path, metadata=about)
        return numbers_of(file.read_row_group(group, columns=["key"], use_threads=False)["key"])

    # A group at a time, in memory that is there: all at once takes three times as long.
    groups = in_order(read, range(about.num_row_groups))
    return np.concatenate([np.zeros(0, dtype=np.uint8), *groups])


def _no_keys(folder: Path) -> NDArray[np.uint8]:
    """As many key bytes as there are rows, in no memory."""
    rows = pq.ParquetFile(folder / "pupils.parquet").metadata.num_rows
    return np.broadcast_to(np.uint8(0), (rows,))


def open_matrix(folder: Path, *, keyed: bool = True) -> Matrix:
    """
    A year of marks that was written before.

    `keyed`: Whether the rows' key bytes are wanted; without them nothing of the rows is read.

    Raises:
        EvidenceError: The folder holds none, or its files do not fit each other.
    """
    try:
        about = pq.ParquetFile(folder / "marks.parquet", memory_map=True)
        # Not `read_table`: it imports twice as much as all the rest.
        keys = _keys(folder) if keyed else _no_keys(folder)
        schools = pq.ParquetFile(folder / "schools.parquet").read(use_threads=False)
    except (OSError, pa.ArrowInvalid) as fault:
        raise EvidenceError(
            f"{folder} holds no year of marks that can be read: {fault}. Load the marks again."
        ) from fault
    sessions = Sessions.from_json(about.schema_arrow.metadata[_ABOUT].decode())
    roster = Roster(
        numbers=cache(partial(_pupil_numbers, folder)),
        keys=keys,
        urns=numbers_of(schools["urn"]),
        offsets=np.append(numbers_of(schools["first_row"]), len(keys)).astype(np.int64),
        las=tuple(schools["la"].to_pylist()),
        phases=tuple(schools["phase"].to_pylist()),
    )
    about_rows = about.metadata
    sizes = [about_rows.row_group(n).num_rows for n in range(about_rows.num_row_groups)]
    ends = np.searchsorted(roster.offsets, np.cumsum(sizes), side="left")
    if sum(sizes) != len(roster) or not np.array_equal(roster.offsets[ends], np.cumsum(sizes)):
        raise EvidenceError(f"The marks and the roster in {folder} differ. Load the marks again.")
    firsts = [0, *ends[:-1].tolist()]
    groups = tuple(zip(firsts, ends.tolist(), strict=True))
    return Matrix(folder=folder, sessions=sessions, roster=roster, groups=groups)

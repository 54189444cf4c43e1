"""
A long file of marks into a matrix: one pass, on every core, in memory that does not grow with it.

Stretches of the file are read and scanned side by side and placed in the file's order, so that
the first of two marks for a session is always the one that stays.
"""

import os
import shutil
import tempfile
from collections import Counter, deque
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

import numpy as np
from numpy.typing import NDArray

from headway.evidence.dataset import Fault
from headway.evidence.errors import EvidenceError
from headway.evidence.marks.files import Matrix
from headway.evidence.marks.placing import Placing
from headway.evidence.marks.roster import Roll
from headway.evidence.marks.rows import ROLES, Layout, Mark, RowReader, Wrong, layout_of
from headway.evidence.marks.scanning import ODD, SLACK, scan
from headway.evidence.marks.sessions import Sessions
from headway.evidence.marks.vocabulary import Vocabulary, vocabulary

STRETCH = 4 << 20
"""Bytes that are scanned at a time."""

LONGEST_LINE = 64 << 10
_HEAD = 64 << 10
_FAULTS = 1000


class GivenUpError(EvidenceError):
    """A load that was to be given up at a fault met one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MarksLoad:
    """
    What came of a file.

    Attributes:
        matrix: The marks on disk; None after a dry run.
        rows: Rows of the file, without headings and empty lines.
        kept: Rows whose mark is in the matrix.
        missing: Rows without a mark, which is no fault and leaves no mark.
        pupils: Enrolments that had a sound row.
        refused: How many rows, by what was wrong.
        faults: The first of them, in words.
    """

    matrix: Matrix | None
    rows: int
    kept: int
    missing: int
    pupils: int
    refused: Mapping[Wrong, int]
    faults: tuple[Fault, ...]


def load_csv(
    path: Path,
    folder: Path | None,
    *,
    sessions: Sessions,
    roll: Roll | None = None,
    urn: int | None = None,
    threads: int | None = None,
    quarantine: BinaryIO | None = None,
    progress: Callable[[int, int], None] | None = None,
    give_up_at: Wrong | None = None,
) -> MarksLoad:
    """
    Load a long file: one row a pupil and session, in any order.

    Args:
        path: The file.
        folder: Where the matrix shall be; None checks the file and keeps nothing.
        sessions: The year that the file is of.
        roll: Who the pupils are.
        urn: The school, for a file of one school that does not name it.
        threads: As many as there are processors where not given.
        quarantine: Is given the headings and every refused line as it came.
        progress: Told the bytes that are done and all there are.
        give_up_at: A fault that makes all the rest worth nothing.

    Raises:
        GivenUpError: A row had that fault.
        EvidenceError: It is no such file, it changes while it is read, or no row is sound.
    """
    before = path.stat()
    with path.open("rb") as file:
        head = file.read(_HEAD)
    layout = layout_of(head, urn=urn)
    if quarantine:
        quarantine.write(head.split(b"\n")[layout.line - 1].rstrip(b"\r") + b"\n")
    reader = RowReader(layout, sessions, urn)
    where = folder.parent if folder else Path(tempfile.gettempdir())
    where.mkdir(parents=True, exist_ok=True)
    scratch = Path(tempfile.mkdtemp(prefix=".marks-", dir=where))
    try:
        placing = Placing(len(sessions), scratch / "marks")
        taking = _Taking(reader, layout, placing, quarantine, give_up_at)
        share = threads or os.cpu_count() or 1
        stretches = _Stretches(path, layout, before.st_size, urn, vocabulary(sessions))
        for done, stretch in stretches.scanned(share):
            taking.take(stretch)
            if progress:
                progress(done, before.st_size)
        after = path.stat()
        if (after.st_size, after.st_mtime_ns) != (before.st_size, before.st_mtime_ns):
            raise EvidenceError(f"{path.name} changed while it was read. Load it when it is whole.")
        return taking.finish(folder, sessions, roll or Roll())
    finally:
        shutil.rmtree(scratch, ignore_errors=True)


class _Stretch:
    """Room for one stretch of a file and for what its scan finds, used again and again."""

    def __init__(self) -> None:
        rows = STRETCH // 2 + 2
        self.text = np.empty(1 + STRETCH + LONGEST_LINE + SLACK, dtype=np.uint8)
        self.columns = np.empty(rows, dtype=np.int16)
        self.marks = np.empty(rows, dtype=np.uint8)
        self.lines = np.empty(rows, dtype=np.int32)
        self.starts = np.empty(rows, dtype=np.int32)
        self.run_keys = np.empty(rows, dtype=np.int64)
        self.run_firsts = np.empty(rows, dtype=np.int64)
        self.spans = np.zeros((2, len(ROLES)), dtype=np.int64)
        self.rows = self.runs = self.odd = self.line_count = 0

    def line(self, row: int) -> bytes:
        """The text of a row with its newline."""
        start = int(self.starts[row])
        text = self.text[start : start + LONGEST_LINE].tobytes()
        return text[: text.find(b"\n") + 1] or text


class _Stretches:
    """A file in stretches that end with lines, scanned by several threads."""

    def __init__(
        self, path: Path, layout: Layout, size: int, urn: int | None, words: Vocabulary
    ) -> None:
        self._path = path
        self._size = size
        self._start = layout.start
        self._separator = ord(layout.separator)
        role_at = {place: ROLES.index(role) for role, place in layout.places.items()}
        roles = [role_at.get(place, -1) for place in range(len(layout.headers))]
        self._roles = np.array(roles, dtype=np.int64)
        self._school = 0 if "urn" in layout.places else int(urn or 0)
        self._words = words

    def scanned(self, threads: int) -> Iterator[tuple[int, _Stretch]]:
        """Stretch by stretch in the file's order, each with the bytes done after it."""
        free = deque(_Stretch() for _ in range(threads + 1))
        begins = iter(range(self._start, self._size, STRETCH))
        with ThreadPoolExecutor(threads) as pool:
            waiting: deque[tuple[int, _Stretch, Future[None]]] = deque()
            while True:
                while free:
                    begin = next(begins, None)
                    if begin is None:
                        break
                    room = free.popleft()
                    job = pool.submit(self._scan, begin, room)
                    waiting.append((min(begin + STRETCH, self._size), room, job))
                if not waiting:
                    return
                done, room, job = waiting.popleft()
                job.result()
                yield done, room
                free.append(room)

    def _scan(self, begin: int, room: _Stretch) -> None:
        before = 1 if begin > self._start else 0
        wanted = min(before + STRETCH + LONGEST_LINE, self._size - begin + before)
        with self._path.open("rb", buffering=0) as file:
            file.seek(begin - before)
            got = _read_fully(file, room.text[:wanted].data)
        room.text[got : got + SLACK] = ord("\n")
        first = 0
        if before:  # a line that began before belongs to the stretch before
            first = int(np.argmax(room.text[: got + 1] == ord("\n"))) + 1
        end = min(before + STRETCH, got)
        whole = begin - before + got == self._size
        if not whole and not np.any(room.text[end - 1 : got] == ord("\n")):
            raise EvidenceError(
                f"A line near byte {begin + end:,} is longer than {LONGEST_LINE:,} bytes; "
                "this is no file of attendance marks."
            )
        words = self._words
        room.rows, room.runs, room.odd, room.line_count = scan(
            room.text, first, end, self._separator, self._roles, self._school,
            words.first_year, words.days, words.halves, words.codes, words.epochs, words.allowed,
            words.letters, words.last, words.check, room.columns, room.marks, room.lines,
            room.starts, room.run_keys, room.run_firsts, room.spans,
        )  # fmt: skip


def _read_fully(file: BinaryIO, into: memoryview) -> int:
    got = 0
    while got < len(into):
        more = file.readinto(into[got:])  # type: ignore[attr-defined] # an unbuffered file has it
        if not more:
            break
        got += more
    return got


class _Taking:
    """Takes scanned stretches in turn: places what is sound, counts and keeps what is not."""

    def __init__(
        self,
        reader: RowReader,
        layout: Layout,
        placing: Placing,
        quarantine: BinaryIO | None,
        give_up_at: Wrong | None,
    ) -> None:
        self._reader = reader
        self._placing = placing
        self._quarantine = quarantine
        self._give_up_at = give_up_at
        self._line = layout.line + 1
        self._rows = self._missing = 0
        self._refused: Counter[Wrong] = Counter()
        self._faults: list[Fault] = []

    def take(self, found: _Stretch) -> None:
        """Place the rows of a stretch."""
        rows, runs = found.rows, found.runs
        keys, firsts = found.run_keys[:runs], found.run_firsts[:runs]
        columns, marks = found.columns[:rows], found.marks[:rows]
        refused = self._read_odd(found, keys, firsts) if found.odd else []
        again, other = self._placing.place(keys, firsts, columns, marks)
        self._rows += rows
        self._missing += int(np.count_nonzero((columns != ODD) & (marks == 0)))
        if refused or len(again):
            refused += [
                (row, Wrong.CONTRADICTED if differs else Wrong.REPEATED)
                for row, differs in zip(again.tolist(), other.tolist(), strict=True)
            ]
            for row, wrong in sorted(refused):
                self._refuse(found, row, wrong)
        self._line += found.line_count

    def _read_odd(
        self, found: _Stretch, keys: NDArray[np.int64], firsts: NDArray[np.int64]
    ) -> list[tuple[int, Wrong]]:
        """Read patiently what the scan left; what is sound takes its place among the rest."""
        odd = np.flatnonzero(found.columns[: found.rows] == ODD)
        refused = []
        runs = np.searchsorted(firsts, odd)
        for row, run in zip(odd.tolist(), runs.tolist(), strict=True):
            read = self._reader.read(found.line(row))
            if isinstance(read, Mark):
                keys[run] = read.enrolment
                found.columns[row], found.marks[row] = read.column, read.byte
            elif read[0] is self._give_up_at:
                raise GivenUpError(f"A row was refused: {read[2]}")
            else:
                refused.append((row, read[0]))
        return refused

    def _refuse(self, found: _Stretch, row: int, wrong: Wrong) -> None:
        self._refused[wrong] += 1
        if len(self._faults) < _FAULTS:
            number = self._line + int(found.lines[row])
            self._faults.append(self._reader.fault(number, found.line(row), wrong))
        if self._quarantine:
            self._quarantine.write(found.line(row))

    def finish(self, folder: Path | None, sessions: Sessions, roll: Roll) -> MarksLoad:
        """Write the matrix in order of schools and pupils."""
        placing = self._placing
        if not placing.pupils:
            first = "".join(
                f" The first: row {fault.row}, {fault.sentence}" for fault in self._faults[:1]
            )
            raise EvidenceError(f"None of the {self._rows} rows could be used.{first}")
        matrix = placing.write(folder, sessions, roll) if folder else None
        return MarksLoad(
            matrix=matrix,
            rows=self._rows,
            kept=self._rows - self._missing - self._refused.total(),
            missing=self._missing,
            pupils=placing.pupils,
            refused=dict(self._refused),
            faults=tuple(self._faults),
        )

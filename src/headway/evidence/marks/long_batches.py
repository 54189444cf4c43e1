"""
A batch of typed rows as numbers: sheets where pupil after pupil has the same sessions, else loose.

Registers are written out pupil after pupil, and pupils of one school have the same days. What
follows from days and sessions is then worked out for one of them and holds for all, and the
marks stand as they will in the matrix.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from headway.evidence.attendance_codes import UNKNOWN, byte_of
from headway.evidence.calendars import HALVES
from headway.evidence.marks.arrow import numbers_of
from headway.evidence.marks.roster import UPN_BITS, packed_upns
from headway.evidence.marks.rows import Wrong
from headway.evidence.marks.sessions import Sessions
from headway.evidence.marks.vocabulary import Vocabulary, vocabulary

WRONGS = tuple(Wrong)
FINE = 255
"""Of a loose row in which nothing is wrong; else its fault's place in `WRONGS`."""

_CLOSED, _OTHER_YEAR, _SESSION, _CODE, _MISFIT = map(
    WRONGS.index, (Wrong.CLOSED, Wrong.OTHER_YEAR, Wrong.SESSION, Wrong.CODE, Wrong.MISFIT)
)
_LEAST_PUPILS, _LEAST_ROWS = 8, 16
"""Pupils, and rows of each, from which a sheet is worth its overhead."""

Numbers = NDArray[np.int64]


@dataclass(frozen=True, slots=True, kw_only=True)
class Loose:
    """
    Rows of any kind.

    Attributes:
        columns: Of each row, below zero for one that is refused.
        marks: Of each row.
        wrong: Of each row, `FINE` or what is wrong.
        enrolments: Of each run of rows; -1 for a row that is refused.
        firsts: The row at which each run begins.
    """

    columns: NDArray[np.int16]
    marks: NDArray[np.uint8]
    wrong: NDArray[np.uint8]
    enrolments: Numbers
    firsts: Numbers


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """
    Rows in which nothing is wrong, of pupils who all have the same sessions.

    Attributes:
        enrolments: Of each pupil.
        columns: Of the sessions, ascending.
        marks: A row a pupil.
    """

    enrolments: Numbers
    columns: NDArray[np.int16]
    marks: NDArray[np.uint8]

    def loose(self) -> Loose:
        """The same rows one by one."""
        pupils, width = self.marks.shape
        return Loose(
            columns=np.tile(self.columns, pupils),
            marks=self.marks.reshape(-1),
            wrong=np.full(self.marks.size, FINE, dtype=np.uint8),
            enrolments=self.enrolments,
            firsts=np.arange(pupils, dtype=np.int64) * width,
        )


@dataclass(slots=True)
class Pupils:
    """The numbers of a file's pupils; batch after batch of a group has the same."""

    texts: Any = None
    numbers: Numbers = field(default_factory=lambda: np.zeros(0, dtype=np.int64))

    def of(self, texts: "pa.StringArray") -> Numbers:
        """The packed number of each text."""
        if self.texts is None or not self.texts.equals(texts):
            self.texts, self.numbers = texts, packed_upns(texts)
        return self.numbers


class Reader:
    """Makes pieces of batches of one year; may be shared between threads."""

    def __init__(self, sessions: Sessions) -> None:
        self._words: Vocabulary = vocabulary(sessions)
        year = np.datetime64(f"{sessions.year}-08-01", "D").astype(np.int64)
        past = np.datetime64(f"{sessions.year + 1}-08-01", "D").astype(np.int64)
        self._first = int(year) - 1
        # Mornings by days since August; -1 where no school is open, -2 out of the year.
        self._mornings = np.full(int(past - year) + 2, -1, dtype=np.int16)
        self._mornings[[0, -1]] = -2
        places = np.array(sessions.days, dtype="datetime64[D]").astype(np.int64) - year + 1
        self._mornings[places] = 2 * np.arange(len(sessions.days))

    def pieces(self, batch: pa.RecordBatch, pupils: Pupils | None = None) -> list[Sheet | Loose]:
        """
        The rows of a batch in their order.

        Args:
            batch: As for `long_rows.place_rows`.
            pupils: Of the batches before, where there may be the same.
        """
        return list(_Batch(batch, self, pupils or Pupils()).pieces())

    def mornings(self, days: NDArray[np.int32]) -> NDArray[np.int16]:
        """The columns of the mornings of days; -1 and -2 as above."""
        found: NDArray[np.int16] = self._mornings.take(days - self._first, mode="clip")
        return found

    def may(
        self, morning: NDArray[np.int16], half: NDArray[np.int16], marks: NDArray[np.uint8]
    ) -> NDArray[np.bool_]:
        """Whether each mark may be made where it stands; false where it stands nowhere."""
        sound: NDArray[np.bool_] = (morning >= 0) & (half >= 0) & (marks != UNKNOWN)
        place = (half.astype(np.uint16) << 8) | marks
        if len(self._words.allowed) > 1:
            place = self._words.epochs.take(morning >> 1, mode="clip") * 512 + place
        sound &= self._words.allowed.reshape(-1).take(place, mode="clip")
        return sound

    def refused(
        self, columns: NDArray[np.int16], marks: NDArray[np.uint8], some: set[int]
    ) -> NDArray[np.bool_]:
        """Which pupils of a sheet have a mark that may not be made; `some` are all its bytes."""
        epochs = self._words.epochs[columns >> 1]
        pupils = np.zeros(len(marks), dtype=np.bool_)
        for mark in some:
            not_here = ~self._words.allowed[epochs, columns & 1, mark]
            if mark == UNKNOWN:
                not_here[:] = True
            if not_here.any():
                pupils |= ((marks == mark) & not_here).any(axis=1)
        return pupils


class _Batch:
    """The columns of a batch as numbers."""

    def __init__(self, batch: pa.RecordBatch, reader: Reader, pupils: Pupils) -> None:
        self._reader = reader
        self._day = numbers_of(batch.column("day"), missing=0)
        self._session, self._halves = _looked_up(
            batch.column("session"), lambda text: HALVES.index(text) if text in HALVES else -1
        )
        upn, codes = _coded(batch.column("upn")), _coded(batch.column("code"))
        self._who, self._pupils = numbers_of(upn.indices), pupils.of(upn.dictionary)
        self._urn, self._urns = _looked_up(batch.column("urn"), int)
        found = [byte_of(text or "") for text in codes.dictionary.to_pylist()]
        table = np.array([UNKNOWN if one is None else one for one in found] + [0], np.uint8)
        self._marks = table.take(numbers_of(codes.indices, missing=len(found)), mode="clip")
        self._bytes = set(table.tolist())
        begins = np.ones(len(self._who), dtype=np.bool_)
        np.not_equal(self._who[1:], self._who[:-1], out=begins[1:])
        begins[1:] |= self._urn[1:] != self._urn[:-1]
        self._begins = begins

    def pieces(self) -> Iterator[Sheet | Loose]:
        """The rows in their order."""
        done, rows = 0, len(self._who)
        firsts = np.flatnonzero(self._begins)
        for begin, sheet in self._sheets(np.append(firsts, rows)):
            if done < begin:
                yield self._loose(done, begin)
            yield sheet
            done = begin + sheet.marks.size
        if done < rows:
            yield self._loose(done, rows)

    def _sheets(self, firsts: Numbers) -> Iterator[tuple[int, Sheet]]:
        """The sheets, each with its first row."""
        for first, past in self._alike(firsts):
            begin, end = int(firsts[first]), int(firsts[past])
            width = (end - begin) // (past - first)
            morning, half = self._sessions(begin, begin + width)
            columns = morning + half
            if morning.min() < 0 or half.min() < 0 or not np.all(columns[1:] > columns[:-1]):
                continue
            marks = self._marks[begin:end].reshape(-1, width)
            bad = np.flatnonzero(self._reader.refused(columns, marks, self._bytes))
            for before, pupil in pairwise([-1, *bad.tolist(), len(marks)]):
                if pupil - before > _LEAST_PUPILS:
                    rows = slice(before + 1, pupil)
                    keys = self._enrolments(firsts[first:past][rows])
                    sheet = Sheet(enrolments=keys, columns=columns, marks=marks[rows])
                    yield begin + (before + 1) * width, sheet

    def _alike(self, firsts: Numbers) -> Iterator[tuple[int, int]]:
        """Stretches of runs with the same days and sessions, as (first, past the last)."""
        sizes = np.diff(firsts)
        for first, past in pairwise([0, *(np.flatnonzero(np.diff(sizes)) + 1), len(sizes)]):
            many = past - first
            if many < _LEAST_PUPILS or sizes[first] < _LEAST_ROWS:
                continue
            same = np.ones(many - 1, dtype=np.bool_)
            for column in (self._day, self._session):
                runs = column[firsts[first] : firsts[past]].reshape(many, -1)
                same &= (runs[1:] == runs[:-1]).all(axis=1)
            for a, b in pairwise([0, *(np.flatnonzero(~same) + 1), many]):
                if b - a >= _LEAST_PUPILS:
                    yield first + a, first + b

    def _loose(self, begin: int, end: int) -> Loose:
        morning, half = self._sessions(begin, end)
        marks, columns = self._marks[begin:end], morning + half
        begins = self._begins[begin:end].copy()
        begins[0] = True
        may = self._reader.may(morning, half, marks)
        wrong = np.full(len(marks), FINE, dtype=np.uint8)
        if not may.all():
            faults = [half < 0, morning == -2, morning == -1, marks == UNKNOWN, ~may]
            which = [_SESSION, _OTHER_YEAR, _CLOSED, _CODE, _MISFIT]
            wrong[:] = np.select(faults, which, FINE)
            bad = wrong != FINE
            columns[bad] = -1
            begins |= bad
            begins[1:] |= bad[:-1]
        firsts = np.flatnonzero(begins)
        keys = np.where(wrong[firsts] != FINE, -1, self._enrolments(begin + firsts))
        return Loose(columns=columns, marks=marks, wrong=wrong, enrolments=keys, firsts=firsts)

    def _sessions(self, begin: int, end: int) -> tuple[NDArray[np.int16], NDArray[np.int16]]:
        """Columns of the mornings, and 0 or 1 for the half of the day; below zero for neither."""
        half = self._halves.astype(np.int16)[self._session[begin:end]]
        return self._reader.mornings(self._day[begin:end]), half

    def _enrolments(self, rows: Numbers) -> Numbers:
        found: Numbers = self._urns[self._urn[rows]] << UPN_BITS | self._pupils[self._who[rows]]
        return found


def _coded(texts: pa.Array) -> pa.DictionaryArray:
    return texts if pa.types.is_dictionary(texts.type) else texts.dictionary_encode()


def _looked_up(
    texts: pa.Array, number: Callable[[str], int]
) -> tuple[NDArray[np.int32], NDArray[np.int64]]:
    """The place of each text in a table, and the table: a number for each different text."""
    coded = _coded(texts)
    table = np.array([number(text) for text in coded.dictionary.to_pylist()], dtype=np.int64)
    return numbers_of(coded.indices), table

"""
What a mark in an attendance register means, by the day on which it was made.

The letters are those of England's schools. Several changed on 19 August 2024, when the School
Attendance (Pupil Registration) (England) Regulations 2024 came into force, and X meant the
opposite while schools were closed by the pandemic; so a code has no meaning without a day.

Each code is one byte in the store of marks. A code of one character is its own byte; codes of
two or three characters have a small letter; no mark at all is 0:

    C1 c   C2 d   J1 j   Y1-Y7 t u v w x y z   X01-X09 k l m n o p q r s   I01 h   I02 i

The bytes never change, for they lie in files: a new code gets a byte that none has had.
"""

from bisect import bisect_right
from collections.abc import Iterable
from datetime import date, timedelta
from functools import cache
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from headway.evidence.attendance_meanings import (
    CODES,
    COVID_FIRST,
    COVID_LAST,
    REASONS,
    REGULATIONS_2024,
    AttendanceCode,
    Flag,
    MarkClass,
    Meaning,
    Reason,
)

if TYPE_CHECKING:
    import pyarrow as pa

__all__ = [
    "CHANGES",
    "CODES",
    "COVID_FIRST",
    "COVID_LAST",
    "NO_MARK",
    "REASONS",
    "REGULATIONS_2024",
    "UNKNOWN",
    "AttendanceCode",
    "Flag",
    "MarkClass",
    "Meaning",
    "Reason",
    "attendance_code",
    "byte_of",
    "bytes_of",
    "class_on",
    "class_table",
    "code_of",
    "fault_of_mark",
    "faulty_marks",
    "flag_table",
    "reason_table",
    "stretches",
]

NO_MARK = 0
"""The byte of a session for which nothing was received."""

UNKNOWN = 255
"""What `bytes_of` gives for a text that is no code; never stored."""

_EPOCH = date(1970, 1, 1)

_FLAGS = {
    MarkClass.MISSING: Flag.DOUBTFUL,
    MarkClass.PRESENT: Flag.POSSIBLE | Flag.ATTENDING,
    MarkClass.LATE: Flag.POSSIBLE | Flag.ATTENDING,
    MarkClass.ELSEWHERE: Flag.POSSIBLE | Flag.ATTENDING,
    MarkClass.AUTHORISED: Flag.POSSIBLE | Flag.AUTHORISED,
    MarkClass.UNAUTHORISED: Flag.POSSIBLE | Flag.UNAUTHORISED,
    MarkClass.NOT_POSSIBLE: Flag(0),
    MarkClass.COVID: Flag.POSSIBLE,
    MarkClass.NOT_IN_FORCE: Flag.DOUBTFUL,
}

_BY_CODE = {code.code: code for code in CODES}
_BY_BYTE = {code.byte: code for code in CODES}


def _changes(codes: Iterable[AttendanceCode]) -> tuple[date, ...]:
    firsts = {meaning.first for code in codes for meaning in code.meanings}
    after = {
        meaning.last + timedelta(days=1)
        for code in codes
        for meaning in code.meanings
        if meaning.last != date.max
    }
    return tuple(sorted((firsts | after) - {date.min}))


CHANGES = _changes(CODES)
"""The days from which some code means something else."""


def attendance_code(text: str) -> AttendanceCode | None:
    """
    The code of this text, however it is spaced and cased; None where there is none.

    >>> attendance_code(" c2").code
    'C2'
    """
    return _BY_CODE.get(text.strip().upper())


def byte_of(text: str) -> int | None:
    r"""
    The byte that stores a code: 0 for an empty text, None for a text that is no code.

    >>> byte_of("/"), byte_of("C2"), byte_of(""), byte_of("??")
    (47, 100, 0, None)
    """
    if not text.strip():
        return NO_MARK
    found = attendance_code(text)
    return None if found is None else found.byte


def code_of(byte: int) -> str | None:
    """
    The code that a byte stores: empty for 0, None for a byte that stores none.

    >>> code_of(100), code_of(0)
    ('C2', '')
    """
    if byte == NO_MARK:
        return ""
    found = _BY_BYTE.get(byte)
    return None if found is None else found.code


def bytes_of(codes: "pa.Array | pa.ChunkedArray") -> NDArray[np.uint8]:
    """The bytes of a column of texts: 0 for an empty one or a null, `UNKNOWN` for no code."""
    import pyarrow.compute as pc  # noqa: PLC0415 - late: slow, and most callers need only the tables

    coded = pc.dictionary_encode(codes)
    chunks = coded.chunks if hasattr(coded, "chunks") else [coded]
    if not chunks:
        return np.zeros(0, dtype=np.uint8)
    return np.concatenate([_bytes_of_dictionary(chunk) for chunk in chunks])


def _bytes_of_dictionary(chunk: "pa.DictionaryArray") -> NDArray[np.uint8]:
    found = [byte_of(text) for text in chunk.dictionary.to_pylist()]
    table = np.array([UNKNOWN if byte is None else byte for byte in found] + [NO_MARK], np.uint8)
    places = chunk.indices.fill_null(len(found)).to_numpy(zero_copy_only=False)
    return np.asarray(table[places], dtype=np.uint8)


def class_on(text: str, day: date) -> MarkClass:
    """
    What a mark counts as on a day.

    >>> class_on("J", date(2024, 7, 1)).name, class_on("J1", date(2024, 9, 2)).name
    ('ELSEWHERE', 'AUTHORISED')
    """
    if not text.strip():
        return MarkClass.MISSING
    found = attendance_code(text)
    meaning = found.on(day) if found else None
    return MarkClass.NOT_IN_FORCE if meaning is None else meaning.of


def class_table(day: date) -> NDArray[np.uint8]:
    """The `MarkClass` of each of the 256 bytes on `day`; bytes of no code are not in force."""
    return _class_table(_epoch(day))


def flag_table(day: date) -> NDArray[np.uint8]:
    """The `Flag` bits of each of the 256 bytes on `day`."""
    flags = np.array([_FLAGS[of] for of in MarkClass], dtype=np.uint8)
    return np.asarray(flags[class_table(day)], dtype=np.uint8)


def reason_table(day: date) -> NDArray[np.uint8]:
    """For each of the 256 bytes, 0 or 1 + the place of its reason in `REASONS`."""
    table = np.zeros(256, dtype=np.uint8)
    for code in CODES:
        meaning = code.on(day)
        if meaning and meaning.reason:
            table[code.byte] = REASONS.index(meaning.reason) + 1
    return table


def stretches(first: date, last: date) -> tuple[tuple[date, date], ...]:
    """
    The days from `first` to `last`, cut where the tables change: one table serves each part.

    >>> [str(start) for start, _ in stretches(date(2021, 9, 1), date(2022, 7, 22))]
    ['2021-09-01', '2022-04-01']
    """
    starts = [first, *(day for day in CHANGES if first < day <= last)]
    ends = [*(day - timedelta(days=1) for day in starts[1:]), last]
    return tuple(zip(starts, ends, strict=True))


def _epoch(day: date) -> int:
    return bisect_right(CHANGES, day)


@cache
def _class_table(epoch: int) -> NDArray[np.uint8]:
    day = CHANGES[epoch - 1] if epoch else date.min
    table = np.full(256, MarkClass.NOT_IN_FORCE, dtype=np.uint8)
    table[NO_MARK] = MarkClass.MISSING
    for code in CODES:
        meaning = code.on(day)
        if meaning:
            table[code.byte] = meaning.of
    table.flags.writeable = False
    return table


def fault_of_mark(text: str, session: str, day: date) -> str | None:
    """
    What is wrong with a mark in the session ("AM" or "PM") of a day; None where nothing is.

    A mark that is missing is no fault of the row: it is counted as missing.
    """
    if not text.strip():
        return None
    found = attendance_code(text)
    if found is None:
        return f'"{text}" is not an attendance code. Write the code that the register shows.'
    if found.code == "/" and session == "PM":
        return 'The mark "/" is for mornings and stands in an afternoon; "\\" was expected.'
    if found.code == "\\" and session == "AM":
        return 'The mark "\\" is for afternoons and stands in a morning; "/" was expected.'
    if found.on(day) is None:
        return f"The code {found.code} was not in force on {day:%d/%m/%Y}: {_in_force(found)}."
    return None


def faulty_marks(
    codes: NDArray[np.uint8], afternoons: NDArray[np.bool_], days: NDArray[np.int32]
) -> NDArray[np.bool_]:
    """
    Which marks are wrong for their session and day, as `fault_of_mark` says of one.

    Args:
        codes: Bytes, as `bytes_of` gives them.
        afternoons: True for PM.
        days: Days since 1970, as Arrow and NumPy hold them.
    """
    if not len(codes):
        return np.zeros(0, dtype=np.bool_)
    slash, backslash = ord("/"), ord("\\")
    faulty = np.where(afternoons, codes == slash, codes == backslash)
    for first, last in stretches(_as_date(days.min()), _as_date(days.max())):
        within = (days >= _as_number(first)) & (days <= _as_number(last))
        faulty |= within & (class_table(first)[codes] == MarkClass.NOT_IN_FORCE)
    return np.asarray(faulty, dtype=np.bool_)


def _as_date(number: np.int32) -> date:
    return _EPOCH + timedelta(days=int(number))


def _as_number(day: date) -> int:
    return (day - _EPOCH).days


def _in_force(code: AttendanceCode) -> str:
    first, last = code.meanings[0].first, code.meanings[-1].last
    if first == date.min:
        return f"it ended on {last:%d/%m/%Y}"
    if last == date.max:
        return f"it began on {first:%d/%m/%Y}"
    return f"it was used from {first:%d/%m/%Y} to {last:%d/%m/%Y}"

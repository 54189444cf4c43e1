"""What the quick reader of marks looks up: days, halves of days and codes, as tables."""

from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np
from numpy.typing import NDArray

from headway.evidence.attendance_codes import CODES, MarkClass, class_table, stretches
from headway.evidence.identifiers import UPN_LETTERS
from headway.evidence.kinds.attendance_marks import DATASET
from headway.evidence.marks.sessions import Sessions

NO_DAY, OTHER_YEAR, CLOSED = -1, -2, -3
"""Places of days that are none, are of another year, or on which no school is open."""

NONE = 255
NO_CODE = 254
"""No such code; 255 and 254 are bytes of none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Vocabulary:
    """
    Tables for one year.

    Attributes:
        first_year: The calendar year of the first entry of `days`.
        days: By (months since then) * 31 + day of month - 1: place of the day, or below zero.
        halves: By two characters as one number: 0 morning, 1 afternoon, 255 neither.
        codes: By two characters as one number: the byte, or 254; a single character has 0 second.
        epochs: For each day, the row of `allowed`.
        allowed: By epoch, half and byte: whether such a mark may be made.
        letters: By character, its value in a pupil number's check sum, or 255.
        last: By character, its place among the last characters of pupil numbers, or 255.
        check: By remainder, the character that a pupil number begins with.
    """

    first_year: int
    days: NDArray[np.int16]
    halves: NDArray[np.uint8]
    codes: NDArray[np.uint8]
    epochs: NDArray[np.int64]
    allowed: NDArray[np.bool_]
    letters: NDArray[np.uint8]
    last: NDArray[np.uint8]
    check: NDArray[np.uint8]


def vocabulary(sessions: Sessions) -> Vocabulary:
    """The tables for the year of these sessions."""
    epochs, allowed = _allowed(sessions)
    letters = np.full(256, NONE, dtype=np.uint8)
    last = letters.copy()
    for place, character in enumerate("0123456789" + UPN_LETTERS):
        last[ord(character)] = place
        letters[ord(character)] = place if place < 10 else place - 10
    return Vocabulary(
        first_year=sessions.year,
        days=_days(sessions),
        halves=_halves(),
        codes=_codes(),
        epochs=epochs,
        allowed=allowed,
        letters=letters,
        last=last,
        check=np.frombuffer(UPN_LETTERS.encode(), dtype=np.uint8),
    )


def _days(sessions: Sessions) -> NDArray[np.int16]:
    table = np.full(24 * 31, NO_DAY, dtype=np.int16)
    place = {day: number for number, day in enumerate(sessions.days)}
    first, past = date(sessions.year, 8, 1), date(sessions.year + 1, 8, 1)
    day = date(sessions.year, 1, 1)
    while day.year < sessions.year + 2:
        at = ((day.year - sessions.year) * 12 + day.month - 1) * 31 + day.day - 1
        table[at] = place.get(day, CLOSED) if first <= day < past else OTHER_YEAR
        day += timedelta(days=1)
    return table


def _pair(text: str) -> int:
    return int.from_bytes(text.encode().ljust(2, b"\0"), "little")


def _halves() -> NDArray[np.uint8]:
    table = np.full(1 << 16, NONE, dtype=np.uint8)
    session = DATASET.column("session")
    written = {**{code: code for code in session.codes}, **session.spellings}
    for way, code in written.items():
        if len(way) <= 2:
            for cased in (way.upper(), way.lower()):
                table[_pair(cased)] = ("AM", "PM").index(code)
    return table


def _codes() -> NDArray[np.uint8]:
    table = np.full(1 << 16, NO_CODE, dtype=np.uint8)
    table[0] = 0
    for code in CODES:
        if len(code.code) <= 2:
            table[_pair(code.code)] = code.byte
            table[_pair(code.code.lower())] = code.byte
    return table


def _allowed(sessions: Sessions) -> tuple[NDArray[np.int64], NDArray[np.bool_]]:
    epochs = np.zeros(len(sessions.days), dtype=np.int64)
    rows = []
    for number, (first, last) in enumerate(stretches(sessions.days[0], sessions.days[-1])):
        for place, day in enumerate(sessions.days):
            if first <= day <= last:
                epochs[place] = number
        may = class_table(first) != MarkClass.NOT_IN_FORCE
        halves = np.stack([may, may])
        halves[0, ord("\\")] = halves[1, ord("/")] = False
        rows.append(halves)
    return epochs, np.stack(rows)

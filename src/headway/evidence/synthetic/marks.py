"""
Made-up marks, a block of enrolments at a time, as the bytes that the store of marks holds.

How much each enrolment misses is decided first, so that the shares of persistent and severe
absence come out as published; then which days, in spells that follow the seasons; then why.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from headway.evidence.attendance_codes import NO_MARK, byte_of
from headway.evidence.calendars import Terms
from headway.evidence.synthetic.draws import Bytes, Chance, Flags, Floats, Ints, pick_by
from headway.evidence.synthetic.levels import ELSEWHERE, HALF_DAY_REASONS, REASONS

_Small = NDArray[np.float32]
_AM, _PM = 0, 1
_HALF_DAYS = 0.12
_NOT_RECEIVED = 0.0002
_PROSPECTIVE_DAYS = 5
_FIRST_WEEKS = 10
_CLOSED_SCHOOL, _SHUT_SCHOOL = 0.35, 0.08
_OPEN_TO = 0.12
_COVID_LOCKDOWN = 2020
_COVID_YEARS = (2020, 2021)
_CODES_OF_2024 = 2024


def code(text: str) -> int:
    """The byte of a code that there is."""
    found = byte_of(text)
    if found is None:
        raise KeyError(text)
    return found


@dataclass(frozen=True, slots=True, kw_only=True)
class Stays:
    """
    The enrolments of a block of whole schools, one place in every array.

    Attributes:
        school: Place of the school within the block.
        phase: Place in `PHASES`; all-important for the reasons.
        year: Year group.
        first: Place of the first school day on the roll.
        past: Place of the school day after the last.
        rate: Sessions to be missed, of those possible.
        away: For the two registrations of one child, which days are spent at the other school:
            0 none, 1 Thursdays and Fridays (the main one), 2 Mondays to Wednesdays.
        late_joiner: Whether the child stood on the register before joining.
    """

    school: Ints
    phase: Ints
    year: Ints
    first: Ints
    past: Ints
    rate: Floats
    away: Ints
    late_joiner: Flags


@dataclass(frozen=True, slots=True, kw_only=True)
class Stretches:
    """
    Sessions of some enrolments of the block whose mark is settled beforehand.

    Attributes:
        row: Place in the block.
        first: First school day.
        sessions: How many sessions of a suspension; how many days of a timetable.
    """

    row: Ints
    first: Ints
    sessions: Ints


def marks_of(
    chance: Chance, stays: Stays, suspended: Stretches, part_time: Stretches, terms: Terms
) -> Bytes:
    """One row of marks for each enrolment, two columns a school day."""
    days = len(terms.days)
    marks = np.empty((len(stays.school), days, 2), dtype=np.uint8)
    marks[:, :, _AM], marks[:, :, _PM] = code("/"), code("\\")
    here = _on_roll(stays, days)
    outside = ~here
    open_days = here & ~_closures(chance, stays, terms, marks)
    eligible = open_days & ~_elsewhere_registered(stays, terms, marks)
    counted = 2 * eligible.sum(axis=1)
    eligible &= ~_not_required(chance, stays, terms, marks, eligible)
    forced = _suspend(suspended, eligible, marks)
    whole, half = _absent_days(chance, stays, eligible, forced, counted)
    free = eligible & ~forced
    _reasons_of_days(chance, stays, terms, whole & free, marks)
    _reasons_of_halves(chance, half & free, marks)
    _reduce(part_time, terms.year, free & ~whole, marks)
    _scatter(chance, stays, terms.year, marks)
    _before_and_after(stays, outside, marks)
    return marks.reshape(len(marks), 2 * days)


def _on_roll(stays: Stays, days: int) -> Flags:
    place = np.arange(days)
    return (place >= stays.first[:, None]) & (place < stays.past[:, None])


def _closures(chance: Chance, stays: Stays, terms: Terms, marks: Bytes) -> Flags:
    """Days on which a school of the block was closed: planned (#), or not (Y)."""
    days = len(terms.days)
    schools = int(stays.school.max(initial=-1)) + 1
    planned, sudden = (np.zeros((schools, days), dtype=np.bool_) for _ in range(2))
    day = chance.integers(5, days, (2, schools))
    planned[np.arange(schools), day[0]] = chance.random(schools) < _CLOSED_SCHOOL
    winter = day[1] % (days // 3) + days // 3
    sudden[np.arange(schools), winter] = chance.random(schools) < _SHUT_SCHOOL
    shut = code("Y4" if terms.year >= _CODES_OF_2024 else "Y")
    for closed, byte in ((sudden, shut), (planned, code("#"))):
        for school, on in np.argwhere(closed).tolist():
            marks[stays.school == school, on] = byte
    return np.asarray((planned | sudden)[stays.school], dtype=np.bool_)


def _elsewhere_registered(stays: Stays, terms: Terms, marks: Bytes) -> Flags:
    """Days that a child with two registrations spends at the other school."""
    weekday = np.array([day.weekday() for day in terms.days])
    away = np.zeros(marks.shape[:2], dtype=np.bool_)
    for place, days in ((1, weekday >= 3), (2, weekday < 3)):
        away[np.ix_(stays.away == place, days)] = True
    marks[away] = code("D")
    return away


def _not_required(chance: Chance, stays: Stays, terms: Terms, marks: Bytes, able: Flags) -> Flags:
    """Sessions of X: afternoons of the first weeks of reception; the lockdown of 2021."""
    found = np.zeros(able.shape, dtype=np.bool_)
    if terms.year not in _COVID_YEARS:
        weeks = np.flatnonzero((stays.year == 0) & (stays.first == 0))
        block = np.ix_(weeks, np.arange(min(_FIRST_WEEKS, able.shape[1])))
        found[block] = able[block]
        rows, on = np.nonzero(found)
        marks[rows, on, _PM] = code("X")
    if terms.year == _COVID_LOCKDOWN:
        closed = np.array(
            [(2021, 1, 4) <= day.timetuple()[:3] <= (2021, 3, 7) for day in terms.days]
        )
        kept_away = chance.random(len(able)) >= _OPEN_TO
        found |= able & kept_away[:, None] & closed
        marks[found] = code("X")
    return found


def _suspend(suspended: Stretches, eligible: Flags, marks: Bytes) -> Flags:
    """Marks of suspension, and the days that have one."""
    forced = np.zeros(eligible.shape, dtype=np.bool_)
    rows, days, nth, which = _spread(suspended, (suspended.sessions + 1) // 2, eligible)
    forced[rows, days] = True
    marks[rows, days, _AM] = code("E")
    whole = 2 * nth + 2 <= suspended.sessions[which]
    marks[rows[whole], days[whole], _PM] = code("E")
    return forced


def _spread(stretches: Stretches, lengths: Ints, able: Flags) -> tuple[Ints, Ints, Ints, Ints]:
    """The row and day of each day of stretches, its place in the stretch, and which that is."""
    nth = np.arange(int(lengths.sum())) - np.repeat(np.cumsum(lengths) - lengths, lengths)
    which = np.repeat(np.arange(len(lengths)), lengths)
    row, day = stretches.row[which], stretches.first[which] + nth
    kept = day < able.shape[1]
    kept[kept] = able[row[kept], day[kept]]
    return row[kept], day[kept], nth[kept], which[kept]


def _absent_days(
    chance: Chance, stays: Stays, eligible: Flags, forced: Flags, counted: Ints
) -> tuple[Flags, Flags]:
    """Which days are missed whole, and which by half: as many sessions as the rates ask."""
    wanted = stays.rate * counted
    below = np.minimum(np.floor(wanted + chance.random(len(wanted))), np.ceil(counted / 10) - 1)
    missed = np.where(stays.rate >= 0.1, np.ceil(wanted - 1e-9), below)
    missed = np.maximum(missed, 0).astype(np.int64)
    able = eligible.sum(axis=1)
    missed = np.minimum(missed, 2 * able)
    half = missed % 2 + 2 * (chance.random(len(missed)) * _HALF_DAYS * missed).astype(np.int64)
    whole = np.maximum((missed - half) // 2, 0)
    half = np.minimum(missed - 2 * whole, able - whole)
    whole = (missed - half) // 2
    scores = _scores(chance, eligible, forced)
    ordered = np.sort(scores, axis=1)
    width = scores.shape[1]

    def least(count: Ints) -> _Small:
        place = np.maximum(width - count, 0)
        found = np.take_along_axis(ordered, np.minimum(place, width - 1)[:, None], axis=1)
        return np.where((count > 0)[:, None], found, np.float32(np.inf))

    all_day = scores >= least(whole)
    part = (scores >= least(whole + half)) & ~all_day
    return all_day & eligible, part & eligible


def _scores(chance: Chance, eligible: Flags, forced: Flags) -> _Small:
    """How likely each day is to be missed: alike on days next to each other, higher in winter."""
    rows, days = eligible.shape
    noise = chance.random((rows, days + 3), dtype=np.float32)
    scores = noise[:, :-3] + noise[:, 1:-2]
    scores += noise[:, 2:-1]
    scores += 0.35 * noise[:, 3:]
    season = 0.12 * np.sin(np.linspace(-0.6, 3.4, days)) + 0.10 * np.linspace(0, 1, days)
    scores += season.astype(np.float32)
    scores[~eligible] = -1.0
    scores[forced] += 10.0
    return np.asarray(scores, dtype=np.float32)


def _reasons_of_days(
    chance: Chance, stays: Stays, terms: Terms, whole: Flags, marks: Bytes
) -> None:
    """One reason for each spell of whole days."""
    row, day = np.nonzero(whole)
    new = np.append(True, (np.diff(row) != 0) | (np.diff(day) != 1))[: len(row)]
    begins = row[new]
    groups = np.minimum(stays.phase[begins], 2) * 2 + (stays.rate[begins] >= 0.1)
    bytes_, weights = _reasons(terms.year)
    drawn = bytes_[pick_by(chance, weights, groups)]
    exams = np.array([(day.month, day.day) >= (5, 12) and day.month < 8 for day in terms.days])
    leave = exams[day[new]] & np.isin(stays.year[begins], (11, 13))
    drawn[leave & (chance.random(len(drawn)) < 0.5)] = code("S")
    given = drawn[np.cumsum(new) - 1]
    marks[row, day, _AM] = given
    marks[row, day, _PM] = given


def _reasons_of_halves(chance: Chance, half: Flags, marks: Bytes) -> None:
    """One reason for each half day; who came late after the register closed missed the morning."""
    row, day = np.nonzero(half)
    names = tuple(HALF_DAY_REASONS)
    which = pick_by(
        chance, np.array([list(HALF_DAY_REASONS.values())]), np.zeros(len(row), dtype=np.int64)
    )
    given = np.array([code(name) for name in names], dtype=np.uint8)[which]
    after = (chance.random(len(row)) < 0.5) & (given != code("U"))
    marks[row, day, after.astype(np.int64)] = given


def _reasons(year: int) -> tuple[Bytes, Floats]:
    """The codes, and their weights: by phase, then by whether much is missed."""
    rows = []
    for phase in range(3):
        for much in (False, True):
            changed = {"O": 1.5 if much else 0.4, "G": 0.8 if much else 1.3}
            rows.append([of[phase] * changed.get(name, 1.0) for name, of in REASONS.items()])
    names, weights = list(REASONS), np.array(rows)
    added = ("C1", "J1") if year >= _CODES_OF_2024 else ("H",)
    for name in added:
        names.append(name)
        part = 0.012 if name != "H" else 0.06
        weights = np.column_stack([weights, np.full(len(weights), part)])
    return np.array([code(name) for name in names], dtype=np.uint8), weights


def _reduce(part_time: Stretches, year: int, able: Flags, marks: Bytes) -> None:
    """Afternoons at home under a part-time timetable: C, and C2 from 2024/25."""
    rows, days, _, _ = _spread(part_time, part_time.sessions, able)
    marks[rows, days, _PM] = code("C2" if year >= _CODES_OF_2024 else "C")


def _scatter(chance: Chance, stays: Stays, year: int, marks: Bytes) -> None:
    """Latecomers, visits, work experience and the like, among those who are present."""
    rows, days, _ = marks.shape
    present = np.zeros(256, dtype=np.bool_)
    present[[code("/"), code("\\")]] = True
    for name, shares in ELSEWHERE.items():
        if name == "K" and year < _CODES_OF_2024:
            continue
        share = np.array([*shares, shares[-1]]) / 100
        cells = chance.poisson(share.max() * rows * days * 2)
        row, day = chance.integers(0, rows, cells), chance.integers(0, days, cells)
        kept = chance.random(cells) * share.max() < share[stays.phase[row]]
        half = (chance.random(cells) < (0.1 if name == "L" else 0.5)).astype(np.int64)
        kept &= present[marks[row, day, half]]
        marks[row[kept], day[kept], half[kept]] = code(name)
    cells = chance.poisson(_NOT_RECEIVED * rows * days * 2)
    row, day = chance.integers(0, rows, cells), chance.integers(0, days, cells)
    half = chance.integers(0, 2, cells)
    kept = present[marks[row, day, half]]
    marks[row[kept], day[kept], half[kept]] = code("-")


def _before_and_after(stays: Stays, outside: Flags, marks: Bytes) -> None:
    """No marks but Z in the last days before somebody joins, and none at all otherwise."""
    part = np.flatnonzero(outside.any(axis=1))
    days, first = np.arange(outside.shape[1]), stays.first[part, None]
    soon = (days >= first - _PROSPECTIVE_DAYS) & (days < first) & stays.late_joiner[part, None]
    kept = marks[part]
    kept[outside[part]] = NO_MARK
    kept[soon] = code("Z")
    marks[part] = kept

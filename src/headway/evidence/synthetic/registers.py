"""The marks of a county, a block of schools at a time, and what follows from them."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import numpy as np

from headway.evidence.errors import EvidenceError
from headway.evidence.marks.files import Matrix, write_matrix
from headway.evidence.marks.roster import AXES, NOT_COUNTED, Roster
from headway.evidence.marks.sessions import Sessions
from headway.evidence.synthetic.county import County
from headway.evidence.synthetic.draws import Bytes, Ints, Subject, stream
from headway.evidence.synthetic.exclusions import RESCINDED, days_on_roll
from headway.evidence.synthetic.levels import PHASES
from headway.evidence.synthetic.marks import Stays, Stretches, marks_of
from headway.evidence.synthetic.rolls import STATUSES, number_of
from headway.evidence.synthetic.texts import NONE

BLOCK_ROWS = 4000
"""Least enrolments of a block; a block is whole schools."""

_PERMANENT_DAYS = 19


@dataclass(frozen=True, slots=True, kw_only=True)
class Register:
    """
    The marks of some schools.

    Attributes:
        first: Place of the first enrolment.
        past: Place after the last.
        marks: One row an enrolment, two columns a school day.
    """

    first: int
    past: int
    marks: Bytes


def registers(county: County) -> Iterator[Register]:
    """Every register of a county, some thousand pupils at a time, in the order of the rolls."""
    suspended, part_time = _suspended(county), _part_time(county)
    offsets = county.rolls.offsets
    school = 0
    while school < county.settings.schools:
        begin, end = school, school + 1
        while end < county.settings.schools and offsets[end] - offsets[begin] < BLOCK_ROWS:
            end += 1
        first, past = int(offsets[begin]), int(offsets[end])
        chance = stream(county.seed, county.area, Subject.MARKS, begin + 1)
        marks = marks_of(
            chance,
            _stays(county, first, past, begin),
            _within(suspended, first, past),
            _within(part_time, first, past),
            county.terms,
        )
        yield Register(first=first, past=past, marks=marks)
        school = end


def _stays(county: County, first: int, past: int, school: int) -> Stays:
    rolls, people = county.rolls, county.people
    opened, closed = days_on_roll(rolls, county.days)
    rows = slice(first, past)
    status = rolls.status[rows]
    child = rolls.child[rows]
    joined = rolls.entry[rows] > county.days[0]
    return Stays(
        school=rolls.school[rows] - school,
        phase=county.settings.phase[rolls.school[rows]],
        year=people.year[child],
        first=opened[rows],
        past=closed[rows],
        rate=county.rates[rows],
        away=np.where(status == STATUSES.index("M"), 1, 2 * (status == STATUSES.index("S"))),
        late_joiner=joined & (child % 2 == 0),
    )


def _suspended(county: County) -> Stretches:
    """Suspensions, and the days of permanent exclusions before the child left the roll."""
    found, permanent = county.suspensions, county.permanent
    kept = found.state != RESCINDED
    main = np.flatnonzero(county.rolls.status != STATUSES.index("S"))
    at = np.full(county.people.pupils, -1)
    at[county.rolls.child[main[::-1]]] = main[::-1]
    row = at[permanent.child]
    until = np.where(permanent.state_day == NONE, county.days[-1], permanent.state_day)
    length = np.searchsorted(county.days, until, side="right") - permanent.first
    right = county.rolls.school[row] == permanent.school
    sessions = 2 * np.clip(length, 1, _PERMANENT_DAYS)
    return _in_order(
        np.append(found.row[kept], row[right]),
        np.append(found.first[kept], permanent.first[right]),
        np.append(found.sessions[kept], sessions[right]),
    )


def _part_time(county: County) -> Stretches:
    found = county.timetables
    return _in_order(found.row, found.first, found.length)


def _in_order(row: Ints, first: Ints, sessions: Ints) -> Stretches:
    order = np.lexsort((first, row))
    return Stretches(row=row[order], first=first[order], sessions=sessions[order])


def _within(stretches: Stretches, first: int, past: int) -> Stretches:
    begin, end = np.searchsorted(stretches.row, (first, past)).tolist()
    return Stretches(
        row=stretches.row[begin:end] - first,
        first=stretches.first[begin:end],
        sessions=stretches.sessions[begin:end],
    )


def keys(county: County) -> Bytes:
    """The byte of groups of each enrolment, by membership of the lists on 31 March."""
    rolls, people = county.rolls, county.people
    day = number_of(date(county.year + 1, 3, 31))
    protected, in_need = (np.zeros(len(people), dtype=np.int64) for _ in range(2))
    protected[county.episodes.protected_on(day)] = 1
    in_need[county.episodes.in_need_on(day)] = 1
    child = rolls.child
    places = {
        "sex": people.boy[child].astype(np.int64),
        "sen": people.sen[child],
        "fsm": people.fsm[child].astype(np.int64),
        "cp": protected[child],
        "cin": in_need[child],
    }
    found = np.zeros(len(rolls), dtype=np.int64)
    for axis in AXES:
        found = found * len(axis.groups) + places[axis.name]
    return np.where(county.counted, found, NOT_COUNTED).astype(np.uint8)


def roster_of_county(county: County) -> Roster:
    """Who the rows of the county's marks are."""
    schools = slice(0, county.settings.schools)
    return Roster(
        numbers=county.people.upn[county.rolls.child],
        keys=keys(county),
        urns=county.settings.urn[schools].astype(np.int64),
        offsets=county.rolls.offsets.astype(np.int64),
        las=(str(county.la),) * county.settings.schools,
        phases=tuple(PHASES[place] for place in county.settings.phase[schools].tolist()),
    )


def matrix_of(counties: Callable[[], Iterable[County]], folder: Path) -> Matrix:
    """
    The marks of counties in the form in which the store keeps them, in one matrix.

    `counties`: Makes them anew; they are gone through twice, first for the roster, so that no
    more than one is held at a time.
    """
    parts: list[Roster] = []
    sessions: Sessions | None = None
    for county in counties():
        parts.append(roster_of_county(county))
        sessions = sessions or Sessions.of(county.terms)
    if sessions is None:
        raise EvidenceError("A matrix of marks needs a county. Name one or more.")
    blocks = (register.marks for county in counties() for register in registers(county))
    return write_matrix(folder, sessions=sessions, roster=_joined(parts), blocks=blocks)


def _joined(parts: list[Roster]) -> Roster:
    before = np.cumsum([0, *(len(part) for part in parts)])
    firsts = [part.offsets[:-1] + rows for part, rows in zip(parts, before[:-1], strict=True)]
    return Roster(
        numbers=np.concatenate([part.pupils for part in parts]),
        keys=np.concatenate([part.keys for part in parts]),
        urns=np.concatenate([part.urns for part in parts]),
        offsets=np.append(np.concatenate(firsts), before[-1]),
        las=tuple(la for part in parts for la in part.las),
        phases=tuple(phase for part in parts for phase in part.phases),
    )

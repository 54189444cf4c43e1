"""Who is on the roll of which made-up school, from when to when in one academic year."""

from dataclasses import dataclass
from datetime import date

import numpy as np

from headway.evidence.calendars import Terms
from headway.evidence.synthetic.draws import (
    Chance,
    Flags,
    Ints,
    Subject,
    about,
    highest,
    pick,
    stream,
)
from headway.evidence.synthetic.people import People
from headway.evidence.synthetic.settings import Settings
from headway.evidence.synthetic.texts import NONE

EPOCH = date(1970, 1, 1)
STATUSES = ("C", "M", "S")
BOARDERS = ("N", "B", "6", "7")

_MOVERS, _JOINERS, _LEAVERS = 0.03, 0.012, 0.010
_TO_HOME, _TO_MISSING = 0.0045, 0.002
_DUAL, _BOARDERS = 0.0025, 0.0007


def number_of(day: date) -> int:
    """A day as days since 1970."""
    return (day - EPOCH).days


@dataclass(frozen=True, slots=True, kw_only=True)
class Departures:
    """
    Pupils who left the rolls of the area within the year.

    Attributes:
        child: Places among the people.
        day: Last day on the roll.
    """

    child: Ints
    day: Ints


@dataclass(frozen=True, slots=True, kw_only=True)
class Rolls:
    """
    Enrolments, in the order of school and pupil number.

    Attributes:
        child: Place among the people.
        school: Place among the settings.
        entry: First day on the roll.
        leaving: Last; `NONE` while on it.
        status: Place in `STATUSES`.
        boarder: Place in `BOARDERS`.
        to_home: Those who left to be educated at home.
        to_missing: Those who left and went missing from education.
        offsets: The first enrolment of each school, and after the last their number.
    """

    child: Ints
    school: Ints
    entry: Ints
    leaving: Ints
    status: Ints
    boarder: Ints
    to_home: Departures
    to_missing: Departures
    offsets: Ints

    def __len__(self) -> int:
        """How many."""
        return len(self.child)


@dataclass(frozen=True, slots=True, kw_only=True)
class Moves:
    """Pupils who go on to another school: after an exclusion, with the days that follow from it."""

    child: Ints
    leaving: Ints
    school: Ints
    entry: Ints


def make_rolls(
    seed: int, area: int, *, people: People, settings: Settings, terms: Terms, moves: Moves
) -> Rolls:
    """The enrolments of an area; `moves` go before all other changes of school."""
    pupils = people.pupils
    drawing = _Drawing(
        chance=stream(seed, area, Subject.ENROLMENTS),
        people=people,
        settings=settings,
        days=np.array([number_of(day) for day in terms.days]),
        entry=_usual_entries(people, settings, terms.year),
        leaving=np.full(pupils, NONE),
        free=np.ones(pupils, dtype=np.bool_),
    )
    drawing.settle(moves)
    drawing.join_and_leave()
    home, missing = (drawing.leave(share) for share in (_TO_HOME, _TO_MISSING))
    return _rolls_of(drawing, moves, home, missing)


def _rolls_of(
    drawing: "_Drawing", moves: Moves, to_home: Departures, to_missing: Departures
) -> Rolls:
    people, pupils = drawing.people, drawing.people.pupils
    second, dual = drawing.change_schools(), drawing.register_twice()
    parts = (moves, second, dual)
    child = np.concatenate([np.arange(pupils), *(part.child for part in parts)])
    school = np.concatenate([people.school[:pupils], *(part.school for part in parts)])
    status = np.zeros(len(child), dtype=np.int64)
    status[dual.child] = STATUSES.index("M")
    status[len(child) - len(dual.child) :] = STATUSES.index("S")
    order = np.lexsort((people.upn[child], school))
    return Rolls(
        child=child[order],
        school=school[order],
        entry=np.concatenate([drawing.entry, *(part.entry for part in parts)])[order],
        leaving=np.append(drawing.leaving, np.full(len(child) - pupils, NONE))[order],
        status=status[order],
        boarder=drawing.boarders()[child[order]],
        to_home=to_home,
        to_missing=to_missing,
        offsets=np.searchsorted(school[order], np.arange(drawing.settings.schools + 1)),
    )


def _usual_entries(people: People, settings: Settings, year: int) -> Ints:
    """Most pupils have been at their school since its first year group."""
    group = people.year[: people.pupils]
    phase = settings.phase[people.school[: people.pupils]]
    since = np.minimum(np.where(phase == 1, 7, 0), group)
    firsts = np.array([number_of(date(year - ago, 9, 1)) for ago in range(16)])
    return np.asarray(firsts[group - since], dtype=np.int64)


@dataclass(slots=True, kw_only=True)
class _Drawing:
    """
    What happens to pupils while the rolls are drawn up; to each of them one thing at most.

    Attributes:
        free: Pupils to whom nothing has happened yet.
    """

    chance: Chance
    people: People
    settings: Settings
    days: Ints
    entry: Ints
    leaving: Ints
    free: Flags

    def settle(self, moves: Moves) -> None:
        """Moves that are decided elsewhere."""
        self.leaving[moves.child] = moves.leaving
        self.free[moves.child] = False

    def join_and_leave(self) -> None:
        """Pupils who come to the area within the year, and others who go."""
        joined = self._take(_JOINERS)
        self.entry[joined] = self._some_days(3, 10, len(joined))
        gone = self._take(_LEAVERS)
        self.leaving[gone] = self._some_days(5, 5, len(gone))

    def leave(self, share: float) -> Departures:
        """Pupils of school age who leave for no school."""
        year = self.people.year[: self.people.pupils]
        child = self._take(share, (year >= 1) & (year <= 11), weighed=True)
        self.leaving[child] = self._some_days(0, 10, len(child))
        return Departures(child=child, day=self.leaving[child])

    def change_schools(self) -> Moves:
        """Moves between two schools of one phase, with some days on neither roll."""
        child = self._take(_MOVERS)
        target = self._other_schools(child)
        moved = target != self.people.school[child]
        child, target = child[moved], target[moved]
        last = self.chance.integers(2, len(self.days) - 25, len(child))
        self.leaving[child] = self.days[last]
        gap = pick(self.chance, (6, 2, 1, 1, 1, 1, 1, 1), len(child))
        return Moves(
            child=child,
            leaving=self.days[last],
            school=target,
            entry=self.days[last + 1 + gap],
        )

    def _other_schools(self, child: Ints) -> Ints:
        """Another school of the phase for each child; its own where there is none."""
        origin = self.people.school[child]
        phase = self.settings.phase[origin]
        target = origin.copy()
        for kind in np.unique(phase):
            schools = np.flatnonzero(self.settings.phase == kind)
            here = phase == kind
            drawn = schools[pick(self.chance, self.settings.roll[schools], int(here.sum()))]
            following = schools[(np.searchsorted(schools, drawn) + 1) % len(schools)]
            target[here] = np.where(drawn == origin[here], following, drawn)
        none = (self.people.year[child] > 11) & ~self.settings.sixth[target]
        return np.where(none, origin, target)

    def register_twice(self) -> Moves:
        """Second registrations, at a unit of alternative provision or a special school."""
        year = self.people.year[: self.people.pupils]
        mainstream = self.settings.phase[self.people.school[: self.people.pupils]] <= 1
        child = self._take(_DUAL, (year >= 5) & (year <= 11) & mainstream, weighed=True)
        units = np.flatnonzero((self.settings.phase == 3) | (self.settings.phase == 2))
        return Moves(
            child=child,
            leaving=np.full(len(child), NONE),
            school=units[self.chance.integers(0, len(units), len(child))],
            entry=np.full(len(child), self.days[0]),
        )

    def boarders(self) -> Ints:
        """The place of each pupil in `BOARDERS`."""
        pupils = self.people.pupils
        boards = self.chance.random(pupils) < _BOARDERS
        boards &= self.people.year[:pupils] >= 7
        return np.where(boards, self.chance.integers(1, 4, pupils), 0)

    def _take(self, share: float, able: Flags | None = None, *, weighed: bool = False) -> Ints:
        """Some free pupils, by chance or by what leads to absence; they are not free any more."""
        free = self.free if able is None else self.free & able
        leaning = self.people.leaning[: self.people.pupils] if weighed else np.zeros(len(free))
        wanted = about(self.chance, share * len(free))
        found = highest(self.chance, np.where(free, leaning, -1e9), wanted)
        found = found[free[found]]
        self.free[found] = False
        return found

    def _some_days(self, skipped: int, kept_back: int, size: int) -> Ints:
        """School days by chance, but for so many at the start and the end of the year."""
        drawn = self.chance.integers(skipped, len(self.days) - kept_back, size)
        return np.asarray(self.days[drawn], dtype=np.int64)

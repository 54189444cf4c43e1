"""Made-up exclusions and suspensions, and where children go who are excluded for good."""

from dataclasses import dataclass

import numpy as np

from headway.evidence.calendars import Terms
from headway.evidence.synthetic.draws import (
    Floats,
    Ints,
    Subject,
    about,
    highest,
    pick,
    stream,
)
from headway.evidence.synthetic.levels import PHASES, Levels
from headway.evidence.synthetic.people import People, phase_of
from headway.evidence.synthetic.rolls import STATUSES, Moves, Rolls, number_of
from headway.evidence.synthetic.settings import Settings
from headway.evidence.synthetic.texts import NONE

STATES = ("given", "upheld", "rescinded", "reinstated")
GIVEN, UPHELD, RESCINDED, REINSTATED = range(4)
PROVISIONS = ("school", "alternative", "tuition", "part-time")

_LENGTHS = (1, 2, 3, 4, 6, 8, 10, 20, 30)
_LENGTH_WEIGHTS = (10.0, 32.0, 8.0, 18.0, 13.0, 5.0, 11.0, 2.0, 1.0)
_MOST_SESSIONS = 90
_NEEDS_PLACE = 11


@dataclass(frozen=True, slots=True, kw_only=True)
class Permanent:
    """
    Permanent exclusions, in order of the child.

    Attributes:
        start: First day.
        first: The same as a place among the school days.
        state: Place in `STATES`.
        state_day: `NONE` while not reviewed.
        provision: Place in `PROVISIONS`; -1 where none was needed.
        begun: First day of the provision; `NONE` where there is none yet.
        provider: Place among the settings; -1 where it is at none.
        named: Day on which a school was named.
    """

    child: Ints
    school: Ints
    start: Ints
    first: Ints
    state: Ints
    state_day: Ints
    provision: Ints
    begun: Ints
    provider: Ints
    named: Ints


@dataclass(frozen=True, slots=True, kw_only=True)
class Suspensions:
    """
    Suspensions, in order of the child and the day.

    Attributes:
        row: Place among the enrolments.
        first: First day, as a place among the school days.
        days: How many school days, the last perhaps by half.
        sessions: How many sessions.
        state: Place in `STATES`.
        state_day: `NONE` while not reviewed.
    """

    row: Ints
    first: Ints
    days: Ints
    sessions: Ints
    state: Ints
    state_day: Ints


def _leaning(people: People) -> Floats:
    """Older boys are excluded more often, beside all that leads to absence."""
    group = people.year[: people.pupils]
    return np.asarray(
        people.leaning[: people.pupils]
        + 0.35 * people.boy[: people.pupils]
        + np.where(group > 11, -1.5, 0.12 * np.minimum(group, 10)),
        dtype=np.float64,
    )


# One draw after another in the order that fixes what a seed makes; nothing in it stands alone.
def make_permanent(
    seed: int, area: int, *, people: People, settings: Settings, terms: Terms, levels: Levels
) -> Permanent:
    """The permanent exclusions of an area, rates by phase as published."""
    chance = stream(seed, area, Subject.EXCLUSIONS)
    phase, leaning = phase_of(people, settings), _leaning(people)
    found = []
    for place, rate in enumerate(levels.excluded):
        here = np.flatnonzero(phase == place)
        found.append(here[highest(chance, leaning[here], about(chance, rate * len(here)))])
    child = np.sort(np.concatenate(found))
    size = len(child)
    days = np.array([number_of(day) for day in terms.days])
    first = chance.integers(4, len(days) - 6, size)
    start = days[first]
    state = pick(chance, (0.04, 0.90, 0.035, 0.025), size)
    after = np.where(state == RESCINDED, chance.integers(1, 8, size), chance.integers(10, 19, size))
    state_day = start + after
    late = state_day > days[-1]
    state = np.where(late, GIVEN, state)
    needed = (people.year[child] >= 1) & (people.year[child] <= _NEEDS_PLACE)
    needed &= (state == UPHELD) | (state == GIVEN)
    waited = np.where(
        chance.random(size) < 0.42, chance.integers(2, 7, size), chance.integers(7, 40, size)
    )
    begun = first + waited
    none_yet = (begun >= len(days)) | (chance.random(size) < 0.08)
    provision = np.where(needed, pick(chance, (0.18, 0.62, 0.14, 0.06), size), -1)
    units = np.flatnonzero(settings.phase == PHASES.index("alternative"))
    begun = np.where(none_yet | ~needed, NONE, days[np.minimum(begun, len(days) - 1)])
    at_unit = (provision == PROVISIONS.index("alternative")) & (begun != NONE)
    named = begun + chance.integers(-5, 30, size)
    return Permanent(
        child=child,
        school=people.school[child],
        start=start,
        first=first,
        state=state,
        state_day=np.where(state == GIVEN, NONE, state_day),
        provision=provision,
        begun=begun,
        provider=np.where(at_unit, units[chance.integers(0, len(units), size)], -1),
        named=np.where(
            (begun != NONE) & (chance.random(size) < 0.6), np.maximum(named, start), NONE
        ),
    )


def moves_after(permanent: Permanent, people: People, terms: Terms) -> Moves:
    """Pupils whose exclusion stands leave the roll, and go on to the unit that teaches them."""
    gone = (permanent.state == UPHELD) & (permanent.provider >= 0)
    gone &= permanent.provider != permanent.school
    leaving = permanent.state_day[gone]
    entry = np.maximum(permanent.begun[gone], leaving + 1)
    within = entry <= number_of(terms.days[-3])
    return Moves(
        child=permanent.child[gone][within],
        leaving=leaving[within],
        school=permanent.provider[gone][within],
        entry=entry[within],
    )


def make_suspensions(
    seed: int,
    area: int,
    *,
    people: People,
    settings: Settings,
    rolls: Rolls,
    terms: Terms,
    levels: Levels,
) -> Suspensions:
    """The suspensions of an area: as many pupils as published, some of them again and again."""
    chance = stream(seed, area, Subject.EXCLUSIONS, 1)
    leaning = _leaning(people)[rolls.child]
    main = rolls.status != STATUSES.index("S")
    phase = settings.phase[rolls.school]
    rows = []
    for place, rate in enumerate(levels.suspended):
        here = np.flatnonzero(main & (phase == place))
        rows.append(here[highest(chance, leaning[here], about(chance, rate * len(here)))])
    chosen = np.concatenate(rows)
    _, once = np.unique(rolls.child[chosen], return_index=True)
    chosen = chosen[once]
    again = chance.geometric(min(1.0, 1 / levels.suspensions), len(chosen))
    row = np.repeat(chosen, np.minimum(again, 15))
    days = np.array([number_of(day) for day in terms.days])
    opened, closed = days_on_roll(rolls, days)
    sessions = np.array(_LENGTHS)[pick(chance, _LENGTH_WEIGHTS, len(row))]
    room = closed[row] - opened[row]
    sessions = np.where((sessions + 1) // 2 > room, 1, sessions)
    length = (sessions + 1) // 2
    first = opened[row] + (chance.random(len(row)) * (room - length + 1)).astype(np.int64)
    kept = np.lexsort((first, rolls.child[row]))
    kept = kept[room[kept] > 0]
    kept = kept[_apart(rolls.child[row][kept], first[kept], length[kept], sessions[kept])]
    state = pick(chance, (0.86, 0.125, 0.015, 0.0), len(row))[kept]
    state_day = days[first[kept]] + chance.integers(1, 15, len(kept))
    late = state_day > days[-1]
    state = np.where(late, GIVEN, state)
    return Suspensions(
        row=row[kept],
        first=first[kept],
        days=length[kept],
        sessions=sessions[kept],
        state=state,
        state_day=np.where(state == GIVEN, NONE, state_day),
    )


def days_on_roll(rolls: Rolls, days: Ints) -> tuple[Ints, Ints]:
    """For each enrolment, the place of its first school day and the one past its last."""
    opened = np.searchsorted(days, rolls.entry)
    closed = np.searchsorted(days, rolls.leaving, side="right")
    return opened, np.where(rolls.leaving == NONE, len(days), closed)


def _apart(
    child: Ints, first: Ints, length: Ints, sessions: Ints
) -> "np.ndarray[tuple[int], np.dtype[np.bool_]]":
    """Which suspensions neither lie upon an earlier one nor lead past 45 days in the year."""
    ends = np.maximum.accumulate(child * 1000 + first + length)
    before = np.append(-1, ends[:-1]) if len(ends) else ends
    clear = before <= child * 1000 + first
    total = np.cumsum(sessions)
    starts = np.searchsorted(child, child)
    so_far = total - np.append(0, total)[starts]
    return np.asarray(clear & (so_far <= _MOST_SESSIONS), dtype=np.bool_)

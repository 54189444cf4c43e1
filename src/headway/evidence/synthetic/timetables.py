"""Made-up part-time timetables, which the registers show too."""

from dataclasses import dataclass

import numpy as np

from headway.evidence.calendars import Terms
from headway.evidence.synthetic.draws import Floats, Ints, Subject, about, highest, stream
from headway.evidence.synthetic.exclusions import days_on_roll
from headway.evidence.synthetic.rolls import STATUSES, Rolls, number_of
from headway.evidence.synthetic.texts import NONE

_A_YEAR = 0.007
REASONS = ("reintegration", "medical need", "emotional needs", "new to the school")


@dataclass(frozen=True, slots=True, kw_only=True)
class Timetables:
    """
    Part-time timetables, in the order of the enrolments.

    Attributes:
        row: Place among the enrolments.
        first: First school day, as a place in the year.
        length: School days, as the register shows.
        end: Last day; `NONE` where it was never closed.
        planned: Day on which it was to end.
        reason: Place in `REASONS`.
        hours: At school in a week.
        notified: Day on which the authority was told.
    """

    row: Ints
    first: Ints
    length: Ints
    start: Ints
    end: Ints
    planned: Ints
    notified: Ints
    reason: Ints
    hours: Floats


def make_timetables(seed: int, area: int, rolls: Rolls, rates: Floats, terms: Terms) -> Timetables:
    """Timetables of an area; mostly of those who are absent much, a few of them left open."""
    chance = stream(seed, area, Subject.TIMETABLES)
    days = np.array([number_of(day) for day in terms.days])
    opened, closed = days_on_roll(rolls, days)
    able = (rolls.status != STATUSES.index("S")) & (closed - opened > 30)
    leaning = np.where(able & (rates > 0.12), 1.5, 0.0) - np.where(able, 0.0, 1e9)
    row = highest(chance, leaning, about(chance, _A_YEAR * len(rolls)))
    row = row[able[row]]
    size = len(row)
    room = closed[row] - opened[row]
    length = np.minimum(chance.integers(15, 70, size), room - 2)
    first = opened[row] + (chance.random(size) * (room - length)).astype(np.int64)
    start, last = days[first], days[np.minimum(first + length, len(days)) - 1]
    running = (first + length >= len(days) - 1) | (chance.random(size) < 0.05)
    return Timetables(
        row=row,
        first=first,
        length=length,
        start=start,
        end=np.where(running, NONE, last),
        planned=start + 42,
        notified=start + chance.integers(0, 21, size),
        reason=chance.integers(0, len(REASONS), size),
        hours=chance.integers(8, 40, size) / 2,
    )

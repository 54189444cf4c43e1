"""On which days schools are open, and what a day's marks add to a pupil's sessions."""

from collections.abc import Sequence
from datetime import date

import numpy as np
from numpy.typing import NDArray

from headway.analytics.attendance.tables import Lookup, lookup
from headway.evidence.calendars import Calendar, Terms
from headway.evidence.errors import EvidenceError
from headway.evidence.marks.sessions import Sessions

Numbers = NDArray[np.int64]

_WEEKEND = (6, 0)
"""Saturday and Sunday, as an ordinal's remainder by 7."""


class OpenDays:
    """Of one school year; not to be shared between threads."""

    def __init__(self, year: int, calendar: Calendar, cuts: Sequence[date]) -> None:
        """
        Nothing is worked out before it is asked for.

        `calendar`: Of one that is made up only weekends hold.
        `cuts`: The days until which sessions are counted.
        """
        self._year = year
        self._calendar = None if calendar.made_up else calendar
        self._cuts = tuple(cuts)
        self._lookups: dict[bytes, Lookup] = {}
        self._open: dict[int, tuple[Terms, Numbers]] = {}
        self._closed: dict[tuple[int, bytes], NDArray[np.bool_]] = {}
        self._all_open: dict[tuple[int, bytes], bool] = {}

    def of(self, urn: int) -> Numbers | None:
        """The days on which a school is open, as ordinals; None where that is not known."""
        if self._calendar is None:
            return None
        try:
            terms = self._calendar.terms(self._year, str(urn))
        except EvidenceError:  # a year that the calendar does not hold says nothing
            return None
        if id(terms) not in self._open:
            days = [day.toordinal() for day in terms.days]
            self._open[id(terms)] = terms, np.array(days, dtype=np.int64)
        return self._open[id(terms)][1]

    def closed(self, urn: int, days: Numbers) -> NDArray[np.bool_]:
        """Of each of some days, whether a school is known to have been closed."""
        own = self.of(urn)
        key = id(own), days.tobytes()
        if key not in self._closed:
            closed = np.isin(days % 7, _WEEKEND)
            if own is not None:
                closed |= ~np.isin(days, own)
            self._closed[key] = closed
        return self._closed[key]

    def all_open(self, urns: Sequence[int], days: Numbers) -> NDArray[np.bool_]:
        """Of each of some schools, whether it is known to have been closed on none of some days."""
        written = days.tobytes()
        found = []
        for urn in urns:
            key = id(self.of(urn)), written
            if key not in self._all_open:
                self._all_open[key] = not self.closed(urn, days).any()
            found.append(self._all_open[key])
        return np.array(found, dtype=np.bool_)

    def lookup(self, days: Numbers) -> Lookup:
        """How marks of some days are added up."""
        key = days.tobytes()
        if key not in self._lookups:
            dates = tuple(date.fromordinal(day) for day in days.tolist())
            ends = tuple(sum(day <= cut for day in dates) for cut in self._cuts)
            self._lookups[key] = lookup(Sessions(year=self._year, days=dates, ends=ends))
        return self._lookups[key]

"""
Which school days nothing that was loaded speaks for, of an authority and of each of its schools.

A day is missing only where there was school: weekends, holidays and training days are not.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from headway.evidence.calendars import Calendar, Terms
from headway.evidence.errors import EvidenceError
from headway.evidence.holidays import academic_year
from headway.evidence.store.records import Covers
from headway.evidence.usual_terms import usual_terms

YEAR_DAYS = 366
"""Columns of a year's days: from 1 August on, the last of a common year unused."""

_NAMED = 3

Flags = NDArray[np.bool_]


class Stretch(NamedTuple):
    """School days that follow each other, over weekends and holidays too."""

    first: date
    last: date
    days: int

    @property
    def words(self) -> str:
        """Its first and last day."""
        return said(self.first, self.last)


def said(first: date, last: date) -> str:
    """A day, or the first and last of several, for people."""
    return f"{last:%d/%m/%Y}" if first == last else f"{first:%d/%m/%Y} to {last:%d/%m/%Y}"


def named(stretches: Sequence[Stretch]) -> str:
    """
    The first few stretches by their days, and how many more there are.

    >>> named([Stretch(date(2025, 1, 13), date(2025, 1, 17), 5)])
    '13/01/2025 to 17/01/2025'
    """
    words = [one.words for one in stretches[:_NAMED]]
    more = len(stretches) - len(words)
    if more:
        words.append(f"{more} more stretch{'es' if more > 1 else ''}")
    return " and ".join([", ".join(words[:-1]), words[-1]]) if len(words) > 1 else words[0]


@dataclass(frozen=True, slots=True, kw_only=True)
class SchoolDays:
    """
    The school days of some time.

    Attributes:
        usual: Whether some of them are of the usual pattern and not the authority's own.
    """

    days: tuple[date, ...]
    usual: bool

    @classmethod
    def between(cls, calendar: Calendar, first: date, last: date) -> "SchoolDays":
        """An authority's, of as many school years as there are between two days."""
        days: list[date] = []
        usual = calendar.made_up
        for year in range(academic_year(first), academic_year(last) + 1):
            try:
                terms = calendar.terms(year)
            except EvidenceError:  # a year that it does not hold
                terms, usual = usual_terms(year), True
            days += terms.days_between(first, last)
        return cls(days=tuple(days), usual=usual)

    def missing_in(self, spans: Collection[Covers]) -> tuple[Stretch, ...]:
        """The stretches of which no span has a day."""
        return self.stretches(
            not any(one.first <= day <= one.last for one in spans) for day in self.days
        )

    def stretches(self, flags: Iterable[bool]) -> tuple[Stretch, ...]:
        """The stretches of the days that are flagged."""
        runs: list[list[date]] = [[]]
        for day, flag in zip(self.days, flags, strict=True):
            if flag:
                runs[-1].append(day)
            elif runs[-1]:
                runs.append([])
        return tuple(Stretch(run[0], run[-1], len(run)) for run in runs if run)


@dataclass(frozen=True, slots=True, kw_only=True)
class MarkedDays:
    """
    On which days of a school year each school has a mark.

    Attributes:
        urns: The schools, in order.
        marked: A row a school, a column a day from 1 August on.
        firsts: The first day on which somebody is on the school's roll, as an ordinal.
        lasts: The last.
    """

    year: int
    urns: NDArray[np.int64]
    marked: Flags
    firsts: NDArray[np.int64]
    lasts: NDArray[np.int64]

    @classmethod
    def of(
        cls,
        year: int,
        days: Mapping[int, Iterable[date]],
        rolls: Mapping[int, tuple[date, date]],
    ) -> "MarkedDays":
        """From each school's days, and the first and last day of its roll."""
        urns = sorted(days)
        rows = [columns_of(year, days[urn]) for urn in urns]
        return cls(
            year=year,
            urns=np.array(urns, dtype=np.int64),
            marked=np.array(rows, dtype=np.bool_).reshape(-1, YEAR_DAYS),
            firsts=np.array([rolls[urn][0].toordinal() for urn in urns], dtype=np.int64),
            lasts=np.array([rolls[urn][1].toordinal() for urn in urns], dtype=np.int64),
        )

    @property
    def spans(self) -> tuple[Covers, ...]:
        """The days on which some school has a mark, each by itself."""
        columns = np.flatnonzero(self.marked.any(axis=0)).tolist()
        days = (day_of(self.year, column) for column in columns)
        return tuple(Covers(first=day, last=day) for day in days)

    def lacking(
        self, calendar: Calendar, among: Collection[date], said_of: Mapping[int, Sequence[Covers]]
    ) -> dict[int, tuple[Stretch, ...]]:
        """
        Of each school that lacks some, the school days on which it has pupils and no mark.

        Args:
            calendar: With the days of schools whose terms are their own.
            among: The days that are looked at.
            said_of: By school, days that a file was said to speak for.
        """
        within = columns_of(self.year, among)
        ordinals = date(self.year, 8, 1).toordinal() + np.arange(YEAR_DAYS)
        wanted = self._open(calendar) & within & ~self.marked
        wanted &= (ordinals >= self.firsts[:, None]) & (ordinals <= self.lasts[:, None])
        found = {}
        for place in np.flatnonzero(wanted.any(axis=1)).tolist():
            urn, flags = int(self.urns[place]), wanted[place]
            for covers in said_of.get(urn, ()):
                first, last = covers.first.toordinal(), covers.last.toordinal()
                flags = flags & ~((ordinals >= first) & (ordinals <= last))
            days = self._terms(calendar, str(urn)).days
            own = SchoolDays(days=days, usual=False)
            lacks = own.stretches(flags[column_of(self.year, day)] for day in days)
            if lacks:
                found[urn] = lacks
        return found

    def _open(self, calendar: Calendar) -> Flags:
        """The school days of each school."""
        usual = columns_of(self.year, self._terms(calendar, "").days)
        rows = np.tile(usual, (len(self.urns), 1))
        for urn in calendar.schools:
            own = np.flatnonzero(self.urns == int(urn)) if urn.isdigit() else ()
            for place in own:
                rows[place] = columns_of(self.year, self._terms(calendar, urn).days)
        return rows

    def _terms(self, calendar: Calendar, urn: str) -> Terms:
        with suppress(EvidenceError):  # a year that it does not hold
            return calendar.terms(self.year, urn)
        return usual_terms(self.year)


def column_of(year: int, day: date) -> int:
    """The column of a day of a school year."""
    return day.toordinal() - date(year, 8, 1).toordinal()


def columns_of(year: int, days: Iterable[date]) -> Flags:
    """A flag for each day of a school year: whether it is one of some days; others are left out."""
    flags = np.zeros(YEAR_DAYS, dtype=np.bool_)
    places = [column_of(year, day) for day in days]
    flags[[place for place in places if 0 <= place < YEAR_DAYS]] = True
    return flags


def day_of(year: int, column: int) -> date:
    """The day of a column."""
    return date.fromordinal(date(year, 8, 1).toordinal() + column)

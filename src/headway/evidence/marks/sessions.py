"""The columns of a matrix of marks: the sessions of one academic year, in order."""

import json
from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from headway.evidence.calendars import HALVES, Terms
from headway.evidence.errors import EvidenceError


@dataclass(frozen=True, kw_only=True)  # no slots: what follows from the days is worked out once
class Sessions:
    """
    The sessions of an academic year: two columns a day, morning before afternoon.

    Attributes:
        year: The year in which it begins.
        days: Every day on which some school is open, in order.
        ends: For each term, how many of the days lie before its end: cumulative.

    Raises:
        EvidenceError: The days are not in order, or the terms do not cover them.
    """

    year: int
    days: tuple[date, ...]
    ends: tuple[int, ...]

    def __post_init__(self) -> None:
        if not self.days or any(b <= a for a, b in zip(self.days, self.days[1:], strict=False)):
            raise EvidenceError("The days of a year of marks must be in order, each once.")
        if not self.ends or list(self.ends) != sorted(self.ends) or self.ends[-1] != len(self.days):
            raise EvidenceError(
                f"The terms must end one after the other, the last with day {len(self.days)}; "
                f"got {', '.join(map(str, self.ends)) or 'none'}."
            )

    @classmethod
    def of(cls, terms: Terms, others: Iterable[Terms] = ()) -> "Sessions":
        """
        The sessions of an authority's year.

        Args:
            terms: The authority's; they say to which term a day belongs.
            others: Years of schools whose days differ: their days get columns too.
        """
        days = sorted({*terms.days, *(day for other in others for day in other.days)})
        starts = [term.first for term in terms.terms[1:]]
        ends = (*(bisect_left(days, start) for start in starts), len(days))
        return cls(year=terms.year, days=tuple(days), ends=ends)

    def __len__(self) -> int:
        """How many sessions: the width of a row."""
        return 2 * len(self.days)

    @cached_property
    def _place(self) -> dict[date, int]:
        return {day: place for place, day in enumerate(self.days)}

    def column(self, day: date, half: str) -> int | None:
        """The column of a session; None where no school is open."""
        place = self._place.get(day)
        return None if place is None else 2 * place + HALVES.index(half)

    def term_of(self, day: int) -> int:
        """The place, from 0, of the term in which a day of this place lies."""
        return bisect_right(self.ends, day)

    def to_json(self) -> str:
        """As it is kept in a file of marks."""
        days = [day.isoformat() for day in self.days]
        return json.dumps({"year": self.year, "days": days, "ends": self.ends})

    @classmethod
    def from_json(cls, text: str) -> "Sessions":
        """What `to_json` wrote."""
        held = json.loads(text)
        days = tuple(date.fromisoformat(day) for day in held["days"])
        return cls(year=held["year"], days=days, ends=tuple(held["ends"]))

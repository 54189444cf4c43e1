"""
Marks that are in no figure, and marks that came under a number the pupil no longer has.

A mark counts where its pupil is on the school's roll on its day. What does not is never left
out in silence: it is counted here, pupil by pupil, and said beside the figure.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.int64]
Marks = NDArray[np.uint8]

Counting = Callable[[Marks], NDArray[np.int16]]
"""From rows of marks to each row's possible sessions until each cut: (rows, cuts)."""

_NAMED = 5


def _nobody() -> Numbers:
    return np.zeros(0, dtype=np.int64)


def _nothing() -> Numbers:
    return np.zeros((0, 0), dtype=np.int64)


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """
    Pupils with sessions of one sort.

    Attributes:
        upns: Packed numbers, ascending.
        sessions: A row a pupil: the possible sessions until each cut.
    """

    upns: Numbers = field(default_factory=_nobody)
    sessions: Numbers = field(default_factory=_nothing)

    @classmethod
    def of(cls, upns: Numbers, sessions: NDArray[np.int16]) -> "Tally":
        """Only those with a session."""
        some = sessions.any(axis=1)
        if not some.any():
            return cls()
        return cls(upns=upns[some], sessions=sessions[some].astype(np.int64))

    @classmethod
    def from_rows(cls, rows: Sequence[Sequence[int]]) -> "Tally":
        """As `rows` gave it."""
        if not rows:
            return cls()
        numbers = np.array(rows, dtype=np.int64)
        return cls(upns=numbers[:, 0], sessions=numbers[:, 1:])

    @property
    def rows(self) -> list[list[int]]:
        """A row a pupil: the number, then the sessions; whole numbers for keeping."""
        if not len(self.upns):
            return []
        found: list[list[int]] = np.column_stack([self.upns, self.sessions]).tolist()
        return found

    def plus(self, other: "Tally") -> "Tally":
        """Both, each pupil once."""
        if not len(self.upns) or not len(other.upns):
            return self if len(self.upns) else other
        upns = np.union1d(self.upns, other.upns)
        sessions = np.zeros((len(upns), self.sessions.shape[1]), dtype=np.int64)
        for one in (self, other):
            sessions[np.searchsorted(upns, one.upns)] += one.sessions
        return Tally(upns=upns, sessions=sessions)

    def until(self, cut: int) -> tuple[int, int]:
        """How many pupils have a session until a cut, and the sessions."""
        if not len(self.upns):
            return 0, 0
        here = self.sessions[:, cut]
        return int((here > 0).sum()), int(here.sum())


@dataclass(frozen=True, slots=True, kw_only=True)
class Unplaced:
    """
    What a school's marks hold besides those that are simply counted.

    Attributes:
        on_no_roll: Of pupils that are not on this school's roll of the year: in no figure.
        off_dates: Of pupils that are, on days outside their stay: in no figure.
        former: Came under a former number, and are placed with the present one.
    """

    on_no_roll: Tally = field(default_factory=Tally)
    off_dates: Tally = field(default_factory=Tally)
    former: Tally = field(default_factory=Tally)

    @classmethod
    def of(
        cls,
        upns: Numbers,
        marks: Marks,
        out: NDArray[np.bool_],
        roll: Numbers,
        sessions: Counting,
    ) -> "Unplaced":
        """
        The marks of a block that are left out.

        Args:
            upns: Of each row.
            marks: Two columns a day; 0 on closed days.
            out: By row and day, whether the pupil is in no stay there.
            roll: The numbers on the school's roll.
            sessions: How possible sessions are counted.
        """
        left = np.where(np.repeat(out, 2, axis=1), marks, np.uint8(0))
        some = np.flatnonzero(left.any(axis=1))
        if not len(some):
            return cls()
        counts, own = sessions(left[some]), upns[some]
        known = np.isin(own, roll)
        return cls(
            on_no_roll=Tally.of(own[~known], counts[~known]),
            off_dates=Tally.of(own[known], counts[known]),
        )

    @classmethod
    def from_rows(cls, rows: Sequence[Sequence[Sequence[int]]]) -> "Unplaced":
        """As `rows` gave it."""
        if not rows:
            return cls()
        on_no_roll, off_dates, former = (Tally.from_rows(each) for each in rows)
        return cls(on_no_roll=on_no_roll, off_dates=off_dates, former=former)

    @property
    def rows(self) -> list[list[list[int]]]:
        """Whole numbers for keeping; empty where there is nothing."""
        found = [each.rows for each in (self.on_no_roll, self.off_dates, self.former)]
        return found if any(found) else []

    def plus(self, other: "Unplaced") -> "Unplaced":
        """Both together."""
        return Unplaced(
            on_no_roll=self.on_no_roll.plus(other.on_no_roll),
            off_dates=self.off_dates.plus(other.off_dates),
            former=self.former.plus(other.former),
        )


def sentences(schools: Mapping[int, Unplaced], cut: int) -> tuple[str, ...]:
    """What of the marks is in no figure, and what came under former numbers, until a cut."""
    pupils, sessions = _until(cut, {urn: one.on_no_roll for urn, one in schools.items()})
    found = [on_no_roll("attendance-marks", pupils, sessions)] if pupils else []
    pupils, sessions = _until(cut, {urn: one.off_dates for urn, one in schools.items()})
    many = sum(pupils.values())
    if pupils:
        found.append(
            f"{_pupils(many)} {'has' if many == 1 else 'have'} marks of days outside their stay "
            f"on the school's roll ({_named(pupils)}): {_sessions(sessions)} {_be(sessions)} in "
            "no figure. Look at the days of entry and leaving on the roll."
        )
    pupils, sessions = _until(cut, {urn: one.former for urn, one in schools.items()})
    if pupils:
        found.append(
            f"{_sessions(sessions)} of {_pupils(sum(pupils.values()))} came under a former number "
            f"({_named(pupils)}) and {_be(sessions)} counted with the present one."
        )
    return tuple(found)


def on_no_roll(dataset: str, pupils: Mapping[Any, int], sessions: int) -> str:
    """
    That pupils of a dataset are on no roll.

    Args:
        dataset: Which holds their sessions.
        pupils: How many, by school.
        sessions: Of all of them.
    """
    many = sum(pupils.values())
    return (
        f"{_pupils(many)} of {dataset} {_be(many)} on no roll of the school that sent them "
        f"({_named(pupils)}): {_sessions(sessions)} of theirs {_be(sessions)} in no figure. Load "
        "the rolls that have them; where a number has changed, the roll tells it as former_upn."
    )


def without_sessions(pupils: Mapping[int, int]) -> tuple[str, ...]:
    """That pupils on a roll have no mark that counts; `pupils`: how many, by school."""
    if not (many := sum(pupils.values())):
        return ()
    return (
        f"{_pupils(many)} aged 5 to 15 {'was' if many == 1 else 'were'} on the roll on days that "
        f"the school marked and {'has' if many == 1 else 'have'} no possible session there "
        f"({_named(pupils)}): no mark has come, or none that counts, such as D (registered twice). "
        "They are in no figure: a mark that is missing is neither presence nor absence.",
    )


def _until(cut: int, tallies: Mapping[int, Tally]) -> tuple[Mapping[int, int], int]:
    """How many pupils each school has that has some, and the sessions of all."""
    each = {urn: tally.until(cut) for urn, tally in tallies.items()}
    pupils = {urn: many for urn, (many, _) in each.items() if many}
    return pupils, sum(sessions for _, sessions in each.values())


def _named(pupils: Mapping[Any, int]) -> str:
    """The schools with most pupils first."""
    most = sorted(pupils, key=lambda urn: (-pupils[urn], urn))
    words = [f"{urn}: {pupils[urn]:,}" for urn in most[:_NAMED]]
    if len(most) > _NAMED:
        more = len(most) - _NAMED
        words.append(f"and {more} more school{'' if more == 1 else 's'}")
    return ", ".join(words)


def _pupils(number: int) -> str:
    return f"{number:,} pupil{'' if number == 1 else 's'}"


def _sessions(number: int) -> str:
    return f"{number:,} possible session{'' if number == 1 else 's'}"


def _be(number: int) -> str:
    return "is" if number == 1 else "are"

"""
Which measures changed, asked of many at once.

Of 60 measures that do not change, 3 seem to by chance alone. A list of "measures that
changed" is therefore held to the rule for lists; each measure's own range stays its own.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from headway.domain.status import Evidence, Movement, Status
from headway.stats.multiplicity import benjamini_hochberg

LEVEL = 0.05
"""Of the changes listed, at most this share may be chance in the long run."""

_MOVED = (Movement.IMPROVING, Movement.WORSENING, Movement.UP, Movement.DOWN)


@dataclass(frozen=True, slots=True, kw_only=True)
class CertainChange:
    """
    A measure, or one part of it, that changed more than chance explains.

    Attributes:
        status: The part's own, where the measure has several.
        adjusted_p: The test's p, adjusted for all that were tested beside it.
    """

    status: Status
    adjusted_p: float


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeCounts:
    """
    How many figures moved, by what may be said of it. A measure of two parts counts twice.

    Attributes:
        certain: More than chance, the number of tests counted in.
        alone: More than chance if asked by itself, but not in so long a list.
        chance: Could be chance.
        untested: Moved, and nobody can test it.
        unchanged: The same figure as before.
        improving: Of the certain ones.
        worsening: Of the certain ones.
    """

    certain: int
    alone: int
    chance: int
    untested: int
    unchanged: int
    improving: int
    worsening: int

    @property
    def sentence(self) -> str:
        """For a board: what moved for certain, and what only seems to have."""
        tested = self.certain + self.alone + self.chance
        if not tested:
            return "No change could be tested: nothing is known of what the figures rest on."
        certain = f"{self.certain} of {tested} tested changes {_are(self.certain)} more than chance"
        better = f" ({self.improving} better, {self.worsening} worse)" if self.certain else ""
        rest = [f"{self.chance} could be chance"] if self.chance else []
        rest += [f"{self.alone} more would be, asked alone"] if self.alone else []
        rest += [f"{self.untested} could not be tested"] if self.untested else []
        return f"{'; '.join([certain + better, *rest])}."


def changed_for_certain(statuses: Sequence[Status]) -> tuple[CertainChange, ...]:
    """
    The figures that changed more than chance explains, in the order given.

    Adjusted over every change that was tested (Benjamini and Hochberg); what could not be
    tested keeps its place and counts for nothing.
    """
    every = tuple(_figures(statuses))
    adjusted = benjamini_hochberg([_p(one) for one in every])
    return tuple(
        CertainChange(status=one, adjusted_p=p)
        for one, p in zip(every, adjusted, strict=True)
        if p is not None and p <= LEVEL and _has_moved(one)
    )


def change_counts(statuses: Sequence[Status]) -> ChangeCounts:
    """How many figures moved, by what may be said of it."""
    certain = changed_for_certain(statuses)
    moved = [one.status.travel.movement for one in certain if one.status.travel is not None]
    every = [one.travel for one in _figures(statuses) if one.travel is not None]
    real = [one for one in every if one.evidence is Evidence.REAL and one.movement in _MOVED]
    return ChangeCounts(
        certain=len(certain),
        alone=len(real) - len(certain),
        chance=sum(
            one.evidence is Evidence.CHANCE and one.movement is not Movement.NO_CHANGE
            for one in every
        ),
        untested=sum(
            one.evidence is Evidence.UNTESTED
            and one.movement in (*_MOVED, Movement.NO_CLEAR_CHANGE)
            for one in every
        ),
        unchanged=sum(one.movement is Movement.NO_CHANGE for one in every),
        improving=moved.count(Movement.IMPROVING),
        worsening=moved.count(Movement.WORSENING),
    )


def _figures(statuses: Sequence[Status]) -> Iterator[Status]:
    for status in statuses:
        yield from status.parts or (status,)


def _p(status: Status) -> float | None:
    return None if status.travel is None else status.travel.p


def _has_moved(status: Status) -> bool:
    return status.travel is not None and status.travel.movement in _MOVED


def _are(count: int) -> str:
    return "is" if count == 1 else "are"

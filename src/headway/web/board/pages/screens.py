"""Presentation: one thing a screen, with the way to the next and the one before."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from headway.reporting.pack import Concern, Late, Pack

MOST_ON_A_SCREEN = 5
"""Overdue actions that can be read from the back of a room; more go on to the next screen."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Screen:
    """
    One screen.

    Attributes:
        kind: "start", "concern", "overdue", "silent" or "matters": which part the template shows.
        concern: The row, where it is one's.
        overdue: The actions, where it is theirs.
    """

    number: int
    of: int
    kind: str
    title: str
    concern: Concern | None = None
    overdue: tuple[Late, ...] = ()

    @property
    def before(self) -> int | None:
        """The screen before; none on the first."""
        return self.number - 1 if self.number > 1 else None

    @property
    def after(self) -> int | None:
        """The screen after; none on the last."""
        return self.number + 1 if self.number < self.of else None


def screen(pack: Pack, number: int) -> Screen | None:
    """A screen by its number, from 1; None where there is none."""
    every = list(_screens(pack))
    if not 1 <= number <= len(every):
        return None
    return replace(every[number - 1], number=number, of=len(every))


def _screens(pack: Pack) -> Iterator[Screen]:
    """All of them in their order, not numbered yet."""
    yield _of("start", pack.title)
    for one in pack.concerns:
        yield _of("concern", one.name, concern=one)
    told = len(pack.overdue)
    for first in range(0, told, MOST_ON_A_SCREEN):
        these = pack.overdue[first : first + MOST_ON_A_SCREEN]
        yield _of(
            "overdue", f"Actions that are overdue{_which(first, len(these), told)}", overdue=these
        )
    yield _of("silent", "Who has not answered")
    yield _of("matters", "Decisions and questions still open")


def _which(before: int, shown: int, told: int) -> str:
    """Which of them these are, where a screen does not have all."""
    if shown == told:
        return ""
    last = before + shown
    return f" ({last} of {told})" if shown == 1 else f" ({before + 1} to {last} of {told})"


def _of(
    kind: str, title: str, concern: Concern | None = None, overdue: tuple[Late, ...] = ()
) -> Screen:
    return Screen(number=0, of=0, kind=kind, title=title, concern=concern, overdue=overdue)

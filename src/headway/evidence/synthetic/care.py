"""Made-up children in need and child protection plans, on the rolls and off them."""

from dataclasses import dataclass
from datetime import date

import numpy as np

from headway.evidence.synthetic.draws import (
    Chance,
    Flags,
    Floats,
    Ints,
    Subject,
    about,
    highest,
    pick,
    stream,
)
from headway.evidence.synthetic.people import People
from headway.evidence.synthetic.rolls import number_of
from headway.evidence.synthetic.texts import NONE

_EVER_IN_NEED = 0.113
_OPEN_BEFORE = 0.43
_NO_ACTION = 0.05
_WITH_PLAN, _PROTECTED = 0.5, 0.34
_YEAR = 365.25
_LEANING, _YOUNG = 0.6, 0.5


@dataclass(frozen=True, slots=True, kw_only=True)
class Episodes:
    """
    Episodes of need, one a child, in the order of the children; days, or `NONE`.

    Attributes:
        end: Closure; `NONE` while open at the end of the school year.
        no_action: Referrals that led to nothing.
        protected_from: First day of a protection plan.
        protected_to: Its last day; `NONE` while it lasts, or where there is no plan.
    """

    child: Ints
    start: Ints
    end: Ints
    no_action: Flags
    plan_start: Ints
    plan_end: Ints
    protected_from: Ints
    protected_to: Ints

    def in_need_on(self, day: int) -> Ints:
        """The children in need on a day."""
        open_then = (self.start <= day) & ((self.end == NONE) | (self.end >= day))
        return np.asarray(self.child[open_then & ~self.no_action], dtype=np.int64)

    def protected_on(self, day: int) -> Ints:
        """The children with a protection plan on a day."""
        open_then = (self.protected_from != NONE) & (self.protected_from <= day)
        open_then &= (self.protected_to == NONE) | (self.protected_to >= day)
        return np.asarray(self.child[open_then], dtype=np.int64)


def make_episodes(seed: int, area: int, people: People, year: int) -> Episodes:
    """Episodes that were open at any time from 1 April `year` to 31 July of the year after."""
    chance = stream(seed, area, Subject.SOCIAL_CARE)
    first, last = number_of(date(year, 4, 1)), number_of(date(year + 1, 7, 31))
    child = _children(chance, people)
    size = len(child)
    before = chance.random(size) < _OPEN_BEFORE
    start = np.where(before, first - _waits(chance, size), chance.integers(first, last, size))
    start = np.maximum(start, people.born[child])
    end = np.where(before, first, start) + _waits(chance, size)
    end = np.maximum(end, start + 20)
    no_action = ~before & (chance.random(size) < _NO_ACTION)
    end = np.where(no_action, start + chance.integers(1, 15, size), end)
    protected_from, protected_to = _protect(chance, start, end, no_action)
    plan_start, plan_end = _plan(chance, start, end, protected_from, no_action)
    ends = (end, protected_to, plan_end)
    end, protected_to, plan_end = (np.where(day > last, NONE, day) for day in ends)
    known = (protected_from <= last, plan_start <= last)
    return Episodes(
        child=child,
        start=start,
        end=end,
        no_action=no_action,
        plan_start=np.where(known[1], plan_start, NONE),
        plan_end=np.where(known[1], plan_end, NONE),
        protected_from=np.where(known[0], protected_from, NONE),
        protected_to=np.where(known[0], protected_to, NONE),
    )


def _children(chance: Chance, people: People) -> Ints:
    """A child whom much weighs down is in need more often; a quarter are below school age."""
    leaning: Floats = _LEANING * people.leaning
    leaning = leaning + np.where(np.arange(len(people)) >= people.arrived, _YOUNG, 0.0)
    leaning = np.where(people.year > 12, leaning - 0.5, leaning)
    return highest(chance, leaning, about(chance, _EVER_IN_NEED * people.pupils), noise=0.9)


def _waits(chance: Chance, size: int, years: float = 1.0) -> Ints:
    """Days that last about so many years on average, most of them far shorter."""
    return (1 + chance.exponential(years * _YEAR, size)).astype(np.int64)


def _protect(chance: Chance, start: Ints, end: Ints, no_action: Flags) -> tuple[Ints, Ints]:
    size = len(start)
    begins = start + 15 + (chance.random(size) * (end - start) * 0.5).astype(np.int64)
    has = (chance.random(size) < _PROTECTED) & ~no_action & (begins < end)
    ends = np.minimum(begins + _waits(chance, size, 0.8), end)
    return np.where(has, begins, NONE), np.where(has, ends, NONE)


def _plan(
    chance: Chance, start: Ints, end: Ints, protected_from: Ints, no_action: Flags
) -> tuple[Ints, Ints]:
    """A child in need plan ends before a protection plan begins: there is never both."""
    size = len(start)
    begins = start + pick(chance, np.ones(40), size) + 5
    latest = np.where(protected_from != NONE, protected_from - 1, end)
    ends = np.minimum(begins + _waits(chance, size, 0.8), latest)
    has = (chance.random(size) < _WITH_PLAN) & ~no_action & (begins <= ends)
    return np.where(has, begins, NONE), np.where(has, ends, NONE)

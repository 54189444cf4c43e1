"""
A made-up year of marks for measuring with: the same every time, and quick to make.

Schools with the sizes of their phases, 190 days, six terms, 22 codes, absence in spells,
pupils who come late or leave early (Z), training days (#), X, Y, D and lates. It stands for
nobody: it is here for its size and shape, not for what it says.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import numpy as np
from numpy.typing import NDArray

from headway.evidence.marks.compiling import compiled
from headway.evidence.marks.roster import UPN_BITS, Roster
from headway.evidence.marks.sessions import Sessions

TERM_DAYS = (37, 35, 30, 28, 30, 30)
PHASES = ("nursery", "primary", "secondary", "special", "all-through")
_SHARE = (0.02, 0.78, 0.15, 0.04, 0.01)
_SIZE = (60, 280, 1050, 110, 1150)
_ABSENT = np.frombuffer(b"IIIIIIIIMMMCERSTJHGNNOOU", dtype=np.uint8)
_BESIDE = np.frombuffer(b"BVPWXYDIII", dtype=np.uint8)


@dataclass(frozen=True, slots=True)
class Year:
    """A year to make: who is in it, and what its columns are."""

    sessions: Sessions
    roster: Roster
    seed: int

    def blocks(self, rows: int = 10_000) -> Iterator[NDArray[np.uint8]]:
        """The marks, in pieces of whole rows."""
        closed = np.random.default_rng(self.seed).integers(0, 190, (len(self.roster.urns), 5))
        school = np.repeat(np.arange(len(self.roster.urns)), np.diff(self.roster.offsets))
        for first in range(0, len(self.roster), rows):
            past = min(first + rows, len(self.roster))
            block = np.empty((past - first, len(self.sessions)), dtype=np.uint8)
            _fill(block, first, school[first:past], closed, self.seed, _ABSENT, _BESIDE)
            yield block


def sessions() -> Sessions:
    """190 days from September 2018, in six terms."""
    days: list[date] = []
    day = date(2018, 9, 4)
    for length in TERM_DAYS:
        term: list[date] = []
        while len(term) < length:
            if day.weekday() < 5:
                term.append(day)
            day += timedelta(days=1)
        days += term
        day += timedelta(days=7 - day.weekday() + 7)
    return Sessions(year=2018, days=tuple(days), ends=tuple(np.cumsum(TERM_DAYS).tolist()))


def year(pupils: int, seed: int = 1) -> Year:
    """A year of about so many pupils, in as many authorities as they fill."""
    dice = np.random.default_rng(seed)
    many = max(1, round(pupils / 290))
    phase = dice.choice(len(PHASES), many, p=_SHARE)
    wanted = np.array(_SIZE)[phase] * dice.lognormal(0, 0.35, many)
    sizes = np.maximum(1, np.round(wanted * pupils / wanted.sum())).astype(np.int64)
    sizes[-1] = max(1, sizes[-1] + pupils - sizes.sum())
    offsets = np.append(0, np.cumsum(sizes))
    total = int(offsets[-1])
    las = max(1, round(pupils / 55_000)) if pupils > 200_000 else 1
    urns = 100_000 + np.arange(many, dtype=np.int64)
    return Year(
        sessions=sessions(),
        roster=Roster(
            numbers=_numbers(total),
            keys=_keys(dice, total),
            urns=urns,
            offsets=offsets,
            las=tuple(str(201 + place * las // many) for place in range(many)),
            phases=tuple(PHASES[place] for place in phase),
        ),
        seed=seed,
    )


def _numbers(total: int) -> NDArray[np.int64]:
    """Packed pupil numbers that ascend."""
    return (np.arange(total, dtype=np.int64) * 7 + 20_100_000_000) * 33 % (1 << UPN_BITS)


def _keys(dice: np.random.Generator, total: int) -> NDArray[np.uint8]:
    sex = dice.integers(0, 2, total)
    sen = dice.choice(3, total, p=[0.83, 0.13, 0.04])
    fsm = (dice.random(total) < 0.22).astype(int)
    cp = (dice.random(total) < 0.004).astype(int)
    cin = (dice.random(total) < 0.03).astype(int)
    key = (((sex * 4 + sen) * 3 + fsm) * 2 + cp) * 2 + cin
    return np.asarray(key, dtype=np.uint8)


@compiled
def _fill(  # noqa: C901, PLR0912, PLR0917 - a compiled loop: one branch a thing that happens
    block: NDArray[np.uint8],
    first: int,
    school: NDArray[np.int64],
    closed: NDArray[np.int64],
    seed: int,
    absent: NDArray[np.uint8],
    beside: NDArray[np.uint8],
) -> None:
    """One row a pupil, each from a stream of numbers of its own."""
    one = np.uint64(1)
    for row in range(block.shape[0]):
        state = np.uint64(first + row + 1) * np.uint64(0x9E3779B97F4A7C15) ^ np.uint64(seed)
        for _ in range(3):
            state ^= state << np.uint64(13)
            state ^= state >> np.uint64(7)
            state ^= state << np.uint64(17)
        ill: Any = 3 + np.int64(state >> np.uint64(40)) % 17  # of a thousand days, a spell begins
        if state & np.uint64(15) < 2:
            ill = 50
        if state & np.uint64(255) == 7:
            ill = 450
        comes: Any = np.int64(0)
        leaves: Any = np.int64(190)
        if (state >> np.uint64(20)) & np.uint64(31) == 3:
            comes = np.int64(np.int64(state >> np.uint64(50)) % 150)
        if (state >> np.uint64(25)) & np.uint64(31) == 3:
            leaves = np.int64(60 + np.int64(state >> np.uint64(51)) % 130)
        left, code = np.int64(0), np.uint8(0)
        for day in range(np.int64(190)):
            state ^= state << np.uint64(13)
            state ^= state >> np.uint64(7)
            state ^= state << np.uint64(17)
            a, b = np.uint8(47), np.uint8(92)
            if left == 0 and np.int64((state >> np.uint64(8)) % np.uint64(1000)) < ill:
                left = 1 + np.int64(state >> np.uint64(30)) % 6
                code = absent[np.int64(state >> np.uint64(36)) % len(absent)]
            if left > 0:
                left -= 1
                a = b = code
                if left == 0 and state & one:
                    b = np.uint8(92)
            else:
                odd = np.int64((state >> np.uint64(20)) % np.uint64(2000))
                if odd < 30:
                    a = np.uint8(76)
                elif odd < 50:
                    a = b = beside[odd % len(beside)]
            if day < comes or day >= leaves:
                a = b = np.uint8(90)
            block[row, 2 * day] = a
            block[row, 2 * day + 1] = b
        for place in range(closed.shape[1]):
            day = closed[school[row], place]
            block[row, 2 * day] = block[row, 2 * day + 1] = np.uint8(35)

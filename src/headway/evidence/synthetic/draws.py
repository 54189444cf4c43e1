"""Chance that comes out the same each time: one stream of it for each area and subject."""

from enum import IntEnum
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import ArrayLike, NDArray

Ints: TypeAlias = NDArray[np.int64]
Floats: TypeAlias = NDArray[np.float64]
Flags: TypeAlias = NDArray[np.bool_]
Bytes: TypeAlias = NDArray[np.uint8]
Chance: TypeAlias = np.random.Generator


class Subject(IntEnum):
    """
    What a stream decides. A subject's stream does not depend on the others being asked for, so
    that one kind of file comes out the same alone as with all the rest.
    """

    AREA = 0
    SCHOOLS = 1
    PEOPLE = 2
    ENROLMENTS = 3
    EXCLUSIONS = 4
    TIMETABLES = 5
    MARKS = 6
    HOME_EDUCATION = 7
    MISSING_EDUCATION = 8
    SOCIAL_CARE = 9
    PLANS = 10
    REVIEWS = 11
    PROFILE = 12
    EARLY_HELP = 13
    HEALTH = 14
    SETTINGS = 15
    STAFF = 16
    INSPECTIONS = 17
    VOICES = 18
    DIRT = 19


def stream(seed: int, area: int, subject: Subject, part: int = 0) -> Chance:
    """The stream of chance for a subject in an area, or in a part of the area."""
    key = np.random.SeedSequence(seed, spawn_key=(area, int(subject), part))
    return np.random.Generator(np.random.PCG64(key))


def pick(chance: Chance, weights: ArrayLike, size: int) -> Ints:
    """As many places of `weights` as asked, each as often as its weight says."""
    steps = np.cumsum(np.asarray(weights, dtype=np.float64))
    drawn = chance.random(size) * steps[-1]
    return np.asarray(np.searchsorted(steps, drawn, side="right"), dtype=np.int64)


def pick_by(chance: Chance, weights: Floats, groups: Ints) -> Ints:
    """For each member of `groups`, a column of `weights`, whose rows are the groups."""
    steps = np.cumsum(weights, axis=1)
    steps /= steps[:, -1:]
    drawn = chance.random(len(groups))
    found = np.zeros(len(groups), dtype=np.int64)
    for column in range(weights.shape[1] - 1):
        found += drawn >= steps[groups, column]
    return found


def highest(chance: Chance, leaning: Any, count: int, *, noise: float = 1.0) -> Ints:
    """The places of the `count` members most likely by `leaning` and chance together, in order."""
    size = len(leaning)
    count = min(count, size)
    scores = np.asarray(leaning, dtype=np.float64) + noise * chance.standard_normal(size)
    return np.sort(np.argpartition(-scores, count - 1)[:count]) if count else np.zeros(0, np.int64)


def about(chance: Chance, expected: float) -> int:
    """A whole number next to `expected`, above or below by chance so that the mean is right."""
    return int(expected) + int(chance.random() < expected - int(expected))


def shares(total: int, weights: Floats) -> Ints:
    """`total` parted by weights into whole numbers that add up to it; each gets at least one."""
    exact = (total - len(weights)) * weights / weights.sum()
    whole = exact.astype(np.int64)
    left = total - len(weights) - int(whole.sum())
    whole[np.argsort(whole - exact, kind="stable")[:left]] += 1
    return np.asarray(whole + 1, dtype=np.int64)

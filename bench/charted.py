"""
The rules of Making Data Count on many series at once.

`headway.stats.spc.charts` reads one chart; this reads 20,000 of one length, without gaps, in
arrays. `tests/stats/test_spc_false_alarms.py` holds the two against each other point by
point, so that what is simulated is what a board is shown.
"""

import numpy as np
from numpy.typing import NDArray

from headway.stats.spc.charts import Rule

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]

RULES = tuple(Rule)
"""What the codes that `rules` gives stand for."""

_COMMON = RULES.index(Rule.COMMON_CAUSE)


def rules(series: Floats, *, baseline: int | None = None) -> NDArray[np.int64]:
    """For each point the place in `RULES` of the rule it meets; one row a series."""
    base = series[:, :baseline]
    mean = base.mean(axis=1, keepdims=True)
    amr = average_moving_range(base)
    off = series - mean
    off[np.abs(off) <= np.fmax(1e-9 * amr, 1e-14 * np.abs(series).max(axis=1, keepdims=True))] = 0
    side = np.sign(off)
    outside = (side != 0) & ((series > mean + 2.66 * amr) | (series < mean - 2.66 * amr))
    near = 2 * (2.66 / 3) * amr
    close = ~outside & ((series > mean + near) | (series < mean - near))
    trending, rising = trends(np.sign(np.diff(series, axis=1)))
    paired = two_of_three(close, side)
    shifted = in_runs(side, 7)
    above = side > 0
    codes: NDArray[np.int64] = np.select(
        [
            outside & above,
            outside,
            trending & rising,
            trending,
            paired & above,
            paired,
            shifted & above,
            shifted,
        ],
        list(range(_COMMON)),
        _COMMON,
    )
    return codes


def signals(series: Floats, *, baseline: int | None = None) -> Flags:
    """Which points of which series are more than chance, as the chart has it."""
    flags: Flags = rules(series, baseline=baseline) != _COMMON
    return flags


def average_moving_range(base: Floats) -> Floats:
    """Of each series, screened once; NaN, which no point is beyond, where nothing varies."""
    ranges = np.abs(np.diff(base, axis=1))
    kept = ranges < 3.267 * ranges.mean(axis=1, keepdims=True)
    with np.errstate(invalid="ignore"):
        amr: Floats = np.where(kept, ranges, 0).sum(axis=1, keepdims=True) / kept.sum(
            axis=1, keepdims=True
        )
    return amr


def in_runs(signs: Floats, length: int) -> Flags:
    """Which places stand in a run of at least so many equal signs other than 0."""
    found = np.zeros(signs.shape, dtype=bool)
    for start in range(signs.shape[1] - length + 1):
        window = signs[:, start : start + length]
        run = (window[:, :1] != 0) & (window == window[:, :1])
        found[:, start : start + length] |= run.all(axis=1, keepdims=True)
    return found


def trends(steps: Floats) -> tuple[Flags, Flags]:
    """Which points stand in a trend, and at which of them it rises (the step to the right)."""
    running = in_runs(steps, 6)
    none = np.zeros((len(steps), 1), dtype=bool)
    members = np.hstack([running, none]) | np.hstack([none, running])
    right = np.hstack([steps, np.zeros((len(steps), 1))])
    left = np.hstack([np.zeros((len(steps), 1)), steps])
    follows = np.hstack([members[:, 1:], none])
    return members, np.where(follows, right, left) == 1


def two_of_three(close: Flags, side: Floats) -> Flags:
    """The close points among three in a row on one side of which two or more are close."""
    found = np.zeros(close.shape, dtype=bool)
    for start in range(close.shape[1] - 2):
        window = slice(start, start + 3)
        together = np.abs(side[:, window].sum(axis=1)) == 3
        pair = together & (close[:, window].sum(axis=1) >= 2)
        found[:, window] |= close[:, window] & pair[:, None]
    return found

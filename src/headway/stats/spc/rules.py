"""
The four rules of Making Data Count, on one run of figures with its control lines.

As the NHS reference implementation applies them (NHSRplotthedots 0.2.2): a point
outside the limits; seven points in a row rising or falling; two of three close to a
limit; seven in a row on one side of the mean. Where a point meets several, the first
of these names it.

A missing figure takes part in nothing: a run of seven, a trend and a window of three
end before it and may begin after it. Nobody knows what stood in the gap.
"""

from collections import ChainMap
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import groupby, pairwise

from headway.stats.spc.lines import Lines

SHIFT = 7
"""Points in a row on one side of the mean that are more than chance."""

TREND = 7
"""Points in a row, each above (or each below) the one before: six steps."""


class Improvement(StrEnum):
    """Which way is better."""

    INCREASE = "increase"
    DECREASE = "decrease"
    NEUTRAL = "neutral"


class Rule(StrEnum):
    """What makes a point a signal, in the reference's own names."""

    ABOVE_LIMIT = "Above UCL"
    BELOW_LIMIT = "Below LCL"
    RISING = "7 Point Trend (Increasing)"
    FALLING = "7 Point Trend (Decreasing)"
    TWO_OF_THREE_ABOVE = "2 in 3 Above CL"
    TWO_OF_THREE_BELOW = "2 in 3 Below CL"
    SHIFT_ABOVE = "7 Points Above CL"
    SHIFT_BELOW = "7 Points Below CL"
    COMMON_CAUSE = "Common Cause"


class PointType(StrEnum):
    """What a signal means for the people who own the measure, in the reference's names."""

    COMMON_CAUSE = "common_cause"
    IMPROVEMENT = "special_cause_improvement"
    CONCERN = "special_cause_concern"
    NEUTRAL_HIGH = "special_cause_neutral_high"
    NEUTRAL_LOW = "special_cause_neutral_low"


UPWARD = frozenset({Rule.ABOVE_LIMIT, Rule.RISING, Rule.TWO_OF_THREE_ABOVE, Rule.SHIFT_ABOVE})

# By the side of the mean that the point is on: 1 above, -1 below.
_OUTSIDE: dict[int | None, Rule] = {1: Rule.ABOVE_LIMIT, -1: Rule.BELOW_LIMIT}
_TWO_OF_THREE: dict[int | None, Rule] = {1: Rule.TWO_OF_THREE_ABOVE, -1: Rule.TWO_OF_THREE_BELOW}
_SHIFT: dict[int | None, Rule] = {1: Rule.SHIFT_ABOVE, -1: Rule.SHIFT_BELOW}


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """
    What the rules say of one figure; all None for a missing one.

    Attributes:
        relative: 1 above the mean, -1 below, 0 on it.
        outside: Beyond a limit, not on it; None where there are no limits.
        close: Beyond a near limit and not outside; None where there are no limits.
    """

    relative: int | None = None
    outside: bool | None = None
    close: bool | None = None
    rule: Rule | None = None


def marks(values: Sequence[float | None], lines: Lines, *, same: float) -> tuple[Mark, ...]:
    """
    Hold each figure against the four rules.

    Args:
        values: In order of time; None is a gap.
        lines: Worked out from these figures or from the first of them.
        same: Figures no further apart than this are equal. Without it the last bit of a
            mean decides whether a figure stands on it, and seven such make a false signal.
    """
    relative = [None if v is None else _sign(v - lines.mean, same) for v in values]
    outside = [
        _beyond(v, side, lines.lower, lines.upper) for v, side in zip(values, relative, strict=True)
    ]
    beyond_near = [
        _beyond(v, side, lines.near_lower, lines.near_upper)
        for v, side in zip(values, relative, strict=True)
    ]
    close = [
        None if near is None else near and not out
        for near, out in zip(beyond_near, outside, strict=True)
    ]
    # A point takes the first of its rules in this order.
    found = ChainMap(
        {at: _OUTSIDE[relative[at]] for at, out in enumerate(outside) if out},
        _trends([_step(before, after, same) for before, after in pairwise(values)]),
        {at: _TWO_OF_THREE[relative[at]] for at in _two_of_three(close, relative)},
        {at: _SHIFT[relative[at]] for run in _runs(relative, SHIFT) for at in run},
    )
    return tuple(
        Mark(relative=side, outside=out, close=near, rule=found.get(at, Rule.COMMON_CAUSE))
        if side is not None
        else Mark()
        for at, (side, out, near) in enumerate(zip(relative, outside, close, strict=True))
    )


def point_type(rule: Rule, improvement: Improvement) -> PointType:
    """
    Whether a signal is good news.

    >>> point_type(Rule.SHIFT_BELOW, Improvement.DECREASE).value
    'special_cause_improvement'
    >>> point_type(Rule.RISING, Improvement.NEUTRAL).value
    'special_cause_neutral_high'
    """
    if rule is Rule.COMMON_CAUSE:
        return PointType.COMMON_CAUSE
    up = rule in UPWARD
    if improvement is Improvement.NEUTRAL:
        return PointType.NEUTRAL_HIGH if up else PointType.NEUTRAL_LOW
    better = up is (improvement is Improvement.INCREASE)
    return PointType.IMPROVEMENT if better else PointType.CONCERN


def _sign(number: float, same: float) -> int:
    return 0 if abs(number) <= same else 1 if number > 0 else -1


def _step(before: float | None, after: float | None, same: float) -> int | None:
    return None if before is None or after is None else _sign(after - before, same)


def _beyond(
    value: float | None, side: int | None, lower: float | None, upper: float | None
) -> bool | None:
    """Strictly past a line; never for a figure on the mean, even where the lines meet there."""
    if value is None or lower is None or upper is None:
        return None
    return side != 0 and (value < lower or value > upper)


def _runs(signs: Sequence[int | None], least: int) -> Iterator[range]:
    """Stretches of at least `least` equal signs; neither 0 nor a gap belongs to one."""
    at = 0
    for sign, members in groupby(signs):
        stop = at + sum(1 for _ in members)
        if sign and stop - at >= least:
            yield range(at, stop)
        at = stop


def _trends(steps: Sequence[int | None]) -> dict[int, Rule]:
    """
    Which points are part of a trend, and which way it goes there.

    Where two trends meet, a point takes the step on its right, as in the reference. That
    names the turning point which both share. It also names the last point of a trend which
    another follows without sharing a point: fourteen points that fall, jump up and fall
    again have a "rising" one before the jump. We keep it, so that our chart and the NHS
    tool's agree on each point; the last point, which decides the icon, is never such a one.
    """
    members = {at for run in _runs(steps, TREND - 1) for at in range(run.start, run.stop + 1)}
    return {
        at: Rule.RISING if steps[at if at + 1 in members else at - 1] == 1 else Rule.FALLING
        for at in members
    }


def _two_of_three(close: Sequence[bool | None], relative: Sequence[int | None]) -> set[int]:
    """
    The close ones among three in a row on one side of which two are close or more.

    A point outside the limits is on its side but not close: one outside and one close
    are no pair.
    """
    found: set[int] = set()
    for start in range(len(close) - 2):
        window = range(start, start + 3)
        near = [at for at in window if close[at]]
        if len(near) >= 2 and {relative[at] for at in window} in ({1}, {-1}):
            found.update(near)
    return found

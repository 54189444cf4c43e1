"""
Signal or noise: the XmR control chart as the NHS reads it ("Making Data Count").

A figure moves every period. The chart says by how much it moves when nothing has
changed, from the average step between neighbours, and so which movements are worth a
board's time.

Sources: Wheeler, D.J. (2000), "Understanding Variation: The Key to Managing Chaos",
2nd ed., SPC Press, for the chart and its constants 2.66 and 3.267; NHS England,
"Making Data Count", for the four rules and the icons; NHSRplotthedots 0.2.2 for what
these come to point by point. Where that stops with an error or says nothing we differ:

- Figures that never vary: it computes no limits and calls a target "hit and miss". We
  say that no limits can be computed, and hold no target against them.
- A missing figure inside a trend stops it. Here a gap ends runs, trends and windows, is
  bridged by no moving range, and gets no marks. It counts as a place in the baseline.
- A figure on the mean is on it whatever the last bit of the mean says.
- Where the last period has no figure it reports common cause. The icon here is that of
  the last figure there is, and a note says so.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import isfinite

from headway.domain.status import AssuranceIcon, VariationIcon
from headway.stats.errors import FigureError
from headway.stats.spc.lines import Lines, lines_of, rounding
from headway.stats.spc.rules import (
    UPWARD,
    Improvement,
    Mark,
    PointType,
    Rule,
    marks,
    point_type,
)

__all__ = [
    "FEWEST",
    "Improvement",
    "Lines",
    "PointType",
    "Rule",
    "XmRChart",
    "XmRGroup",
    "XmRPoint",
    "checked_figures",
    "xmr",
]

FEWEST = 12
"""Figures that limits should rest on; also the shortest baseline the reference takes."""

_TRIAL_BELOW = 13
_LARGEST = 1e300
"""Sums of figures no larger than this stay finite."""


@dataclass(frozen=True, slots=True, kw_only=True)
class XmRPoint:
    """
    One place on the chart.

    Attributes:
        value: None is a gap: it has no marks either.
        mean: The centre line here.
        lower: The lower process limit here; None, like the other three, where the group
            has no limits.
        relative: 1 above the mean, -1 below, 0 on it.
        outside: Strictly beyond a limit; None without limits.
        close: Strictly beyond a near limit and not outside; None without limits.
        rule: The first rule the point meets.
        type: What that means, given which way is better.
        group: The group it belongs to, from 0.
    """

    value: float | None
    mean: float
    lower: float | None
    upper: float | None
    near_lower: float | None
    near_upper: float | None
    relative: int | None
    outside: bool | None
    close: bool | None
    rule: Rule | None
    type: PointType | None
    group: int


@dataclass(frozen=True, slots=True, kw_only=True)
class XmRGroup:
    """
    A stretch of the chart with lines of its own.

    Attributes:
        start: Position of its first point.
        stop: Position after its last.
        figures: How many of its points have a figure.
        lines: Mean, average moving range and limits, or why there are none.
        trial: The limits rest on too few figures to be final: fewer than 13 in the group,
            or, where some are missing, fewer than 12 in its baseline.
    """

    start: int
    stop: int
    figures: int
    lines: Lines
    trial: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class XmRChart:
    """
    A control chart, read.

    Attributes:
        variation: What the last figure says.
        assurance: Whether the process will meet the target, by the last group's limits.
        no_assurance: Why there is no such mark; empty where there is one.
        notes: What a reader must know beside the chart, in whole sentences.
    """

    points: tuple[XmRPoint, ...]
    groups: tuple[XmRGroup, ...]
    variation: VariationIcon
    assurance: AssuranceIcon
    no_assurance: str = ""
    notes: tuple[str, ...] = ()

    @property
    def signals(self) -> tuple[int, ...]:
        """Positions of the points that are more than chance, oldest first."""
        return tuple(
            at
            for at, point in enumerate(self.points)
            if point.rule not in (None, Rule.COMMON_CAUSE)
        )


def xmr(
    values: Sequence[float | None],
    *,
    improvement: Improvement,
    target: float | None = None,
    baseline: int | None = None,
    rebase_at: Sequence[int] = (),
    screen: bool = True,
) -> XmRChart:
    """
    Draw the lines of an XmR chart and read it by the rules of Making Data Count.

    It computes what it is given. Whether the series should be charted at all is asked of
    `refusals.chart_refusal` first.

    Args:
        values: In order of time, equally spaced; None where a figure is missing.
        improvement: Which way is better.
        target: In the figures' own unit.
        baseline: Work the lines out from the first so many points of each group, gaps
            included; at least 12. All of them where it is None.
        rebase_at: Positions, from 0, at which a new group with lines of its own begins.
        screen: Leave out moving ranges of 3.267 times their average or more, once.

    Raises:
        FigureError: Fewer than two figures, a figure or target that is not a finite number,
            a baseline shorter than 12, a group without any figure, or a position outside
            the series.

    Ten rounds by a reader's own arithmetic: mean 5, average moving range 2:

    >>> chart = xmr([4, 6, 4, 6, 4, 6, 4, 6, 4, 6], improvement=Improvement.INCREASE, target=12)
    >>> lines = chart.groups[0].lines
    >>> lines.mean, lines.amr, round(lines.lower, 2), round(lines.upper, 2)
    (5.0, 2.0, -0.32, 10.32)
    >>> chart.variation.value, chart.assurance.value, chart.groups[0].trial
    ('common cause', 'consistently fails', True)
    """
    figures = checked_figures(values)
    if sum(value is not None for value in figures) < 2:
        raise FigureError(
            "A control chart needs at least two figures, and only one was given: "
            "nothing is known yet of how it varies."
        )
    if target is not None and not isfinite(target):
        raise FigureError(f"A target must be a finite number, and {target} is not.")
    if baseline is not None and baseline < FEWEST:
        raise FigureError(
            f"A baseline needs at least {FEWEST} points, and {baseline} were asked for; "
            "take more, or let the chart use all of them."
        )
    groups = tuple(
        _group(figures, start, stop, baseline, screen)
        for start, stop in pairwise(_bounds(len(figures), rebase_at))
    )
    points = tuple(
        point
        for number, group in enumerate(groups)
        for point in _points(figures, group, number, improvement)
    )
    assurance, no_assurance = _assurance(groups[-1], target, improvement)
    return XmRChart(
        points=points,
        groups=groups,
        variation=_variation(points, improvement),
        assurance=assurance,
        no_assurance=no_assurance,
        notes=tuple(_notes(figures, groups)),
    )


def checked_figures(values: Sequence[float | None]) -> tuple[float | None, ...]:
    """
    A series fit to compute with.

    Raises:
        FigureError: It is empty, all of it is missing, or a figure is not a finite number.
    """
    if not values:
        raise FigureError("A series of figures is needed, and this one is empty.")
    if all(value is None for value in values):
        raise FigureError(
            f"A series of figures is needed, and all {len(values)} of this one are missing."
        )
    for place, value in enumerate(values, start=1):
        if value is not None and not abs(value) <= _LARGEST:
            raise FigureError(
                f"Figure {place} of {len(values)} is {value}, and a finite number is needed; "
                "leave it out where it is not known."
            )
    return tuple(None if value is None else float(value) for value in values)


def _bounds(length: int, rebase_at: Sequence[int]) -> list[int]:
    """Where groups begin, and the end; a rebase at the first point changes nothing."""
    for at in rebase_at:
        if not 0 <= at < length:
            raise FigureError(
                f"Lines can be worked out anew from a point of the series, 0 to {length - 1}, "
                f"and not from {at}."
            )
    return sorted({0, *rebase_at, length})


def _group(
    figures: Sequence[float | None], start: int, stop: int, baseline: int | None, screen: bool
) -> XmRGroup:
    fixed = figures[start:stop] if baseline is None else figures[start:stop][:baseline]
    known = [value for value in fixed if value is not None]
    count = sum(value is not None for value in figures[start:stop])
    if not known:
        raise FigureError(
            f"From point {start + 1} of the series no figure is given to work the lines out "
            "from; begin the new lines elsewhere, or wait for figures."
        )
    return XmRGroup(
        start=start,
        stop=stop,
        figures=count,
        lines=lines_of(fixed, screen=screen),
        trial=count < _TRIAL_BELOW or len(known) < FEWEST,
    )


def _points(
    figures: Sequence[float | None], group: XmRGroup, number: int, improvement: Improvement
) -> Iterator[XmRPoint]:
    own, lines = figures[group.start : group.stop], group.lines
    same = max(1e-9 * (lines.amr or 0), rounding([value for value in own if value is not None]))
    for value, mark in zip(own, marks(own, lines, same=same), strict=True):
        yield XmRPoint(
            value=value,
            mean=lines.mean,
            lower=lines.lower,
            upper=lines.upper,
            near_lower=lines.near_lower,
            near_upper=lines.near_upper,
            relative=mark.relative,
            outside=mark.outside,
            close=mark.close,
            rule=mark.rule,
            type=_type(mark, improvement),
            group=number,
        )


def _type(mark: Mark, improvement: Improvement) -> PointType | None:
    return None if mark.rule is None else point_type(mark.rule, improvement)


def _variation(points: Sequence[XmRPoint], improvement: Improvement) -> VariationIcon:
    rule = next(point.rule for point in reversed(points) if point.rule is not None)
    up = rule in UPWARD
    match point_type(rule, improvement):
        case PointType.COMMON_CAUSE:
            return VariationIcon.COMMON_CAUSE
        case PointType.IMPROVEMENT:
            return VariationIcon.IMPROVEMENT_HIGH if up else VariationIcon.IMPROVEMENT_LOW
        case PointType.CONCERN:
            return VariationIcon.CONCERN_HIGH if up else VariationIcon.CONCERN_LOW
        case PointType.NEUTRAL_HIGH:
            return VariationIcon.NEUTRAL_HIGH
        case PointType.NEUTRAL_LOW:
            return VariationIcon.NEUTRAL_LOW


def _assurance(
    group: XmRGroup, target: float | None, improvement: Improvement
) -> tuple[AssuranceIcon, str]:
    """
    Whether the limits lie wholly on one side of the target.

    A target on a limit is hit and miss. Without limits there is no answer: figures that
    never varied so far do not say that they never will.
    """
    if target is None:
        return AssuranceIcon.NONE, "no target"
    if improvement is Improvement.NEUTRAL:
        return AssuranceIcon.NONE, "neither higher nor lower is better"
    if group.lines.lower is None or group.lines.upper is None:
        return AssuranceIcon.NONE, group.lines.unlimited
    if group.lines.lower <= target <= group.lines.upper:
        return AssuranceIcon.HIT_AND_MISS, ""
    below_target = target > group.lines.upper
    passes = below_target is (improvement is Improvement.DECREASE)
    return (AssuranceIcon.PASSES if passes else AssuranceIcon.FAILS), ""


def _notes(figures: Sequence[float | None], groups: Sequence[XmRGroup]) -> Iterator[str]:
    last = groups[-1]
    if last.lines.unlimited:
        yield f"{last.lines.unlimited[0].upper()}{last.lines.unlimited[1:]}."
    elif last.trial:
        yield (
            f"Trial limits: they rest on {last.figures} figures, and at least {_TRIAL_BELOW} "
            "are needed before they settle."
        )
    missing = sum(value is None for value in figures)
    if missing:
        yield (
            f"{missing} of {len(figures)} periods {'has' if missing == 1 else 'have'} no figure; "
            "no run is counted across a gap."
        )
    if figures[-1] is None:
        yield "The latest period has no figure: the mark is for the last one that has."

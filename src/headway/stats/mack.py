"""
The chain ladder, and Mack's standard error for it.

Method: Mack, T. (1993), "Distribution-free calculation of the standard error of chain
ladder reserve estimates", ASTIN Bulletin 23(2), 213-225. From one point of the year to
the next, all earlier years together grew by `f = sum C(k+1) / sum C(k)`; this year is
taken to grow by the same. How unlike the years were is `sigma2 = sum C(k) (F - f)^2 /
(n - 1)`, with `F` one year's own growth and `n` the years. The mean squared error is
carried from step to step, `m(k+1) = f^2 m(k) + sigma2 (C + C^2 / sum C(k))`: the first
part for what chance does to this year, the second for not knowing `f`. Written out, it
is Mack's formula, and does not stumble over a growth of zero.

Plain floats: a page that shows one forecast should not wait for numpy.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import isfinite, sqrt

from headway.stats.errors import FigureError
from headway.stats.to_date import Row


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """
    How figures grow from one point of the year to a later one.

    Attributes:
        factor: The growth: 1.3 means 30% more.
        spread: Mack's sigma squared, in the figures' unit; None from a single year.
        volume: The earlier years' figures at the step's start, added up.
        years: How many earlier years have a figure at both ends.
    """

    factor: float
    spread: float | None
    volume: float
    years: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Path:
    """
    One year carried along its steps.

    Attributes:
        end: Where it arrives.
        error: Mack's standard error of `end`; None where a step's spread is not known.
    """

    end: float
    error: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Triangle:
    """
    The ends of several unfinished years at once.

    Attributes:
        steps: One for each pair of neighbouring points.
        paths: One for each row given.
        to_come: What is still to be counted in all rows together.
        error: The standard error of `to_come`, the rows' common uncertainty counted.
    """

    steps: tuple[Step, ...]
    paths: tuple[Path, ...]
    to_come: float
    error: float | None


def step(starts_and_ends: Sequence[tuple[float, float]]) -> Step | None:
    """
    The growth that the years together had. None where they began at nothing.

    A year that began at nothing and stayed there says nothing of growth; one that began
    at nothing and did not has no growth rate, and so leaves the spread unknown.

    >>> round(step([(52, 72)]).factor, 4)
    1.3846
    """
    volume = sum(start for start, _ in starts_and_ends)
    if volume <= 0:
        return None
    factor = sum(end for _, end in starts_and_ends) / volume
    grew = [(start, end) for start, end in starts_and_ends if start > 0 or end > 0]
    spread = None
    if len(grew) > 1 and all(start > 0 for start, _ in grew):
        unlike = [end / sqrt(start) - factor * sqrt(start) for start, end in grew]
        squares = sum(one * one for one in unlike)  # ** would overflow
        spread = squares / (len(grew) - 1)
    if not isfinite(factor) or (spread is not None and not isfinite(spread)):
        raise FigureError("The figures are too large, or too unlike, to be scaled by each other.")
    return Step(factor=factor, spread=spread, volume=volume, years=len(grew))


def path(start: float, steps: Sequence[Step]) -> Path:
    """
    A year's end and its standard error, from where it stands and the steps to come.

    With no step to come the end is where it stands, without error.

    Raises:
        FigureError: The growth is beyond what a number can hold.
    """
    at, squared, known = start, 0.0, True
    for one in steps:
        known = known and one.spread is not None
        chance = (one.spread or 0.0) * (at + at * at / one.volume)
        squared = one.factor * one.factor * squared + chance
        at *= one.factor
    if not isfinite(at) or not isfinite(squared):
        raise FigureError("The figures are too large, or too unlike, to be scaled by each other.")
    return Path(end=at, error=sqrt(squared) if known else None)


def triangle(rows: Sequence[Row]) -> Triangle:
    """
    A whole triangle: rows at different points, the first finished, the last just begun.

    Also for late returns, where a row is a term and its points are the counts as they
    stood at one report after another: where will they settle?

    The last step rests on one row; its spread is carried on from the two steps before it,
    as Mack proposes: `min(s2^2 / s1, s1, s2)`.

    >>> grown = triangle([(100.0, 150.0, 165.0), (110.0, 160.0, None), (90.0, None, None)])
    >>> [round(one.end, 1) for one in grown.paths]
    [165.0, 176.0, 146.1]

    Raises:
        FigureError: A step of which no row tells the growth, or a row with a gap.
    """
    points = max((len(row) for row in rows), default=0)
    starts = [_last_known(row, at) for at, row in enumerate(rows, start=1)]
    steps = _carried_on([_between(rows, at) for at in range(points - 1)])
    paths = tuple(
        path(row[start] or 0.0, steps[start:]) for row, start in zip(rows, starts, strict=True)
    )
    to_come = sum(
        one.end - (row[start] or 0.0) for one, row, start in zip(paths, rows, starts, strict=True)
    )
    return Triangle(
        steps=steps, paths=paths, to_come=to_come, error=_total_error(paths, starts, steps)
    )


def _last_known(row: Row, name: int) -> int:
    known = [at for at, figure in enumerate(row) if figure is not None]
    if not known or known != list(range(len(known))):
        raise FigureError(
            f"Row {name} of the triangle must have figures from its first point on without a "
            "gap. Fill the gap or leave the row out."
        )
    return known[-1]


def _between(rows: Sequence[Row], at: int) -> Step:
    both = [(row[at], row[at + 1]) for row in rows if len(row) > at + 1]
    told = step([(one, other) for one, other in both if one is not None and other is not None])
    if told is None:
        raise FigureError(
            f"No row of the triangle tells how figures grow from point {at + 1} to point "
            f"{at + 2}: give a row with a figure above zero at the first and one at the second."
        )
    return told


def _carried_on(steps: Sequence[Step]) -> tuple[Step, ...]:
    """The last step's spread, where one row alone tells it, from the two steps before."""
    if len(steps) < 3 or steps[-1].spread is not None:
        return tuple(steps)
    *before, last = steps
    one, two = before[-2].spread, before[-1].spread
    if one is None or two is None:
        return tuple(steps)
    spread = min(two * two / one, one, two) if one > 0 else 0.0
    ending = Step(factor=last.factor, spread=spread, volume=last.volume, years=last.years)
    return (*before, ending)


def _total_error(
    paths: Sequence[Path], starts: Sequence[int], steps: Sequence[Step]
) -> float | None:
    """Mack's corollary: rows share the growth they are read from, so their errors add up."""
    squared = 0.0
    for at, (one, start) in enumerate(zip(paths, starts, strict=True)):
        if one.error is None:
            return None
        others = sum(
            other.end
            for later, (other, reached) in enumerate(zip(paths, starts, strict=True))
            if (reached, -later) < (start, -at)
        )
        shared = sum(
            2 * (each.spread or 0.0) / each.factor**2 / each.volume
            for each in steps[start:]
            if each.factor
        )
        squared += one.error**2 + one.end * others * shared
    return sqrt(squared)

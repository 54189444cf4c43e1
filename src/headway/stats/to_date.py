"""
Figures for the year to date, one row for each year, checked once on the way in.

A figure at a point of the year (a term, a month) counts everything from the year's first
day. Missing figures are None and never zero. A figure may be lower than the one before
it: exclusions are rescinded, registers are put right.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import isfinite

from headway.stats.errors import FigureError

Row = tuple[float | None, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ToDate:
    """
    One year so far, and earlier years.

    Attributes:
        history: Earlier years, each with `points` figures, None where missing.
        current: This year's, likewise; None from the point after the last one known.
        points: How many points a year has; the last is its end.

    Make it with `to_date`, which checks.
    """

    history: tuple[Row, ...]
    current: Row
    points: int

    @property
    def reached(self) -> int:
        """The position, counted from 0, of the last figure known this year."""
        return max(at for at, figure in enumerate(self.current) if figure is not None)

    @property
    def so_far(self) -> float:
        """The last figure known this year."""
        return figure_at(self.current, self.reached)

    @property
    def pairs(self) -> tuple[tuple[float, float], ...]:
        """Each complete earlier year's figure at the same point, and at its end."""
        return pairs(self.history, self.reached)

    @property
    def ever_falls(self) -> bool:
        """Whether any year has a figure lower than one before it."""
        return any(falls(row) for row in (*self.history, self.current))


def figure_at(row: Row, at: int) -> float:
    """The figure at a position where one is known to be."""
    figure = row[at]
    if figure is None:
        raise FigureError(f"A figure was expected at point {at + 1}, and there is none.")
    return figure


def pairs(history: Sequence[Row], at: int) -> tuple[tuple[float, float], ...]:
    """The figures at a position and at the end, of the years that have both."""
    both = ((row[at], row[-1]) for row in history)
    return tuple((point, end) for point, end in both if point is not None and end is not None)


def falls(row: Row) -> bool:
    """Whether a figure is lower than one known before it."""
    known = [figure for figure in row if figure is not None]
    return any(after < before for before, after in pairwise(known))


def to_date(
    history: Sequence[Sequence[float | None]],
    current: Sequence[float | None],
    points: int | None = None,
) -> ToDate:
    """
    A year so far and the earlier ones, checked and brought to one length.

    Years in which nothing is known are dropped. Without `points` a year has as many as
    the longest row.

    >>> to_date([[4, 9, 12], [5, None, 10]], [6]).pairs
    ((4.0, 12.0), (5.0, 10.0))

    Raises:
        FigureError: No earlier year, nothing this year, more figures than points, or a
            figure that is not a count or a rate: negative, infinite, not a number.
    """
    earlier = [_row(year, f"earlier year {at}") for at, year in enumerate(history, start=1)]
    this = _row(current, "this year")
    length = _length([*earlier, this], points)
    known = [_padded(row, length) for row in earlier if any(figure is not None for figure in row)]
    if not known:
        raise FigureError(
            "A year's end is read from how earlier years went, and no earlier year has a "
            "figure. Give the figures to date of at least one whole year."
        )
    if all(figure is None for figure in this):
        raise FigureError(
            "Nothing is known of this year yet, so its end cannot be forecast. Give the "
            "figure to date for at least one point of the year."
        )
    return ToDate(history=tuple(known), current=_padded(this, length), points=length)


def _length(rows: Sequence[Row], points: int | None) -> int:
    longest = max(len(row) for row in rows)
    if points is None:
        return longest
    if points < 1:
        raise FigureError(f"A year has at least one point, got {points}.")
    if longest > points:
        raise FigureError(
            f"A year of {points} points was expected, and one has {longest} figures. "
            "Give one figure to date for each point, or say how many points a year has."
        )
    return points


def _padded(row: Row, length: int) -> Row:
    return row + (None,) * (length - len(row))


def _row(figures: Sequence[float | None], name: str) -> Row:
    return tuple(
        None if figure is None else _checked(figure, f"{name}, point {at}")
        for at, figure in enumerate(figures, start=1)
    )


def _checked(figure: float, where: str) -> float:
    try:
        number = float(figure)
    except (TypeError, ValueError, OverflowError) as wrong:
        raise FigureError(f"A number was expected for {where}, got {figure!r}.") from wrong
    if not isfinite(number):
        raise FigureError(
            f"A finite number was expected for {where}, got {number}. "
            "Leave a figure that is not known empty."
        )
    if number < 0:
        raise FigureError(
            f"A figure to date cannot be negative, got {number:g} for {where}. "
            "Give the count since the year's first day."
        )
    return number

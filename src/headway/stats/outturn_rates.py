"""
Where a rate for the year will end.

Two ways. A rate that is only known as a rate is scaled by how the earlier years' rates
moved from this point to their end: it may fall as well as rise, and does so differently by
phase (persistent absence falls towards the end of the year in primary schools and rises in
secondary schools). A percentage whose numerator and denominator are known is forecast
from the two apart.
"""

from collections.abc import Sequence
from math import sqrt

from headway.stats.errors import FigureError
from headway.stats.outturn import Method, Outturn, check_level, counted, deviation, outturn, ranged
from headway.stats.to_date import Row, ToDate, pairs, to_date

Figures = Sequence[Sequence[float | None]]


def outturn_of_rate(
    history: Figures,
    current: Sequence[float | None],
    *,
    points: int | None = None,
    most: float | None = 100.0,
    level: float = 0.95,
) -> Outturn:
    """
    A year's final rate, from its rate to date and those of earlier years.

    The estimate is the rate now, times the mean over the earlier years of final rate by
    rate at this point. Its standard error is the rate now, times `s sqrt(1 + 1/n)`, with
    `s` the standard deviation of those ratios; the interval is Student's t on n - 1.

    Args:
        history: Earlier years' rates for the year to date, as for `outturn`.
        current: This year's.
        points: How many points a year has.
        level: Of the interval.
        most: The rate's highest value: 100 for a percentage, None for a rate per 10,000.

    Persistent absence at term 4, of primary and of secondary pupils. Either phase in
    2018/19 (local term 4 against the published year) and 2024/25 (weeks 14 and 10 to 30):

    >>> primary = outturn_of_rate([[7.6, 7.06], [13.40, 12.36]], [9.3])
    >>> secondary = outturn_of_rate([[14.1, 14.68], [23.53, 24.54]], [15.9])
    >>> round(primary.estimate, 1), round(secondary.estimate, 1)
    (8.6, 16.6)
    >>> round(primary.factors[0], 3), round(secondary.factors[0], 3)
    (0.926, 1.042)

    Raises:
        FigureError: See `to_date`; a rate above `most`; or no earlier year that has both
            rates, the one at this point above zero.
    """
    check_level(level)
    figures = to_date(history, current, points)
    _check_highest(figures, most)
    if figures.reached == figures.points - 1:
        return counted(figures, level)
    ratios = [end / point for point, end in figures.pairs if point > 0]
    if not ratios:
        raise FigureError(
            "No earlier year has a rate above zero at this point of the year and a rate at its "
            "end, so there is nothing to scale by. Give one that has both."
        )
    ratio, spread = sum(ratios) / len(ratios), deviation(ratios)
    width = None if spread is None else figures.so_far * spread * sqrt(1 + 1 / len(ratios))
    estimate = figures.so_far * ratio
    capped = most is not None and estimate > most
    return ranged(
        Outturn(
            estimate=min(estimate, most) if most is not None else estimate,
            so_far=figures.so_far,
            method=Method.RATIO,
            years=len(ratios),
            level=level,
            standard_error=width,
            share=1 / ratio if ratio > 0 else None,
            factors=(ratio,),
            most=most,
            notes=(f"The forecast was above {most:g} and stops there.",) if capped else (),
        )
    )


def outturn_of_percentage(
    numerators: Figures,
    numerator: Sequence[float | None],
    denominators: Figures,
    denominator: Sequence[float | None],
    *,
    points: int | None = None,
    level: float = 0.95,
) -> Outturn:
    """
    A year's final percentage, numerator and denominator forecast apart.

    Each part goes by `outturn`. The two are not independent (those who are counted in the
    one are in the other), so their errors cannot be put together by formula. Instead every
    earlier year is left out in turn and forecast from the others at the same point: the
    standard error is the root mean square of those errors, in percentage points, and the
    interval Student's t on the earlier years less one.

    Args:
        numerators: Earlier years' counts to date of those meant, as for `outturn`.
        numerator: This year's.
        denominators: Earlier years' counts to date of all, in the same order.
        denominator: This year's.
        points: How many points a year has.
        level: Of the interval.

    >>> half = outturn_of_percentage([[10, 30]], [20], [[40, 60]], [40])
    >>> round(half.estimate)  # 20 of 40 now; 60 of 60 if both grow as last year
    100

    Raises:
        FigureError: See `to_date`; a numerator above its denominator; not as many years of
            the one as of the other; nothing to divide by.
    """
    check_level(level)
    tops, bottoms = _both(numerators, numerator, denominators, denominator, points)
    estimate, growth = _projected(tops, bottoms)
    both = _percentages(tops, bottoms)
    if tops.reached == tops.points - 1:
        now = (*[None] * tops.reached, estimate)
        return counted(ToDate(history=both, current=now, points=tops.points), level)
    missed = [
        done[1] - forecast
        for forecast, done in left_out(tops.history, bottoms.history, tops.reached)
    ]
    error = sqrt(sum(miss * miss for miss in missed) / len(missed)) if missed else None
    (top, bottom) = (tops.so_far, bottoms.so_far)
    ended = pairs(both, tops.reached)
    return ranged(
        Outturn(
            estimate=estimate,
            so_far=100 * top / bottom if bottom else 0.0,
            method=Method.PARTS,
            years=len(missed) if missed else len(ended),
            level=level,
            standard_error=error,
            factors=growth,
            most=100.0,
        )
    )


def left_out(
    numerators: Sequence[Row], denominators: Sequence[Row], reached: int
) -> list[tuple[float, tuple[float, float]]]:
    """
    Each complete year's percentage as forecast from the others, beside the real ones.

    The real ones are at the point the forecast is made, counted from 0, and at the end.
    A year that the others cannot forecast is passed over.
    """
    found = []
    for at, (top, bottom) in enumerate(zip(numerators, denominators, strict=True)):
        told = pairs(_percentages_of([top], [bottom]), reached)
        if not told:
            continue
        try:
            tops, bottoms = _both(
                [row for other, row in enumerate(numerators) if other != at],
                top[: reached + 1],
                [row for other, row in enumerate(denominators) if other != at],
                bottom[: reached + 1],
                len(top),
            )
            forecast, _ = _projected(tops, bottoms)
        except FigureError:  # too little is left to forecast this year from
            continue
        found.append((forecast, told[0]))
    return found


def _projected(tops: ToDate, bottoms: ToDate) -> tuple[float, tuple[float, float]]:
    """The final percentage, at most 100, and how much either part is still to grow."""
    ends = [
        outturn(part.history, part.current, points=part.points).estimate for part in (tops, bottoms)
    ]
    top, bottom = ends
    if bottom <= 0:
        raise FigureError(
            "A percentage of nothing cannot be told: the denominator is zero, now and at the "
            "forecast end. Give the count of all that the percentage is of."
        )
    growth = tuple(
        end / part.so_far if part.so_far else 1.0
        for end, part in zip(ends, (tops, bottoms), strict=True)
    )
    return min(100.0, 100 * top / bottom), (growth[0], growth[1])


def _both(
    numerators: Figures,
    numerator: Sequence[float | None],
    denominators: Figures,
    denominator: Sequence[float | None],
    points: int | None,
) -> tuple[ToDate, ToDate]:
    """Both parts, checked against each other; known only where both are."""
    if len(numerators) != len(denominators):
        raise FigureError(
            f"As many years of numerators as of denominators were expected, got "
            f"{len(numerators)} and {len(denominators)}."
        )
    rows = list(zip([*numerators, numerator], [*denominators, denominator], strict=True))
    longest = max(len(row) for both in rows for row in both)
    matched = [
        [
            (one, other) if one is not None and other is not None else (None, None)
            for one, other in zip(_filled(top, longest), _filled(bottom, longest), strict=True)
        ]
        for top, bottom in rows
    ]
    tops, bottoms = (
        to_date(
            [[both[part] for both in year] for year in matched[:-1]],
            [both[part] for both in matched[-1]],
            points,
        )
        for part in (0, 1)
    )
    _check_parts(tops, bottoms)
    return tops, bottoms


def _filled(row: Sequence[float | None], length: int) -> list[float | None]:
    return [*row, *[None] * (length - len(row))]


def _check_parts(tops: ToDate, bottoms: ToDate) -> None:
    names = [*(f"earlier year {at}" for at in range(1, len(tops.history) + 1)), "this year"]
    every = zip(
        names, (*tops.history, tops.current), (*bottoms.history, bottoms.current), strict=True
    )
    for name, top, bottom in every:
        for at, (one, other) in enumerate(zip(top, bottom, strict=True), start=1):
            if one is not None and other is not None and one > other:
                raise FigureError(
                    f"A numerator cannot be above its denominator: {one:g} of {other:g} in "
                    f"{name}, point {at}. Check which is which."
                )


def _percentages(tops: ToDate, bottoms: ToDate) -> tuple[Row, ...]:
    return _percentages_of(tops.history, bottoms.history)


def _percentages_of(tops: Sequence[Row], bottoms: Sequence[Row]) -> tuple[Row, ...]:
    return tuple(
        tuple(
            100 * one / other if one is not None and other else None
            for one, other in zip(top, bottom, strict=True)
        )
        for top, bottom in zip(tops, bottoms, strict=True)
    )


def _check_highest(figures: ToDate, most: float | None) -> None:
    for row in (*figures.history, figures.current):
        for rate in row:
            if most is not None and rate is not None and rate > most:
                raise FigureError(
                    f"A rate of at most {most:g} was expected, got {rate:g}. Check the unit, or "
                    "say what the rate's highest value is."
                )

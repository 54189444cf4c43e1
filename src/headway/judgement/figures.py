"""
Which figures of a row were known at a date, and which of them belong together.

A series is the figures of one row that count the same thing for the same group in
the same unit. Within it the last known figure of a period stands for that period:
a correction replaces what it corrects from the day it was known, not before.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from math import isfinite

from headway.domain.errors import PeriodError
from headway.domain.observations import Comparison, Observation, State
from headway.domain.periods import Period
from headway.domain.plan import Plan
from headway.domain.quantities import PERCENT, POINTS, Unit
from headway.judgement.by_row import of_row

SeriesKey = tuple[str, str, Unit]


@dataclass(frozen=True, slots=True, kw_only=True)
class Series:
    """
    Figures of one thing for one group, in order of time.

    Attributes:
        of: What is counted, where it is not the row's own quantity.
        points: Each has a period. One without a value is a gap, and its state says why.
    """

    of: str
    breakdown: str
    unit: Unit
    points: tuple[Observation, ...]


def known(plan: Plan, row_id: str, at: date) -> tuple[Observation, ...]:
    """The row's figures known by `at`, corrections applied, oldest first."""
    newest: dict[tuple[SeriesKey, str, str], Observation] = {}
    for one in of_row(plan.observations, row_id):
        if not known_by(one.known_at, at):
            continue
        slot = (series_key(one), str(one.period or ""), one.area)
        if slot not in newest or _knowing(one) >= _knowing(newest[slot]):
            newest[slot] = one
    return tuple(sorted(newest.values(), key=recency))


def latest(plan: Plan, row_id: str, at: date) -> Observation | None:
    """
    The row's most recent figure, or the reason why there is none.

    Of its own quantity if it has any such figure, else of something else. Of all
    groups together, if there is such a figure for the same time, else of the group
    that the source names first.
    """
    figures = known(plan, row_id, at)
    own = [one for one in figures if not one.of and not one.area] or list(figures)
    if not own:
        return None
    newest = max(_time(one) for one in own)
    of_that_time = [one for one in own if _time(one) == newest]
    order = {id(one): place for place, one in enumerate(plan.observations)}
    return min(of_that_time, key=lambda one: (bool(one.breakdown), order[id(one)]))


def same_point_last_year(
    plan: Plan, observation: Observation, at: date | None = None
) -> Comparison | None:
    """
    The figure for the same point a year before: the same term, quarter or month.

    An observation of that period comes first (as known by `at`, if given), else the
    figure printed beside this one. None where neither is there.
    """
    return point_before(known(plan, observation.row, at or date.max), observation)


def point_before(told: Sequence[Observation], observation: Observation) -> Comparison | None:
    """The same point last year, among the row's known figures or beside this one."""
    before = year_before(observation.period)
    if before is not None:
        for one in told:
            if one.period != before or not alike(one, observation):
                continue
            if one.value is not None:
                return Comparison(value=one.value, period=before, words=one.words)
            if one.state is State.SUPPRESSED:
                return None  # what is withheld there must not be told from here
    beside = observation.compared_with
    if beside is None or not _is_of_last_year(beside, before):
        return None
    return Comparison(value=beside.value, period=beside.period or before, words=beside.words)


def history(plan: Plan, row_id: str, at: date) -> tuple[Series, ...]:
    """
    Points for a chart, one series for each thing, group and unit, in order of time.

    A figure that was printed only beside another ("52 same point last year") is a
    point too. Figures without a period have no place on a chart and are left out.
    """
    found: dict[SeriesKey, list[Observation]] = {}
    for one in known(plan, row_id, at):
        if one.period is not None:
            found.setdefault(series_key(one), []).append(one)
    for key, points in found.items():
        there = {point.period for point in points}
        points += [p for p in _printed_beside(points) if p.period not in there]
        found[key] = sorted(points, key=recency)
    return tuple(
        Series(of=of, breakdown=breakdown, unit=unit, points=tuple(points))
        for (of, breakdown, unit), points in found.items()
    )


def points_like(told: Sequence[Observation], observation: Observation) -> tuple[Observation, ...]:
    """
    The points of the series that an observation belongs to, those printed only beside
    another included, in order of time.
    """
    points = [one for one in told if one.period is not None and alike(one, observation)]
    there = {one.period for one in points}
    points += [one for one in _printed_beside(points) if one.period not in there]
    return tuple(sorted(points, key=recency))


def series_key(one: Observation) -> SeriesKey:
    """What makes two figures points of one series."""
    return one.of, one.breakdown, one.unit


def alike(one: Observation, other: Observation) -> bool:
    """Whether two figures count the same thing for the same group in the same unit."""
    return (
        one.of.casefold() == other.of.casefold()
        and one.breakdown.casefold() == other.breakdown.casefold()
        and one.area.casefold() == other.area.casefold()
        and same_unit(one.unit, other.unit)
    )


def same_unit(one: Unit, other: Unit) -> bool:
    """Whether figures in the two units can be compared; a gap in % is a gap in points."""
    return one == other or {one, other} == {PERCENT, POINTS}


def known_by(known_at: date | None, at: date) -> bool:
    """Whether something was known at a date; without a date of its own, it always was."""
    return known_at is None or known_at <= at


def year_before(period: Period | None) -> Period | None:
    """The same point a year before; None where there is no such time."""
    if period is None:
        return None
    try:
        return period.previous_year()
    except PeriodError:
        return None


def recency(one: Observation) -> tuple[date, date, date]:
    """For putting figures in order of time; without a period, by when they were known."""
    return (*_time(one), one.known_at or date.min)


def _time(one: Observation) -> tuple[date, date]:
    if one.period is None:
        at = one.known_at or date.min
        return at, at
    return one.period.sort_key()


def _knowing(one: Observation) -> date:
    return one.known_at or date.min


def _is_of_last_year(beside: Comparison, before: Period | None) -> bool:
    words = beside.words.casefold()
    if any(word in words for word in ("national", "england", "target", "average", "region")):
        return False
    if beside.period is None:
        return True
    return before is not None and beside.period.same_time_as(before)


def _printed_beside(points: Iterable[Observation]) -> list[Observation]:
    made: list[Observation] = []
    for point in points:
        beside = point.compared_with
        before = year_before(point.period)
        if beside is None or not isfinite(beside.value) or not _is_of_last_year(beside, before):
            continue
        period = beside.period or before
        if period is not None and period not in {one.period for one in made}:
            made.append(
                Observation(
                    row=point.row,
                    period=period,
                    value=beside.value,
                    unit=point.unit,
                    of=point.of,
                    breakdown=point.breakdown,
                    area=point.area,
                    known_at=point.known_at,
                    place=point.place,
                    words=beside.words or point.words,
                )
            )
    return made

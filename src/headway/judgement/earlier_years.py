"""
How earlier years went: each year's figures to date, put beside this year's point by point.

A year that was cut short, or counted in another way, is left out and named: a profile
that holds it would carry its accident into the forecast.
"""

from dataclasses import dataclass

from headway.domain.observations import Observation
from headway.domain.periods import Period, PeriodKind
from headway.judgement import figures
from headway.judgement.breaks import Break, leaving_out
from headway.judgement.cases import Case
from headway.judgement.times import year_in_which

_MOST_YEARS = 30
"""Nobody's plan looks further back."""
_END = (0, 0, "the end")

Place = tuple[int, int, str]
"""A point's place in its year, the same in every year: part, day and name of its period."""
Points = dict[Place, Observation]


@dataclass(frozen=True, slots=True, kw_only=True)
class EarlierYears:
    """
    A year so far and the years before it, by the same points.

    Attributes:
        year: The year whose end is asked for.
        periods: The earlier years with figures, oldest first.
        rows: For each of them its figure at each point, the last one the year's end; None
            where it is missing.
        now: This year's figures, up to the one that is judged.
        points: How many points a year has here.
        left_out: Years with figures that are not like this one, each with the reason.
    """

    year: Period
    periods: tuple[Period, ...]
    rows: tuple[tuple[Observation | None, ...], ...]
    now: tuple[Observation | None, ...]
    points: int
    left_out: tuple[tuple[Period, Break], ...] = ()

    @property
    def complete(self) -> tuple[tuple[Observation, Observation], ...]:
        """Each earlier year's figure at this point and at its end, where it has both."""
        at = len(self.now) - 1
        both = ((row[at], row[-1]) for row in self.rows)
        return tuple((one, end) for one, end in both if one is not None and end is not None)


def earlier_years(case: Case) -> EarlierYears | None:
    """
    The years before, for a figure that runs to a point within its year.

    None for a figure without a time, for a whole year, or for a year's last point.
    """
    figure = case.figure
    if figure is None or figure.value is None or figure.period is None:
        return None
    year = year_in_which(figure.period, case.year)
    if not figure.period.is_part_year or year is None:
        return None
    found, left_out = _by_year(case, figure, figure.period, year)
    here = _place(figure.period, year)
    now = {**found.pop(year, {}), here: figure}
    if here == _END:
        return None
    places = _in_order(found, now, year)
    so_far = places[: places.index(here) + 1]
    return EarlierYears(
        year=year,
        periods=tuple(found),
        rows=tuple(tuple(points.get(place) for place in places) for points in found.values()),
        now=tuple(now.get(place) for place in so_far),
        points=len(places),
        left_out=tuple(left_out),
    )


def _by_year(
    case: Case, figure: Observation, at: Period, year: Period
) -> tuple[dict[Period, Points], list[tuple[Period, Break]]]:
    """The figures of each year, oldest year first, without those of years that are not alike."""
    every: dict[Period, Points] = {}
    years = years_back(year)
    for one in figures.points_like(case.told, figure):
        theirs = year_of_point(one, at, years)
        if theirs is None or one.period is None:
            continue
        whole = one.period.same_time_as(theirs)
        place = _END if whole else _place(one.period, theirs)
        points = every.setdefault(theirs, {})
        if whole or place not in points:
            points[place] = one
    left_out = []
    for theirs in sorted(every, key=Period.sort_key):
        apart = leaving_out(case.measure, theirs, at, case.at) if theirs != year else None
        if apart is not None:
            left_out.append((theirs, apart))
            del every[theirs]
    return {theirs: every[theirs] for theirs in sorted(every, key=Period.sort_key)}, left_out


def year_of_point(one: Observation, like: Period, years: tuple[Period, ...]) -> Period | None:
    """
    The year, among some, in which a figure lies.

    None for one without a value, and for one that is for neither a whole year nor a period
    of the same kind as `like`.
    """
    period = one.period
    if period is None or one.value is None:
        return None
    for theirs in years:
        if period.same_time_as(theirs):
            return theirs
        if period.kind is like.kind and theirs.covers(period):
            return theirs
    return None


def years_back(year: Period) -> tuple[Period, ...]:
    """A year and those before it, the latest first."""
    found = [year]
    while len(found) < _MOST_YEARS:
        before = figures.year_before(found[-1])
        if before is None:
            break
        found.append(before)
    return tuple(found)


def _place(period: Period, year: Period) -> Place:
    ends, last = period.last_day(), year.last_day()
    if period.kind is not PeriodKind.DAY and ends is not None and last is not None and ends >= last:
        return _END
    return period.part, period.day, period.name


def _in_order(found: dict[Period, Points], now: Points, year: Period) -> list[Place]:
    """Every point that any year has, in the order of the year; its end is always the last."""
    days: dict[Place, int] = {}
    for theirs, points in [*found.items(), (year, now)]:
        for place, one in points.items():
            days[place] = max(days.get(place, 0), _days_into(theirs, one))
    days.pop(_END, None)
    return [*sorted(days, key=lambda place: (days[place], place)), _END]


def _days_into(year: Period, one: Observation) -> int:
    first, ends = year.first_day(), one.period.last_day() if one.period is not None else None
    return (ends - first).days if first is not None and ends is not None else 0

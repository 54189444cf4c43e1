"""
The series that a control chart of a measure would show: equally spaced, each figure new.

A count that runs through the year is charted by what each term or month added. Times
that were not like the others (schools closed) are gaps: their figures are true, and say
nothing of how the measure varies.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from headway.domain.observations import Observation
from headway.domain.periods import DFE_TERMS, Period, PeriodKind
from headway.domain.quantities import MeasureKind
from headway.judgement import figures
from headway.judgement.breaks import Break, cut_short, redefined
from headway.judgement.cases import Case
from headway.judgement.earlier_years import year_of_point, years_back
from headway.judgement.times import year_in_which
from headway.stats.differences import difference

_PER_YEAR = {
    PeriodKind.MONTH: 12,
    PeriodKind.DAY: 12,
    PeriodKind.ACADEMIC_TERM: 6,
    PeriodKind.DFE_TERM: 3,
    PeriodKind.FINANCIAL_QUARTER: 4,
    PeriodKind.CALENDAR_QUARTER: 4,
}
"""How many figures a year has room for; days are taken by their months."""
_MOST = 600
"""A chart of more points than this is a mistake in a date."""

_TO_DATE = (
    "No control chart: each figure is for the year so far and holds the one before it. Hold "
    "it against the same point last year."
)
_ROLLING = (
    "No control chart: each figure shares months with the one before it, so neighbours are "
    "alike whatever happens. Hold it against the same point last year."
)
_UNEVEN = (
    "No control chart: the figures are not for equally spaced times of one kind, which its "
    "limits need."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Series:
    """
    Figures fit to be asked whether they may be charted.

    Attributes:
        values: One for each period; None where there is none, or none that counts.
        per_year: How many of them make a year.
        cumulative: Each is the year's total so far: what each period added is not known.
        added: Each is what the period added to the year's total.
        changes: Positions of the first figure counted in a new way, each with its break.
        closed: Breaks for which figures were left out.
    """

    periods: tuple[Period, ...]
    values: tuple[float | None, ...]
    per_year: int
    cumulative: bool = False
    added: bool = False
    changes: tuple[tuple[int, Break], ...] = ()
    closed: tuple[Break, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class NoSeries:
    """Why there is none to chart, as a sentence for a board."""

    sentence: str


def series(case: Case) -> Series | NoSeries | None:
    """The series that the judged figure belongs to; None where there is no figure."""
    figure = case.figure
    if figure is None or figure.value is None:
        return None
    if case.measure.kind is MeasureKind.RATE_TO_DATE:
        return NoSeries(sentence=_TO_DATE)
    if case.measure.kind is MeasureKind.ROLLING:
        return NoSeries(sentence=_ROLLING)
    if figure.period is None:
        return NoSeries(sentence=_UNEVEN)
    points = figures.points_like(case.told, figure)
    parts = [one.period for one in points if one.period is not None and one.period.is_part_year]
    if case.is_cumulative and parts:
        return _added(case, parts[-1], points)
    alike = {
        one.period: one.value
        for one in points
        if one.period is not None and one.period.kind is figure.period.kind
    }
    return _even(case, figure.period.kind, alike)


def _even(case: Case, kind: PeriodKind, found: dict[Period, float | None]) -> Series | NoSeries:
    """The figures with a place for each that is missing between them."""
    if kind not in _PER_YEAR:
        years = tuple(sorted(found, key=Period.sort_key))
        whole = all(not one.is_part_year for one in years) and kind is not PeriodKind.SPAN
        if not whole:
            return NoSeries(sentence=_UNEVEN)
        return Series(periods=years, values=tuple(found[one] for one in years), per_year=1)
    places = {_ordinal(period): period for period in found}
    if len(places) < len(found):
        return NoSeries(sentence=_UNEVEN)
    ordered = sorted(places)
    apart = [later - one for one, later in pairwise(ordered)]
    step, year = min(apart, default=1), _PER_YEAR[kind]
    if step >= year:
        periods = tuple(places[at] for at in ordered)
        return Series(periods=periods, values=tuple(found[one] for one in periods), per_year=1)
    if any(gap % step for gap in apart) or year % step or ordered[-1] - ordered[0] > _MOST:
        return NoSeries(sentence=_UNEVEN)
    grid = range(ordered[0], ordered[-1] + 1, step)
    periods = tuple(places.get(at) or _period(kind, at) for at in grid)
    values = tuple(found.get(period) for period in periods)
    return _held_apart(case, Series(periods=periods, values=values, per_year=year // step))


def _added(case: Case, like: Period, points: Sequence[Observation]) -> Series | NoSeries:
    """What each period added to its year's total, where the total before it is known."""
    year = year_in_which(like, case.year)
    if like.kind not in _PER_YEAR or year is None:
        return NoSeries(sentence=_UNEVEN)
    years = years_back(year)
    totals: dict[int, float] = {}
    starts: set[int] = set()
    for one in points:
        theirs = year_of_point(one, like, years)
        if theirs is None or one.period is None or one.value is None:
            continue
        start = _first_ordinal(theirs, like.kind)
        whole = one.period.same_time_as(theirs)
        at = start + _PER_YEAR[like.kind] - 1 if whole else _ordinal(one.period)
        starts.add(start)
        totals[at] = one.value if whole else totals.get(at, one.value)
    if not totals or max(totals) - min(totals) > _MOST:
        return NoSeries(sentence=_UNEVEN)
    grid = range(min(totals), max(totals) + 1)
    before = {at: 0.0 if at in starts else totals.get(at - 1) for at in grid}
    values = tuple(_grown(before[at], totals.get(at)) for at in grid)
    unknown = all(value is None for value in values)
    made = Series(
        periods=tuple(_period(like.kind, at) for at in grid),
        values=tuple(totals.get(at) for at in grid) if unknown else values,
        per_year=_PER_YEAR[like.kind],
        cumulative=unknown,
        added=not unknown,
    )
    return _held_apart(case, made)


def _grown(before: float | None, after: float | None) -> float | None:
    """What was added; None where unknown, and where a correction made the total fall."""
    if before is None or after is None or after < before:
        return None
    return difference(after, before)


def _held_apart(case: Case, made: Series) -> Series:
    """Gaps for times that were cut short, and the positions where counting changed."""
    closed: dict[str, Break] = {}
    values = list(made.values)
    for at, period in enumerate(made.periods):
        short = cut_short(case.measure, period, case.at)
        if short is not None and values[at] is not None:
            closed[short.name] = short
            values[at] = None
    changes = []
    for one in redefined(case.measure, case.at):
        firsts = [period.first_day() for period in made.periods]
        after = [at for at, first in enumerate(firsts) if first is not None and first >= one.first]
        if after and after[0] > 0:
            changes.append((after[0], one))
    return replace(
        made, values=tuple(values), closed=tuple(closed.values()), changes=tuple(changes)
    )


def _ordinal(period: Period) -> int:
    """A period's place in the row of all periods of its kind."""
    if period.kind is PeriodKind.DFE_TERM:
        return period.year * 3 + DFE_TERMS.index(period.name)
    return period.year * _PER_YEAR[period.kind] + period.part - 1


def _first_ordinal(year: Period, kind: PeriodKind) -> int:
    first = year.first_day()
    if kind in (PeriodKind.MONTH, PeriodKind.DAY) and first is not None:
        return first.year * 12 + first.month - 1
    return year.year * _PER_YEAR[kind]


def _period(kind: PeriodKind, ordinal: int) -> Period:
    """The period at a place in that row; the month, for days."""
    year, place = divmod(ordinal, _PER_YEAR[kind])
    if kind is PeriodKind.DFE_TERM:
        return Period(kind=kind, year=year, name=DFE_TERMS[place])
    kind = PeriodKind.MONTH if kind is PeriodKind.DAY else kind
    return Period(kind=kind, year=year, part=place + 1)

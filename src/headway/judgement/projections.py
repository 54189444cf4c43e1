"""Where a year may end, on last year's profile: a forecast, apart from the status."""

from headway.domain.quantities import PERCENT, POINTS, MeasureKind
from headway.domain.status import Projection
from headway.judgement import wording
from headway.judgement.breaks import between
from headway.judgement.cases import Case
from headway.judgement.times import Timing
from headway.stats.differences import half_up
from headway.stats.profiles import year_end_projection

_TO_DATE = (MeasureKind.CUMULATIVE, MeasureKind.RATE_TO_DATE)
_FEWEST = 5
"""A profile from fewer events than this is chance."""


def projection(case: Case) -> Projection | None:
    """
    The year's final figure, if the rest of the year goes as last year's did.

    None for figures that do not run to date, for a finished year, and where last year's
    figures for the same point and the end are not both known (or are too few to scale by).
    """
    figure, value, share = case.figure, case.value, case.share
    point, end = case.same_point, case.last_year_end
    if figure is None or value is None or share is None or point is None or end is None:
        return None
    if case.measure.kind not in _TO_DATE or case.timing in (Timing.FINAL, Timing.OTHER_YEAR):
        return None
    rate = figure.unit in (PERCENT, POINTS)
    if end.value is None or (not rate and point.value < _FEWEST):
        return None
    ends_at = year_end_projection(
        value, same_point_last_year=point.value, year_end_last_year=end.value
    )
    if ends_at is None or not abs(ends_at) < 1e300:
        return None
    shown = wording.amount(half_up(ends_at, 1 if rate else 0), figure.unit)
    last = wording.amount(point.value, figure.unit)
    ended = wording.amount(end.value, figure.unit)
    grew = f"went from {last} at this point to {ended} at its end"
    breaks = between(case.measure, point.period, figure.period, case.at)
    caution = f" {breaks[0].sentence}" if breaks else ""
    return Projection(
        value=half_up(ends_at, 1 if rate else 0),
        share=share,
        sentence=f"Forecast: about {shown} at the year's end if the rest of the year goes as last "
        f"year's did, which {grew}. One earlier year gives no range.{caution}",
    )

"""How the time of a figure lies to the time of a target."""

from datetime import date, timedelta
from enum import StrEnum

from headway.domain.periods import Period, PeriodKind
from headway.judgement.wording import is_year

_DEADLINES = {
    PeriodKind.DAY,
    PeriodKind.MONTH,
    PeriodKind.SEASON,
    PeriodKind.CALENDAR_QUARTER,
    PeriodKind.FINANCIAL_QUARTER,
    PeriodKind.ACADEMIC_TERM,
    PeriodKind.DFE_TERM,
}
_POINTS_IN_A_YEAR = {
    PeriodKind.ACADEMIC_TERM,
    PeriodKind.DFE_TERM,
    PeriodKind.FINANCIAL_QUARTER,
    PeriodKind.CALENDAR_QUARTER,
}


class Timing(StrEnum):
    """What a figure can say about a target."""

    UNDATED = "undated"
    """One of the two has no time: the figure is taken to answer the target."""
    FINAL = "final"
    """It is for the target's own time, or for the end of it."""
    ON_THE_WAY = "on the way"
    """It is for a part of the target's time, or for the year before a deadline."""
    OTHER_YEAR = "other year"


def timing(figure: Period | None, target: Period | None) -> Timing:
    """
    How a figure's period lies to a target's.

    >>> year = Period.parse("AY 2019/20")
    >>> [timing(Period.parse(one), year).value for one in ("AY 2019/20 T4", "AY 2018/19")]
    ['on the way', 'other year']
    """
    if figure is None or target is None:
        return Timing.UNDATED
    if target.kind is PeriodKind.RECURRING:
        return Timing.FINAL if is_year(figure) or target.name != "per year" else Timing.ON_THE_WAY
    if figure.same_time_as(target) or figure.covers(target):
        return Timing.FINAL
    if target.kind in _DEADLINES:
        return _before_a_deadline(figure, target)
    if not _mostly_within(figure, target):
        return Timing.OTHER_YEAR
    return Timing.FINAL if _is_its_last_point(figure, target) else Timing.ON_THE_WAY


def over(period: Period | None, at: date) -> bool:
    """Whether a period had ended before a date; False for one that recurs or is not given."""
    last = None if period is None else period.last_day()
    return last is not None and last < at


def begun(period: Period | None, at: date) -> bool:
    """Whether a period had begun by a date; True for one that recurs or is not given."""
    first = None if period is None else period.first_day()
    return first is None or first <= at


def year_of(figure: Period | None, target: Period | None) -> Period | None:
    """The year in which a figure to date accrues: the target's, else the figure's own."""
    if target is not None and target.kind is not PeriodKind.RECURRING:
        return target.whole_year() if target.kind in _POINTS_IN_A_YEAR else target
    return figure.whole_year() if figure is not None else None


def year_in_which(figure: Period, target_year: Period | None) -> Period | None:
    """
    The year through which a figure to date runs, for a figure of a part of it.

    A term or a quarter says so itself; a month, a season or a day runs in the target's year.

    >>> year_in_which(Period.parse("2020-03"), Period.parse("FY 2019/20"))
    Period('FY 2019/20')
    """
    if figure.kind in _POINTS_IN_A_YEAR or target_year is None or not is_year(target_year):
        return figure.whole_year()
    if target_year.kind is PeriodKind.SPLIT_YEAR or not target_year.covers(figure):
        return figure.whole_year()
    return target_year


def _before_a_deadline(figure: Period, target: Period) -> Timing:
    ends, due, due_from = figure.last_day(), target.last_day(), target.first_day()
    if ends is None or due is None or due_from is None:
        return Timing.UNDATED
    if ends > due + timedelta(days=366) or ends <= due - timedelta(days=366):
        return Timing.OTHER_YEAR
    return Timing.FINAL if ends >= due else Timing.ON_THE_WAY


def _mostly_within(figure: Period, target: Period) -> bool:
    """Whether at least half of the figure's days lie in the target's time."""
    if PeriodKind.RECURRING in (figure.kind, target.kind):
        return False
    start, end = figure.first_day(), figure.last_day()
    first, last = target.first_day(), target.last_day()
    if start is None or end is None or first is None or last is None:
        return False
    shared = (min(end, last) - max(start, first)).days + 1
    return 2 * shared >= (end - start).days + 1


def _is_its_last_point(figure: Period, target: Period) -> bool:
    ends, last = figure.last_day(), target.last_day()
    if ends is None or last is None:
        return False
    return figure.kind in (*_POINTS_IN_A_YEAR, PeriodKind.DAY, PeriodKind.MONTH) and ends >= last

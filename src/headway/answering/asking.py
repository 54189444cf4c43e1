"""What one row asks in a round: which figures, for when, and what was said last time."""

import hashlib
from dataclasses import dataclass, replace
from datetime import date

from headway.domain.errors import PeriodError
from headway.domain.observations import Observation
from headway.domain.periods import SEASONS, Period, PeriodKind
from headway.domain.plan import Action, Measure, Plan, Progress, Row
from headway.domain.quantities import Comparator, MeasureKind, Unit
from headway.judgement import figures as known_figures
from headway.judgement import wording

MOST_FIGURES = 12
"""Figures asked for of one row."""
_TELLING = (MeasureKind.WORDS, MeasureKind.MILESTONE)


@dataclass(frozen=True, slots=True, kw_only=True)
class AskedFigure:
    """
    One figure that a row asks for.

    Attributes:
        key: Tells it from the others of its row, and stays the same from round to round.
        period: What it is to be for, where that can be told; a person may change it.
        last: The newest figure of its series, or the reason why there was none.
        target: The plan's words for where it should be; empty where it has no target.
        required: A measure cannot be answered without it, or the reason why there is none.
    """

    key: str
    unit: Unit
    of: str = ""
    breakdown: str = ""
    period: Period | None = None
    last: Observation | None = None
    target: str = ""
    required: bool = True

    @property
    def label(self) -> str:
        """What stands at its field: "Primary", "Child Protection, plans", or "Figure"."""
        return ", ".join(part for part in (self.breakdown, self.of) if part) or "Figure"


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """
    What is asked of one row.

    Attributes:
        said: The newest words on record of it, or None.
    """

    row: Row
    figures: tuple[AskedFigure, ...]
    said: Progress | None

    @property
    def is_action(self) -> bool:
        """Whether it is something to be done, which has a status of its own."""
        return isinstance(self.row, Action)

    def figure(self, key: str) -> AskedFigure | None:
        """The figure with this key, if it is asked for."""
        return next((one for one in self.figures if one.key == key), None)


def asked(plan: Plan, row: Row, *, period: Period | None, at: date) -> Asked:
    """
    What a round asks of a row.

    A row is asked for the figures of its newest report, each with its group; one that has
    none yet for the figure that its target names. A computed measure may be given by hand too.

    Args:
        plan: With everything on record.
        row: Of the plan.
        period: The round's.
        at: The day; what became known later is not there yet.
    """
    series = _series(plan, row, at)
    made = tuple(
        AskedFigure(
            key=key_of(one.of, one.breakdown, one.unit),
            unit=one.unit,
            of=one.of,
            breakdown=one.breakdown,
            period=period_for(one.period, period, at),
            last=one if one.value is not None or one.state is not None else None,
            target=_target(row, one),
            required=_required(row),
        )
        for one in series[:MOST_FIGURES]
    )
    if not made and isinstance(row, Measure) and _first(row):
        made = (_of_target(row, period),)
    return Asked(row=row, figures=made, said=last_said(plan, row, at))


def key_of(of: str, breakdown: str, unit: Unit) -> str:
    """A short name for a series: "all" for the row's own figure, else eight letters."""
    if not of and not breakdown:
        return "all"
    whole = "\x1f".join((of.casefold(), breakdown.casefold(), unit))
    return hashlib.sha256(whole.encode()).hexdigest()[:8]


def last_said(plan: Plan, row: Row, at: date) -> Progress | None:
    """The newest words known of a row by a day."""
    order = {source.name: place for place, source in enumerate(plan.sources)}
    known = [
        (one.known_at or date.min, order.get(one.document, len(order)), place, one)
        for place, one in enumerate(plan.progress)
        if one.row == row.id and known_figures.known_by(one.known_at, at)
    ]
    return max(known, key=lambda entry: entry[:3])[3] if known else None


def period_for(last: Period | None, asked_for: Period | None, at: date) -> Period | None:
    """
    The time that a figure is wanted for.

    The round's own, where the series speaks of such times; else the newest time of the
    series' kind that has ended by the day.

    >>> quarter = Period.parse("FY 2019/20 Q4")
    >>> period_for(quarter, Period.parse("AY 2020/21 T2"), date(2021, 1, 15))
    Period('FY 2020/21 Q3')
    """
    if last is None or (asked_for is not None and last.kind is asked_for.kind):
        return asked_for
    now = last
    while True:
        following = after(now)
        ends = following.last_day() if following is not None else None
        if following is None or ends is None or ends > at:
            return now if now != last else following or asked_for
        now = following


_IN_A_YEAR = {
    PeriodKind.MONTH: 12,
    PeriodKind.CALENDAR_QUARTER: 4,
    PeriodKind.FINANCIAL_QUARTER: 4,
    PeriodKind.ACADEMIC_TERM: 6,
}
_YEARS = (
    PeriodKind.CALENDAR_YEAR,
    PeriodKind.ACADEMIC_YEAR,
    PeriodKind.FINANCIAL_YEAR,
    PeriodKind.SPLIT_YEAR,
)


def after(period: Period) -> Period | None:
    """
    The time that follows one; None for kinds that follow no order (spans, days).

    >>> after(Period.parse("AY 2019/20 T6")), after(Period.parse("2019-12"))
    (Period('AY 2020/21 T1'), Period('2020-01'))
    """
    try:
        if period.kind in _YEARS:
            return replace(period, year=period.year + 1)
        if period.kind in _IN_A_YEAR:
            if period.part < _IN_A_YEAR[period.kind]:
                return replace(period, part=period.part + 1)
            return replace(period, year=period.year + 1, part=1)
        if period.kind in (PeriodKind.DFE_TERM, PeriodKind.SEASON):
            return _next_named(period)
    except PeriodError:
        return None
    return None


def _next_named(period: Period) -> Period:
    names = SEASONS if period.kind is PeriodKind.SEASON else ("Autumn", "Spring", "Summer")
    place = names.index(period.name) + 1
    if place < len(names):
        return replace(period, name=names[place])
    return replace(period, year=period.year + 1, name=names[0])


def _series(plan: Plan, row: Row, at: date) -> list[Observation]:
    """The newest figure of each series that the newest report of the row had."""
    newest: dict[known_figures.SeriesKey, Observation] = {}
    for one in known_figures.known(plan, row.id, at):
        if not one.area:
            newest[known_figures.series_key(one)] = one
    if not newest:
        return []
    last = max(known_figures.recency(one) for one in newest.values())
    return [one for one in newest.values() if known_figures.recency(one)[0] == last[0]]


def _required(row: Row) -> bool:
    return isinstance(row, Measure) and row.kind not in _TELLING and not row.definition


def _first(row: Measure) -> bool:
    """Whether a measure that nobody has ever given a figure of is to be asked for one."""
    if row.cannot_be_measured:
        return False
    return row.kind not in _TELLING or any(one.value is not None for one in row.targets)


def _of_target(row: Measure, period: Period | None) -> AskedFigure:
    named = next((one for one in row.targets if one.value is not None and not one.of), None)
    return AskedFigure(
        key="all",
        unit=named.unit if named is not None else row.unit,
        period=period,
        target=wording.target(named) if named is not None else "",
        required=_required(row),
    )


def _target(row: Row, one: Observation) -> str:
    for target in row.targets:
        same = target.of.casefold() == one.of.casefold()
        groups = not target.breakdown or target.breakdown.casefold() == one.breakdown.casefold()
        if same and groups and target.comparator is not Comparator.CHANGE_BY:
            return wording.target(target)
    return ""

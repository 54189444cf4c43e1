"""What a figure is compared with, by name: last year's same point, the baseline, the one before."""

from dataclasses import dataclass

from headway.domain.observations import Observation
from headway.domain.periods import Period
from headway.domain.plan import Baseline
from headway.domain.quantities import MeasureKind
from headway.judgement import figures, wording
from headway.judgement.bases import NOT_GIVEN, Base, NoBase, base_in_words, base_of
from headway.judgement.cases import Case

SAME_POINT = "same point last year"
LAST_YEAR = "last year"
BASELINE = "baseline"

TO_DATE = (MeasureKind.CUMULATIVE, MeasureKind.RATE_TO_DATE)
"""Kinds whose figures run from the start of a year to a point in it."""
_DAYS_APART = 4
"""Months, quarters and years differ in length by no more than this."""
_NO_BASE = NoBase(reason="no base was given for the earlier figure")


@dataclass(frozen=True, slots=True, kw_only=True)
class Earlier:
    """
    An earlier figure, and what it is called.

    Attributes:
        against: "same point last year", "last year", "baseline", or the period in words.
        base: For a percentage, how many it is a share of.
    """

    value: float
    against: str
    period: Period | None = None
    base: Base | NoBase = _NO_BASE


def earlier(case: Case, figure: Observation) -> Earlier | None:
    """The figure to compare with; None where none is like for like."""
    point = case.same_point
    if point is not None:
        part = figure.period is None or figure.period.is_part_year
        seen = _observed(case, figure, point.period, point.value)
        return Earlier(
            value=point.value,
            against=SAME_POINT if part else LAST_YEAR,
            period=point.period,
            base=_earlier(
                base_of(seen) if seen is not None else base_in_words(point.words, point.value)
            ),
        )
    part_of_year = figure.period is not None and figure.period.is_part_year
    if part_of_year and case.measure.kind in TO_DATE:
        return None  # a baseline or an earlier term is not like for like with a year to date
    return _baseline(case, figure) or _previous(case, figure)


def as_long(one: Period, other: Period) -> bool:
    """Whether two periods are of one kind and about as long; four months are not three."""
    first, last = one.first_day(), one.last_day()
    start, end = other.first_day(), other.last_day()
    if one.kind is not other.kind or first is None or last is None:
        return False
    if start is None or end is None:
        return False
    return abs((last - first).days - (end - start).days) <= _DAYS_APART


def _observed(
    case: Case, figure: Observation, period: Period | None, value: float
) -> Observation | None:
    """The observation that stands behind a comparison, where it is one."""
    for one in case.told:
        if one.value == value and one.period == period and figures.alike(one, figure):
            return one
    return None


def _earlier(base: Base | NoBase) -> Base | NoBase:
    """The base, with a reason that says which of the two figures lacks one."""
    return _NO_BASE if base == NOT_GIVEN else base


def _baseline(case: Case, figure: Observation) -> Earlier | None:
    for one in case.measure.baselines:
        if _same_group(one, figure) and figures.same_unit(one.unit, figure.unit):
            return Earlier(
                value=one.value,
                against=BASELINE,
                period=one.period,
                base=_earlier(base_in_words(one.words, one.value)),
            )
    return None


def _same_group(one: Baseline, figure: Observation) -> bool:
    mine, theirs = one.breakdown.casefold(), figure.breakdown.casefold()
    return mine == theirs or (bool(mine) and mine in theirs.split(" ("))


def _previous(case: Case, figure: Observation) -> Earlier | None:
    """The figure before it in its series, of the same kind of period."""
    if figure.period is None:
        return None
    for one in reversed(case.told):
        if one.value is None or one.period is None or not figures.alike(one, figure):
            continue
        before = one.period.sort_key() < figure.period.sort_key()
        if before and as_long(one.period, figure.period):
            against = wording.period(one.period)
            return Earlier(
                value=one.value, against=against, period=one.period, base=_earlier(base_of(one))
            )
    return None

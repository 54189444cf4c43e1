"""
Direction of travel: which way a figure moved, against a comparator that is named.

Kept apart from status: a measure may be improving and off track.
"""

from dataclasses import dataclass

from headway.domain.observations import Observation
from headway.domain.periods import Period
from headway.domain.plan import Baseline
from headway.domain.quantities import MeasureKind, Polarity
from headway.domain.status import Movement, Travel
from headway.judgement import figures, wording
from headway.judgement.bounds import Shape, polarity
from headway.judgement.breaks import Effect, between
from headway.judgement.cases import Case

_DAYS_APART = 4
"""Months, quarters and years differ in length by no more than this."""
_TO_DATE = (MeasureKind.CUMULATIVE, MeasureKind.RATE_TO_DATE)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Before:
    """An earlier figure, and what it is called."""

    value: float
    against: str
    period: Period | None = None


def travel(case: Case) -> Travel | None:
    """
    How the figure moved: against the same point last year, else last year, the baseline
    or the figure before it. None where there is no figure to move.
    """
    figure, after = case.figure, case.value
    if figure is None or after is None:
        return None
    before = _comparator(case, figure)
    if before is None:
        return Travel(
            movement=Movement.UNKNOWN,
            after=after,
            sentence="There is no earlier figure to compare this with.",
        )
    breaks = between(case.measure, before.period, figure.period, case.at)
    if breaks and breaks[0].effect is Effect.REDEFINED:
        return Travel(
            movement=Movement.UNKNOWN,
            against=before.against,
            before=before.value,
            after=after,
            sentence=f"No like-for-like comparator. {breaks[0].sentence}",
        )
    label = case.label or (figure.breakdown if len(case.alongside) > 1 else "")
    group = f"{label}: " if label else ""
    movement = _movement(before.value, after, _better(case))
    caution = f" {breaks[0].sentence}" if breaks else ""
    return Travel(
        movement=movement,
        against=before.against,
        before=before.value,
        after=after,
        sentence=group + _sentence(figure, before, movement) + caution,
    )


def _comparator(case: Case, figure: Observation) -> _Before | None:
    point = case.same_point
    if point is not None:
        part = figure.period is None or figure.period.is_part_year
        name = "same point last year" if part else "last year"
        return _Before(value=point.value, against=name, period=point.period)
    part_of_year = figure.period is not None and figure.period.is_part_year
    if part_of_year and case.measure.kind in _TO_DATE:
        return None  # a baseline or an earlier term is not like for like with a year to date
    return _baseline(case, figure) or _previous(case, figure)


def _baseline(case: Case, figure: Observation) -> _Before | None:
    for one in case.measure.baselines:
        if _same_group(one, figure) and figures.same_unit(one.unit, figure.unit):
            return _Before(value=one.value, against="baseline", period=one.period)
    return None


def _same_group(one: Baseline, figure: Observation) -> bool:
    mine, theirs = one.breakdown.casefold(), figure.breakdown.casefold()
    return mine == theirs or (bool(mine) and mine in theirs.split(" ("))


def _previous(case: Case, figure: Observation) -> _Before | None:
    """The figure before it in its series, of the same kind of period."""
    if figure.period is None:
        return None
    for one in reversed(case.told):
        if one.value is None or one.period is None or not figures.alike(one, figure):
            continue
        earlier = one.period.sort_key() < figure.period.sort_key()
        if earlier and _as_long(one.period, figure.period):
            against = wording.period(one.period)
            return _Before(value=one.value, against=against, period=one.period)
    return None


def _as_long(one: Period, other: Period) -> bool:
    """Whether two periods are of one kind and about as long; four months are not three."""
    ends = (one.first_day(), one.last_day(), other.first_day(), other.last_day())
    first, last, start, end = ends
    if one.kind is not other.kind or first is None or last is None:
        return False
    if start is None or end is None:
        return False
    return abs((last - first).days - (end - start).days) <= _DAYS_APART


def _better(case: Case) -> Polarity:
    """Which way is better: as the plan says, else as its target implies."""
    stated = polarity(case.measure)
    shape = case.bound.shape if case.bound is not None else None
    if shape is Shape.CEILING:
        return Polarity.LOW
    if shape is Shape.FLOOR:
        return Polarity.HIGH
    return stated


def _movement(before: float, after: float, better: Polarity) -> Movement:
    if after == before:
        return Movement.NO_CHANGE
    up = after > before
    if better is Polarity.HIGH:
        return Movement.IMPROVING if up else Movement.WORSENING
    if better is Polarity.LOW:
        return Movement.WORSENING if up else Movement.IMPROVING
    return Movement.UP if up else Movement.DOWN


def _sentence(figure: Observation, before: _Before, movement: Movement) -> str:
    now, then = wording.figure(figure), wording.amount(before.value, figure.unit)
    against = before.against
    if against == "same point last year":
        against = "at the same point last year"
    elif against == "baseline":
        against = "at the baseline"
    elif against != "last year":
        against = f"for {against}"
    if movement is Movement.NO_CHANGE:
        return f"No change: {now}, as {against}."
    value = figure.value if figure.value is not None else before.value
    way = "up" if value > before.value else "down"
    verdict = {
        Movement.IMPROVING: "Improving",
        Movement.WORSENING: "Worsening",
    }.get(movement, "")
    opening = f"{verdict}: {way}" if verdict else way.capitalize()
    return f"{opening} to {now} from {then} {against}."

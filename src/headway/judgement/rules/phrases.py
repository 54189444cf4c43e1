"""Turns of phrase that several rules share."""

from headway.domain.observations import Observation
from headway.domain.periods import PeriodKind
from headway.domain.quantities import PERCENT
from headway.judgement import wording
from headway.judgement.bounds import Bound, Shape
from headway.judgement.cases import Case
from headway.judgement.times import Timing
from headway.stats.differences import difference, half_up


def subject(case: Case, *, to_date: bool = False) -> str:
    """
    The figure with what it counts and when: "70 permanent exclusions by the end of term 4".

    With `to_date` the year is left for later in the sentence.
    """
    one = case.figure
    if one is None:
        return ""
    return f"{wording.counted(one, case.noun)} {moment(case, bare=to_date)}".strip()


def moment(case: Case, *, bare: bool = False) -> str:
    """When the figure was true, with its preposition."""
    period = case.figure.period if case.figure is not None else None
    if period is None or period.kind is PeriodKind.RECURRING:
        return ""
    if case.is_cumulative and wording.is_year(period):
        return f"in {wording.period(period)}"
    if case.is_cumulative and period.is_part_year:
        return f"by {wording.bare_point(period) if bare else wording.point(period)}"
    return wording.when(period)


def limit(bound: Bound) -> str:
    """
    What the target asks for: "the ceiling of 65", "the target of 75%".

    A target that is a change says from what.
    """
    level = wording.amount(bound.level, bound.unit)
    plain_ceiling = bound.shape is Shape.CEILING and bound.level != 0 and not bound.strict
    name = "ceiling" if plain_ceiling else "target"
    if bound.strict:
        level = f"{'fewer than' if bound.shape is Shape.CEILING else 'more than'} {level}"
    return f"the {name} of {level}{f' ({bound.how})' if bound.how else ''}"


def dated_limit(case: Case, bound: Bound) -> str:
    """
    The target with its time: "the ceiling of 6.7% for academic year 2019/20".

    Without it where the figure, which stands in the same sentence, is for that very time.
    """
    period = case.target.period if case.target is not None else None
    own = case.figure.period if case.figure is not None and case.value is not None else None
    if period is not None and own is not None and own.same_time_as(period):
        return limit(bound)
    return f"{limit(bound)} {wording.target_year(period)}".strip()


def whole_year(case: Case) -> str:
    """How the end of the target's time is called after "for": "the whole year"."""
    period = case.target.period if case.target is not None else None
    if period is None or wording.is_year(period) or period.kind is PeriodKind.RECURRING:
        return "for the whole year"
    return wording.target_year(period)


def so_far(case: Case, bound: Bound) -> str:
    """How a count for part of the year lies to the target for the whole of it."""
    aim = f"{limit(bound)} {whole_year(case)}"
    if bound.shape is Shape.CEILING or bound.level <= 0 or case.value is None:
        return f"{subject(case)} is so far within {aim}"
    share = half_up(min(case.value / bound.level * 100, 100))
    return f"{subject(case)} is {wording.amount(share, PERCENT)} of {aim}"


def same_point(case: Case) -> str:
    """The clause on last year: "; 52 at the same point last year"; empty where unknown."""
    point, one = case.same_point, case.figure
    if point is None or one is None:
        return ""
    part = one.period is None or one.period.is_part_year
    when = "at the same point last year" if part else "the year before"
    return f"; {wording.amount(point.value, one.unit)} {when}"


def distance(case: Case, bound: Bound) -> str:
    """How far the figure lies from the target: "2.6 percentage points above"."""
    value = case.value
    if value is None:
        return ""
    apart = difference(value, bound.level)
    return f"{wording.points_apart(abs(apart), bound.unit)} {'above' if apart > 0 else 'below'}"


def tolerance(bound: Bound) -> str:
    """The margin in words: "1 percentage point"."""
    return wording.points_apart(bound.margin, bound.unit)


def given(one: Observation, noun: str = "") -> str:
    """A figure with its group and its time: "Primary 2,405 for January to March 2021"."""
    label = f"{one.breakdown} " if one.breakdown else ""
    counted = wording.counted(one, noun)
    of = f" ({one.of})" if one.of and one.of.casefold() not in counted.casefold() else ""
    return f"{label}{counted}{of} {wording.when(one.period)}".strip()


def unfinished(case: Case) -> str:
    """A sentence for a year that has ended while its last figure is still to come."""
    if case.timing is Timing.ON_THE_WAY and case.year_over and case.year is not None:
        return (
            f". {wording.sentence(f'{wording.period(case.year)} has ended')[:-1]}, "
            "but no figure for its end has been reported"
        )
    return ""


def beside(case: Case) -> str:
    """A sentence on figures that were reported here but count something else."""
    others = [one for one in case.elsewhere if one.value is not None and not one.area][:3]
    if not others:
        return ""
    told = wording.listed(
        [f"{wording.figure(one)}{f' ({one.of})' if one.of else ''}" for one in others]
    )
    return f". What is reported counts something else or in another unit: {told}"

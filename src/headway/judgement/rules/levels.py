"""Rules for figures that stand at a level: rates, snapshots, annual and rolling figures."""

from headway.domain.quantities import Comparator, MeasureKind
from headway.domain.status import StatusKind
from headway.judgement.bounds import Bound, Shape
from headway.judgement.cases import Case
from headway.judgement.rules import phrases
from headway.judgement.rules.rule import Verdict
from headway.judgement.times import Timing


def part_of_a_whole(case: Case) -> Verdict | None:
    """A group's count beside a target for all groups together says little on its own."""
    bound, value, one, target = case.bound, case.value, case.figure, case.target
    if bound is None or value is None or one is None or target is None:
        return None
    counts = not bound.unit.startswith(("%", "pp", "score"))
    if not one.breakdown or target.breakdown or not counts or bound.level == 0:
        return None
    if bound.shape is Shape.CEILING and not bound.met_by(value):
        return None
    if bound.shape is Shape.FLOOR and bound.met_by(value):
        return None
    return Verdict(
        kind=StatusKind.CANNOT_BE_ASSESSED,
        words=f"{phrases.subject(case)} is for {one.breakdown} only, and "
        f"{phrases.dated_limit(case, bound)} is for all together. Groups are not added here, "
        "because one child may be counted in two of them",
    )


def bounded_figure(case: Case) -> Verdict | None:
    """A figure given only as "more than" or "fewer than" may not decide."""
    bound, value, one = case.bound, case.value, case.figure
    if bound is None or value is None or one is None:
        return None
    low = one.comparator in (Comparator.GT, Comparator.GE)
    high = one.comparator in (Comparator.LT, Comparator.LE)
    if not (low or high):
        return None
    good_side = (low and bound.shape is Shape.FLOOR) or (high and bound.shape is Shape.CEILING)
    bad_side = (low and bound.shape is Shape.CEILING) or (high and bound.shape is Shape.FLOOR)
    if (good_side and bound.met_by(value)) or (bad_side and not bound.met_by(value)):
        return None
    if bad_side and value == bound.level and one.comparator in (Comparator.GT, Comparator.LT):
        if case.is_cumulative and bound.shape is Shape.CEILING:
            return None
        return Verdict(
            kind=StatusKind.AT_RISK,
            words=f"{phrases.subject(case)} is on the wrong side of "
            f"{phrases.dated_limit(case, bound)}, and by how much is not said"
            f"{phrases.same_point(case)}",
        )
    return Verdict(
        kind=StatusKind.CANNOT_BE_ASSESSED,
        words=f"The figure is given only as {phrases.given(one, case.noun)}, which does not "
        f"tell on which side of {phrases.dated_limit(case, bound)} it lies",
    )


def not_quite(case: Case) -> Verdict | None:
    """An approximate figure at its target has not reached it: "almost 100%" is not 100%."""
    bound, value, one = case.bound, case.value, case.figure
    if bound is None or value is None or one is None:
        return None
    if one.comparator is not Comparator.APPROX or bound.shape is Shape.AROUND:
        return None
    if case.is_cumulative and bound.shape is Shape.CEILING and case.timing is not Timing.FINAL:
        return None  # the pace towards a ceiling matters more than how near it is
    short = bound.shortfall(value)
    if abs(short) > bound.margin or (short < 0 and not _at_its_limit(bound, value)):
        return None
    if case.is_cumulative and case.timing is not Timing.FINAL:
        return Verdict(
            kind=StatusKind.ON_TRACK,
            words=f"{phrases.subject(case)} is near {phrases.dated_limit(case, bound)}, with the "
            f"rest of the year to come; the figure is approximate, so the target is not shown to "
            f"have been reached{phrases.same_point(case)}",
        )
    return Verdict(
        kind=StatusKind.AT_RISK,
        words=f"{phrases.subject(case)} is near {phrases.dated_limit(case, bound)}, but the figure "
        f"is approximate, so it is not shown to have been reached{phrases.same_point(case)}",
    )


def on_the_right_side(case: Case) -> Verdict | None:
    """The level meets the target: for good if its time is up, else so far."""
    bound, value = case.bound, case.value
    if bound is None or value is None or not bound.met_by(value):
        return None
    met = case.timing in (Timing.FINAL, Timing.UNDATED)
    verb = "meets" if met else "is on the right side of"
    if bound.shape is Shape.AROUND:
        verb = f"is within the tolerance of {phrases.tolerance(bound)} of"
    return Verdict(
        kind=StatusKind.MET if met else StatusKind.ON_TRACK,
        words=f"{phrases.subject(case)} {verb} {phrases.dated_limit(case, bound)}"
        f"{phrases.same_point(case)}{_caution(case)}{phrases.unfinished(case)}",
    )


def within_tolerance(case: Case) -> Verdict | None:
    """The level misses the target by no more than the tolerance."""
    bound, value = case.bound, case.value
    if bound is None or value is None or not bound.nearly_met_by(value):
        return None
    return Verdict(
        kind=StatusKind.AT_RISK,
        words=f"{_against(case, bound)}, within {_tolerance(bound)}"
        f"{phrases.same_point(case)}{_caution(case)}{phrases.unfinished(case)}",
    )


def beyond_tolerance(case: Case) -> Verdict | None:
    """The level misses the target by more than the tolerance."""
    bound, value = case.bound, case.value
    if bound is None or value is None:
        return None
    return Verdict(
        kind=StatusKind.OFF_TRACK,
        words=f"{_against(case, bound)}, more than {_tolerance(bound)}"
        f"{phrases.same_point(case)}{_caution(case)}{phrases.unfinished(case)}",
    )


def _against(case: Case, bound: Bound) -> str:
    if case.value == bound.level:
        side = "past" if bound.shape is Shape.CEILING else "short of"
        return f"{phrases.subject(case)} is {side} {phrases.dated_limit(case, bound)}"
    if bound.level == 0 and bound.shape is not Shape.FLOOR:
        return f"{phrases.subject(case)} is above {phrases.dated_limit(case, bound)}"
    where = phrases.distance(case, bound)
    return f"{phrases.subject(case)} is {where} {phrases.dated_limit(case, bound)}"


def _tolerance(bound: Bound) -> str:
    """A level to be held is met within the tolerance, and at risk within twice as much."""
    times = "twice " if bound.shape is Shape.AROUND else ""
    return f"{times}the tolerance of {phrases.tolerance(bound)}"


def _at_its_limit(bound: Bound, value: float) -> bool:
    return value == bound.level


def _caution(case: Case) -> str:
    """A rate for part of a year is not the year's rate, and the phases move differently."""
    if case.measure.kind is not MeasureKind.RATE_TO_DATE or case.timing is not Timing.ON_THE_WAY:
        return ""
    return ". A rate part-way through the year is not a year-end rate"

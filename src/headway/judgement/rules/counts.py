"""
Rules for counts that grow through a year, against a target for the year's end.

Three questions are kept apart: is it already decided, is it on last year's profile,
and where may it end. Pace is read from last year's profile only; the share of days
gone by says nothing about events that bunch in some terms.
"""

from headway.domain.quantities import Comparator
from headway.domain.status import StatusKind
from headway.judgement import wording
from headway.judgement.bounds import Bound, Shape
from headway.judgement.cases import Case
from headway.judgement.outlooks import Outlook, outlook
from headway.judgement.rules import phrases
from headway.judgement.rules.rule import Verdict
from headway.judgement.times import Timing
from headway.stats.differences import half_up


def ceiling_passed(case: Case) -> Verdict | None:
    """A count for the year so far is past the ceiling for the whole year."""
    bound, value = _counting(case)
    if bound is None or value is None or bound.shape is not Shape.CEILING:
        return None
    surely = case.figure is not None and case.figure.comparator is Comparator.GT
    if bound.met_by(value) and not (surely and value == bound.level):
        return None
    final = case.timing is Timing.FINAL
    if not final and _only_about(case) and bound.nearly_met_by(value):
        return None
    past = "past" if bound.strict else "above"
    if final:
        return Verdict(
            kind=StatusKind.BREACHED,
            words=f"{phrases.subject(case)} is {past} {phrases.limit(bound)}"
            f"{phrases.same_point(case)}. The year's count is complete, so the target is breached",
        )
    year = f" for {wording.period(case.year)}" if case.year is not None else ""
    return Verdict(
        kind=StatusKind.BREACHED,
        words=f"{phrases.subject(case, to_date=True)} is already {past} {phrases.limit(bound)} "
        f"{phrases.whole_year(case)}{phrases.same_point(case)}. A count for the year to date "
        f"does not come back down, short of a correction, so the target{year} is breached",
    )


def floor_reached(case: Case) -> Verdict | None:
    """A count for the year so far has reached what was promised for the whole year."""
    bound, value = _counting(case)
    if bound is None or value is None or bound.shape is not Shape.FLOOR:
        return None
    if not bound.met_by(value):
        return None
    already = "" if case.timing is Timing.FINAL else "already "
    verb = "passes" if value > bound.level else "reaches"
    return Verdict(
        kind=StatusKind.MET,
        words=f"{phrases.subject(case)} {already}{verb} {phrases.limit(bound)} "
        f"{phrases.whole_year(case)}{phrases.same_point(case)}",
    )


def year_complete(case: Case) -> Verdict | None:
    """The year's count is complete, and the target was kept or missed."""
    bound, value = _counting(case)
    if bound is None or value is None or case.timing is not Timing.FINAL:
        return None
    if bound.met_by(value):
        return Verdict(
            kind=StatusKind.MET,
            words=f"{phrases.subject(case)} is within {phrases.limit(bound)}"
            f"{phrases.same_point(case)}",
        )
    near = bound.nearly_met_by(value)
    within = "within" if near else "more than"
    return Verdict(
        kind=StatusKind.AT_RISK if near else StatusKind.OFF_TRACK,
        words=f"{phrases.subject(case)} missed {phrases.limit(bound)}, "
        f"{within} the tolerance of {phrases.tolerance(bound)}{phrases.same_point(case)}",
    )


def on_earlier_years_profile(case: Case) -> Verdict | None:
    """The profile of the years before says where the year may end."""
    bound, value = _counting(case)
    if bound is None or value is None:
        return None
    look = outlook(case)
    if look.outturn is None:
        return None
    projected = look.outturn.estimate
    if bound.met_by(projected):
        kind = StatusKind.ON_TRACK
    elif bound.nearly_met_by(projected):
        kind = StatusKind.AT_RISK
    else:
        kind = StatusKind.OFF_TRACK
    if kind is StatusKind.ON_TRACK and bound.shape is Shape.CEILING and value >= bound.level:
        kind = StatusKind.AT_RISK  # nothing is left for the rest of the year
    return Verdict(
        kind=kind,
        words=f"{phrases.subject(case)}{phrases.same_point(case)}. On {_whose_profile(look)}, "
        f"the year would end at about "
        f"{wording.amount(half_up(projected), bound.unit)}, {_verdict_words(kind, bound)}"
        f"{phrases.unfinished(case)}",
    )


def _whose_profile(look: Outlook) -> str:
    if look.earlier is None or len(look.years) > 1:
        return f"the profile of the {len(look.years)} years before"
    (_, end), *_ = look.earlier.complete
    last = look.years[0].same_time_as(look.earlier.year.previous_year() or look.earlier.year)
    whose = "last year's profile" if last else f"the profile of {wording.period(look.years[0])}"
    return f"{whose}, which ended at {wording.figure(end)}"


def pace_against_same_point(case: Case) -> Verdict | None:
    """Last year's same point is known but not how last year ended: the pace stays open."""
    bound, value = _counting(case)
    point = case.same_point
    if bound is None or value is None:
        return None
    close = bound.shape is Shape.CEILING and bound.shortfall(value) + bound.margin >= 0
    if point is None and not close:
        return None
    halfway = 2 * value <= bound.level if bound.shape is Shape.CEILING else 2 * value >= bound.level
    ahead = point is not None and (
        value <= point.value if bound.shape is Shape.CEILING else value >= point.value
    )
    on_track = halfway and ahead and not close
    return Verdict(
        kind=StatusKind.ON_TRACK if on_track else StatusKind.AT_RISK,
        words=f"{phrases.so_far(case, bound)}{phrases.same_point(case)}. "
        f"{_because(case, bound, halfway=halfway, ahead=ahead)}{phrases.unfinished(case)}",
    )


def pace_unknown(case: Case) -> Verdict | None:
    """Nothing is known of last year: a count part-way through a year says nothing of its end."""
    bound, value = _counting(case)
    if bound is None or value is None:
        return None
    return Verdict(
        kind=StatusKind.CANNOT_BE_ASSESSED,
        words=f"{phrases.so_far(case, bound)}, but last year's figure for the same point "
        f"is not known, so nobody can say whether that is the right pace{phrases.unfinished(case)}",
    )


def _counting(case: Case) -> tuple[Bound | None, float | None]:
    """The bound and the value, if these rules are for the case at all."""
    if not case.is_cumulative or case.bound is None:
        return None, None
    if case.bound.shape not in (Shape.CEILING, Shape.FLOOR):
        return None, None
    return case.bound, case.value


def _only_about(case: Case) -> bool:
    return case.figure is not None and case.figure.comparator is Comparator.APPROX


def _verdict_words(kind: StatusKind, bound: Bound) -> str:
    match kind:
        case StatusKind.ON_TRACK:
            return (
                f"within {phrases.limit(bound)}"
                if bound.shape is Shape.CEILING
                else (f"enough for {phrases.limit(bound)}")
            )
        case StatusKind.AT_RISK:
            return f"too near {phrases.limit(bound)} (tolerance {phrases.tolerance(bound)})"
        case _:
            side = "above" if bound.shape is Shape.CEILING else "short of"
            return f"{side} {phrases.limit(bound)}"


def _because(case: Case, bound: Bound, *, halfway: bool, ahead: bool) -> str:
    """Why the pace is called what it is, without last year's final figure."""
    if bound.shape is Shape.CEILING:
        used = f"{'less' if halfway else 'more'} than half of the ceiling is used"
    else:
        used = f"{'more' if halfway else 'less'} than half of the target is reached"
    if case.same_point is None:
        return f"There is little room left: {used}, and nothing is known of last year"
    than = "no worse" if ahead else "worse"
    return (
        f"That is {than} than last year at this point, and {used}. How last year ended "
        "is not known, so the pace to the year's end cannot be measured"
    )

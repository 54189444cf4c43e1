"""Where the words say a figure stands, to its target or to others, against the record."""

from headway.commentary.findings import Finding, consistent, contradicted, uncheckable
from headway.commentary.record import Record
from headway.domain.observations import Benchmark
from headway.domain.periods import Period
from headway.domain.plan import Measure, Target
from headway.domain.quantities import PERCENT, Comparator, Polarity, Unit, plain
from headway.domain.status import StatusKind
from headway.judgement import figures, wording
from headway.judgement.bounds import Bound, Shape, bound
from headway.judgement.statuses import judge
from headway.judgement.times import Timing, timing
from headway.language.claims.claim import Claim, Way

_OFF = (StatusKind.OFF_TRACK, StatusKind.BREACHED)
_ON = (StatusKind.ON_TRACK, StatusKind.MET)
_ALIKE_POINTS = 3.0
"""Percentage points within which one figure may be called in line with another."""
_ALIKE = 0.1
"""The same for other figures, as a share."""


def target(claim: Claim, record: Record) -> Finding:
    """“Exceeded the target”, “below target”, “on track”."""
    if not isinstance(record.row, Measure):
        return uncheckable(claim, "An action has no figure to hold against a target.")
    if claim.status in ("on track", "off track"):
        return _track(claim, record, record.row)
    value, said_of = _value(claim, record)
    chosen = _chosen(claim, record)
    if value is None or chosen is None:
        return uncheckable(claim, "No figure and target on record are for certain those meant.")
    level = claim.value if claim.value is not None else chosen.value or 0.0
    asked = bound(record.plan, record.row, chosen, level)
    late = timing(claim.period or said_of, chosen.period) is Timing.FINAL
    holds = _holds(claim, asked, value, record.better, over=late)
    asks = wording.amount(level, chosen.unit)
    both = f"{wording.amount(value, chosen.unit)}, and the target is {asks}"
    if holds is None:
        return uncheckable(claim, f"The figure is {both}: the words can be read either way.")
    if holds and _is_that_far(claim, value, level):
        return consistent(claim, f"The figure is {both}.")
    return contradicted(claim, f"{_said(claim, chosen.unit)}; the figure is {both}.")


def _said(claim: Claim, unit: Unit) -> str:
    words = " ".join(claim.words.split()).lower()
    if claim.apart is None:
        return f'The words say "{words}"'
    return f'The words say "{words}" with {wording.points_apart(claim.apart, unit)} between'


def _is_that_far(claim: Claim, value: float, other: float) -> bool:
    """Whether the distance that the words give is the one on record, as far as they give one."""
    if claim.apart is None:
        return True
    exact = 0.5 * 10.0 ** -len(plain(claim.apart).partition(".")[2]) + 1e-9
    return abs(abs(value - other) - claim.apart) <= exact


def _value(claim: Claim, record: Record) -> tuple[float | None, Period | None]:
    """The figure the words speak of: the one beside them, else the latest on record."""
    if claim.after is not None:
        return claim.after, claim.period
    latest = record.latest(claim)
    if len(latest) != 1 or record.strange(claim) or latest[0].comparator is not Comparator.EQ:
        return None, None
    return latest[0].value, latest[0].period


def _chosen(claim: Claim, record: Record) -> Target | None:
    """The target meant: the one with the level that the words name, else the only one."""
    unit = _unit(claim, record)
    same = [one for one in record.targets if unit is None or figures.same_unit(one.unit, unit)]
    same = [one for one in same if not one.breakdown and record.topic.is_own(one.of)]
    if claim.value is not None:
        named = [one for one in same if one.value == claim.value]
        return named[0] if named else None
    if claim.area:
        same = [one for one in same if one.stated_in == "progress" or "national" in one.words]
    in_time = [one for one in same if timing(claim.period, one.period) is not Timing.OTHER_YEAR]
    levels = {one.value for one in in_time}
    return in_time[-1] if len(levels) == 1 else None


def _unit(claim: Claim, record: Record) -> Unit | None:
    if claim.after is not None:
        return claim.unit
    latest = record.latest(claim)
    return latest[0].unit if latest else None


def _holds(
    claim: Claim, asked: Bound, value: float, better: Polarity, *, over: bool
) -> bool | None:
    """Whether the words are so; None where they can be read either way."""
    if asked.shape in (Shape.UNKNOWN, Shape.CONFLICT, Shape.AROUND):
        return None
    if claim.status == "met" or (claim.status == "exceeded" and claim.denied):
        met = asked.met_by(value)
        early = met and asked.shape is Shape.CEILING and not over
        if claim.denied:
            return None if met and not over and asked.shape is Shape.CEILING else not met
        return None if early else met
    if claim.status == "missed":
        met = asked.met_by(value)
        return not met if not met or over or asked.shape is Shape.FLOOR else None
    beyond = value > asked.level if claim.way is Way.UP else value < asked.level
    if better is Polarity.LOW or asked.shape is Shape.CEILING:
        # "exceeded" may praise (fewer than asked) or blame (more); only "equal" is neither
        if value == asked.level:
            return False if claim.status == "exceeded" else None
        return True if beyond else None
    return beyond


def _track(claim: Claim, record: Record, measure: Measure) -> Finding:
    status = judge(record.plan, measure, at=record.at)
    other = claim.value is not None and claim.value not in {one.value for one in record.targets}
    if record.strange(claim) or claim.names_time or other:
        return uncheckable(claim, "The words may speak of something else.")
    if claim.status == "on track":
        if status.kind in _ON:
            return consistent(claim, status.sentence)
        if status.kind in _OFF:
            return contradicted(claim, f'The words say "on track"; the record: {status.sentence}')
    elif status.kind in _OFF:
        return consistent(claim, status.sentence)
    elif status.kind is StatusKind.MET:
        return contradicted(claim, f'The words say "off track"; the record: {status.sentence}')
    return uncheckable(claim, status.sentence)


def benchmark(claim: Claim, record: Record) -> Finding:
    """“Above the national average”, “in line with statistical neighbours”."""
    way = _way(claim.way, record.better)
    value, period = _value(claim, record)
    theirs, place = claim.value, claim.area
    if theirs is None:
        there = _there(claim, record, period)
        theirs = there.value if there is not None else None
    if value is None or theirs is None or way is None:
        return uncheckable(
            claim, f"No two figures on record compare this with {place} for certain."
        )
    unit = _unit(claim, record) or claim.unit
    both = f"{wording.amount(value, unit)}, and {place} {wording.amount(theirs, unit)}"
    holds = _lies(way, value, theirs, unit) is not claim.denied
    if holds and _is_that_far(claim, value, theirs):
        return consistent(claim, f"The figure is {both}.")
    return contradicted(claim, f"{_said(claim, unit)}; the figure is {both}.")


def _way(way: Way | None, better: Polarity) -> Way | None:
    if way not in (Way.BETTER, Way.WORSE):
        return way
    if better not in (Polarity.HIGH, Polarity.LOW):
        return None
    return Way.UP if (way is Way.BETTER) is (better is Polarity.HIGH) else Way.DOWN


def _there(claim: Claim, record: Record, period: Period | None) -> Benchmark | None:
    """The only figure of that place; of several, the one for the same time."""
    unit = _unit(claim, record)
    there = [
        one
        for one in record.plan.benchmarks
        if one.row == record.row.id
        and one.area.casefold() == claim.area.casefold()
        and (unit is None or figures.same_unit(one.unit, unit))
    ]
    timed = [one for one in there if one.period is not None and one.period == period]
    undated = [one for one in there if one.period is None or period is None]
    found = timed or (undated if len(there) == 1 else [])
    return found[0] if len(found) == 1 else None


def _lies(way: Way, value: float, theirs: float, unit: Unit) -> bool:
    if way is Way.SAME:
        room = _ALIKE_POINTS if unit == PERCENT else _ALIKE * abs(theirs)
        return abs(value - theirs) <= room
    return value > theirs if way is Way.UP else value < theirs

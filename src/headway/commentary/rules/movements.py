"""Directions and sizes of change in words against the figures on record."""

from collections.abc import Iterable, Sequence
from math import sqrt

from headway.commentary.findings import Finding, consistent, contradicted, uncheckable
from headway.commentary.record import Pair, Record
from headway.domain.observations import Observation
from headway.domain.quantities import COUNT, PERCENT, POINTS, Comparator, Polarity, Unit
from headway.judgement import figures, wording
from headway.language.claims.claim import Against, Claim, Way

_STABLE = 0.15
"""Relative change above which nobody would say "stable"; of counts, beyond chance as well."""
_SAME = 0.05
"""Relative change above which nobody would say "the same"."""
_FOLD_ROOM = 0.3
"""How far the ratio may lie from "doubled", relatively, before it is wrong."""
_NOTHING = "No two figures on record are for certain those that the words compare."


def movement(claim: Claim, record: Record) -> Finding:
    """“Increased”, “has not improved”, “remains the same”."""
    way = _way(claim.way, record.better)
    if way is None:
        return uncheckable(claim, "The plan does not say which way is better.")
    if claim.before is not None and claim.after is not None:
        if not claim.joined and record.strange(claim):
            return uncheckable(claim, "The figures beside the words may be of something else.")
        return _in_words(claim, way, claim.before, claim.after)
    pairs = _pairs(claim, record)
    if not pairs:
        return uncheckable(claim, _NOTHING)
    holding = [one for one in pairs if _went(way, one, claim)]
    if holding:
        return consistent(claim, f"On record: {holding[0].words}.")
    if any(_is_close(way, one, claim) for one in pairs):
        return uncheckable(claim, "The figures on record are too near to each other to tell.")
    return contradicted(claim, f"The words say {_quoted(claim)}; on record: {pairs[0].words}.")


def _in_words(claim: Claim, way: Way, before: float, after: float) -> Finding:
    """Both figures stand in the same sentence."""
    pair = Pair(before=before, after=after, against=Against.NOT_SAID, words="")
    both = f"from {wording.amount(before, claim.unit)} to {wording.amount(after, claim.unit)}"
    if _went(way, pair, claim):
        return consistent(claim, f"The words themselves go {both}.")
    if _is_close(way, pair, claim):
        return uncheckable(claim, f"The words themselves go {both}.")
    return contradicted(claim, f"The words say {_quoted(claim)}, and go {both}.")


def _quoted(claim: Claim) -> str:
    words = " ".join(claim.words.split()).lower()
    if claim.way is Way.SAME or not claim.denied:
        return f'"{words}"' + (" with a denial" if claim.denied else "")
    return f'that it has not "{words}"'


def _way(way: Way | None, better: Polarity) -> Way | None:
    """Up, down or the same; "improved" by the measure's polarity."""
    if way not in (Way.BETTER, Way.WORSE):
        return way
    if better not in (Polarity.HIGH, Polarity.LOW):
        return None
    return Way.UP if (way is Way.BETTER) is (better is Polarity.HIGH) else Way.DOWN


def _pairs(claim: Claim, record: Record) -> tuple[Pair, ...]:
    """Every pair of figures that the words may compare; none where they may mean others."""
    if claim.against is Against.OTHER or record.strange(claim):
        return ()
    found: list[Pair] = []
    for figure in record.latest(claim):
        if figure.comparator is not Comparator.EQ:
            return ()
        found += record.pairs(figure, claim.against)
    return tuple(found)


def _went(way: Way, pair: Pair, claim: Claim) -> bool:
    """Whether the pair goes the way the words say, their denial minded."""
    if way is Way.UP:
        return (pair.after > pair.before) is not claim.denied
    if way is Way.DOWN:
        return (pair.after < pair.before) is not claim.denied
    return _is_same(pair, claim) is not claim.denied


def _is_same(pair: Pair, claim: Claim) -> bool:
    apart = abs(pair.after - pair.before)
    if claim.status == "exact":
        return apart <= _SAME * abs(pair.before)
    by_chance = 2 * sqrt(abs(pair.after) + abs(pair.before)) if claim.unit == COUNT else 0.0
    return apart <= max(_STABLE * abs(pair.before), by_chance)


def _is_close(way: Way, pair: Pair, claim: Claim) -> bool:
    """Whether it is too near to call: only of "stable" and of what "has not" moved."""
    return way is not Way.SAME and claim.denied and _is_same(pair, claim)


def change(claim: Claim, record: Record) -> Finding:
    """“Down by 6”, “an increase of 33%”, “doubled”."""
    way = _way(claim.way, record.better)
    if way is None or claim.denied:
        return uncheckable(claim, "The words do not say for certain which way it went.")
    if claim.before is not None and claim.after is not None:
        if not claim.joined and record.strange(claim):
            return uncheckable(claim, "The figures beside the words may be of something else.")
        both = (
            f"from {wording.amount(claim.before, claim.unit)} "
            f"to {wording.amount(claim.after, claim.unit)}"
        )
        pair = Pair(before=claim.before, after=claim.after, against=Against.NOT_SAID, words=both)
        unit = _unit_of(claim, record) or claim.unit
        if _is_it(claim, way, pair, unit):
            return consistent(claim, f"The words themselves go {both}.")
        if _wrong_way(way, pair) or _comparable(claim, unit):
            return contradicted(claim, f"The words say {_said(claim, way)}, and go {both}.")
        return uncheckable(claim, _NOTHING)
    return _change_on_record(claim, record, way)


def _change_on_record(claim: Claim, record: Record, way: Way) -> Finding:
    pairs, unit = _pairs(claim, record), _unit_of(claim, record)
    if not pairs or unit is None:
        return uncheckable(claim, _NOTHING)
    for one in pairs:
        if _is_it(claim, way, one, unit):
            return consistent(claim, f"On record: {one.words}.")
    named = claim.against in (Against.LAST_YEAR, Against.BASELINE) and len(pairs) == 1
    opposite = all(_wrong_way(way, one) for one in pairs)
    if opposite or (named and _comparable(claim, unit)):
        return contradicted(
            claim, f"The words say {_said(claim, way)}; on record: {pairs[0].words}."
        )
    return uncheckable(claim, "No figure on record is for certain the one it is counted from.")


def _said(claim: Claim, way: Way) -> str:
    if claim.times is not None:
        return f'"{claim.words.lower()}"'
    return (
        f"{'up' if way is Way.UP else 'down'} by {wording.amount(claim.value or 0.0, claim.unit)}"
    )


def _unit_of(claim: Claim, record: Record) -> Unit | None:
    """The unit of the row's own figures, where they have one."""
    units = {one.unit for one in record.latest(claim)}
    return units.pop() if len(units) == 1 else None


def _wrong_way(way: Way, pair: Pair) -> bool:
    return pair.after <= pair.before if way is Way.UP else pair.after >= pair.before


def _comparable(claim: Claim, unit: Unit) -> bool:
    """Whether the size can be held against figures in that unit at all."""
    if claim.times is not None or claim.unit == PERCENT:
        return True
    return figures.same_unit(claim.unit, unit)


def _is_it(claim: Claim, way: Way, pair: Pair, unit: Unit) -> bool:
    """Whether a pair changed that way by that much, as exactly as the words say."""
    if _wrong_way(way, pair):
        return False
    apart = abs(pair.after - pair.before)
    if claim.times is not None:
        return _is_fold(claim, pair)
    relative = apart / abs(pair.before) * 100 if pair.before else None
    if claim.unit == PERCENT:
        sizes = [relative] if unit != PERCENT else [relative, apart]
    elif claim.unit == POINTS:
        sizes = [apart] if unit in (PERCENT, POINTS) else []
    else:
        sizes = [apart] if figures.same_unit(claim.unit, unit) else []
    return any(one is not None and _fits(claim, one) for one in sizes)


def _fits(claim: Claim, size: float) -> bool:
    said = claim.value or 0.0
    room = 10.0**-claim.decimals if claim.unit in (PERCENT, POINTS) else 1e-9
    match claim.comparator:
        case Comparator.GT | Comparator.GE:
            return size >= said - room
        case Comparator.LT | Comparator.LE:
            return size <= said + room
        case Comparator.APPROX:
            return abs(size - said) <= max(room, 0.15 * size)
        case _:
            return abs(abs(said) - size) < room + 1e-9


def _is_fold(claim: Claim, pair: Pair) -> bool:
    if not pair.before or claim.times is None:
        return False
    ratio = pair.after / pair.before
    if claim.words.lower().startswith(("more", "over")):
        return ratio >= claim.times * 0.98
    return abs(ratio / claim.times - 1) <= _FOLD_ROOM


def extreme(claim: Claim, record: Record) -> Finding:
    """“The highest ever”, against every figure of the series for as long a time."""
    way = _way(claim.way, record.better)
    latest = record.latest(claim)
    if way is None or claim.denied or len(latest) != 1 or record.strange(claim):
        return uncheckable(claim, _NOTHING)
    one = latest[0]
    others = [point for point in _like(one, (*record.told, *record.compared)) if point is not one]
    beyond = [point for point in others if _beyond(way, point, one)]
    if beyond:
        worst = beyond[-1]
        told = f"{wording.figure(worst)} {wording.when(worst.period)}"
        return contradicted(
            claim,
            f"The words say {_quoted(claim)} of {wording.figure(one)}; on record: {told}.",
        )
    if len(others) < 2:
        return uncheckable(claim, "Too few figures are on record to know.")
    return consistent(claim, f"No figure of the {len(others)} others on record goes beyond it.")


def _beyond(way: Way, point: Observation, latest: Observation) -> bool:
    there, here = point.value or 0.0, latest.value or 0.0
    return there > here if way is Way.UP else there < here


def _like(figure: Observation, told: Iterable[Observation]) -> list[Observation]:
    """Figures of its series for the same part of other years, or for years as it is."""
    if figure.period is None:
        return []
    mine = figure.period
    return [
        one
        for one in told
        if one.period is not None
        and figures.alike(one, figure)
        and (one.period.kind, one.period.part) == (mine.kind, mine.part)
        and one.period.name == mine.name
    ]


def run(claim: Claim, record: Record) -> Finding:
    """“Fell for the third year running”, against as many steps as are on record."""
    way = _way(claim.way, record.better)
    latest = record.latest(claim)
    if way is None or len(latest) != 1 or record.strange(claim) or latest[0].value is None:
        return uncheckable(claim, _NOTHING)
    values = _years_back(latest[0], (*record.told, *record.compared), claim.run)
    steps = list(zip(values[1:], values, strict=False))  # (earlier, later), the newest first
    wrong = [
        (then, now) for then, now in steps if not (now > then if way is Way.UP else now < then)
    ]
    if wrong:
        then, now = (wording.amount(value, latest[0].unit) for value in wrong[0])
        return contradicted(
            claim, f"The words say {claim.run} years in a row; on record: from {then} to {now}."
        )
    if len(steps) < claim.run:
        return uncheckable(claim, "Not as many years are on record.")
    return consistent(claim, f"{claim.run} years in a row are on record.")


def _years_back(latest: Observation, told: Sequence[Observation], steps: int) -> list[float]:
    """The figure and those of the same point in the years before, as far as they are known."""
    values, period = [latest.value or 0.0], latest.period
    for _ in range(steps):
        period = figures.year_before(period)
        found = [one for one in told if one.period == period and figures.alike(one, latest)]
        if period is None or not found or found[-1].value is None:
            break
        values.append(found[-1].value)
    return values

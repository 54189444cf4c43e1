"""Figures in words against the figures, targets, baselines and benchmarks on record."""

import re
from collections.abc import Iterator

from headway.commentary.findings import Finding, consistent, contradicted, uncheckable
from headway.commentary.record import Record, when
from headway.domain.observations import Observation
from headway.domain.periods import Period
from headway.domain.quantities import PERCENT, Comparator
from headway.judgement import figures, wording
from headway.language.claims.claim import Claim, ClaimKind
from headway.language.content import content
from headway.language.results import Part

_ROUGH = 0.1
"""How far off, as a share of the figure, "about" may be."""
_ROUGH_POINTS = 7.0
"""How far off, in points, "a third" or "half" may be."""


def fits(claim: Claim, value: float) -> bool:
    """Whether a figure on record is what the words say, as exactly as they say it."""
    said = claim.value
    if said is None:
        return False
    half = 0.5 * 10.0**-claim.decimals + 1e-9
    if claim.upper is not None:
        return said - half <= value <= claim.upper + half
    match claim.comparator:
        case Comparator.GT:
            return value > said - 1e-9
        case Comparator.GE:
            return value >= said - half
        case Comparator.LT:
            return value < said + 1e-9
        case Comparator.LE:
            return value <= said + half
        case Comparator.APPROX:
            room = _ROUGH_POINTS if claim.unit == PERCENT else _ROUGH * abs(value)
            return abs(value - said) <= room
        case _:
            return abs(value - said) <= half


def level(claim: Claim, record: Record) -> Finding:
    """One figure of the words."""
    match claim.part:
        case Part.TARGET:
            return _target(claim, record)
        case Part.BENCHMARK:
            return _benchmark(claim, record)
        case Part.BASELINE:
            return _baseline(claim, record)
        case _:
            return _figure(claim, record)


def _amount(claim: Claim) -> str:
    words = " ".join(claim.words.split())
    return words if words[:1].isdigit() else f'"{words.lower()}"'


def _target(claim: Claim, record: Record) -> Finding:
    same = [one for one in record.targets if figures.same_unit(one.unit, claim.unit)]
    for one in same:
        if fits(claim, one.value or 0.0):
            return consistent(claim, f"The target is {wording.target(one)}.")
    stated = [one for one in same if one.stated_in != "progress"]
    times = [one for one in stated if _may_be(claim.period, one.period)]
    unknown = claim.names_time and claim.period is None
    if not times or unknown or record.strange(claim):
        return uncheckable(claim, "No target on record is for certain the one meant.")
    on_record = wording.listed([wording.target(one) for one in times])
    said = wording.amount(claim.value or 0.0, claim.unit)
    return contradicted(claim, f"The words name a target of {said}; the plan's is {on_record}.")


def _benchmark(claim: Claim, record: Record) -> Finding:
    there = [
        one
        for one in record.plan.benchmarks
        if one.row == record.row.id and figures.same_unit(one.unit, claim.unit)
    ]
    there = [one for one in there if one.area.casefold() == claim.area.casefold()]
    for one in there:
        if fits(claim, one.value) and _may_be(claim.period, one.period):
            return consistent(claim, f"On record: {wording.benchmark(one)}.")
    same_time = [one for one in there if _is_same(claim.period, one.period)]
    if len(same_time) != 1 or (len(there) > 1 and claim.period is None):
        return uncheckable(claim, "No figure of that place is on record for that time.")
    said = wording.amount(claim.value or 0.0, claim.unit)
    return contradicted(
        claim,
        f"The words say {said} for {claim.area}; on record: {wording.benchmark(same_time[0])}.",
    )


def _baseline(claim: Claim, record: Record) -> Finding:
    there = [one for one in record.row.baselines if figures.same_unit(one.unit, claim.unit)]
    for one in there:
        if fits(claim, one.value):
            return consistent(claim, f"The baseline is {wording.amount(one.value, one.unit)}.")
    if len(there) != 1 or record.strange(claim) or not _may_be(claim.period, there[0].period):
        return uncheckable(claim, "No baseline on record is for certain the one meant.")
    said = wording.amount(claim.value or 0.0, claim.unit)
    is_ = wording.amount(there[0].value, there[0].unit)
    return contradicted(claim, f"The words name a baseline of {said}; the plan's is {is_}.")


def _figure(claim: Claim, record: Record) -> Finding:
    bearing = next(_bearing_out(claim, record), None)
    if bearing is not None:
        return consistent(claim, bearing)
    if claim.part not in (Part.RESULT, Part.COMPARED) or claim.whole is not None:
        return uncheckable(claim, "Nothing on record speaks of this figure.")
    against = _opposed(claim, record)
    if len(against) != 1:
        return uncheckable(claim, "No figure on record is for certain of the same thing and time.")
    one = against[0]
    kind = "the figure" if claim.period is not None else "the latest figure"
    return contradicted(
        claim,
        f"The words say {_amount(claim)}; {kind} on record is {wording.figure(one)} "
        f"{when(one.period)}".rstrip()
        + ".",
    )


def _bearing_out(claim: Claim, record: Record) -> Iterator[str]:
    """Each thing on record that is this figure, in words."""
    for one in (*reversed(record.told), *record.compared):
        if not claim.inferred and not _may_be(claim.period, one.period):
            continue
        value = one.value or 0.0
        if figures.same_unit(one.unit, claim.unit) and fits(claim, value):
            yield f"On record: {wording.figure(one)} {when(one.period)}".rstrip() + "."
        for count in (one.numerator, one.denominator):
            if count is not None and claim.unit != PERCENT and claim.value == count:
                yield f"On record, as one of the counts behind {wording.figure(one)}."
        beside = one.compared_with
        if beside and figures.same_unit(one.unit, claim.unit) and fits(claim, beside.value):
            yield f"On record, beside {wording.figure(one)}."
    for start in record.row.baselines:
        if figures.same_unit(start.unit, claim.unit) and fits(claim, start.value):
            yield f"The baseline is {wording.amount(start.value, start.unit)}."


def _opposed(claim: Claim, record: Record) -> tuple[Observation, ...]:
    """The figures on record that must be this one, and are not."""
    if claim.denied or record.strange(claim) or _counts_bodies(claim, record):
        return ()
    if claim.period is not None:
        there = [
            one for one in (*record.own, *record.compared) if _is_same(claim.period, one.period)
        ]
        there = [one for one in there if record.topic.is_own(one.of) and not one.area]
        there = [one for one in there if figures.same_unit(one.unit, claim.unit)]
    else:
        if claim.names_time or claim.part is not Part.RESULT or not claim.first:
            return ()
        there = list(record.latest(claim, claim.unit))
    found = Record.of_group(there, claim)
    values = {one.value for one in found}
    if len(values) != 1 or any(one.comparator is not Comparator.EQ for one in found):
        return ()
    return () if _is_answered(claim, record, found[0]) else found[:1]


_BODIES = content(
    "schools teams services providers settings districts areas agencies partners heads"
)


def _counts_bodies(claim: Claim, record: Record) -> bool:
    """“Half of schools have improved”: schools, where the row is about those who attend them."""
    of = content(claim.of)
    head = content(_BEHIND.split(getattr(record.row, "quantity", "") or record.row.text)[0])
    return bool(of) and of <= _BODIES and not of & head


_BEHIND = re.compile(r"\s(?:in|of|at|from|with|by|for)\s")


def _is_answered(claim: Claim, record: Record, figure: Observation) -> bool:
    """Whether another figure of the words is the one on record already."""
    others = (one for one in record.claims if one.kind is ClaimKind.LEVEL and one is not claim)
    return any(
        one.value == figure.value
        and figures.same_unit(one.unit, figure.unit)
        and one.part in (Part.RESULT, claim.part)
        for one in others
    )


def _may_be(said: Period | None, on_record: Period | None) -> bool:
    """Whether two times may be one; the end of a part may be told as the whole."""
    if said is None or on_record is None:
        return True
    return said.same_time_as(on_record) or said.covers(on_record) or on_record.covers(said)


def _is_same(said: Period | None, on_record: Period | None) -> bool:
    if said is None or on_record is None:
        return said is on_record
    return said.same_time_as(on_record)

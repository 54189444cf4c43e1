"""Percentages that cannot be, and figures in another unit than their target's."""

import re
from collections.abc import Iterator

from headway.checking.findings import Severity
from headway.checking.rule import Fault, Rule
from headway.checking.subject import Subject, levels, quoted
from headway.commentary.rules.arithmetic import can_be
from headway.domain.observations import Observation
from headway.domain.quantities import (
    COUNT,
    PERCENT,
    POINTS,
    TEXT,
    Comparator,
    Unit,
    plain,
    rounded,
    shown,
)
from headway.language.claims.figures import shares_in

_SHARES = {PERCENT, POINTS}


def _cannot_be(subject: Subject) -> Iterator[Fault]:
    for row in subject.rows:
        for one in subject.figures(row.id):
            part, whole = one.numerator, one.denominator
            if one.unit != PERCENT or one.value is None or part is None or whole is None:
                continue
            share = plain(one.value)
            if one.comparator is Comparator.EQ and not can_be(one.value, exact(share), part, whole):
                yield Fault(
                    sentence=_sentence(quoted(row), share, part, whole),
                    row=row.id,
                    place=one.place or subject.place(row),
                )
        for said in subject.progress(row.id):
            for claim in shares_in(said.text):
                value, part, whole = claim.value or 0.0, claim.parts[0], claim.whole or 0.0
                if not can_be(value, claim.decimals, part, whole):
                    yield Fault(
                        sentence=_sentence(quoted(row), f"{value:.{claim.decimals}f}", part, whole),
                        row=row.id,
                        place=said.place or subject.place(row),
                    )


def exact(share: str) -> int:
    """How many decimals a printed number has."""
    return len(share.partition(".")[2])


def _sentence(name: str, share: str, part: float, whole: float) -> str:
    counts = f"{shown(part, COUNT)} of {shown(whole, COUNT)}"
    really = f"is {rounded(part / whole * 100, 1)}%" if whole else "is no percentage"
    return f"{name} reports {share}% beside {counts}, which {really}."


CANNOT_BE = Rule(
    code="HW305",
    name="impossible-percentage",
    severity=Severity.ERROR,
    title="A percentage cannot come from the counts beside it",
    why=(
        "One of three numbers is wrong, and a reader who checks it stops trusting the rest. "
        "Rounding either way is allowed for."
    ),
    hint="Ask whoever gave the figures which of the three is wrong.",
    bad="""\
measures:
  - id: placed
    text: Pupils placed within six days
    progress:
      - {text: "95 of 200 pupils were placed in time (54%)"}
""",
    good="""\
measures:
  - id: placed
    text: Pupils placed within six days
    progress:
      - {text: "95 of 200 pupils were placed in time (48%)"}
""",
    faults=_cannot_be,
)

_GROWTH = re.compile(r"increas|rise|rose|grow|grew|chang|more than|up by|gap|differ", re.IGNORECASE)


def _out_of_range(subject: Subject) -> Iterator[Fault]:
    for row in subject.rows:
        for one in subject.figures(row.id):
            if one.value is None or one.unit not in {PERCENT, COUNT}:
                continue
            if _GROWTH.search(f"{one.of} {one.words}") or one.comparator is Comparator.CHANGE_BY:
                continue
            if one.value >= 0 and (one.unit == COUNT or one.value <= 100):
                continue
            problem = "below nought" if one.value < 0 else "more than all"
            yield Fault(
                sentence=f"{quoted(row)} reports {_figure(one)}, which is {problem}.",
                row=row.id,
                place=one.place or subject.place(row),
            )
        for target in levels(row.targets):
            if target.unit == PERCENT and target.value is not None and target.value > 100:
                yield Fault(
                    sentence=f"{quoted(row)} is to reach {shown(target.value, PERCENT)}, "
                    "which is more than all.",
                    row=row.id,
                    place=subject.place(row),
                )


def _figure(one: Observation) -> str:
    when = f" for {one.period}" if one.period else ""
    return f"{shown(one.value or 0.0, one.unit)}{when}"


OUT_OF_RANGE = Rule(
    code="HW306",
    name="out-of-range",
    severity=Severity.WARNING,
    title="A share is above 100%, or a count is below nought",
    why=(
        "Most often a slip of the decimal point. A share of an estimate can truly pass 100%; "
        "then say so in the row's note, and let it be ignored."
    ),
    hint='Correct the figure; for a change, name what it counts ("of: increase on last year").',
    bad="""\
measures:
  - id: attendance
    text: Increase attendance to 95% in 2020/21
    unit: "%"
    direction: increase
    kind: rate for the year to date
    targets: [{at_least: 95, period: AY 2020/21}]
    observations: [{period: AY 2020/21 T4, value: 934}]
""",
    good="""\
measures:
  - id: attendance
    text: Increase attendance to 95% in 2020/21
    unit: "%"
    direction: increase
    kind: rate for the year to date
    targets: [{at_least: 95, period: AY 2020/21}]
    observations: [{period: AY 2020/21 T4, value: 93.4}]
""",
    faults=_out_of_range,
)


def _may_stand_together(one: Unit, other: Unit) -> bool:
    return one == other or {one, other} <= _SHARES


def _other_unit(subject: Subject) -> Iterator[Fault]:
    for measure in subject.measures:
        targets = [one for one in levels(measure.targets) if one.unit != TEXT]
        figures = subject.figures(measure.id)
        if not targets or not figures:
            continue
        if any(_may_stand_together(t.unit, f.unit) for t in targets for f in figures):
            continue
        target, latest = targets[0], figures[-1]
        yield Fault(
            sentence=(
                f"{quoted(measure)} is to reach {shown(target.value or 0.0, target.unit)}, and "
                f"what is reported is {_figure(latest)}: the units differ."
            ),
            row=measure.id,
            place=latest.place or subject.place(measure),
        )


OTHER_UNIT = Rule(
    code="HW307",
    name="other-unit",
    severity=Severity.ERROR,
    title="The figure is in another unit than the target",
    why="A count cannot be held against a percentage; the measure cannot be judged at all.",
    hint="Ask for the figure in the target's unit, or for what the percentage is of.",
    bad="""\
measures:
  - id: schools
    text: All schools are signed up by July 2020
    unit: "%"
    direction: achieve
    kind: snapshot
    targets: [{value: 100, period: 2020-07}]
    observations: [{period: 2020-07, value: 310, unit: count}]
""",
    good="""\
measures:
  - id: schools
    text: All schools are signed up by July 2020
    unit: "%"
    direction: achieve
    kind: snapshot
    targets: [{value: 100, period: 2020-07}]
    observations: [{period: 2020-07, value: 96.9, numerator: 310, denominator: 320}]
""",
    faults=_other_unit,
)

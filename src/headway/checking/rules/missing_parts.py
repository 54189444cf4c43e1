"""A measure that lacks a part of its promise: the number, the way, the time, the start."""

import re
from collections.abc import Iterator

from headway.checking.findings import Severity
from headway.checking.rule import Fault, Rule
from headway.checking.subject import Subject, quoted
from headway.domain.plan import Measure
from headway.domain.quantities import (
    TEXT,
    Comparator,
    Direction,
    MeasureKind,
    Polarity,
    shown,
)

_COUNTABLE = re.compile(
    r"%|^\W*more\b|\b(numbers?|percentages?|per ?cent|proportions?|rates?|levels?|counts?|"
    r"totals?|share|average|mean|median|how many|fewer|days|weeks|hours|"
    r"gap between|attainment gap)\b",
    re.IGNORECASE,
)
_CHANGE = {
    Direction.INCREASE: "an increase",
    Direction.DECREASE: "a decrease",
    Direction.MAINTAIN: "to keep a level",
}


def is_countable(measure: Measure, subject: Subject) -> bool:
    """Whether the measure names something that can be counted, or figures of it are there."""
    if measure.baselines or any(one.value is not None for one in measure.targets):
        return True
    if _COUNTABLE.search(f"{measure.text} {measure.quantity}"):
        return True
    own = [one for one in subject.figures(measure.id) if not one.of]
    return measure.kind not in {MeasureKind.WORDS, MeasureKind.MILESTONE} and bool(own)


def _no_number(subject: Subject) -> Iterator[Fault]:
    for measure in subject.measures:
        promised = _CHANGE.get(measure.direction)
        if promised is None or measure.cannot_be_measured or measure.definition:
            continue
        has_words = any(one.words and one.unit == TEXT for one in measure.targets)
        if has_words or any(one.value is not None for one in measure.targets):
            continue
        if not is_countable(measure, subject):
            continue
        yield Fault(
            sentence=f"{quoted(measure)} promises {promised} and names no number to reach.",
            row=measure.id,
            place=subject.place(measure),
        )


NO_NUMBER = Rule(
    code="HW101",
    name="no-number",
    severity=Severity.ERROR,
    title="A measure promises a change and names no number to reach",
    why=(
        "Without a number nobody can say whether the promise was kept: any change at all, "
        "however small, would do. The board sees the measure as “no target”, in no colour."
    ),
    hint="Agree the number with the lead and write it as a target; or say why there is none.",
    bad="""\
measures:
  - id: timetables
    text: Reduce the number of children on part-time timetables in school year 19/20
    direction: decrease
    kind: snapshot
    targets:
      - {period: AY 2019/20}
""",
    good="""\
measures:
  - id: timetables
    text: Reduce the number of children on part-time timetables to 250 in school year 19/20
    direction: decrease
    kind: snapshot
    targets:
      - {at_most: 250, period: AY 2019/20}
""",
    faults=_no_number,
)


def _no_direction(subject: Subject) -> Iterator[Fault]:
    for measure in subject.measures:
        if measure.direction is not Direction.NONE or measure.polarity is not Polarity.UNKNOWN:
            continue
        bounded = {Comparator.LE, Comparator.LT, Comparator.GE, Comparator.GT}
        if any(one.comparator in bounded for one in measure.targets):
            continue
        counted = [one for one in subject.figures(measure.id) if not one.of]
        if not counted and not any(one.value is not None for one in measure.targets):
            continue
        yield Fault(
            sentence=f"{quoted(measure)} is counted, and nothing says whether more is better.",
            row=measure.id,
            place=subject.place(measure),
        )


NO_DIRECTION = Rule(
    code="HW102",
    name="no-direction",
    severity=Severity.WARNING,
    title="A measure is counted and does not say which way is better",
    why=(
        "A figure that rises can be good news or bad. Until the plan says which, no arrow and "
        "no colour can be drawn, and two readers will draw opposite conclusions. “Neither” is an "
        "answer too: more referrals can mean more need, or better reporting."
    ),
    hint='Write "Increase …" or "Reduce …", or give a polarity ("neither is better" is one).',
    bad="""\
measures:
  - id: appointments
    text: Number of appointments with a school nurse
    kind: cumulative in the year
    observations:
      - {period: 2020-09/2020-12, value: 2804}
""",
    good="""\
measures:
  - id: appointments
    text: Number of appointments with a school nurse
    kind: cumulative in the year
    polarity: higher is better
    observations:
      - {period: 2020-09/2020-12, value: 2804}
""",
    faults=_no_direction,
)


def _no_period(subject: Subject) -> Iterator[Fault]:
    for measure in subject.measures:
        if measure.responsibility.timetable.period is not None:
            continue
        for target in measure.targets:
            if target.value is None or target.period or target.stated_in == "progress":
                continue
            yield Fault(
                sentence=(
                    f"{quoted(measure)} is to reach {shown(target.value, target.unit)}, "
                    "and nothing says by when."
                ),
                row=measure.id,
                place=subject.place(measure),
            )
            break


NO_PERIOD = Rule(
    code="HW103",
    name="no-period",
    severity=Severity.WARNING,
    title="A target has no date",
    why=(
        "A target without a time is never missed. It also cannot be told from a standing rule: "
        "“all pupils are placed within six days” should say that it holds in every year."
    ),
    hint='Add the target\'s period, such as "AY 2019/20"; "per year" where it holds every year.',
    bad="""\
measures:
  - id: assessments
    text: Increase the number of early help assessments to 1,500
    direction: increase
    kind: cumulative in the year
    targets:
      - {at_least: 1500}
""",
    good="""\
measures:
  - id: assessments
    text: Increase the number of early help assessments to 1,500 in 2019/20
    direction: increase
    kind: cumulative in the year
    targets:
      - {at_least: 1500, period: FY 2019/20}
""",
    faults=_no_period,
)


def _no_baseline(subject: Subject) -> Iterator[Fault]:
    for measure in subject.measures:
        if measure.baselines or subject.figures(measure.id):
            continue
        for target in measure.targets:
            if target.value is None or target.comparator is not Comparator.CHANGE_BY:
                continue
            yield Fault(
                sentence=(
                    f"{quoted(measure)} is to change by {shown(abs(target.value), target.unit)}, "
                    "and nothing says from what."
                ),
                row=measure.id,
                place=subject.place(measure),
            )
            break


NO_BASELINE = Rule(
    code="HW104",
    name="no-baseline",
    severity=Severity.ERROR,
    title="A target is a change, and the figure it starts from is not there",
    why=(
        "“Reduce by 10%” is a number only for somebody who knows the start. When the start is "
        "left open, it tends to be chosen afterwards, and the promise is always kept."
    ),
    hint="Add the baseline with its period, or write the level to reach.",
    bad="""\
measures:
  - id: waits
    text: Reduce waits over 12 weeks by 10% in 2019/20
    direction: decrease
    kind: snapshot
    targets:
      - {change_by: 10, unit: "%", period: FY 2019/20}
""",
    good="""\
measures:
  - id: waits
    text: Reduce waits over 12 weeks by 10% in 2019/20 (from 200 in 2018/19)
    direction: decrease
    kind: snapshot
    targets:
      - {change_by: 10, unit: "%", period: FY 2019/20}
    baselines:
      - {value: 200, period: FY 2018/19}
""",
    faults=_no_baseline,
)

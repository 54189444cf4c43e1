"""The same figure stated differently in two places."""

import re
from collections.abc import Iterator

from headway.checking.findings import Severity
from headway.checking.rule import Fault, Rule
from headway.checking.subject import Subject, levels, quoted, same_thing
from headway.domain.observations import Observation
from headway.domain.plan import Baseline, Measure, Row, Target
from headway.domain.quantities import Comparator, Unit, shown

_SCALES = {"k": 1e3, "thousand": 1e3, "m": 1e6, "million": 1e6, "bn": 1e9, "billion": 1e9}
_SCALE = r"(?: ?(?P<scale>k|m|bn|thousand|million|billion)\b)?"
_TO_NUMBER = re.compile(
    r"(?:\(?\btarget(?: of| is|:)? (?P<target>\d[\d,]*(?:\.\d+)?)"
    r"|(?<!\d )(?<!\d)(?<!up )\bto (?:at least |at most |no more than )?[£$€]?"
    r"(?P<level>\d[\d,]*(?:\.\d+)?)(?![\d,]*(?:[/-]|:\d| ?year|st\b|nd\b|rd\b|th\b)))" + _SCALE,
    re.IGNORECASE,
)
_ANY_NUMBER = re.compile(rf"(?P<digits>\d[\d,]*(?:\.\d+)?){_SCALE}", re.IGNORECASE)


def _stated_differently(subject: Subject) -> Iterator[Fault]:
    for row in subject.rows:
        for one, other, when in _pairs(subject, row):
            yield Fault(
                sentence=f"{quoted(row)} is stated differently in two places{when}: "
                f"{one} and {other}.",
                row=row.id,
                place=subject.place(row),
            )


def _pairs(subject: Subject, row: Row) -> Iterator[tuple[str, str, str]]:
    """Two statements of one thing that differ, with the time they are for."""
    figures = [one for one in subject.figures(row.id) if one.comparator is Comparator.EQ]
    yield from _figures_twice(figures)
    yield from _compared(figures)
    yield from _baselines(row.baselines, figures)
    yield from _targets(row.targets)
    if isinstance(row, Measure):
        yield from _target_in_words(row)


def _figures_twice(figures: list[Observation]) -> Iterator[tuple[str, str, str]]:
    first: dict[tuple[object, ...], Observation] = {}
    for one in figures:
        if one.period is None:
            continue
        other = first.setdefault(same_thing(one), one)
        if other.value != one.value:
            yield _say(other.value, other.unit), _say(one.value, one.unit), f" for {one.period}"


def _compared(figures: list[Observation]) -> Iterator[tuple[str, str, str]]:
    """Last year's figure as reported then, and as looked back on now."""
    known = {same_thing(one): one for one in figures if one.period}
    for one in figures:
        beside = one.compared_with
        if beside is None or beside.period is None:
            continue
        thing = (one.row, str(beside.period), one.unit, one.of, one.breakdown, one.area)
        other = known.get(thing)
        if other is not None and other.value != beside.value:
            yield (
                f"{_say(other.value, one.unit)} when it was reported",
                f"{_say(beside.value, one.unit)} when it was looked back on",
                f" for {beside.period}",
            )


def _baselines(
    baselines: tuple[Baseline, ...], figures: list[Observation]
) -> Iterator[tuple[str, str, str]]:
    for start in baselines:
        for one in figures:
            alike = one.unit == start.unit and one.breakdown == start.breakdown and not one.of
            if alike and start.period and one.period == start.period and one.value != start.value:
                yield (
                    f"{_say(start.value, start.unit)} as its baseline",
                    f"{_say(one.value, one.unit)} as a figure",
                    f" for {start.period}",
                )


def _targets(targets: tuple[Target, ...]) -> Iterator[tuple[str, str, str]]:
    own = [one for one in levels(targets) if one.stated_in != "progress"]
    for told in (one for one in levels(targets) if one.stated_in == "progress"):
        beside = [
            one
            for one in own
            if one.unit == told.unit
            and one.breakdown == told.breakdown
            and (told.period is None or one.period is None or told.period == one.period)
        ]
        if beside and all(one.value != told.value for one in beside):
            yield (
                f"{_say(beside[0].value, told.unit)} as its target",
                f"{_say(told.value, told.unit)} as the target in its progress",
                "",
            )


def _target_in_words(measure: Measure) -> Iterator[tuple[str, str, str]]:
    """The words say "to 65" and the target is 60, which they do not name at all."""
    own = [one for one in levels(measure.targets) if one.stated_in != "progress"]
    known = {one.value for one in measure.targets} | {one.value for one in measure.baselines}
    printed = {
        _number(found["digits"], found["scale"]) for found in _ANY_NUMBER.finditer(measure.text)
    }
    named = [
        _number(found["target"] or found["level"], found["scale"])
        for found in _TO_NUMBER.finditer(measure.text)
    ]
    named = [value for value in named if not 1990 <= value <= 2060]
    if own and named and not known & printed:
        yield (
            f"{_say(own[0].value, own[0].unit)} as its target",
            f"{_say(named[0], own[0].unit)} in its words",
            "",
        )


def _number(digits: str, scale: str | None) -> float:
    return float(digits.replace(",", "")) * _SCALES.get((scale or "").lower(), 1.0)


def _say(value: float | None, unit: Unit) -> str:
    return "nothing" if value is None else shown(value, unit)


STATED_DIFFERENTLY = Rule(
    code="HW311",
    name="stated-differently",
    severity=Severity.ERROR,
    title="A figure is stated differently in two places",
    why=(
        "Either one is wrong or the figure was revised and nobody said so. A revised figure is "
        "welcome: it is a new one, with the day it became known, and both stay on record."
    ),
    hint="Correct one of the two, or give the later one the day it became known (known_at).",
    bad="""\
measures:
  - id: exclusions
    text: Reduce the number of permanent exclusions to 65 in school year 19/20
    direction: decrease
    kind: cumulative in the year
    targets: [{at_most: 65, period: AY 2019/20}]
    observations:
      - {period: AY 2018/19 T4, value: 49}
      - period: AY 2019/20 T4
        value: 70
        compared_with: {value: 52, period: AY 2018/19 T4}
""",
    good="""\
measures:
  - id: exclusions
    text: Reduce the number of permanent exclusions to 65 in school year 19/20
    direction: decrease
    kind: cumulative in the year
    targets: [{at_most: 65, period: AY 2019/20}]
    observations:
      - {period: AY 2018/19 T4, value: 49, known_at: 2019-05-01}
      - {period: AY 2018/19 T4, value: 52, known_at: 2019-11-01}
      - period: AY 2019/20 T4
        value: 70
        compared_with: {value: 52, period: AY 2018/19 T4}
""",
    faults=_stated_differently,
)

"""Targets that are met before they begin, do not add up, or stand in the wrong place."""

import re
from collections.abc import Iterator

from headway.checking.findings import Severity
from headway.checking.rule import Fault, Rule
from headway.checking.rules.target_years import days
from headway.checking.subject import Subject, levels, quoted
from headway.domain.plan import Measure, Target
from headway.domain.quantities import (
    PERCENT,
    POINTS,
    Comparator,
    Direction,
    Polarity,
    polarity_of,
    rounded,
    shown,
)


def _is_met(value: float, target: Target, polarity: Polarity) -> bool:
    """Whether a figure meets a target; False where the two cannot be compared."""
    if target.value is None:
        return False
    if polarity is Polarity.LOW:
        return value <= target.value
    return polarity is Polarity.HIGH and value >= target.value


def _starts(subject: Subject, measure: Measure, target: Target) -> Iterator[tuple[float, str]]:
    """Where the measure stood before the target's time: baselines, and earlier whole years."""
    for baseline in measure.baselines:
        if baseline.unit == target.unit and baseline.breakdown == target.breakdown:
            yield baseline.value, f"its baseline is {shown(baseline.value, baseline.unit)}"
    due = days(target.period or subject.year)
    for one in subject.figures(measure.id):
        known = days(one.period)
        if one.period is None or one.value is None or due is None or known is None:
            continue
        alike = one.unit == target.unit and one.breakdown == target.breakdown and not one.of
        whole = not one.period.is_part_year or one.unit == PERCENT
        if alike and whole and known[1] < due[0]:
            yield one.value, f"in {one.period} it was {shown(one.value, one.unit)}"


def _already_met(subject: Subject) -> Iterator[Fault]:
    for measure in subject.measures:
        polarity = measure.polarity
        if polarity is Polarity.UNKNOWN:
            polarity = polarity_of(measure.direction)
        if measure.direction in {Direction.MAINTAIN, Direction.ACHIEVE}:
            continue
        for target in levels(measure.targets)[-1:]:
            for value, words in _starts(subject, measure, target):
                if target.value is None or not _is_met(value, target, polarity):
                    continue
                wanted = "no more than" if polarity is Polarity.LOW else "at least"
                reach = f"{wanted} {shown(target.value, target.unit)}"
                yield Fault(
                    sentence=f"{quoted(measure)} is to be {reach}, and {words} already.",
                    row=measure.id,
                    place=subject.place(measure),
                )
                break


ALREADY_MET = Rule(
    code="HW108",
    name="target-already-met",
    severity=Severity.WARNING,
    title="A target was met before its time began",
    why=(
        "A target that the start already meets asks for nothing, and lets things get worse "
        "without anybody noticing. Often two figures were swapped, or last year's target was "
        "kept after a good year."
    ),
    hint="Set a target beyond the start, or say that the level is to be kept.",
    bad="""\
measures:
  - id: access
    text: Increase children with access to mental health services to 35% in 2020/21
    direction: increase
    kind: annual
    unit: "%"
    targets:
      - {at_least: 35, period: FY 2020/21}
    baselines:
      - {value: 54, period: FY 2019/20}
""",
    good="""\
measures:
  - id: access
    text: Increase children with access to mental health services to 60% in 2020/21
    direction: increase
    kind: annual
    unit: "%"
    targets:
      - {at_least: 60, period: FY 2020/21}
    baselines:
      - {value: 54, period: FY 2019/20}
""",
    faults=_already_met,
)

_BY_FROM_TO = re.compile(
    r"\bby (?P<by>\d+(?:\.\d+)?) ?(?P<by_unit>%|per ?cent(?:age points?)?|pp|points?)?"
    r"[^.;]{0,30}?\bfrom (?P<start>\d+(?:\.\d+)?) ?(?P<unit>%|per ?cent)?"
    r" to (?P<end>\d+(?:\.\d+)?)(?!\d)",
    re.IGNORECASE,
)
_SAYS_POINTS = ("point", "points", "pp")


def _sums(subject: Subject) -> Iterator[tuple[Measure, float, float, float, str, bool]]:
    """Each "by 3% from 23% to 20%": the change, both ends, its unit, and whether ends are %."""
    for measure in subject.measures:
        for found in _BY_FROM_TO.finditer(measure.text):
            unit = (found["by_unit"] or "").lower()
            ends = (float(found["start"]), float(found["end"]))
            yield measure, float(found["by"]), *ends, unit, bool(found["unit"])


def _does_not_add_up(subject: Subject) -> Iterator[Fault]:
    for measure, change, start, end, unit, ends_are_percent in _sums(subject):
        gap = abs(end - start)
        relative = abs(gap / start * 100) if start else None
        ok_plain = abs(gap - change) < 0.051
        ok_relative = relative is not None and abs(relative - change) <= 0.5
        says_percent = unit.startswith(("%", "per")) and not unit.endswith(_SAYS_POINTS)
        if ok_plain and (not says_percent or ends_are_percent):
            continue
        if ok_relative and says_percent:
            continue
        both = f"from {rounded_short(start)} to {rounded_short(end)}"
        relative_words = f", or {rounded(relative, 1)}% of the start" if relative else ""
        yield Fault(
            sentence=(
                f"{quoted(measure)} says a change by {rounded_short(change)}{unit[:1]}, and "
                f"{both} is a change by {rounded_short(gap)}{relative_words}."
            ),
            row=measure.id,
            place=subject.place(measure),
        )


def rounded_short(value: float) -> str:
    """At most two decimals, none where they are zero."""
    return rounded(value, 2).rstrip("0").rstrip(".")


DOES_NOT_ADD_UP = Rule(
    code="HW109",
    name="change-does-not-add-up",
    severity=Severity.ERROR,
    title="The change, the start and the end of a target do not agree",
    why="Three numbers where two would do; when they disagree, each reader picks one.",
    hint="Correct one of the three numbers, or leave out the size of the change.",
    bad="""\
measures:
  - id: gap
    text: Reduce the gap by 5 points from 23% to 20% in 2019
    direction: decrease
    kind: annual
    unit: "%"
    targets:
      - {at_most: 20, period: 2019}
""",
    good="""\
measures:
  - id: gap
    text: Reduce the gap by 3 points from 23% to 20% in 2019
    direction: decrease
    kind: annual
    unit: "%"
    targets:
      - {at_most: 20, period: 2019}
""",
    faults=_does_not_add_up,
)


def _percent_for_points(subject: Subject) -> Iterator[Fault]:
    for measure, change, start, end, unit, ends_are_percent in _sums(subject):
        says_percent = unit.startswith(("%", "per")) and not unit.endswith(_SAYS_POINTS)
        if not says_percent or not ends_are_percent or abs(abs(end - start) - change) >= 0.051:
            continue
        yield Fault(
            sentence=(
                f"{quoted(measure)} says by {rounded_short(change)}%, and from "
                f"{rounded_short(start)}% to {rounded_short(end)}% is "
                f"{shown(change, POINTS)}: {rounded_short(change)}% of {rounded_short(start)}% "
                f"would be {shown(round(start * change / 100, 2), POINTS)}."
            ),
            row=measure.id,
            place=subject.place(measure),
        )


PERCENT_FOR_POINTS = Rule(
    code="HW110",
    name="percent-for-points",
    severity=Severity.NOTE,
    title="A change in a percentage is called per cent where percentage points are meant",
    why=(
        "“By 3%” on 23% is 22.3% to one reader and 20% to another. Here the two ends show which "
        "is meant; where they are left out, as in a summary, nothing does."
    ),
    hint='Write "percentage points".',
    bad="""\
measures:
  - id: gap
    text: Reduce the gap by 3% in 2019 from 23% to 20%
    direction: decrease
    kind: annual
    unit: "%"
    targets:
      - {at_most: 20, period: 2019}
""",
    good="""\
measures:
  - id: gap
    text: Reduce the gap by 3 percentage points in 2019 from 23% to 20%
    direction: decrease
    kind: annual
    unit: "%"
    targets:
      - {at_most: 20, period: 2019}
""",
    faults=_percent_for_points,
)


def _only_in_progress(subject: Subject) -> Iterator[Fault]:
    for measure in subject.measures:
        stated = [one for one in measure.targets if one.value is not None]
        if not stated or any(one.stated_in != "progress" for one in stated):
            continue
        first = stated[-1]
        yield Fault(
            sentence=(
                f"{quoted(measure)} names no target; only its progress does: "
                f"{shown(first.value or 0.0, first.unit)}."
            ),
            row=measure.id,
            place=subject.place(measure),
        )


ONLY_IN_PROGRESS = Rule(
    code="HW111",
    name="target-only-in-progress",
    severity=Severity.WARNING,
    title="A target is named only in the progress",
    why=(
        "Whoever reports the figure then also sets what it is held against, and can change it "
        "from one report to the next. A target belongs to the plan that the board adopted."
    ),
    hint="Ask the board to adopt the target, and write it in the measure.",
    bad="""\
measures:
  - id: access
    text: Increase the proportion of children with access to mental health services
    direction: increase
    kind: annual
    unit: "%"
    targets:
      - {at_least: 34, period: FY 2019/20, stated_in: progress}
""",
    good="""\
measures:
  - id: access
    text: Increase children with access to mental health services to 34% in 2019/20
    direction: increase
    kind: annual
    unit: "%"
    targets:
      - {at_least: 34, period: FY 2019/20}
""",
    faults=_only_in_progress,
)

_UP_TO = re.compile(r"\bup to (?:£ ?|\$ ?|€ ?)?\d[\d,.]*", re.IGNORECASE)


def _up_to(subject: Subject) -> Iterator[Fault]:
    for measure in subject.measures:
        found = _UP_TO.search(measure.text)
        if found is None or measure.direction is Direction.DECREASE:
            continue
        if not any(one.comparator is not Comparator.CHANGE_BY for one in levels(measure.targets)):
            continue
        yield Fault(
            sentence=(
                f'{quoted(measure)} says "{found[0].rstrip(".,")}", which can be a ceiling '
                "or a hope."
            ),
            row=measure.id,
            place=subject.place(measure),
        )


UP_TO = Rule(
    code="HW112",
    name="up-to",
    severity=Severity.WARNING,
    title="“Up to” may be a ceiling or a number to reach",
    why=(
        "“Up to 2,000 a year” is kept by doing nothing if it is read as a ceiling, and missed by "
        "1,999 if it is read as a goal."
    ),
    hint='Write "at least" or "no more than".',
    bad="""\
measures:
  - id: networks
    text: Local networks will support up to 2000 assessments a year
    direction: achieve
    kind: cumulative in the year
    targets:
      - {at_most: 2000, period: per year}
""",
    good="""\
measures:
  - id: networks
    text: Local networks will support at least 2000 assessments a year
    direction: achieve
    kind: cumulative in the year
    targets:
      - {at_least: 2000, period: per year}
""",
    faults=_up_to,
)

"""Figures that were lost, were never given, or are said to be out of reach."""

import re
from collections.abc import Iterator

from headway.checking.findings import Severity
from headway.checking.rule import Fault, Rule
from headway.checking.subject import Subject, levels, quoted, told
from headway.domain.doubts import DoubtReason
from headway.domain.observations import State
from headway.domain.quantities import shown


def _lost(subject: Subject) -> Iterator[Fault]:
    for row in subject.rows:
        for one in subject.observations(row.id):
            if one.state is State.LOST:
                when = f" for {one.period}" if one.period else ""
                yield Fault(
                    sentence=f"The figure of {quoted(row)}{when} can no longer be read.",
                    row=row.id,
                    place=one.place or subject.place(row),
                )
                break
        else:
            for doubt in subject.doubts(row.id, DoubtReason.LOST_FIGURE)[:1]:
                yield Fault(sentence=told(doubt), row=row.id, place=doubt.place)


LOST = Rule(
    code="HW308",
    name="lost-figure",
    severity=Severity.ERROR,
    title="A figure stood in the document and can no longer be read",
    why=(
        "It is not nought and it is not “not reported”: somebody gave it. It stays missing until "
        "a person finds it, and nothing is put in its place."
    ),
    hint="Look it up in the document before it was converted, or ask the lead.",
    bad="""\
measures:
  - id: suspensions
    text: Reduce suspensions of secondary pupils with special needs to 340 in 19/20
    direction: decrease
    kind: cumulative in the year
    targets: [{at_most: 340, period: AY 2019/20}]
    observations: [{period: AY 2019/20 T4, state: lost}]
""",
    good="""\
measures:
  - id: suspensions
    text: Reduce suspensions of secondary pupils with special needs to 340 in 19/20
    direction: decrease
    kind: cumulative in the year
    targets: [{at_most: 340, period: AY 2019/20}]
    observations: [{period: AY 2019/20 T4, value: 300}]
""",
    faults=_lost,
)

_ALL_OF_IT = re.compile(
    r"\b(all|every|each|fully|none|no|nil|zero|complet\w+|achieved|both)\b", re.IGNORECASE
)
_POINTS = re.compile(r"\b(refer|see|attached|below|above)\b", re.IGNORECASE)


def _no_figure(subject: Subject) -> Iterator[Fault]:
    for measure in subject.measures:
        targets = levels(measure.targets)
        said = [one for one in subject.progress(measure.id) if one.text.strip()]
        if not targets or not said or subject.observations(measure.id):
            continue
        if subject.doubts(measure.id, DoubtReason.LOST_FIGURE):
            continue
        words = " ".join(one.text for one in said)
        whole = any(one.value in {0, 100} for one in targets)
        if any(one.points_to for one in said) or _POINTS.search(words):
            continue  # the rules on pointers speak of these
        if whole and _ALL_OF_IT.search(words):
            continue
        first = targets[0]
        yield Fault(
            sentence=(
                f"{quoted(measure)} is to reach {shown(first.value or 0.0, first.unit)}, and its "
                "progress is told without a figure."
            ),
            row=measure.id,
            place=said[0].place or subject.place(measure),
            unless=("HW301",),
        )


NO_FIGURE = Rule(
    code="HW309",
    name="no-figure",
    severity=Severity.WARNING,
    title="A measure with a number is answered in words",
    why="However good the words, nobody can tell from them how far the number is away.",
    hint="Ask the lead for the figure, with the time it is for.",
    bad="""\
measures:
  - id: assessments
    text: Increase the number of early help assessments to 1,500 in 2019/20
    direction: increase
    kind: cumulative in the year
    targets: [{at_least: 1500, period: FY 2019/20}]
    progress:
      - {text: Teams have worked hard and more families were helped.}
""",
    good="""\
measures:
  - id: assessments
    text: Increase the number of early help assessments to 1,500 in 2019/20
    direction: increase
    kind: cumulative in the year
    targets: [{at_least: 1500, period: FY 2019/20}]
    observations: [{period: FY 2019/20, value: 1862}]
    progress:
      - {text: 1862 in 2019/20}
""",
    faults=_no_figure,
)

_OUT_OF_REACH = re.compile(
    r"\b(?:unable|not able|not possible|difficult|too early|cannot|can ?not|could not|can't|yet)\b"
    r"(?: \w+){0,4}? to (?:\w+ )?(?:measure|assess|judge|evidence|quantify)"
    r"|\b(?:cannot|can ?not|could not|can't) (?:\w+ )?(?:be )?(?:measured?|assess(?:ed)?|judged?)"
    r"|\btoo early to\b|\b(?:was|were|is|are) not (?:\w+ )?(?:collected|published)"
    r"|\bnot collected\b|\bofsted (?:is |was |were )?suspended|inspections? (?:is |was |were |have "
    r"been )?suspended",
    re.IGNORECASE,
)


def _out_of_reach(subject: Subject) -> Iterator[Fault]:
    for measure in subject.measures:
        if measure.cannot_be_measured or subject.observations(measure.id):
            continue
        for said in subject.progress(measure.id):
            found = _OUT_OF_REACH.search(said.text)
            if found is None:
                continue
            yield Fault(
                sentence=(
                    f"{quoted(measure)} could not be measured, as its progress says "
                    f'("{found[0].lower()}"), and the plan does not.'
                ),
                row=measure.id,
                place=said.place or subject.place(measure),
            )
            break


OUT_OF_REACH = Rule(
    code="HW310",
    name="said-unmeasurable",
    severity=Severity.WARNING,
    title="The progress says that the measure cannot be measured, and the plan does not",
    why=(
        "“Not collected” and “too early” are states, not colours. Until they are held as such, "
        "the measure counts as unanswered, and the same question is asked at every meeting."
    ),
    hint=(
        "Give a state (not collected, not yet due, cannot be assessed) for the period, or the "
        "reason under cannot_be_measured; and agree with the board what to use instead."
    ),
    bad="""\
measures:
  - id: attendance
    text: Attendance in 2019/20 is at or above the national figure
    progress:
      - {text: National data for 2019/20 was not collected.}
""",
    good="""\
measures:
  - id: attendance
    text: Attendance in 2019/20 is at or above the national figure
    observations: [{period: AY 2019/20, state: not collected}]
    progress:
      - {text: National data for 2019/20 was not collected.}
""",
    faults=_out_of_reach,
)


def _no_time(subject: Subject) -> Iterator[Fault]:
    for measure in subject.measures:
        figures = subject.figures(measure.id)
        if not levels(measure.targets) or not figures:
            continue
        if any(one.period is not None for one in figures):
            continue
        first = figures[0]
        yield Fault(
            sentence=(
                f"{quoted(measure)} reports {shown(first.value or 0.0, first.unit)}, and nothing "
                "says when that was true."
            ),
            row=measure.id,
            place=first.place or subject.place(measure),
            unless=("HW301",),
        )


NO_TIME = Rule(
    code="HW316",
    name="figure-without-time",
    severity=Severity.WARNING,
    title="A figure does not say when it was true",
    why=(
        "“At last publication” may be last month or two years ago. A figure without its time "
        "cannot be held against a target, nor against last year."
    ),
    hint="Ask for the period, and write it beside the figure.",
    bad="""\
measures:
  - id: access
    text: Increase children with access to mental health services to 35% in 2020/21
    unit: "%"
    direction: increase
    kind: annual
    targets: [{at_least: 35, period: FY 2020/21}]
    observations: [{value: 52.4}]
""",
    good="""\
measures:
  - id: access
    text: Increase children with access to mental health services to 35% in 2020/21
    unit: "%"
    direction: increase
    kind: annual
    targets: [{at_least: 35, period: FY 2020/21}]
    observations: [{value: 52.4, period: FY 2020/21 Q3}]
""",
    faults=_no_time,
)

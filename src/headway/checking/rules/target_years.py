"""The year of a target, of the plan, of the document and of the figure."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from headway.checking.findings import Severity
from headway.checking.rule import Fault, Rule
from headway.checking.subject import Subject, levels, quoted
from headway.domain.observations import Observation
from headway.domain.periods import Period, PeriodKind
from headway.domain.plan import Target

_SCHOOL_OR_FINANCE = {PeriodKind.ACADEMIC_YEAR, PeriodKind.FINANCIAL_YEAR}


def days(period: Period | None) -> tuple[date, date] | None:
    """First and last day; None where the period has none."""
    if period is None:
        return None
    first, last = period.first_day(), period.last_day()
    return (first, last) if first and last else None


def overlap(one: Period | None, other: Period | None) -> bool | None:
    """Whether they share a day; None where that cannot be known."""
    mine, theirs = days(_alike(one, other)), days(_alike(other, one))
    if mine is None or theirs is None:
        return None
    return mine[0] <= theirs[1] and theirs[0] <= mine[1]


def is_over(target: Target, year: Period | None) -> bool:
    """Whether the target's time had ended before the document's year began."""
    due, covered = days(_alike(target.period, year)), days(_alike(year, target.period))
    return due is not None and covered is not None and due[1] < covered[0]


def _alike(period: Period | None, beside: Period | None) -> Period | None:
    """A split year ("2019/20") read as the kind of year that it stands beside."""
    if period is None or beside is None or period.kind is not PeriodKind.SPLIT_YEAR:
        return period
    kind = beside.whole_year().kind
    return replace(period, kind=kind) if kind in _SCHOOL_OR_FINANCE else period


def _outside_term(subject: Subject) -> Iterator[Fault]:
    term = subject.plan.term
    for row in subject.rows:
        for target in row.targets:
            if overlap(target.period, term) is False:
                yield Fault(
                    sentence=(
                        f"{quoted(row)} has a target for {target.period}, and the plan runs {term}."
                    ),
                    row=row.id,
                    place=subject.place(row),
                )
                break


OUTSIDE_TERM = Rule(
    code="HW105",
    name="target-outside-term",
    severity=Severity.ERROR,
    title="A target's year is not in the plan's term",
    why=(
        "Nobody will be asked about a target after the plan has ended, or it was left over from "
        "the plan before. Often it is a slip of one digit."
    ),
    hint="Correct the target's period, or extend the plan's term.",
    bad="""\
term: 2018/2023
measures:
  - id: absence
    text: Reduce persistent absence to 6.7% or less in school year 2029/30
    direction: decrease
    kind: rate for the year to date
    unit: "%"
    targets:
      - {at_most: 6.7, period: AY 2029/30}
""",
    good="""\
term: 2018/2023
measures:
  - id: absence
    text: Reduce persistent absence to 6.7% or less in school year 2019/20
    direction: decrease
    kind: rate for the year to date
    unit: "%"
    targets:
      - {at_most: 6.7, period: AY 2019/20}
""",
    faults=_outside_term,
)


def _target_is_over(subject: Subject) -> Iterator[Fault]:
    for measure in subject.measures:
        targets = measure.targets
        if targets and all(is_over(one, subject.year) for one in targets):
            yield Fault(
                sentence=(
                    f"{quoted(measure)} names {targets[-1].period}, "
                    f"which had ended before the year that is reported, {subject.year}."
                ),
                row=measure.id,
                place=subject.place(measure),
            )


TARGET_IS_OVER = Rule(
    code="HW106",
    name="target-year-over",
    severity=Severity.ERROR,
    title="A target's year had ended before the year that the document reports",
    why=(
        "The measure was carried over from an earlier plan and its year was not changed, so this "
        "year's figures are held against a target that no longer stands."
    ),
    hint="Set the target for this year, or drop the measure.",
    bad="""\
current: report.docx
sources:
  - {name: report.docx, covers: 2019/20}
measures:
  - id: timetables
    text: Reduce the number of children on part-time timetables to 250 in school year 18/19
    direction: decrease
    kind: snapshot
    targets:
      - {at_most: 250, period: AY 2018/19}
""",
    good="""\
current: report.docx
sources:
  - {name: report.docx, covers: 2019/20}
measures:
  - id: timetables
    text: Reduce the number of children on part-time timetables to 250 in school year 19/20
    direction: decrease
    kind: snapshot
    targets:
      - {at_most: 250, period: AY 2019/20}
""",
    faults=_target_is_over,
)


def _other_year(subject: Subject) -> Iterator[Fault]:
    for measure in subject.measures:
        figures = [one for one in subject.figures(measure.id) if days(one.period)]
        targets = [one for one in levels(measure.targets) if days(one.period)]
        answers = list(subject.observations(measure.id))
        if not figures or not targets or _any_in_time(answers, targets):
            continue
        latest, target = figures[-1], targets[-1]
        if is_over(target, subject.year):
            continue  # HW106 has said it
        yield Fault(
            sentence=(
                f"{quoted(measure)} has its target in {target.period}, "
                f"and its latest figure is for {latest.period}."
            ),
            row=measure.id,
            place=latest.place or subject.place(measure),
        )


def _any_in_time(answers: list[Observation], targets: list[Target]) -> bool:
    return any(
        overlap(answer.period, target.period.whole_year()) is not False
        for target in targets
        if target.period
        for answer in answers
    )


OTHER_YEAR = Rule(
    code="HW107",
    name="figure-for-another-year",
    severity=Severity.WARNING,
    title="The latest figure is for a year other than the target's",
    why=(
        "Last year's figure says where the measure started, not whether this year's target is "
        "met. Held against each other, they make a status that nobody has measured."
    ),
    hint="Give the figure for the target's year, or say why it is not there yet.",
    bad="""\
measures:
  - id: development
    text: Increase children with a good level of development to 75% in 19/20
    direction: increase
    kind: annual
    unit: "%"
    targets:
      - {at_least: 75, period: AY 2019/20}
    observations:
      - {period: AY 2018/19, value: 73.5}
""",
    good="""\
measures:
  - id: development
    text: Increase children with a good level of development to 75% in 19/20
    direction: increase
    kind: annual
    unit: "%"
    targets:
      - {at_least: 75, period: AY 2019/20}
    observations:
      - {period: AY 2018/19, value: 73.5}
      - {period: AY 2019/20, state: not yet due}
""",
    faults=_other_year,
)

"""Actions whose success nobody will know, and measures that nobody works on."""

from collections.abc import Iterator

from headway.checking.findings import Severity
from headway.checking.rule import Fault, Rule
from headway.checking.subject import Subject, quoted
from headway.domain.plan import Action, Area, Measure


def _split(subject: Subject, area: Area) -> tuple[list[Action], list[Measure]]:
    rows = subject.in_area(area)
    actions = [row for row in rows if isinstance(row, Action)]
    return actions, [row for row in rows if isinstance(row, Measure)]


def _no_measure(subject: Subject) -> Iterator[Fault]:
    if subject.actions and not subject.measures and len(subject.plan.areas) > 1:
        first = subject.actions[0]
        yield Fault(
            sentence=f"The plan has {len(subject.actions)} actions and no measure at all.",
            row=first.id,
            place=subject.place(first),
        )
        return
    for area in subject.plan.areas:
        actions, measures = _split(subject, area)
        if actions and not measures:
            how_many = "an action" if len(actions) == 1 else f"{len(actions)} actions"
            sentence = f'"{area.title}" has {how_many} and no measure of whether it worked.'
        else:
            actions = _unpaired(actions, measures)
            sentence = _whether_worked(area, actions)
        if actions:
            yield Fault(
                sentence=sentence,
                row=actions[0].id,
                place=subject.place(actions[0]) or area.place,
            )


def _unpaired(actions: list[Action], measures: list[Measure]) -> list[Action]:
    """Actions that no measure is for, where the document pairs them one by one."""
    answered = {one.for_action for one in measures}
    if len(measures) < 2 or None in answered:
        return []
    return [one for one in actions if one.id not in answered and not one.targets]


def _whether_worked(area: Area, actions: list[Action]) -> str:
    if len(actions) == 1:
        return f"No measure says whether {quoted(actions[0])} has worked."
    first = f", the first of them {quoted(actions[0])}" if actions else ""
    return f'No measure is for {len(actions)} actions of "{area.title}"{first}.'


NO_MEASURE = Rule(
    code="HW204",
    name="action-without-measure",
    severity=Severity.WARNING,
    title="An action has no measure",
    why=(
        "It can be ticked off and nobody will know whether it made a difference. Where a plan "
        "pairs measures with actions, each action should have one; elsewhere, each area of focus."
    ),
    hint="Add how it will be known that the action worked.",
    bad="""\
actions:
  - id: training
    text: Offer training on domestic abuse to all schools
""",
    good="""\
actions:
  - id: training
    text: Offer training on domestic abuse to all schools
measures:
  - id: trained
    text: Increase the number of schools with trained staff to 300 by July 2021
    direction: increase
    kind: snapshot
    targets: [{at_least: 300, period: 2021-07}]
""",
    faults=_no_measure,
)


def _no_action(subject: Subject) -> Iterator[Fault]:
    known = {row.id for row in subject.rows}
    for area in subject.plan.areas:
        actions, measures = _split(subject, area)
        if measures and not actions:
            how_many = "a measure" if len(measures) == 1 else f"{len(measures)} measures"
            yield Fault(
                sentence=f'"{area.title}" has {how_many} and nothing that anybody is to do.',
                row=measures[0].id,
                place=subject.place(measures[0]) or area.place,
            )
        for measure in measures:
            if measure.for_action is not None and measure.for_action not in known:
                yield Fault(
                    sentence=(
                        f'{quoted(measure)} is for the action "{measure.for_action}", '
                        "which the plan lacks."
                    ),
                    row=measure.id,
                    place=subject.place(measure),
                )


NO_ACTION = Rule(
    code="HW205",
    name="measure-without-action",
    severity=Severity.WARNING,
    title="A measure has no action",
    why="A number that nobody works on moves by luck, and the board can only watch it.",
    hint="Add what will be done about it and by whom, or drop the measure.",
    bad="""\
measures:
  - id: exclusions
    text: Reduce the number of permanent exclusions to 65 in school year 19/20
    direction: decrease
    kind: cumulative in the year
    targets: [{at_most: 65, period: AY 2019/20}]
""",
    good="""\
actions:
  - id: inclusion
    text: Agree a plan for each school with many exclusions
measures:
  - id: exclusions
    text: Reduce the number of permanent exclusions to 65 in school year 19/20
    direction: decrease
    kind: cumulative in the year
    targets: [{at_most: 65, period: AY 2019/20}]
""",
    faults=_no_action,
)

"""A small plan that an agency answers for."""

from datetime import date

from headway.domain.observations import Observation, RowId
from headway.domain.periods import Period
from headway.domain.plan import (
    Action,
    Area,
    AreaId,
    Measure,
    Outcome,
    OutcomeId,
    Plan,
    Progress,
    Responsibility,
    Target,
)
from headway.domain.quantities import (
    COUNT,
    PERCENT,
    Comparator,
    Direction,
    MeasureKind,
    Polarity,
    Unit,
)

AT = date(2020, 7, 20)
TERM = Period.parse("AY 2019/20 T6")


def figure(row: str, period: str, value: float, unit: Unit = COUNT, group: str = "") -> Observation:
    """A figure known a while ago."""
    return Observation(
        row=RowId(row),
        period=Period.parse(period),
        value=value,
        unit=unit,
        breakdown=group,
        known_at=date(2020, 5, 31),
    )


def _measure(row: str, text: str, target: float, kind: MeasureKind, unit: Unit = COUNT) -> Measure:
    return Measure(
        id=RowId(row),
        area=AreaId("missing-out"),
        number=str(len(row)),
        text=text,
        unit=unit,
        direction=Direction.DECREASE,
        polarity=Polarity.LOW,
        kind=kind,
        targets=(
            Target(
                value=target,
                unit=unit,
                comparator=Comparator.LE,
                period=Period.parse("AY 2019/20"),
            ),
        ),
    )


MEASURES = (
    _measure("exclusions", "Reduce permanent exclusions", 65, MeasureKind.CUMULATIVE),
    _measure("absence", "Reduce persistent absence", 6.7, MeasureKind.RATE_TO_DATE, PERCENT),
    _measure("missing", "Children missing education", 420, MeasureKind.SNAPSHOT),
    _measure("plans", "Children taught at home with a plan", 0, MeasureKind.SNAPSHOT),
)
ACTION = Action(id=RowId("network"), area=AreaId("missing-out"), text="Set up a network of leads")
PLAN = Plan(
    slug="example",
    title="Example plan",
    outcomes=(Outcome(id=OutcomeId("successful"), title="Be Successful"),),
    areas=(
        Area(
            id=AreaId("missing-out"),
            outcome=OutcomeId("successful"),
            title="Missing out",
            responsibility=Responsibility(agencies=("Education service", "Health")),
        ),
    ),
    actions=(ACTION,),
    measures=MEASURES,
    observations=(
        figure("exclusions", "AY 2018/19 T6", 72),
        figure("exclusions", "AY 2019/20 T4", 70),
        figure("absence", "AY 2019/20 T4", 9.3, PERCENT),
        figure("plans", "AY 2019/20 T4", 2, group="Child Protection"),
        figure("plans", "AY 2019/20 T4", 16, group="Child in Need"),
    ),
    progress=(
        Progress(
            row=RowId("exclusions"),
            text="End of term 4 = 70 permanent exclusions (52 last year).",
            known_at=date(2020, 5, 31),
        ),
    ),
)


def row(row_id: str) -> Measure | Action:
    """A row of the plan."""
    return PLAN.row(row_id)

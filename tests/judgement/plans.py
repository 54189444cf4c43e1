"""Plans to judge, built in code: small ones, and the published figures of a real one."""

from datetime import date
from typing import Any

from headway.domain.observations import Comparison, Observation, RowId, State
from headway.domain.periods import Period
from headway.domain.plan import (
    Action,
    Area,
    AreaId,
    Baseline,
    Measure,
    Outcome,
    OutcomeId,
    Plan,
    Progress,
    Target,
)
from headway.domain.quantities import (
    COUNT,
    PERCENT,
    Comparator,
    Direction,
    MeasureKind,
    Polarity,
)

AT = date(2020, 5, 31)
"""After the report of the plan's second year."""

AREA = Area(id=AreaId("area"), outcome=OutcomeId("outcome"), title="Missing out on education")
OUTCOME = Outcome(id=OutcomeId("outcome"), title="Be Successful")


def time(text: str | None) -> Period | None:
    """A period from its normal form; None stays None."""
    return None if text is None else Period.parse(text)


def target(value: float | None, period: str | None = "AY 2019/20", **more: Any) -> Target:
    """A target, by default for the academic year 2019/20."""
    return Target(value=value, period=time(period), **more)


def seen(value: float | None, period: str | None = "AY 2019/20 T4", **more: Any) -> Observation:
    """A figure of the measure "m"; `beside` is what stood at the same point last year."""
    beside = more.pop("beside", None)
    if beside is not None:
        more["compared_with"] = Comparison(value=beside, words=f"{beside} last year")
    row = RowId(more.pop("row", "m"))
    return Observation(row=row, value=value, period=time(period), **more)


def measure(*targets: Target, **more: Any) -> Measure:
    """A count of permanent exclusions unless said otherwise: lower is better."""
    parts: dict[str, Any] = {
        "id": RowId("m"),
        "area": AREA.id,
        "text": "Reduce the number of permanent exclusions",
        "quantity": "permanent exclusions",
        "unit": COUNT,
        "direction": Direction.DECREASE,
        "polarity": Polarity.LOW,
        "kind": MeasureKind.CUMULATIVE,
        "targets": targets,
    }
    return Measure(**(parts | more))


def plan(
    *measures: Measure,
    observations: tuple[Observation, ...] = (),
    actions: tuple[Action, ...] = (),
    progress: tuple[Progress, ...] = (),
    **more: Any,
) -> Plan:
    """A plan with one area of focus."""
    parts: dict[str, Any] = {"slug": "plan", "title": "Children's plan"}
    parts |= {"outcomes": (OUTCOME,), "areas": (AREA,)}
    return Plan(
        measures=measures,
        observations=observations,
        actions=actions,
        progress=progress,
        **(parts | more),
    )


def _year_two() -> Plan:
    """The published figures of a children's plan's second year, in our own words."""
    measures: list[Measure] = []
    figures: list[Observation] = []

    def add(  # noqa: PLR0917 - its calls read as the rows of a table
        number: str,
        text: str,
        quantity: str,
        kind: MeasureKind,
        targets: tuple[Target, ...],
        told: tuple[Observation, ...],
        **more: Any,
    ) -> None:
        row = RowId(f"s{number}")
        more = {"direction": Direction.DECREASE, "polarity": Polarity.LOW} | more
        measures.append(
            Measure(
                id=row,
                area=AREA.id,
                number=number,
                text=text,
                quantity=quantity,
                kind=kind,
                targets=targets,
                **more,
            )
        )
        figures.extend(told)

    up: dict[str, Any] = {"direction": Direction.INCREASE, "polarity": Polarity.HIGH}
    ge, le = Comparator.GE, Comparator.LE
    annual, cumulative = MeasureKind.ANNUAL, MeasureKind.CUMULATIVE
    add(
        "1",
        "More children reach a good level of development in reception",
        "children reaching a good level of development",
        annual,
        (target(75, unit=PERCENT, comparator=ge),),
        (seen(73.5, "AY 2018/19", row="s1", unit=PERCENT),),
        unit=PERCENT,
        **up,
    )
    add(
        "2",
        "Narrow the gap in attainment for pupils on free school meals",
        "attainment gap",
        annual,
        (target(20, "2019", unit=PERCENT, comparator=le),),
        (seen(24, "2019", row="s2", unit=PERCENT, beside=23),),
        unit=PERCENT,
        baselines=(Baseline(value=23, unit=PERCENT),),
    )
    add(
        "3",
        "Fewer permanent exclusions",
        "permanent exclusions",
        cumulative,
        (target(65, comparator=le),),
        (seen(70, row="s3", beside=52), seen(72, "AY 2018/19", row="s3")),
    )
    add(
        "4",
        "Every permanently excluded pupil has a new placement in six days",
        "pupils with a new placement in six days",
        MeasureKind.RATE_TO_DATE,
        (target(100, unit=PERCENT),),
        (seen(20, row="s4", unit=PERCENT),),
        unit=PERCENT,
        **up,
    )
    for number, phase, ceiling, value in (
        ("5", "primary", 255, 319),
        ("6", "secondary", 1240, 1400),
    ):
        add(
            number,
            f"Fewer {phase} children with a fixed-term exclusion",
            f"{phase} children with a fixed-term exclusion",
            cumulative,
            (target(ceiling, comparator=le),),
            (seen(value, row=f"s{number}"),),
        )
    for number, phase, ceiling_, value_, last in (
        ("7", "primary", 6.7, 9.3, 7.6),
        ("8", "secondary", 12.4, 15.9, 14.1),
    ):
        add(
            number,
            f"Less persistent absence in {phase} schools",
            f"persistent absence in {phase} schools",
            MeasureKind.RATE_TO_DATE,
            (target(ceiling_, unit=PERCENT, comparator=le),),
            (seen(value_, row=f"s{number}", unit=PERCENT, beside=last),),
            unit=PERCENT,
        )
    add(
        "9",
        "Fewer children on part-time timetables",
        "children on part-time timetables",
        MeasureKind.SNAPSHOT,
        (target(None, "AY 2018/19"),),
        (seen(281, row="s9", beside=305),),
    )
    add(
        "10",
        "Fewer permanent exclusions of children with special educational needs",
        "permanent exclusions of children with special educational needs",
        cumulative,
        (target(25, comparator=le),),
        (seen(7, row="s10", beside=33),),
    )
    add(
        "11",
        "Fewer primary children with special educational needs with a fixed-term exclusion",
        "primary children with special educational needs and a fixed-term exclusion",
        cumulative,
        (target(95, comparator=le),),
        (seen(197, row="s11", beside=142),),
    )
    add(
        "12",
        "Fewer secondary children with special educational needs with a fixed-term exclusion",
        "secondary children with special educational needs and a fixed-term exclusion",
        cumulative,
        (target(340, comparator=le),),
        (seen(None, row="s12", state=State.LOST),),
    )
    add(
        "13",
        "Fewer children missing education",
        "children missing education",
        MeasureKind.SNAPSHOT,
        (target(25, comparator=le),),
        (seen(54, row="s13", beside=63),),
    )
    add(
        "14",
        "No child on a plan is educated at home",
        "children on a plan educated at home",
        MeasureKind.SNAPSHOT,
        (target(0),),
        (seen(2, row="s14", breakdown="CP"), seen(16, row="s14", breakdown="CIN")),
        baselines=(Baseline(value=3, breakdown="CP"), Baseline(value=24, breakdown="CIN")),
    )
    add(
        "15",
        "More early help assessments",
        "early help assessments",
        cumulative,
        (target(1500, "FY 2019/20", comparator=ge),),
        (seen(1862, "FY 2019/20", row="s15"),),
        **up,
    )
    add(
        "16",
        "More children with a mental illness reach treatment",
        "access rate",
        MeasureKind.RATE_TO_DATE,
        (target(34, None, unit=PERCENT, comparator=ge),),
        (seen(54, "FY 2019/20 Q4", row="s16", unit=PERCENT),),
        unit=PERCENT,
        **up,
    )
    add(
        "17",
        "All schools sign up to the scheme",
        "schools signed up",
        MeasureKind.SNAPSHOT,
        (target(100, None, unit=PERCENT),),
        (
            seen(
                100,
                None,
                row="s17",
                unit=PERCENT,
                comparator=Comparator.APPROX,
                words="almost 100% sign up",
            ),
        ),
        unit=PERCENT,
        direction=Direction.ACHIEVE,
        polarity=Polarity.HIGH,
    )
    add(
        "18",
        "More answers to the survey",
        "answers to the survey",
        MeasureKind.SNAPSHOT,
        (target(500, "2019", comparator=ge),),
        (seen(150, "2020", row="s18"),),
        **up,
    )
    return plan(*measures, observations=tuple(figures))


YEAR_TWO = _year_two()

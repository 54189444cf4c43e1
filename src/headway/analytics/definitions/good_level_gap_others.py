"""The gap in good level of development between free school meals and all other pupils."""

from headway.analytics.definition import Definition, PeriodRule, Step, Tables, Window
from headway.analytics.subjects.early_years import assessed
from headway.domain.quantities import POINTS, MeasureKind, Polarity


def _steps(tables: Tables, window: Window) -> tuple[Step, ...]:
    return (
        assessed(tables, window)
        .keep("eligible for free school meals", lambda rows: rows.fsm)
        .counting(
            "at a good level in all twelve goals",
            numerator=lambda rows: rows.reached,
            denominator=1,
        )
        .steps
    )


DEFINITION = Definition(
    name="good-level-gap-to-others",
    title="Free school meals gap in good level of development, to all other pupils",
    numerator="children at the expected level in all twelve early learning goals",
    denominator="children eligible for free school meals",
    population=(
        "All other pupils' rate less that of children eligible for free school meals, both from "
        "whole numbers."
    ),
    kind=MeasureKind.ANNUAL,
    unit=POINTS,
    decimals=1,
    polarity=Polarity.LOW,
    tables=("early-years-profile",),
    steps=_steps,
    source="Department for Education, Early years foundation stage profile results: methodology",
    period=PeriodRule.YEAR_TO_DATE,
    breakdowns=(
        "school",
        "sex",
        "sen",
        "sen_provision",
    ),
    gap_from="good-level-others",
    caveats=(
        "The profile was not collected in 2019/20 and 2020/21, and changed in September 2021: "
        "figures to 2018/19 are not comparable.",
        "A gap from rounded rates can differ by a point.",
    ),
    beside=("good-level-gap-to-all",),
)

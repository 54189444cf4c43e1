"""A good level of development at the end of reception."""

from headway.analytics.definition import Definition, PeriodRule, Step, Tables, Window
from headway.analytics.subjects.early_years import assessed
from headway.domain.quantities import PERCENT, MeasureKind, Polarity


def _steps(tables: Tables, window: Window) -> tuple[Step, ...]:
    return (
        assessed(tables, window)
        .counting(
            "at a good level in all twelve goals",
            numerator=lambda rows: rows.reached,
            denominator=1,
        )
        .steps
    )


DEFINITION = Definition(
    name="good-level-of-development",
    title="Good level of development",
    numerator="children at the expected level in all twelve early learning goals",
    denominator="children in the return",
    population="All children in the return of the profile for the school year.",
    kind=MeasureKind.ANNUAL,
    unit=PERCENT,
    decimals=1,
    polarity=Polarity.HIGH,
    tables=("early-years-profile",),
    steps=_steps,
    source="Department for Education, Early years foundation stage profile results: methodology",
    period=PeriodRule.YEAR_TO_DATE,
    breakdowns=(
        "school",
        "sex",
        "sen",
        "sen_provision",
        "fsm",
        "ethnicity",
    ),
    caveats=(
        "The profile was not collected in 2019/20 and 2020/21, and changed in September 2021: "
        "figures to 2018/19 are not comparable.",
    ),
    beside=(
        "good-level-gap-to-others",
        "good-level-gap-to-all",
    ),
)

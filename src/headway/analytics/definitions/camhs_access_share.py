"""Access to children's mental health services, MHS69."""

from headway.analytics.definition import Definition, PeriodRule, Step, Tables, Window
from headway.analytics.subjects.mental_health import latest_totals
from headway.domain.quantities import PERCENT, MeasureKind, Polarity


def _steps(tables: Tables, window: Window) -> tuple[Step, ...]:
    return (
        latest_totals(tables, window, "MHS69")
        .keep("with an estimate", lambda rows: rows.estimated.notnull())
        .counting(
            "each adds its number",
            numerator=lambda rows: rows.seen,
            denominator=lambda rows: rows.estimated,
        )
        .steps
    )


DEFINITION = Definition(
    name="camhs-access-mhs69",
    title="Access to children's mental health services, MHS69",
    numerator=(
        "children with two contacts or more, the second in the financial year and the first "
        "before the 18th birthday"
    ),
    denominator="children estimated to have a mental health condition",
    population="The latest total under MHS69 of each area or provider that ends in the window.",
    kind=MeasureKind.ROLLING,
    unit=PERCENT,
    decimals=1,
    polarity=Polarity.HIGH,
    tables=("camhs-access",),
    steps=_steps,
    source="NHS England, Mental health services data set: children and young people's access",
    period=PeriodRule.YEAR_TO_DATE,
    breakdowns=(
        "level",
        "organisation",
        "state",
    ),
    split_by=("level",),
    caveats=(
        "The denominator is a fixed estimate from a survey of 2004, so that more than 100% is "
        "possible.",
        "Targets are for commissioners; a provider serves other areas too.",
    ),
    beside=("camhs-access-mhs95",),
)

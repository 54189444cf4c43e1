"""Access to children's mental health services, MHS95."""

from headway.analytics.definition import Definition, PeriodRule, Step, Tables, Window
from headway.analytics.subjects.mental_health import latest_totals
from headway.domain.quantities import COUNT, MeasureKind, Polarity


def _steps(tables: Tables, window: Window) -> tuple[Step, ...]:
    return (
        latest_totals(tables, window, "MHS95")
        .counting("each adds its number", numerator=lambda rows: rows.seen)
        .steps
    )


DEFINITION = Definition(
    name="camhs-access-mhs95",
    title="Access to children's mental health services, MHS95",
    numerator="children under 18 with one contact or more in twelve months",
    denominator="",
    population="The latest total under MHS95 of each area or provider that ends in the window.",
    kind=MeasureKind.ROLLING,
    unit=COUNT,
    decimals=0,
    polarity=Polarity.HIGH,
    tables=("camhs-access",),
    steps=_steps,
    source="NHS England, Mental health services data set: children and young people's access",
    period=PeriodRule.TWELVE_MONTHS,
    breakdowns=(
        "level",
        "organisation",
        "state",
    ),
    split_by=("level",),
    scale=1,
    caveats=(
        "A count over a rolling twelve months, not a share; it replaced MHS69 for targets and "
        "cannot be compared with it.",
    ),
    beside=("camhs-access-mhs69",),
)

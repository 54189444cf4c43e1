"""A new school named by the sixth school day after a permanent exclusion."""

from headway.analytics.definition import Definition, PeriodRule, Step, Tables, Window
from headway.analytics.subjects.exclusion_placements import (
    BREAKDOWNS,
    POPULATION,
    TABLES,
    needing_provision,
)
from headway.domain.quantities import PERCENT, MeasureKind, Polarity


def _steps(tables: Tables, window: Window) -> tuple[Step, ...]:
    return (
        needing_provision(tables, window, "named")
        .counting("in time", numerator=lambda rows: rows.named <= rows.sixth, denominator=1)
        .steps
    )


DEFINITION = Definition(
    name="sixth-day-new-school",
    title="Permanently excluded pupils with a new school named by the sixth school day",
    numerator="those for whom a new school was named by the sixth school day",
    denominator="permanent exclusions that need provision",
    population=POPULATION,
    kind=MeasureKind.RATE_TO_DATE,
    unit=PERCENT,
    decimals=0,
    polarity=Polarity.HIGH,
    tables=TABLES,
    steps=_steps,
    source="Education Act 1996, section 19; Education (Provision of Full-Time Education for "
    "Excluded Pupils) (England) Regulations 2007",
    period=PeriodRule.YEAR_TO_DATE,
    breakdowns=BREAKDOWNS,
    caveats=(
        "School days are counted by the calendar of the school, or of the authority where the "
        "school has none of its own.",
        "A new school named is not the provision that the law asks for; plans may mean either.",
    ),
    beside=("sixth-day-provision",),
)

"""Full-time provision by the sixth school day after a permanent exclusion."""

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
        needing_provision(tables, window, "provided")
        .counting("in time", numerator=lambda rows: rows.provided <= rows.sixth, denominator=1)
        .steps
    )


DEFINITION = Definition(
    name="sixth-day-provision",
    title="Permanently excluded pupils with full-time provision by the sixth school day",
    numerator="those whose full-time provision began by the sixth school day",
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
        "Part-time provision does not count: the duty is to full-time education.",
    ),
    beside=("sixth-day-new-school",),
)

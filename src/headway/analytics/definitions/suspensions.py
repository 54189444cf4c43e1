"""Suspensions: how many were given."""

from headway.analytics.definition import Definition, PeriodRule, Step, Tables, Window
from headway.analytics.subjects.exclusion_events import (
    BREAKDOWN_TABLES,
    BREAKDOWNS,
    LINK,
    LOCAL,
    RESCINDED,
    SOURCE,
    TABLES,
    standing,
)
from headway.domain.quantities import COUNT, MeasureKind, Polarity


def _steps(tables: Tables, window: Window) -> tuple[Step, ...]:
    events = standing(tables, window, "suspension", "suspensions")
    return events.counting("each counts once", numerator=1).steps


DEFINITION = Definition(
    name="suspensions",
    title="Suspensions",
    numerator="suspensions, each counted",
    denominator="",
    population="Suspensions that began in the window and stood on its last day.",
    kind=MeasureKind.CUMULATIVE,
    unit=COUNT,
    decimals=0,
    polarity=Polarity.LOW,
    tables=TABLES,
    steps=_steps,
    source=SOURCE,
    period=PeriodRule.YEAR_TO_DATE,
    breakdowns=BREAKDOWNS,
    breakdown_tables=BREAKDOWN_TABLES,
    scale=1,
    caveats=(
        RESCINDED,
        LOCAL,
        "Called fixed-term exclusions until 2019/20.",
    ),
    links=(LINK,),
)

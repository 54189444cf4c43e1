"""Suspensions for every 100 pupils."""

from headway.analytics.definition import Definition, PeriodRule, Step, Tables, Window
from headway.analytics.subjects.exclusion_events import (
    BREAKDOWNS,
    LINK,
    LOCAL,
    RESCINDED,
    ROLL,
    ROLL_BREAKDOWNS,
    SOURCE,
    WITH_ROLL,
    per_roll,
    standing,
)
from headway.domain.quantities import PERCENT, MeasureKind, Polarity


def _steps(tables: Tables, window: Window) -> tuple[Step, ...]:
    events = standing(tables, window, "suspension", "suspensions")
    return per_roll(events, tables, window).steps


DEFINITION = Definition(
    name="suspension-rate",
    title="Suspension rate",
    numerator="suspensions, each counted",
    denominator="pupils on the roll at the January census",
    population="Suspensions that began in the window and stood on its last day.",
    kind=MeasureKind.RATE_TO_DATE,
    unit=PERCENT,
    decimals=2,
    polarity=Polarity.LOW,
    tables=WITH_ROLL,
    steps=_steps,
    source=SOURCE,
    period=PeriodRule.YEAR_TO_DATE,
    breakdowns=BREAKDOWNS,
    breakdown_tables=ROLL_BREAKDOWNS,
    caveats=(
        RESCINDED,
        LOCAL,
        ROLL,
        "Events for every 100 pupils: a group can have more than 100.",
    ),
    links=(LINK,),
)

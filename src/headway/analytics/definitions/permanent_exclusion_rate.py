"""Permanent exclusions for every 100 pupils."""

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
    events = standing(tables, window, "permanent", "permanent exclusions")
    return per_roll(events, tables, window).steps


DEFINITION = Definition(
    name="permanent-exclusion-rate",
    title="Permanent exclusion rate",
    numerator="permanent exclusions",
    denominator="pupils on the roll at the January census",
    population="Permanent exclusions that began in the window and stood on its last day.",
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
    ),
    links=(LINK,),
)

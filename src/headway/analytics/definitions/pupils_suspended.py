"""Pupils with one suspension or more."""

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
    name="pupils-suspended",
    title="Pupils with one or more suspensions",
    numerator="different pupils with a suspension",
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
    distinct="upn",
    breakdowns=BREAKDOWNS,
    breakdown_tables=BREAKDOWN_TABLES,
    scale=1,
    caveats=(
        RESCINDED,
        LOCAL,
        "Different children: terms must not be added, for a child may be in several.",
    ),
    links=(LINK,),
)

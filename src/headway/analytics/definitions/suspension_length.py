"""Mean length of a suspension, in sessions."""

from headway.analytics.definition import Definition, PeriodRule, Step, Tables, Window
from headway.analytics.subjects.exclusion_events import (
    BREAKDOWN_TABLES,
    BREAKDOWNS,
    LINK,
    RESCINDED,
    SOURCE,
    TABLES,
    standing,
)
from headway.domain.quantities import MeasureKind, Polarity, Unit


def _steps(tables: Tables, window: Window) -> tuple[Step, ...]:
    return (
        standing(tables, window, "suspension", "suspensions")
        .keep("whose length is known", lambda rows: rows.sessions.notnull())
        .counting("each adds its sessions", numerator=lambda rows: rows.sessions, denominator=1)
        .steps
    )


DEFINITION = Definition(
    name="suspension-length",
    title="Mean length of a suspension",
    numerator="sessions of suspension",
    denominator="suspensions whose length is known",
    population="Suspensions that began in the window and stood on its last day.",
    kind=MeasureKind.RATE_TO_DATE,
    unit=Unit("sessions"),
    decimals=1,
    polarity=Polarity.LOW,
    tables=TABLES,
    steps=_steps,
    source=SOURCE,
    period=PeriodRule.YEAR_TO_DATE,
    breakdowns=BREAKDOWNS,
    breakdown_tables=BREAKDOWN_TABLES,
    scale=1,
    caveats=(RESCINDED, "Two sessions are one school day."),
    links=(LINK,),
)

"""Schools judged good or outstanding at their latest inspection."""

from headway.analytics.definition import Definition, PeriodRule, Step, Tables, Window
from headway.analytics.subjects.inspections import open_schools, with_grade
from headway.analytics.subjects.populations import with_groups
from headway.domain.quantities import PERCENT, MeasureKind, Polarity


def _steps(tables: Tables, window: Window) -> tuple[Step, ...]:
    return (
        open_schools(tables, window)
        .then("each with its latest grade", lambda rows: with_grade(rows, tables, window))
        .keep("with an overall grade", lambda rows: rows.grade.notnull())
        .then("each with its groups", with_groups)
        .counting(
            "good or outstanding", numerator=lambda rows: rows.grade.isin(("1", "2")), denominator=1
        )
        .steps
    )


DEFINITION = Definition(
    name="good-or-outstanding",
    title="Schools judged good or outstanding",
    numerator="schools whose latest overall grade is good or outstanding",
    denominator="open schools with an overall grade",
    population=(
        "Open schools with an overall grade; one that changed its number keeps the grade of the "
        "old one until it is inspected."
    ),
    kind=MeasureKind.SNAPSHOT,
    unit=PERCENT,
    decimals=1,
    polarity=Polarity.HIGH,
    tables=(
        "ofsted-outcomes",
        "schools",
    ),
    steps=_steps,
    source="Ofsted, State-funded schools inspections and outcomes",
    period=PeriodRule.ON_THE_DAY,
    breakdowns=(
        "phase",
        "school",
        "grade",
    ),
    caveats=(
        "Overall grades of state schools ended on 2 September 2024: no series goes on past that "
        "day.",
        "Routine inspections stopped in the pandemic.",
        "Inspections are joined by the school's number at the inspection, then by those of the "
        "schools that it follows.",
        "A school that was inspected since then without an overall grade has none.",
    ),
)

"""Part-time timetables that are open on a day."""

from headway.analytics.definition import Definition, PeriodRule, Step, Tables, Window
from headway.analytics.subjects.populations import school_phases, with_groups, with_phase
from headway.analytics.trails import Trail, open_on_the_last_day
from headway.domain.quantities import COUNT, MeasureKind, Polarity


def _steps(tables: Tables, window: Window) -> tuple[Step, ...]:
    return (
        Trail.of("timetables in the file", tables["part-time-timetables"])
        .keep(f"open on {window.last}", open_on_the_last_day("start", "end", window))
        .then(
            "each with its groups",
            lambda rows: with_groups(with_phase(rows, school_phases(tables))),
        )
        .counting(
            "each counts once",
            numerator=1,
            overdue=lambda rows: (rows.planned_end < window.last).fill_null(False),
        )
        .then("overdue as yes or no", lambda rows: rows.mutate(overdue=rows.overdue == 1))
        .steps
    )


DEFINITION = Definition(
    name="part-time-timetables",
    title="Part-time timetables",
    numerator="timetables open on the day",
    denominator="",
    population="Timetables of which the authority was told, begun and not ended on the day.",
    kind=MeasureKind.SNAPSHOT,
    unit=COUNT,
    decimals=0,
    polarity=Polarity.LOW,
    tables=(
        "part-time-timetables",
        "schools",
    ),
    steps=_steps,
    source="Department for Education, Working together to improve school attendance",
    period=PeriodRule.ON_THE_DAY,
    breakdowns=(
        "phase",
        "school",
        "year_group",
        "sen",
        "sen_provision",
        "overdue",
    ),
    scale=1,
    caveats=(
        "Timetables that are over and were never closed in the file swell it: see the breakdown "
        "by overdue.",
        "A child with two open timetables counts twice.",
    ),
)

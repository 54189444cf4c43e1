"""Schools and colleges signed up to Operation Encompass."""

from headway.analytics.definition import Definition, PeriodRule, Step, Tables, Window
from headway.analytics.subjects.populations import school_phases, with_groups, with_phase
from headway.analytics.trails import Trail, there_by
from headway.domain.quantities import PERCENT, MeasureKind, Polarity


def _steps(tables: Tables, window: Window) -> tuple[Step, ...]:
    return (
        Trail.of("schools and colleges in the file", tables["encompass-sign-ups"])
        .keep("that could sign up", lambda rows: rows.in_scope.fill_null(True))
        .then(
            "each with its groups",
            lambda rows: with_groups(with_phase(rows, school_phases(tables))),
        )
        .counting(
            "signed up",
            numerator=lambda rows: (
                there_by(rows.signed_up, rows.signed, window.last)
                & (rows.left.isnull() | (rows.left > window.last))
            ),
            denominator=1,
        )
        .steps
    )


DEFINITION = Definition(
    name="encompass-sign-up",
    title="Schools signed up to Operation Encompass",
    numerator="schools and colleges signed up on the day",
    denominator="schools and colleges that could sign up",
    population="Schools and colleges that could sign up: state, independent and further education.",
    kind=MeasureKind.SNAPSHOT,
    unit=PERCENT,
    decimals=1,
    polarity=Polarity.HIGH,
    tables=(
        "encompass-sign-ups",
        "schools",
    ),
    steps=_steps,
    source="Operation Encompass; Domestic Abuse Act 2021, section 49A",
    period=PeriodRule.ON_THE_DAY,
    breakdowns=(
        "phase",
        "school",
        "key_adult",
    ),
    caveats=(
        "Since 7 November 2025 the police must notify schools by law, so that signing up no "
        "longer measures it.",
        "A sign-up whose day is not known is taken to have been there on every day.",
    ),
)

"""Children missing education at any time in a period."""

from headway.analytics.definition import Definition, PeriodRule, Step, Tables, Window
from headway.analytics.subjects.populations import of_compulsory_age_while, with_groups
from headway.analytics.trails import Trail, open_at_any_time
from headway.domain.quantities import COUNT, MeasureKind, Polarity


def _steps(tables: Tables, window: Window) -> tuple[Step, ...]:
    return (
        Trail.of("times of missing education in the file", tables["children-missing-education"])
        .keep("on any day of the window", open_at_any_time("start", "end", window))
        .keep(
            "of compulsory school age on one of them",
            of_compulsory_age_while("start", "end", window),
        )
        .then("each with its groups", with_groups)
        .counting("each child counts once", numerator=1)
        .steps
    )


DEFINITION = Definition(
    name="children-missing-education-in-period",
    title="Children missing education at any time in the period",
    numerator="different children missing education on any day of the window",
    denominator="",
    population=(
        "Children who were missing education on any day of the window on which they were of "
        "compulsory school age."
    ),
    kind=MeasureKind.CUMULATIVE,
    unit=COUNT,
    decimals=0,
    polarity=Polarity.NEUTRAL,
    tables=("children-missing-education",),
    steps=_steps,
    source="Department for Education, Children missing education: methodology",
    period=PeriodRule.YEAR_TO_DATE,
    distinct="child_id",
    breakdowns=(
        "sex",
        "year_group",
        "sen",
        "sen_provision",
        "reason",
    ),
    scale=1,
    caveats=("It never agrees with the number on a day: the two answer different questions.",),
)

"""Children educated at home at any time in a period."""

from headway.analytics.definition import Definition, PeriodRule, Step, Tables, Window
from headway.analytics.subjects.populations import with_groups
from headway.analytics.trails import Trail, open_at_any_time
from headway.domain.quantities import COUNT, MeasureKind, Polarity


def _steps(tables: Tables, window: Window) -> tuple[Step, ...]:
    return (
        Trail.of("times of home education in the file", tables["elective-home-education"])
        .keep("on any day of the window", open_at_any_time("start", "end", window))
        .then("each with its groups", with_groups)
        .counting("each child counts once", numerator=1)
        .steps
    )


DEFINITION = Definition(
    name="home-education-in-period",
    title="Elective home education at any time in the period",
    numerator="different children educated at home on any day of the window",
    denominator="",
    population="Children who were educated at home on any day of the window.",
    kind=MeasureKind.CUMULATIVE,
    unit=COUNT,
    decimals=0,
    polarity=Polarity.NEUTRAL,
    tables=("elective-home-education",),
    steps=_steps,
    source="Department for Education, Elective home education: methodology",
    period=PeriodRule.YEAR_TO_DATE,
    distinct="child_id",
    breakdowns=(
        "sex",
        "year_group",
        "sen",
        "sen_provision",
    ),
    scale=1,
    caveats=("It never agrees with the number on a day: the two answer different questions.",),
)

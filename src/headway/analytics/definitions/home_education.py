"""Children educated at home on a day."""

from headway.analytics.definition import Definition, PeriodRule, Step, Tables, Window
from headway.analytics.subjects.populations import with_groups
from headway.analytics.trails import Trail, open_on_the_last_day
from headway.domain.quantities import COUNT, MeasureKind, Polarity


def _steps(tables: Tables, window: Window) -> tuple[Step, ...]:
    return (
        Trail.of("times of home education in the file", tables["elective-home-education"])
        .keep(f"open on {window.last}", open_on_the_last_day("start", "end", window))
        .then("each with its groups", with_groups)
        .counting("each child counts once", numerator=1)
        .steps
    )


DEFINITION = Definition(
    name="home-education",
    title="Elective home education",
    numerator="different children educated at home on the day",
    denominator="",
    population=(
        "Children whose parents have chosen to educate them at home, on the day; not those for "
        "whom the authority provides education elsewhere."
    ),
    kind=MeasureKind.SNAPSHOT,
    unit=COUNT,
    decimals=0,
    polarity=Polarity.NEUTRAL,
    tables=("elective-home-education",),
    steps=_steps,
    source="Department for Education, Elective home education: methodology",
    period=PeriodRule.ON_THE_DAY,
    distinct="child_id",
    breakdowns=(
        "sex",
        "year_group",
        "sen",
        "sen_provision",
        "suitable",
    ),
    scale=1,
    caveats=(
        "The number rises through a year and falls when the oldest leave: compare with the same "
        "term only.",
    ),
    beside=("home-education-in-period",),
)

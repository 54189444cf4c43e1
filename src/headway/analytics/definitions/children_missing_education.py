"""Children missing education on a day."""

from headway.analytics.definition import Definition, PeriodRule, Step, Tables, Window
from headway.analytics.subjects.populations import compulsory_births, with_groups
from headway.analytics.trails import Trail, open_on_the_last_day
from headway.domain.quantities import COUNT, MeasureKind, Polarity


def _steps(tables: Tables, window: Window) -> tuple[Step, ...]:
    born = compulsory_births(window.last)
    return (
        Trail.of("times of missing education in the file", tables["children-missing-education"])
        .keep(f"open on {window.last}", open_on_the_last_day("start", "end", window))
        .keep("of compulsory school age that day", lambda rows: rows.birth.between(*born))
        .then("each with its groups", with_groups)
        .counting("each child counts once", numerator=1)
        .steps
    )


DEFINITION = Definition(
    name="children-missing-education",
    title="Children missing education",
    numerator="different children missing education on the day",
    denominator="",
    population=(
        "Children of compulsory school age, on no school's roll and without suitable education "
        "otherwise, on the day."
    ),
    kind=MeasureKind.SNAPSHOT,
    unit=COUNT,
    decimals=0,
    polarity=Polarity.NEUTRAL,
    tables=("children-missing-education",),
    steps=_steps,
    source="Department for Education, Children missing education: methodology",
    period=PeriodRule.ON_THE_DAY,
    distinct="child_id",
    breakdowns=(
        "sex",
        "year_group",
        "sen",
        "sen_provision",
        "reason",
    ),
    scale=1,
    caveats=(
        "A high or low number need not mean bad or good practice: fewer are found where fewer "
        "are looked for. A plan may still set a direction of its own.",
    ),
    beside=("children-missing-education-in-period",),
)

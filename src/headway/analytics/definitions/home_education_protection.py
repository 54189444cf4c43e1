"""Children educated at home who have a child protection plan."""

from headway.analytics.definition import Definition, PeriodRule, Step, Tables, Window
from headway.analytics.subjects.populations import on_list
from headway.analytics.trails import Trail, open_on_the_last_day
from headway.domain.quantities import COUNT, MeasureKind, Polarity


def _steps(tables: Tables, window: Window) -> tuple[Step, ...]:
    plans = tables["child-protection"]
    open_plans = plans.filter(open_on_the_last_day("start", "end", window)(plans))
    return (
        Trail.of("times of home education in the file", tables["elective-home-education"])
        .keep(f"open on {window.last}", open_on_the_last_day("start", "end", window))
        .then("with an open child protection plan", lambda rows: on_list(rows, open_plans))
        .counting("each child counts once", numerator=1)
        .steps
    )


DEFINITION = Definition(
    name="home-education-protection-plan",
    title="Children educated at home with a child protection plan",
    numerator="different children educated at home and on a protection plan on the day",
    denominator="",
    population="Children educated at home on the day with an open child protection plan that day.",
    kind=MeasureKind.SNAPSHOT,
    unit=COUNT,
    decimals=0,
    polarity=Polarity.LOW,
    tables=(
        "elective-home-education",
        "child-protection",
    ),
    steps=_steps,
    source="Department for Education, Elective home education: methodology",
    period=PeriodRule.ON_THE_DAY,
    distinct="child_id",
    breakdowns=(
        "sex",
        "year_group",
    ),
    scale=1,
    caveats=(
        "Small numbers tell of children who can be known: keep them inside, or suppress them.",
        "Children are joined by their number in the council's system or by their pupil number.",
    ),
    beside=("home-education-need-plan",),
)

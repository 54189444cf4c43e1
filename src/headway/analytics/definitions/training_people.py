"""People trained."""

from headway.analytics.definition import Definition, PeriodRule, Step, Tables, Window
from headway.analytics.trails import Trail, during
from headway.domain.quantities import COUNT, MeasureKind, Polarity


def _steps(tables: Tables, window: Window) -> tuple[Step, ...]:
    return (
        Trail.of("places in the file", tables["training"])
        .keep("on courses in the window", during("day", window))
        .keep("whose holder came", lambda rows: rows.attended)
        .counting("each counts once", numerator=1)
        .steps
    )


DEFINITION = Definition(
    name="training-people",
    title="People trained",
    numerator="different people who came",
    denominator="",
    population="People who came to a course in the window.",
    kind=MeasureKind.CUMULATIVE,
    unit=COUNT,
    decimals=0,
    polarity=Polarity.HIGH,
    tables=("training",),
    steps=_steps,
    source="Local definition",
    period=PeriodRule.YEAR_TO_DATE,
    distinct="person",
    breakdowns=(
        "course",
        "role",
        "organisation",
    ),
    scale=1,
    caveats=("Different people: terms must not be added.",),
)

"""Early help assessments begun."""

from headway.analytics.definition import Definition, PeriodRule, Step, Tables, Window
from headway.analytics.subjects.early_help import with_assessment
from headway.analytics.trails import Trail, during
from headway.domain.quantities import COUNT, MeasureKind, Polarity


def _steps(tables: Tables, window: Window) -> tuple[Step, ...]:
    return (
        Trail.of("children in assessments in the file", tables["early-help-assessments"])
        .keep("begun in the window", during("start", window))
        .then("each with its assessment", with_assessment)
        .counting("each assessment counts once", numerator=1)
        .steps
    )


DEFINITION = Definition(
    name="early-help-assessments",
    title="Early help assessments begun",
    numerator="different assessments begun",
    denominator="",
    population=(
        "Assessments begun in the window, each counted once however many children it covers."
    ),
    kind=MeasureKind.CUMULATIVE,
    unit=COUNT,
    decimals=0,
    polarity=Polarity.HIGH,
    tables=("early-help-assessments",),
    steps=_steps,
    source="Local definition",
    period=PeriodRule.YEAR_TO_DATE,
    distinct="assessment",
    breakdowns=("organisation",),
    scale=1,
    caveats=(
        "Assessments, not children. Where the file has no number of the assessment, each child "
        "in it counts as one.",
        "Plans count by financial year and seldom say whether assessments begun or completed "
        "are meant.",
    ),
)

"""How many people answered the survey."""

from headway.analytics.definition import Definition, PeriodRule, Step, Tables, Window
from headway.analytics.subjects.surveys import of_its_round
from headway.analytics.trails import Trail, during
from headway.domain.quantities import COUNT, MeasureKind, Polarity


def _steps(tables: Tables, window: Window) -> tuple[Step, ...]:
    return (
        Trail.of("answers in the file", tables["survey-answers"])
        .keep("given in the window", during("day", window))
        .then("each with its round", of_its_round)
        .keep("not passed over", lambda rows: rows.answer.notnull())
        .counting("each response counts once", numerator=1)
        .steps
    )


DEFINITION = Definition(
    name="survey-responses",
    title="Responses to the survey",
    numerator="different responses",
    denominator="",
    population="Responses with at least one answer in the window.",
    kind=MeasureKind.ANNUAL,
    unit=COUNT,
    decimals=0,
    polarity=Polarity.HIGH,
    tables=("survey-answers",),
    steps=_steps,
    source="The partnership's own survey",
    period=PeriodRule.WITHIN,
    distinct="response",
    breakdowns=(
        "round",
        "version",
        "age_band",
        "send",
    ),
    scale=1,
    caveats=(
        "A survey that people chose to answer speaks for them alone: show the number of "
        "answers, and call no small difference a change.",
    ),
)

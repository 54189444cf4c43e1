"""The share of those who answered the survey who have special needs or a disability."""

from headway.analytics.definition import Definition, PeriodRule, Step, Tables, Window
from headway.analytics.subjects.surveys import of_its_round
from headway.analytics.trails import Trail, during
from headway.domain.quantities import PERCENT, MeasureKind, Polarity


def _steps(tables: Tables, window: Window) -> tuple[Step, ...]:
    return (
        Trail.of("answers in the file", tables["survey-answers"])
        .keep("given in the window", during("day", window))
        .then("each with its round", of_its_round)
        .then(
            "one row a response",
            lambda rows: rows.group_by("response", "round").aggregate(
                send=rows.send.any(), version=rows.version.min()
            ),
        )
        .keep("which said whether", lambda rows: rows.send.notnull())
        .counting("with needs", numerator=lambda rows: rows.send, denominator=1)
        .steps
    )


DEFINITION = Definition(
    name="survey-with-needs",
    title="Share of responses from people with special educational needs or a disability",
    numerator="responses from people with special educational needs or a disability",
    denominator="responses that said whether",
    population=(
        "Responses with at least one answer in the window whose writer said whether they have "
        "such needs."
    ),
    kind=MeasureKind.ANNUAL,
    unit=PERCENT,
    decimals=0,
    polarity=Polarity.NEUTRAL,
    tables=("survey-answers",),
    steps=_steps,
    source="The partnership's own survey",
    period=PeriodRule.WITHIN,
    breakdowns=(
        "round",
        "version",
    ),
    caveats=(
        "A survey that people chose to answer speaks for them alone: show the number of "
        "answers, and call no small difference a change.",
    ),
)

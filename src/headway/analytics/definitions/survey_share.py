"""The share of each answer to a question of the survey."""

from headway.analytics.definition import Definition, PeriodRule, Step, Tables, Window
from headway.analytics.subjects.surveys import beside_options
from headway.analytics.trails import Trail, during
from headway.domain.quantities import PERCENT, MeasureKind, Polarity


def _steps(tables: Tables, window: Window) -> tuple[Step, ...]:
    return (
        Trail.of("answers in the file", tables["survey-answers"])
        .keep("given in the window", during("day", window))
        .keep("not passed over", lambda rows: rows.answer.notnull())
        .then("each beside every option of its question", beside_options)
        .counting(
            "the one chosen", numerator=lambda rows: rows.answer == rows.option, denominator=1
        )
        .steps
    )


DEFINITION = Definition(
    name="survey-share",
    title="Share of those who answered",
    numerator="people who gave the answer",
    denominator="people who answered the question",
    population=(
        "People who answered the question in the window; those who passed it over are left out."
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
        "item",
        "option",
        "round",
        "version",
        "age_band",
        "send",
    ),
    split_by=(
        "item",
        "option",
    ),
    caveats=(
        "A survey that people chose to answer speaks for them alone: show the number of "
        "answers, and call no small difference a change.",
        "The options are the answers that somebody gave in the window.",
    ),
    beside=("survey-responses",),
)

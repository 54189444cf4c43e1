"""Annual reviews decided within 4 weeks."""

from headway.analytics.definition import Definition, PeriodRule, Step, Tables, Window
from headway.analytics.subjects.time_limits import settled_or_due, within_days
from headway.analytics.trails import Trail, during
from headway.domain.quantities import PERCENT, MeasureKind, Polarity

_LIMIT = 28


def _steps(tables: Tables, window: Window) -> tuple[Step, ...]:
    return (
        Trail.of("reviews in the file", tables["annual-reviews"])
        .keep("whose meeting was in the window", during("meeting", window))
        .keep("settled, or out of time", settled_or_due("meeting", "decided", _LIMIT, window))
        .counting(
            "in time",
            numerator=lambda rows: within_days(rows, "meeting", "decided", _LIMIT),
            denominator=1,
        )
        .steps
    )


DEFINITION = Definition(
    name="annual-review-decisions",
    title="Annual reviews decided within 4 weeks",
    numerator="reviews of which the family was told the decision within 4 weeks of the meeting",
    denominator="reviews with a meeting",
    population=(
        "Reviews whose meeting was in the window; one not settled whose time had not run out by "
        "the window's last day is left out."
    ),
    kind=MeasureKind.RATE_TO_DATE,
    unit=PERCENT,
    decimals=1,
    polarity=Polarity.HIGH,
    tables=("annual-reviews",),
    steps=_steps,
    source=(
        "Special Educational Needs and Disability Regulations 2014, regulations 20 and 22; R (L "
        "and others) v Devon County Council [2022] EWHC 493"
    ),
    period=PeriodRule.YEAR_TO_DATE,
    caveats=("The published year is the calendar year.",),
    beside=("annual-review-amendments",),
)

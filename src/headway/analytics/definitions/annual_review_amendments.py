"""Amended plans issued within 12 weeks of the annual review."""

from headway.analytics.definition import Definition, PeriodRule, Step, Tables, Window
from headway.analytics.subjects.time_limits import settled_or_due, within_days
from headway.analytics.trails import Trail, during
from headway.domain.quantities import PERCENT, MeasureKind, Polarity

_LIMIT = 84


def _steps(tables: Tables, window: Window) -> tuple[Step, ...]:
    return (
        Trail.of("reviews in the file", tables["annual-reviews"])
        .keep("whose meeting was in the window", during("meeting", window))
        .keep("that led to an amendment", lambda rows: rows.outcome == "amend")
        .keep("settled, or out of time", settled_or_due("meeting", "amended", _LIMIT, window))
        .counting(
            "in time",
            numerator=lambda rows: within_days(rows, "meeting", "amended", _LIMIT),
            denominator=1,
        )
        .steps
    )


DEFINITION = Definition(
    name="annual-review-amendments",
    title="Amended plans issued within 12 weeks of the annual review",
    numerator="amended plans issued within 12 weeks of the meeting",
    denominator="reviews that led to an amendment",
    population=(
        "Reviews whose meeting was in the window and led to an amendment; one not settled whose "
        "time had not run out by the window's last day is left out."
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
    beside=("annual-review-decisions",),
)

"""EHC plans issued within 20 weeks, with exceptions."""

from headway.analytics.definition import Definition, PeriodRule, Step, Tables, Window
from headway.analytics.subjects.time_limits import within_days
from headway.analytics.trails import Trail, during
from headway.domain.quantities import PERCENT, MeasureKind, Polarity

_TWENTY_WEEKS = 140


def _steps(tables: Tables, window: Window) -> tuple[Step, ...]:
    return (
        Trail.of("requests in the file", tables["ehc-requests"])
        .keep("whose plan was issued in the window", during("issued", window))
        .counting(
            "within 20 weeks",
            numerator=lambda rows: within_days(rows, "received", "issued", _TWENTY_WEEKS),
            denominator=1,
        )
        .steps
    )


DEFINITION = Definition(
    name="ehc-20-weeks-all",
    title="EHC plans issued within 20 weeks, with exceptions",
    numerator="plans issued within 20 weeks of the request",
    denominator="plans issued",
    population="All new plans issued in the window, those with an exception too.",
    kind=MeasureKind.RATE_TO_DATE,
    unit=PERCENT,
    decimals=1,
    polarity=Polarity.HIGH,
    tables=("ehc-requests",),
    steps=_steps,
    source=(
        "Department for Education, Education, health and care plans: methodology; Special "
        "Educational Needs and Disability Regulations 2014, regulation 13"
    ),
    period=PeriodRule.YEAR_TO_DATE,
    breakdowns=(
        "sex",
        "sen_need",
    ),
    caveats=(
        "The published year is the calendar year.",
        "Children who still wait are in neither part, so that clearing a backlog lowers it: "
        "show those waiting beside it.",
        "Time limits were relaxed from 1 May to 25 September 2020.",
    ),
    beside=(
        "ehc-20-weeks",
        "ehc-still-waiting",
    ),
)

"""Requests for a plan that have waited longer than 20 weeks."""

from datetime import timedelta
from typing import Any

from headway.analytics.definition import Definition, PeriodRule, Step, Tables, Window
from headway.analytics.trails import Trail
from headway.domain.quantities import COUNT, MeasureKind, Polarity

_TWENTY_WEEKS = timedelta(days=140)
_OVER = ("refuse", "withdrawn", "history")


def _steps(tables: Tables, window: Window) -> tuple[Step, ...]:
    limit = window.last - _TWENTY_WEEKS

    def ended(rows: Any, outcome: str, day: str) -> Any:
        over = rows[outcome].isin(_OVER).fill_null(False)
        return over & (rows[day].isnull() | (rows[day] <= window.last))

    return (
        Trail.of("requests in the file", tables["ehc-requests"])
        .keep(f"received before {limit}", lambda rows: rows.received < limit)
        .keep(
            f"without a plan on {window.last}",
            lambda rows: rows.issued.isnull() | (rows.issued > window.last),
        )
        .keep(
            "assessment not refused or withdrawn", lambda rows: ~ended(rows, "outcome", "decided")
        )
        .keep("plan not refused or withdrawn", lambda rows: ~ended(rows, "to_issue", "assessed"))
        .counting("each counts once", numerator=1)
        .steps
    )


DEFINITION = Definition(
    name="ehc-still-waiting",
    title="Requests for an EHC plan open for more than 20 weeks",
    numerator="requests open for more than 20 weeks on the day",
    denominator="",
    population=(
        "Requests received more than 20 weeks before the day, without a plan and neither "
        "refused nor withdrawn by then."
    ),
    kind=MeasureKind.SNAPSHOT,
    unit=COUNT,
    decimals=0,
    polarity=Polarity.LOW,
    tables=("ehc-requests",),
    steps=_steps,
    source="Special Educational Needs and Disability Regulations 2014, regulation 13",
    period=PeriodRule.ON_THE_DAY,
    breakdowns=(
        "sex",
        "sen_need",
    ),
    scale=1,
    caveats=("Shown beside the share in time, which it explains.",),
    beside=("ehc-20-weeks",),
)

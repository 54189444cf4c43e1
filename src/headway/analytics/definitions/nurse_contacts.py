"""One-to-one sessions of school nurses."""

from headway.analytics.definition import Definition, PeriodRule, Step, Tables, Window
from headway.analytics.trails import Trail
from headway.domain.quantities import COUNT, MeasureKind, Polarity


def _steps(tables: Tables, window: Window) -> tuple[Step, ...]:
    return (
        Trail.of("totals in the file", tables["nurse-contacts"])
        .keep(
            "of periods in the window",
            lambda rows: (rows.start >= window.first) & (rows.end <= window.last),
        )
        .counting("each adds its number", numerator=lambda rows: rows.number)
        .steps
    )


DEFINITION = Definition(
    name="nurse-contacts",
    title="School nurse one-to-one sessions",
    numerator="the total, of contacts or children as the provider counts",
    denominator="",
    population=(
        "Totals of periods that lie in the window whole; appointments not kept are left out by "
        "the provider."
    ),
    kind=MeasureKind.CUMULATIVE,
    unit=COUNT,
    decimals=0,
    polarity=Polarity.HIGH,
    tables=("nurse-contacts",),
    steps=_steps,
    source="Provider's returns",
    period=PeriodRule.WITHIN,
    breakdowns=(
        "phase",
        "counted",
        "provider",
    ),
    split_by=("counted",),
    scale=1,
    caveats=(
        "Contacts and children are different counts and are never added; children of two "
        "periods may be the same.",
        "Periods are calendar months and do not fit school terms.",
    ),
)

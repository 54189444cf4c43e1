"""How often resources were fetched."""

from headway.analytics.definition import Definition, PeriodRule, Step, Tables, Window
from headway.analytics.trails import Trail
from headway.domain.quantities import COUNT, MeasureKind, Polarity


def _steps(tables: Tables, window: Window) -> tuple[Step, ...]:
    return (
        Trail.of("totals in the file", tables["resource-downloads"])
        .keep(
            "of periods in the window",
            lambda rows: (
                (rows.start >= window.first) & (rows.end.coalesce(rows.start) <= window.last)
            ),
        )
        .counting("each adds its number", numerator=lambda rows: rows.downloads)
        .steps
    )


DEFINITION = Definition(
    name="resource-downloads",
    title="Downloads of resources",
    numerator="downloads",
    denominator="",
    population="Totals of periods that lie in the window whole.",
    kind=MeasureKind.CUMULATIVE,
    unit=COUNT,
    decimals=0,
    polarity=Polarity.HIGH,
    tables=("resource-downloads",),
    steps=_steps,
    source="Local definition",
    period=PeriodRule.YEAR_TO_DATE,
    breakdowns=("resource",),
    scale=1,
    caveats=("Downloads, not people.",),
)

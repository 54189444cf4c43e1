"""Children with a plan and without a placement on a day."""

from typing import Any

from headway.analytics.definition import Definition, PeriodRule, Step, Tables, Window
from headway.analytics.subjects.populations import compulsory_births
from headway.analytics.trails import Trail, open_on_the_last_day
from headway.domain.quantities import COUNT, MeasureKind, Polarity


def _unplaced(rows: Any, window: Window) -> Any:
    named = rows.placement.notnull() & (rows.placement.lower() != "none")
    begun = rows.placement_start.isnull() | (rows.placement_start <= window.last)
    lasts = rows.placement_end.isnull() | (rows.placement_end > window.last)
    there = (named.fill_null(False) | rows.urn.notnull()) & begun & lasts
    return ~(there | rows.home_educated.fill_null(False))


def _steps(tables: Tables, window: Window) -> tuple[Step, ...]:
    born = compulsory_births(window.last)
    return (
        Trail.of("plans in the file", tables["ehc-plans"])
        .keep(f"in force on {window.last}", open_on_the_last_day("start", "end", window))
        .keep("of compulsory school age that day", lambda rows: rows.birth.between(*born))
        .keep("without a placement that day", lambda rows: _unplaced(rows, window))
        .counting("each child counts once", numerator=1)
        .steps
    )


DEFINITION = Definition(
    name="ehc-unplaced",
    title="Children with an EHC plan and no placement",
    numerator="different children with an open plan and no placement on the day",
    denominator="",
    population="Children of compulsory school age with an open plan on the day.",
    kind=MeasureKind.SNAPSHOT,
    unit=COUNT,
    decimals=0,
    polarity=Polarity.LOW,
    tables=("ehc-plans",),
    steps=_steps,
    source="Local definition",
    period=PeriodRule.ON_THE_DAY,
    distinct="child_id",
    breakdowns=(
        "sex",
        "sen_need",
    ),
    scale=1,
    caveats=(
        "A local definition; children without a day of birth in the file are left out.",
        "A child who is educated at home by choice is not among them, where the file says so.",
        "Some are counted among the children missing education too.",
    ),
)

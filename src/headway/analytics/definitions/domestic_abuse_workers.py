"""Domestic abuse workers in post on a day."""

from typing import Any

from headway.analytics.definition import Definition, PeriodRule, Step, Tables, Window
from headway.analytics.trails import Trail, open_on_the_last_day
from headway.domain.quantities import COUNT, MeasureKind, Polarity


def _in_post(rows: Any, window: Window) -> Any:
    was_there = rows.state == "filled"
    has_left = (rows.state == "ended") & rows.end.notnull()
    return (was_there | has_left) & open_on_the_last_day("start", "end", window)(rows)


def _steps(tables: Tables, window: Window) -> tuple[Step, ...]:
    return (
        Trail.of("posts in the file", tables["domestic-abuse-workers"])
        .keep(f"filled on {window.last}", lambda rows: _in_post(rows, window))
        .counting("each post counts once", numerator=1)
        .steps
    )


DEFINITION = Definition(
    name="domestic-abuse-workers",
    title="Domestic abuse workers in post",
    numerator="posts filled on the day",
    denominator="",
    population="Posts with somebody in them on the day; those being recruited to are left out.",
    kind=MeasureKind.SNAPSHOT,
    unit=COUNT,
    decimals=0,
    polarity=Polarity.HIGH,
    tables=("domestic-abuse-workers",),
    steps=_steps,
    source="Local definition",
    period=PeriodRule.ON_THE_DAY,
    distinct="post",
    breakdowns=("works_with",),
    scale=1,
    caveats=("Posts, not hours: some are part time.",),
)

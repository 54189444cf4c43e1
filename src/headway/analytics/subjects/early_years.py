"""The early years profile: who was assessed, and who reached a good level of development."""

from typing import Any

from headway.analytics.definition import Tables, Window
from headway.analytics.subjects.populations import with_groups
from headway.analytics.trails import Trail
from headway.evidence.holidays import academic_year

GOALS_SINCE_2021 = (
    "elg_listening", "elg_speaking", "elg_self_regulation", "elg_managing_self",
    "elg_relationships", "elg_gross_motor", "elg_fine_motor", "elg_comprehension",
    "elg_word_reading", "elg_writing", "elg_number", "elg_patterns",
)  # fmt: skip
"""The goals of the good level of development since September 2021."""

GOALS_BEFORE = (
    "elg_listening", "elg_understanding", "elg_speaking", "elg_moving", "elg_health",
    "elg_confidence", "elg_feelings", "elg_relationships", "elg_reading", "elg_writing",
    "elg_number", "elg_shape",
)  # fmt: skip
"""Those to 2018/19."""

EXPECTED = ("2", "3")
"""Levels of a goal that count: expected, and exceeding while there was one."""


def assessed(tables: Tables, window: Window) -> Trail:
    """
    The children in the return, with `reached`: whether at a good level of development.

    It is worked out from the twelve goals, and taken from the file where some goal is empty. A
    child with neither is in no part of the rate.
    """
    year = academic_year(window.last)
    goals = GOALS_SINCE_2021 if year >= 2021 else GOALS_BEFORE

    def reached(rows: Any) -> Any:
        filled, met = rows[goals[0]].notnull(), rows[goals[0]].isin(EXPECTED)
        for goal in goals[1:]:
            filled, met = filled & rows[goal].notnull(), met & rows[goal].isin(EXPECTED)
        return rows.mutate(reached=filled.ifelse(met, rows.gld))

    return (
        Trail.of("children in the file", tables["early-years-profile"])
        .keep(
            f"in the return of {year}/{(year + 1) % 100:02d}",
            lambda rows: rows.academic_year == year,
        )
        .then("each with the level reached", reached)
        .keep("whose level is known", lambda rows: rows.reached.notnull())
        .then("each with its groups", with_groups)
    )

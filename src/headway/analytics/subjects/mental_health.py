"""Access to children's mental health services: totals that providers and areas return."""

from typing import Any

from headway.analytics.definition import Tables, Window
from headway.analytics.trails import Trail, during

_KEYS = ("level", "organisation")


def latest_totals(tables: Tables, window: Window, definition: str) -> Trail:
    """
    The last total of each area or provider that ends in the window, under one definition.

    Totals of a year to date hold those before them, so that the last alone is taken.
    """

    def last_alone(rows: Any) -> Any:
        latest = rows.group_by(*_KEYS).aggregate(latest=rows.end.max())
        return rows.semi_join(
            latest, [*(rows[key] == latest[key] for key in _KEYS), rows.end == latest.latest]
        )

    return (
        Trail.of("totals in the file", tables["camhs-access"])
        .keep(f"under {definition}", lambda rows: rows.definition == definition)
        .keep("that end in the window", during("end", window))
        .then("the latest of each area or provider", last_alone)
    )

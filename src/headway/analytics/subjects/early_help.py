"""Early help: one assessment can cover several children."""

from typing import Any


def with_assessment(rows: Any) -> Any:
    """The rows with `assessment`: its number, or the child and the day where it has none."""
    named = rows.child_id + " " + rows.start.cast("string")
    return rows.mutate(assessment=rows.assessment_id.coalesce(named))

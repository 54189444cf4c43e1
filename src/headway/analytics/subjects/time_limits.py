"""Days by which something is due, and whether it was in time."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from headway.analytics.definition import Window


def within_days(rows: Any, begun: str, done: str, days: int) -> Any:
    """The condition that `done` came at most so many days after `begun`; the last one counts."""
    import ibis  # noqa: PLC0415 - late: slow to import

    return rows[done] <= rows[begun] + ibis.interval(days=days)


def settled_or_due(begun: str, done: str, days: int, window: Window) -> Callable[[Any], Any]:
    """
    The condition that something is done, or that its time had run out by the window's last day.

    What is neither can still be in time and is judged in no window yet.
    """
    limit = window.last - timedelta(days=days)
    return lambda rows: rows[done].notnull() | (rows[begun] <= limit)

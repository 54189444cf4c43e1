"""
What tables of public-health indicators say beside a figure: its interval, a verdict, a trend.

The limits are those of 95%, as they were published: none are worked out here.
"""

from collections.abc import Iterable, Mapping
from math import isfinite
from typing import Any

LOW, HIGH, VERDICT, TREND = "low", "high", "verdict", "trend"

_COLUMNS = {
    "lower ci 95.0 limit": LOW,
    "upper ci 95.0 limit": HIGH,
    "compared to england value or percentiles": VERDICT,
    "recent trend": TREND,
}
COLUMNS = tuple(_COLUMNS)
"""Headings of such columns, in lower case."""


def columns(names: Iterable[str]) -> dict[str, str]:
    """
    Which of some columns say what beside a figure.

    >>> columns(["Value", "Lower CI 95.0 limit", "Recent Trend"])
    {'Lower CI 95.0 limit': 'low', 'Recent Trend': 'trend'}
    """
    return {name: _COLUMNS[name.casefold()] for name in names if name.casefold() in _COLUMNS}


def beside(row: Mapping[str, Any], found: Mapping[str, str], value: float | None) -> dict[str, Any]:
    """
    What a row says beside its figure.

    Both limits, or neither: of a figure that does not lie between them they are not used.

    `found`: As `columns` gave it.
    """
    cells = {what: (row[name] or "").strip() for name, what in found.items()}
    low, high = (_number(cells.pop(end, "")) for end in (LOW, HIGH))
    if value is None or low is None or high is None or not low <= value <= high:
        return cells
    return {**cells, LOW: low, HIGH: high}


def _number(cell: str) -> float | None:
    try:
        number = float(cell.replace(",", ""))
    except ValueError:
        return None
    return number if isfinite(number) else None


def overlap(one: tuple[float, float], other: tuple[float, float]) -> bool:
    """
    Whether two intervals have a point in common.

    >>> overlap((67.9, 77.4), (63.0, 72.3)), overlap((72.2, 73.2), (74.8, 75.9))
    (True, False)
    """
    return one[0] <= other[1] and other[0] <= one[1]

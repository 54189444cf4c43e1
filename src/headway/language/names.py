"""Figures inside the name of a measure, where columns of their own hold its figures."""

import re
from collections.abc import Collection
from dataclasses import replace

from headway.domain.plan import Target
from headway.domain.quantities import Direction, Unit
from headway.language.readings import RowReading
from headway.language.rows import unit_in
from headway.language.units import DURATIONS

_MOVES = frozenset({Direction.INCREASE, Direction.DECREASE, Direction.MAINTAIN})
_WITHIN = re.compile(
    r"\bwithin\s+(?:the\s+)?(?:target\s+(?:time\s+)?of\s+)?(?P<number>[0-9][0-9.,]{0,8})\s*-?\s*"
    r"(?:(?:working|calendar|school|business)\s+)?"
    r"(?:seconds?|minutes?|mins?|hours?|hrs?|days?|weeks?|months?|years?)\b",
    re.IGNORECASE,
)


def is_timeliness(text: str) -> bool:
    """
    Whether a row is defined by something being done in time.

    >>> is_timeliness("A&E patients seen within 4 hours"), is_timeliness("Visits to libraries")
    (True, False)
    """
    return _WITHIN.search(text) is not None


def without_figures_of_its_name(
    reading: RowReading, text: str, *, has_target: bool, units: Collection[Unit]
) -> RowReading:
    """
    A row's reading without the figures that only name it.

    Beside a target in a column of its own, a name ("Scope 1 and 2 emissions") has no
    target; a sentence with a verb of change keeps its own. "Within 4 hours" defines what
    is counted wherever a rate or a count of it is given.

    Args:
        reading: What its words say, taken by themselves.
        text: Its words.
        has_target: A target stands in a column of its own.
        units: Those of the row's figures in columns; empty where it has none.
    """
    if not (has_target or units):
        return reading
    if has_target and reading.direction not in _MOVES:
        kept: tuple[Target, ...] = ()
    else:
        kept = tuple(one for one in reading.targets if not _defines(one, text, units))
    if kept == reading.targets:
        return reading
    return replace(reading, targets=kept, unit=unit_in(text, kept))


def _defines(target: Target, text: str, units: Collection[Unit]) -> bool:
    if target.unit not in DURATIONS or target.unit in units:
        return False
    numbers = {found["number"].rstrip(".,") for found in _WITHIN.finditer(text)}
    return target.value is not None and f"{target.value:g}" in numbers

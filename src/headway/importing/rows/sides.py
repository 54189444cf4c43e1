"""Which side of a bare figure is the right one, by what else its row says."""

from collections.abc import Sequence

from headway.domain.plan import Baseline, Target
from headway.domain.quantities import Comparator, Direction, Polarity
from headway.importing.rows.entries import Entry
from headway.importing.rows.figure_cells import polarity_of
from headway.language.directions import bare_head
from headway.language.names import is_timeliness
from headway.language.readings import RowReading
from headway.language.unwanted import is_unwanted, is_wanted

_BOUNDS = {
    Comparator.LE: Polarity.LOW,
    Comparator.LT: Polarity.LOW,
    Comparator.GE: Polarity.HIGH,
    Comparator.GT: Polarity.HIGH,
}
_MOVES = (Direction.INCREASE, Direction.DECREASE)


def told_side(entry: Entry, reading: RowReading) -> Polarity:
    """Which way is better in the plan's own words: its column for it, else its verb."""
    if stated := polarity_of(entry.polarity):
        return stated
    return reading.polarity if reading.direction in _MOVES else Polarity.UNKNOWN


def better_side(
    entry: Entry,
    reading: RowReading,
    targets: Sequence[Target],
    baselines: Sequence[Baseline],
) -> Polarity:
    """
    Which way is better: as the plan says, else by what is counted, else by the way from
    the baseline to the target.

    A quantity that can be negative ("Surplus / (deficit)") is not judged by its name.
    """
    told = told_side(entry, reading)
    if told is not Polarity.UNKNOWN or not entry.targets:
        return reading.polarity if told is Polarity.UNKNOWN else told
    way = _from_the_baseline(targets, baselines)
    if any(one.value < 0 for one in baselines):
        return way or Polarity.HIGH
    if is_unwanted(bare_head(entry.text)):
        return Polarity.LOW
    bounds = [_BOUNDS[one.comparator] for one in targets if one.comparator in _BOUNDS]
    if bounds:
        return bounds[0]
    if reading.direction is Direction.MAINTAIN:
        return reading.polarity
    if is_timeliness(entry.text) or is_wanted(bare_head(entry.text)):
        return Polarity.HIGH
    return way or reading.polarity


def _from_the_baseline(targets: Sequence[Target], baselines: Sequence[Baseline]) -> Polarity | None:
    for target in reversed(targets):
        if target.value is None or target.comparator is Comparator.CHANGE_BY:
            continue
        for start in reversed(baselines):
            if start.unit == target.unit and start.value != target.value:
                return Polarity.HIGH if target.value > start.value else Polarity.LOW
    return None

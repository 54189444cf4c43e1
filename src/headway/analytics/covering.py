"""
Whether what was loaded speaks for the days that are asked about. What is missing is never zero.

A file speaks for the days from its first row to its last, or for those that were named when it
was loaded (`headway data load --covers`). A count of days of which no file speaks is not zero; it
is refused. Where the files reach over a part of the days, the figure stands, and says so.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta

from headway.analytics.definition import PeriodRule, Window
from headway.evidence.errors import EvidenceError
from headway.evidence.kinds import KINDS
from headway.evidence.store.records import Load

QUIET_FIRST, QUIET_LAST = 62, 31
"""
Days at the beginning and at the end of a window in which nothing need have happened: of a school
year August and the first weeks of term; three weeks of holiday and some without an event.
"""

BEHIND = 10
"""Days by which a school's marks may end before those of others."""

_NAMED = 5
_UNITS = {kind.name: kind.unit for kind in KINDS}

Loads = Mapping[str, Sequence[Load]]


def refuse_uncovered(names: Iterable[str], loads: Loads, rule: PeriodRule, window: Window) -> None:
    """
    Refuse to count days of which nothing has been loaded.

    A register as on a day is refused where it begins after that day only: that its newest row
    is old does not say that it is.

    Args:
        names: The datasets that are counted.
        loads: By dataset, those that stand.
        rule: `Definition.period`.
        window: The days asked about.

    Raises:
        EvidenceError: A dataset with days has none of these.
    """
    for name in names:
        spans = [load.covers for load in loads.get(name, ()) if load.covers]
        if not spans:
            continue
        first, last = min(one.first for one in spans), max(one.last for one in spans)
        on_the_day = rule is PeriodRule.ON_THE_DAY
        if any(
            one.first <= window.last and (on_the_day or one.last >= window.first) for one in spans
        ):
            continue
        raise EvidenceError(
            f"Nothing of {name} has been loaded for {_days(window.first, window.last)}: what has "
            f"come is of {_days(first, last)}. That is missing, not zero. Load a file for these "
            "days; or, if one that you have speaks for them though it has no row of them, load it "
            "with --covers FIRST..LAST."
        )


def gaps_in(names: Iterable[str], loads: Loads, window: Window) -> tuple[str, ...]:
    """
    Where what was loaded reaches over a part of the days only, a sentence for each dataset.

    Schools that sent nothing of the window's last weeks are named, the first five of them.
    """
    found = []
    for name in names:
        spans = [load.covers for load in loads.get(name, ()) if load.covers]
        if not spans:
            continue
        first, last = min(one.first for one in spans), max(one.last for one in spans)
        if last < window.last - timedelta(days=QUIET_LAST):
            found.append(f"What has come of {name} ends on {_day(last)}, {_before(last, window)}.")
        elif first > window.first + timedelta(days=QUIET_FIRST) and window.first < window.last:
            found.append(f"What has come of {name} begins on {_day(first)} only.")
        found += _schools_behind(name, loads[name], window)
    return tuple(found)


def _before(last: date, window: Window) -> str:
    return f"{(window.last - last).days} days before the last day asked about"


def _schools_behind(name: str, loads: Sequence[Load], window: Window) -> list[str]:
    """Schools of which others' marks go on and theirs do not."""
    if not _UNITS.get(name):
        return []
    until: dict[str, date] = {}
    for load in loads:
        if load.covers:
            until |= {unit: max(load.covers.last, until.get(unit, date.min)) for unit in load.units}
    reached = min(max(until.values(), default=date.min), window.last)
    behind = sorted(u for u, day in until.items() if day < reached - timedelta(days=BEHIND))
    if not behind:
        return []
    more = f" and {len(behind) - _NAMED} more" if len(behind) > _NAMED else ""
    return [
        f"{len(behind)} of {len(until)} schools have sent no {name} of the last weeks: "
        f"{', '.join(behind[:_NAMED])}{more}. Their earlier days are counted."
    ]


def _days(first: date, last: date) -> str:
    return _day(last) if first == last else f"{_day(first)} to {_day(last)}"


def _day(day: date) -> str:
    return f"{day:%d/%m/%Y}"

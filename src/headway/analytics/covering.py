"""
Whether what was loaded speaks for the days that are asked about. What is missing is never zero.

A file speaks for the days from its first row to its last, or for those that were named when it
was loaded (`headway data load --covers`); of marks, a school for the days on which it has one.
A count of days of which no file speaks is not zero; it is refused. Where the files reach over a
part of the days, the figure stands, and says so.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta

from headway.analytics.definition import PeriodRule, Window
from headway.analytics.school_days import MarkedDays, SchoolDays, Stretch, named, said
from headway.evidence.calendars import Calendar
from headway.evidence.errors import EvidenceError
from headway.evidence.kinds import KINDS
from headway.evidence.store.kept_marks import MARKS
from headway.evidence.store.records import Covers, Load

QUIET_FIRST, QUIET_LAST = 62, 31
"""
Days at the beginning and at the end of a window in which nothing need have happened: of a school
year August and the first weeks of term; three weeks of holiday and some without an event.
"""

BEHIND = 10
"""Days by which a school's marks may end before those of others."""

BETWEEN = 11
"""School days between two files from which it is said that none speaks for them: in two weeks
there need not have been an event. Of marks, which every day has, one is enough."""

WEEK = 5
"""School days in a row that a school must lack to be named: fewer may be training days."""

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
            f"Nothing of {name} has been loaded for {said(window.first, window.last)}: what has "
            f"come is of {said(first, last)}. That is missing, not zero. Load a file for these "
            "days; or, if one that you have speaks for them though it has no row of them, load it "
            "with --covers FIRST..LAST."
        )


def gaps_in(
    names: Iterable[str],
    loads: Loads,
    window: Window,
    calendar: Calendar,
    schools: MarkedDays | None = None,
) -> tuple[str, ...]:
    """
    Where what was loaded speaks for a part of the days only, some sentences for each dataset.

    At either end, and between files: school days of which none speaks. Schools that sent
    nothing of the window's last weeks, or of weeks within it, are named, the first five of them.

    Args:
        names: The datasets that are counted.
        loads: By dataset, those that stand.
        window: The days asked about.
        calendar: On which days there is school; where it lacks a year, the usual ones are meant.
        schools: On which days each school has marks; without it they go by their loads.
    """
    found = []
    for name in names:
        spans = [load.covers for load in loads.get(name, ()) if load.covers]
        if not spans:
            continue
        first, last = min(one.first for one in spans), max(one.last for one in spans)
        if last < window.last - timedelta(days=QUIET_LAST) and window.first == window.last:
            found.append(
                f"The newest row of {name} is of {_day(last)}, {_before(last, window)}: what has "
                "changed since then is not in it, unless nothing has."
            )
        elif last < window.last - timedelta(days=QUIET_LAST):
            found.append(f"What has come of {name} ends on {_day(last)}, {_before(last, window)}.")
        elif first > window.first + timedelta(days=QUIET_FIRST) and window.first < window.last:
            found.append(f"What has come of {name} begins on {_day(first)} only.")
        known = schools if name == MARKS else None
        open_days = _open_days(calendar, window, first, last)
        missing = _missing(name, loads[name], open_days, known)
        found += _between(name, missing, open_days)
        if known is None:
            found += _schools_behind(name, loads[name], window)
        else:
            there = [day for day in open_days.days if not _in_any(day, missing)]
            found += _schools_lacking(loads[name], there, calendar, known)
    return tuple(found)


def _before(last: date, window: Window) -> str:
    return f"{(window.last - last).days} days before the last day asked about"


def _open_days(calendar: Calendar, window: Window, first: date, last: date) -> SchoolDays:
    """The school days of a window from the first to the last day that has come."""
    first, last = max(first, window.first), min(last, window.last)
    if first >= last or window.first == window.last:
        return SchoolDays(days=(), usual=False)
    return SchoolDays.between(calendar, first, last)


def _missing(
    name: str, loads: Sequence[Load], open_days: SchoolDays, known: MarkedDays | None
) -> tuple[Stretch, ...]:
    """The school days of which nothing speaks, at least so many in a row as mean something."""
    spans = [load.covers for load in loads if load.covers]
    if known is not None:
        spans = [*known.spans, *(load.covers for load in loads if load.covers and _was_said(load))]
    least = 1 if name == MARKS else BETWEEN
    return tuple(one for one in open_days.missing_in(spans) if one.days >= least)


def _in_any(day: date, stretches: Sequence[Stretch]) -> bool:
    return any(one.first <= day <= one.last for one in stretches)


def _was_said(load: Load) -> bool:
    """Whether whoever loaded it said for which days it speaks."""
    return "covers" in load.source.options


def _between(name: str, missing: Sequence[Stretch], open_days: SchoolDays) -> list[str]:
    if not missing:
        return []
    days = sum(one.days for one in missing)
    pattern = " by the usual pattern of terms" if open_days.usual else ""
    return [
        f"No file of {name} speaks for {named(missing)} "
        f"({days} school day{'s' if days > 1 else ''}{pattern})."
    ]


def _schools_lacking(
    loads: Sequence[Load], there: Sequence[date], calendar: Calendar, known: MarkedDays
) -> list[str]:
    """Schools that lack days which are there of others, by their own marks."""
    if not there:
        return []
    said_of: dict[int, list[Covers]] = {}
    for load in loads:
        if load.covers and _was_said(load):
            for unit in load.units:
                said_of.setdefault(int(unit), []).append(load.covers)
    lacking = known.lacking(calendar, there, said_of)
    reached = there[-1]
    behind: list[str] = []
    weeks: list[str] = []
    for urn, stretches in lacking.items():
        *before, last = stretches
        stopped = last.last == reached and (reached - last.first).days >= BEHIND
        if stopped:
            behind.append(str(urn))
        inner = [one for one in (before if stopped else stretches) if one.days >= WEEK]
        if inner:
            weeks.append(f"{urn} ({named(inner)})")
    return [
        *_of_the_last_weeks(MARKS, behind, len(known.urns)),
        *_of_some_weeks(MARKS, weeks, len(known.urns)),
    ]


def _schools_behind(name: str, loads: Sequence[Load], window: Window) -> list[str]:
    """Schools of which others' marks go on and theirs do not, by their loads."""
    if not _UNITS.get(name):
        return []
    until: dict[str, date] = {}
    for load in loads:
        if load.covers:
            until |= {unit: max(load.covers.last, until.get(unit, date.min)) for unit in load.units}
    reached = min(max(until.values(), default=date.min), window.last)
    behind = sorted(u for u, day in until.items() if day < reached - timedelta(days=BEHIND))
    return _of_the_last_weeks(name, behind, len(until))


def _of_the_last_weeks(name: str, behind: Sequence[str], schools: int) -> list[str]:
    return [
        f"{len(behind)} of {schools} schools have sent no {name} of the last weeks: "
        f"{_first_of(behind)}. Their earlier days are counted."
    ] * bool(behind)


def _of_some_weeks(name: str, lacking: Sequence[str], schools: int) -> list[str]:
    return [
        f"{len(lacking)} of {schools} schools have sent no {name} of some weeks: "
        f"{_first_of(lacking)}. Their other days are counted."
    ] * bool(lacking)


def _first_of(schools: Sequence[str]) -> str:
    more = f" and {len(schools) - _NAMED} more" if len(schools) > _NAMED else ""
    return f"{', '.join(schools[:_NAMED])}{more}"


def _day(day: date) -> str:
    return f"{day:%d/%m/%Y}"

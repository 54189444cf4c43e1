"""
Known breaks: years in which something was not collected, or was counted in another way.

One row for each; a measure is concerned if its words hold one of the topic's. What is
listed here is national and public (methodology notes of the Department for Education
and of NHS England). A break adds a warning or withholds a comparison; it never changes a figure.
"""

import re
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from headway.domain.periods import Period, PeriodKind
from headway.domain.plan import Measure


class Effect(StrEnum):
    """What a break does to a comparison."""

    NOT_COLLECTED = "not collected"
    """There is and will be no figure for these years."""
    SHORTENED = "shortened"
    """A part of the year was lost: a comparison is made, with a warning."""
    REDEFINED = "redefined"
    """Figures before and after are not of the same thing: no comparison is made."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Break:
    """
    One break in what is collected.

    Attributes:
        topics: Words that a measure concerned by it holds; each a regular expression.
        first: First day concerned.
        last: Last day concerned; for a redefinition the same as `first`.
        known_from: From when a judgement may know of it.
        sentence: For a reader, whole.
    """

    name: str
    effect: Effect
    topics: tuple[str, ...]
    first: date
    last: date
    known_from: date
    sentence: str


_EARLY_YEARS = (
    r"\bgood level of development\b",
    r"\bGLD\b",
    r"\bearly years (foundation stage )?profile\b",
    r"\bfoundation stage\b",
)
_ABSENCE = (r"\babsen(ce|t|tees?)\b", r"\battendance\b")
_SCHOOL_EVENTS = (*_ABSENCE, r"\bexclu(sions?|ded)\b", r"\bsuspensions?\b", r"\btimetables?\b")
_CLOSED = date(2020, 3, 20)

BREAKS: tuple[Break, ...] = (
    Break(
        name="early-years-profile-cancelled",
        effect=Effect.NOT_COLLECTED,
        topics=_EARLY_YEARS,
        first=date(2019, 9, 1),
        last=date(2021, 8, 31),
        known_from=_CLOSED,
        sentence="The early years profile was not collected in 2019/20 or 2020/21.",
    ),
    Break(
        name="early-years-profile-reformed",
        effect=Effect.REDEFINED,
        topics=_EARLY_YEARS,
        first=date(2021, 9, 1),
        last=date(2021, 9, 1),
        known_from=date(2021, 9, 1),
        sentence="The early years profile was reformed in September 2021, "
        "so figures before and after are not of the same thing.",
    ),
    Break(
        name="schools-closed-2020",
        effect=Effect.SHORTENED,
        topics=_SCHOOL_EVENTS,
        first=_CLOSED,
        last=date(2020, 8, 31),
        known_from=_CLOSED,
        sentence="Schools closed to most pupils after 20 March 2020, so this is not like for like.",
    ),
    Break(
        name="pandemic-attendance-2020-21",
        effect=Effect.SHORTENED,
        topics=_SCHOOL_EVENTS,
        first=date(2020, 9, 1),
        last=date(2021, 8, 31),
        known_from=date(2021, 1, 4),
        sentence="Lockdown and self-isolation in 2020/21 kept pupils from school "
        "without counting as absence, so this is not like for like.",
    ),
    Break(
        name="attendance-codes-2024",
        effect=Effect.REDEFINED,
        topics=_ABSENCE,
        first=date(2024, 8, 19),
        last=date(2024, 8, 19),
        known_from=date(2024, 8, 19),
        sentence="The attendance codes changed on 19 August 2024 "
        "(an interview now counts as absence), so figures before and after differ slightly.",
    ),
    Break(
        name="mental-health-access-definition",
        effect=Effect.REDEFINED,
        topics=(r"\bCAMHS\b.*\baccess", r"\baccess.*\bCAMHS\b"),
        first=date(2021, 4, 1),
        last=date(2021, 4, 1),
        known_from=date(2021, 4, 1),
        sentence="From 2021 access to mental health services has been counted in another way "
        "(one contact in place of two, and numbers in place of a share of need).",
    ),
)


def concerning(measure: Measure, at: date) -> tuple[Break, ...]:
    """The breaks known at a date that a measure's words put in its way."""
    words = " ".join((measure.title, measure.text, measure.quantity))
    return tuple(
        one
        for one in BREAKS
        if one.known_from <= at and any(re.search(t, words, re.IGNORECASE) for t in one.topics)
    )


def never_collected(measure: Measure, period: Period | None, at: date) -> Break | None:
    """The break that means there is no figure for the whole of a period, if there is one."""
    if period is None:
        return None
    first, last = period.first_day(), period.last_day()
    if first is None or last is None or period.kind is PeriodKind.CALENDAR_YEAR:
        # A school measure's calendar year may mean the school year that ends in it.
        return None
    for one in concerning(measure, at):
        if one.effect is Effect.NOT_COLLECTED and last <= one.last and last > one.first:
            return one
    return None


def between(
    measure: Measure, before: Period | None, after: Period | None, at: date
) -> tuple[Break, ...]:
    """The breaks that spoil a comparison of two periods, the worst first."""
    found = [
        one
        for one in concerning(measure, at)
        if (one.effect is Effect.REDEFINED and _parted(one.first, before, after))
        or (one.effect is Effect.SHORTENED and _touched(one, before) != _touched(one, after))
    ]
    return tuple(sorted(found, key=lambda one: one.effect is not Effect.REDEFINED))


def leaving_out(measure: Measure, earlier_year: Period, now: Period, at: date) -> Break | None:
    """The break for which an earlier year is no model of this one; None where it may be."""
    for one in redefined(measure, at):
        if _parted(one.first, earlier_year, now):
            return one
    return cut_short(measure, earlier_year, at)


def redefined(measure: Measure, at: date) -> tuple[Break, ...]:
    """The days from which the measure has been counted in another way, each with its break."""
    return tuple(one for one in concerning(measure, at) if one.effect is Effect.REDEFINED)


def cut_short(measure: Measure, period: Period, at: date) -> Break | None:
    """The break by which a part of the period was lost; None where none was."""
    for one in concerning(measure, at):
        if one.effect is Effect.SHORTENED and _touched(one, period):
            return one
    return None


def _parted(on: date, before: Period | None, after: Period | None) -> bool:
    """Whether the earlier period began before the day and the later one ended after it."""
    if before is None or after is None:
        return False
    start, end = before.first_day(), after.last_day()
    later = after.first_day()
    if start is None or end is None or later is None:
        return False
    return start < on and later >= on


def _touched(one: Break, period: Period | None) -> bool:
    if period is None:
        return False
    first, last = period.first_day(), period.last_day()
    if first is None or last is None:
        return False
    return first <= one.last and one.first <= last

"""
A plan's rounds, with their days.

The rule of the days. A round whose period is a month, a day or a span of them is due on its
last working day, for the timetable says when it is reported. A round at the end of a term, a
quarter or a year opens on the first working day after it, for the figures are there no
earlier. From there working days are counted, in term only, so that nobody is asked, reminded
or late in a school holiday, at a week-end or on a bank holiday.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from headway.domain.periods import Period, PeriodKind
from headway.domain.plan import Plan, Row
from headway.evidence.holidays import academic_year
from headway.judgement import wording
from headway.rounds.cadence import Cadence, cadence
from headway.rounds.errors import RoundError
from headway.rounds.working_days import WorkingDays

_DAY = timedelta(days=1)
_REPORTED_WITHIN = (PeriodKind.DAY, PeriodKind.MONTH, PeriodKind.SPAN, PeriodKind.SEASON,
                    PeriodKind.CALENDAR_YEAR, PeriodKind.YEARS)  # fmt: skip
"""Periods that say when a row is reported; the others say what time the report is about."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pace:
    """
    How long a round takes, in working days.

    Attributes:
        answering: From its opening to the day answers are due.
        remind_before: How long before that day those are reminded who have not answered.
        remind_after: How long after it.
        escalate: How long after it the lead is told.
        closing: From the day answers are due to the last on which they are taken.

    Raises:
        RoundError: A number is not positive, or something would come after the closing.
    """

    answering: int = 10
    remind_before: tuple[int, ...] = (5, 1)
    remind_after: tuple[int, ...] = (1, 3)
    escalate: int = 2
    closing: int = 5

    def __post_init__(self) -> None:
        numbers = (self.answering, *self.remind_before, *self.remind_after, self.escalate)
        if any(number < 1 for number in (*numbers, self.closing)):
            raise RoundError("Working days of a round are counted from 1; got a number below it.")
        if max(self.remind_before, default=0) >= self.answering:
            raise RoundError(
                f"A reminder {max(self.remind_before)} working days before the date would come "
                f"before the round opens, {self.answering} working days before it."
            )
        if max((*self.remind_after, self.escalate)) > self.closing:
            raise RoundError(
                f"A round that closes {self.closing} working days after the date cannot remind "
                f"or escalate {max((*self.remind_after, self.escalate))} working days after it."
            )


@dataclass(frozen=True, slots=True, kw_only=True)
class Days:
    """
    The days of a round; every one a working day but `as_at`.

    Attributes:
        as_at: The last day of the period: what is asked is how things stood then.
        opens_on: On which those who answer are asked.
        due_on: By the end of which they should have answered.
        closes_on: The last on which answers are taken.
        reminders: On which whoever has not answered is reminded, in order.
        escalates_on: On which their lead is told.
    """

    as_at: date
    opens_on: date
    due_on: date
    closes_on: date
    reminders: tuple[date, ...]
    escalates_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedRound:
    """
    A round as the plan's timetable has it.

    Attributes:
        label: What people call it: "Term 4 of 2025/26".
        rows: Ids of the rows that are reported in it, in the plan's order.
    """

    period: Period
    label: str
    days: Days
    rows: tuple[str, ...]


def label(period: Period) -> str:
    """
    What a round is called.

    >>> label(Period.parse("AY 2025/26 T4")), label(Period.parse("2020-09"))
    ('Term 4 of 2025/26', 'September 2020')
    """
    words = wording.period(period)
    return words[:1].upper() + words[1:]


def days_of(period: Period, working: WorkingDays, pace: Pace | None = None) -> Days:
    """
    The days of the round for a period, by the rule above.

    >>> days = days_of(Period.parse("AY 2025/26 T2"), WorkingDays())
    >>> f"{days.as_at:%d %b} {days.opens_on:%d %b} {days.due_on:%d %b}"
    '19 Dec 06 Jan 20 Jan'

    Raises:
        RoundError: The period comes again and again and has no last day.
    """
    pace = pace or Pace()
    last = working.last_day(period)
    if last is None:
        raise RoundError(
            f'A round needs a time of its own; "{period}" comes again and again. '
            "Name a term, a quarter, a month or a day."
        )
    if period.kind in _REPORTED_WITHIN:
        due = working.on_or_before(last)
        opens = working.after(due, -pace.answering)
    else:
        opens = working.on_or_after(last + _DAY)
        due = working.after(opens, pace.answering)
    return days_around(opens, due, last, working, pace)


def days_around(
    opens: date, due: date, as_at: date, working: WorkingDays, pace: Pace | None = None
) -> Days:
    """
    The days of a round that somebody opens by hand: reminders and closing by the pace.

    The two days that are given stand as they are given, so that an officer may choose one in
    the holidays; what is counted from them falls on working days.

    Raises:
        RoundError: The answers would be due before they are asked for.
    """
    pace = pace or Pace()
    if due <= opens:
        raise RoundError(
            f"Answers would be due on {wording.day(due)}, and asked for on {wording.day(opens)}. "
            "Choose a later day for the answers."
        )
    before = (working.after(due, -number) for number in pace.remind_before)
    after = (working.after(due, number) for number in pace.remind_after)
    return Days(
        as_at=as_at,
        opens_on=opens,
        due_on=due,
        closes_on=working.after(due, pace.closing),
        reminders=tuple(sorted({day for day in (*before, *after) if day > opens})),
        escalates_on=working.after(due, pace.escalate),
    )


def cadences(plan: Plan) -> dict[str, Cadence]:
    """How often each row in force is reported on: its own timetable, else its area's."""
    return {
        row.id: cadence(plan.responsibility(row).timetable)
        for row in plan.rows()
        if plan.is_current(row)
    }


def rounds(
    plan: Plan, *, first: date, last: date, working: WorkingDays, pace: Pace | None = None
) -> tuple[PlannedRound, ...]:
    """
    The rounds that open from one day to another, both counted, by their opening.

    A row whose timetable names no time is reported in each of them. A plan in which no row
    names a time has no rounds of its own.
    """
    by_row = cadences(plan)
    planned = []
    for period in sorted(_periods(by_row, first, last), key=lambda one: (one.sort_key(), str(one))):
        days = days_of(period, working, pace)
        if first <= days.opens_on <= last:
            rows = rows_in(period, by_row)
            planned.append(PlannedRound(period=period, label=label(period), days=days, rows=rows))
    return tuple(sorted(planned, key=lambda one: one.days.opens_on))


def rows_in(period: Period, by_row: dict[str, Cadence]) -> tuple[str, ...]:
    """The rows reported in the round for a period, in the plan's order."""
    return tuple(row for row, one in by_row.items() if one.names_no_time or _comes(one, period))


def next_round(
    plan: Plan, *, after: date, working: WorkingDays, pace: Pace | None = None
) -> PlannedRound | None:
    """The first round that opens after a day, looked for in the five years after it."""
    last = date(after.year + 5, 12, 31)
    found = rounds(plan, first=after + _DAY, last=last, working=working, pace=pace)
    return found[0] if found else None


def row_of(plan: Plan, row_id: str) -> Row | None:
    """A row of the plan as it is now; None where it has gone since the round was opened."""
    return next((row for row in plan.rows() if row.id == row_id), None)


def _periods(by_row: dict[str, Cadence], first: date, last: date) -> set[Period]:
    years = range(academic_year(first) - 1, academic_year(last) + 2)
    found: set[Period] = set()
    for one in set(by_row.values()):
        if one.once is not None:
            found.add(one.once)
        found.update(period for year in years for period in _recurring(one, year))
    return found


def _recurring(one: Cadence, year: int) -> Iterator[Period]:
    for period in one.periods(year):
        last = period.last_day()
        if one.since is None or (last is not None and last >= one.since):
            yield period


def _comes(one: Cadence, period: Period) -> bool:
    if one.once is not None:
        return one.once == period
    year = academic_year(period.first_day() or date.min)
    return any(period in _recurring(one, about) for about in (year - 1, year, year + 1))

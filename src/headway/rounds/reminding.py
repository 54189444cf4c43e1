"""Which reminder of a round has come due, and whether the lead is to be told."""

from datetime import date

from headway.rounds.schedule import Days
from headway.rounds.working_days import WorkingDays


def reminder_due(
    days: Days, *, on: date, reminded: date | None, working: WorkingDays
) -> date | None:
    """
    The day of the reminder that is to go out on a day; None where none is.

    After a stop of the service only the latest is made up for: nobody gets three at once. On
    a day that is no working day, and once the round is closed, none goes out.

    Args:
        days: Of the round.
        on: The day it is.
        reminded: The day on which whoever it is for was last reminded, by this or by hand.
        working: The authority's working days.
    """
    if not working.is_working(on) or on > days.closes_on:
        return None
    come = [day for day in days.reminders if day <= on]
    if not come or (reminded is not None and reminded >= come[-1]):
        return None
    return come[-1]


def escalation_due(days: Days, *, on: date, told: bool, working: WorkingDays) -> bool:
    """Whether the lead is to be told on a day that an agency has not answered; once a round."""
    return not told and working.is_working(on) and days.escalates_on <= on <= days.closes_on

"""The working days of a plan's authority: its own calendar where its data directory has one."""

from headway.evidence.calendar_files import read_calendar
from headway.evidence.errors import EvidenceError
from headway.rounds.working_days import WorkingDays
from headway.web.evidence.directory import data_directory


def working_days(slug: str) -> WorkingDays:
    """By `calendar.csv` of the plan's data; the usual pattern where there is none to read."""
    path = data_directory(slug) / "calendar.csv"
    if not path.is_file():
        return WorkingDays()
    try:
        return WorkingDays(calendar=read_calendar(path))
    except EvidenceError:
        return WorkingDays()


def has_own_calendar(slug: str) -> bool:
    """Whether the plan's data holds a calendar."""
    return (data_directory(slug) / "calendar.csv").is_file()

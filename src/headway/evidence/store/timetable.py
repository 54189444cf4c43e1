"""
When each kind of data is due, and which of it is late on a day.

A kind is due some days after the end of each of its periods. It has come for a period when a load
has any of the period's days, or, for a kind without days, when a load came after its beginning.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from headway.evidence.calendars import Calendar
from headway.evidence.errors import EvidenceError
from headway.evidence.holidays import Days, academic_year
from headway.evidence.kinds import KINDS
from headway.evidence.store.directory import Store
from headway.evidence.store.records import Load
from headway.evidence.usual_terms import usual_terms

_DAY = timedelta(days=1)


class Every(StrEnum):
    """How long the periods of a kind are."""

    TERM = "term"
    QUARTER = "quarter"
    YEAR = "school year"


@dataclass(frozen=True, slots=True, kw_only=True)
class Due:
    """
    When a kind is due.

    Attributes:
        within: Days after the end of its period.
    """

    every: Every
    within: int

    @property
    def words(self) -> str:
        """For people."""
        return f"due within {self.within} days of the end of each {self.every}"


_TERM, _TERM_LATER = Due(every=Every.TERM, within=14), Due(every=Every.TERM, within=30)
_QUARTER, _YEAR = Due(every=Every.QUARTER, within=30), Due(every=Every.YEAR, within=92)

TIMETABLE = {
    "attendance-marks": _TERM,
    "attendance-census": Due(every=Every.TERM, within=120),
    "enrolments": _TERM,
    "schools": _YEAR,
    "exclusions": _TERM,
    "placements": _TERM,
    "part-time-timetables": _TERM,
    "children-missing-education": _TERM_LATER,
    "elective-home-education": _TERM_LATER,
    "children-in-need": _QUARTER,
    "child-protection": _QUARTER,
    "ehc-plans": _TERM_LATER,
    "ehc-requests": _TERM_LATER,
    "annual-reviews": _TERM_LATER,
    "early-years-profile": _YEAR,
    "early-help-assessments": _QUARTER,
    "nurse-contacts": _QUARTER,
    "support-team-settings": _YEAR,
    "camhs-access": Due(every=Every.QUARTER, within=60),
    "encompass-sign-ups": _YEAR,
    "training": _TERM_LATER,
    "domestic-abuse-workers": _QUARTER,
    "ofsted-outcomes": _TERM_LATER,
    "survey-answers": _YEAR,
    "resource-downloads": _QUARTER,
}
"""By kind. The census of a term is collected one term later, so its files have time until then."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Late:
    """
    A kind that is late.

    Attributes:
        period: The newest period that should have come and has not.
        since: The day on which the oldest missing one after what has come was due.
        until: The last day that has come; None where nothing ever has.
    """

    dataset: str
    period: Days
    since: date
    until: date | None
    sentence: str


def late_on(
    store: Store, at: date, calendar: Calendar | None, *, known_at: datetime | None = None
) -> list[Late]:
    """
    What is late on a day: every kind, those that have never come too.

    `calendar` has the authority's terms; where it lacks a year, the usual ones are meant.
    """
    found = []
    for dataset in KINDS:
        due = TIMETABLE[dataset.name]
        loads = store.loads(dataset.name, known_at)
        periods = [
            one
            for one in _periods(due.every, academic_year(at), calendar)
            if one.last + timedelta(days=due.within) < at
        ]
        come = [number for number, one in enumerate(periods) if _has_come(loads, one)]
        missing = periods[come[-1] + 1 :] if come else periods[-1:]
        if missing:
            since = missing[0].last + timedelta(days=due.within) + _DAY
            ends = [load.covers.last for load in loads if load.covers]
            ends = ends or [load.known_at.date() for load in loads]
            until = max(ends, default=None)
            found.append(
                Late(
                    dataset=dataset.name,
                    period=missing[-1],
                    since=since,
                    until=until,
                    sentence=_said(due, missing, since, until),
                )
            )
    return found


def _said(due: Due, missing: list[Days], since: date, until: date | None) -> str:
    last = missing[-1]
    which = f"the {due.every} from {last.first:%d/%m/%Y} to {last.last:%d/%m/%Y}"
    more = f" and {len(missing) - 1} before it" if len(missing) > 1 else ""
    came = f"the latest that has come is of {until:%d/%m/%Y}" if until else "nothing has ever come"
    return f"late since {since:%d/%m/%Y}: {which}{more} ({due.words}; {came})."


def _has_come(loads: list[Load], period: Days) -> bool:
    for load in loads:
        if load.covers is None:
            if load.known_at.date() >= period.first:
                return True
        elif load.covers.last >= period.first:
            return True
    return False


def _periods(every: Every, year: int, calendar: Calendar | None) -> Iterator[Days]:
    """The periods of the last school years up to this one, in order."""
    for start in range(year - 3, year + 1):
        match every:
            case Every.YEAR:
                yield Days(date(start, 8, 1), date(start + 1, 7, 31))
            case Every.QUARTER:
                for month in (7, 10, 13, 16):
                    first = date(start + (month - 1) // 12, (month - 1) % 12 + 1, 1)
                    past = month + 3
                    end = date(start + (past - 1) // 12, (past - 1) % 12 + 1, 1) - _DAY
                    yield Days(first, end)
            case Every.TERM:
                for term in _terms(start, calendar):
                    yield Days(term.first, term.last)


def _terms(year: int, calendar: Calendar | None) -> Iterator[Days]:
    try:
        terms = calendar.terms(year) if calendar else usual_terms(year)
    except EvidenceError:
        terms = usual_terms(year)
    for term in terms.terms:
        yield Days(term.first, term.last)

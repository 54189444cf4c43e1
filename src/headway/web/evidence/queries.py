"""What the service knows of the data behind a plan. Reading the catalogue is imported late."""

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from headway.domain.errors import HeadwayError
from headway.domain.plan import Measure, Plan
from headway.web.evidence.directory import data_directory
from headway.web.evidence.models import Job, State, What

if TYPE_CHECKING:
    from headway.analytics.definition import Definition
    from headway.evidence.store.lateness import Gap
    from headway.evidence.store.records import Load


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """
    What is in a plan's data directory.

    Attributes:
        loads: All that were ever made, newest first.
        standing: Numbers of those of which rows still stand.
        gaps: What has not come for the term that other data has reached.
        term: That term, in words; empty where nothing with days has been loaded.
    """

    loads: "tuple[Load, ...]"
    standing: frozenset[int]
    gaps: "tuple[Gap, ...]"
    term: str


def known(slug: str) -> Known:
    """What has been loaded for a plan; its catalogue is read, and none of its rows."""
    from headway.evidence.kinds import KINDS  # noqa: PLC0415 - late: slow to import
    from headway.evidence.store.directory import Store  # noqa: PLC0415 - as above
    from headway.evidence.store.lateness import late  # noqa: PLC0415 - as above

    store = Store(data_directory(slug))
    loads = store.every_load()
    standing = {one.load.id for dataset in KINDS for one in store.standing(dataset.name)}
    days = [load.covers.last for load in loads if load.covers and load.undone_at is None]
    gaps: list[Gap] = []
    words = ""
    if days:
        first, last, words = _term_of(max(days))
        gaps = late(store, first, last, known_at=None)
    return Known(
        loads=tuple(reversed(loads)),
        standing=frozenset(standing),
        gaps=tuple(gaps),
        term=words,
    )


def _term_of(day: date) -> tuple[date, date, str]:
    """The term that a day lies in, or the last one before it: its days and its name."""
    from headway.evidence.holidays import academic_year  # noqa: PLC0415 - late: slow to import
    from headway.evidence.usual_terms import usual_terms  # noqa: PLC0415 - as above

    year = academic_year(day)
    begun = [
        (terms, term)
        for terms in (usual_terms(year - 1), usual_terms(year))
        for term in terms.terms
        if term.first <= day
    ]
    terms, term = begun[-1]
    return term.first, term.last, f"term {term.ordinal} of {terms.name}"


def wanted(plan: Plan) -> "list[tuple[Measure, Definition | None, str]]":
    """Measures that name a definition, with it; else None and why it is of no use."""
    from headway.analytics.observing import Wanted  # noqa: PLC0415 - late: slow to import

    found: list[tuple[Measure, Definition | None, str]] = []
    for measure in plan.measures:
        if not measure.definition:
            continue
        try:
            found.append((measure, Wanted.parse(measure.definition).definition, ""))
        except HeadwayError as error:
            found.append((measure, None, str(error)))
    return found


def jobs_of_loads(slug: str) -> dict[int, Job]:
    """By the number of a load, the upload that it came by, with its faults; one query."""
    found = Job.objects.filter(plan=slug, what=What.LOAD, state=State.DONE, load__isnull=False)
    return {one.load: one for one in found.defer("report", "workbook") if one.load is not None}


def unfinished(slug: str) -> list[Job]:
    """What is running, and what was refused last, newest first; one query."""
    rows = Job.objects.filter(plan=slug).exclude(state=State.DONE).defer("workbook")
    return list(rows[:5])


def kinds() -> list[tuple[str, str]]:
    """Every kind of file with its title, for a form."""
    from headway.evidence.kinds import KINDS  # noqa: PLC0415 - late: only where it is asked for

    return sorted(((one.name, one.title) for one in KINDS), key=lambda one: one[1])

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
    from headway.evidence.store.records import Load
    from headway.evidence.store.timetable import Late


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """
    What is in a plan's data directory.

    Attributes:
        loads: All that were ever made, newest first.
        standing: Numbers of those of which rows still stand.
        late: What should have come by that day and has not, by the timetable of the kinds;
            nothing where all data is made up, for nobody owes that.
    """

    loads: "tuple[Load, ...]"
    standing: frozenset[int]
    late: "tuple[Late, ...]"

    @property
    def is_real(self) -> bool:
        """Whether anything was loaded that is not made up."""
        return any(not load.made_up for load in self.loads)


def known(slug: str, at: date) -> Known:
    """What has been loaded for a plan, on a day; its catalogue is read, and none of its rows."""
    from headway.evidence.kinds import KINDS  # noqa: PLC0415 - late: slow to import
    from headway.evidence.store.directory import Store  # noqa: PLC0415 - as above
    from headway.evidence.store.taking_in import calendar_of  # noqa: PLC0415 - as above
    from headway.evidence.store.timetable import late_on  # noqa: PLC0415 - as above

    store = Store(data_directory(slug))
    loads = store.every_load()
    standing = {one.load.id for dataset in KINDS for one in store.standing(dataset.name)}
    real = any(not load.made_up for load in loads)
    return Known(
        loads=tuple(reversed(loads)),
        standing=frozenset(standing),
        late=tuple(late_on(store, at, calendar_of(store))) if real else (),
    )


def may_make_up(slug: str, at: date) -> bool:
    """Whether a made-up county may go behind a plan: only where no real data is."""
    return not known(slug, at).is_real


def making_up(slug: str) -> Job | None:
    """The county that is being made up for a plan, if one is."""
    jobs = Job.objects.filter(plan=slug, what=What.MAKE_UP, state=State.RUNNING)
    return jobs.defer("workbook").first()


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

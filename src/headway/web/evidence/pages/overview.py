"""The data page: what has come, how good it is, what is late, and what the measures need."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.urls import reverse

from headway.judgement.wording import day as day_words
from headway.web.evidence import queries
from headway.web.evidence.directory import data_directory
from headway.web.evidence.models import Job
from headway.web.plans.access import Opened
from headway.web.plans.pages.frame import address

if TYPE_CHECKING:
    from headway.analytics.definition import Definition
    from headway.domain.plan import Measure
    from headway.evidence.store.records import Load


@dataclass(frozen=True, slots=True, kw_only=True)
class LoadLine:
    """
    One load.

    Attributes:
        standing: Its rows count, all or some; else why not.
        faults: Faults by rule, where it came by upload.
        workbook: Where the rows to correct are; empty where there are none.
    """

    number: int
    kind: str
    file: str
    rows: int
    aside: int
    came: datetime
    covers: str
    schools: int
    sha256: str
    standing: bool
    why_not: str
    how: str
    synthetic: bool
    faults: tuple[dict[str, Any], ...]
    workbook: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Need:
    """
    A kind of data that a measure needs.

    Attributes:
        state: "loaded", "late" or "missing", also told in words.
    """

    kind: str
    state: str
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MeasureLine:
    """A measure that is computed, and what of its data has come."""

    name: str
    href: str
    definition: str
    problem: str
    needs: tuple[Need, ...]

    @property
    def complete(self) -> bool:
        """Whether everything that it needs has come."""
        return not self.problem and all(need.state == "loaded" for need in self.needs)


@dataclass(frozen=True, slots=True, kw_only=True)
class JobLine:
    """A job that is running or was refused."""

    name: str
    href: str
    state: str
    started_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class DataPage:
    """
    Everything on the page.

    Attributes:
        late: Of kinds that have come before or that a measure needs, each with its sentence.
        may_load: Whether whoever looks may load and compute.
        may_make_up: Whether they may also have a county made up: nothing real is there.
    """

    loads: tuple[LoadLine, ...]
    measures: tuple[MeasureLine, ...]
    late: tuple[tuple[str, str], ...]
    jobs: tuple[JobLine, ...]
    folder: str
    may_load: bool
    may_make_up: bool

    @property
    def newest(self) -> tuple[LoadLine, ...]:
        """Of each kind the newest load that stands, and every load with rows set aside."""
        first = {one.kind: one.number for one in reversed(self.loads) if one.standing}
        return tuple(one for one in self.loads if first.get(one.kind) == one.number or one.aside)

    @property
    def earlier(self) -> tuple[LoadLine, ...]:
        """All other loads."""
        shown = {one.number for one in self.newest}
        return tuple(one for one in self.loads if one.number not in shown)

    @property
    def can_compute(self) -> bool:
        """Whether there is a measure to compute and data to compute it from."""
        return bool(self.may_load and self.measures and self.loads)


def data_page(opened: Opened) -> DataPage:
    """The page as the data directory stands now; a query of the catalogue, two of the database."""
    slug = opened.plan.slug
    titles = dict(queries.kinds())
    known = queries.known(slug, opened.at)
    jobs = queries.jobs_of_loads(slug)
    late = {one.dataset: one.sentence for one in known.late}
    wanted = queries.wanted(opened.plan)
    owed = {load.dataset for load in known.loads} | set(_needed(wanted))
    may_load = opened.may("data.load")
    return DataPage(
        loads=tuple(
            _load_line(load, titles, load.id in known.standing, jobs.get(load.id), slug)
            for load in known.loads
        ),
        measures=tuple(
            MeasureLine(
                name=measure.name,
                href=address("plans:measure", opened, measure.id),
                definition=one.title if one else measure.definition,
                problem=problem,
                needs=tuple(_needs(one, known, late, titles)) if one else (),
            )
            for measure, one, problem in wanted
        ),
        late=tuple((titles[name], said) for name, said in late.items() if name in owed),
        jobs=tuple(_job_line(job) for job in queries.unfinished(slug)),
        folder=str(data_directory(slug)),
        may_load=may_load,
        may_make_up=may_load and not known.is_real,
    )


def _needed(
    wanted: "list[tuple[Measure, Definition | None, str]]",
) -> Iterator[str]:
    """The kinds that the plan's measures are made of, in the first way to make each."""
    from headway.analytics.explaining import ways_to_make  # noqa: PLC0415 - late: slow to import

    for _, one, _ in wanted:
        if one is not None:
            yield from ways_to_make(one)[0]


def _load_line(
    load: "Load", titles: dict[str, str], standing: bool, job: Job | None, slug: str
) -> LoadLine:
    undone = load.undone_at is not None
    covers = ""
    if load.covers:
        covers = f"{day_words(load.covers.first)} to {day_words(load.covers.last)}"
    return LoadLine(
        number=load.id,
        kind=titles.get(load.dataset, load.dataset),
        file=load.source.name,
        rows=load.kept,
        aside=load.quarantined,
        came=load.known_at,
        covers=covers,
        schools=len(load.units),
        sha256=load.source.sha256,
        standing=standing and not undone,
        why_not="taken back" if undone else "" if standing else "replaced by later loads",
        how="uploaded here" if job else "loaded by command",
        synthetic=load.made_up,
        faults=tuple(job.faults) if job else (),
        workbook=reverse("evidence:workbook", args=[slug, job.key])
        if job and job.workbook_size
        else "",
    )


def _needs(
    one: "Definition", known: queries.Known, late: dict[str, str], titles: dict[str, str]
) -> Iterator[Need]:
    from headway.analytics.explaining import ways_to_make  # noqa: PLC0415 - late: slow to import

    there: dict[str, list[Load]] = {}
    for load in known.loads:
        if load.id in known.standing:
            there.setdefault(load.dataset, []).append(load)
    ways = ways_to_make(one)
    way = next((each for each in ways if set(each) <= set(there)), ways[0])
    for name in way:
        if name not in there:
            yield Need(kind=titles[name], state="missing", words="nothing has come")
        elif name in late:
            yield Need(kind=titles[name], state="late", words=late[name])
        else:
            last = max((load.covers.last for load in there[name] if load.covers), default=None)
            until = f", to {day_words(last)}" if last else ""
            yield Need(kind=titles[name], state="loaded", words=f"loaded{until}")


def _job_line(job: Job) -> JobLine:
    return JobLine(
        name=job.name,
        href=reverse("evidence:job", args=[job.plan, job.key]),
        state=job.get_state_display(),
        started_at=job.started_at,
    )

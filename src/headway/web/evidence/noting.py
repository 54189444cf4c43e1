"""
What came into a plan's data directory, written into the audit trail: who, which bytes, when.

Files come by the data page, by `headway data load` and by whatever else writes to the directory,
so that the directory is asked and not the ways into it: what stands in its catalogue or on its
shelf and not yet in the trail is recorded. The worker asks every minute.
"""

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any, NamedTuple

from django.db import transaction

from headway.evidence.store.catalogue import Catalogue
from headway.evidence.store.records import Load
from headway.web.audit import queries as audit
from headway.web.audit.actions import record
from headway.web.evidence.directory import data_directory
from headway.web.evidence.models import Job, State, What
from headway.web.people.models import Person
from headway.web.plans.models import PlanRecord

BY_COMMAND = "By command, in the data directory"
_looked: dict[Path, tuple[int, ...]] = {}
"""By data directory, how it looked when this process last noted all of it."""


class News(NamedTuple):
    """
    One thing that the directory tells of.

    Attributes:
        identity: What the trail knows it by, apart from every other.
        by: Who did it, as far as the service knows.
        reason: In words.
    """

    verb: str
    identity: tuple[object, ...]
    after: dict[str, Any]
    by: Person | None = None
    reason: str = ""


def tick(now: datetime) -> list[str]:
    """Note what has come for any plan, wherever a directory has changed; what was noted."""
    noted = {}
    for plan in PlanRecord.objects.all():
        folder = data_directory(plan.slug)
        looks = _looks(folder)
        if looks and _looked.get(folder) != looks:
            noted[plan.slug] = note(plan.slug, at=now)
            _looked[folder] = looks
    return [f"{slug}: {count} changes of its data noted" for slug, count in noted.items() if count]


@transaction.atomic
def note(slug: str, *, at: datetime) -> int:
    """
    Record what has come into a plan's data directory since it was last asked; how much it was.

    Raises:
        EvidenceError: The directory cannot be read.
    """
    plan = PlanRecord.objects.select_for_update(of=("self",)).select_related("partnership")
    found = plan.get(slug=slug)
    known = {
        (entry.verb, *_identity(entry.verb, entry.became))
        for noun in ("data", "benchmark")
        for entry in audit.of_record(noun, slug)
        if isinstance(entry.became, dict)
    }
    fresh = [one for one in _news(slug) if (one.verb, *one.identity) not in known]
    for one in fresh:
        record(
            one.verb, key=slug, by=one.by, at=at, partnership=found.partnership.slug,
            after=one.after, reason=one.reason,
        )  # fmt: skip
    return len(fresh)


def _identity(verb: str, after: dict[str, Any]) -> tuple[object, ...]:
    """Loads are numbered from 1 in every directory, so that a number alone says too little."""
    names = ("release",) if verb.startswith("benchmark") else ("load", "sha256", "known_at")
    return tuple(after.get(name) for name in names)


def _news(slug: str) -> Iterator[News]:
    folder = data_directory(slug)
    for load in Catalogue(folder / "catalogue.sqlite").loads():
        job = _job_of(slug, load)
        after = _told(load)
        yield News(
            "data.loaded", _identity("data.loaded", after), after, job.by if job else None,
            "" if job else BY_COMMAND,
        )  # fmt: skip
        if load.undone_at is not None:
            yield News("data.undone", _identity("data.undone", after), after, None, load.undone_why)
    if (folder / "published").is_dir():
        yield from _published(folder)


def _published(folder: Path) -> Iterator[News]:
    from headway.evidence.published.releases import Shelf  # noqa: PLC0415 - late: slow to import

    for one in sorted(Shelf(folder).releases(), key=lambda one: one.loaded):
        after = {
            "release": one.id,
            "dataset": one.dataset,
            "sha256": one.sha256,
            "rows": one.rows,
            "known_at": one.loaded,
        }
        yield News("benchmark.loaded", (one.id,), after, reason=BY_COMMAND)


def _told(load: Load) -> dict[str, Any]:
    """A load as the trail keeps it: without the file's name, which may tell of somebody."""
    return {
        "load": load.id,
        "kind": load.dataset,
        "sha256": load.source.sha256,
        "rows": load.kept,
        "set_aside": load.quarantined,
        "known_at": load.known_at.isoformat(),
    }


def _job_of(slug: str, load: Load) -> Job | None:
    """The upload that a load came by, or the making up of a county that is under way."""
    jobs = Job.objects.filter(plan=slug).select_related("by").defer("workbook", "report")
    upload = jobs.filter(what=What.LOAD, kind=load.dataset, sha256=load.source.sha256)
    made_up = jobs.filter(what=What.MAKE_UP, state=State.RUNNING)
    return upload.first() or (made_up.first() if load.made_up else None)


def _looks(folder: Path) -> tuple[int, ...]:
    """Changes whenever something comes; empty where there is no data directory."""
    found = []
    for name in ("catalogue.sqlite", "catalogue.sqlite-wal", "published"):
        try:
            stat = (folder / name).stat()
        except OSError:
            continue
        found += [stat.st_mtime_ns, stat.st_size]
    return tuple(found)

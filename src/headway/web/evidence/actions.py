"""What can be done with data: take a file in, begin a computation, say what came of it."""

import hashlib
import secrets
from datetime import datetime
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.db import DatabaseError, transaction

from headway.evidence.store.records import Covers
from headway.web.audit.actions import record
from headway.web.evidence.models import How, Job, State, What
from headway.web.people.models import Person
from headway.web.plans import queries as plans


@transaction.atomic
def upload(
    *,
    slug: str,
    file: "UploadedFile[Any]",
    kind: str,
    how: How,
    at: datetime,
    covers: Covers | None = None,
    by: Person | None = None,
) -> Job:
    """Keep a file that is about to be loaded; the bytes lie under its key, not its name."""
    key = secrets.token_urlsafe(16)
    name = (file.name or "file").replace("\\", "/").rsplit("/", 1)[-1]
    job = Job(
        key=key,
        plan=slug,
        what=What.LOAD,
        kind=kind,
        name=name[-255:],
        size=file.size or 0,
        sha256=_digest(file),
        by=by,
        how=how,
        covers_first=covers.first if covers else None,
        covers_last=covers.last if covers else None,
        stage="Waiting to be read",
        started_at=at,
    )
    job.file.save(key, file, save=False)
    try:
        job.save()
    except DatabaseError:
        job.file.storage.delete(str(job.file.name))
        raise
    return job


def _digest(file: "UploadedFile[Any]") -> str:
    found = hashlib.sha256()
    for chunk in file.chunks():
        found.update(chunk)
    return found.hexdigest()


def computation(*, slug: str, period: str, at: datetime, by: Person | None = None) -> Job:
    """A computation that is about to begin."""
    return Job.objects.create(
        key=secrets.token_urlsafe(16),
        plan=slug,
        what=What.COMPUTE,
        name=period,
        by=by,
        stage="Waiting to be computed",
        started_at=at,
    )


def making_up(*, slug: str, pupils: int, at: datetime, by: Person | None = None) -> Job:
    """A county that is about to be made up for a plan."""
    return Job.objects.create(
        key=secrets.token_urlsafe(16),
        plan=slug,
        what=What.MAKE_UP,
        name="A made-up county",
        size=pupils,
        by=by,
        stage="Waiting to begin",
        started_at=at,
    )


def at_stage(*, job_id: int, words: str, read: int = 0) -> None:
    """Say how far it has come."""
    Job.objects.filter(pk=job_id, state=State.RUNNING).update(stage=words[:200], read=read)


@transaction.atomic
def end(
    *,
    job_id: int,
    state: State,
    report: str,
    at: datetime,
    load: int | None = None,
    faults: list[dict[str, Any]] | None = None,
    workbook: bytes = b"",
) -> None:
    """
    Say what came of it; does nothing when it had ended. The uploaded file is then thrown away.

    What was good of it is in the data directory, from which `noting` records it; what was not is
    in the workbook. A file that was refused is recorded here, for nothing else is left of it.
    """
    job = Job.objects.select_for_update().filter(pk=job_id, state=State.RUNNING).first()
    if job is None:
        return
    job.state, job.report, job.load, job.ended_at = state, report, load, at
    job.faults, job.stage = faults or [], ""
    job.workbook, job.workbook_size = workbook, len(workbook)
    file = job.file
    name, job.file = file.name, ""
    job.save()
    if state is State.REFUSED and job.what == What.LOAD:
        _record_refusal(job, at)
    if name:
        transaction.on_commit(lambda: file.storage.delete(name))


def _record_refusal(job: Job, at: datetime) -> None:
    plan = plans.record(job.plan)
    record(
        "data.refused", key=job.plan, by=job.by, at=at,
        partnership=plan.partnership.slug if plan else "",
        after={"kind": job.kind, "sha256": job.sha256, "bytes": job.size},
    )  # fmt: skip

"""What can be done with data: take a file in, begin a computation, say what came of it."""

import secrets
from datetime import datetime
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction

from headway.web.evidence.models import How, Job, State, What


@transaction.atomic
def upload(*, slug: str, file: "UploadedFile[Any]", kind: str, how: How, at: datetime) -> Job:
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
        how=how,
        stage="Waiting to be read",
        started_at=at,
    )
    job.file.save(key, file, save=False)
    job.save()
    return job


def computation(*, slug: str, period: str, at: datetime) -> Job:
    """A computation that is about to begin."""
    return Job.objects.create(
        key=secrets.token_urlsafe(16),
        plan=slug,
        what=What.COMPUTE,
        name=period,
        stage="Waiting to be computed",
        started_at=at,
    )


def making_up(*, slug: str, pupils: int, at: datetime) -> Job:
    """A county that is about to be made up for a plan."""
    return Job.objects.create(
        key=secrets.token_urlsafe(16),
        plan=slug,
        what=What.MAKE_UP,
        name="A made-up county",
        size=pupils,
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

    What was good of it is in the data directory; what was not is in the workbook.
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
    if name:
        transaction.on_commit(lambda: file.storage.delete(name))

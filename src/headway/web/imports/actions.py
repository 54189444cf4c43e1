"""What can be done to an import: each verb is one step, and each step can be undone."""

import secrets
from datetime import date, datetime
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.db import DatabaseError, transaction

from headway import planfile
from headway.domain.errors import HeadwayError
from headway.domain.plan import Plan
from headway.web.audit import actions as audit
from headway.web.imports.models import Import, State, Step
from headway.web.people import actions as people
from headway.web.people.models import Partnership, Person
from headway.web.plans import actions as plans
from headway.web.plans.models import PlanRecord, PlanVersion
from headway.web.plans.texts import plan_of


class NotCheckableError(HeadwayError):
    """The import is being read, was refused or was saved, so nothing in it can change."""


@transaction.atomic
def upload(
    *,
    file: "UploadedFile[Any]",
    into: str,
    based_on: int | None,
    as_at: date | None,
    part: int | None,
    at: datetime,
    partnership: Partnership | None = None,
    by: Person | None = None,
) -> Import:
    """
    Keep a document that is about to be read; the bytes lie under its key, not its name.

    Without a partnership it is that of the plan that it continues, or the only one there is.
    """
    known = PlanRecord.objects.filter(slug=into).select_related("partnership").first()
    if partnership is None:
        partnership = known.partnership if known else people.only_partnership(at=at)
    key = secrets.token_urlsafe(16)
    name = (file.name or "document").replace("\\", "/").rsplit("/", 1)[-1]
    job = Import(
        key=key,
        partnership=partnership,
        name=name[-255:],
        size=file.size or 0,
        into=into,
        based_on=based_on,
        as_at=as_at,
        part=part,
        stage="Waiting to be read",
        uploaded_at=at,
        started_at=at,
    )
    job.file.save(key, file, save=False)
    try:
        job.save()
    except DatabaseError:
        job.file.storage.delete(str(job.file.name))
        raise
    audit.record(
        "import.uploaded", key=job.pk, by=by, at=at, partnership=partnership.slug,
        after={"size": job.size, "into": into},
    )  # fmt: skip
    return job


@transaction.atomic
def read(*, job_id: int, plan: Plan, document: str, matches: str, at: datetime) -> None:
    """
    Keep what was read as the first step; does nothing when the import is gone or done.

    Args:
        job_id: The import.
        plan: The draft that was read.
        document: What the reader made of the file, as JSON.
        matches: What became of last year's rows, a line each; empty for a new plan.
        at: When.
    """
    job = Import.objects.select_for_update().filter(pk=job_id, state=State.READING).first()
    if job is None:
        return
    Step.objects.create(
        job=job,
        number=1,
        words=f"Read {job.name}",
        content=planfile.dumps(plan),
        made_at=at,
    )
    job.state, job.stage, job.position, job.ended_at = State.READ, "", 1, at
    job.document, job.matches = document, matches
    job.save()


def refuse(*, job_id: int, why: str, at: datetime) -> None:
    """Say why a document could not be read; nothing of it is kept but the file."""
    Import.objects.filter(pk=job_id, state=State.READING).update(
        state=State.REFUSED, refusal=why, stage="", ended_at=at
    )


def at_stage(*, job_id: int, words: str) -> None:
    """Say how far the reading has come."""
    Import.objects.filter(pk=job_id, state=State.READING).update(stage=words[:200])


@transaction.atomic
def step(*, job_id: int, seen: int, plan: Plan, words: str, row: str = "", at: datetime) -> Step:
    """
    Take a step: the draft as it is from now on. Steps that had been undone are gone.

    Args:
        job_id: The import.
        seen: The step that the person was looking at.
        plan: The whole draft after the step.
        words: What was done, in the past tense.
        row: The row that it was done to, if one.
        at: When.

    Raises:
        NotCheckableError: The import is not being checked, or has moved on since.
    """
    job = _checkable(job_id)
    if job.position != seen:
        raise NotCheckableError(
            "The draft was changed in another window since you opened this page. "
            "Nothing of yours was lost from the draft; make the change again on this page."
        )
    job.steps.filter(number__gt=seen).delete()
    taken = Step.objects.create(
        job=job,
        number=seen + 1,
        words=words[:500],
        row=row,
        content=planfile.dumps(plan),
        made_at=at,
    )
    job.position = taken.number
    job.save(update_fields=["position"])
    return taken


@transaction.atomic
def undo(*, job_id: int) -> Step:
    """
    Go one step back, and answer with the step that was undone.

    Raises:
        NotCheckableError: There is nothing to undo.
    """
    job = _checkable(job_id)
    if job.position <= 1:
        raise NotCheckableError("There is nothing to undo: this is the document as it was read.")
    undone = job.steps.get(number=job.position)
    job.position -= 1
    job.save(update_fields=["position"])
    return undone


@transaction.atomic
def redo(*, job_id: int) -> Step:
    """
    Take again the step that was undone last, and answer with it.

    Raises:
        NotCheckableError: Nothing was undone.
    """
    job = _checkable(job_id)
    again = job.steps.filter(number=job.position + 1).first()
    if again is None:
        raise NotCheckableError("There is nothing to do again.")
    job.position = again.number
    job.save(update_fields=["position"])
    return again


@transaction.atomic
def save(*, job_id: int, seen: int, at: datetime, by: Person | None = None) -> PlanVersion:
    """
    Make the draft a version of its plan; all of it or nothing.

    Raises:
        NotCheckableError: The import is not being checked, or has moved on since.
        HeadwayError: The plan has been saved by somebody else since it was read.
    """
    job = _checkable(job_id)
    if job.position != seen:
        raise NotCheckableError(
            "The draft was changed in another window. Look at it once more, then save it."
        )
    text = job.steps.get(number=seen).content
    slug = plan_of(text, name="the draft").slug
    taken = PlanRecord.objects.filter(slug=slug).first()
    if slug != job.into and taken is not None and taken.partnership_id == job.partnership_id:
        raise NotCheckableError(
            f'There is already a plan with the short name "{slug}". Give this one another short '
            "name; or, if it is next year's document of the same plan, import it into that plan."
        )
    version = plans.save_version(
        text=text,
        reason=f"Imported from {job.name}",
        at=at,
        based_on=job.based_on if job.into else None,
        partnership=job.partnership,
        by=by,
    )
    job.state, job.saved_as, job.ended_at = State.SAVED, version.plan.slug, at
    job.save(update_fields=["state", "saved_as", "ended_at"])
    return version


@transaction.atomic
def discard(*, job_id: int, by: Person | None = None, at: datetime) -> None:
    """Throw an import away, with its file and its steps; a plan saved from it stays."""
    job = Import.objects.select_for_update().filter(pk=job_id).first()
    if job is None:
        return
    file = job.file
    audit.record("import.discarded", key=job.pk, by=by, at=at, partnership=job.partnership.slug)
    job.delete()
    transaction.on_commit(lambda: file.storage.delete(file.name) if file.name else None)


def _checkable(job_id: int) -> Import:
    job = Import.objects.select_for_update().filter(pk=job_id).first()
    if job is None or job.state != State.READ:
        raise NotCheckableError(
            "This import can no longer be changed: it was saved, thrown away or refused."
        )
    return job

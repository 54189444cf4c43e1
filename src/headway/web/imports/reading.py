"""
Reading an uploaded document while the person waits for the page.

The reader itself runs in a process of its own with its memory and time bounded, so that
a hostile document can stop nobody else. A thread waits for it and keeps what came.
"""

import logging
import os
import tempfile
from dataclasses import replace
from pathlib import Path
from threading import Thread

from django.db import close_old_connections
from django.utils import timezone

from headway.domain.errors import HeadwayError
from headway.domain.plan import Plan
from headway.importing.bounds import read_bounded
from headway.importing.documents.document import Document, DocumentError
from headway.importing.documents.document_json import to_json
from headway.web.imports import actions
from headway.web.imports.drafting import draft_of
from headway.web.imports.models import Import
from headway.web.plans import queries as plans

log = logging.getLogger(__name__)


def begin(job: Import) -> Thread:
    """Start reading an import; the answer is the thread, for those who must wait for it."""
    job.started_at = timezone.now()
    job.save(update_fields=["started_at"])
    thread = Thread(target=_read_and_close, args=(job,), name=f"import-{job.pk}", daemon=True)
    thread.start()
    return thread


def read(job: Import) -> None:
    """Read an import to its end: afterwards it has a draft, or says why it has none."""
    try:
        _read(job)
    except HeadwayError as error:
        actions.refuse(job_id=job.pk, why=str(error), at=timezone.now())
    except Exception:
        # Whatever went wrong is ours to mend, and the person must not wait for ever.
        log.exception("reading import %s failed", job.pk)
        actions.refuse(
            job_id=job.pk,
            why=f"{job.name} could not be read because of a fault in Headway. The fault is in the "
            "service's log; the document may still be read if you save it in another format.",
            at=timezone.now(),
        )


def _read(job: Import) -> None:
    document = _document(job)
    actions.at_stage(job_id=job.pk, words="Looking for areas, actions, measures and figures")
    before = plans.newest(job.into).plan if job.into else None
    plan, matches = draft_of(document, into=before, as_at=job.as_at, part=job.part)
    actions.read(
        job_id=job.pk,
        plan=_free(plan, before),
        document=to_json(document),
        matches="\n".join(matches),
        at=timezone.now(),
    )


def _document(job: Import) -> Document:
    """The document under its own name: messages and places speak of that, not of our key."""
    with tempfile.TemporaryDirectory(prefix="headway-import-") as folder:
        path = Path(folder) / safe_name(job.name)
        try:
            os.link(job.file.path, path)
        except OSError as problem:
            try:
                path.write_bytes(Path(job.file.path).read_bytes())
            except OSError:
                raise DocumentError(
                    f"{job.name} is no longer where the service kept it; upload it again."
                ) from problem
        actions.at_stage(job_id=job.pk, words="Reading the document")
        return read_bounded(path)


def safe_name(name: str) -> str:
    """
    A name that every file system takes, with its suffix kept.

    >>> safe_name("Plan 2019/20?.docx"), safe_name("..")
    ('Plan 2019_20_.docx', 'document')
    """
    kept = "".join(c if c.isprintable() and c not in '/\\:*?"<>|' else "_" for c in name)
    stem, dot, suffix = kept.rpartition(".")
    short = f"{stem[:60]}{dot}{suffix[:10]}" if stem else kept[:70]
    return short if short.strip(". ") else "document"


def _free(plan: Plan, before: Plan | None) -> Plan:
    """A new plan must not take the short name of one that is there already."""
    if before is not None:
        return plan
    taken = {record.slug for record in plans.plans()}
    slug, number = plan.slug, 2
    while slug in taken:
        slug, number = f"{plan.slug}-{number}", number + 1
    return replace(plan, slug=slug)


def _read_and_close(job: Import) -> None:
    try:
        read(job)
    finally:
        close_old_connections()

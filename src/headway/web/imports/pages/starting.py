"""The pages before anything was read: upload, wait, refused."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from headway.web.imports.forms import UploadForm
from headway.web.imports.models import Import

PATIENCE = timedelta(minutes=3)
"""A reading that has taken longer was interrupted: the reader itself stops well before."""


def page(form: UploadForm, unfinished: Iterable[Import]) -> dict[str, Any]:
    """The upload form with its mistakes, and the imports that wait for somebody."""
    return {
        "form": form,
        "unfinished": list(unfinished),
        "errors": mistakes(form),
        "plans": form.plans,
        "several": len(form.partnerships) > 1,
        "crumbs": [{"text": "Plans", "href": "/?all"}, {"text": "Import a plan"}],
    }


def waiting(job: Import, *, now: datetime) -> dict[str, Any]:
    """How far the reading has come, and whether it seems to have been interrupted."""
    return {
        "job": job,
        "stage": stage(job),
        "seconds": max(0, int((now - job.started_at).total_seconds())),
        "interrupted": now - job.started_at > PATIENCE,
        "crumbs": [{"text": "Plans", "href": "/?all"}, {"text": job.name}],
    }


def stage(job: Import) -> str:
    """How far the reading has come, as a sentence."""
    return f"{job.stage or 'Reading the document'}."


def refused(job: Import) -> dict[str, Any]:
    """Why the document could not be read."""
    return {"job": job, "crumbs": [{"text": "Plans", "href": "/?all"}, {"text": job.name}]}


def mistakes(form: Any, prefix: str = "") -> list[dict[str, str]]:
    """A form's mistakes for an error summary, each with the field that it is about."""
    found = []
    for name, words in form.errors.items():
        field = f"id_{form.add_prefix(name)}" if name != "__all__" else f"id_{prefix}"
        found += [{"text": str(one), "href": f"#{field}"} for one in words]
    return found

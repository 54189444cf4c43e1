"""What will be saved, before it is saved."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from django.urls import reverse

from headway.web.imports import actions
from headway.web.imports.forms import NameForm
from headway.web.imports.models import Import
from headway.web.imports.pages import overview, starting
from headway.web.imports.queries import Draft
from headway.web.people.models import Person
from headway.web.plans.models import PlanVersion


def page(job: Import, draft: Draft, form: NameForm) -> dict[str, Any]:
    """Counts, what stays doubtful, and what becomes of the plan that it continues."""
    shown = overview.page(job, draft, show="")
    return {
        **shown,
        "form": form,
        "errors": starting.mistakes(form, prefix="slug"),
        "crumbs": [
            *shown["crumbs"][:-1],
            {"text": job.name, "href": reverse("imports:job", args=[job.key])},
            {"text": "Save the plan"},
        ],
    }


def save(
    job: Import,
    draft: Draft,
    names: Mapping[str, Any],
    seen: int,
    *,
    at: datetime,
    by: Person | None = None,
) -> PlanVersion:
    """
    Take the names as a step of their own, if they are new, and save the draft.

    Raises:
        HeadwayError: It cannot be saved; the message says why and what to do.
    """
    title, slug = names["title"].strip(), names["slug"] if not job.into else draft.plan.slug
    if (title, slug) != (draft.plan.title, draft.plan.slug):
        taken = actions.step(
            job_id=job.pk,
            seen=seen,
            plan=replace(draft.plan, title=title, slug=slug),
            words=f"Named the plan “{overview.shortened(title)}”",
            at=at,
        )
        seen = taken.number
    return actions.save(job_id=job.pk, seen=seen, at=at, by=by)

"""What can be done with editions: issue one. Nothing takes one back."""

import hashlib
from datetime import date, datetime

from django.db import transaction

from headway.domain.errors import HeadwayError
from headway.reporting.building import build_report
from headway.reporting.renderers import RENDERERS, Renderer
from headway.reporting.report import Report
from headway.web.editions import queries
from headway.web.editions.models import Audience, Edition, EditionFile
from headway.web.plans import queries as plan_queries
from headway.web.plans.models import PlanRecord, PlanVersion


class EditionExistsError(HeadwayError):
    """The plan has an edition of this name already."""


def issue(*, slug: str, at: date, label: str, audience: Audience, issued_at: datetime) -> Edition:
    """
    Render the newest version of a plan in every format and keep the bytes.

    What changed is told against the edition issued before. Takes some seconds, and the
    database is only locked for the last of them.

    Raises:
        UnknownPlanError: There is no such plan.
        EditionExistsError: An edition of this plan has the label already.
    """
    label = " ".join(label.split())
    _refuse_second(slug, label)
    saved = plan_queries.newest(slug)
    before = queries.newest(slug)
    report = build_report(
        saved.plan,
        at=at,
        previous=plan_queries.version(slug, before.version.number).plan if before else None,
        previous_at=before.at if before else None,
        edition=label,
    )
    rendered = [(one, one.render(report)) for one in RENDERERS]
    with transaction.atomic():
        record = PlanRecord.objects.select_for_update().get(slug=slug)
        _refuse_second(slug, label)
        edition = Edition.objects.create(
            plan=record,
            version=PlanVersion.objects.get(plan=record, number=saved.number),
            at=at,
            label=label,
            audience=audience,
            issued_at=issued_at,
        )
        for renderer, content in rendered:
            _keep(edition, report, renderer, content)
    return edition


def _refuse_second(slug: str, label: str) -> None:
    if Edition.objects.filter(plan__slug=slug, label=label).exists():
        raise EditionExistsError(
            f'There is an edition called "{label}" already, and an edition is never changed. '
            "Give the new one another name."
        )


def _keep(edition: Edition, report: Report, renderer: Renderer, content: bytes) -> None:
    EditionFile.objects.create(
        edition=edition,
        suffix=renderer.suffix,
        name=f"{report.slug}-{report.as_at_iso}.{renderer.suffix}",
        media_type=renderer.media_type,
        content=content,
        size=len(content),
        sha256=hashlib.sha256(content).hexdigest(),
    )

"""What can be done with editions: issue one. Nothing takes one back."""

import hashlib
from datetime import date, datetime

from django.db import transaction

from headway.domain.errors import HeadwayError
from headway.reporting.building import build_report
from headway.reporting.renderers import BRIEFING_RENDERERS, RENDERERS, Renderer
from headway.reporting.report import Report
from headway.reporting.saving import file_name
from headway.web.editions import queries
from headway.web.editions.models import Audience, Document, Edition, EditionFile
from headway.web.plans import queries as plan_queries
from headway.web.plans.models import PlanRecord, PlanVersion

FILES: tuple[tuple[Document, Renderer], ...] = (
    *((Document.REPORT, one) for one in RENDERERS),
    *((Document.BRIEFING, one) for one in BRIEFING_RENDERERS),
)
"""What an edition consists of, in the order in which it is listed."""


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
    rendered = [(kind, one, one.render(report)) for kind, one in FILES]
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
        for kind, renderer, content in rendered:
            _keep(edition, report, kind, renderer, content)
    return edition


def _refuse_second(slug: str, label: str) -> None:
    if Edition.objects.filter(plan__slug=slug, label=label).exists():
        raise EditionExistsError(
            f'There is an edition called "{label}" already, and an edition is never changed. '
            "Give the new one another name."
        )


def _keep(
    edition: Edition, report: Report, kind: Document, renderer: Renderer, content: bytes
) -> None:
    EditionFile.objects.create(
        edition=edition,
        document=kind,
        suffix=renderer.suffix,
        name=f"{file_name(report.slug, kind, report.as_at_iso)}.{renderer.suffix}",
        media_type=renderer.media_type,
        content=content,
        size=len(content),
        sha256=hashlib.sha256(content).hexdigest(),
    )

"""What can be done with editions: issue one. Nothing takes one back."""

import hashlib
from datetime import date, datetime
from typing import TypedDict

from django.db import transaction

from headway.disclosure.editions.files import written
from headway.domain.errors import HeadwayError
from headway.domain.plan import Plan
from headway.reporting.building import build_report, public_edition
from headway.reporting.renderers import BRIEFING_RENDERERS, RENDERERS, Renderer
from headway.reporting.report import Report
from headway.reporting.saving import file_name
from headway.web.editions import queries
from headway.web.editions.models import Audience, Document, Edition, EditionFile
from headway.web.editions.previews import earlier_public
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

    What changed is told against the edition issued before; in an edition for the public,
    which hides small numbers, against the public one before. Takes some seconds, and the
    database is only locked for the last of them.

    Raises:
        UnknownPlanError: There is no such plan.
        EditionExistsError: An edition of this plan has the label already.
        TableError: For the public only: the plan's figures cannot be protected.
    """
    label = " ".join(label.split())
    _refuse_second(slug, label)
    saved = plan_queries.newest(slug)
    before = queries.newest(slug, public=audience is Audience.PUBLIC)
    wanted = _Wanted(
        plan=saved.plan,
        at=at,
        previous=plan_queries.version(slug, before.version.number).plan if before else None,
        previous_at=before.at if before else None,
        edition=label,
    )
    report, figures = (
        _for_everybody(slug, wanted)
        if audience is Audience.PUBLIC
        else (build_report(**wanted), b"")
    )
    files = [
        *((kind, one.suffix, one.media_type, one.render(report)) for kind, one in FILES),
        *([(Document.FIGURES, "json", "application/json", figures)] if figures else []),
    ]
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
        for kind, suffix, media_type, content in files:
            _keep(
                edition,
                f"{file_name(report.slug, kind, report.as_at_iso)}.{suffix}",
                EditionFile(document=kind, suffix=suffix, media_type=media_type, content=content),
            )
    return edition


class _Wanted(TypedDict):
    """What both reports are built from."""

    plan: Plan
    at: date
    previous: Plan | None
    previous_at: date | None
    edition: str


def _for_everybody(slug: str, wanted: _Wanted) -> tuple[Report, bytes]:
    """The public report, safe beside every public edition so far, and its figures."""
    known = earlier_public(slug)
    made = public_edition(**wanted, earlier=known.figures, truths=known.truths)
    return made.report, written(made.figures).encode()


def _refuse_second(slug: str, label: str) -> None:
    if Edition.objects.filter(plan__slug=slug, label=label).exists():
        raise EditionExistsError(
            f'There is an edition called "{label}" already, and an edition is never changed. '
            "Give the new one another name."
        )


def _keep(edition: Edition, name: str, file: EditionFile) -> None:
    file.edition, file.name = edition, name
    file.size, file.sha256 = len(file.content), hashlib.sha256(file.content).hexdigest()
    file.save(force_insert=True)

"""Public editions for tests, with their figures but without the seconds that rendering takes."""

import hashlib
from dataclasses import replace
from datetime import date, datetime, timedelta
from functools import cache

from headway.disclosure.editions.files import written
from headway.reporting.building import public_edition
from headway.web.editions.models import Document, Edition, EditionFile
from headway.web.editions.previews import earlier_public
from headway.web.keeping import Shelf
from headway.web.plans.models import PlanRecord
from headway.web.plans.queries import newest
from headway.web.public import content
from headway.web.public.content import AreaPart, Badge, OutcomePart, RowPart
from headway.web.public.models import Kind, PlainVersion, Publication, Standing, Subscription
from tests.web.conftest import NOON

AT = date(2020, 5, 31)
_FIRST: Shelf[tuple[str, date, str], str] = Shelf(16)
"""Figures of first editions by plan, day and label: protecting a plan takes a second."""


def issued(
    record: PlanRecord,
    *,
    label: str = "Public 2020",
    at: date = AT,
    issued_at: datetime = NOON,
) -> Edition:
    """As `editions.actions.issue_draft` does it, but with a stand-in for the report's own files."""
    known = earlier_public(record.slug)
    saved = newest(record.slug)

    def figures() -> str:
        made = public_edition(
            saved.plan,
            at=at,
            previous=known.last[0] if known.last else None,
            previous_at=known.last[1] if known.last else None,
            edition=label,
            earlier=known.figures,
            truths=known.truths,
        )
        return written(made.figures)

    is_first = not (known.last or known.figures or known.truths)
    drawn_up = _FIRST.get((saved.digest, at, label), figures) if is_first else figures()
    edition = Edition.objects.create(
        plan=record,
        version=record.versions.get(number=saved.number),
        at=at,
        label=label,
        audience="public",
        issued_at=issued_at,
    )
    keep(edition, Document.FIGURES, "json", drawn_up.encode())
    keep(edition, Document.REPORT, "pdf", b"%PDF-1.7 stand-in")
    return edition


def keep(edition: Edition, document: str, suffix: str, content: bytes) -> None:
    """A file of an edition."""
    EditionFile.objects.create(
        edition=edition,
        document=document,
        suffix=suffix,
        name=f"{edition.plan.slug}-{document}.{suffix}",
        media_type="application/pdf" if suffix == "pdf" else "application/json",
        content=content,
        size=len(content),
        sha256=hashlib.sha256(content).hexdigest(),
    )


def later(days: int) -> datetime:
    """So many days after noon."""
    return NOON + timedelta(days=days)


def published(record: PlanRecord) -> Edition:
    """A public edition with pages that were drawn up in no time: one area, one measure."""
    plan = newest(record.slug).plan
    area, row = plan.areas[0], plan.measures[0]
    badge = Badge(css="status-met", shape="√", word="Met")
    measure = RowPart(
        key=row.id, label="Measure 1", name=row.name, words=row.name, is_measure=True,
        badge=badge, agencies=(), timetable="", figure="", when="", sentence="",
    )  # fmt: skip
    part = AreaPart(key=area.id, title=area.title, remarks=(), rows=(measure,))
    outcome = OutcomePart(title="Outcome", statements=(), priority="", areas=(part,))
    text = content.written(replace(content.EMPTY, title=plan.title, outcomes=(outcome,)))
    edition = Edition.objects.create(
        plan=record,
        version=record.versions.get(number=1),
        at=AT,
        label="For everybody",
        audience="public",
        issued_at=NOON,
    )
    keep(edition, Document.FIGURES, "json", _figures(newest(record.slug).digest, record.slug))
    keep(edition, Document.REPORT, "pdf", b"%PDF")
    Publication.objects.create(
        edition=edition,
        content=text,
        sha256=hashlib.sha256(text.encode()).hexdigest(),
        poster=b"%PDF",
        software="test",
        made_at=NOON,
    )
    Subscription.objects.create(
        plan=record, email="dora@agency.example", key="subscription-key", asked_at=NOON
    )
    for kind in Kind:
        PlainVersion.objects.create(
            edition=edition,
            kind=kind,
            number=1,
            words="Words.",
            standing=Standing.PUBLISHED,
            saved_at=NOON,
        )
    return edition


@cache
def _figures(digest: str, slug: str) -> bytes:
    """Worked out once: protecting a plan takes seconds."""
    del digest
    made = public_edition(newest(slug).plan, at=AT, edition="For everybody")
    return written(made.figures).encode()

"""The page of an edition: whether it is current, what changed, and who read it before."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from django.urls import reverse

from headway.domain.errors import HeadwayError
from headway.judgement.standing import as_it_stood
from headway.reporting.changes import changes_since
from headway.web.editions import gathering, queries
from headway.web.editions.models import Audience, Edition
from headway.web.editions.pages.listing import DocumentLine, documents
from headway.web.editions.pages.preparing import ReaderLine, reader_lines
from headway.web.plans import queries as plans


@dataclass(frozen=True, slots=True, kw_only=True)
class Changes:
    """What is different, in lines, and from what."""

    title: str
    note: str
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Accepted:
    """Warnings that may stand for one reason, as the edition keeps them."""

    reason: str
    warnings: tuple[Mapping[str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class EditionPage:
    """
    Everything on the page.

    Attributes:
        current: The edition that stands in its place now; None where it is current itself.
        changes: Since the edition before; left out for the public's, whose report tells them
            from protected figures.
        corrected: Between the edition that it amends and this one.
        readers: Who could read it before its release; empty where nobody could.
    """

    edition: Edition
    audience: str
    documents: tuple[DocumentLine, ...]
    current: Edition | None
    current_href: str
    amends_href: str
    changes: tuple[Changes, ...]
    accepted: tuple[Accepted, ...]
    readers: tuple[ReaderLine, ...]
    round: str


def edition_page(edition: Edition) -> EditionPage:
    """The page of an edition."""
    slug = edition.plan.slug
    current = queries.successor(edition)
    draft = getattr(edition, "draft", None)
    return EditionPage(
        edition=edition,
        audience=str(Audience(edition.audience).label),
        documents=tuple(documents(edition, slug)),
        current=current,
        current_href=_href(current),
        amends_href=_href(edition.amends),
        changes=tuple(one for one in (_since_last(edition), _corrected(edition)) if one),
        accepted=tuple(_accepted(edition)),
        readers=reader_lines(queries.readers(draft), edition.issued_at) if draft else (),
        round=edition.answers["label"] if edition.answers else "",
    )


def _accepted(edition: Edition) -> Iterator[Accepted]:
    by_reason: dict[str, list[Mapping[str, str]]] = {}
    for one in edition.accepted:
        by_reason.setdefault(one["reason"], []).append(one)
    for reason, warnings in by_reason.items():
        yield Accepted(reason=reason, warnings=tuple(warnings))


def _href(edition: Edition | None) -> str:
    if edition is None:
        return ""
    return reverse("editions:edition", args=[edition.plan.slug, edition.pk])


def _since_last(edition: Edition) -> Changes | None:
    wanted = gathering.of_edition(edition) if edition.audience != Audience.PUBLIC else None
    if wanted is None or wanted.before is None:
        return None
    number, at = wanted.before
    return _between(edition, number, at, "What changed since the last edition")


def _corrected(edition: Edition) -> Changes | None:
    old = edition.amends
    if old is None or edition.audience == Audience.PUBLIC:
        return None
    return _between(edition, old.version.number, old.at, f"What differs from “{old.label}”")


def _between(edition: Edition, number: int, at: date, title: str) -> Changes | None:
    slug = edition.plan.slug
    try:
        before = as_it_stood(plans.version(slug, number).plan, at)
        now = as_it_stood(plans.version(slug, edition.version.number).plan, edition.at)
        note, lines = changes_since((before, at), now, edition.at)
    except HeadwayError as error:
        return Changes(title=title, note=str(error), lines=())
    return Changes(title=title, note=note, lines=lines)

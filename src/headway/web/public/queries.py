"""What the public site knows: editions that were issued to everybody, and nothing else."""

import hashlib
from dataclasses import dataclass
from functools import lru_cache

from django.db.models import Prefetch, QuerySet

from headway.web.editions.models import Audience, Document, Edition, EditionFile
from headway.web.editions.queries import in_place
from headway.web.plans.models import PlanRecord
from headway.web.public import content
from headway.web.public.content import Content
from headway.web.public.errors import NotAsIssuedError
from headway.web.public.models import Kind, PlainVersion, Publication, Standing, Subscription

KEPT = 32
"""Editions whose content is kept read in memory; a large one takes about 1 MB."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """
    An edition's pages as they are kept.

    Attributes:
        digest: Of the content: an ETag's first part.
    """

    content: Content
    digest: str


def _issued() -> QuerySet[Edition]:
    """
    Public editions that were issued: those with their public figures.

    Newest first, with plan, partnership and version. One that is only planned has no figures.
    """
    return (
        Edition.objects.filter(audience=Audience.PUBLIC, files__document=Document.FIGURES)
        .select_related("plan__partnership", "version", "amends", "compared_with__version")
        .order_by("-issued_at", "-pk")
        .distinct()
    )


def edition(pk: int) -> Edition:
    """
    A public edition.

    Raises:
        Edition.DoesNotExist: There is none with this number.
    """
    return _issued().defer("version__content", "compared_with__version__content").get(pk=pk)


def editions(partnership: str, plan: str) -> list[Edition]:
    """A plan's public editions, newest first, with their files but not the bytes; two queries."""
    files = Prefetch("files", queryset=EditionFile.objects.defer("content"))
    found = _issued().filter(plan__slug=plan, plan__partnership__slug=partnership)
    return in_place(
        found.defer("version__content", "compared_with__version__content").prefetch_related(files)
    )


def plans(partnership: str) -> list[PlanRecord]:
    """The partnership's plans that have a public edition, by title; one query."""
    wanted = _issued().order_by().values("plan")
    rows = PlanRecord.objects.filter(partnership__slug=partnership, pk__in=wanted)
    return list(rows.select_related("partnership"))


def partnerships() -> list[str]:
    """The short names of the partnerships that have a public edition; one query."""
    found = _issued().order_by("plan__partnership__slug")
    return list(found.values_list("plan__partnership__slug", flat=True).distinct())


def unpublished() -> list[Edition]:
    """Public editions whose pages have not been drawn up yet, oldest first."""
    return list(_issued().filter(publication__isnull=True).order_by("issued_at", "pk"))


def untold() -> list[Publication]:
    """Pages of which nobody has been told yet, oldest first."""
    found = Publication.objects.filter(told_at__isnull=True).defer("content", "poster")
    return list(found.select_related("edition__plan__partnership").order_by("edition__issued_at"))


def figures_of(one: Edition) -> str:
    """The public figures that were issued with an edition, as text."""
    return bytes(one.files.get(document=Document.FIGURES).content).decode()


def kept(one: Edition) -> Kept | None:
    """
    What an edition's pages say, or None where they have not been drawn up; one query.

    Raises:
        NotAsIssuedError: It was altered since.
    """
    row = Publication.objects.filter(edition=one.pk).values_list("pk", "sha256").first()
    return Kept(content=_content(*row), digest=row[1]) if row else None


@lru_cache(maxsize=KEPT)
def _content(pk: int, sha256: str) -> Content:
    text = Publication.objects.values_list("content", flat=True).get(pk=pk)
    if hashlib.sha256(text.encode()).hexdigest() != sha256:
        raise NotAsIssuedError(
            "The pages of this edition are no longer what was kept. "
            "Restore the database from a backup."
        )
    return content.read(text)


def poster(one: Edition) -> bytes:
    """An edition's poster; empty where there is none."""
    found = Publication.objects.filter(edition=one.pk).values_list("poster", flat=True).first()
    return bytes(found or b"")


def file(one: Edition, document: str, suffix: str) -> EditionFile | None:
    """One of the files that were issued with an edition, with its bytes."""
    wanted = EditionFile.objects.filter(edition=one.pk, document=document, suffix=suffix)
    return wanted.exclude(document=Document.FIGURES).first()


def plain(one: Edition, kind: str) -> PlainVersion | None:
    """The plain words of an edition that are published now."""
    found = PlainVersion.objects.filter(edition=one.pk, kind=kind)
    newest = found.exclude(standing=Standing.DRAFT).order_by("-number").first()
    return newest if newest and newest.standing == Standing.PUBLISHED else None


def plain_kinds(one: Edition) -> tuple[Kind, ...]:
    """For whom an edition has plain words that are published; one query."""
    found = PlainVersion.objects.filter(edition=one.pk).exclude(standing=Standing.DRAFT)
    standing = dict(found.order_by("number").values_list("kind", "standing"))  # the last one holds
    return tuple(one for one in Kind if standing.get(one) == Standing.PUBLISHED)


def plain_of_amended(one: Edition, kind: str) -> PlainVersion | None:
    """
    The plain words published with the last of the editions in whose place this one stands.

    Two queries, however many there are.
    """
    stands_for = dict(Edition.objects.filter(plan=one.plan_id).values_list("pk", "amends"))
    before, number = list[int](), one.amends_id
    while number is not None:
        before.append(number)
        number = stands_for.get(number)
    found = PlainVersion.objects.filter(edition__in=before, kind=kind).select_related("edition")
    versions = found.exclude(standing=Standing.DRAFT).order_by("number")
    newest = {version.edition_id: version for version in versions}  # the last one holds
    published = (newest[each] for each in before if each in newest)
    return next((each for each in published if each.standing == Standing.PUBLISHED), None)


def plain_versions(one: Edition, kind: str) -> list[PlainVersion]:
    """Every version of an edition's plain words, newest first; one query."""
    found = PlainVersion.objects.filter(edition=one.pk, kind=kind).select_related("saved_by")
    return list(found.order_by("-number"))


def subscription(key: str) -> Subscription | None:
    """The subscription that a letter's link speaks of."""
    found = Subscription.objects.filter(key=key)
    return found.select_related("plan__partnership").first()

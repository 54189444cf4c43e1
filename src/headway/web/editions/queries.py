"""What the service knows of the editions of a plan."""

import hashlib
from collections.abc import Iterable
from datetime import datetime

from django.db.models import Exists, OuterRef, Prefetch, Q, prefetch_related_objects

from headway.domain.errors import HeadwayError
from headway.web.editions.models import (
    UNDER_WAY,
    Acceptance,
    Audience,
    Document,
    Draft,
    DraftState,
    Edition,
    EditionFile,
    PreReleaseReader,
)
from headway.web.people.models import Person


class AlteredFileError(HeadwayError):
    """The bytes of an edition are no longer those that were issued."""


def editions(slug: str) -> list[Edition]:
    """A plan's editions, newest first, without the plan's text and their files; two queries."""
    rows = Edition.objects.filter(plan__slug=slug).select_related("version", "amends")
    rows = rows.defer("version__content")
    return in_place(rows.prefetch_related("amended_by"))


def in_place(some: Iterable[Edition]) -> list[Edition]:
    """
    All editions of a plan, newest first: one that amends another stands just before that one.

    What puts an earlier edition right does not come after a later one, though it was issued
    after it.
    """
    found = {one.pk: one for one in some}

    def place(one: Edition) -> tuple[datetime, int, datetime, int]:
        first, seen = one, {one.pk}
        while first.amends_id in found and first.amends_id not in seen:
            first = found[first.amends_id]
            seen.add(first.pk)
        return (first.issued_at, first.pk, one.issued_at, one.pk)

    return sorted(found.values(), key=place, reverse=True)


def with_files(editions: list[Edition]) -> list[Edition]:
    """Editions with their files, but not the bytes; one query."""
    prefetch_related_objects(
        editions, Prefetch("files", queryset=EditionFile.objects.defer("content"))
    )
    return editions


def newest(slug: str, *, public: bool = False) -> Edition | None:
    """
    The edition that is the newest; on request, of those for the public. One query.

    Where the one that was issued last was amended, what stands in its place: a few more.
    """
    rows = Edition.objects.filter(plan__slug=slug).select_related("version")
    rows = rows.defer("version__content")
    if public:
        rows = rows.filter(audience=Audience.PUBLIC)
    amended = Exists(Edition.objects.filter(amends=OuterRef("pk")))
    found = rows.filter(amends__isnull=True).annotate(is_amended=amended).first()
    if found is None or not found.is_amended:
        return found
    after = successor(found)
    return rows.get(pk=after.pk) if after else found


def public_figures(slug: str, *, before: Edition | None = None) -> list[EditionFile]:
    """
    The figures of every public edition, newest first, with bytes and version; one query.

    The versions come without their content. On request only of those issued before an edition.
    """
    files = EditionFile.objects.filter(edition__plan__slug=slug, document=Document.FIGURES)
    if before is not None:
        files = files.filter(earlier_than(before, "edition__"))
    return list(
        files.select_related("edition__version")
        .defer("edition__version__content")
        .order_by("-edition__issued_at", "-edition")
    )


def earlier_than(edition: Edition, path: str = "") -> Q:
    """What was issued before an edition."""
    same_time = Q(**{f"{path}issued_at": edition.issued_at, f"{path}pk__lt": edition.pk})
    return Q(**{f"{path}issued_at__lt": edition.issued_at}) | same_time


def edition(slug: str, number: int) -> Edition | None:
    """An edition of a plan with what it stands on, without its bytes; two queries."""
    files = Prefetch("files", queryset=EditionFile.objects.defer("content"))
    rows = Edition.objects.filter(plan__slug=slug, pk=number).prefetch_related(files)
    return rows.select_related(
        "plan__partnership", "version", "amends__version", "compared_with__version", "issued_by"
    ).first()


def successor(edition: Edition) -> Edition | None:
    """The amended edition that stands in its place now: the last of the chain; None for itself."""
    found, seen = None, {edition.pk}
    after = edition.amended_by.first()
    while after is not None and after.pk not in seen:
        found = after
        seen.add(after.pk)
        after = after.amended_by.first()
    return found


def drafts(slug: str) -> list[Draft]:
    """What is being prepared of a plan, newest first; one query."""
    rows = Draft.objects.filter(plan__slug=slug, state__in=UNDER_WAY)
    return list(rows.select_related("amends", "made_by"))


def draft(slug: str, number: int) -> Draft | None:
    """A draft of a plan, whatever became of it; one query."""
    rows = Draft.objects.filter(plan__slug=slug, pk=number)
    return rows.select_related("plan__partnership", "round", "amends", "edition").first()


def round_of(edition: Edition) -> int | None:
    """The reporting round that an edition rests on, by its number; one query."""
    return Draft.objects.filter(edition=edition).values_list("round", flat=True).first()


def acceptances(draft: Draft) -> dict[str, Acceptance]:
    """The warnings that were accepted, by key; one query."""
    return {one.key: one for one in draft.acceptances.select_related("by")}


def readers(draft: Draft) -> list[PreReleaseReader]:
    """Everybody who was named to read a draft, with their readings; two queries."""
    return list(draft.readers.select_related("person").prefetch_related("readings"))


def reading_rights(draft: Draft, person: Person) -> list[PreReleaseReader]:
    """A person's own leave to read a draft, taken back or not; one query."""
    return list(draft.readers.filter(person=person).select_related("person"))


def to_read_before(slug: str, person: Person, at: datetime) -> list[PreReleaseReader]:
    """What a person may read of a plan before it is issued, now; one query."""
    rows = PreReleaseReader.objects.filter(
        draft__plan__slug=slug, draft__state__in=UNDER_WAY, person=person,
        revoked_at__isnull=True, begins__lte=at, ends__gt=at,
    )  # fmt: skip
    return list(rows.select_related("draft"))


def due_drafts(at: datetime) -> list[Draft]:
    """Those whose set time has come, the longest waiting first; one query."""
    rows = Draft.objects.filter(state=DraftState.SCHEDULED, issue_at__lte=at)
    return list(rows.select_related("plan__partnership").order_by("issue_at", "pk"))


def file(slug: str, edition: int, document: str, suffix: str) -> EditionFile | None:
    """
    One file with its bytes, or None where there is none.

    Raises:
        AlteredFileError: Its bytes are not those that were issued.
    """
    found = EditionFile.objects.filter(
        edition__plan__slug=slug, edition=edition, document=document, suffix=suffix
    ).first()
    if found and hashlib.sha256(found.content).hexdigest() != found.sha256:
        raise AlteredFileError(
            f"{found.name} is no longer what was issued: its bytes have another SHA-256 than "
            f"{found.sha256}. Restore the database from a backup that holds this digest."
        )
    return found

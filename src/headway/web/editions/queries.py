"""What the service knows of the editions of a plan."""

import hashlib

from django.db.models import Prefetch

from headway.domain.errors import HeadwayError
from headway.web.editions.models import Audience, Document, Edition, EditionFile


class AlteredFileError(HeadwayError):
    """The bytes of an edition are no longer those that were issued."""


def editions(slug: str) -> list[Edition]:
    """A plan's editions, newest first, with their files but not the bytes; two queries."""
    files = Prefetch("files", queryset=EditionFile.objects.defer("content"))
    rows = Edition.objects.filter(plan__slug=slug).select_related("version")
    return list(rows.prefetch_related(files))


def newest(slug: str, *, public: bool = False) -> Edition | None:
    """The edition that was issued last; on request, of those for the public."""
    found = Edition.objects.filter(plan__slug=slug).select_related("version")
    return (found.filter(audience=Audience.PUBLIC) if public else found).first()


def public_figures(slug: str) -> list[EditionFile]:
    """The figures of every public edition, newest first, with bytes and version; one query."""
    files = EditionFile.objects.filter(edition__plan__slug=slug, document=Document.FIGURES)
    return list(
        files.select_related("edition__version").order_by("-edition__issued_at", "-edition")
    )


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

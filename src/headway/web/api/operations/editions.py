"""Editions as they were issued, and their files byte for byte."""

from typing import Annotated, Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from ninja import Query, Router
from pydantic import StringConstraints

from headway.reporting.renderers import BRIEFING_RENDERERS, RENDERERS
from headway.web.api import access
from headway.web.api.errors import NotFoundError
from headway.web.api.models import Scope
from headway.web.api.operations.plans import Paged
from headway.web.api.paging import page_of
from headway.web.api.schemas import EditionOut, FileOut, Number, PageOf, Slug
from headway.web.api.service import answers
from headway.web.editions import queries as editions
from headway.web.editions.models import Document, Edition, EditionFile
from headway.web.plans.access import open_plan
from headway.web.public import queries as public

router = Router(tags=["editions"])
READING = (Scope.EDITIONS_READ, Scope.PUBLIC_READ)
Kind = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z-]{0,39}$")]
Suffix = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]{1,10}$")]
_SORTS = sorted({one.media_type.partition(";")[0] for one in (*RENDERERS, *BRIEFING_RENDERERS)})
_BYTES = {
    "responses": {
        200: {
            "content": {
                sort: {"schema": {"type": "string", "format": "binary"}}
                for sort in (*_SORTS, "application/json")
            },
        }
    }
}
NO_EDITION = "There is no such edition or file, or this token does not see it."


@router.get("/plans/{slug}/editions", response=answers(PageOf[EditionOut]), summary="Editions")
@access.scoped(*READING)
def list_editions(request: HttpRequest, slug: Slug, asked: Query[Paged]) -> Any:
    """The editions that the token sees, newest first: all of them, or those for the public."""
    found = _editions(request, slug)
    return page_of(
        request,
        found,
        page=asked.page,
        page_size=asked.page_size,
        shaped=lambda one: _edition_out(request, one, slug),
    )


@router.get("/plans/{slug}/editions/{number}", response=answers(EditionOut), summary="An edition")
@access.scoped(*READING)
def one_edition(request: HttpRequest, slug: Slug, number: Number) -> Any:
    """An edition with its files."""
    return _edition_out(request, _edition(request, slug, number), slug)


@router.get(
    "/plans/{slug}/editions/{number}/files/{document}.{suffix}",
    response=answers(None),
    summary="A file of an edition",
    url_name="edition_file",
    openapi_extra=_BYTES,
)
@access.scoped(*READING)
def edition_file(
    request: HttpRequest, slug: Slug, number: Number, document: Kind, suffix: Suffix
) -> Any:
    """The bytes as they were issued; their SHA-256 stands in the edition."""
    edition = _edition(request, slug, number)
    listed = {(one.document, one.suffix) for one in _files(request, edition)}
    found = editions.file(slug, edition.pk, document, suffix)
    if found is None or (document, suffix) not in listed:
        raise NotFoundError(NO_EDITION)
    return HttpResponse(
        bytes(found.content),
        content_type=found.media_type,
        headers={"Content-Disposition": f'attachment; filename="{found.name}"'},
    )


def _editions(request: HttpRequest, slug: str) -> list[Edition]:
    if access.has(request, Scope.EDITIONS_READ):
        open_plan(request, slug, "edition.read")
        return editions.with_files(editions.editions(slug))
    found = public.editions(access.token(request).partnership.slug, slug)
    if not found:  # no such plan, or none of its editions is for everybody: nobody can tell
        raise NotFoundError(NO_EDITION)
    return found


def _edition(request: HttpRequest, slug: str, number: int) -> Edition:
    for one in _editions(request, slug):
        if one.pk == number:
            return one
    raise NotFoundError(NO_EDITION)


def _files(request: HttpRequest, edition: Edition) -> list[EditionFile]:
    """All of them; for the public those that its pages list."""
    everything = access.has(request, Scope.EDITIONS_READ)
    found = edition.files.all()
    return [one for one in found if everything or one.document != Document.FIGURES]


def _edition_out(request: HttpRequest, one: Edition, slug: str) -> EditionOut:
    return EditionOut(
        number=one.pk,
        label=one.label,
        audience=one.audience,
        as_at=one.at,
        issued_at=one.issued_at,
        files=[
            FileOut(
                document=file.document,
                suffix=file.suffix,
                name=file.name,
                media_type=file.media_type,
                size=file.size,
                sha256=file.sha256,
                address=reverse(
                    "api-v1:edition_file", args=[slug, one.pk, file.document, file.suffix]
                ),
            )
            for file in _files(request, one)
        ],
    )

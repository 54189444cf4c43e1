"""Figures: read as JSON or in the Department for Education's tidy layout, and added from it."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from ninja import Query, Router, Schema
from ninja.errors import HttpError

from headway.exchange import tidy
from headway.web.api import access
from headway.web.api.actions.figures import add_figures
from headway.web.api.models import Scope
from headway.web.api.operations.plans import READING, Asked, AskedPage, listed, view_of
from headway.web.api.schemas import ImportOut, ObservationOut, PageOf, Problem, RowKey, Slug
from headway.web.api.service import answers
from headway.web.api.shaping import observation_out
from headway.web.plans.access import open_plan

router = Router(tags=["figures"])
CSV = "text/csv"
_A_FILE = {"responses": {200: {"content": {CSV: {"schema": {"type": "string"}}}}}}


class AskedFigures(AskedPage):
    """As `AskedPage`, perhaps of one row alone."""

    row: RowKey | None = None


@router.get(
    "/plans/{slug}/observations", response=answers(PageOf[ObservationOut]), summary="Figures"
)
@access.scoped(*READING)
def observations(request: HttpRequest, slug: Slug, asked: Query[AskedFigures]) -> Any:
    """Every figure known on the day, corrected ones too, in the plan's order."""
    found = view_of(request, slug, asked)
    rows = [
        one for one in found.observations() if asked.row is None or found.keys[one.row] == asked.row
    ]
    return listed(request, found, rows, asked, lambda one: observation_out(found, one))


@router.get(
    "/plans/{slug}/observations.csv",
    response=answers(None),
    summary="Figures in the tidy layout",
    openapi_extra=_A_FILE,
)
@access.scoped(*READING)
def tidy_figures(request: HttpRequest, slug: Slug, asked: Query[Asked]) -> Any:
    """The figures that stand, one a line, in the Department for Education's tidy layout."""
    found = view_of(request, slug, asked)
    made = tidy.written(found.plan, at=found.at, keys=found.keys, public=found.is_public)
    return _file(made.data, f"{slug}-{found.at.isoformat()}.csv")


@router.get(
    "/plans/{slug}/observations.meta.csv",
    response=answers(None),
    summary="What the columns of the tidy file mean",
    openapi_extra=_A_FILE,
)
@access.scoped(*READING)
def tidy_meta(request: HttpRequest, slug: Slug, asked: Query[Asked]) -> Any:
    """The `.meta.csv` that goes with the tidy file."""
    found = view_of(request, slug, asked)
    made = tidy.written(found.plan, at=found.at, keys=found.keys, public=found.is_public)
    return _file(made.meta, f"{slug}-{found.at.isoformat()}.meta.csv")


class Adding(Schema):
    """How a file is taken."""

    dry_run: bool = False


@router.post(
    "/plans/{slug}/observations.csv",
    response={
        **answers(ImportOut),
        400: Problem,
        411: Problem,
        413: Problem,
        415: Problem,
    },
    summary="Add figures from a tidy file",
    openapi_extra={
        "requestBody": {
            "required": True,
            "content": {CSV: {"schema": {"type": "string"}}},
        }
    },
)
@access.scoped(Scope.FIGURES_WRITE)
def add(request: HttpRequest, slug: Slug, how: Query[Adding]) -> Any:
    """
    Take the figures of a file into the plan: all of them, or none where any line has a fault.

    With `dry_run` nothing is changed and the answer says what would be.
    """
    if request.content_type != CSV:
        raise HttpError(415, f"Send the file itself, with the content type {CSV}.")
    if "Transfer-Encoding" in request.headers and not request.headers.get("Content-Length"):
        raise HttpError(
            411,
            "Say how long the file is, with the header Content-Length: one that comes in pieces "
            "is not taken.",
        )
    opened = open_plan(request, slug, "data.load")
    token = access.token(request)
    return add_figures(
        slug=slug,
        content=request.body,
        partnership=opened.partnership,
        given_by=f"{token.name}, a program",
        token_id=token.pk,
        dry_run=how.dry_run,
        at=timezone.now(),
    )


def _file(content: bytes, name: str) -> HttpResponse:
    return HttpResponse(
        content,
        content_type=f"{CSV}; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )

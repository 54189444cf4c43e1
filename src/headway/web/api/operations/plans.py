"""Plans, and what is in them but figures."""

from typing import Any

from django.http import HttpRequest
from ninja import Query, Router, Schema

from headway.web.api import access, seen
from headway.web.api.models import Scope
from headway.web.api.paging import page_of
from headway.web.api.schemas import (
    ActionOut,
    AreaOut,
    Day,
    MeasureOut,
    Number,
    PageNumber,
    PageOf,
    PageSize,
    PlanLine,
    PlanOut,
    RowKey,
    Slug,
    StatusOut,
)
from headway.web.api.seen import Seen
from headway.web.api.service import answers
from headway.web.api.shaping import action_out, area_out, measure_out, plan_out, status_out
from headway.web.people import access as people
from headway.web.plans import queries as plans
from headway.web.public import queries as public

router = Router(tags=["plans"])
READING = (Scope.PLANS_READ, Scope.PUBLIC_READ)


class Asked(Schema):
    """Which view of a plan is wanted, and which page of a list."""

    at: Day | None = None
    view: seen.View | None = None
    edition: Number | None = None
    version: Number | None = None


class AskedPage(Asked):
    """As `Asked`, of a list."""

    page: PageNumber = 1
    page_size: PageSize = 50


def view_of(request: HttpRequest, slug: str, asked: Asked) -> Seen:
    """The plan as the token sees it, in the view that was asked for."""
    return seen.seen(
        request,
        slug,
        at=asked.at,
        view=asked.view,
        edition=asked.edition,
        version=asked.version,
    )


def listed(request: HttpRequest, found: Seen, rows: Any, asked: AskedPage, shaped: Any) -> Any:
    """A page of what was asked for; those that follow are of the same version or edition."""
    return page_of(
        request,
        rows,
        page=asked.page,
        page_size=asked.page_size,
        shaped=shaped,
        fixed=found.fixed,
    )


class Paged(Schema):
    """Which page of a list."""

    page: PageNumber = 1
    page_size: PageSize = 50


@router.get("/plans", response=answers(PageOf[PlanLine]), summary="Plans")
@access.scoped(*READING)
def list_plans(request: HttpRequest, asked: Query[Paged]) -> Any:
    """The plans that the token sees: its partnership's, or those with a public edition."""
    if access.has(request, Scope.PLANS_READ):
        found = plans.plans_of(people.places(request, "plan.read"))
    else:
        found = public.plans(access.token(request).partnership.slug)
    return page_of(
        request,
        found,
        page=asked.page,
        page_size=asked.page_size,
        shaped=lambda one: PlanLine(slug=one.slug, title=one.title),
    )


@router.get("/plans/{slug}", response=answers(PlanOut), summary="A plan")
@access.scoped(*READING)
def one_plan(request: HttpRequest, slug: Slug, asked: Query[Asked]) -> Any:
    """A plan in the view that was asked for."""
    return plan_out(view_of(request, slug, asked))


@router.get("/plans/{slug}/areas", response=answers(PageOf[AreaOut]), summary="Areas of focus")
@access.scoped(*READING)
def areas(request: HttpRequest, slug: Slug, asked: Query[AskedPage]) -> Any:
    """The areas of focus, in the plan's order."""
    found = view_of(request, slug, asked)
    return listed(request, found, found.plan.areas, asked, lambda one: area_out(found, one))


@router.get("/plans/{slug}/measures", response=answers(PageOf[MeasureOut]), summary="Measures")
@access.scoped(*READING)
def measures(request: HttpRequest, slug: Slug, asked: Query[AskedPage]) -> Any:
    """The measures, in the plan's order, those too that a later document dropped."""
    found = view_of(request, slug, asked)
    return listed(request, found, found.plan.measures, asked, lambda one: measure_out(found, one))


@router.get("/plans/{slug}/measures/{key}", response=answers(MeasureOut), summary="A measure")
@access.scoped(*READING)
def one_measure(request: HttpRequest, slug: Slug, key: RowKey, asked: Query[Asked]) -> Any:
    """A measure with its targets."""
    found = view_of(request, slug, asked)
    return measure_out(found, found.measure(key))


@router.get("/plans/{slug}/actions", response=answers(PageOf[ActionOut]), summary="Actions")
@access.scoped(*READING)
def actions(request: HttpRequest, slug: Slug, asked: Query[AskedPage]) -> Any:
    """The actions, in the plan's order."""
    found = view_of(request, slug, asked)
    return listed(request, found, found.plan.actions, asked, lambda one: action_out(found, one))


@router.get("/plans/{slug}/statuses", response=answers(PageOf[StatusOut]), summary="Statuses")
@access.scoped(*READING)
def statuses(request: HttpRequest, slug: Slug, asked: Query[AskedPage]) -> Any:
    """The judgement on each measure, with the sentence that explains it."""
    found = view_of(request, slug, asked)
    return listed(request, found, found.statuses, asked, lambda one: status_out(found, one))

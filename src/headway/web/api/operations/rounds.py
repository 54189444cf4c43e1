"""Reporting rounds, and what agencies answered in them."""

from typing import Any

from django.http import HttpRequest
from ninja import Query, Router

from headway.web.answers.models import AnswerState
from headway.web.answers.queries import Line, lines
from headway.web.api import access
from headway.web.api.models import Scope
from headway.web.api.operations.plans import Paged
from headway.web.api.paging import page_of
from headway.web.api.schemas import AnswerOut, PageOf, RoundKey, RoundOut, Slug
from headway.web.api.service import answers
from headway.web.plans.access import open_plan
from headway.web.rounds import access as round_access
from headway.web.rounds import queries as rounds
from headway.web.rounds.models import Round

router = Router(tags=["rounds"])


@router.get("/plans/{slug}/rounds", response=answers(PageOf[RoundOut]), summary="Rounds")
@access.scoped(Scope.ROUNDS_READ)
def list_rounds(request: HttpRequest, slug: Slug, asked: Query[Paged]) -> Any:
    """The reporting rounds of a plan, the latest first."""
    open_plan(request, slug)
    found = rounds.rounds_of(slug)
    asked_and_silent = rounds.asked_and_silent(found)
    return page_of(
        request,
        found,
        page=asked.page,
        page_size=asked.page_size,
        shaped=lambda one: _round_out(one, *asked_and_silent[one.pk]),
    )


@router.get("/rounds/{key}", response=answers(RoundOut), summary="A round")
@access.scoped(Scope.ROUNDS_READ)
def one_round(request: HttpRequest, key: RoundKey) -> Any:
    """A reporting round by its key."""
    found = round_access.round_(request, key)
    return _round_out(found, *rounds.asked_and_silent([found])[found.pk])


@router.get("/rounds/{key}/answers", response=answers(PageOf[AnswerOut]), summary="Answers")
@access.scoped(Scope.ANSWERS_READ)
def list_answers(request: HttpRequest, key: RoundKey, asked: Query[Paged]) -> Any:
    """
    What agencies answered, begun or not, in the plan's order.

    A token that reads as an officer sees every agency's, one that reads as a lead its own.
    """
    found = round_access.round_(request, key)
    who = access.viewer(request)
    partnership = found.plan.partnership
    if who.may("round.manage", partnership):
        every = lines(found, at=found.as_at)
    else:
        own = [one for one in who.agencies(partnership) if who.may("answer.write", one)]
        every = [one for agency in own for one in lines(found, agency=agency, at=found.as_at)]
    return page_of(request, every, page=asked.page, page_size=asked.page_size, shaped=_answer_out)


def _round_out(one: Round, asked: int, silent: int) -> RoundOut:
    return RoundOut(
        key=one.key,
        label=one.label,
        period=one.period,
        as_at=one.as_at,
        opens_on=one.opens_on,
        due_on=one.due_on,
        closes_on=one.closes_on,
        is_open=one.is_open,
        asked=asked,
        silent=silent,
    )


def _answer_out(one: Line) -> AnswerOut:
    answer, draft = one.answer, one.draft
    begun = answer is not None and not draft.is_blank
    return AnswerOut(
        row=one.request.row,
        agency=one.request.agency.name,
        state=AnswerState(answer.state).value if answer else "asked",
        kind=draft.kind.value if begun else None,
        figures=dict(answer.figures) if answer else {},
        words=draft.words,
        next_steps=draft.next_steps,
        barriers=draft.barriers,
        confidence=draft.confidence.value,
        signed_at=answer.signed_at if answer else None,
        signed_as=answer.signed_as if answer else "",
        revision=one.revision,
    )

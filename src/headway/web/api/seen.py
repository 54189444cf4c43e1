"""
A plan as a token sees it: as its role sees it on the pages, or as everybody does.

The public's view is an issued public edition, made again and proved against the figures that
were issued with it; the live plan never shows through.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

from django.http import HttpRequest
from ninja.errors import HttpError

from headway.domain.observations import Observation, RowId
from headway.domain.plan import Measure, Plan
from headway.domain.status import Status
from headway.judgement.figures import known_by
from headway.judgement.statuses import judge_plan
from headway.web.api.access import has, token
from headway.web.api.errors import NotAllowedError, NotFoundError
from headway.web.api.models import Scope
from headway.web.plans import queries as plans
from headway.web.plans.access import Opened, open_plan
from headway.web.plans.scorecards import scorecard
from headway.web.public import queries as public
from headway.web.public.drawing_up import public_keys, remade

PARTNERS, PUBLIC = "partners", "public"
View = Literal["partners", "public"]
NO_PLAN = "There is no such plan, or this token does not see it."


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """
    A plan in one view.

    Attributes:
        plan: With nothing in it that the view does not show.
        keys: What each row is called in this view.
        statuses: The judgement on each measure that has one.
        edition: The public edition's name; None in the partners' view.
        version: Of the plan; None in the public's view.
        fixed: The parameter that asks for this very version or edition again.
    """

    plan: Plan
    at: date
    view: str
    keys: Mapping[RowId, str]
    statuses: tuple[Status, ...]
    fixed: Mapping[str, int]
    edition: str | None = None
    version: int | None = None

    @property
    def is_public(self) -> bool:
        """Whether everybody may see it."""
        return self.view == PUBLIC

    def measure(self, key: str) -> Measure:
        """
        A measure by what it is called in this view.

        Raises:
            NotFoundError: There is none.
        """
        for one in self.plan.measures:
            if self.keys[one.id] == key:
                return one
        raise NotFoundError(f'There is no measure "{key}" in this view of the plan.')

    def observations(self) -> tuple[Observation, ...]:
        """The figures known on the day, in the plan's order."""
        return tuple(one for one in self.plan.observations if known_by(one.known_at, self.at))


def seen(
    request: HttpRequest,
    slug: str,
    *,
    at: date | None,
    view: str | None,
    edition: int | None,
    version: int | None,
) -> Seen:
    """
    A plan as the token sees it.

    Args:
        request: With its token.
        slug: The plan's.
        at: The day, in the partners' view; the last on which something became known if None.
        view: "partners" or "public"; None for the most that the token's scopes allow.
        edition: Which public edition, in the public's view; the newest if None.
        version: Which version of the plan, in the partners' view; the newest if None.

    Raises:
        NotFoundError: There is no such plan, version or edition, or not for this token.
        NotAllowedError: Its scopes do not include the view.
    """
    wanted = view or (PARTNERS if has(request, Scope.PLANS_READ) and edition is None else PUBLIC)
    if wanted == PUBLIC:
        if at is not None:
            raise HttpError(
                409, "The public's view stands at its edition's day. Choose an edition, no day."
            )
        if version is not None:
            raise HttpError(
                409, "The public's view is of an issued edition. Choose an edition, no version."
            )
        return _public(request, slug, edition)
    if edition is not None:
        raise HttpError(409, "The partners' view is of the plan itself. Choose a day, no edition.")
    return _partners(request, slug, version)


def _partners(request: HttpRequest, slug: str, version: int | None) -> Seen:
    if not has(request, Scope.PLANS_READ):
        raise NotAllowedError(
            'This token has no scope "plans.read": it sees public editions, with view=public.'
        )
    opened = open_plan(request, slug)
    if version is not None:
        opened = _as_saved(opened, version)
    card = scorecard(opened)
    return Seen(
        plan=card.plan,
        at=opened.at,
        view=PARTNERS,
        keys={row.id: str(row.id) for row in card.plan.rows()},
        statuses=tuple(card.statuses.values()),
        version=opened.version,
        fixed={"version": opened.version},
    )


def _as_saved(opened: Opened, number: int) -> Opened:
    try:
        saved = plans.version(opened.plan.slug, number)
    except plans.UnknownPlanError as error:
        raise NotFoundError(str(error)) from error
    latest = saved.known_at or saved.saved_at.date()
    return replace(
        opened,
        plan=saved.plan,
        version=saved.number,
        digest=saved.digest,
        at=opened.at if opened.chosen else latest,
    )


def _public(request: HttpRequest, slug: str, number: int | None) -> Seen:
    if not (has(request, Scope.PUBLIC_READ) or has(request, Scope.PLANS_READ)):
        raise NotAllowedError('This token has neither the scope "public.read" nor "plans.read".')
    issued = public.editions(token(request).partnership.slug, slug)
    found = next((one for one in issued if number in (None, one.pk)), None)
    if found is None:
        raise NotFoundError(
            "No public edition of such a plan has been issued, or none with this number."
        )
    made = remade(found)
    plan = made.safe.plan
    return Seen(
        plan=plan,
        at=found.at,
        view=PUBLIC,
        keys=public_keys(plan),
        statuses=tuple(judge_plan(plan, at=found.at)),
        edition=found.label,
        fixed={"edition": found.pk},
    )

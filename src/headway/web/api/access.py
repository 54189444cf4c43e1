"""
The only way in: a token for programs, and for whoever manages them an administrator's role.

A token sees what its role sees on the pages, less what its scopes leave out. Who is in the data
and in no figure, which can be single children, no token is told: a program passes on what it
reads, as a file of figures is passed on, and so has the words that every reader of the plan may
have. What lies outside its partnership is answered as an address that leads nowhere.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar, cast

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.http import Http404, HttpRequest
from django.utils import timezone
from ninja.security import HttpBearer

from headway.web.api import queries
from headway.web.api.actions.tokens import count_request
from headway.web.api.errors import NotAllowedError, NotFoundError, TooManyRequestsError
from headway.web.api.models import Delivery, Scope, Token, Webhook
from headway.web.people import access as people
from headway.web.people.models import Partnership
from headway.web.people.values import Viewer

F = TypeVar("F", bound=Callable[..., Any])
LONGEST_TOKEN = 200


class Bearer(HttpBearer):
    """`Authorization: Bearer hw_…`; a session's cookie opens nothing here."""

    def authenticate(self, request: HttpRequest, token: str) -> Token | None:
        """The token, and on the request whoever it is, as pages look for them."""
        at = timezone.now()
        if not 0 < len(token) <= LONGEST_TOKEN or not token.isascii():
            return None
        found = queries.token_of(token, at)
        if found is None:
            return None
        most = settings.API_PER_MINUTE
        if not count_request(token_id=found.pk, most=most, at=at):
            raise TooManyRequestsError(
                f"A token may send {most} requests in a minute. Wait until the next.",
                wait=60 - at.second,
            )
        become(request, queries.viewer_of(found, at))
        return found


def become(request: HttpRequest, who: Viewer) -> None:
    """Let `people.access` see this viewer, and nobody who is signed in by a cookie."""
    request.user = AnonymousUser()
    request.headway_viewer = (None, who)  # type: ignore[attr-defined] # where it is looked for


def token(request: HttpRequest) -> Token:
    """The token that a request came with."""
    return cast("Token", request.auth)  # type: ignore[attr-defined] # set once it was let in


def scoped(*scopes: Scope) -> Callable[[F], F]:
    """Lets an operation be used by tokens alone that have one of these scopes."""

    def wrap(operation: F) -> F:
        @wraps(operation)
        def run(request: HttpRequest, *args: Any, **given: Any) -> Any:
            held = token(request).scopes
            if not any(one.value in held for one in scopes):
                wanted = " or ".join(f'"{one.value}"' for one in scopes)
                raise NotAllowedError(
                    f"This token has no scope {wanted}. Ask the partnership's administrator "
                    "for one that has."
                )
            return operation(request, *args, **given)

        return cast("F", run)

    return wrap


def has(request: HttpRequest, scope: Scope) -> bool:
    """Whether the token has a scope."""
    return scope.value in token(request).scopes


def viewer(request: HttpRequest) -> Viewer:
    """Whoever uses the token."""
    return people.viewer(request)


def refuse_elsewhere(request: HttpRequest, partnership: Partnership, words: str) -> None:
    """
    Answer as an address that leads nowhere where something is not of the token's partnership.

    Raises:
        NotFoundError: It is of another one; in the words for what is not there.
    """
    if token(request).partnership_id != partnership.pk:
        raise NotFoundError(words)


# ------------------------------------------------------------------------------------- the pages


def administered(request: HttpRequest, slug: str) -> Partnership:
    """
    A partnership whose tokens and webhooks somebody may manage.

    Raises:
        Http404: There is none, or they do not belong to it.
        PermissionDenied: They do, and are no administrator of it.
    """
    return people.partnership(request, slug, "api.manage")


def token_in(request: HttpRequest, slug: str, number: int) -> Token:
    """
    A token that somebody may revoke.

    Raises:
        Http404: There is none in the partnership, or they do not belong to it.
        PermissionDenied: As `administered`.
    """
    found = queries.token(administered(request, slug), number)
    if found is None:
        raise Http404
    return found


def webhook_in(request: HttpRequest, slug: str, number: int) -> Webhook:
    """
    A webhook that somebody may end.

    Raises:
        Http404: There is none in the partnership, or they do not belong to it.
        PermissionDenied: As `administered`.
    """
    found = queries.webhook(administered(request, slug), number)
    if found is None:
        raise Http404
    return found


def delivery_in(request: HttpRequest, slug: str, number: int) -> Delivery:
    """
    What a webhook was told, which somebody may have sent once more.

    Raises:
        Http404: There is none in the partnership, or they do not belong to it.
        PermissionDenied: As `administered`.
    """
    found = queries.delivery(administered(request, slug), number)
    if found is None:
        raise Http404
    return found

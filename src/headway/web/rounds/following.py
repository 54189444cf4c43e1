"""Whoever came by a personal link stays its holder for the session, while the link works."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from headway.web.people.values import LinkHolder
from headway.web.rounds import queries
from headway.web.rounds.models import PersonalLink

SESSION_KEY = "personal_link"
TYPED_KEY = "typed_signed_out"
"""What somebody typed whose session ended before they sent it; `answers.signed_out` keeps it."""
_LASTS = 12 * 60 * 60


class LinkHolderMiddleware:
    """Puts the holder of a link that still works on the request; for nobody who is signed in."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Looked up anew with every request, so that revoking works at once."""
        number = request.session.get(SESSION_KEY)
        if number is not None and not request.user.is_authenticated:
            found = queries.link(number)
            if found is not None and queries.is_usable(found, timezone.now()):
                request.link_holder = holder_of(found)  # type: ignore[attr-defined] # people.access reads it
        return self.get_response(request)


def holder_of(link: PersonalLink) -> LinkHolder:
    """The holder of a link, as the app of people knows them."""
    return LinkHolder(agency=link.agency, round=link.round.key, key=str(link.pk))


def remember(request: HttpRequest, link: PersonalLink) -> None:
    """Bind the session to a link; a session that somebody gave them before is left behind."""
    typed = request.session.get(TYPED_KEY)
    request.session.flush()
    request.session.cycle_key()
    request.session[SESSION_KEY] = link.pk
    if typed is not None and typed["round"] == link.round.key:
        request.session[TYPED_KEY] = typed
    request.session.set_expiry(_LASTS)

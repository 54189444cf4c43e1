"""What a person reads when something they asked for was refused, wherever it was refused."""

import logging
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from headway.domain.errors import HeadwayError

log = logging.getLogger(__name__)


class RefusalMiddleware:
    """Turns a `HeadwayError` that no view caught into a page with its own words."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Nothing of its own."""
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """409 for a change that was refused, 500 for a page that cannot be made."""
        if not isinstance(error, HeadwayError):
            return None
        # Neither its words nor the address: both may hold what somebody typed.
        log.warning("refused: %s", type(error).__name__, extra={"request": request})
        changing = request.method == "POST"
        shown = {"words": str(error), "changing": changing}
        return render(request, "refused.html", shown, status=409 if changing else 500)

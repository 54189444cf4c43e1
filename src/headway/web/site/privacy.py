"""What browsers, and whatever stands between, may keep of a page: nothing, unless it says so."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse


class PrivacyMiddleware:
    """
    Lets nobody keep a page that does not say itself that it may be kept.

    On a computer that several people use, the next one would come back to it after signing out.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Public pages and the interface for programs have said it by then."""
        response = self.get_response(request)
        response.headers.setdefault("Cache-Control", "private, no-store")
        return response

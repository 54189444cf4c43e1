"""Who may read what the service says of itself."""

from django.conf import settings
from django.http import Http404, HttpRequest
from django.utils.crypto import constant_time_compare

LOOPBACK = ("127.0.0.1", "::1")


def metrics(request: HttpRequest) -> None:
    """
    Whoever has the token; where none is set, this computer alone and nobody behind a proxy.

    Raises:
        Http404: Anybody else, who is not told that there is anything.
    """
    if token := settings.METRICS_TOKEN:
        said = request.headers.get("Authorization", "")
        if constant_time_compare(said.encode(), f"Bearer {token}".encode()):
            return
        raise Http404
    forwarded = "HTTP_X_FORWARDED_FOR" in request.META or "HTTP_FORWARDED" in request.META
    if forwarded or request.META.get("REMOTE_ADDR") not in LOOPBACK:
        raise Http404

"""Pages that belong to the whole site: is it up, and what to say when something went wrong."""

import sys

from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent
from django.db import DatabaseError, connection
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.template.loader import get_template

from headway import __version__
from headway.domain.errors import HeadwayError
from headway.web.site.hindrances import hindrance


@login_not_required
def health(request: HttpRequest) -> JsonResponse:
    """Whether the service can answer: 200 when its database does, 503 when it does not."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        return JsonResponse({"ok": False, "database": "does not answer"}, status=503)
    return JsonResponse({"ok": True, "version": __version__})


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """400: the address or the form could not be understood; 413: it was too much."""
    words = words_of(exception)
    if isinstance(exception, RequestDataTooBig | TooManyFieldsSent | TooManyFilesSent):
        return render(request, "413.html", {"words": words}, status=413)
    return render(request, "400.html", {"words": words}, status=400)


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """403: not for this person."""
    words = str(exception) if exception else ""
    return render(request, "403.html", {"words": words}, status=403)


def form_expired(request: HttpRequest, reason: str = "") -> HttpResponse:
    """403: a form came back without the mark that we put on it."""
    return render(request, "form_expired.html", status=403)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """404: with the words of whoever looked for it, where they are fit to show."""
    return render(request, "404.html", {"words": words_of(exception)}, status=404)


def server_error(request: HttpRequest) -> HttpResponse:
    """500: ours; 503: what will pass. Uses nothing that may itself be broken."""
    passing = hindrance(sys.exc_info()[1])  # it is called while the failure is dealt with
    if passing is None:
        return HttpResponse(get_template("500.html").render(), status=500)
    shown = {"words": passing.words, "changing": request.method == "POST"}
    response = HttpResponse(get_template("503.html").render(shown), status=503)
    response["Retry-After"] = str(passing.seconds)
    return response


def words_of(exception: Exception | None) -> str:
    """
    A sentence that our own code wrote for a person; empty for Django's own messages.

    >>> words_of(ValueError("Resolver404 {'tried': …}")), words_of(None)
    ('', '')
    """
    cause = exception.__cause__ if exception else None
    return str(cause) if isinstance(cause, HeadwayError) else ""

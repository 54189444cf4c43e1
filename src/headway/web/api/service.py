"""The interface itself: its description, its one form of refusal, and what stands round it."""

import hashlib
import logging
from collections.abc import Callable, Sequence
from functools import lru_cache, wraps
from typing import Any

from django.conf import settings
from django.core.exceptions import PermissionDenied, RequestDataTooBig
from django.db import DatabaseError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.utils import timezone
from django.utils.cache import patch_vary_headers
from django.utils.http import parse_etags
from ninja import NinjaAPI
from ninja.errors import AuthenticationError, HttpError, ValidationError
from ninja.openapi.schema import OpenAPISchema

from headway import __version__
from headway.domain.errors import HeadwayError
from headway.web.api.access import Bearer, become
from headway.web.api.errors import (
    ImportRefusedError,
    NotAllowedError,
    NotFoundError,
    TooManyRequestsError,
)
from headway.web.api.faults import place_of, words_of
from headway.web.api.schemas import Problem
from headway.web.people.values import Viewer
from headway.web.public.errors import NotAsIssuedError

log = logging.getLogger(__name__)

TITLES = {
    400: "Cannot be understood",
    401: "No token that holds",
    403: "Not allowed",
    404: "Not there",
    405: "No such method here",
    409: "Cannot be done as things stand",
    411: "Length required",
    413: "Too large",
    415: "Another sort of content is expected",
    422: "Not valid",
    429: "Too many requests",
    500: "Our mistake",
    503: "Not now",
}

Faults = Sequence[tuple[str, str]]
View = Callable[..., HttpResponseBase]

DESCRIPTION = """
Plans, measures, figures, statuses, rounds, answers and editions of a partnership, for programs.

Send the token as `Authorization: Bearer hw_…`. Answers carry an `ETag`: send it back as
`If-None-Match`, and where nothing has changed the answer is 304 without a body. Every refusal
is a `Problem`.
"""


class Interface(NinjaAPI):
    """It describes itself once: anybody may ask, and it takes a third of a second."""

    def get_openapi_schema(
        self, *, path_prefix: str | None = None, path_params: dict[str, Any] | None = None
    ) -> OpenAPISchema:
        """The description of every operation, which nobody changes."""
        prefix = self.get_root_path(path_params or {}) if path_prefix is None else path_prefix
        return self._described(prefix)

    @lru_cache(maxsize=4)  # noqa: B019 - there is one interface, as long as the process lasts
    def _described(self, prefix: str) -> OpenAPISchema:
        return super().get_openapi_schema(path_prefix=prefix)


api = Interface(
    title="Headway",
    version="1",
    description=DESCRIPTION,
    urls_namespace="api-v1",
    openapi_url="/openapi.json",
    docs_url=None,
    auth=Bearer(),
)

_REFUSED = dict.fromkeys((401, 403, 404, 409, 422, 429, 500, 503), Problem)


def answers(model: Any, **more: Any) -> dict[Any, Any]:
    """What an operation answers, with every refusal there is."""
    return {200: model, 304: None, **_REFUSED, **more}


def refusal(status: int, detail: str, faults: Faults = ()) -> JsonResponse:
    """A refusal in the one form that there is."""
    said = {
        "status": status,
        "title": TITLES.get(status, "Refused"),
        "detail": detail,
        "faults": [{"where": where, "words": words} for where, words in faults],
    }
    response = JsonResponse(said, status=status)
    if status == 401:
        response["WWW-Authenticate"] = "Bearer"
    return response


# ----------------------------------------------------------------------------------- what is said


@api.exception_handler(AuthenticationError)
def _no_token(request: HttpRequest, error: AuthenticationError) -> HttpResponse:
    return refusal(
        401,
        "Send a token that holds, as “Authorization: Bearer hw_…”. An administrator of the "
        "partnership makes one on its page for programs.",
    )


@api.exception_handler(HttpError)
def _http_error(request: HttpRequest, error: HttpError) -> HttpResponse:
    return refusal(error.status_code, str(error))


@api.exception_handler(ValidationError)
def _invalid(request: HttpRequest, error: ValidationError) -> HttpResponse:
    faults = [(place_of(one), words_of(one)) for one in error.errors]
    return refusal(422, "The request is not valid; each fault is named.", faults)


@api.exception_handler(Http404)
def _not_there(request: HttpRequest, error: Http404) -> HttpResponse:
    cause = error.__cause__
    words = str(cause) if isinstance(cause, HeadwayError) else "There is nothing at this address."
    return refusal(404, words)


@api.exception_handler(PermissionDenied)
def _denied(request: HttpRequest, error: PermissionDenied) -> HttpResponse:
    return refusal(403, str(error) or "The role of this token does not allow it.")


@api.exception_handler(RequestDataTooBig)
def _too_large(request: HttpRequest, error: RequestDataTooBig) -> HttpResponse:
    return refusal(413, f"A file may have at most {_limit()} bytes. Send it in parts.")


@api.exception_handler(HeadwayError)
def _refused(request: HttpRequest, error: HeadwayError) -> HttpResponse:
    match error:
        case ImportRefusedError():
            return refusal(422, str(error), error.faults)
        case NotFoundError():
            return refusal(404, str(error))
        case NotAllowedError():
            return refusal(403, str(error))
        case TooManyRequestsError():
            response = refusal(429, str(error))
            response["Retry-After"] = str(error.wait)
            return response
        case NotAsIssuedError():
            return refusal(503, str(error))
        case _:
            return refusal(409, str(error))


@api.exception_handler(DatabaseError)
def _database(request: HttpRequest, error: DatabaseError) -> HttpResponse:
    log.exception("the interface: the database refused", extra={"request": request})
    response = refusal(503, "The database does not answer. Ask again in a minute.")
    response["Retry-After"] = "60"
    return response


@api.exception_handler(Exception)
def _mistake(request: HttpRequest, error: Exception) -> HttpResponse:
    log.exception("the interface: a mistake of ours", extra={"request": request})
    return refusal(500, "That is a mistake of ours. It is written down in the service's log.")


def _limit() -> int:
    return int(settings.DATA_UPLOAD_MAX_MEMORY_SIZE or 0)


# -------------------------------------------------------------------------- what stands round it


def guarded(view: View) -> View:
    """
    An operation as it is served: nobody by a cookie, counted, with an ETag, or its headers alone.

    What only the framework would refuse (an address or a method that is not there) has our form
    too.
    """

    @wraps(view, assigned=("__module__", "__doc__"))
    def answer(request: HttpRequest, *args: Any, **given: Any) -> HttpResponseBase:
        become(request, Viewer(at=timezone.now()))
        is_head = request.method == "HEAD"
        if is_head:
            request.method = "GET"
        try:
            response = view(request, *args, **given)
        except Http404 as error:
            response = _not_there(request, error)
        if response.status_code == 405:
            allowed = response.headers.get("Allow", "").replace("GET", "GET, HEAD")
            response = refusal(405, f"This address takes {allowed or 'no such method'}.")
            response["Allow"] = allowed
        patch_vary_headers(response, ("Authorization",))
        response.headers.setdefault("Cache-Control", "private, no-cache")
        response.headers["Headway-Version"] = __version__
        response = _conditional(request, response)
        return _headers_of(response) if is_head else response

    answer.csrf_exempt = True  # type: ignore[attr-defined] # no cookie lets anybody in here
    answer.login_required = False  # type: ignore[attr-defined] # a token does
    return answer


def _conditional(request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
    if (
        request.method != "GET"
        or response.status_code != 200
        or not isinstance(response, HttpResponse)
    ):
        return response
    etag = f'"{hashlib.sha256(response.content).hexdigest()[:32]}"'
    response["ETag"] = etag
    known = parse_etags(request.headers.get("If-None-Match", ""))
    if "*" not in known and etag not in (one.removeprefix("W/") for one in known):
        return response
    unchanged = HttpResponse(status=304)
    del unchanged["Content-Type"]
    for name in ("ETag", "Vary", "Cache-Control", "Headway-Version"):
        unchanged[name] = response[name]
    return unchanged


def _headers_of(response: HttpResponseBase) -> HttpResponseBase:
    if isinstance(response, HttpResponse) and response.status_code != 304:
        response["Content-Length"] = str(len(response.content))
        response.content = b""
    return response


@guarded
def nowhere(request: HttpRequest, rest: str) -> HttpResponseBase:
    """An address of the interface at which there is nothing."""
    raise Http404

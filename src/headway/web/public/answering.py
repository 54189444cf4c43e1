"""How public pages are answered: the same for everybody, to be kept by whoever fetched them."""

import hashlib
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.template.loader import render_to_string
from django.utils.cache import get_conditional_response
from django.views.decorators.http import require_safe

from headway.web.public import addresses
from headway.web.public.access import NEWEST
from headway.web.public.errors import NotPublicError

KEPT_SECONDS = 300
"""How long a page may be shown without asking whether it has changed."""

View = Callable[..., HttpResponse]


def for_everybody(view: View) -> View:
    """
    A view that anybody may read without signing in.

    Its answer has an ETag and may be kept; an address that leads nowhere is answered in words.
    """

    @wraps(view)
    def answered(request: HttpRequest, *parts: Any, **named: Any) -> HttpResponseBase:
        try:
            response = view(request, *parts, **named)
        except NotPublicError as error:
            return not_public(error)
        if response.status_code != 200:
            return response
        digest = hashlib.sha256(response.content).hexdigest()[:32]
        response.headers.setdefault("ETag", f'"{digest}"')
        response.headers["Cache-Control"] = f"public, max-age={KEPT_SECONDS}"
        kept = get_conditional_response(request, etag=response.headers["ETag"], response=response)
        return kept or response

    return login_not_required(require_safe(answered))  # type: ignore[return-value] # 304 has no body


def page(name: str, context: dict[str, Any], *, status: int = 200) -> HttpResponse:
    """
    A page that knows nothing of whoever asks.

    It is rendered without the request, so that nobody's name can get into what is kept.
    """
    return HttpResponse(render_to_string(f"public/{name}.html", context), status=status)


def not_public(error: NotPublicError) -> HttpResponse:
    """404, with the words of whoever looked for it, and where to go on from."""
    shown = {"words": str(error), "page_title": "Page not found"}
    if error.instead:
        edition, name, *parts = error.instead
        asked = NEWEST if name == "overview" else edition.pk
        shown["instead"] = addresses.page(name, edition, asked, *parts)
        shown["instead_text"] = _MEANT[name]
    return page("not_found", shown, status=404)


_MEANT = {
    "overview": "Read the newest edition",
    "measure": "Read of it there",
    "measures": "See the measures that there are",
    "downloads": "See the files that there are",
}


def attachment(content: bytes, *, name: str, media_type: str, keep: bool = True) -> HttpResponse:
    """A file; to be kept rather than shown where `keep` says so."""
    how = "attachment" if keep else "inline"
    return HttpResponse(
        content,
        content_type=media_type,
        headers={"Content-Disposition": f'{how}; filename="{name}"'},
    )

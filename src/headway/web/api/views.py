"""The pages on which an administrator makes tokens and webhooks, and the list of operations."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from headway.domain.errors import HeadwayError
from headway.web.api import access, pages
from headway.web.api.actions import tokens, webhooks
from headway.web.api.forms import TokenForm, WebhookForm
from headway.web.people import queries as people
from headway.web.people.models import Partnership
from headway.web.people.pages.members import framed


@require_safe
def programs(request: HttpRequest, slug: str) -> HttpResponse:
    """Tokens and webhooks of a partnership."""
    partnership = access.administered(request, slug)
    page = pages.programs_page(partnership, access.viewer(request).at)
    return _page(request, "programs", partnership, "Programs", **page)


@require_http_methods(["GET", "HEAD", "POST"])
def make_token(request: HttpRequest, slug: str) -> HttpResponse:
    """Make a token; the answer shows it, this once."""
    partnership = access.administered(request, slug)
    who = access.viewer(request)
    form = TokenForm(request.POST or None, agencies=people.agencies(partnership))
    if request.method == "POST" and form.is_valid():
        try:
            made, secret = tokens.make_token(
                partnership=partnership, by=who.person, at=who.at, **form.cleaned_data
            )
        except HeadwayError as error:
            form.add_error(None, str(error))
        else:
            return _shown_once(request, partnership, "The token", made.name, secret)
    return _page(request, "make_token", partnership, "Make a token", form=form)


@require_POST
def revoke_token(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """End a token at once."""
    found = access.token_in(request, slug, number)
    who = access.viewer(request)
    tokens.revoke_token(token_id=found.pk, by=who.person, at=who.at)
    messages.success(request, f"The token “{found.name}” opens nothing any more.")
    return redirect("api:programs", slug)


@require_http_methods(["GET", "HEAD", "POST"])
def make_webhook(request: HttpRequest, slug: str) -> HttpResponse:
    """Make a webhook; the answer shows its secret, this once."""
    partnership = access.administered(request, slug)
    who = access.viewer(request)
    form = WebhookForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            made, secret = webhooks.make_webhook(
                partnership=partnership, by=who.person, at=who.at, **form.cleaned_data
            )
        except HeadwayError as error:
            form.add_error("address", str(error))
        else:
            return _shown_once(request, partnership, "The secret", made.address, secret)
    return _page(request, "make_webhook", partnership, "Make a webhook", form=form)


@require_POST
def end_webhook(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Tell an address nothing any more."""
    found = access.webhook_in(request, slug, number)
    who = access.viewer(request)
    webhooks.end_webhook(webhook_id=found.pk, by=who.person, at=who.at)
    messages.success(request, f"{found.address} is told nothing any more.")
    return redirect("api:programs", slug)


@require_POST
def send_again(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Send something to a webhook once more."""
    found = access.delivery_in(request, slug, number)
    who = access.viewer(request)
    try:
        webhooks.send_again(delivery_id=found.pk, by=who.person, at=who.at)
    except HeadwayError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, f"{found.key} is sent again within a minute.")
    return redirect("api:programs", slug)


@login_not_required
@require_safe
def reference(request: HttpRequest) -> HttpResponse:
    """Every operation of the interface; it tells nothing of any partnership."""
    shown = {
        "operations": list(pages.operations()),
        "crumbs": [{"text": "Plans", "href": "/?all"}, {"text": "Interface for programs"}],
    }
    return render(request, "api/reference.html", shown)


def _shown_once(
    request: HttpRequest, partnership: Partnership, what: str, name: str, secret: str
) -> HttpResponse:
    response = _page(
        request, "shown_once", partnership, f"{what} is made", what=what, name=name, secret=secret
    )
    response["Cache-Control"] = "no-store"
    return response


def _page(
    request: HttpRequest, template: str, partnership: Partnership, title: str, **shown: Any
) -> HttpResponse:
    people = ("People", reverse("people:list", args=[partnership.slug]))
    frame = framed(partnership, title=title, above=[people])
    form = shown.get("form")
    status = 422 if form is not None and form.errors else 200
    return render(request, f"api/{template}.html", {**frame, **shown}, status=status)

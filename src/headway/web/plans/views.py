"""The pages of a plan: each obtains it, asks what the page shows, and sets that out."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from headway import planfile
from headway.web.plans import actions, queries


@require_safe
def plans(request: HttpRequest) -> HttpResponse:
    """Every plan. Where there is only one, straight to it; `?all` still lists it."""
    records = queries.plans()
    if len(records) == 1 and "all" not in request.GET:
        return redirect("plans:glance", records[0].slug)
    shown = {"records": records, "import_address": _import_address()}
    return render(request, "plans/list.html", shown)


@require_POST
def load_example(request: HttpRequest) -> HttpResponse:
    """Put the example plan in, for somebody who wants to look round first."""
    text = planfile.example_path().read_text(encoding="utf-8")
    saved = actions.save_version(text=text, reason="The example plan", at=timezone.now())
    messages.success(request, "The example plan is loaded. Look round; nothing here can break.")
    return redirect("plans:glance", saved.plan.slug)


def _import_address() -> str:
    try:
        return reverse("imports:start")
    except NoReverseMatch:
        return ""

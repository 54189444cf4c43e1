"""Editions: the list, the form for the next, and the files."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from headway.disclosure.cells import TableError
from headway.web.editions import actions, queries
from headway.web.editions.forms import IssueForm
from headway.web.editions.models import Audience
from headway.web.editions.pages.listing import edition_lines, issue_page
from headway.web.editions.previews import preview
from headway.web.editions.public_page import public_page
from headway.web.plans import access
from headway.web.plans.access import Opened
from headway.web.plans.pages.frame import Crumb, address, framed


@require_http_methods(["GET", "HEAD", "POST"])
def editions(request: HttpRequest, slug: str) -> HttpResponse:
    """The editions; a form that is sent issues the next one."""
    wanted = "edition.issue" if request.method == "POST" else "edition.read"
    opened = access.open_plan(request, slug, wanted)
    if request.method != "POST":
        return _page(request, opened, None)
    form = IssueForm(request.POST)
    if not form.is_valid():
        return _page(request, opened, form)
    try:
        made = actions.issue(
            slug=slug,
            at=form.cleaned_data["at"],
            label=form.cleaned_data["label"],
            audience=Audience(form.cleaned_data["audience"]),
            issued_at=timezone.now(),
        )
    except (actions.EditionExistsError, TableError) as error:
        field = "audience" if isinstance(error, TableError) else "label"
        return _page(request, opened, form, refusal={field: str(error)})
    messages.success(request, f"“{made.label}” is issued. Its files will never change.")
    return redirect("editions:list", slug)


@require_safe
def public(request: HttpRequest, slug: str) -> HttpResponse:
    """What the public would see, for the officer who answers for it."""
    opened = access.open_plan(request, slug, "edition.preview")
    page = public_page(opened, preview(opened.plan, at=opened.at))
    frame = framed(
        opened,
        here="editions:public",
        title="What the public would see",
        within=[Crumb(text="Editions", href=address("editions:list", opened))],
    )
    return render(request, "editions/public.html", {**frame, "page": page})


@require_safe
def file(request: HttpRequest, slug: str, edition: int, document: str, suffix: str) -> HttpResponse:
    """One file, as it was issued. Always to keep: a report is not a page of this site."""
    access.open_plan(request, slug, "edition.read")
    found = queries.file(slug, edition, document, suffix)
    if found is None:
        raise Http404
    return HttpResponse(
        bytes(found.content),
        content_type=found.media_type,
        headers={"Content-Disposition": f'attachment; filename="{found.name}"'},
    )


def _page(
    request: HttpRequest,
    opened: Opened,
    form: IssueForm | None,
    *,
    refusal: dict[str, str] | None = None,
) -> HttpResponse:
    lines = edition_lines(queries.editions(opened.plan.slug), opened.plan.slug)
    wanted = request.GET.get("audience", "")
    page = issue_page(opened, form, refusal=refusal or {}, wanted=wanted)
    frame = framed(opened, here="editions:list", title="Editions")
    shown = {**frame, "lines": lines, "form": page}
    return render(request, "editions/list.html", shown, status=422 if page.errors else 200)

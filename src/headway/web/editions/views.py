"""Editions: the list, the form for the next, each edition, and the files."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from headway.web.editions import access, actions, queries
from headway.web.editions.errors import DraftError, EditionExistsError
from headway.web.editions.forms import IssueForm
from headway.web.editions.models import Audience, Edition
from headway.web.editions.pages.listing import edition_lines, issue_page
from headway.web.editions.pages.one_edition import edition_page
from headway.web.editions.previews import preview
from headway.web.editions.public_page import public_page
from headway.web.editions.verifying import verify
from headway.web.plans.access import Opened, open_plan
from headway.web.plans.bodies import part
from headway.web.plans.pages.frame import Crumb, address, framed
from headway.web.rounds import queries as rounds


@require_http_methods(["GET", "HEAD", "POST"])
def editions(request: HttpRequest, slug: str) -> HttpResponse:
    """The editions; a form that is sent begins the next one."""
    wanted = "edition.issue" if request.method == "POST" else "edition.read"
    opened = open_plan(request, slug, wanted)
    issued = queries.editions(slug)
    known: dict[str, Any] = {
        "rounds": rounds.rounds_of(slug),
        "editions": [one for one in issued if not one.amended_by.all()],
    }
    if request.method != "POST":
        return _page(request, opened, IssueForm(**known), issued)
    form = IssueForm(request.POST, **known)
    if not form.is_valid():
        return _page(request, opened, form, issued)
    given = form.cleaned_data
    try:
        draft = actions.prepare(
            slug=slug,
            at=given["at"],
            label=given["label"],
            audience=Audience(given["audience"]),
            round_=form.rounds.get(given["round"]),
            amends=form.editions.get(given["amends"]),
            note=given["note"],
            by=opened.viewer.person,
            now=timezone.now(),
        )
    except EditionExistsError as error:
        return _page(request, opened, form, issued, refusal={"label": str(error)})
    except DraftError as error:
        return _page(request, opened, form, issued, refusal={"audience": str(error)})
    return redirect("editions:draft", slug, draft.pk)


@require_safe
def edition(request: HttpRequest, slug: str, edition: int) -> HttpResponse:
    """One edition: whether it is current, what changed, who read it before, its files."""
    opened, found = access.edition(request, slug, edition)
    frame = framed(
        opened,
        here="editions:list",
        title=found.label,
        within=[Crumb(text="Editions", href=address("editions:list", opened))],
    )
    may = opened.may("edition.issue")
    shown = {**frame, "page": edition_page(found), "may_issue": may}
    return render(request, "editions/edition.html", shown)


@require_POST
def verify_edition(request: HttpRequest, slug: str, edition: int) -> HttpResponse:
    """Make an edition again and say whether it is the same."""
    _, found = access.edition(request, slug, edition, "edition.issue")
    verified = verify(found)
    say = messages.success if verified.is_same else messages.error
    say(request, verified.sentence)
    return redirect("editions:edition", slug, edition)


@require_safe
def public(request: HttpRequest, slug: str) -> HttpResponse:
    """What the public would see, for the officer who answers for it."""
    opened = open_plan(request, slug, "edition.preview")
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
    open_plan(request, slug, "edition.read")
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
    form: IssueForm,
    issued: list[Edition],
    *,
    refusal: dict[str, str] | None = None,
) -> HttpResponse:
    slug, who = opened.plan.slug, opened.viewer.person
    page = issue_page(opened, form, refusal=refusal or {}, wanted=request.GET.dict())
    may, lines = opened.may("edition.issue"), edition_lines(issued, slug)
    now = timezone.now()
    drafts = queries.drafts(slug) if may else []
    shown = {
        **framed(opened, here="editions:list", title="Editions"),
        "lines": bool(lines),
        "issued": part(
            request,
            "editions/issued.html",
            lambda: {"lines": lines, "may_issue": may},
            depends_on=(lines, may),
        ),
        "prepare": part(
            request, "editions/prepare.html", lambda: {"form": page}, depends_on=repr(page)
        )
        if may
        else "",
        "form": page,
        "may_issue": may,
        "drafts": drafts,
        "late": [one for one in drafts if one.is_late(now)],
        "to_read": queries.to_read_before(slug, who, now) if who and not may else [],
    }
    return render(request, "editions/list.html", shown, status=422 if page.errors else 200)

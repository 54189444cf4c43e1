"""The pages of an import: each obtains it, asks what the page shows, and does one thing."""

from collections.abc import Callable

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, JsonResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from headway.domain.errors import HeadwayError
from headway.domain.plan import Plan
from headway.domain.revising import settled, without_row
from headway.web.imports import access, actions, queries, reading
from headway.web.imports.forms import NEW, NameForm, SettleForm, UploadForm
from headway.web.imports.models import Import, State
from headway.web.imports.pages import overview, rowform, saving, starting
from headway.web.people.access import places, viewer
from headway.web.plans import queries as plans


@require_http_methods(["GET", "HEAD", "POST"])
def start(request: HttpRequest) -> HttpResponse:
    """Upload a document; and what is still unfinished."""
    within = places(request, "import.use")
    if not within:
        raise PermissionDenied("Only a performance officer may import a document.")
    form = UploadForm(
        _sent(request),
        request.FILES if request.method == "POST" else None,
        plans=[(record.slug, record.title) for record in plans.plans_of(within)],
        partnerships=[(one.slug, one.name) for one in within],
        limit_mb=settings.UPLOAD_LIMIT_MB,
        initial={"into": request.GET.get("into", "")},
    )
    if request.method == "POST" and form.is_valid():
        into, owner = form.cleaned_data["into"], within[0]
        if into.startswith(NEW):
            owner = next(one for one in within if one.slug == into.removeprefix(NEW))
            into = ""
        elif into:
            owner = plans.newest(into).partnership
        job = actions.upload(
            file=form.cleaned_data["file"],
            into=into,
            based_on=plans.newest(into).number if into else None,
            as_at=form.cleaned_data["as_at"],
            part=form.cleaned_data["part"],
            at=timezone.now(),
            partnership=owner,
            by=viewer(request).person,
        )
        reading.begin(job)
        return redirect("imports:job", job.key)
    status = 422 if form.is_bound else 200
    shown = starting.page(form, queries.unfinished(within))
    return render(request, "imports/start.html", shown, status=status)


@require_safe
def job(request: HttpRequest, key: str) -> HttpResponse:
    """An import as it stands: being read, refused, to be checked, or saved."""
    found = access.open_import(request, key)
    if found.state == State.READING:
        shown = starting.waiting(found, now=timezone.now())
        return render(request, "imports/waiting.html", shown)
    if found.state == State.REFUSED:
        return render(request, "imports/refused.html", starting.refused(found))
    if found.state == State.SAVED:
        return redirect("plans:glance", found.saved_as)
    found, draft = access.open_draft(request, key)
    shown = overview.page(found, draft, show=request.GET.get("show", ""))
    return render(request, "imports/overview.html", shown)


@require_safe
def progress(request: HttpRequest, key: str) -> JsonResponse:
    """How far the reading has come, for the page that waits for it."""
    found = access.open_import(request, key)
    reading_still = found.state == State.READING
    return JsonResponse({"reading": reading_still, "stage": starting.stage(found)})


@require_POST
def again(request: HttpRequest, key: str) -> HttpResponse:
    """Read a document again whose reading was interrupted."""
    found = access.open_import(request, key)
    if found.state == State.READING:
        reading.begin(found)
    return redirect("imports:job", key)


@require_http_methods(["GET", "HEAD", "POST"])
def row(request: HttpRequest, key: str, row_id: str) -> HttpResponse:
    """One row beside its source: look, correct, go to the next."""
    found, draft = access.open_draft(request, key)
    page = rowform.RowPage(found, draft, access.row(draft, row_id), _sent(request))
    if request.method == "POST" and page.is_valid():
        try:
            actions.step(
                job_id=found.pk,
                seen=_seen(request),
                plan=page.corrected(),
                words=f"Corrected “{page.short}”",
                row=row_id,
                at=timezone.now(),
            )
        except HeadwayError as error:
            messages.error(request, str(error))
            return redirect("imports:row", key, row_id)
        messages.success(request, "The row is corrected.")
        return redirect("imports:row", key, page.next or row_id)
    status = 422 if page.bound else 200
    return render(request, "imports/row.html", page.shown(), status=status)


@require_POST
def settle(request: HttpRequest, key: str, number: int) -> HttpResponse:
    """Settle one doubt in words, or accept the reading as it stands."""
    found, draft = access.open_draft(request, key)
    form = SettleForm(request.POST)
    if not form.is_valid():
        messages.error(request, "Say in a word or two how the doubt was settled.")
        return redirect("imports:job", key)
    if not 0 <= number < len(draft.plan.doubts):
        messages.error(request, "That doubt is no longer there.")
        return redirect("imports:job", key)
    doubt = draft.plan.doubts[number]
    words = form.cleaned_data["words"]
    return _step(
        request,
        found,
        plan=lambda: settled(draft.plan, doubt, words),
        words=f"Settled a doubt: {words}",
        row=doubt.row or "",
    )


@require_POST
def drop(request: HttpRequest, key: str, row_id: str) -> HttpResponse:
    """Take out what was read as a row and is none."""
    found, draft = access.open_draft(request, key)
    name = overview.shortened(access.row(draft, row_id).name)
    return _step(
        request,
        found,
        plan=lambda: without_row(draft.plan, row_id),
        words=f"Took out “{name}”",
        row=row_id,
    )


@require_POST
def undo(request: HttpRequest, key: str) -> HttpResponse:
    """Undo the last step."""
    found = access.open_import(request, key)
    return _moved(request, found, lambda: f"Undone: {actions.undo(job_id=found.pk).words}.")


@require_POST
def redo(request: HttpRequest, key: str) -> HttpResponse:
    """Do again what was undone."""
    found = access.open_import(request, key)
    return _moved(request, found, lambda: f"Done again: {actions.redo(job_id=found.pk).words}.")


@require_http_methods(["GET", "HEAD", "POST"])
def save(request: HttpRequest, key: str) -> HttpResponse:
    """What will be saved, and then the saving."""
    found, draft = access.open_draft(request, key)
    names = {"title": draft.plan.title, "slug": draft.plan.slug}
    form = NameForm(_sent(request), initial=names)
    if request.method == "POST" and form.is_valid():
        try:
            saved = saving.save(
                found,
                draft,
                form.cleaned_data,
                _seen(request),
                at=timezone.now(),
                by=viewer(request).person,
            )
        except HeadwayError as error:
            form.add_error("slug" if not found.into else None, str(error))
        else:
            messages.success(request, f"The plan is saved as version {saved.number}.")
            return redirect("plans:glance", saved.plan.slug)
    status = 422 if form.is_bound else 200
    return render(request, "imports/save.html", saving.page(found, draft, form), status=status)


@require_POST
def discard(request: HttpRequest, key: str) -> HttpResponse:
    """Throw an import away."""
    found = access.open_import(request, key)
    actions.discard(job_id=found.pk, by=viewer(request).person, at=timezone.now())
    messages.success(request, f"“{found.name}” and what was read from it are thrown away.")
    return redirect("imports:start")


@require_safe
def download(request: HttpRequest, key: str) -> HttpResponse:
    """The draft as a plan file, for those who would rather edit it as text."""
    found, draft = access.open_draft(request, key)
    return HttpResponse(
        queries.content(found),
        content_type="application/yaml; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{draft.plan.slug}-draft.yaml"'},
    )


def _sent(request: HttpRequest) -> QueryDict | None:
    return request.POST if request.method == "POST" else None


def _seen(request: HttpRequest) -> int:
    said = request.POST.get("seen", "")
    return int(said) if said.isdecimal() and len(said) < 9 else 0


def _step(
    request: HttpRequest,
    found: Import,
    *,
    plan: Callable[[], Plan],
    words: str,
    row: str,
) -> HttpResponse:
    """Take a step, say what was done, and go back to where the person was."""
    try:
        taken = actions.step(
            job_id=found.pk,
            seen=_seen(request),
            plan=plan(),
            words=words,
            row=row,
            at=timezone.now(),
        )
    except HeadwayError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, f"{taken.words}.")
    if request.POST.get("back") == "row" and row:
        return redirect("imports:row", found.key, row)
    return redirect("imports:job", found.key)


def _moved(request: HttpRequest, found: Import, move: Callable[[], str]) -> HttpResponse:
    try:
        messages.success(request, move())
    except HeadwayError as error:
        messages.error(request, str(error))
    return redirect("imports:job", found.key)

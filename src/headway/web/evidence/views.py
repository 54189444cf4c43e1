"""The pages of the data behind a plan: each obtains it, and does one thing."""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from headway.domain.errors import HeadwayError
from headway.domain.periods import Period
from headway.web.evidence import access, actions, queries, working
from headway.web.evidence.forms import ComputeForm, LoadForm, MakeUpForm
from headway.web.evidence.models import How, State
from headway.web.evidence.pages.computed import computed_page
from headway.web.evidence.pages.jobs import job_page, stage
from headway.web.evidence.pages.overview import data_page
from headway.web.imports.pages.starting import mistakes
from headway.web.plans import access as plans
from headway.web.plans.access import Opened
from headway.web.plans.pages.frame import Crumb, address, framed


@require_http_methods(["GET", "HEAD", "POST"])
def data(request: HttpRequest, slug: str) -> HttpResponse:
    """What has been loaded, what is late; a form that is sent loads a file."""
    opened = plans.open_plan(
        request, slug, "data.load" if request.method == "POST" else "plan.read"
    )
    form = _load_form(request)
    if request.method == "POST" and form.is_valid():
        job = actions.upload(
            slug=opened.plan.slug,
            file=form.cleaned_data["file"],
            kind=form.cleaned_data["kind"],
            how=How(form.cleaned_data["how"] or How.WHOLE),
            at=timezone.now(),
            covers=form.covers(),
            by=opened.viewer.person,
        )
        working.begin(job)
        return redirect("evidence:job", slug, job.key)
    return _data(request, opened, form, ComputeForm())


@require_POST
def compute(request: HttpRequest, slug: str) -> HttpResponse:
    """Compute the plan's measures for a period."""
    opened = plans.open_plan(request, slug, "data.load")
    form = ComputeForm(request.POST)
    if not form.is_valid():
        return _data(request, opened, _load_form(None), form)
    period = str(form.cleaned_data["period"])
    job = actions.computation(
        slug=opened.plan.slug, period=period, at=timezone.now(), by=opened.viewer.person
    )
    working.begin(job)
    return redirect("evidence:job", slug, job.key)


@require_POST
def make_up(request: HttpRequest, slug: str) -> HttpResponse:
    """Make up a county behind a plan that has no real data; one at a time."""
    opened = plans.open_plan(request, slug, "data.load")
    under_way = queries.making_up(slug)
    if under_way is not None:
        return redirect("evidence:job", slug, under_way.key)
    if not queries.may_make_up(slug, opened.at):
        why = "Real data has been loaded for this plan, so that no made-up county goes beside it."
        return _data(request, opened, _load_form(None), ComputeForm(), why=why)
    form = MakeUpForm(request.POST)
    if not form.is_valid():
        return _data(request, opened, _load_form(None), ComputeForm(), make_up=form)
    pupils = form.cleaned_data["pupils"]
    job = actions.making_up(slug=slug, pupils=pupils, at=timezone.now(), by=opened.viewer.person)
    working.begin(job)
    return redirect("evidence:job", slug, job.key)


@require_safe
def job(request: HttpRequest, slug: str, key: str) -> HttpResponse:
    """A job as it stands: running, refused or done."""
    found, opened = access.job(request, slug, key), plans.open_plan(request, slug)
    page = job_page(found, now=timezone.now())
    return _page(request, "job", opened, title=found.name, page=page)


@require_safe
def progress(request: HttpRequest, slug: str, key: str) -> JsonResponse:
    """How far a job has come, for the page that waits for it."""
    found = access.job(request, slug, key)
    return JsonResponse({"reading": found.state == State.RUNNING, "stage": stage(found)})


@require_POST
def again(request: HttpRequest, slug: str, key: str) -> HttpResponse:
    """Do a job again that was interrupted."""
    found = access.job(request, slug, key)
    if found.state == State.RUNNING:
        working.begin(found)
    return redirect("evidence:job", slug, key)


@require_safe
def workbook(request: HttpRequest, slug: str, key: str) -> HttpResponse:
    """The rows of an upload that are to be corrected."""
    found = access.job(request, slug, key)
    if not found.workbook:
        raise Http404
    stem = found.kind
    return HttpResponse(
        bytes(found.workbook),
        content_type="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        headers={"Content-Disposition": f'attachment; filename="to-correct-{stem}.xlsx"'},
    )


@require_safe
def computed(request: HttpRequest, slug: str, row_id: str) -> HttpResponse:
    """How a computed figure comes about, and its groups."""
    opened = plans.open_plan(request, slug)
    measure = plans.measure(opened.plan, row_id, at=opened.at)
    if not measure.definition:
        raise Http404
    by = tuple(one for one in request.GET.getlist("by") if one)
    asked = request.GET.get("period", "")[:40]
    page, problem = None, ""
    try:
        page = computed_page(measure, opened, Period.parse(asked), by)
    except HeadwayError as error:
        problem = str(error)
    within = Crumb(text=measure.name, href=address("plans:measure", opened, measure.id))
    return _page(
        request, "computed", opened, title="How it is computed", within=[within],
        page=page, problem=problem, measure=measure, asked=asked,
    )  # fmt: skip


def _load_form(request: HttpRequest | None) -> LoadForm:
    sent = request is not None and request.method == "POST"
    return LoadForm(
        request.POST if sent and request else None,
        request.FILES if sent and request else None,
        kinds=queries.kinds(),
        limit_mb=settings.UPLOAD_LIMIT_MB,
    )


def _data(
    request: HttpRequest,
    opened: Opened,
    load: LoadForm,
    compute: ComputeForm,
    *,
    make_up: MakeUpForm | None = None,
    why: str = "",
) -> HttpResponse:
    make_up = make_up or MakeUpForm()
    errors = mistakes(load) + mistakes(compute) + mistakes(make_up)
    errors += [{"text": why, "href": "#loads"}] if why else []
    return _page(
        request, "data", opened, title="Data", status=422 if errors else 200,
        page=data_page(opened), load_form=load, compute_form=compute, make_up_form=make_up,
        errors=errors,
    )  # fmt: skip


def _page(
    request: HttpRequest,
    name: str,
    opened: Opened,
    *,
    title: str,
    within: list[Crumb] | None = None,
    status: int = 200,
    **shown: object,
) -> HttpResponse:
    steps = within or []
    if name == "job":
        steps = [Crumb(text="Data", href=address("evidence:data", opened))]
    frame = framed(opened, here="evidence:data", title=title, within=steps)
    return render(request, f"evidence/{name}.html", {**frame, **shown}, status=status)

"""The pages of a plan: each obtains it, asks what the page shows, and sets that out."""

from collections.abc import Callable, Hashable
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from headway import planfile
from headway.checking.checker import check
from headway.web.figures.queries import newest_run
from headway.web.people.access import places, viewer
from headway.web.plans import access, actions, queries
from headway.web.plans.access import Opened
from headway.web.plans.bodies import Shown, body
from headway.web.plans.files import figures_csv, file_for_all
from headway.web.plans.pages.actions import actions_page
from headway.web.plans.pages.area import area_page
from headway.web.plans.pages.checks import checks_page
from headway.web.plans.pages.dropped import dropped_lines
from headway.web.plans.pages.figures import is_computed
from headway.web.plans.pages.frame import Crumb, framed, home_of
from headway.web.plans.pages.glance import glance_page
from headway.web.plans.pages.glossary import glossary_page
from headway.web.plans.pages.measure import measure_page
from headway.web.plans.pages.measures import measures_page
from headway.web.plans.pages.methods import methods_page
from headway.web.plans.pages.search import hits
from headway.web.plans.pages.sources import source_lines, version_lines
from headway.web.plans.pages.unanswered import unanswered_page
from headway.web.plans.scorecards import scorecard


@require_safe
def plans(request: HttpRequest) -> HttpResponse:
    """Every plan. Where there is only one, straight to it; `?all` still lists it."""
    read = places(request, "plan.read")
    records = [
        (record, reverse(home_of(reads=record.partnership in read), args=[record.slug]))
        for record in queries.plans_of(places(request, "edition.read"))
    ]
    if len(records) == 1 and "all" not in request.GET:
        return redirect(records[0][1])
    invites = () if records else places(request, "people.manage")
    shown = {"records": records, "invites": invites, **_may_bring(request)}
    return render(request, "plans/list.html", shown)


@require_POST
def load_example(request: HttpRequest) -> HttpResponse:
    """Put the example plan in, for somebody who wants to look round first."""
    within = places(request, "import.use")
    if not within:
        raise PermissionDenied("Only a performance officer may put a plan in.")
    text = planfile.example_path().read_text(encoding="utf-8")
    saved = actions.save_version(
        text=text,
        reason="The example plan",
        at=timezone.now(),
        partnership=within[0],
        by=viewer(request).person,
    )
    messages.success(request, "The example plan is loaded. Look round; nothing here can break.")
    return redirect("plans:glance", saved.plan.slug)


@require_safe
def glance(request: HttpRequest, slug: str) -> HttpResponse:
    """The plan at a glance."""
    opened = access.open_plan(request, slug)
    return _kept(
        request,
        "glance",
        opened,
        lambda seen: Shown(
            title=seen.plan.title, context={"page": glance_page(scorecard(seen), seen)}
        ),
    )


@require_safe
def area(request: HttpRequest, slug: str, area_id: str) -> HttpResponse:
    """One area of focus, in the board's own table."""
    opened = access.open_plan(request, slug)
    found = access.area(opened.plan, area_id)
    return _kept(
        request,
        "area",
        opened,
        lambda seen: Shown(
            title=found.title, context={"page": area_page(found, scorecard(seen), seen)}
        ),
        asked=found.id,
    )


@require_safe
def measures(request: HttpRequest, slug: str) -> HttpResponse:
    """Every measure in force, filtered and sorted."""
    opened = access.open_plan(request, slug)
    asked = _asked(request, "outcome", "status", "agency", "sort")
    return _kept(
        request,
        "measures",
        opened,
        lambda seen: Shown(
            title="Measures", context={"page": measures_page(dict(asked), scorecard(seen), seen)}
        ),
        asked=asked,
    )


@require_safe
def measure(request: HttpRequest, slug: str, row_id: str) -> HttpResponse:
    """One measure: where it stands, why, and where each figure comes from."""
    opened = access.open_plan(request, slug)

    def shown(seen: Opened) -> Shown:
        card = scorecard(seen)
        found = access.measure(card.plan, row_id, at=seen.at)
        page = measure_page(found, card, seen)
        within = Crumb(text=page.line.area, href=page.line.area_href)
        return Shown(title=found.name, within=(within,), context={"page": page})

    computed = newest_run() if is_computed(opened.plan, row_id) else None
    return _kept(request, "measure", opened, shown, asked=(row_id, computed))


@require_safe
def figures(request: HttpRequest, slug: str, row_id: str) -> HttpResponse:
    """The figures of one measure, as a file."""
    opened = access.open_plan(request, slug)
    card = scorecard(opened)
    found = access.measure(card.plan, row_id, at=opened.at)
    return HttpResponse(
        figures_csv(found, card),
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{slug}-{found.id}.csv"'},
    )


@require_safe
def action_list(request: HttpRequest, slug: str) -> HttpResponse:
    """The actions, agency by agency."""
    opened = access.open_plan(request, slug)
    asked = _asked(request, "agency", "status", "sort")
    return _kept(
        request,
        "actions",
        opened,
        lambda seen: Shown(
            title="Actions by agency",
            context={"page": actions_page(dict(asked), scorecard(seen), seen)},
        ),
        asked=asked,
    )


@require_safe
def unanswered(request: HttpRequest, slug: str) -> HttpResponse:
    """Who has not answered."""
    opened = access.open_plan(request, slug)
    return _kept(
        request,
        "unanswered",
        opened,
        lambda seen: Shown(
            title="Who has not answered", context={"page": unanswered_page(scorecard(seen), seen)}
        ),
    )


@require_safe
def checks(request: HttpRequest, slug: str) -> HttpResponse:
    """What the linter finds in the plan."""
    opened = access.open_plan(request, slug)
    asked = _asked(request, "severity", "code")

    def shown(seen: Opened) -> Shown:
        card = scorecard(seen)
        page = checks_page(dict(asked), check(card.plan, card.at), card, seen)
        return Shown(title="Checks", context={"page": page})

    return _kept(request, "checks", opened, shown, asked=asked)


@require_safe
def dropped(request: HttpRequest, slug: str) -> HttpResponse:
    """The rows that an earlier document had and the plan in force lacks."""
    opened = access.open_plan(request, slug)
    return _kept(
        request,
        "dropped",
        opened,
        lambda seen: Shown(
            title="No longer in the plan", context={"lines": dropped_lines(scorecard(seen), seen)}
        ),
    )


@require_safe
def methods(request: HttpRequest, slug: str) -> HttpResponse:
    """By which methods the figures were judged."""
    opened = access.open_plan(request, slug)
    return _kept(
        request,
        "methods",
        opened,
        lambda seen: Shown(
            title="How the figures were judged",
            context={"page": methods_page(scorecard(seen), seen)},
        ),
    )


@require_safe
def glossary(request: HttpRequest, slug: str) -> HttpResponse:
    """The glossary."""
    opened = access.open_plan(request, slug)
    asked = request.GET.get("q", "")[:100]
    page = glossary_page(opened.plan, asked)
    return _page(request, "glossary", opened, title="Glossary", page=page, asked=asked)


@require_safe
def search(request: HttpRequest, slug: str) -> HttpResponse:
    """Rows, areas and terms that hold the words asked for."""
    opened = access.open_plan(request, slug)
    asked = request.GET.get("q", "").strip()[:100]
    found = hits(asked, scorecard(opened), opened)
    return _page(request, "search", opened, title="Search", asked=asked, hits=found)


@require_safe
def sources(request: HttpRequest, slug: str) -> HttpResponse:
    """The documents that the plan was read from."""
    opened = access.open_plan(request, slug)
    return _kept(
        request,
        "sources",
        opened,
        lambda seen: Shown(title="Sources", context={"lines": source_lines(seen.plan)}),
    )


@require_safe
def history(request: HttpRequest, slug: str) -> HttpResponse:
    """Every version that was saved, and the way back to each."""
    opened = access.open_plan(request, slug)
    lines = version_lines(queries.versions(slug))
    return _page(request, "history", opened, title="History of the plan", lines=lines)


@require_POST
def restore(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Go back to an earlier version."""
    opened = access.open_plan(request, slug, "plan.change")
    access.content(slug, number)
    saved = actions.restore_version(
        slug=opened.plan.slug, number=number, at=timezone.now(), by=opened.viewer.person
    )
    messages.success(
        request, f"Version {saved.number} now holds what version {number} held. Nothing is lost."
    )
    return redirect("plans:history", slug)


@require_safe
def plan_file(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """One version as its plan file."""
    opened = access.open_plan(request, slug)
    text = access.content(slug, number)
    return HttpResponse(
        text if opened.may("data.load") else file_for_all(text),
        content_type="application/yaml; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{slug}-v{number}.yaml"'},
    )


def _may_bring(request: HttpRequest) -> dict[str, bool]:
    who = viewer(request)
    return {
        "may_import": bool(places(request, "import.use")),
        "several": len(who.partnerships) > 1,
        "belongs": bool(who.partnerships),
    }


def _asked(request: HttpRequest, *names: str) -> tuple[tuple[str, str], ...]:
    """What the reader asked of the page, of what it understands."""
    given = ((name, request.GET.get(name, "")) for name in names)
    return tuple((name, words) for name, words in given if words)


def _kept(
    request: HttpRequest,
    name: str,
    opened: Opened,
    shown: Callable[[Opened], Shown],
    *,
    asked: Hashable = (),
) -> HttpResponse:
    """A page whose body is kept; only the frame round it is made anew."""
    found = body(name, opened, shown, asked=asked)
    frame = framed(opened, here=f"plans:{name}", title=found.title, within=found.within)
    return render(request, "plans/page.html", {**frame, "body": found})


def _page(
    request: HttpRequest, name: str, opened: Opened, *, title: str, **shown: Any
) -> HttpResponse:
    frame = framed(opened, here=f"plans:{name}", title=title)
    return render(request, f"plans/{name}.html", {**frame, **shown})

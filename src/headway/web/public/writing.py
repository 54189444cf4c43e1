"""The pages on which an officer puts an edition into plain words."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from headway.disclosure.cells import TableError
from headway.plainwords.ideas import advice, spoken
from headway.plainwords.pictures import PICTURES
from headway.plainwords.reading_age import reading
from headway.web.people.access import viewer
from headway.web.plans.pages.frame import Crumb, address, framed
from headway.web.public import access, actions, addresses, queries
from headway.web.public.access import Written
from headway.web.public.errors import NotAsIssuedError, PlainWordsError
from headway.web.public.models import Kind, Standing
from headway.web.public.pages import version_lines
from headway.web.public.plain import first_draft

SAID = {
    Standing.DRAFT: "Saved as version {number}. Nobody but officers can read it.",
    Standing.PUBLISHED: "Version {number} is published. Everybody can read it.",
    Standing.WITHDRAWN: "Taken off the public site. The words are kept as version {number}.",
}


@require_safe
def choose(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """The two kinds of plain words of an edition, and how far they are."""
    written = access.written(request, slug, number)
    found = queries.plain_kinds(written.edition)
    kinds = [
        (
            one.label,
            reverse("public:write", args=[slug, number, one.value]),
            one in found,
            None if one in found else queries.plain_of_amended(written.edition, one),
        )
        for one in Kind
    ]
    frame = framed(
        written.opened, here="public:choose", title="In plain words", within=_way(written)
    )
    return render(
        request, "public/choose.html", {**frame, "edition": written.edition, "kinds": kinds}
    )


@require_http_methods(["GET", "HEAD", "POST"])
def write(request: HttpRequest, slug: str, number: int, kind: str) -> HttpResponse:
    """One kind of plain words: the editor; a form that is sent keeps a new version."""
    if kind not in Kind.values:
        raise Http404
    written = access.written(request, slug, number)
    if request.method != "POST":
        return _editor(request, written, Kind(kind))
    words = request.POST.get("words", "")
    wanted = request.POST.get("do", Standing.DRAFT)
    standing = Standing(wanted) if wanted in Standing.values else Standing.DRAFT
    based_on = request.POST.get("based_on", "")
    try:
        made = actions.save_plain(
            edition=written.edition,
            kind=Kind(kind),
            words=words,
            standing=standing,
            based_on=int(based_on) if based_on.isdecimal() and len(based_on) < 9 else 0,
            by=viewer(request).person,
            at=timezone.now(),
        )
    except (PlainWordsError, NotAsIssuedError, TableError) as error:
        return _editor(request, written, Kind(kind), words=words, refusal=str(error))
    messages.success(request, SAID[standing].format(number=made.number))
    return redirect("public:write", slug, number, kind)


def _editor(
    request: HttpRequest, written: Written, kind: Kind, *, words: str = "", refusal: str = ""
) -> HttpResponse:
    edition, opened = written.edition, written.opened
    versions = queries.plain_versions(edition, kind)
    here = reverse("public:write", args=[opened.plan.slug, edition.pk, kind.value])
    asked = request.GET.get("version", "")
    chosen = next((one for one in versions if str(one.number) == asked), None)
    newest = chosen or next(iter(versions), None)
    before = None if newest else queries.plain_of_amended(edition, kind)
    if not refusal:
        draft = first_draft(access.content(edition), kind) if not before else before.words
        words = newest.words if newest else draft
    title = f"{kind.label}: {edition.label}"
    frame = framed(opened, here="public:write", title=title, within=_way(written))
    shown = {
        "edition": edition,
        "kind": kind,
        "words": words,
        "refusal": {"text": refusal} if refusal else None,
        "based_on": versions[0].number if versions else 0,
        "is_draft": newest is None,
        "before": before.edition.label if before else "",
        "reading": reading(spoken(words)),
        "advice": advice(words),
        "pictures": tuple(PICTURES),
        "versions": version_lines(versions, here),
        "is_public": kind in queries.plain_kinds(edition),
        "public_href": addresses.page(
            "easy" if kind is Kind.EASY else "young", edition, edition.pk
        ),
        "hint": "One idea on each line. Begin a heading with #. Put a picture before the words, "
        "with what it shows: [school: A school gate]",
    }
    status = 422 if refusal else 200
    return render(request, "public/write.html", {**frame, **shown}, status=status)


def _way(written: Written) -> list[Crumb]:
    return [Crumb(text="Editions", href=address("editions:list", written.opened))]

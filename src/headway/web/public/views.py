"""The public pages: each obtains an issued edition and sets out what it says."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from headway.plainwords.ideas import ideas, spoken
from headway.plainwords.reading_age import reading
from headway.web.public import access, addresses, queries
from headway.web.public.access import NEWEST, Public
from headway.web.public.answering import attachment, for_everybody, page
from headway.web.public.errors import NotPublicError
from headway.web.public.feeds import feed_of, sitemap_of
from headway.web.public.files import figures_csv
from headway.web.public.models import Kind
from headway.web.public.pages import (
    area_cards,
    downloads,
    edition_lines,
    framed,
    named,
    neighbours,
    plan_frame,
    shown,
)

CSV = "text/csv; charset=utf-8"


@for_everybody
def home(request: HttpRequest, partnership: str) -> HttpResponse:
    """The plans of a partnership; where there is only one, straight to it."""
    plans = access.plans(partnership)
    if len(plans) == 1:
        return redirect(addresses.of_plan("plan", plans[0]))
    listed = [(one.title, addresses.of_plan("plan", one)) for one in plans]
    name = plans[0].partnership.name
    return page("home", {"page_title": name, "plans": listed, "home": request.path})


@for_everybody
def sitemap(request: HttpRequest, partnership: str) -> HttpResponse:
    """Every page of the current editions, and each edition, for search engines."""
    every = [
        access.open_edition(partnership, one.slug, NEWEST) for one in access.plans(partnership)
    ]
    return HttpResponse(sitemap_of(every), content_type="application/xml; charset=utf-8")


@for_everybody
def plan(request: HttpRequest, partnership: str, plan: str) -> HttpResponse:
    """The plan's own address leads to its newest edition."""
    found = access.editions(partnership, plan)
    return redirect(addresses.page("overview", found[0], NEWEST))


@for_everybody
def feed(request: HttpRequest, partnership: str, plan: str) -> HttpResponse:
    """The editions as RSS."""
    found = access.editions(partnership, plan)
    return HttpResponse(feed_of(found), content_type="application/rss+xml; charset=utf-8")


@for_everybody
def editions(request: HttpRequest, partnership: str, plan: str) -> HttpResponse:
    """Every public edition, with its permanent address."""
    found = access.editions(partnership, plan)
    frame = plan_frame(found, here="editions", title="All editions")
    return page("editions", {**frame, "lines": edition_lines(found)})


@for_everybody
def overview(request: HttpRequest, partnership: str, plan: str, edition: str) -> HttpResponse:
    """The edition at a glance."""
    public = access.open_edition(partnership, plan, edition)
    content = public.content
    return page(
        "overview",
        {
            **framed(public, here="overview", title=content.title),
            "attention": named(public, content.attention),
            "achieved": named(public, content.achieved),
            "outcomes": [(one, area_cards(public, one.areas)) for one in content.outcomes],
            "files": downloads(public, has_poster=bool(queries.poster(public.edition))),
        },
    )


@for_everybody
def area(
    request: HttpRequest, partnership: str, plan: str, edition: str, area_id: str
) -> HttpResponse:
    """One area of focus: what was promised, and how it stands."""
    public = access.open_edition(partnership, plan, edition)
    found = access.area(public, area_id)
    frame = framed(public, here="area", title=found.title, more=(area_id,))
    return page("area", {**frame, "area": found, "lines": shown(public, found.rows)})


@for_everybody
def measures(request: HttpRequest, partnership: str, plan: str, edition: str) -> HttpResponse:
    """Every measure of the edition."""
    public = access.open_edition(partnership, plan, edition)
    frame = framed(public, here="measures", title="Measures")
    groups = [
        (one, shown(public, tuple(row for row in one.rows if row.is_measure)))
        for one in public.content.areas()
    ]
    figures = addresses.here(public, "figures")
    return page("measures", {**frame, "groups": groups, "figures": figures})


@for_everybody
def measure(
    request: HttpRequest, partnership: str, plan: str, edition: str, row_id: str
) -> HttpResponse:
    """One measure: where it stands, why, its chart and its figures."""
    public = access.open_edition(partnership, plan, edition)
    row = access.measure(public, row_id)
    within = public.content.area_of(row)
    before, after = neighbours(public, row)
    return page(
        "measure",
        {
            **framed(public, here="measure", title=row.name, more=(row_id,)),
            "row": row,
            "area": within,
            "area_href": addresses.here(public, "area", within.key) if within else "",
            "figures": addresses.here(public, "measure_figures", row_id),
            "methods": addresses.here(public, "methods"),
            "before": before,
            "after": after,
        },
    )


@for_everybody
def measure_figures(
    request: HttpRequest, partnership: str, plan: str, edition: str, row_id: str
) -> HttpResponse:
    """The figures of one measure, as a file."""
    public = access.open_edition(partnership, plan, edition)
    row = access.measure(public, row_id)
    name = f"{plan}-{public.content.as_at_iso}-{row.key}.csv"
    return attachment(figures_csv(public.content, only=row), name=name, media_type=CSV)


@for_everybody
def figures(request: HttpRequest, partnership: str, plan: str, edition: str) -> HttpResponse:
    """Every figure of the edition, as a file."""
    public = access.open_edition(partnership, plan, edition)
    name = f"{plan}-{public.content.as_at_iso}-figures.csv"
    return attachment(figures_csv(public.content), name=name, media_type=CSV)


@for_everybody
def young(request: HttpRequest, partnership: str, plan: str, edition: str) -> HttpResponse:
    """What was promised and what happened, for young people."""
    return _in_plain_words(access.open_edition(partnership, plan, edition), Kind.YOUNG, "young")


@for_everybody
def easy(request: HttpRequest, partnership: str, plan: str, edition: str) -> HttpResponse:
    """The same in easy read."""
    return _in_plain_words(access.open_edition(partnership, plan, edition), Kind.EASY, "easy")


def _in_plain_words(public: Public, kind: Kind, here: str) -> HttpResponse:
    words = access.plain(public, kind)
    frame = framed(public, here=here, title=_TITLES[kind])
    shown = {"kind": kind.value, "ideas": ideas(words), "reading": reading(spoken(words))}
    return page("plain", {**frame, **shown})


_TITLES = {Kind.YOUNG: "What we promised, and what happened", Kind.EASY: "Easy read"}


@for_everybody
def methods(request: HttpRequest, partnership: str, plan: str, edition: str) -> HttpResponse:
    """How the figures were judged, and what is done with small numbers."""
    public = access.open_edition(partnership, plan, edition)
    return page("methods", framed(public, here="methods", title="How the figures were judged"))


@for_everybody
def glossary(request: HttpRequest, partnership: str, plan: str, edition: str) -> HttpResponse:
    """The glossary."""
    public = access.open_edition(partnership, plan, edition)
    return page("glossary", framed(public, here="glossary", title="Glossary"))


@for_everybody
def files(request: HttpRequest, partnership: str, plan: str, edition: str) -> HttpResponse:
    """What can be taken away."""
    public = access.open_edition(partnership, plan, edition)
    frame = framed(public, here="downloads", title="Downloads")
    listed = downloads(public, has_poster=bool(queries.poster(public.edition)))
    return page("downloads", {**frame, "files": listed})


@for_everybody
def file(
    request: HttpRequest, partnership: str, plan: str, edition: str, name: str
) -> HttpResponse:
    """One document as it was issued."""
    public = access.open_edition(partnership, plan, edition)
    document, _, suffix = name.partition(".")
    found = queries.file(public.edition, document, suffix)
    if found is None:
        raise NotPublicError("This edition has no such file. Its page of downloads lists them all.")
    return attachment(bytes(found.content), name=found.name, media_type=found.media_type)


@for_everybody
def poster(request: HttpRequest, partnership: str, plan: str, edition: str) -> HttpResponse:
    """The key messages on one sheet."""
    public = access.open_edition(partnership, plan, edition)
    content = queries.poster(public.edition)
    if not content:
        raise NotPublicError("This edition has no poster.")
    name = f"{plan}-{public.content.as_at_iso}-poster.pdf"
    return attachment(content, name=name, media_type="application/pdf", keep=False)

"""The public pages: each obtains an issued edition and sets out what it says."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from headway.plainwords.ideas import ideas, spoken
from headway.plainwords.reading_age import reading
from headway.web.public import access, addresses, queries
from headway.web.public.access import NEWEST, Public
from headway.web.public.answering import attachment, for_everybody, page
from headway.web.public.errors import NotPublicError
from headway.web.public.feeds import feed_of, robots_of, sitemap_of
from headway.web.public.files import everything_csv, tidy_csv
from headway.web.public.listing import listing
from headway.web.public.models import Kind
from headway.web.public.pages import (
    area_cards,
    downloads,
    edition_lines,
    figure_files,
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
def robots(request: HttpRequest) -> HttpResponse:
    """What programs that search may read: the public pages, and no page behind the sign-in."""
    return HttpResponse(robots_of(access.partnerships()), content_type="text/plain; charset=utf-8")


@for_everybody
def nowhere(request: HttpRequest, partnership: str, rest: str) -> HttpResponse:
    """An address among the public pages at which there is nothing."""
    raise NotPublicError("There is nothing at this address.")


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
    """The measures of the edition, or those that were asked for."""
    public = access.open_edition(partnership, plan, edition)
    frame = framed(public, here="measures", title="Measures")
    found = listing(public, request.GET)
    here = addresses.here(public, "measures")
    return page("measures", {**frame, "listing": found, "here": here, **figure_files(public)})


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
            "figures_meta": addresses.here(public, "figures_meta"),
            "methods": addresses.here(public, "methods"),
            "before": before,
            "after": after,
        },
    )


@for_everybody
def measure_figures(
    request: HttpRequest, partnership: str, plan: str, edition: str, row_id: str
) -> HttpResponse:
    """The figures of one measure, in the tidy layout."""
    public = access.open_edition(partnership, plan, edition)
    row = access.measure(public, row_id)
    content = tidy_csv(access.tidy(public).data, only=row)
    return attachment(content, name=_name(public, f"{row.key}.csv"), media_type=CSV)


@for_everybody
def figures(request: HttpRequest, partnership: str, plan: str, edition: str) -> HttpResponse:
    """The figures of the edition in the Department for Education's tidy layout."""
    public = access.open_edition(partnership, plan, edition)
    content = tidy_csv(access.tidy(public).data)
    return attachment(content, name=_name(public, "figures.csv"), media_type=CSV)


@for_everybody
def figures_meta(request: HttpRequest, partnership: str, plan: str, edition: str) -> HttpResponse:
    """What the columns of the tidy file mean."""
    public = access.open_edition(partnership, plan, edition)
    content = access.tidy(public).meta.encode()
    return attachment(content, name=_name(public, "figures.meta.csv"), media_type=CSV)


@for_everybody
def everything(request: HttpRequest, partnership: str, plan: str, edition: str) -> HttpResponse:
    """Figures, targets, starting points and other places' figures, as the pages say them."""
    public = access.open_edition(partnership, plan, edition)
    content = everything_csv(public.content)
    return attachment(content, name=_name(public, "all.csv"), media_type=CSV)


def _name(public: Public, ending: str) -> str:
    return f"{public.plan.slug}-{public.content.as_at_iso}-{ending}"


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
        raise NotPublicError(
            "This edition has no such file. Its page of downloads lists them all.",
            instead=(public.edition, "downloads"),
        )
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

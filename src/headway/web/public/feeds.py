"""The editions for programs: RSS, and a list of pages for search engines."""

from collections.abc import Iterator, Sequence
from xml.sax.saxutils import escape

from django.urls import reverse
from django.utils.feedgenerator import Rss201rev2Feed

from headway.web.editions.models import Edition
from headway.web.public import addresses
from headway.web.public.access import NEWEST, Public


def feed_of(editions: Sequence[Edition]) -> bytes:
    """An RSS 2.0 feed of a plan's public editions, newest first; each has its permanent address."""
    plan = editions[0].plan
    feed = Rss201rev2Feed(
        title=plan.title,
        link=addresses.whole(addresses.of_plan("plan", plan)),
        description=f"Public progress reports on {plan.title}",
        language="en-gb",
        feed_url=addresses.whole(addresses.of_plan("feed", plan)),
    )
    for one in editions:
        where = addresses.whole(addresses.page("overview", one, one.pk))
        feed.add_item(
            title=one.label,
            link=where,
            description=f"The plan as at {one.at.day} {one.at:%B %Y}: what was promised, how it "
            "stands and why.",
            pubdate=one.issued_at,
            unique_id=where,
            unique_id_is_permalink=True,
        )
    return feed.writeString("utf-8").encode()


def robots_of(partnerships: Sequence[str]) -> str:
    """
    `robots.txt`: the public pages alone, with the list of pages of each partnership.

    >>> print(robots_of([]), end="")
    User-agent: *
    Disallow: /
    Allow: /public/
    Disallow: /public/-/
    """
    lines = ["User-agent: *", "Disallow: /", "Allow: /public/", "Disallow: /public/-/"]
    maps = [addresses.whole(reverse("public:sitemap", args=[one])) for one in partnerships]
    return "\n".join((*lines, *(f"Sitemap: {one}" for one in maps))) + "\n"


def sitemap_of(every: Sequence[Public]) -> str:
    """The pages of the current editions, and each edition's own, by the sitemaps protocol."""
    addresses_ = (
        f"<url><loc>{escape(where)}</loc></url>" for one in every for where in _pages(one)
    )
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">'
        f"{''.join(addresses_)}</urlset>\n"
    )


def _pages(public: Public) -> Iterator[str]:
    def newest(name: str, *more: str) -> str:
        return addresses.whole(addresses.page(name, public.edition, NEWEST, *more))

    for name in ("overview", "measures", "methods", "glossary", "downloads"):
        yield newest(name)
    for kind in public.plain:
        yield newest({"young-people": "young", "easy-read": "easy"}[kind.value])
    for area in public.content.areas():
        yield newest("area", area.key)
    for row in public.content.measures():
        yield newest("measure", row.key)
    yield addresses.whole(addresses.of_plan("editions", public.plan))
    for one in public.editions:
        if one.pk != public.edition.pk:
            yield addresses.whole(addresses.page("overview", one, one.pk))

"""
The bodies of a plan's pages, kept once they are made.

What stands between the head and the foot of a page depends on the version of the plan, the day,
what the reader asked of the page and what their role may do, and on nothing else: that is the key
it is kept under, so that a change of any of them shows at once and nothing is ever taken back.
It is made for somebody nameless with the same standing, so that no name can get into it. What
belongs to a person (who is signed in, forms that change something, messages) is added each time.
"""

from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from headway.web.keeping import Shelf
from headway.web.plans.access import Opened
from headway.web.plans.pages.frame import Crumb

ROOM = 32_000_000
"""Characters of bodies that a process keeps: some 600 pages of a plan of 200 measures."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """
    What a body shows.

    Attributes:
        title: The page's own, as in its heading.
        context: What its template is given beside the plan.
        within: The steps between the plan and the page.
    """

    title: str
    context: Mapping[str, Any]
    within: tuple[Crumb, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Body:
    """A body as it is kept, with what the frame round it says of it."""

    title: str
    within: tuple[Crumb, ...] = field(default=())
    html: SafeString


@dataclass(frozen=True, slots=True)
class _Key:
    partnership: int
    slug: str
    version: int
    digest: str
    at: date
    chosen: bool
    standing: frozenset[str]
    name: str
    asked: Hashable


_BODIES: Shelf[_Key, Body] = Shelf(ROOM, weight=lambda body: len(body.html))


def body(
    name: str, opened: Opened, shown: Callable[[Opened], Shown], *, asked: Hashable = ()
) -> Body:
    """
    The body of a page, made by `shown` and the template `plans/NAME.html` if none is kept.

    Args:
        name: Of the page.
        opened: The plan as this request looks at it.
        shown: What to show to whoever looks at the plan like that; what it raises is passed on.
        asked: All else that the body depends on: a row, filters, the computed figures that stand.
    """
    key = _Key(
        opened.partnership.pk,
        opened.plan.slug,
        opened.version,
        opened.digest,
        opened.at,
        opened.chosen,
        opened.viewer.standing(opened.partnership),
        name,
        asked,
    )
    return _BODIES.get(key, lambda: _made(name, opened.nameless(), shown))


def _made(name: str, opened: Opened, shown: Callable[[Opened], Shown]) -> Body:
    found = shown(opened)
    # Without the request: no context processor, hence nobody's name and no form's own mark.
    html = render_to_string(
        f"plans/{name}.html", {"plan": opened.plan, "opened": opened, **found.context}
    )
    return Body(title=found.title, within=found.within, html=html)

"""
The bodies of a plan's pages, kept once they are made.

What stands between the head and the foot of a page depends on the version of the plan, the day,
what the reader asked of the page and what their role may do, and on nothing else: that is the key
it is kept under, so that a change of any of them shows at once and nothing is ever taken back.
It is made for somebody nameless with the same standing, so that no name can get into it. What
belongs to a person (who is signed in, messages) is added each time.

Where only a part of a page is slow to make, or forms that change something stand in it, `part`
keeps it in the same way.
"""

import secrets
from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.http import HttpRequest
from django.middleware.csrf import get_token
from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe

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


_PARTS: Shelf[tuple[str, Hashable], SafeString] = Shelf(ROOM, weight=len)

_MARK = secrets.token_hex(16)
"""
Stands in kept forms for the mark that shows whose form it is: nobody but this process knows it, so
that no words of anybody's can ask for the mark of whoever reads them.
"""

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


def part(
    request: HttpRequest,
    template: str,
    shown: Callable[[], Mapping[str, Any]],
    *,
    depends_on: Hashable,
) -> SafeString:
    """
    A part of a page, made by `shown` and a template if none is kept; its forms are the reader's.

    Args:
        request: Of whoever reads it; gives the mark of forms, and nothing else.
        template: Is given what `shown` says, and neither the request nor who is signed in.
        shown: What to show; what it raises is passed on.
        depends_on: All that it depends on.
    """
    html = _PARTS.get(
        (template, depends_on),
        lambda: render_to_string(template, {**shown(), "csrf_token": _MARK}),
    )
    if _MARK not in html:
        return html
    # What takes its place is of letters and figures alone.
    return mark_safe(html.replace(_MARK, get_token(request)))  # noqa: S308 - as said above


def _made(name: str, opened: Opened, shown: Callable[[Opened], Shown]) -> Body:
    found = shown(opened)
    # Without the request: no context processor, hence nobody's name and no form's own mark.
    html = render_to_string(
        f"plans/{name}.html", {"plan": opened.plan, "opened": opened, **found.context}
    )
    return Body(title=found.title, within=found.within, html=html)

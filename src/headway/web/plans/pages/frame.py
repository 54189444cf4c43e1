"""What stands round every page of a plan: where one can go, and where one is."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from django.urls import get_script_prefix, reverse

from headway.web.plans.access import Opened

SECTIONS: tuple[tuple[str, str], ...] = (
    ("plans:glance", "At a glance"),
    ("board:board", "For the board"),
    ("plans:measures", "Measures"),
    ("plans:actions", "Actions"),
    ("plans:unanswered", "Not answered"),
    ("rounds:list", "Rounds"),
    ("plans:checks", "Checks"),
    ("evidence:data", "Data"),
    ("editions:list", "Editions"),
    ("plans:search", "Search"),
)
"""The pages that stand in the navigation, in its order."""

ALSO: tuple[tuple[str, str], ...] = (
    ("plans:methods", "Methods"),
    ("editions:public", "What the public would see"),
    ("plans:glossary", "Glossary"),
    ("plans:sources", "Sources"),
    ("plans:history", "History of the plan"),
)
"""The pages that stand at the foot."""


NEEDS = {"editions:list": "edition.read", "editions:public": "edition.preview"}
"""What somebody must be allowed to be shown the way to a page; `plan.read` where none is named."""

UNDATED = ("plans:glance", "plans:glossary", "plans:sources", "plans:history", "editions:list",
           "evidence:data", "rounds:list", "public:choose", "public:write")  # fmt: skip
"""Pages that need not say as at which day they stand: they say it themselves, or have none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Crumb:
    """A step on the way to the page: an address, or none for the page itself."""

    text: str
    href: str = ""


def framed(
    opened: Opened, *, here: str, title: str, within: Sequence[Crumb] = ()
) -> dict[str, Any]:
    """
    The context that the frame of a plan's page needs.

    Args:
        opened: The plan as this request looks at it.
        here: The name of the section's address, such as `plans:measures`.
        title: The page's own, as in its heading.
        within: The steps between the plan and the page.
    """
    plan = opened.plan
    home = home_of(reads=opened.may("plan.read"))
    first = Crumb(text=plan.title, href=address(home, opened))
    steps = [] if here == home and not within else [first, *within]
    return {
        "opened": opened,
        "plan": plan,
        "page_title": title,
        "is_dated": here not in UNDATED,
        "navigation": {
            "serviceName": plan.title,
            "serviceUrl": address(home, opened),
            "ariaLabel": "The plan",
            "navigationLabel": "Pages of the plan",
            "navigation": [
                {"text": words, "href": address(name, opened), "current": name == here}
                for name, words in _open_to(opened, SECTIONS)
            ],
        },
        "crumbs": [{"text": "Plans", "href": reverse("plans:list") + "?all"}]
        + [{"text": step.text, "href": step.href} for step in steps]
        if steps
        else [],
        "footer_links": [
            *(
                {"text": words, "href": address(name, opened)}
                for name, words in _open_to(opened, ALSO)
            ),
            *(
                [
                    {
                        "text": "Import a document",
                        "href": f"{reverse('imports:start')}?into={plan.slug}",
                    }
                ]
                if opened.may("import.use")
                else []
            ),
        ],
    }


def home_of(*, reads: bool) -> str:
    """The address that a plan begins at, for who reads it and for who reads editions alone."""
    return "plans:glance" if reads else "editions:list"


def _open_to(opened: Opened, pages: Sequence[tuple[str, str]]) -> list[tuple[str, str]]:
    """Those of some pages that whoever looks may see."""
    allowed = {one for one in ("plan.read", *NEEDS.values()) if opened.may(one)}
    return [one for one in pages if NEEDS.get(one[0], "plan.read") in allowed]


def address(name: str, opened: Opened, *arguments: str) -> str:
    """Where a page of the plan is, keeping the day that the reader chose."""
    return _path(get_script_prefix(), name, opened.plan.slug, *arguments) + opened.query


@lru_cache(maxsize=4096)
def _path(prefix: str, name: str, *arguments: str) -> str:
    del prefix  # Django puts it before the path
    return reverse(name, args=arguments)

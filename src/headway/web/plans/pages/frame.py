"""What stands round every page of a plan: where one can go, and where one is."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.urls import reverse

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


UNDATED = ("plans:glance", "plans:glossary", "plans:sources", "plans:history", "editions:list",
           "evidence:data", "rounds:list")  # fmt: skip
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
    first = Crumb(text=plan.title, href=address("plans:glance", opened))
    steps = [] if here == "plans:glance" and not within else [first, *within]
    return {
        "opened": opened,
        "plan": plan,
        "page_title": title,
        "is_dated": here not in UNDATED,
        "navigation": {
            "serviceName": plan.title,
            "serviceUrl": address("plans:glance", opened),
            "ariaLabel": "The plan",
            "navigationLabel": "Pages of the plan",
            "navigation": [
                {"text": words, "href": address(name, opened), "current": name == here}
                for name, words in SECTIONS
            ],
        },
        "crumbs": [{"text": "Plans", "href": reverse("plans:list") + "?all"}]
        + [{"text": step.text, "href": step.href} for step in steps]
        if steps
        else [],
        "footer_links": [
            *({"text": words, "href": address(name, opened)} for name, words in ALSO),
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


def address(name: str, opened: Opened, *arguments: str) -> str:
    """Where a page of the plan is, keeping the day that the reader chose."""
    return reverse(name, args=[opened.plan.slug, *arguments]) + opened.query

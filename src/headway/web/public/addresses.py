"""Where the public pages are."""

from typing import Any

from django.conf import settings
from django.urls import reverse

from headway.web.editions.models import Edition
from headway.web.plans.models import PlanRecord
from headway.web.public.access import NEWEST, Public


class EditionConverter:
    """The part of an address that names an edition: `newest`, or its number."""

    regex = "newest|[1-9][0-9]{0,8}"

    def to_python(self, value: str) -> str:
        """As it stands."""
        return value

    def to_url(self, value: object) -> str:
        """As it stands."""
        return str(value)


def of_plan(name: str, plan: PlanRecord) -> str:
    """A page about all editions of a plan."""
    return reverse(f"public:{name}", args=[plan.partnership.slug, plan.slug])


def page(name: str, edition: Edition, asked: object, *more: Any) -> str:
    """A page of an edition, under `newest` or its number."""
    plan = edition.plan
    return reverse(f"public:{name}", args=[plan.partnership.slug, plan.slug, asked, *more])


def here(public: Public, name: str, *more: Any) -> str:
    """A page of the same edition, named as this request names it."""
    return page(name, public.edition, public.asked, *more)


def canonical(public: Public, name: str, *more: Any) -> str:
    """A page's one address: of the current edition the one that stays current."""
    asked = NEWEST if public.is_current else public.edition.pk
    return whole(page(name, public.edition, asked, *more))


def whole(path: str) -> str:
    """An address with the service's own before it."""
    return settings.ADDRESS + path

"""Plans, version by version, and the pages that show them."""

from django.apps import AppConfig


class PlansConfig(AppConfig):
    """The plans."""

    name = "headway.web.plans"
    label = "plans"

"""What every page shares: the frame, the components, the error pages."""

from django.apps import AppConfig


class SiteConfig(AppConfig):
    """The site."""

    name = "headway.web.site"
    label = "site"

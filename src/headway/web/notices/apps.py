"""The app for notices."""

from django.apps import AppConfig


class NoticesConfig(AppConfig):
    """Notices on their way."""

    name = "headway.web.notices"
    label = "notices"

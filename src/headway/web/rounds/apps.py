"""The app for reporting rounds."""

from django.apps import AppConfig


class RoundsConfig(AppConfig):
    """Reporting rounds of plans."""

    name = "headway.web.rounds"
    label = "rounds"

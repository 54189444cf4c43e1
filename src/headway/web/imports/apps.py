"""Imports: uploads on their way to becoming a plan."""

from django.apps import AppConfig


class ImportsConfig(AppConfig):
    """The imports."""

    name = "headway.web.imports"
    label = "imports"

"""Reports as the board saw them on a day, kept byte for byte."""

from django.apps import AppConfig


class EditionsConfig(AppConfig):
    """The editions."""

    name = "headway.web.editions"
    label = "editions"

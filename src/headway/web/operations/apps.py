"""Running the service."""

from django.apps import AppConfig


class OperationsConfig(AppConfig):
    """Whatever the service's operator has to do with."""

    name = "headway.web.operations"
    label = "operations"

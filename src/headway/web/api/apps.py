"""The interface for programs."""

from django.apps import AppConfig


class ApiConfig(AppConfig):
    """Tokens, webhooks and the interface itself."""

    name = "headway.web.api"
    label = "api"

"""Figures as they were computed, never erased, and where each came from."""

from django.apps import AppConfig


class FiguresConfig(AppConfig):
    """The computed figures."""

    name = "headway.web.figures"
    label = "figures"

"""The app for the board's own view."""

from django.apps import AppConfig


class BoardConfig(AppConfig):
    """The board's page, its decisions and questions, its pack."""

    name = "headway.web.board"
    label = "board"

"""The app's entry in the settings."""

from django.apps import AppConfig


class AnswersConfig(AppConfig):
    """Answers to what a round asks."""

    name = "headway.web.answers"
    label = "answers"

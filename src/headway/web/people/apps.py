"""Persons, partnerships and roles."""

from django.apps import AppConfig


class PeopleConfig(AppConfig):
    """The people."""

    name = "headway.web.people"
    label = "people"

"""What everybody may read: issued public editions, and letters that a new one is there."""

from django.apps import AppConfig


class PublicConfig(AppConfig):
    """The public site."""

    name = "headway.web.public"
    label = "public"

"""`make_demo_people`: people to look at the example as, with one password in the data folder."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand
from django.utils import timezone

from headway.web.people import actions, demo


class Command(BaseCommand):
    """For a demonstration on one's own computer; `demo` does it by itself."""

    requires_system_checks = ()  # they import every page, which proves nothing
    help = "Make an officer, a board member, an administrator and the agencies' leads to look as."

    def handle(self, *args: Any, **options: Any) -> None:
        """Make those that are not there yet, and say where their password is."""
        at = timezone.now()
        path = demo.make_people(actions.only_partnership(at=at), folder=settings.DATA_FOLDER, at=at)
        self.stdout.write(f"They sign in as officer@{demo.DOMAIN} and so on; password in {path}.")

"""`erase_old`: erase what has been kept for as long as the settings say."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from headway.web.operations.retention import forget_old


class Command(BaseCommand):
    """The worker does the same once a day; this is for whoever will not wait."""

    requires_system_checks = ()  # they import every page, which proves nothing
    help = "Erase old sign-ins, mails, links, deliveries, and people who left long ago."

    def handle(self, *args: Any, **options: Any) -> None:
        """Erase, and say how much."""
        for line in forget_old(timezone.now()):
            self.stdout.write(line)

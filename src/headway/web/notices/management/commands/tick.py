"""`python -m headway.web tick`: what happens by itself every minute, once and now."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from headway.web.notices import actions
from headway.web.notices.senders import chosen
from headway.web.notices.ticking import tick


class Command(BaseCommand):
    """Ticks once, sends what is due, and says what was done."""

    help = "Do once what the worker does every minute, and send what is due."

    def handle(self, *arguments: Any, **options: Any) -> None:
        """One line for each thing done."""
        now = timezone.now()
        for line in tick(now):
            self.stdout.write(line)
        sender = chosen()
        if sender is None:
            self.stdout.write("No mail server is set, so notices wait: see HEADWAY_MAIL.")
            return
        sent = actions.send_due(sender, clock=timezone.now)
        sender.close()
        self.stdout.write(f"{sent} notice{'' if sent == 1 else 's'} sent.")

"""`python -m headway.web work`: the worker, until it is told to stop."""

import signal
from threading import Event
from types import FrameType
from typing import Any

from django.core.management.base import BaseCommand

from headway.web.notices.working import work


class Command(BaseCommand):
    """Ticks every minute and sends what is due, until SIGTERM or Ctrl+C."""

    help = "Open rounds, remind and send mail, until told to stop."

    def handle(self, *arguments: Any, **options: Any) -> None:
        """Ends after the notice in hand."""
        stop = Event()

        def asked_to_stop(number: int, frame: FrameType | None) -> None:
            stop.set()

        for one in (signal.SIGTERM, signal.SIGINT):
            signal.signal(one, asked_to_stop)
        self.stdout.write("The worker runs; stop it with Ctrl+C.")
        work(stop)
        self.stdout.write("The worker has stopped.")

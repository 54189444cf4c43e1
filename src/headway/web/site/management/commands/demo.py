"""`demo`: from nothing to the example plan in a browser."""

from argparse import ArgumentParser
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.core.wsgi import get_wsgi_application
from django.db import connections

from headway import planfile
from headway.web.plans import queries
from headway.web.site.serving import LOOPBACK, listening, serve


class Command(BaseCommand):
    """Prepares the database, loads the example, and serves."""

    help = "Show the example plan: prepare everything, then serve the pages on this computer."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Where to listen."""
        parser.add_argument(
            "--port", type=int, default=0, help="where to listen; 0, the default, finds a free one"
        )
        parser.add_argument("--empty", action="store_true", help="start without the example plan")

    def handle(self, *args: Any, **options: Any) -> None:
        """Prepare, say the address, serve until stopped."""
        call_command("migrate", interactive=False, verbosity=0)
        if not options["empty"] and not queries.plans():
            call_command(
                "load_plan", planfile.example_path(), reason="The example plan", verbosity=0
            )
        try:
            at = listening(options["port"])
        except OSError as error:
            raise CommandError(
                f"Port {options['port']} cannot be used ({error.strerror}). "
                "Choose another, or leave --port out to have a free one found."
            ) from error
        address = f"http://{LOOPBACK}:{at.getsockname()[1]}/"

        def ready() -> None:
            self.stdout.write(f"Headway is at {address}")
            self.stdout.write("Only this computer can reach it. Press Ctrl+C to stop.")
            self.stdout.flush()

        connections.close_all()  # none may be shared with the process that answers
        serve(get_wsgi_application(), at, ready=ready)

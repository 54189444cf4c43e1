"""`demo`: from nothing to the example plan in a browser, with a made-up county behind it."""

import subprocess
import sys
from argparse import ArgumentParser
from io import StringIO
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.core.wsgi import get_wsgi_application
from django.db import connections
from django.utils import timezone

from headway import planfile
from headway.domain.plan import Plan
from headway.web.evidence import made_up
from headway.web.people.actions.partnerships import FIRST, rename_partnership
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
        parser.add_argument(
            "--no-data", action="store_true", help="make up no county behind the example plan"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Prepare, say the address, serve until stopped."""
        call_command("migrate", interactive=False, verbosity=0)
        if not options["empty"] and not queries.plans():
            call_command(
                "load_plan", planfile.example_path(), reason="The example plan", verbosity=0
            )
        call_command("make_demo_people", verbosity=0, stdout=StringIO())
        settings.DEMO = True
        example = planfile.load(planfile.example_path())
        slug = example.slug
        there = any(one.slug == slug for one in queries.plans())
        if there:
            _named_after(example)
        wanted = there and not options["no_data"] and not made_up.is_there(slug)
        try:
            at = listening(options["port"])
        except OSError as error:
            raise CommandError(
                f"Port {options['port']} cannot be used ({error.strerror}). "
                "Choose another, or leave --port out to have a free one found."
            ) from error
        address = f"http://{LOOPBACK}:{at.getsockname()[1]}/"
        settings.ADDRESS = address.rstrip("/")  # what mails of the demonstration lead to

        making: list[subprocess.Popen[bytes]] = []

        def ready() -> None:
            self._say(address, making_up=slug if wanted else "")
            if wanted:
                making.append(_making(slug))

        connections.close_all()  # none may be shared with the process that answers
        try:
            serve(get_wsgi_application(), at, ready=ready)
        finally:
            for process in making:
                process.terminate()

    def _say(self, address: str, *, making_up: str) -> None:
        """Where it is and who can look at it; and what goes on beside it, if anything does."""
        self.stdout.write(f"Headway is at {address}")
        self.stdout.write("Only this computer can reach it. Press Ctrl+C to stop.")
        self.stdout.write(
            "The sign-in page lists the people to look at it as. With a password: "
            f"officer@demo.example, and so on; {settings.DATA_FOLDER / 'demo-password'} has it."
        )
        if making_up:
            self.stdout.write(
                "A made-up county is being put behind the example, once. It takes a minute or "
                f"two; {address}plans/{making_up}/data says how far it has come."
            )
        self.stdout.flush()


def _named_after(plan: Plan) -> None:
    """The partnership bears the name of the body whose plan it shows, unless it has one."""
    found = queries.record(plan.slug)
    if found and found.partnership.name == FIRST[1] and plan.body:
        rename_partnership(
            partnership_id=found.partnership.pk, name=plan.body, by=None, at=timezone.now()
        )


def _making(slug: str) -> "subprocess.Popen[bytes]":
    """
    A county is made up beside the service, after whatever else the machine has to do.

    Stopped with the demo; the next one goes on from there.
    """
    return subprocess.Popen(  # noqa: S603 - our own command, and the slug of our own plan
        [sys.executable, "-m", "headway.web", "make_up_county", slug, "--once"],
        stdout=subprocess.DEVNULL,
    )

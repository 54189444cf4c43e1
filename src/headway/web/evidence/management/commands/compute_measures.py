"""`compute_measures`: a plan's measures from what has been loaded for it, by command."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from headway.domain.errors import HeadwayError
from headway.web.evidence.computing import compute_plan
from headway.web.plans import queries


class Command(BaseCommand):
    """Does what the data page does, for files that come every night."""

    help = "Compute a plan's measures from the data loaded for it; a new version of the plan."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Which plan, for which periods."""
        parser.add_argument("slug", help="the plan's slug, as in its address")
        parser.add_argument(
            "--period",
            action="append",
            required=True,
            help='such as "AY 2023/24 T4"; may be given again',
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Compute, keep, and print what came of each measure."""
        slug = options["slug"]
        if slug not in {one.slug for one in queries.plans()}:
            raise CommandError(f'No plan is called "{slug}"; `load_plan` loads one.')
        try:
            lines = compute_plan(slug, options["period"], at=timezone.now())
        except HeadwayError as error:
            raise CommandError(str(error)) from error
        for line in lines:
            self.stdout.write(line)

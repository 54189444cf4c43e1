"""`make_up_county`: data of no real child behind a plan, and its measures computed from it."""

import os
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from headway.web.evidence import actions, made_up, working
from headway.web.evidence.models import State
from headway.web.plans import queries


class Command(BaseCommand):
    """Makes a county up, loads it, and computes; what it computes is never judged."""

    help = "Make up a county behind a plan, load it, and compute the plan's measures from it."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Which plan, and how large."""
        parser.add_argument("slug", help="the plan's slug, as in its address")
        parser.add_argument(
            "--pupils", type=int, default=made_up.PUPILS, help=f"on the rolls ({made_up.PUPILS})"
        )
        parser.add_argument(
            "--once", action="store_true", help="do nothing where a county is there already"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Do it to the end, and print what came of it."""
        slug = options["slug"]
        if slug not in {one.slug for one in queries.plans()}:
            raise CommandError(f'No plan is called "{slug}"; `load_plan` loads one.')
        if options["once"] and made_up.is_there(slug):
            return
        if hasattr(os, "nice"):  # not on Windows; whoever waits for a page comes first
            os.nice(10)
        job = actions.making_up(slug=slug, pupils=options["pupils"], at=timezone.now())
        working.work(job)
        job.refresh_from_db()
        if job.state != State.DONE:
            raise CommandError(job.report)
        self.stdout.write(job.report)

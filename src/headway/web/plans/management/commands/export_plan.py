"""`export_plan SLUG`: write a plan out as its plan file."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from headway.domain.errors import HeadwayError
from headway.web.plans import queries


class Command(BaseCommand):
    """The same text that was saved, comments and all."""

    requires_system_checks = ()  # they import every page, which proves nothing
    help = "Write a plan out as its plan file."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Which plan, which version of it, and where to."""
        parser.add_argument("slug", help="the plan, as in its address")
        parser.add_argument("--version-number", type=int, help="instead of the newest version")
        parser.add_argument("-o", "--output", type=Path, help="a file instead of standard output")

    def handle(self, *args: Any, **options: Any) -> None:
        """Write it."""
        try:
            text = queries.content(options["slug"], options["version_number"])
        except HeadwayError as error:
            raise CommandError(str(error)) from error
        output: Path | None = options["output"]
        if output is None:
            self.stdout.write(text, ending="")
        else:
            output.write_text(text, encoding="utf-8")

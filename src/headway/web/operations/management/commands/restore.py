"""`restore`: put a backup back."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from headway.domain.errors import HeadwayError
from headway.web.operations.restoring import restore


class Command(BaseCommand):
    """Fills an installation from one file."""

    requires_system_checks = ()  # they import every page, which proves nothing
    help = "Put a backup back; the service must be stopped."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """What, and whether it may take the place of what is there."""
        parser.add_argument("file", type=Path, help="the backup")
        parser.add_argument(
            "--replace", action="store_true", help="put what is there aside, and this in its place"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Put it back, and say where that went which was there."""
        try:
            aside = restore(
                options["file"].absolute(),
                folder=settings.DATA_FOLDER,
                at=timezone.now(),
                replace=options["replace"],
            )
        except HeadwayError as error:
            raise CommandError(str(error), returncode=2) from error
        self.stdout.write("The backup is back. Prove the audit trail with `headway audit verify`.")
        if aside:
            self.stdout.write(f"What was there before is in {aside}.")

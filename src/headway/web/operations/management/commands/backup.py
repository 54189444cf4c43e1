"""`backup`: a copy of all there is, while the service runs."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from headway.domain.errors import HeadwayError
from headway.web.operations.backups import back_up


class Command(BaseCommand):
    """Writes one file."""

    requires_system_checks = ()  # they import every page, which proves nothing
    help = "Write a backup of the database and the data folder; the service may go on."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Where to."""
        parser.add_argument("file", type=Path, help="the file to write, such as headway.tar")
        parser.add_argument("--force", action="store_true", help="replace it if it is there")

    def handle(self, *args: Any, **options: Any) -> None:
        """Write it, and say where it is and that it opens doors."""
        try:
            made = back_up(
                options["file"].absolute(),
                folder=settings.DATA_FOLDER,
                at=timezone.now(),
                force=options["force"],
            )
        except HeadwayError as error:
            raise CommandError(str(error), returncode=2) from error
        size = made.stat().st_size / 1e6
        self.stdout.write(f"{made} holds all there is ({size:,.1f} MB), the secret key too.")

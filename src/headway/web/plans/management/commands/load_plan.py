"""`load_plan FILE`: keep a plan file as the newest version of its plan."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from headway.domain.errors import HeadwayError
from headway.web.plans.actions import save_version


class Command(BaseCommand):
    """Loading the same file twice changes nothing."""

    help = "Keep a plan file as the newest version of its plan."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The file, and why it is loaded."""
        parser.add_argument("file", type=Path, help="a plan file (YAML)")
        parser.add_argument("--reason", default="Loaded from a file", help="for the history")

    def handle(self, *args: Any, **options: Any) -> None:
        """Load it, and say which version it is now."""
        path: Path = options["file"]
        try:
            text = path.read_text(encoding="utf-8-sig")
        except (OSError, UnicodeDecodeError) as error:
            raise CommandError(f"{path} cannot be read as text: {error}") from error
        try:
            saved = save_version(text=text, reason=options["reason"], at=timezone.now())
        except HeadwayError as error:
            raise CommandError(str(error)) from error
        self.stdout.write(f'"{saved.plan.title}" is at version {saved.number}.')

"""`verify_editions`: make editions again, and say which are the same bytes."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from headway.web.editions.models import Edition
from headway.web.editions.verifying import verify


class Command(BaseCommand):
    """Ends with 1 where an edition is not the same."""

    help = "Make the editions of a plan, or of all, again and compare them byte for byte."

    def add_arguments(self, parser: CommandParser) -> None:
        """The plan's short name, if only its editions are wanted."""
        parser.add_argument("slug", nargs="?", default="")

    def handle(self, *_arguments: Any, **options: Any) -> None:
        """A sentence for each edition."""
        rows = Edition.objects.select_related("plan", "version", "amends", "compared_with__version")
        found = rows.filter(plan__slug=options["slug"]) if options["slug"] else rows
        other = 0
        for edition in found:
            verified = verify(edition)
            self.stdout.write(verified.sentence)
            other += not verified.is_same
        if other:
            raise CommandError(f"{other} did not come out the same.", returncode=1)

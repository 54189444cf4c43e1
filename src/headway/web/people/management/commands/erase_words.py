"""`erase_words NUMBER...`: erase words of the audit trail; its chain stays whole."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils import timezone

from headway.domain.errors import HeadwayError
from headway.web.audit import actions, queries
from headway.web.audit.models import Part
from headway.web.audit.words import PARTS, erasable


class Command(BaseCommand):
    """Of every entry that is named, or of none."""

    requires_system_checks = ()  # they import every page, which proves nothing
    help = "Erase what somebody typed as a reason, or what a record says, in the audit trail."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Where, which words, and why."""
        parser.add_argument("numbers", nargs="+", type=int, metavar="NUMBER", help="of an entry")
        parser.add_argument("--part", choices=PARTS, default="both", help="which words of it")
        parser.add_argument("--reason", default="", help="for the audit trail; no names")
        parser.add_argument("--dry-run", action="store_true", help="only show what would go")

    def handle(self, *args: Any, **options: Any) -> None:
        """Show what goes, or erase it and say of what it was."""
        numbers, parts = sorted(set(options["numbers"])), PARTS[options["part"]]
        try:
            if options["dry_run"]:
                self._show(numbers, parts)
            else:
                self._erase(numbers, parts, options["reason"])
        except HeadwayError as error:
            raise CommandError(str(error)) from error

    def _show(self, numbers: list[int], parts: tuple[Part, ...]) -> None:
        for entry in queries.numbered(numbers):
            self.stdout.write(f"{entry.seq}: {entry.verb}, {entry.at:%Y-%m-%d %H:%M} UTC")
            going = erasable(entry, parts)
            for part, words in going.items():
                self.stdout.write(f"  {part.value}: {words}")
            if not going:
                self.stdout.write("  no such words, or they are gone already")
        self.stdout.write("Nothing is erased yet.")

    @transaction.atomic
    def _erase(self, numbers: list[int], parts: tuple[Part, ...], reason: str) -> None:
        for seq in numbers:
            told = actions.erase_words(
                seq=seq, parts=parts, by=None, at=timezone.now(), reason=reason
            )
            if told is None:
                self.stdout.write(f"{seq}: no such words, or they are gone already")
            else:
                gone = " and ".join(told.became["parts"])
                self.stdout.write(f"{seq}: {gone} erased, as entry {told.seq} tells")

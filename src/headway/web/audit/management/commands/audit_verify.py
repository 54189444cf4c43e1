"""`audit_verify`: prove that the audit trail is what was written."""

import sys
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand
from django.db import connection

from headway.web.audit import guards
from headway.web.audit.queries import BrokenChainError, verified


class Command(BaseCommand):
    """Ends with 1 where the chain is broken."""

    requires_system_checks = ()  # they import every page, which proves nothing
    help = "Prove that no entry of the audit trail was changed, removed or put in."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """What was noted earlier, and whether to put the database's guards up again."""
        parser.add_argument(
            "--noted", default="", metavar="HASH", help="a hash noted earlier, which must be there"
        )
        parser.add_argument(
            "--restore-guards", action="store_true", help="make the database guard entries again"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Verify, and say how many there are and the last hash."""
        if options["restore_guards"]:
            guards.put_up(connection)
        try:
            found = verified(noted=options["noted"])
        except BrokenChainError as error:
            self.stderr.write(str(error))
            sys.exit(1)
        self.stdout.write(f"The audit trail is whole: {found.entries} entries.")
        self.stdout.write(f"Last hash: {found.hash}")
        self.stdout.write("Note it outside this computer, and give it as --noted next time.")

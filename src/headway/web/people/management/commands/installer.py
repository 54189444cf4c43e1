"""`installer EMAIL`: who looks after the installation and makes its partnerships."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from headway.web.people import actions, queries


class Command(BaseCommand):
    """For an account that is there already."""

    requires_system_checks = ()  # they import every page, which proves nothing
    help = "Let somebody make partnerships and invite their administrators, or no longer."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Who, and whether no longer."""
        parser.add_argument("email", help="the address that they sign in with")
        parser.add_argument("--withdraw", action="store_true", help="they no longer may")

    def handle(self, *args: Any, **options: Any) -> None:
        """Change it, and say so."""
        found = queries.with_email(options["email"])
        if found is None:
            raise CommandError(
                f"Nobody signs in with {options['email']}. Invite them first: "
                "python -m headway.web invite EMAIL"
            )
        allowed = not options["withdraw"]
        actions.let_install(person_id=found.pk, allowed=allowed, by=None, at=timezone.now())
        may = "looks after the installation now" if allowed else "no longer does"
        self.stdout.write(f"{found} {may}.")

"""`erase_person EMAIL`: erase somebody's personal data; the audit trail stays whole."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from headway.domain.errors import HeadwayError
from headway.web.audit.queries import naming
from headway.web.people import actions, queries


class Command(BaseCommand):
    """On their request, or once it is no longer needed."""

    requires_system_checks = ()  # they import every page, which proves nothing
    help = "Erase a person's name, address and ways to sign in, for good."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Whom, and why."""
        parser.add_argument("email", help="the address they sign in with")
        parser.add_argument("--reason", default="", help="for the audit trail; no names")

    def handle(self, *args: Any, **options: Any) -> None:
        """Erase, and say under which number they stay in the audit trail."""
        person = queries.with_email(options["email"])
        if person is None:
            raise CommandError("Nobody signs in with this address.")
        named_in = naming(person.name, person.email)
        try:
            actions.erase(person_id=person.pk, by=None, at=timezone.now(), reason=options["reason"])
        except HeadwayError as error:
            raise CommandError(str(error)) from error
        self.stdout.write(f"Erased. In the audit trail they are person {person.pk}.")
        if named_in:
            listed = ", ".join(map(str, named_in))
            self.stdout.write(
                "They are named in what somebody wrote as a reason, or in what a record says: "
                f"{listed}. Entries of the trail cannot be changed; weigh whether that may stand."
            )

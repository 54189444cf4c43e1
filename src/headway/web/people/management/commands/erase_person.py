"""`erase_person EMAIL`: erase somebody's personal data; the audit trail stays whole."""

from argparse import ArgumentParser
from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from headway.domain.errors import HeadwayError
from headway.web.audit.queries import Naming, naming
from headway.web.audit.words import OF_A_PERSON, PARTS
from headway.web.people import actions, queries


class Command(BaseCommand):
    """On their request, or once it is no longer needed."""

    requires_system_checks = ()  # they import every page, which proves nothing
    help = "Erase a person's name, address and ways to sign in, for good."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Whom, whether from what others wrote in the trail too, and why."""
        parser.add_argument("email", help="the address they sign in with")
        parser.add_argument("--reason", default="", help="for the audit trail; no names")
        parser.add_argument(
            "--words", action="store_true", help="erase words of the audit trail that name them too"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Erase, and say under which number they stay, and where they are still named."""
        person = queries.with_email(options["email"])
        if person is None:
            raise CommandError("Nobody signs in with this address.")
        called = (person.name, person.email)
        try:
            actions.erase(
                person_id=person.pk,
                by=None,
                at=timezone.now(),
                reason=options["reason"],
                words=options["words"],
            )
        except HeadwayError as error:
            raise CommandError(str(error)) from error
        self.stdout.write(f"Erased. In the audit trail they are person {person.pk}.")
        self._tell_of_the_trail(naming(*called))
        for place, count in queries.still_named(*called):
            self.stdout.write(f"Their name still stands in: {place} ({count}).")
        self.stdout.write(
            "What people wrote is theirs to correct on its page, where they can. Issued editions, "
            "and files that came as evidence, stay as they are and were not looked through; so do "
            "backups, until they are thrown away."
        )

    def _tell_of_the_trail(self, named: list[Naming]) -> None:
        for one in named:
            if one.stays:
                self.stdout.write(f"Entry {one.seq} of the audit trail names them. {one.stays}")
        for command in _commands(one for one in named if one.parts):
            self.stdout.write(
                "They are named in what somebody wrote as a reason, or in what a record says. To "
                f"erase these words of the trail too: {command}"
            )


def _commands(named: Iterable[Naming]) -> list[str]:
    """What to run for entries that are to lose the same parts, for each such set of parts."""
    numbers: dict[str, list[str]] = defaultdict(list)
    for one in named:
        which = next(name for name, parts in PARTS.items() if one.parts == frozenset(parts))
        numbers[which].append(str(one.seq))
    return [
        f"python -m headway.web erase_words {' '.join(listed)} --part {which} "
        f'--reason "{OF_A_PERSON}"'
        for which, listed in numbers.items()
    ]

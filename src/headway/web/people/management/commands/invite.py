"""`invite EMAIL`: the first people of an installation, by a link."""

from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.urls import reverse
from django.utils import timezone

from headway.domain.errors import HeadwayError
from headway.web.people import actions, queries
from headway.web.people.models import OF_AN_AGENCY, Role


class Command(BaseCommand):
    """Makes the partnership if it is not there yet."""

    requires_system_checks = ()  # they import every page, which proves nothing
    help = "Print a link by which somebody joins a partnership; by default as its administrator."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Whom, where, and as what."""
        parser.add_argument("email", help="their e-mail address")
        parser.add_argument("--partnership", default="", metavar="NAME", help="made if need be")
        parser.add_argument(
            "--role",
            default=Role.ADMINISTRATOR.value,
            choices=[one.value for one in Role if one not in OF_AN_AGENCY],
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Invite, and print the link."""
        at, name = timezone.now(), options["partnership"]
        try:
            found = next((p for p in queries.partnerships() if name in (p.name, p.slug)), None)
            if found is None:
                found = (
                    actions.make_partnership(name=name, by=None, at=at)
                    if name
                    else actions.only_partnership(at=at)
                )
            letter = actions.invite(
                partnership=found,
                email=options["email"],
                name="",
                role=Role(options["role"]),
                by=None,
                at=at,
            )
        except HeadwayError as error:
            raise CommandError(str(error)) from error
        self.stdout.write(f"{settings.ADDRESS}{reverse('people:join', args=[letter.token])}")
        self.stdout.write("The link can be used once, within 14 days. It is not kept anywhere.")

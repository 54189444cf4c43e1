"""`erase_old`: erase what has been kept for as long as the settings say."""

from datetime import timedelta
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand
from django.utils import timezone

from headway.domain.errors import HeadwayError
from headway.web.people import actions


class Command(BaseCommand):
    """To be run once a day."""

    help = "Erase old records of sign-ins, and people who left long ago."

    def handle(self, *args: Any, **options: Any) -> None:
        """Erase, and say how much."""
        now = timezone.now()
        sign_ins = actions.forget_sign_ins(before=now - timedelta(days=settings.KEEP_SIGN_INS_DAYS))
        self.stdout.write(f"Records of sign-ins erased: {sign_ins}.")
        gone = 0
        for person in actions.long_gone(before=now - timedelta(days=settings.KEEP_PEOPLE_DAYS)):
            try:
                actions.erase(person_id=person.pk, by=None, at=now, reason="Kept long enough")
            except HeadwayError as error:
                self.stderr.write(f"Person {person.pk} stays: {error}")
            else:
                gone += 1
        self.stdout.write(f"People erased: {gone}.")

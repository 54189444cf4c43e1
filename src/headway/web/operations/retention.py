"""What is forgotten by itself, once a day, when it was kept as long as the settings say."""

from collections.abc import Callable
from datetime import datetime, timedelta

from django.conf import settings

from headway.web.api.actions.webhooks import forget_deliveries
from headway.web.evidence.models import Job
from headway.web.imports.models import Import, Uploads
from headway.web.notices import actions as notices
from headway.web.notices import queries
from headway.web.people import actions as people
from headway.web.people.actions.refusals import PeopleError
from headway.web.rounds.actions import forget_links


def forget_orphans(*, before: datetime) -> int:
    """Throw away uploaded files that no import and no load knows; how many there were."""
    names = [
        name
        for model in (Import, Job)
        for name in model.objects.exclude(file="").values_list("file", flat=True)
    ]
    return Uploads().forget_orphans(before=before, known=frozenset(names))


NAME = "retention"
OFTEN = timedelta(hours=23)

FORGOTTEN: tuple[tuple[str, str, Callable[..., int]], ...] = (
    ("records of sign-ins", "KEEP_SIGN_INS_DAYS", people.forget_sign_ins),
    ("mails", "KEEP_NOTICES_DAYS", notices.forget),
    ("addresses of invitations", "KEEP_NOTICES_DAYS", people.forget_invitations),
    ("addresses of personal links", "KEEP_NOTICES_DAYS", forget_links),
    ("deliveries to webhooks", "KEEP_NOTICES_DAYS", forget_deliveries),
    ("uploads that a kill left over", "KEEP_ORPHANS_DAYS", forget_orphans),
)
"""What it is, the setting of its days, and what erases it and answers with how many."""


def tick(now: datetime) -> list[str]:
    """Erase what is old, unless that was done less than a day ago; what was erased."""
    last = queries.last_beat(NAME)
    if last is not None and timedelta(0) <= now - last.at < OFTEN:
        return []
    told = forget_old(now)
    notices.beat(name=NAME, at=now)
    return told


def forget_old(now: datetime) -> list[str]:
    """Erase what is old now; a line that says how much of each, and of whoever stays why."""
    erased = []
    for words, setting, forget in FORGOTTEN:
        before = now - timedelta(days=getattr(settings, setting))
        erased.append(f"{forget(before=before)} {words}")
    gone, stay = 0, []
    for person in people.long_gone(before=now - timedelta(days=settings.KEEP_PEOPLE_DAYS)):
        try:
            people.erase(person_id=person.pk, by=None, at=now, reason="Kept long enough")
            gone += 1
        except PeopleError:
            stay.append(
                f"retention: person {person.pk} stays, the last administrator of a partnership"
            )
    return [f"retention: {', '.join(erased)} and {gone} people erased", *stay]

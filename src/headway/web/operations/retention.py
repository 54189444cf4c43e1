"""What is forgotten by itself, once a day, when it was kept as long as the settings say."""

from datetime import datetime, timedelta

from django.conf import settings

from headway.domain.errors import HeadwayError
from headway.web.notices import actions as notices
from headway.web.notices import queries
from headway.web.people import actions as people

NAME = "retention"
OFTEN = timedelta(hours=23)


def tick(now: datetime) -> list[str]:
    """Erase what is old, unless that was done less than a day ago; what was erased."""
    last = queries.last_beat(NAME)
    if last is not None and timedelta(0) <= now - last.at < OFTEN:
        return []
    sign_ins = people.forget_sign_ins(before=now - timedelta(days=settings.KEEP_SIGN_INS_DAYS))
    gone, stay = 0, 0
    for person in people.long_gone(before=now - timedelta(days=settings.KEEP_PEOPLE_DAYS)):
        try:
            people.erase(person_id=person.pk, by=None, at=now, reason="Kept long enough")
            gone += 1
        except HeadwayError:
            stay += 1
    notices.beat(name=NAME, at=now)
    told = [f"retention: {sign_ins} records of sign-ins and {gone} people erased"]
    return told + ([f"retention: {stay} people stay, see erase_old"] if stay else [])

"""What editions do by themselves, every minute: those whose time has come are issued."""

import hashlib
import logging
from datetime import datetime

from django.conf import settings
from django.db import transaction

from headway.domain.errors import HeadwayError
from headway.web.editions import actions, queries
from headway.web.editions.models import Draft
from headway.web.notices import actions as notices
from headway.web.people.models import Role
from headway.web.people.queries import holding

log = logging.getLogger(__name__)


def tick(now: datetime) -> list[str]:
    """
    What was done. One that cannot be issued does not stop the others, and is tried again.

    A second worker at the same time, or after a kill, makes no second edition.
    """
    done = []
    for draft in queries.due_drafts(now):
        try:
            edition, is_new = actions.issue_draft(draft_id=draft.pk, by=None, at=now, timed=True)
        except HeadwayError as error:
            log.warning("editions: draft %s: %s", draft.pk, error)
            if _tell(draft, str(error), now):
                done.append(f"{draft.label} was not issued: {error}")
            continue
        if is_new:
            done.append(f"{edition.label} is issued.")
    return done


@transaction.atomic
def _tell(draft: Draft, words: str, now: datetime) -> bool:
    """Keep why it was not issued, and write to the officers, once for each cause."""
    if not actions.note_trouble(draft_id=draft.pk, words=words):
        return False
    officers = holding(now).filter(partnership=draft.plan.partnership, role=Role.OFFICER)
    cause = hashlib.sha256(words.encode()).hexdigest()[:16]
    address = f"{settings.ADDRESS}/plans/{draft.plan.slug}/editions/drafts/{draft.pk}"
    for one in officers.filter(person__is_active=True).select_related("person"):
        notices.queue(
            key=f"edition/{draft.pk}/trouble/{cause}/{one.person_id}",
            kind="edition-trouble",
            to=one.person.email,
            subject=f"“{draft.label}” was not issued at its time",
            body=f"{words}\n\nIt is tried again every minute. Look at it here: {address}",
            at=now,
        )
    return True

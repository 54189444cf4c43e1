"""Editions for tests, issued as an officer does it: prepared, warnings accepted, issued."""

from datetime import date, datetime

from headway.web.editions import checklist, gathering
from headway.web.editions.actions import accept_warnings, issue_draft, prepare
from headway.web.editions.models import Audience, Draft, Edition
from headway.web.people.models import Person
from headway.web.rounds.models import Round

KNOWN = "Known"
"""Why warnings may stand."""


def issue(
    *,
    slug: str,
    at: date,
    label: str,
    audience: Audience,
    issued_at: datetime,
    by: Person | None = None,
    round_: Round | None = None,
) -> Edition:
    """
    An edition of the newest version of a plan; what the checklist warns of is accepted.

    Raises:
        NotReadyError: The checklist has errors, which nobody can accept.
    """
    draft = prepare(
        slug=slug, at=at, label=label, audience=audience, by=by, now=issued_at, round_=round_
    )
    accept_open(draft, at=issued_at, by=by)
    edition, _ = issue_draft(draft_id=draft.pk, by=by, at=issued_at)
    return edition


def accept_open(draft: Draft, *, at: datetime, by: Person | None = None) -> None:
    """Accept every warning that nobody has accepted yet."""
    keys = [one.key for one in listed(draft, at=at).open_warnings]
    if keys:
        accept_warnings(draft_id=draft.pk, keys=keys, reason=KNOWN, by=by, at=at)


def listed(draft: Draft, *, at: datetime) -> checklist.Checklist:
    """The checklist as it stands."""
    draft.refresh_from_db()
    return checklist.of_draft(draft, gathering.of_draft(draft, at=at), at=at)

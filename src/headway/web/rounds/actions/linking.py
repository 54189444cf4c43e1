"""Personal links: by which somebody without an account answers, and never signs."""

import secrets
from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone

from headway.web.audit.actions import record
from headway.web.notices import actions as notices
from headway.web.people.models import Agency, Person
from headway.web.people.queries import digest_of
from headway.web.plans import queries as plans
from headway.web.rounds import letters, queries
from headway.web.rounds.errors import RoundsError
from headway.web.rounds.mails import Share, about, whom_to_ask
from headway.web.rounds.models import PersonalLink, Round


@transaction.atomic
def make_link(
    *, round_id: int, agency_id: int, email: str, by: Person, at: datetime
) -> PersonalLink:
    """
    Make a link for one round and one agency's rows, and send it; nobody else sees its token.

    It works until the round closes. An earlier one for the same person is of no use then.

    Raises:
        RoundsError: The round is closed, or does not ask the agency.
        NoticeError: The address is not one.
    """
    round_ = (
        Round.objects.select_for_update(of=("self",))
        .select_related("plan__partnership")
        .get(pk=round_id)
    )
    agency = Agency.objects.get(pk=agency_id)
    requests = tuple(round_.requests.filter(agency=agency).select_related("agency"))
    if not round_.is_open or not requests:
        raise RoundsError(f"{round_.label} takes no answers of {agency.name}: no link was made.")
    address = email.strip().lower()
    for old in round_.links.filter(agency=agency, email=address, revoked_at__isnull=True):
        _revoke(old, by=by, at=at)
    ends = queries.links_end(round_, timezone.localdate(at))
    token = secrets.token_urlsafe(24)
    link = PersonalLink.objects.create(
        round=round_,
        agency=agency,
        digest=digest_of(token),
        email=address[:254],
        made_at=at,
        made_by=by,
        expires_at=ends,
    )
    share = Share(agency=agency, requests=requests, to=(address,))
    told = _told(round_, share, at)
    letter = letters.personal_link(told, token, timezone.localdate(ends) - timedelta(days=1))
    notices.queue(
        key=f"round/{round_.pk}/{agency.pk}/link/{link.pk}",
        kind="link",
        to=address,
        subject=letter.subject,
        body=letter.body,
        at=at,
        is_secret=True,
    )
    record(
        "link.made", key=link.pk, by=by, at=at, partnership=round_.plan.partnership.slug,
        after={"round": round_.key, "agency": agency.pk, "expires": link.expires_at.isoformat()},
    )  # fmt: skip
    return link


@transaction.atomic
def revoke_link(*, link_id: int, by: Person, at: datetime) -> None:
    """Make a link of no use, at once, for whoever has it open too."""
    link = PersonalLink.objects.select_for_update().get(pk=link_id)
    if link.revoked_at is None:
        _revoke(link, by=by, at=at)


@transaction.atomic
def follow_link(*, token: str, at: datetime) -> PersonalLink:
    """
    Let somebody in by a link.

    Raises:
        LinkError: There is no such link, or it is of no use any more.
    """
    found = queries.usable_link(token, at)
    first = found.used_at is None
    found.used_at = at
    found.save(update_fields=["used_at"])
    if first:
        record(
            "link.followed", key=found.pk, by=None, at=at,
            partnership=found.agency.partnership.slug, after={"round": found.round.key},
        )  # fmt: skip
    return found


@transaction.atomic
def forget_links(*, before: datetime) -> int:
    """Erase to whom links were sent that ended before a day; how many those were."""
    ended = PersonalLink.objects.filter(expires_at__lt=before).exclude(email=notices.ERASED)
    return ended.update(email=notices.ERASED)


@transaction.atomic
def erase_address(*, address: str) -> int:
    """Erase an address from links, which open nothing afterwards; how many those were."""
    theirs = PersonalLink.objects.filter(email=address.strip().lower())
    for link in theirs.filter(revoked_at__isnull=True).select_related("round", "agency"):
        _revoke(link, by=None, at=timezone.now())
    return theirs.update(email=notices.ERASED)


def _told(round_: Round, share: Share, at: datetime) -> letters.About:
    """What the letter with a link is about."""
    plan = plans.newest(round_.plan.slug).plan
    return about(round_, plan, share, whom_to_ask(round_.plan.partnership, at))


def _revoke(link: PersonalLink, *, by: Person | None, at: datetime) -> None:
    link.revoked_at = at
    link.save(update_fields=["revoked_at"])
    notices.cancel(keys=[f"round/{link.round_id}/{link.agency_id}/link/{link.pk}"])
    record(
        "link.revoked", key=link.pk, by=by, at=at,
        partnership=link.agency.partnership.slug, after={"round": link.round.key},
    )  # fmt: skip

"""Who wants to be told of new editions: asked for, confirmed, told, left."""

import secrets
from datetime import datetime, timedelta

from django.core.exceptions import ValidationError
from django.core.validators import MaxLengthValidator, validate_email
from django.db import transaction

from headway.web.notices import actions as notices
from headway.web.plans.models import PlanRecord
from headway.web.public import letters, queries
from headway.web.public.errors import SubscribingError
from headway.web.public.models import Publication, Subscription

CONFIRM_WITHIN = timedelta(days=7)
LONGEST = 254
"""Characters of an address: mail servers take no longer one."""
MOST_AN_HOUR = 100
"""Addresses that may ask in an hour for a plan: nobody sends our letters to the whole world."""


def ask(*, plan: PlanRecord, email: str, at: datetime) -> None:
    """
    Write to an address to ask whether it wants to be told; at most one letter a day.

    Whoever asks cannot tell whether the address is on the list already.

    Raises:
        SubscribingError: It is no address, or too many have asked within the hour.
    """
    email = email.strip().lower()
    try:
        MaxLengthValidator(LONGEST)(email)
        validate_email(email)
    except ValidationError as error:
        raise SubscribingError(
            "Enter an e-mail address in the right form, such as name@example.org."
        ) from error
    with transaction.atomic():
        PlanRecord.objects.select_for_update().get(pk=plan.pk)
        found = Subscription.objects.filter(plan=plan, email=email).first()
        if found is not None and found.confirmed_at is not None:
            return
        if found is None:
            _refuse_a_flood(plan, at)
            key = secrets.token_urlsafe(32)
            found = Subscription.objects.create(plan=plan, email=email, key=key, asked_at=at)
        letter = letters.confirm(found)
        notices.queue(
            key=f"{_key(found)}confirm/{at:%Y-%m-%d}",
            kind="subscription",
            to=email,
            subject=letter.subject,
            body=letter.body,
            at=at,
            is_secret=True,
        )


def _refuse_a_flood(plan: PlanRecord, at: datetime) -> None:
    recent = Subscription.objects.filter(plan=plan, asked_at__gt=at - timedelta(hours=1))
    if recent.count() >= MOST_AN_HOUR:
        raise SubscribingError("Too many people have asked within the hour. Try again later.")


@transaction.atomic
def confirm(*, subscription: Subscription, at: datetime) -> None:
    """Put somebody on the list who followed the link of the first letter."""
    found = Subscription.objects.select_for_update().get(pk=subscription.pk)
    if found.confirmed_at is None:
        found.confirmed_at = at
        found.save(update_fields=["confirmed_at"])


@transaction.atomic
def leave(*, subscription: Subscription) -> None:
    """Take somebody off the list, and erase their address there and in every letter to them."""
    notices.erase(key_begins=_key(subscription))
    Subscription.objects.filter(pk=subscription.pk).delete()


@transaction.atomic
def erase_address(*, address: str) -> int:
    """Take an address off every list; how many those were."""
    found = list(Subscription.objects.filter(email=address.strip().lower()))
    for one in found:
        leave(subscription=one)
    return len(found)


def forget_unconfirmed(*, at: datetime) -> int:
    """Erase addresses that never confirmed; how many there were."""
    found = Subscription.objects.filter(confirmed_at__isnull=True, asked_at__lt=at - CONFIRM_WITHIN)
    gone = list(found)
    for one in gone:
        leave(subscription=one)
    return len(gone)


@transaction.atomic
def tell(*, publication: Publication, at: datetime) -> int:
    """
    Write to everybody on the list that an edition's pages are there; to how many.

    Whoever joined after it was issued knows it already. A second call tells nobody twice.
    """
    row = Publication.objects.select_for_update().defer("content", "poster").get(pk=publication.pk)
    if row.told_at is not None:
        return 0
    edition = queries.edition(row.edition_id)
    listed = Subscription.objects.filter(plan=edition.plan, confirmed_at__lt=edition.issued_at)
    count = 0
    for one in listed.select_related("plan"):
        letter = letters.told(one, edition)
        notices.queue(
            key=f"{_key(one)}edition/{edition.pk}",
            kind="new-edition",
            to=one.email,
            subject=letter.subject,
            body=letter.body,
            at=at,
            unsubscribe=letters.leaving(one),
        )
        count += 1
    row.told_at = at
    row.save(update_fields=["told_at"])
    return count


def _key(subscription: Subscription) -> str:
    """How the keys of all letters to somebody begin; it tells nothing of their address."""
    return f"subscription/{subscription.pk}/{subscription.key[:12]}/"

"""Making a webhook, ending it, and noting what it is to be told."""

import json
import secrets
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils.crypto import salted_hmac

from headway.web.api.errors import ApiError
from headway.web.api.hosts import looked_up, target_of
from headway.web.api.models import PING, Delivery, DeliveryState, Event, Webhook
from headway.web.audit.actions import record
from headway.web.audit.models import Entry, Head
from headway.web.people.models import Partnership, Person

MOST_WEBHOOKS = 20
AT_ONCE = 200


def make_webhook(
    *,
    partnership: Partnership,
    address: str,
    events: Sequence[Event],
    by: Person | None,
    at: datetime,
) -> tuple[Webhook, str]:
    """
    Make a webhook; answers with it and with its secret, which is shown once.

    It is told of what happens from now on, and first of all gets a ping.

    Raises:
        ApiError: It would be told of nothing, or the address is none that a webhook may have.
    """
    private = settings.WEBHOOKS_PRIVATE
    address = address.strip()
    target = target_of(address, private=private)
    if not events:
        raise ApiError("Choose at least one thing that it is told of.")
    looked_up(target, private=private)  # before the database is locked, for it may take a while
    with transaction.atomic():
        Partnership.objects.select_for_update().get(pk=partnership.pk)
        standing = Webhook.objects.filter(partnership=partnership, ended_at__isnull=True)
        if standing.count() >= MOST_WEBHOOKS:
            raise ApiError(f"A partnership has at most {MOST_WEBHOOKS} webhooks. End one first.")
        made = Webhook.objects.create(
            partnership=partnership,
            address=address,
            events=[one.value for one in Event if one in events],
            salt=secrets.token_urlsafe(24),
            made_at=at,
            made_by=by,
        )
        entry = record(
            "webhook.made", key=made.pk, by=by, at=at, partnership=partnership.slug,
            after={"host": target.host, "events": made.events},
        )  # fmt: skip
        made.after = entry.seq
        made.save(update_fields=["after"])
        _queue(made, entry, PING, {}, at)
    return made, secret_of(made)


@transaction.atomic
def end_webhook(*, webhook_id: int, by: Person | None, at: datetime) -> Webhook:
    """Tell it nothing any more; what is on its way is not sent."""
    webhook = Webhook.objects.select_for_update(of=("self",)).get(pk=webhook_id)
    if webhook.ended_at is None:
        webhook.ended_at = at
        webhook.save(update_fields=["ended_at"])
        webhook.deliveries.filter(state=DeliveryState.DUE).update(state=DeliveryState.CANCELLED)
        record(
            "webhook.ended", key=webhook.pk, by=by, at=at, partnership=webhook.partnership.slug,
            before={"events": webhook.events}, after=None,
        )  # fmt: skip
    return webhook


@transaction.atomic
def send_again(*, delivery_id: int, by: Person | None, at: datetime) -> Delivery:
    """
    Send one thing once more, received or given up, under the number that it had.

    Raises:
        ApiError: It is still on its way, or its webhook has ended.
    """
    found = Delivery.objects.select_for_update(of=("self",)).select_related("webhook__partnership")
    delivery = found.get(pk=delivery_id)
    if delivery.webhook.ended_at is not None:
        raise ApiError("This webhook has ended: nothing is sent to it any more.")
    if delivery.state not in (DeliveryState.SENT, DeliveryState.FAILED):
        raise ApiError(f"{delivery.key} is still on its way, and is tried again by itself.")
    before = {"delivery": delivery.key, "state": str(delivery.state)}
    delivery.state, delivery.due_at, delivery.made_at = DeliveryState.DUE, at, at
    delivery.claim, delivery.claimed_by, delivery.last_error = "", "", ""
    delivery.attempts = 0
    delivery.save()
    record(
        "webhook.sent_again", key=delivery.webhook_id, by=by, at=at,
        partnership=delivery.webhook.partnership.slug,
        before=before, after={"delivery": delivery.key, "state": str(delivery.state)},
    )  # fmt: skip
    return delivery


def secret_of(webhook: Webhook) -> str:
    """What its messages are signed with; worked out from the service's own secret key."""
    key = f"{webhook.pk}/{webhook.salt}"
    return "whs_" + salted_hmac("headway.webhook", key, algorithm="sha256").hexdigest()


def gather(now: datetime) -> int:
    """
    Note for each webhook what the audit trail says has happened since; how much it was.

    What is told of is what was recorded in the transaction that did it, and in order: whatever
    was done is told of, and nothing that was not. One transaction for each webhook.
    """
    last = Head.objects.values_list("seq", flat=True).first() or 0
    behind = Webhook.objects.filter(ended_at__isnull=True, after__lt=last)
    return sum(_gather(pk, now) for pk in behind.values_list("pk", flat=True))


@transaction.atomic
def _gather(pk: int, now: datetime) -> int:
    webhook = Webhook.objects.select_for_update(of=("self",)).get(pk=pk)
    if webhook.ended_at is not None:
        return 0
    last = Head.objects.values_list("seq", flat=True).first() or 0
    news = Entry.objects.filter(
        seq__gt=webhook.after,
        seq__lte=last,
        partnership=webhook.partnership.slug,
        verb__in=webhook.events,
    )
    found = list(news.order_by("seq")[:AT_ONCE])
    for entry in found:
        _queue(webhook, entry, entry.verb, _about(entry), now)
    webhook.after = found[-1].seq if len(found) == AT_ONCE else last
    webhook.save(update_fields=["after"])
    return len(found)


@transaction.atomic
def forget_deliveries(*, before: datetime) -> int:
    """Throw away what was settled before a day; how much. Nothing of it is ever sent again."""
    settled = Delivery.objects.filter(made_at__lt=before).exclude(
        state__in=(DeliveryState.DUE, DeliveryState.SENDING)
    )
    return settled.delete()[0]


def _queue(
    webhook: Webhook, entry: Entry, event: str, about: dict[str, Any], now: datetime
) -> None:
    body = {
        "id": f"{webhook.pk}-{entry.seq}",
        "event": event,
        "at": entry.at.isoformat(),
        "partnership": webhook.partnership.slug,
        "about": about,
    }
    Delivery.objects.get_or_create(
        key=f"{webhook.pk}-{entry.seq}",
        defaults={
            "webhook": webhook,
            "event": event,
            "body": json.dumps(body, ensure_ascii=False, sort_keys=True, separators=(",", ":")),
            "made_at": now,
            "due_at": now,
        },
    )


def _about(entry: Entry) -> dict[str, Any]:
    """What the entry is of; neither figures nor words, which are asked for with a token."""
    became = entry.became if isinstance(entry.became, dict) else {}
    told = {"key": entry.key}
    for name in ("plan", "label", "audience", "row", "agency", "round", "due_on"):
        if isinstance(became.get(name), str | int):
            told[name] = became[name]
    return told

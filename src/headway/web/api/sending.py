"""
Deliveries on their way: claimed by one worker, signed, sent, and tried again where need be.

A delivery is sent at least once. Where a worker dies between sending and writing it down, it is
sent again under the same number, by which its receiver can tell.
"""

import hashlib
import hmac
import http.client
import logging
import secrets
import socket
import ssl
from collections.abc import Collection
from contextlib import suppress
from datetime import datetime, timedelta
from threading import Timer
from time import monotonic

from django.conf import settings
from django.db.models import F, Q

from headway import __version__
from headway.web.api.actions.webhooks import gather, secret_of
from headway.web.api.errors import ApiError
from headway.web.api.hosts import Target, looked_up, target_of
from headway.web.api.models import Delivery, DeliveryState
from headway.web.notices.actions import BACK_OFF
from headway.web.notices.claiming import LONGEST_WAIT, is_hopeless
from headway.web.notices.processes import has_ended, this_process

log = logging.getLogger(__name__)

SECONDS = 10.0
"""In which a receiver must have answered, whole."""
SECONDS_A_TICK = 25.0
"""After which no further delivery is begun: the worker has other things to do in its minute."""
LEASE = timedelta(minutes=5)


def tick(now: datetime) -> list[str]:
    """Note what has happened, and send what is due; called by the worker every minute."""
    noted = gather(now)
    sent = send_due(now)
    return [f"Webhooks: {noted} things noted, {sent} sent."] if noted or sent else []


def send_due(now: datetime, *, seconds: float = SECONDS_A_TICK) -> int:
    """
    Send what is due, for so many seconds at most; how many were received.

    A receiver that fails is left for the next time with all that waits for it, so that it keeps
    nobody else waiting.
    """
    _take_back_stale(now)
    began, sent = monotonic(), 0
    failing: set[int] = set()
    while monotonic() - began < seconds:
        delivery = _claim_next(now, failing)
        if delivery is None:
            break
        if _send(delivery, now):
            sent += 1
        else:
            failing.add(delivery.webhook_id)
    return sent


def signature(secret: str, timestamp: str, body: bytes) -> str:
    """
    What the header `Headway-Signature` says.

    >>> signature("whs_x", "1622548800", b"{}")[:19]
    'v1=9e2d317b21b8fead'
    """
    signed = hmac.new(secret.encode(), f"{timestamp}.".encode() + body, hashlib.sha256)
    return f"v1={signed.hexdigest()}"


def _claim_next(now: datetime, failing: Collection[int]) -> Delivery | None:
    while True:
        ready = Q(due_at__lte=now) | Q(due_at__gt=now + LONGEST_WAIT)  # by a clock gone wrong
        due = Delivery.objects.filter(
            ready, state=DeliveryState.DUE, webhook__ended_at__isnull=True
        )
        found = due.exclude(webhook__in=failing).order_by("due_at", "pk").first()
        if found is None:
            return None
        mine = Delivery.objects.filter(pk=found.pk, state=DeliveryState.DUE).update(
            state=DeliveryState.SENDING,
            claim=secrets.token_hex(16),
            claimed_by=this_process(),
            claimed_at=now,
            attempts=F("attempts") + 1,
        )
        if mine:
            return Delivery.objects.select_related("webhook").get(pk=found.pk)


def _take_back_stale(now: datetime) -> None:
    for one in Delivery.objects.filter(state=DeliveryState.SENDING):
        claimed = one.claimed_at or now
        if has_ended(one.claimed_by) or not claimed - LEASE <= now <= claimed + LEASE:
            Delivery.objects.filter(pk=one.pk, claim=one.claim).update(
                state=DeliveryState.DUE, due_at=now, claim="", claimed_by=""
            )


def _send(delivery: Delivery, now: datetime) -> bool:
    status: int | None = None
    try:
        status = post(delivery, now)
        error = "" if 200 <= status < 300 else f"The receiver answered {status}."
    except ApiError as refused:
        error = str(refused)
    except (OSError, http.client.HTTPException) as failed:
        error = f"The receiver could not be reached, or did not answer ({type(failed).__name__})."
    if not error:
        _write(delivery, state=DeliveryState.SENT, sent_at=now, status=status, last_error="")
        return True
    log.warning("webhook %s: %s", delivery.webhook_id, error)
    if is_hopeless(made_at=delivery.made_at, attempts=delivery.attempts, now=now):
        _write(delivery, state=DeliveryState.FAILED, status=status, last_error=error[:300])
        return False
    wait = timedelta(minutes=BACK_OFF[min(delivery.attempts, len(BACK_OFF)) - 1])
    _write(
        delivery, state=DeliveryState.DUE, due_at=now + wait, claim="", status=status,
        last_error=error[:300],
    )  # fmt: skip
    return False


def _write(delivery: Delivery, **said: object) -> None:
    """Change it if it is still ours."""
    mine = Delivery.objects.filter(
        pk=delivery.pk, state=DeliveryState.SENDING, claim=delivery.claim
    )
    mine.update(**said)


def post(delivery: Delivery, now: datetime) -> int:
    """
    Send one; what the receiver answered. Nothing that it answers is followed or kept.

    Raises:
        ApiError: Its address may not be sent to, now.
        OSError: It cannot be reached, or takes too long.
        HTTPException: What it answers is no HTTP.
    """
    private = settings.WEBHOOKS_PRIVATE
    target = target_of(delivery.webhook.address, private=private)
    number = looked_up(target, private=private)
    body = delivery.body.encode()
    timestamp = str(int(now.timestamp()))
    headers = {
        "Host": target.named,
        "Content-Type": "application/json",
        "User-Agent": f"Headway/{__version__}",
        "Headway-Event": delivery.event,
        "Headway-Delivery": delivery.key,
        "Headway-Timestamp": timestamp,
        "Headway-Signature": signature(secret_of(delivery.webhook), timestamp, body),
    }
    connection = _Connection(target, number)
    # Each wait is bounded by the socket; all of them together by this.
    cut = Timer(SECONDS, connection.cut)
    cut.daemon = True
    cut.start()
    try:
        connection.request("POST", target.path, body=body, headers=headers)
        return connection.getresponse().status
    finally:
        cut.cancel()
        connection.close()


class _Connection(http.client.HTTPConnection):
    """To the number that was judged, whatever the name stands for a moment later."""

    def __init__(self, target: Target, number: str) -> None:
        super().__init__(target.host, target.port, timeout=SECONDS / 2)
        self._target, self._number = target, number

    def connect(self) -> None:
        """Connect, and encrypt under the receiver's own name."""
        plain = socket.create_connection((self._number, self._target.port), SECONDS / 2)
        if not self._target.is_tls:
            self.sock = plain
            return
        context = ssl.create_default_context()
        try:
            self.sock = context.wrap_socket(plain, server_hostname=self._target.host)
        except BaseException:
            plain.close()
            raise

    def cut(self) -> None:
        """Hang up in the middle; whoever waits gets an error."""
        held = self.sock
        if held is not None:
            with suppress(OSError):
                held.shutdown(socket.SHUT_RDWR)

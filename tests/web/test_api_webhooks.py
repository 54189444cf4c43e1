"""Webhooks tell of what was done, signed, until it is received, and never into the own network."""

import hashlib
import hmac
import json
import threading
from collections.abc import Iterator
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import Any

import pytest
from django.db import transaction
from django.utils import timezone

from headway.web.api import sending
from headway.web.api.actions.webhooks import end_webhook, make_webhook, secret_of
from headway.web.api.errors import ApiError
from headway.web.api.models import Delivery, DeliveryState, Event, Webhook
from headway.web.audit.actions import record
from headway.web.audit.models import Entry
from headway.web.people.models import Partnership
from tests.web.conftest import NOON

pytestmark = pytest.mark.django_db


class Receiver:
    """Somebody else's program, that takes what it is sent."""

    def __init__(self) -> None:
        self.taken: list[tuple[dict[str, str], bytes]] = []
        self.answers = 204
        receiver = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["Content-Length"]))
                receiver.taken.append((dict(self.headers), body))
                self.send_response(receiver.answers)
                self.send_header("Location", "http://127.0.0.1:1/elsewhere")
                self.end_headers()

            def log_message(self, *args: Any) -> None:
                """Nothing."""

        self.server = HTTPServer(("127.0.0.1", 0), Handler)
        self.address = f"http://127.0.0.1:{self.server.server_port}/headway?x=1"
        self.thread = threading.Thread(target=self.server.serve_forever, daemon=True)
        self.thread.start()


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    made = Receiver()
    yield made
    made.server.shutdown()
    made.server.server_close()


@pytest.fixture
def webhook(settings: Any, receiver: Receiver, partnership: Partnership) -> Webhook:
    settings.WEBHOOKS_PRIVATE = True
    made, _ = make_webhook(
        partnership=partnership, address=receiver.address, events=list(Event), by=None, at=NOON
    )
    return made


def happen(verb: str, partnership: Partnership, **after: Any) -> None:
    with transaction.atomic():
        record(verb, key="k", by=None, at=NOON, partnership=partnership.slug, after=after)


def test_news_is_received_signed_and_once(
    webhook: Webhook, receiver: Receiver, partnership: Partnership
):
    happen("round.opened", partnership, plan="oxfordshire", label="Term 2", requests=3)
    happen("plan.saved", partnership, version=2)

    sending.tick(NOON)
    sending.tick(NOON + timedelta(minutes=1))

    told = [json.loads(body) for _, body in receiver.taken]
    assert [one["event"] for one in told] == ["ping", "round.opened"]
    assert told[1]["about"] == {"key": "k", "plan": "oxfordshire", "label": "Term 2"}
    headers, body = receiver.taken[1]
    signed = f"{headers['Headway-Timestamp']}.".encode() + body
    wanted = hmac.new(secret_of(webhook).encode(), signed, hashlib.sha256).hexdigest()
    assert headers["Headway-Signature"] == f"v1={wanted}"
    assert headers["Headway-Delivery"] == told[1]["id"]
    assert int(headers["Headway-Timestamp"]) == int(NOON.timestamp())


def test_what_happened_before_or_elsewhere_is_not_told(
    webhook: Webhook, receiver: Receiver, partnership: Partnership
):
    with transaction.atomic():
        record("round.opened", key="k", by=None, at=NOON, partnership="elsewhere")

    sending.tick(NOON)

    assert [json.loads(body)["event"] for _, body in receiver.taken] == ["ping"]


def test_what_is_not_received_is_sent_again_later_under_the_same_number(
    webhook: Webhook, receiver: Receiver
):
    receiver.answers = 500
    sending.tick(NOON)
    waiting = Delivery.objects.get()
    assert (waiting.state, waiting.status) == (DeliveryState.DUE, 500)
    assert waiting.due_at > NOON

    receiver.answers = 204
    sending.tick(NOON + timedelta(seconds=30))
    sending.tick(NOON + timedelta(minutes=2))

    numbers = [headers["Headway-Delivery"] for headers, _ in receiver.taken]
    assert numbers == [waiting.key, waiting.key]
    assert Delivery.objects.get().state == DeliveryState.SENT


def test_a_redirect_is_not_followed(webhook: Webhook, receiver: Receiver):
    receiver.answers = 307

    sending.tick(NOON)

    assert len(receiver.taken) == 1
    assert Delivery.objects.get().last_error == "The receiver answered 307."


def test_it_is_given_up_after_three_days(webhook: Webhook, receiver: Receiver):
    receiver.answers = 404
    sending.tick(NOON)

    sending.tick(NOON + timedelta(days=4))

    assert Delivery.objects.get().state == DeliveryState.FAILED


def test_what_a_dead_worker_had_begun_is_sent_by_another(webhook: Webhook, receiver: Receiver):
    Delivery.objects.update(
        state=DeliveryState.SENDING, claim="a", claimed_by="machine/1/1",
        claimed_at=NOON - timedelta(minutes=10),
    )  # fmt: skip

    sending.tick(NOON)

    assert len(receiver.taken) == 1


def test_one_that_has_ended_is_told_nothing_more(
    webhook: Webhook, receiver: Receiver, partnership: Partnership
):
    end_webhook(webhook_id=webhook.pk, by=None, at=NOON)
    happen("round.opened", partnership)

    sending.tick(NOON)

    assert receiver.taken == []


def test_the_secret_stands_nowhere_in_the_database(webhook: Webhook):
    secret = secret_of(webhook)

    assert secret not in str(list(Webhook.objects.values()))
    assert secret not in str(list(Entry.objects.values()))


@pytest.mark.parametrize(
    "address",
    [
        "https://127.0.0.1/", "https://localhost/", "https://[::1]/", "https://169.254.169.254/",
        "https://10.0.0.1/", "https://192.168.1.1/x", "https://[::ffff:127.0.0.1]/",
        "https://0x7f000001/", "https://2130706433/", "https://0/", "http://93.184.216.34/",
        "ftp://hooks.example/", "https://me:secret@93.184.216.34/", "https:///x", "https://x:0/",
        "https://93.184.216.34/a b", "https://93.184.216.34/\r\nHost:x", "javascript:alert(1)",
    ],
)  # fmt: skip
def test_an_address_of_the_own_network_or_none_at_all_is_refused(
    partnership: Partnership, address: str
):
    with pytest.raises(ApiError):
        make_webhook(partnership=partnership, address=address, events=list(Event), by=None, at=NOON)

    assert not Webhook.objects.exists()


def test_a_name_that_comes_to_lead_into_the_own_network_is_not_sent_to(
    webhook: Webhook, receiver: Receiver, settings: Any
):
    Webhook.objects.update(address=receiver.address.replace("http:", "https:"))
    settings.WEBHOOKS_PRIVATE = False

    sending.tick(timezone.now())

    assert receiver.taken == []
    assert "not public" in Delivery.objects.get().last_error

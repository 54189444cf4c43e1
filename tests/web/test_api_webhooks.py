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

from headway.domain.periods import Period
from headway.rounds.schedule import days_of
from headway.rounds.working_days import WorkingDays
from headway.web.answers.actions import By, sign
from headway.web.api import sending
from headway.web.api.actions.webhooks import end_webhook, make_webhook, secret_of, send_again
from headway.web.api.errors import ApiError
from headway.web.api.models import Delivery, DeliveryState, Event, Webhook
from headway.web.audit.actions import record
from headway.web.audit.models import Entry
from headway.web.editions.models import Audience
from headway.web.people.models import Partnership, Role
from headway.web.plans.actions import save_version
from headway.web.rounds.actions import open_round
from headway.web.rounds.actions.opening import Proposal
from headway.web.rounds.models import Round
from tests.small_plan import SMALL_PLAN
from tests.web.conftest import NOON
from tests.web.issuing import issue

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


def test_a_receiver_that_fails_keeps_nobody_else_waiting(
    webhook: Webhook, receiver: Receiver, partnership: Partnership
):
    broken = Receiver()
    broken.answers = 500
    make_webhook(
        partnership=partnership, address=broken.address, events=list(Event), by=None,
        at=NOON - timedelta(days=1),
    )  # fmt: skip
    for _ in range(4):
        happen("round.opened", partnership)

    sending.tick(NOON)

    assert len(receiver.taken) == 5
    assert len(broken.taken) == 1, "it has one attempt a minute, not all that waits for it"
    broken.answers = 204
    sending.tick(NOON + timedelta(minutes=5))
    assert len(broken.taken) == 6
    assert not Delivery.objects.exclude(state=DeliveryState.SENT).exists()
    broken.server.shutdown()
    broken.server.server_close()


def test_a_redirect_is_not_followed(webhook: Webhook, receiver: Receiver):
    receiver.answers = 307

    sending.tick(NOON)

    assert len(receiver.taken) == 1
    assert Delivery.objects.get().last_error == "The receiver answered 307."


def test_it_is_given_up_after_three_days(webhook: Webhook, receiver: Receiver):
    receiver.answers = 404
    sending.tick(NOON)
    Delivery.objects.update(attempts=16)

    sending.tick(NOON + timedelta(days=4))

    assert Delivery.objects.get().state == DeliveryState.FAILED


def test_a_clock_that_jumps_has_nothing_given_up_and_nothing_wait_for_years(
    webhook: Webhook, receiver: Receiver
):
    receiver.answers = 500
    sending.tick(NOON)
    sending.tick(NOON + timedelta(days=700))
    assert Delivery.objects.get().state == DeliveryState.DUE

    receiver.answers = 200
    sending.tick(NOON + timedelta(minutes=3))

    assert Delivery.objects.get().state == DeliveryState.SENT


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


# ------------------------------------------------------------------ what is really done, end to end


def opened_round() -> Round:
    """By the officer's own action."""
    days = days_of(Period.parse("AY 2020/21 T5"), WorkingDays())
    proposal = Proposal(label="Term 5", period="AY 2020/21 T5", days=days, rows=("calls",))
    return open_round(slug="small", proposal=proposal, by=None, at=NOON)


def test_a_round_opened_an_answer_signed_and_an_edition_issued_each_come_signed(
    webhook: Webhook, receiver: Receiver, partnership: Partnership, appointed
):
    save_version(text=SMALL_PLAN, reason="", at=NOON, partnership=partnership)
    lead = appointed(Role.LEAD, of=partnership.agencies.get(name="Police"))
    opened = opened_round()
    answer = sign(request_id=opened.requests.get().pk, by=By(person=lead), at=NOON)
    edition = issue(
        slug="small", at=NOON.date(), label="Summer", audience=Audience.BOARD, issued_at=NOON
    )

    sending.tick(NOON)

    told = {json.loads(body)["event"]: json.loads(body) for _, body in receiver.taken}
    about = {event: one["about"] for event, one in told.items()}
    assert about["round.opened"] == {
        "key": opened.key, "plan": "small", "label": "Term 5",
        "due_on": opened.due_on.isoformat(),
    }  # fmt: skip
    assert about["answer.signed"]["round"] == opened.key
    assert (about["answer.signed"]["key"], about["answer.signed"]["row"]) == (
        str(answer.pk),
        "calls",
    )
    assert about["edition.issued"] == {
        "key": str(edition.pk), "plan": "small", "label": "Summer", "audience": "board",
    }  # fmt: skip
    for headers, body in receiver.taken:
        assert is_ours(secret_of(webhook), headers, body)
        assert lead.name not in body.decode()
        assert lead.email not in body.decode()
    assert len({headers["Headway-Delivery"] for headers, _ in receiver.taken}) == 4


def is_ours(secret: str, headers: dict[str, str], body: bytes) -> bool:
    """As the guide tells a receiver to check."""
    signed = f"{headers['Headway-Timestamp']}.".encode() + body
    wanted = hmac.new(secret.encode(), signed, hashlib.sha256).hexdigest()
    return hmac.compare_digest(headers["Headway-Signature"], f"v1={wanted}")


# --------------------------------------------------------------------------------------- once more


def test_what_was_received_is_sent_once_more_under_its_number_when_asked(
    webhook: Webhook, receiver: Receiver, as_role, partnership: Partnership
):
    sending.tick(NOON)
    first = Delivery.objects.get()
    administrator = as_role(Role.ADMINISTRATOR)
    programs = f"/partnerships/{partnership.slug}/programs"
    assert "Send again" in administrator.get(programs).content.decode()

    said = administrator.post(f"{programs}/deliveries/{first.pk}/send-again", follow=True)
    sending.tick(timezone.now())

    assert f"{first.key} is sent again within a minute." in said.content.decode()
    numbers = [headers["Headway-Delivery"] for headers, _ in receiver.taken]
    assert numbers == [first.key, first.key]
    assert receiver.taken[0][1] == receiver.taken[1][1], "the very same words"
    assert Entry.objects.get(verb="webhook.sent_again").became["delivery"] == first.key


def test_what_was_given_up_is_tried_for_another_three_days(webhook: Webhook, receiver: Receiver):
    receiver.answers = 500
    sending.tick(NOON)
    Delivery.objects.update(attempts=16)
    sending.tick(NOON + timedelta(days=4))
    late = NOON + timedelta(days=5)

    send_again(delivery_id=Delivery.objects.get().pk, by=None, at=late)
    sending.tick(late)

    assert Delivery.objects.get().state == DeliveryState.DUE
    receiver.answers = 200
    sending.tick(late + timedelta(minutes=1))
    assert Delivery.objects.get().state == DeliveryState.SENT


def test_what_is_on_its_way_or_of_no_use_any_more_is_not_sent_again(
    webhook: Webhook, receiver: Receiver
):
    waiting = Delivery.objects.get()
    with pytest.raises(ApiError, match="still on its way"):
        send_again(delivery_id=waiting.pk, by=None, at=NOON)
    sending.tick(NOON)
    end_webhook(webhook_id=webhook.pk, by=None, at=NOON)

    with pytest.raises(ApiError, match="has ended"):
        send_again(delivery_id=waiting.pk, by=None, at=NOON)

"""Who asked to be told of new editions is told once each, and forgotten when they leave."""

import re
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from headway.web.environment import MailServer
from headway.web.notices import actions as notices
from headway.web.notices.models import Notice
from headway.web.notices.senders import chosen
from headway.web.people.models import Role
from headway.web.plans.models import PlanRecord
from headway.web.public.models import Publication, Subscription
from headway.web.public.ticking import tick
from tests.web.conftest import NOON, read
from tests.web.mail_server import Postbox, free_port, smtp_server
from tests.web.public_setting import issued, later, published

pytestmark = pytest.mark.django_db

FORM = "/public/partnership/oxfordshire/subscribe"
EMAIL = "erin@home.example"


@pytest.fixture
def plan(oxfordshire: PlanRecord) -> PlanRecord:
    published(oxfordshire)
    Subscription.objects.all().delete()
    Publication.objects.update(told_at=NOON)
    return oxfordshire


@pytest.fixture
def anybody() -> Client:
    return Client()


@pytest.fixture
def box(settings: Any) -> Iterator[Postbox]:
    made, port = Postbox(), free_port()
    server = smtp_server(made, port)
    server.start()
    settings.MAIL_SERVER = MailServer(host="127.0.0.1", port=port)
    settings.DEFAULT_FROM_EMAIL = "Headway <plan@council.example>"
    yield made
    server.stop()


def link(kind: str) -> str:
    """The newest letter's link."""
    body = Notice.objects.filter(kind=kind).latest("pk").body
    [path] = re.findall(r"http://127\.0\.0\.1:8000(/public/-/\S+)", body)
    return str(path)


def joined(anybody: Client) -> Subscription:
    """Erin, who asked and confirmed."""
    anybody.post(FORM, {"email": EMAIL})
    anybody.post(link("subscription"))
    subscription = Subscription.objects.get()
    Subscription.objects.update(confirmed_at=NOON)
    return subscription


def test_nobody_is_on_the_list_who_did_not_follow_the_first_letters_link(plan, anybody):
    answer = anybody.post(FORM, {"email": " Erin@Home.example "})

    assert "Look in your e-mail" in answer.content.decode()
    assert Subscription.objects.get().confirmed_at is None
    read(anybody, link("subscription"))
    assert Subscription.objects.get().confirmed_at is None
    html = anybody.post(link("subscription")).content.decode()
    assert "You get a letter with each new edition" in html
    assert Subscription.objects.get().confirmed_at is not None


def test_whoever_asks_again_gets_one_letter_a_day_and_learns_nothing(plan, anybody):
    said = {anybody.post(FORM, {"email": EMAIL}).content.count(b"Look in your") for _ in range(3)}
    assert Notice.objects.count() == 1

    anybody.post(link("subscription"))
    said.add(anybody.post(FORM, {"email": EMAIL}).content.count(b"Look in your"))

    assert said == {1}
    assert Notice.objects.count() == 1


def test_what_is_no_address_is_said_beside_the_field(plan, anybody):
    answer = anybody.post(FORM, {"email": "erin\r\nBcc: all@home.example"})

    assert answer.status_code == 422
    assert "name@example.org" in answer.content.decode()
    assert not Notice.objects.exists()


def test_an_address_that_is_longer_than_any_is_said_beside_the_field(plan, anybody):
    answer = anybody.post(FORM, {"email": f"{'e' * 250}@home.example"})

    assert answer.status_code == 422
    assert "name@example.org" in answer.content.decode()
    assert not Subscription.objects.exists()


def test_nobody_sends_our_letters_to_the_whole_world(plan, anybody, monkeypatch):
    monkeypatch.setattr("headway.web.public.subscribing.MOST_AN_HOUR", 2)

    for number in range(3):
        answer = anybody.post(FORM, {"email": f"erin{number}@home.example"})

    assert answer.status_code == 422
    assert "Too many people" in answer.content.decode()


def test_a_subscriber_is_told_of_a_new_edition_once_and_leaves_by_one_click(plan, anybody, box):
    joined(anybody)
    edition = issued(plan, issued_at=later(1))

    assert "told of Public 2020" in " ".join(tick(later(1)))
    assert tick(later(1)) == []
    sender = chosen()
    assert sender is not None
    notices.send_due(sender, clock=lambda: later(9999))
    sender.close()

    [letter] = [one for one in box.mails if "List-Unsubscribe" in one]
    leave = str(letter["List-Unsubscribe"]).strip(" <>")
    assert letter["To"] == EMAIL
    assert letter["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert f"/public/partnership/oxfordshire/{edition.pk}/" in str(letter.get_content())

    one_click = Client(enforce_csrf_checks=True)
    answer = one_click.post(
        leave.removeprefix("http://127.0.0.1:8000"), {"List-Unsubscribe": "One-Click"}
    )
    assert "Your address is erased" in answer.content.decode()
    assert not Subscription.objects.exists()
    assert not Notice.objects.filter(to__icontains="erin").exists()
    assert not Notice.objects.filter(body__icontains="erin").exists()


def test_whoever_left_before_the_letter_went_out_gets_none(plan, anybody):
    joined(anybody)
    issued(plan, issued_at=later(1))
    tick(later(1))
    leave = link("new-edition").replace("http://127.0.0.1:8000", "")

    anybody.post(leave)

    assert set(Notice.objects.values_list("to", flat=True)) == {"erased"}
    assert "no longer of use" in read(anybody, leave, status=404)


def test_an_address_that_never_confirmed_is_erased_within_a_week(plan, anybody):
    anybody.post(FORM, {"email": EMAIL})
    asked = Subscription.objects.get().asked_at

    tick(asked + timedelta(days=6))
    assert Subscription.objects.exists()
    tick(asked + timedelta(days=8))

    assert not Subscription.objects.exists()
    assert not Notice.objects.filter(to=EMAIL).exists()


def test_a_tick_draws_up_what_was_issued_and_goes_on_past_what_cannot_be(plan, as_role):
    edition = issued(plan, issued_at=later(1))
    broken = issued(plan, label="Broken", issued_at=later(2))
    broken.files.filter(suffix="json").update(content=b"{}")

    tick(later(3))

    assert Publication.objects.filter(edition=edition).exists()
    assert not Publication.objects.filter(edition=broken).exists()
    assert as_role(Role.BOARD).get(FORM).status_code == 200

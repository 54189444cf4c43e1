"""The page of editions is kept between two looks, and each reader has their own forms on it."""

import re
from collections.abc import Callable

import pytest
from django.test import Client

from headway.web.editions.models import Draft, Edition
from headway.web.people.models import Person, Role
from headway.web.plans.models import PlanRecord
from tests.web.conftest import NOON, signed_in

pytestmark = pytest.mark.django_db


def page(client: Client, plan: PlanRecord) -> str:
    return client.get(f"/plans/{plan.slug}/editions").content.decode()


def test_what_is_wrong_with_a_form_is_told_to_whoever_sent_it_and_to_nobody_else(
    client: Client, oxfordshire: PlanRecord
):
    before = page(client, oxfordshire)

    wrong = client.post(f"/plans/{oxfordshire.slug}/editions", {"label": "", "at": "2021-06-01"})

    assert wrong.status_code == 422
    assert "Give the edition a name" in wrong.content.decode()
    assert "Give the edition a name" not in before + page(client, oxfordshire)


def test_a_new_edition_shows_at_once_and_board_members_have_no_form(
    client: Client, oxfordshire: PlanRecord, appointed: Callable[..., Person]
):
    assert "No edition has been issued yet" in page(client, oxfordshire)

    Edition.objects.create(
        plan=oxfordshire, version=oxfordshire.versions.get(), at=NOON.date(), label="Spring",
        audience="board", issued_at=NOON,
    )  # fmt: skip

    assert "Spring" in page(client, oxfordshire)
    board = page(signed_in(appointed(Role.BOARD)), oxfordshire)
    assert "Spring" in board
    assert "Prepare a new edition" not in board


def test_a_kept_form_is_sent_with_its_readers_own_mark(officer: Person, oxfordshire: PlanRecord):
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(officer, backend="allauth.account.auth_backends.AuthenticationBackend")
    html = page(browser, oxfordshire)
    (mark,) = set(re.findall(r'csrfmiddlewaretoken" value="(\w+)"', html.partition("<main")[2]))
    sent = {"label": "Summer", "at": "2021-06-01", "audience": "board"}
    address = f"/plans/{oxfordshire.slug}/editions"

    assert browser.post(address, sent).status_code == 403
    assert browser.post(address, {**sent, "csrfmiddlewaretoken": mark}).status_code == 302
    assert Draft.objects.get().label == "Summer"

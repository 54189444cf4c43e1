"""An administrator makes tokens and webhooks in the browser; each secret is shown once."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from headway.web.api.models import Token, Webhook
from headway.web.people.models import Role
from headway.web.plans.models import PlanRecord
from tests.web.conftest import PHONE, WIDE, Onlooker, enter, read

pytestmark = pytest.mark.django_db

PROGRAMS = "/partnerships/partnership/programs"
TOKEN = {"name": "A dashboard", "role": "board", "scopes": ["plans.read"], "days": "90"}


@pytest.fixture
def administrator(as_role: Callable[..., Client], oxfordshire: PlanRecord) -> Client:
    return as_role(Role.ADMINISTRATOR)


def test_a_token_is_shown_once_and_works_until_it_is_revoked(administrator: Client):
    html = administrator.post(f"{PROGRAMS}/token", TOKEN).content.decode()
    [secret] = re.findall(r"hw_[\w-]{20,}", html)
    headers = {"Authorization": f"Bearer {secret}"}

    assert Client().get("/api/v1/plans", headers=headers).status_code == 200
    assert secret not in read(administrator, PROGRAMS)
    administrator.post(f"{PROGRAMS}/tokens/{Token.objects.get().pk}/revoke")
    assert Client().get("/api/v1/plans", headers=headers).status_code == 401
    assert "Revoked" in read(administrator, PROGRAMS)


def test_whoever_makes_a_token_is_told_what_no_token_sees(administrator: Client):
    assert "how many pupils are in the data and in no figure" in read(
        administrator, f"{PROGRAMS}/token"
    )


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"role": "public"}, "public editions and nothing else"),
        ({"role": "lead"}, "Choose the agency"),
        ({"scopes": ["figures.write"]}, "performance officer"),
        ({"scopes": []}, "Choose at least one"),
        ({"name": ""}, "Say what the token is for"),
    ],
)
def test_a_token_that_makes_no_sense_is_refused_in_words(
    administrator: Client, change: dict[str, Any], words: str
):
    answer = administrator.post(f"{PROGRAMS}/token", {**TOKEN, **change})

    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert not Token.objects.exists()


def test_a_webhook_is_made_and_ended(administrator: Client, settings: Any):
    settings.WEBHOOKS_PRIVATE = True
    address = "http://127.0.0.1:9/headway"

    html = administrator.post(
        f"{PROGRAMS}/webhook", {"address": address, "events": ["round.opened"]}
    ).content.decode()

    assert re.search(r"whs_[0-9a-f]{64}", html)
    assert address in read(administrator, PROGRAMS)
    administrator.post(f"{PROGRAMS}/webhooks/{Webhook.objects.get().pk}/end")
    assert "Nobody is told of anything yet." in read(administrator, PROGRAMS)


def test_an_address_of_the_own_network_is_refused_in_words(administrator: Client):
    answer = administrator.post(
        f"{PROGRAMS}/webhook", {"address": "https://10.0.0.1/", "events": ["round.opened"]}
    )

    assert answer.status_code == 422
    assert "not public" in answer.content.decode()


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
def test_the_pages_are_accessible_in_both_widths(
    onlooker: Onlooker,
    live_server: Any,
    appointed: Callable[..., Any],
    oxfordshire: PlanRecord,
    tmp_path: Any,
):
    enter(onlooker.page, appointed(Role.ADMINISTRATOR))
    onlooker.open(f"{live_server.url}{PROGRAMS}/token")
    onlooker.page.fill("#id_name", "A dashboard")
    onlooker.page.check("input[value=board]")
    onlooker.page.check("input[value='plans.read']")
    onlooker.page.click("text=Make the token")
    assert onlooker.complaints() == []

    for path in (PROGRAMS, f"{PROGRAMS}/token", f"{PROGRAMS}/webhook", "/api/v1/docs"):
        onlooker.open(f"{live_server.url}{path}", width=WIDE)
        assert onlooker.complaints() == [], path
        onlooker.narrow(PHONE)
        assert onlooker.complaints() == [], path
        name = path.strip("/").replace("/", "-")
        onlooker.page.screenshot(path=f"{tmp_path}/{name}.png")

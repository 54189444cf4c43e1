"""Second factors and passkeys as people use them, by a pretended authenticator."""

import re
from collections.abc import Callable, Iterator

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import (
    format_hotp_value,
    hotp_value,
    yield_hotp_counters_from_time,
)
from django.core.cache import cache
from playwright.sync_api import Browser, CDPSession, Page, expect
from pytest_django.live_server_helper import LiveServer

from headway.web.people.models import Person, Role
from tests.web.conftest import PHONE, WIDE, Onlooker
from tests.web.walking import PASSWORD

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

LIBRARYS_WORDS = re.compile(
    r"two-factor|third-party|security key|authenticat(e|ion)\b|log ?in\b|sign ?up\b"
    r"|recovery code is|reauthenticate|passwordless",
    re.IGNORECASE,
)


@pytest.fixture(autouse=True)
def _nobody_has_tried_yet() -> None:
    cache.clear()


@pytest.fixture
def bob(appointed: Callable[..., Person]) -> Person:
    """A lead with a password and nothing beside it."""
    person = appointed(Role.LEAD, email="bob@police.example", name="Bob")
    person.set_password(PASSWORD)
    person.save()
    return person


@pytest.fixture
def authenticator(page: Page) -> Iterator[tuple[CDPSession, str]]:
    """What holds passkeys in Bob's computer; it always says that it knows his finger."""
    protocol = page.context.new_cdp_session(page)
    protocol.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2", "transport": "internal", "hasResidentKey": True,
        "hasUserVerification": True, "isUserVerified": True, "automaticPresenceSimulation": True,
    }  # fmt: skip
    made = protocol.send("WebAuthn.addVirtualAuthenticator", {"options": options})
    yield protocol, made["authenticatorId"]
    protocol.send("WebAuthn.disable")


def sign_in(page: Page, live_server: LiveServer) -> None:
    page.goto(f"{live_server.url}/account/login/")
    page.get_by_label("E-mail address").fill("bob@police.example")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()


def sign_out(page: Page) -> None:
    page.get_by_role("button", name="Sign out", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Sign in")


def say_who_it_is(page: Page) -> None:
    if page.get_by_role("heading", level=1).inner_text() == "Is it you?":
        page.get_by_label("Password").fill(PASSWORD)
        page.get_by_role("button", name="Go on").click()


def look(onlooker: Onlooker) -> None:
    """At the page that just opened, at both widths, for faults and for the library's words."""
    onlooker.seen_anew()
    for width in (PHONE, WIDE):
        onlooker.narrow(width)
        assert onlooker.complaints() == []
    assert LIBRARYS_WORDS.findall(onlooker.page.locator("main").inner_text()) == []


def test_bob_adds_a_passkey_signs_in_by_it_and_removes_it(
    page: Page, live_server: LiveServer, bob: Person, authenticator: tuple[CDPSession, str]
):
    onlooker = Onlooker(page)
    sign_in(page, live_server)
    page.goto(f"{live_server.url}/account/2fa/")
    look(onlooker)
    page.get_by_role("button", name="Add a passkey").click()
    say_who_it_is(page)
    look(onlooker)

    page.get_by_label("What you call it").fill("Office laptop")
    page.get_by_label("Let it sign me in by itself").check()
    page.get_by_role("button", name="Add the passkey").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Your recovery codes")
    look(onlooker)
    sign_out(page)
    page.get_by_role("button", name="Sign in with a passkey").click()
    expect(page.get_by_text("Signed in as Bob")).to_be_visible()

    page.goto(f"{live_server.url}/account/2fa/webauthn/")
    look(onlooker)
    page.get_by_role("link", name="Rename Office laptop").click()
    say_who_it_is(page)
    page.get_by_label("What you call it").fill("Laptop")
    page.get_by_role("button", name="Save").click()
    page.get_by_role("link", name="Remove Laptop").click()
    look(onlooker)
    page.get_by_role("button", name="Remove it").click()
    expect(page.get_by_text("The passkey is removed.")).to_be_visible()
    assert not Authenticator.objects.filter(type="webauthn").exists()


def test_bob_is_told_where_his_passkey_is_not_used(
    page: Page, live_server: LiveServer, bob: Person, authenticator: tuple[CDPSession, str]
):
    protocol, held = authenticator
    protocol.send("WebAuthn.setUserVerified", {"authenticatorId": held, "isUserVerified": False})
    page.goto(f"{live_server.url}/account/login/")

    page.get_by_role("button", name="Sign in with a passkey").click()

    expect(page.get_by_role("alert")).to_contain_text("The passkey was not used.")


def test_bob_sets_up_an_app_and_signs_in_with_its_code_or_a_recovery_code(
    page: Page, live_server: LiveServer, bob: Person
):
    onlooker = Onlooker(page)
    sign_in(page, live_server)
    page.goto(f"{live_server.url}/account/2fa/totp/activate/")
    say_who_it_is(page)
    square = page.locator(".hw-qr svg")
    expect(square).to_be_visible()
    box = square.bounding_box()
    assert box is not None
    assert 150 < box["width"] == box["height"] < 330
    page.get_by_label("Code").fill("000000")
    page.get_by_role("button", name="Use this app").click()
    expect(page.get_by_role("alert")).to_contain_text("That code is not right.")
    look(onlooker)

    secret = page.locator(".hw-secret").inner_text()
    page.get_by_label("Code").fill(code_of(secret))
    page.get_by_role("button", name="Use this app").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Your recovery codes")
    spare = page.locator(".hw-secrets .hw-secret").first.inner_text()
    sign_out(page)
    sign_in(page, live_server)
    expect(page.get_by_role("heading", level=1)).to_have_text("Enter the code")
    look(onlooker)
    page.get_by_label("Code").fill(spare)
    page.get_by_role("button", name="Sign in", exact=True).click()

    expect(page.get_by_text("Signed in as Bob")).to_be_visible()


def test_without_scripts_bob_signs_in_with_password_and_code(
    browser: Browser, live_server: LiveServer, bob: Person
):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    sign_in(page, live_server)
    page.goto(f"{live_server.url}/account/2fa/totp/activate/")
    say_who_it_is(page)
    page.get_by_label("Code").fill(code_of(page.locator(".hw-secret").inner_text()))
    page.get_by_role("button", name="Use this app").click()
    spare = page.locator(".hw-secrets .hw-secret").first.inner_text()
    sign_out(page)
    sign_in(page, live_server)

    page.get_by_label("Code").fill(spare)
    page.get_by_role("button", name="Sign in", exact=True).click()

    expect(page.get_by_text("Signed in as Bob")).to_be_visible()
    context.close()


def code_of(secret: str) -> str:
    """What an app shows now that was given the secret."""
    counter = next(iter(yield_hotp_counters_from_time()))
    return str(format_hotp_value(hotp_value(secret, counter)))

"""Signing in by another organisation, over OpenID Connect, with a provider that really runs."""

from collections.abc import Iterator
from urllib.parse import parse_qs, urlsplit

import httpx
import oidc_provider_mock
import pytest
from django.core.cache import cache
from django.test import Client
from django.utils import timezone

from headway.web import environment
from headway.web.people import actions
from headway.web.people.models import Membership, Person, Role
from tests.web.conftest import read

pytestmark = pytest.mark.django_db


@pytest.fixture
def provider(settings) -> Iterator[str]:
    """A provider of identities on this computer; it believes whoever says who they are."""
    cache.clear()
    with oidc_provider_mock.run_server_in_thread(require_client_registration=False) as server:
        issuer = f"http://localhost:{server.server_port}"
        settings.SOCIALACCOUNT_PROVIDERS = environment.openid(
            {"HEADWAY_OIDC_ISSUER": issuer, "HEADWAY_OIDC_CLIENT": "headway",
             "HEADWAY_OIDC_SECRET": "secret", "HEADWAY_OIDC_NAME": "the council"}
        )  # fmt: skip
        yield issuer


def come_by(provider: str, email: str, *, verified: bool = True, name: str = "Bob Brown") -> Client:
    """Somebody who goes the whole way: to the provider, says who they are, and comes back."""
    claims = {"email": email, "email_verified": verified, "name": name}
    httpx.put(f"{provider}/users/{email}", json=claims).raise_for_status()
    client = Client(HTTP_HOST="localhost")
    away = client.post("/account/oidc/organisation/login/")
    assert away.status_code == 302
    assert away["Location"].startswith(provider)
    back = httpx.post(away["Location"], data={"sub": email})
    assert back.status_code == 302, back.text
    address = urlsplit(back.headers["Location"])
    assert "code" in parse_qs(address.query)
    client.last = client.get(f"{address.path}?{address.query}")  # type: ignore[attr-defined] # for the test
    return client


def test_alice_comes_in_by_her_organisation_into_the_account_she_has(provider, appointed):
    alice = appointed(Role.OFFICER, email="alice@council.example", name="Alice Archer")

    client = come_by(provider, "alice@council.example")

    assert "Alice Archer" in read(client, "/you")
    assert Person.objects.filter(email=alice.email).count() == 1


def test_bob_who_is_invited_joins_by_signing_in_there(provider, partnership, agency):
    actions.invite(
        partnership=partnership, email="bob@police.example", name="", role=Role.LEAD,
        agency=agency, by=None, at=timezone.now(),
    )  # fmt: skip

    client = come_by(provider, "bob@police.example")

    assert "Bob Brown" in read(client, "/you")
    [membership] = Membership.objects.filter(person__email="bob@police.example")
    assert membership.agency == agency


def test_eve_whom_nobody_invited_gets_no_account(provider, partnership):
    client = come_by(provider, "eve@elsewhere.example")

    assert not Person.objects.filter(email="eve@elsewhere.example").exists()
    assert client.get("/you").status_code == 302


def test_an_address_that_the_organisation_has_not_checked_opens_nobodys_account(
    provider, appointed
):
    appointed(Role.OFFICER, email="alice@council.example", name="Alice Archer")

    client = come_by(provider, "alice@council.example", verified=False)

    assert client.get("/you").status_code == 302


def test_the_sign_in_page_offers_the_organisation_by_its_name(provider):
    assert "Sign in with the council" in read(Client(), "/account/login/")


def test_an_issuer_without_a_client_stops_the_start_in_one_sentence():
    with pytest.raises(Exception, match="HEADWAY_OIDC_CLIENT must say"):
        environment.openid({"HEADWAY_OIDC_ISSUER": "https://login.example"})

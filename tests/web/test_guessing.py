"""Whoever guesses at a password or a code is stopped, in whichever process they are answered."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import (
    TOTP,
    format_hotp_value,
    generate_totp_secret,
    hotp_value,
    yield_hotp_counters_from_time,
)
from django.core.cache import cache
from django.core.cache.backends import locmem
from django.test import Client
from django.utils import timezone

from headway.web.people import actions
from headway.web.people.models import Person, Remembered, Role

pytestmark = pytest.mark.django_db

PASSWORD = "three words apart"  # noqa: S105 - of these tests alone
CODE_PAGE = "/account/2fa/authenticate/"


@pytest.fixture(autouse=True)
def _nobody_has_tried_yet(db) -> None:
    cache.clear()


@pytest.fixture
def alice(appointed: Callable[..., Person]) -> Person:
    """An administrator with a password."""
    person = appointed(Role.ADMINISTRATOR, email="alice@council.example", name="Alice Archer")
    person.set_password(PASSWORD)
    person.save()
    return person


@pytest.fixture
def secret(alice: Person) -> str:
    """What Alice's authenticator app knows."""
    made: str = generate_totp_secret()
    TOTP.activate(alice, made)
    RecoveryCodes.activate(alice)
    return made


def sign_in(client: Client, email: str, password: str = PASSWORD):
    return client.post("/account/login/", {"login": email, "password": password})


def code_now(secret: str) -> str:
    return str(format_hotp_value(hotp_value(secret, next(yield_hotp_counters_from_time()))))


def is_in(client: Client) -> bool:
    return client.get("/you").status_code == 200


def another_process() -> None:
    """Nothing of what this process alone remembers is known any more."""
    for kept in vars(locmem)["_caches"].values():
        kept.clear()


def test_who_knows_the_password_cannot_try_one_code_after_another(alice, secret):
    client = Client()
    sign_in(client, alice.email)
    right = code_now(secret)
    wrong = "000000" if right != "000000" else "000001"

    said = [client.post(CODE_PAGE, {"code": wrong}).content.decode() for _ in range(12)]
    client.post(CODE_PAGE, {"code": right})

    assert "not right" in said[0]
    assert "tried too often" in said[-1]
    assert not is_in(client)


def test_codes_tried_in_another_process_are_counted_with_these(alice, secret):
    client = Client()
    sign_in(client, alice.email)
    for _ in range(12):
        said = client.post(CODE_PAGE, {"code": "000000"}).content.decode()
        another_process()

    assert "tried too often" in said


def test_a_code_of_the_app_lets_in_once_and_in_no_other_process_again(alice, secret):
    code = code_now(secret)
    first, second = Client(), Client()
    for client in (first, second):
        sign_in(client, alice.email)

    first.post(CODE_PAGE, {"code": code})
    another_process()
    second.post(CODE_PAGE, {"code": code})

    assert is_in(first)
    assert not is_in(second)


def test_a_recovery_code_lets_in_once(alice, secret):
    codes = RecoveryCodes.activate(alice).get_unused_codes()
    first, second = Client(), Client()
    for client in (first, second):
        sign_in(client, alice.email)
        client.post(CODE_PAGE, {"code": codes[0]})

    assert is_in(first)
    assert not is_in(second)


def test_one_persons_password_is_not_guessed_from_ever_new_addresses(alice):
    for number in range(60):
        sign_in(Client(REMOTE_ADDR=f"192.0.2.{number}"), alice.email, f"guess {number}")
    answer = sign_in(Client(REMOTE_ADDR="198.51.100.1"), alice.email)

    assert "tried too often" in answer.content.decode()


def test_a_colleagues_mistakes_elsewhere_keep_nobody_out(alice):
    for number in range(20):
        sign_in(Client(REMOTE_ADDR=f"192.0.2.{number}"), alice.email, "mistyped")

    assert sign_in(Client(REMOTE_ADDR="198.51.100.1"), alice.email)["Location"] == "/"


def test_from_one_address_one_password_is_not_tried_on_everybody(alice):
    client = Client()
    for number in range(40):
        answer = sign_in(client, f"somebody-{number}@council.example", "Spring2026!")

    assert answer.status_code == 429
    assert "Too many attempts" in answer.content.decode()


def test_what_was_counted_is_erased_with_the_records_of_sign_ins(alice):
    sign_in(Client(), alice.email, "mistyped")
    assert Remembered.objects.exists()

    actions.forget_sign_ins(before=timezone.now() + timedelta(days=1))

    assert not Remembered.objects.exists()


def test_one_persons_mistakes_lock_out_nobody_else_of_the_same_office(alice, appointed):
    bob = appointed(Role.BOARD, email="bob@council.example")
    bob.set_password(PASSWORD)
    bob.save()
    for address in (alice.email, "ALICE@council.example", " Alice@council.example ") * 2:
        locked = sign_in(Client(), address, "mistyped")

    assert locked.status_code == 429
    assert sign_in(Client(), alice.email).status_code == 429
    assert sign_in(Client(), bob.email)["Location"] == "/"
    assert sign_in(Client(), alice.email).status_code == 429, "Bob's signing in opens nothing"

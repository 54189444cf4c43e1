"""The doctor names what is wrong with an installation, and what to do about it."""

from datetime import timedelta

import pytest
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.db import connection
from django.utils import timezone

from headway.web.audit import guards
from headway.web.notices.actions import beat
from headway.web.operations.doctoring import Finding, findings
from headway.web.people.models import Person, Role

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _no_mail_server(settings) -> None:
    settings.MAIL_SERVER = None


def said(words: str) -> Finding:
    found = [one for one in findings() if words in one.words]
    assert len(found) == 1, [one.words for one in findings()]
    return found[0]


def test_another_secret_key_is_named_before_anybody_is_kept_out(appointed, settings):
    alice: Person = appointed(Role.ADMINISTRATOR)
    TOTP.activate(alice, generate_totp_secret())
    assert not said("is the one that second factors").is_error

    settings.SECRET_KEY = "another"  # noqa: S105 - of this test alone

    found = said("is another than the one that second factors")
    assert found.is_error
    assert "backup" in found.remedy


def test_a_clock_that_is_doubted_is_named(db):
    beat(name="tick", at=timezone.now(), error="The clock jumped.")

    assert "NTP" in said("The clock jumped.").remedy


def test_a_worker_that_stands_still_is_named_with_since_when(db):
    beat(name="tick", at=timezone.now() - timedelta(days=3))

    assert said("ticked 3 days ago").is_error


def test_guards_of_the_trail_that_were_taken_down_are_named(db):
    guards.take_down(connection)

    assert "--restore-guards" in said("of its guards").remedy

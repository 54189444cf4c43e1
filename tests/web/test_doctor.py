"""The doctor names what is wrong with an installation, and what to do about it."""

import os
import socket
import subprocess
import sys
import time
from datetime import timedelta
from pathlib import Path

import pytest
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.db import connection
from django.utils import timezone

from headway.web.audit import guards
from headway.web.environment import MailServer
from headway.web.notices.actions import beat
from headway.web.notices.models import Notice, NoticeState
from headway.web.operations.doctoring import Finding, findings
from headway.web.people.models import Person, Role
from tests.web.mail_server import Postbox, free_port, own_certificate, smtp_server

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


@pytest.mark.parametrize(
    ("name", "value"), [("HEADWAY_MAIL", "mail.council.example"), ("HEADWAY_DATA", "/proc/nowhere")]
)
def test_a_setting_that_is_wrong_is_told_in_a_sentence(tmp_path: Path, name, value):
    surroundings = {**os.environ, "HEADWAY_DATA": str(tmp_path), name: value}

    done = subprocess.run(
        [sys.executable, "-m", "headway.web", "doctor"],
        env=surroundings, capture_output=True, text=True, check=False,
    )  # fmt: skip

    assert done.returncode == 2
    assert done.stderr.count("\n") == 1
    assert name in done.stderr


def test_a_database_without_tables_lacks_migrations_and_nobody_took_its_guards(tmp_path: Path):
    done = subprocess.run(
        [sys.executable, "-m", "headway.web", "doctor"],
        env={**os.environ, "HEADWAY_DATA": str(tmp_path), "HEADWAY_DATABASE": ""},
        capture_output=True, text=True, check=False,
    )  # fmt: skip

    assert done.returncode == 1
    assert "migrations" in done.stdout
    assert "ask who did it" not in done.stdout


def test_a_database_server_that_hangs_is_named_once_and_soon(tmp_path: Path):
    with socket.create_server(("127.0.0.1", 0)) as silent:
        port = silent.getsockname()[1]
        began = time.monotonic()
        done = subprocess.run(
            [sys.executable, "-m", "headway.web", "doctor"],
            env={
                **os.environ,
                "HEADWAY_DATA": str(tmp_path),
                "HEADWAY_DATABASE": f"postgresql://headway@127.0.0.1:{port}/headway",
            },
            capture_output=True, text=True, check=False, timeout=100,
        )  # fmt: skip

    assert time.monotonic() - began < 60
    assert done.returncode == 1
    assert done.stdout.count("WRONG") == 1
    assert "The database (PostgreSQL) does not answer." in done.stdout
    assert done.stderr == ""


def test_mails_that_were_given_up_are_counted_with_where_to_look(db):
    made = timezone.now()
    Notice.objects.create(
        key="one", kind="request", to="lead@police.example", made_at=made, due_at=made,
        state=NoticeState.FAILED, last_error="The mail server refused the address (550).",
    )  # fmt: skip

    assert "pages of their rounds" in said("1 mail is given up.").remedy


def test_guards_of_the_trail_that_were_taken_down_are_named(db):
    guards.take_down(connection)

    assert "--restore-guards" in said("of its guards").remedy


def test_a_mail_server_that_the_worker_would_not_believe_is_not_called_well(
    db, settings, tmp_path: Path
):
    port = free_port()
    server = smtp_server(Postbox(), port, own_certificate(tmp_path))
    server.start()
    settings.MAIL_SERVER = MailServer(host="127.0.0.1", port=port, is_tls=True)

    found = said(f"127.0.0.1:{port}")

    assert found.is_error
    assert "certificate cannot be relied on" in found.words
    server.stop()


def test_a_mail_server_that_answers_is_called_well(db, settings):
    port = free_port()
    server = smtp_server(Postbox(), port)
    server.start()
    settings.MAIL_SERVER = MailServer(host="127.0.0.1", port=port)

    assert said(f"The mail server 127.0.0.1:{port} answers.").remedy == ""
    server.stop()

"""What is forgotten: of a person who is erased everything, of the rest what is old enough."""

import os
from collections.abc import Callable, Iterator
from datetime import timedelta
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from axes.models import AccessAttempt
from django.apps import apps
from django.conf import settings as service
from django.contrib.sessions.models import Session
from django.core.management import call_command
from django.db import connection, models

from headway.web.api.models import Delivery, DeliveryState, Webhook
from headway.web.audit.models import Entry
from headway.web.audit.queries import verified
from headway.web.evidence.models import Job
from headway.web.notices import actions as notices
from headway.web.notices.models import Notice, NoticeState
from headway.web.operations.retention import FORGOTTEN, tick
from headway.web.people import actions as people
from headway.web.people.actions.invitations import ERASED
from headway.web.people.models import Agency, Invitation, Person, Role
from headway.web.plans.models import PlanRecord
from headway.web.public import subscribing
from headway.web.rounds.actions import make_link
from headway.web.rounds.models import PersonalLink, Request, Round
from tests.databases import CHECKOUT
from tests.web.answers_setting import round_of
from tests.web.conftest import NOON, signed_in

pytestmark = pytest.mark.django_db

EMAIL, NAME = "dora.quill@agency.example", "Dora Quill"
YEARS = timedelta(days=800)


@pytest.fixture
def dora(appointed: Callable[..., Person]) -> Person:
    return appointed(Role.LEAD, email=EMAIL, name=NAME)


@pytest.fixture
def asked(oxfordshire: PlanRecord, agency: Agency) -> Round:
    """A round that asks the agency for a row."""
    made = round_of(oxfordshire)
    Request.objects.create(round=made, agency=agency, row="permanent-exclusions", asked_at=NOON)
    return made


def cells() -> Iterator[tuple[str, str]]:
    """Everything that the database holds, with the name of its table."""
    with connection.cursor() as cursor:
        for model in apps.get_models(include_auto_created=True):
            table = model._meta.db_table
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")  # noqa: S608 - a table's own name
            for row in cursor.fetchall():
                for cell in row:
                    yield (
                        table,
                        bytes(cell).decode("latin-1")
                        if isinstance(cell, bytes | memoryview)
                        else str(cell),
                    )


def traces() -> set[str]:
    """Tables that still tell of Dora."""
    words = (EMAIL, NAME, "dora", "quill")
    return {table for table, cell in cells() if any(one in cell.casefold() for one in words)}


def test_of_somebody_who_is_erased_no_table_tells_any_more(
    dora: Person,
    officer: Person,
    asked: Round,
    agency: Agency,
):
    plan, partnership = asked.plan, agency.partnership
    signed_in(dora).post("/you", {"name": NAME})
    signed_in(dora).post("/account/login/", {"login": EMAIL, "password": "wrong"})
    people.invite(
        partnership=partnership, email=EMAIL, name=NAME, role=Role.BOARD, by=officer, at=NOON
    )
    make_link(round_id=asked.pk, agency_id=agency.pk, email=EMAIL.title(), by=officer, at=NOON)
    subscribing.ask(plan=plan, email=EMAIL, at=NOON)
    notices.queue(key="a", kind="request", to=EMAIL, subject=NAME, body=f"Dear {NAME}", at=NOON)
    before = traces()

    people.erase(person_id=dora.pk, by=officer, at=NOON, reason="On request")

    told = {"people_person", "notices_notice", "rounds_personallink", "public_subscription"}
    assert told <= before
    assert traces() == set()
    assert not Notice.objects.filter(state=NoticeState.DUE).exists(), "nothing more goes out"
    assert PersonalLink.objects.get().revoked_at is not None


def test_a_mailbox_and_a_letter_that_somebody_signed_forget_them_too(
    dora: Person, officer: Person, agency: Agency
):
    people.keep_agency(
        agency_id=agency.pk, name=agency.name, also_called=[], address=EMAIL.title(), by=officer,
        at=NOON,
    )  # fmt: skip
    notices.queue(
        key="c", kind="chaser", to=officer.email, subject="S", body=f"Late.\n\nSent by {NAME}.",
        at=NOON,
    )  # fmt: skip

    people.erase(person_id=dora.pk, by=officer, at=NOON)

    assert traces() == set()
    agency.refresh_from_db()
    assert agency.address == ""
    assert Notice.objects.get(key="c").body == "Late.\n\nSent by somebody who has left since."


def test_whoever_erases_is_told_where_the_trail_names_them_in_somebodys_words(
    dora: Person, officer: Person
):
    membership = dora.memberships.get()
    people.end_membership(
        membership_id=membership.pk, by=officer, at=NOON, reason=f"{NAME.upper()} has retired"
    )
    [entry] = Entry.objects.filter(verb="membership.ended")
    said = StringIO()

    call_command("erase_person", EMAIL, stdout=said)

    assert "named in what somebody wrote as a reason, or in what a record says." in said.getvalue()
    assert f"erase_words {entry.seq} --part reason" in said.getvalue()
    assert verified().entries == Entry.objects.count()


def test_what_others_are_sent_is_not_touched(dora: Person, officer: Person):
    notices.queue(key="b", kind="request", to=officer.email, subject="S", body="B", at=NOON)

    people.erase(person_id=dora.pk, by=officer, at=NOON)

    assert Notice.objects.get(key="b").state == NoticeState.DUE


def test_what_was_kept_long_enough_is_forgotten_once_a_day(
    officer: Person, asked: Round, agency: Agency, settings: Any, tmp_path: Path
):
    partnership = agency.partnership
    Session.objects.create(
        session_key="old", session_data="", expire_date=NOON - timedelta(days=400)
    )
    make_link(round_id=asked.pk, agency_id=agency.pk, email="new@agency.example", by=officer,
              at=NOON)  # fmt: skip
    PersonalLink.objects.update(made_at=NOON - YEARS, expires_at=NOON - YEARS + timedelta(days=1))
    Notice.objects.update(made_at=NOON - YEARS, state=NoticeState.SENT, sent_at=NOON - YEARS)
    webhook = Webhook.objects.create(
        partnership=partnership, address="https://a.example/", salt="s", made_at=NOON
    )
    for key, state in (("old", DeliveryState.SENT), ("due", DeliveryState.DUE)):
        Delivery.objects.create(
            webhook=webhook, key=key, event="ping", body="{}", state=state,
            made_at=NOON - YEARS, due_at=NOON, sent_at=NOON - YEARS,
        )  # fmt: skip

    for email in ("never@came.example", "still@asked.example"):
        people.invite(
            partnership=partnership, email=email, name="Nora Never", role=Role.BOARD, by=officer,
            at=NOON - (YEARS if "never" in email else timedelta(days=1)),
        )  # fmt: skip
    Notice.objects.filter(to__in=["never@came.example", "still@asked.example"]).delete()

    settings.DATA_FOLDER = tmp_path
    uploads = tmp_path / "uploads"
    uploads.mkdir()
    old = (NOON - timedelta(days=9)).timestamp()
    for name, changed in (("orphan", old), ("kept", old), ("being-uploaded", NOON.timestamp())):
        (uploads / name).touch()
        os.utime(uploads / name, (changed, changed))
    Job.objects.create(plan="p", key="k", what="load", kind="x", file="kept", started_at=NOON)

    assert tick(NOON) == [
        "retention: 1 records of sign-ins, 1 mails, 1 addresses of invitations, "
        "1 addresses of personal links, 1 deliveries to webhooks, 1 uploads that a kill left over "
        "and 0 people erased"
    ]

    assert tick(NOON + timedelta(hours=1)) == []
    assert len(tick(NOON + timedelta(days=1))) == 1
    assert Notice.objects.get().to == PersonalLink.objects.get().email == notices.ERASED
    assert [one.key for one in Delivery.objects.all()] == ["due"]
    asked_for = {one.email: one.name for one in Invitation.objects.all()}
    assert asked_for == {ERASED: "", "still@asked.example": "Nora Never"}
    assert {one.name for one in uploads.iterdir()} == {"kept", "being-uploaded"}
    assert not Person.objects.filter(erased_at__isnull=False).exists()


def test_the_command_does_the_same_at_once(dora: Person):
    dora.created_at = NOON - YEARS
    dora.save()
    dora.memberships.update(since=NOON - YEARS, until=NOON - YEARS + timedelta(days=1))
    AccessAttempt.objects.create(username=EMAIL, failures_since_start=1)
    said = StringIO()

    call_command("erase_old", stdout=said)

    assert "1 people erased" in said.getvalue()
    assert traces() == set()


HELD = {
    "account.EmailAddress": "name, e-mail address, roles",
    "axes.AccessAttempt": "network address",
    "axes.AccessFailureLog": "network address",
    "axes.AccessLog": "network address",
    "evidence.Job": "agencies' own files",
    "imports.Import": "documents of plans",
    "notices.Notice": "e-mails: address and words",
    "people.Agency": "mailbox",
    "people.Invitation": "invitations",
    "people.Person": "name, e-mail address, roles",
    "public.Subscription": "asked to be told of new editions",
    "rounds.PersonalLink": "holders of personal links",
    "usersessions.UserSession": "browser",
}
"""What holds an address of somebody, or a file of theirs, and the words that the assessment has."""


def test_whoever_assesses_data_protection_reads_of_every_table_that_holds_an_address_or_a_file():
    told = (CHECKOUT / "docs/reference/dpia-starter.md").read_text(encoding="utf-8")
    kinds = (models.EmailField, models.GenericIPAddressField, models.FileField)

    holding = {
        model._meta.label
        for model in apps.get_models()
        if any(isinstance(one, kinds) for one in model._meta.get_fields())
        or {"to", "email"} & {one.name for one in model._meta.get_fields()}
    }

    assert holding == set(HELD)
    assert [one for one in HELD.values() if one not in told] == []


def test_everything_that_is_forgotten_after_days_has_its_setting():
    for _, setting, forget in FORGOTTEN:
        assert getattr(service, setting) > 0
        assert callable(forget)

"""The log tells what happened and never to whom, whatever is typed, sent or followed."""

import io
import json
import logging
import re
import sys
from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client, RequestFactory
from django.urls import resolve
from django.utils import timezone

from headway.web.api.actions.tokens import make_token
from headway.web.api.actions.webhooks import make_webhook
from headway.web.api.models import Event, Scope
from headway.web.notices import actions as notices
from headway.web.notices.models import Notice
from headway.web.notices.senders import chosen
from headway.web.notices.ticking import tick
from headway.web.operations.logs import JsonFormatter
from headway.web.people import actions as people
from headway.web.people.models import Agency, Person, Role
from headway.web.plans.models import PlanRecord
from headway.web.rounds.actions import make_link
from headway.web.site.refusals import RefusalMiddleware
from tests.web.answers_setting import ask, round_of
from tests.web.conftest import NOON, signed_in
from tests.web.mail_server import free_port
from tests.web.test_notices import box

__all__ = ["box"]


def line(record: logging.LogRecord) -> dict[str, object]:
    told: dict[str, object] = json.loads(JsonFormatter().format(record))
    return told


def test_a_line_of_the_log_holds_nobodys_address_and_nothing_that_was_typed():
    try:
        raise ValueError("Key (email)=(dora@agency.example) Dora Smith")
    except ValueError:
        failed = logging.LogRecord(
            "headway.x", logging.ERROR, "", 1, "to %s", ("dora@agency.example",), sys.exc_info()
        )
    asked = logging.LogRecord(
        "django.request", logging.WARNING, "", 1, "%s: %s", ("Not Found", "/join/secret"), None
    )
    asked.request = RequestFactory().get("/join/secret")

    assert line(failed)["message"] == "to [address]"
    assert line(failed)["error"] == "ValueError"
    assert "Dora" not in json.dumps(line(failed))
    assert "dora" not in json.dumps(line(failed))
    assert "secret" not in json.dumps(line(asked))
    assert line(asked)["message"] == "Not Found"


@pytest.mark.parametrize(
    ("name", "words", "given", "told"),
    [
        ("gunicorn.error", "Invalid request from ip=192.0.2.7: dora", (), "Invalid request"),
        ("gunicorn.error", "Failed at %s", ("/join/token",), "Failed at %s"),
        ("gunicorn.error", "WORKER TIMEOUT (pid:%s)", (7,), "WORKER TIMEOUT (pid:7)"),
        ("django.security.X", "What dora typed", (), "refused"),
        ("django.request", "%s: %s", ("Not Found", "/join/token"), "Not Found"),
        ("axes.handlers", "AXES: Login failed by %s.", ("dora",), "AXES: Login failed by %s."),
        ("headway.x", "%s is open", ("Term 2",), "Term 2 is open"),
    ],
)  # fmt: skip
def test_of_a_librarys_line_only_its_own_words_and_numbers_are_told(name, words, given, told):
    made = logging.LogRecord(name, logging.WARNING, "", 1, words, given, None)

    assert line(made)["message"] == told


# ------------------------------------------------------------------------------------- journeys

PASSWORD = "hunter22-and-a-horse"  # noqa: S105 - of this test alone
TYPED = "Quill, Dora (Cowley)"
FORBIDDEN = ("dora", "quill", "cowley", "hunter22", "192.0.2.77", "?", "127.0.0.1")
"""Parts of a name, an address, a password, a query string and a network address."""


@pytest.fixture
def log(settings: Any) -> Iterator[io.StringIO]:
    """What the service writes, with a line for each request."""
    settings.LOG_LEVEL = "INFO"
    written = io.StringIO()
    handler = logging.StreamHandler(written)
    handler.setFormatter(JsonFormatter())
    root, levels = logging.getLogger(), {}
    for logger in (root, logging.getLogger("django")):
        levels[logger] = logger.level
        logger.setLevel(logging.INFO)
    root.addHandler(handler)
    yield written
    root.removeHandler(handler)
    for logger, level in levels.items():
        logger.setLevel(level)


@pytest.fixture
def dora(appointed: Callable[..., Person]) -> Person:
    made = people.make_person(
        email="dora.quill@agency.example", name="Dora Quill", password=PASSWORD, by=None, at=NOON
    )
    return appointed(Role.LEAD, email=made.email)


def lines_of(log: io.StringIO) -> list[dict[str, Any]]:
    """Each line is JSON."""
    return [json.loads(one) for one in log.getvalue().splitlines()]


def nobody_is_told_of(log: io.StringIO, *more: str) -> None:
    for one in log.getvalue().splitlines():
        for word in (*FORBIDDEN, *more):
            assert word.casefold() not in one.casefold(), one


@pytest.mark.django_db
def test_signing_in_wrongly_rightly_and_locked_out(log, dora):
    anybody = Client(REMOTE_ADDR="192.0.2.77")
    for password in ("wrong", "wrong", "wrong", "wrong", "wrong", PASSWORD):
        anybody.post("/account/login/?next=/?dora", {"login": dora.email, "password": password})
    Client().post("/account/login/", {"login": dora.email, "password": PASSWORD})
    anybody.post("/account/password/reset/", {"email": dora.email})

    assert len(lines_of(log)) >= 8
    nobody_is_told_of(log)


@pytest.mark.django_db
def test_whoever_comes_by_a_personal_link_and_answers(
    log, dora, officer, oxfordshire: PlanRecord, agency: Agency
):
    round_ = round_of(oxfordshire)
    round_.closes_on = timezone.localdate() + timedelta(days=30)
    round_.save()
    [asked] = ask(round_, agency, ["permanent-exclusions"])
    make_link(
        round_id=round_.pk, agency_id=agency.pk, email=dora.email, by=officer, at=timezone.now()
    )
    [letter] = Notice.objects.filter(kind="link")
    [token] = re.findall(r"/follow/([\w-]+)|/answer/([\w-]+)|/link/([\w-]+)", letter.body) or [
        re.findall(r"https?://\S+/(\S+)", letter.body)
    ]
    token = next(one for one in token if one)
    [address] = re.findall(rf"http://127[^/]+(/\S*{token})", letter.body)
    holder = Client()
    holder.get(address)
    holder.post(address)
    Client().get(address[:-1] + "x")
    prefix = f"r{asked.pk}-"
    sent = {f"{prefix}kind": "figures", f"{prefix}based_on": 0, f"{prefix}words": TYPED}
    holder.post(f"/rounds/{round_.key}/answer/{asked.pk}/save", sent)
    holder.post(f"/rounds/{round_.key}/answer?q={TYPED}", {**sent, "do": "sign"})
    signed_in(dora).post(f"/rounds/{round_.key}/answer", {**sent, "do": "sign"})

    assert len(lines_of(log)) >= 5
    nobody_is_told_of(log, token, token[:-1])


def test_a_page_that_cannot_be_made_is_told_by_the_kind_of_its_refusal(log):
    refusing = RefusalMiddleware(lambda request: HttpResponse())
    request = RequestFactory().post(f"/plans/{TYPED}/?dora", {"name": TYPED})
    request.resolver_match = resolve("/plans/slug/")

    answer = refusing.process_exception(request, people.PeopleError(f"{TYPED} has left."))

    assert answer is not None
    assert TYPED in answer.content.decode()
    [told] = lines_of(log)
    assert (told["message"], told["route"]) == ("refused: PeopleError", "/plans/<slug:slug>/")
    nobody_is_told_of(log)


@pytest.mark.django_db
def test_what_is_refused_is_told_by_its_kind_and_not_in_its_words(
    log, client: Client, dora, oxfordshire: PlanRecord, partnership
):
    programs = f"/partnerships/{partnership.slug}"
    client.post(f"{programs}/people/invite", {"email": "dora quill", "name": TYPED})
    client.post("/plans/oxfordshire/editions", {"label": TYPED, "at": "2020-05-31"})
    client.get(f"/plans/oxfordshire/search?q={TYPED}")
    client.get(f"/plans/{TYPED}/")
    client.get("/join/a-token-of-dora")
    lead = partnership.memberships.get(person=dora)
    client.post(
        f"{programs}/people/{lead.pk}/delegate",
        {"to": "4711", "begins": "dora", "ends": "quill"},
    )

    nobody_is_told_of(log)


@pytest.mark.django_db
def test_programs_and_what_they_are_told(
    log, officer, oxfordshire: PlanRecord, partnership, settings
):
    settings.WEBHOOKS_PRIVATE = True
    _, secret = make_token(
        partnership=partnership, name=TYPED, scopes=list(Scope), role=Role.OFFICER,
        lasts=timedelta(days=1), by=officer, at=timezone.now(),
    )  # fmt: skip
    address = f"http://localhost:{free_port()}/dora-quill?key=secret-of-quill"
    _, signing = make_webhook(
        partnership=partnership, address=address, events=list(Event), by=officer,
        at=timezone.now(),
    )  # fmt: skip
    program = Client(headers={"Authorization": f"Bearer {secret}"})
    program.get("/api/v1/plans/oxfordshire/observations?row=dora")
    program.get("/api/v1/plans/dora/observations?row=dora")
    program.post("/api/v1/plans/oxfordshire/observations.csv", TYPED, content_type="text/csv")
    Client(headers={"Authorization": "Bearer hw_dora"}).get("/api/v1/plans")

    tick(timezone.now())

    told = [one["message"] for one in lines_of(log)]
    assert any("webhook" in one for one in told)
    nobody_is_told_of(log, secret, signing, "secret-of-quill")


@pytest.mark.django_db
def test_mail_that_is_refused(log, box, dora):
    box.recipient = "550 no dora.quill@agency.example here, said Cowley"
    notices.queue(key="a", kind="request", to=dora.email, subject=TYPED, body=TYPED, at=NOON)
    sender = chosen()
    assert sender is not None

    notices.send_due(sender, clock=timezone.now)
    box.recipient = "451 not now, Quill"
    notices.queue(key="b", kind="request", to=dora.email, subject=TYPED, body=TYPED, at=NOON)
    notices.send_due(sender, clock=timezone.now)
    sender.close()

    nobody_is_told_of(log)


@pytest.mark.django_db
def test_a_tick_in_which_something_fails(log, dora, settings, partnership, appointed):
    administrator = appointed(Role.ADMINISTRATOR, email="quill@x.example", name="A. Quill")
    administrator.memberships.update(until=None)
    settings.TICKS = ("tests.web.test_logs.failing", "headway.web.operations.retention.tick")

    for said in tick(timezone.now()):
        logging.getLogger("headway.web.notices.working").info("%s", said)

    assert any(one.get("error") == "PeopleError" for one in lines_of(log))
    nobody_is_told_of(log)


def failing(now: Any) -> list[str]:
    raise people.PeopleError("Dora Quill is the last administrator.")

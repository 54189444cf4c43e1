"""
A program that kills the service with SIGKILL, again and again, and counts what was lost or doubled.

    python -m tests.faults.killing KILLS [SEED]

It works on the database that HEADWAY_DATABASE names. Each time somebody saves, submits or signs an
answer or issues an edition by the service's own pages, or the worker sends a mail to a real mail
server; the process is killed at a moment drawn from the time that the same takes undisturbed. What
is in the database must then be whole or not there, and what was acknowledged must be there. Then
the same is done again, as people and workers do, and must be there once.
"""

import os
import random
import select
import signal
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from typing import Any

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "headway.web.settings")

import django

LONGEST = 60.0
SHARE = {"save": 6, "submit": 6, "sign": 6, "send": 6, "issue": 1}
"""How often each is killed: an edition takes a hundred times as long to make."""


@dataclass
class World:
    """Whom it happens to, and the mail server."""

    client: Any = None
    plan: Any = None
    agency: Any = None
    person: Any = None
    box: Any = None


WORLD = World()


def main(kills: int, seed: int) -> int:
    """Set up, kill, count; 1 where anything was lost, doubled or half done."""
    django.setup()
    from django.conf import settings
    from django.core.management import call_command
    from django.db import connections

    settings.ALLOWED_HOSTS = ["testserver"]
    call_command("migrate", verbosity=0)
    server = _mail_server()
    _set_up()
    chance = random.Random(seed)  # noqa: S311 - which moments are tried, and no secret
    deeds = [name for name, share in SHARE.items() for _ in range(share)]
    took: dict[str, list[float]] = {}
    faults: list[str] = []
    killed = 0
    number = 0
    per_deed: dict[str, int] = {}
    while killed < kills:
        number += 1
        name = "issue" if number == 2 else chance.choice(deeds)
        deed = DEEDS[name]
        deed.prepare(number)
        connections.close_all()
        known = took.setdefault(name, [])
        if len(known) < 2:  # undisturbed, to learn how long it takes
            began = time.perf_counter()
            child(partial(deed.do, number), None)
            known.append(time.perf_counter() - began)
        else:
            was_killed, acknowledged = child(
                partial(deed.do, number), chance.uniform(0, 1.05 * max(known))
            )
            killed += was_killed
            per_deed[name] = per_deed.get(name, 0) + was_killed
            there = deed.there(number)
            if there not in (0, 1):
                faults.append(f"{name} {number}: half or twice after the kill ({there})")
            if acknowledged and there == 0:
                faults.append(f"{name} {number}: lost, though it was acknowledged")
            connections.close_all()
            child(partial(deed.do, number), None)
        if (there := deed.there(number)) != 1:
            faults.append(f"{name} {number}: there {there} times at the end")
        connections.close_all()
    server.stop()
    faults += _mails() + _trail()
    for one in faults:
        print(one)
    print(f"kills={killed} faults={len(faults)} unknowable={UNKNOWABLE[0]} seed={seed} {per_deed}")
    return 1 if faults else 0


UNKNOWABLE = [0]


def child(do: Callable[[], None], killed_after: float | None) -> tuple[bool, bool]:
    """Do it in a process of its own: whether that was killed, and whether it had acknowledged."""
    reading, writing = os.pipe()
    process = os.fork()
    if process == 0:
        status = 1
        try:
            do()
            os.write(writing, b"done")
            status = 0
        finally:
            os._exit(status)
    os.close(writing)
    ready, _, _ = select.select(
        [reading], [], [], LONGEST if killed_after is None else killed_after
    )
    if not ready:
        os.kill(process, signal.SIGKILL)
    _, status = os.waitpid(process, 0)
    acknowledged = os.read(reading, 10) == b"done"
    os.close(reading)
    if killed_after is None and not acknowledged:
        raise SystemExit("what nobody disturbed was not done")
    return os.WIFSIGNALED(status), acknowledged


def _mail_server() -> Any:
    from django.conf import settings

    from headway.web.environment import MailServer
    from tests.web.mail_server import Postbox, free_port, smtp_server

    WORLD.box = Postbox()
    port = free_port()
    settings.MAIL_SERVER = MailServer(host="127.0.0.1", port=port)
    server = smtp_server(WORLD.box, port)
    server.start()
    return server


def _set_up() -> None:
    from django.test import Client

    from headway import planfile
    from headway.web.people import actions as people
    from headway.web.people.models import Role
    from headway.web.plans import queries
    from headway.web.plans.actions import save_version
    from tests.web.answers_setting import NOW

    within = people.only_partnership(at=NOW)
    text = planfile.example_path().read_text(encoding="utf-8")
    WORLD.plan = save_version(text=text, reason="", at=NOW, partnership=within).plan
    queries.newest(WORLD.plan.slug)  # so that children need not read it
    WORLD.agency = within.agencies.create(name="Agency")
    WORLD.person = people.make_person(email="lead@agency.example", name="L", by=None, at=NOW)
    for role, agency in ((Role.LEAD, WORLD.agency), (Role.OFFICER, None)):
        people.appoint(
            person=WORLD.person, partnership=within, role=role, agency=agency, by=None, at=NOW
        )
    WORLD.client = Client()
    WORLD.client.force_login(
        WORLD.person, backend="allauth.account.auth_backends.AuthenticationBackend"
    )
    WORLD.client.get(f"/plans/{WORLD.plan.slug}/")


# -------------------------------------------------------------------------------- answering


def ask(number: int) -> None:
    """A round of its own with one request, answered as far as what is to be done begins."""
    from tests.web.answers_setting import ask as asked
    from tests.web.answers_setting import round_of

    made = round_of(WORLD.plan, label=f"Round {number}", key=f"k{number}")
    asked(made, WORLD.agency, ["permanent-exclusions"])


def ask_and_save(number: int) -> None:
    """As `ask`, with a draft in it."""
    ask(number)
    save(number)


def request_of(number: int) -> Any:
    """The one request of that round."""
    from headway.web.rounds.models import Request

    return Request.objects.get(round__key=f"k{number}")


def save(number: int) -> None:
    """Save the draft, as the page does while one types."""
    one = request_of(number)
    prefix = f"r{one.pk}-"
    sent = {f"{prefix}kind": "figures", f"{prefix}based_on": 0, f"{prefix}words": f"W {number}."}
    answer = WORLD.client.post(f"/rounds/k{number}/answer/{one.pk}/save", sent)
    assert answer.status_code == 200, answer.content[:500]


def step(verb: str, number: int) -> None:
    """Submit or sign, as the page's buttons do."""
    from headway.web.answers.models import Answer

    one = request_of(number)
    prefix = f"r{one.pk}-"
    revision = Answer.objects.get(request=one).revision
    sent = {f"{prefix}kind": "no_change", f"{prefix}based_on": revision, "do": verb}
    sent[f"{prefix}words"] = f"W {number}."
    answer = WORLD.client.post(f"/rounds/k{number}/answer", sent)
    assert answer.status_code < 500, answer.content[:500]
    assert answered(PAST[verb], number) == 1


PAST = {"submit": "submitted", "sign": "signed"}


def answered(what: str, number: int) -> int:
    """
    How often a step was taken by the answer's own words, its versions and the trail.

    -1 where they do not agree: something is half done.
    """
    from headway.web.answers.models import Answer
    from headway.web.audit.models import Entry

    found = Answer.objects.filter(request__round__key=f"k{number}").first()
    versions = found.versions.filter(what=what).count() if found else 0
    key = str(found.pk) if found else ""
    entries = Entry.objects.filter(verb=f"answer.{what}", key=key).count()
    if what == "saved":
        stands = int(bool(found and found.words == f"W {number}."))
    else:
        stands = int(bool(found and found.state == what))
    if found and found.versions.count() != found.revision:
        return -1
    return versions if versions == entries and stands == min(versions, 1) else -1


# ---------------------------------------------------------------------------------- issuing


def make_ready(number: int) -> None:
    """A draft with nothing in its way."""
    from django.utils import timezone

    from headway.web.editions.actions import prepare
    from headway.web.editions.models import Audience
    from tests.web.issuing import accept_open

    now = timezone.now()
    draft = prepare(
        slug=WORLD.plan.slug, at=now.date(), label=f"Edition {number}", audience=Audience.BOARD,
        by=WORLD.person, now=now,
    )  # fmt: skip
    accept_open(draft, at=now, by=WORLD.person)


def issue(number: int) -> None:
    """Issue it, as the page's button does; whoever finds it issued already comes to the edition."""
    from headway.web.editions.models import Draft

    draft = Draft.objects.get(label=f"Edition {number}")
    address = f"/plans/{WORLD.plan.slug}/editions/drafts/{draft.pk}/issue"
    answer = WORLD.client.post(address)
    assert answer.status_code == 302, answer.content[:500]
    assert "/drafts/" not in answer["Location"]


def issued(number: int) -> int:
    """How many there are; -1 where one is half."""
    import hashlib

    from headway.web.audit.models import Entry
    from headway.web.editions.models import Edition

    found = list(Edition.objects.filter(label=f"Edition {number}"))
    keys = [str(one.pk) for one in found]
    entries = Entry.objects.filter(verb="edition.issued", key__in=keys).count()
    for one in found:
        files = list(one.files.all())
        if len(files) < 5 or any(
            hashlib.sha256(bytes(file.content)).hexdigest() != file.sha256 for file in files
        ):
            return -1
    return len(found) if entries == len(found) else -1


# ---------------------------------------------------------------------------------- sending


def queue(number: int) -> None:
    """A notice that is due."""
    from django.utils import timezone

    from headway.web.notices import actions

    actions.queue(
        key=f"kill-{number}", kind="test", to="a@b.example", subject=f"kill-{number}",
        body="Words", at=timezone.now() - timedelta(seconds=1),
    )  # fmt: skip


def send(number: int) -> None:
    """What the worker does: tick, and send what is due."""
    from django.utils import timezone

    from headway.web.notices import actions
    from headway.web.notices.senders import chosen

    sender = chosen()
    assert sender is not None
    while actions.send_due(sender, clock=timezone.now):
        pass


def sent(number: int) -> int:
    """Whether it is written down that it was sent."""
    from headway.web.notices.models import Notice

    one = Notice.objects.get(key=f"kill-{number}")
    return int(one.state == "sent")


def _mails() -> list[str]:
    """Mails that never came, or came twice where it could be known that they had come."""
    from headway.web.notices.models import Notice

    came = [str(mail["Subject"]) for mail in WORLD.box.mails]
    faults = []
    for one in Notice.objects.filter(kind="test"):
        times = came.count(one.key)
        handed_before = one.attempts > 1
        if times == 0:
            faults.append(f"{one.key}: lost")
        elif times > 1 and handed_before and one.handed_at is not None:
            UNKNOWABLE[0] += 1  # between the server's answer and our writing it down
        elif times > 1:
            faults.append(f"{one.key}: came {times} times")
    return faults


def _trail() -> list[str]:
    """Whether the audit trail is whole."""
    from django.core.management import call_command

    try:
        call_command("audit_verify", stdout=open(os.devnull, "w", encoding="utf-8"))  # noqa: PTH123, SIM115 - ends with the program
    except SystemExit as ended:
        return ["the audit trail is broken"] if ended.code else []
    return []


@dataclass(frozen=True)
class Deed:
    """What is prepared, done, and found afterwards: 0 or 1 times, or -1 for something half."""

    prepare: Callable[[int], None]
    do: Callable[[int], None]
    there: Callable[[int], int]


DEEDS = {
    "save": Deed(ask, save, partial(answered, "saved")),
    "submit": Deed(ask_and_save, partial(step, "submit"), partial(answered, "submitted")),
    "sign": Deed(ask_and_save, partial(step, "sign"), partial(answered, "signed")),
    "issue": Deed(make_ready, issue, issued),
    "send": Deed(queue, send, sent),
}


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 1))

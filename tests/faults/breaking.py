"""
A program in which the service meets what happens to machines, and says what came of it.

    python -m tests.faults.breaking locked|full|limit|disk

It works on the database that HEADWAY_DATABASE names and the folder that HEADWAY_DATA names, by the
service's own pages and worker. `locked`: somebody else holds what it wants to change. `full`: the
database takes no further page. `limit`: no file may grow. `disk`: the file system has no room left;
it must be a small one. While that lasts, and again afterwards, somebody saves an answer, attaches
a file, uploads a document and the worker sends mail. A line of JSON says what each came to.
"""

import io
import json
import os
import resource
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from threading import Event
from typing import Any

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "headway.web.settings")

import django

from tests.small_plan import SMALL_PLAN

LARGE = "word " * 15_000
SMALL_FILE, DOCUMENT = 400_000, 4_000_000


@dataclass
class Place:
    """Whom it happens to, and where."""

    client: Any
    request: Any
    lead: Any
    box: Any
    folder: Path


def main(how: str) -> None:
    """Meet it, then be rid of it."""
    django.setup()
    from django.conf import settings
    from django.db import connection

    settings.ALLOWED_HOSTS = ["testserver"]
    options = connection.settings_dict["OPTIONS"]  # nobody waits 20 seconds in a test
    if connection.vendor == "sqlite":
        options["timeout"] = 0.3
    else:
        options["options"] = "-c lock_timeout=300ms"
    place = _set_up()
    hinder = {"locked": locked, "full": full, "limit": limit, "disk": disk}[how]
    _queue("before")
    with hinder(place):
        hindered = _all(place)
        hindered["left"] = _left(place)
    after = _all(place)
    after["left"] = _left(place)
    print(json.dumps({"hindered": hindered, "after": after}), flush=True)


# ------------------------------------------------------------------------------- what happens


@contextmanager
def locked(place: Place) -> Iterator[None]:
    """Somebody else writes, and does not come to an end."""
    from django.conf import settings
    from django.db import connection

    if connection.vendor == "sqlite":
        import sqlite3

        other: Any = sqlite3.connect(settings.DATABASES["default"]["NAME"], isolation_level=None)
        other.execute("BEGIN IMMEDIATE")
    else:
        import psycopg

        other = psycopg.connect(os.environ["HEADWAY_DATABASE"])
        for table in ("answers_answer", "imports_import", "notices_notice", "rounds_request"):
            other.execute(f"LOCK TABLE {table} IN EXCLUSIVE MODE")
    try:
        yield
    finally:
        other.rollback() if connection.vendor != "sqlite" else other.execute("ROLLBACK")
        other.close()


@contextmanager
def full(place: Place) -> Iterator[None]:
    """The database has as many pages as it may have."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("PRAGMA page_count")
        cursor.execute(f"PRAGMA max_page_count = {cursor.fetchone()[0]}")
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA max_page_count = 1000000000")


@contextmanager
def limit(place: Place) -> Iterator[None]:
    """No file may be larger than a little: what a quota does."""
    hard = resource.getrlimit(resource.RLIMIT_FSIZE)[1]
    resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (hard, hard))


@contextmanager
def disk(place: Place) -> Iterator[None]:
    """Something else has filled the disk."""
    filler = place.folder / "filler"
    with filler.open("wb", buffering=0) as file, suppress(OSError):
        while True:
            file.write(bytes(4096))
    try:
        yield
    finally:
        filler.unlink()


# ------------------------------------------------------------------------------- what is done


def _all(place: Place) -> dict[str, Any]:
    """Each thing once, and what it came to."""
    return {
        "read": _told(place.client.get("/plans/small/")),
        "saved": _saved(place),
        "attached": _attached(place),
        "uploaded": _uploaded(place),
        "mails": _worked(place),
    }


def _saved(place: Place) -> list[Any]:
    from headway.web.answers.models import Answer

    prefix = f"r{place.request.pk}-"
    known = Answer.objects.filter(request=place.request).first()
    sent = {
        f"{prefix}kind": "figures",
        f"{prefix}based_on": known.revision if known else 0,
        f"{prefix}words": LARGE,
    }
    return _told(place.client.post(f"/rounds/key/answer/{place.request.pk}/save", sent))


def _attached(place: Place) -> str:
    from django.utils import timezone

    from headway.web.answers.actions import By, add_file
    from headway.web.site.hindrances import hindrance

    try:
        add_file(
            request_id=place.request.pk, name="minutes.txt", content=os.urandom(SMALL_FILE),
            by=By(person=place.lead), at=timezone.now(),
        )  # fmt: skip
    except Exception as error:  # noqa: BLE001 - whatever it is, a page would say it
        found = hindrance(error)
        return found.words if found else repr(error)
    return "attached"


def _uploaded(place: Place) -> list[Any]:
    file = io.BytesIO(b"x" * DOCUMENT)
    file.name = "plan.csv"
    return _told(place.client.post("/import/", {"file": file, "document": file}))


def _worked(place: Place) -> int:
    """The worker's own loop, twice; how many mails have come in all."""
    from headway.web.notices.working import work

    class Stop(Event):
        turns = 0

        def wait(self, timeout: float | None = None) -> bool:
            self.turns += 1
            if self.turns == 2:
                self.set()
            return True

    work(Stop(), tick_seconds=0, pause=0)
    return len(place.box.mails)


def _told(answer: Any) -> list[Any]:
    """Its status, its heading or first words, and whether it is a page for people."""
    text = b"".join(answer).decode() if answer.streaming else answer.content.decode()
    heading = text.partition("<h1")[2].partition(">")[2].partition("<")[0].strip()
    said = [one for one in WORDS if one in text]
    return [answer.status_code, heading, *said, *(["TRACEBACK"] if "Traceback" in text else [])]


WORDS = (
    "is busy, or does not answer",
    "disk of the service is full",
    "cannot write to its disk",
)


def _left(place: Place) -> dict[str, Any]:
    """What is in the database and the folder, and whether all of it is whole."""
    from headway.web.answers.models import Answer, EvidenceFile
    from headway.web.audit.queries import verified
    from headway.web.imports.models import Import
    from headway.web.notices.models import Notice

    answer = Answer.objects.filter(request=place.request).first()
    uploads = place.folder / "uploads"
    return {
        "words": len(answer.words) if answer else 0,
        "versions_agree": answer is None or answer.versions.count() == answer.revision,
        "files": EvidenceFile.objects.count(),
        "imports": Import.objects.count(),
        "uploads": len(list(uploads.iterdir())) if uploads.is_dir() else 0,
        "due": Notice.objects.filter(state="due").count(),
        "sent": Notice.objects.filter(state="sent").count(),
        "entries": verified().entries,
    }


def _queue(key: str) -> None:
    from django.utils import timezone

    from headway.web.notices import actions

    actions.queue(
        key=key, kind="test", to="a@b.example", subject=key, body="Words",
        at=timezone.now() - timedelta(seconds=1),
    )  # fmt: skip


def _set_up() -> Place:
    from django.conf import settings
    from django.test import Client
    from django.utils import timezone

    from headway.web.environment import MailServer
    from headway.web.people import actions as people
    from headway.web.people.models import Role
    from headway.web.plans.actions import save_version
    from headway.web.rounds.models import Request
    from tests.web.answers_setting import round_of
    from tests.web.mail_server import Postbox, free_port, smtp_server

    now = timezone.now()
    box, port = Postbox(), free_port()
    settings.MAIL_SERVER = MailServer(host="127.0.0.1", port=port)
    smtp_server(box, port).start()
    within = people.only_partnership(at=now)
    plan = save_version(text=SMALL_PLAN, reason="", at=now, partnership=within).plan
    agency = within.agencies.get(name="Police")
    lead = people.make_person(email="lead@agency.example", name="L", by=None, at=now)
    for role, of in ((Role.LEAD, agency), (Role.OFFICER, None)):
        people.appoint(person=lead, partnership=within, role=role, agency=of, by=None, at=now)
    round_ = round_of(plan, key="key")
    round_.closes_on = now.date() + timedelta(days=99)
    round_.escalates_on = round_.closes_on
    round_.save()
    asked = Request.objects.create(round=round_, agency=agency, row="calls", asked_at=now)
    client = Client(raise_request_exception=False)
    client.force_login(lead, backend="allauth.account.auth_backends.AuthenticationBackend")
    client.get("/plans/small/")
    return Place(
        client=client, request=asked, lead=lead, box=box, folder=Path(settings.DATA_FOLDER)
    )


if __name__ == "__main__":
    main(sys.argv[1])
    os._exit(0)  # the mail server's thread need not be waited for

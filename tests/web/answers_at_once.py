"""
A program in which agencies save drafts at once, each in its own thread, to the service's database.

    python -m tests.web.answers_at_once AGENCIES SAVES

Each saves through its own page's address, every save based on the one before. It prints how many
saves were answered, and what the database then holds.
"""

import os
import statistics
import sys
import threading
import time
from typing import Any

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "headway.web.settings")

import django

Told = dict[int, list[tuple[int, float, str]]]


def main(agencies: int, saves: int) -> None:
    """Set up, save, count."""
    django.setup()
    from django.conf import settings
    from django.core.management import call_command
    from django.db import connection

    settings.ALLOWED_HOSTS = ["testserver"]
    call_command("migrate", verbosity=0)
    work = _set_up(agencies)
    connection.close()
    told: Told = {request.pk: [] for _, request in work}
    threads = [
        threading.Thread(target=_save, args=(client, request, saves, told[request.pk]))
        for client, request in work
    ]
    began = time.perf_counter()
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    took = time.perf_counter() - began
    _report(work, told, saves, took)


def _set_up(agencies: int) -> list[tuple[Any, Any]]:
    from django.test import Client

    from headway import planfile
    from headway.web.people import actions as people
    from headway.web.people.models import Role
    from headway.web.plans import queries
    from headway.web.plans.actions import save_version
    from tests.web.answers_setting import NOW, ask, round_of

    partnership = people.only_partnership(at=NOW)
    text = planfile.example_path().read_text(encoding="utf-8")
    plan = save_version(text=text, reason="", at=NOW, partnership=partnership).plan
    queries.newest(plan.slug)  # a service that runs has read its plans
    asked_in = round_of(plan)
    made = []
    for number in range(agencies):
        agency = partnership.agencies.create(name=f"Agency {number}")
        person = people.make_person(
            email=f"lead{number}@agency.example", name=f"Lead {number}", by=None, at=NOW
        )
        people.appoint(
            person=person, partnership=partnership, role=Role.LEAD, agency=agency, by=None, at=NOW
        )
        client = Client()
        client.force_login(person, backend="allauth.account.auth_backends.AuthenticationBackend")
        made.append((client, ask(asked_in, agency, ["permanent-exclusions"])[0]))
    return made


def _save(client: Any, request: Any, saves: int, told: list[tuple[int, float, str]]) -> None:
    from django.db import connection

    prefix, revision = f"r{request.pk}-", 0
    for number in range(saves):
        words = f"Save {number} of {request.pk}."
        sent = {f"{prefix}kind": "figures", f"{prefix}based_on": revision, f"{prefix}words": words}
        began = time.perf_counter()
        response = client.post(f"/rounds/t6/answer/{request.pk}/save", sent)
        told.append((response.status_code, time.perf_counter() - began, words))
        if response.status_code == 200:
            revision = response.json()["revision"]
    connection.close()


def _report(work: list[tuple[Any, Any]], told: Told, saves: int, took: float) -> None:
    from headway.web.answers.models import Answer, AnswerVersion
    from headway.web.audit.models import Entry

    answered = [one for each in told.values() for one in each if one[0] == 200]
    lost = sum(
        answer.words != told[answer.request_id][-1][2] or answer.versions.count() != saves
        for answer in Answer.objects.all()
    )
    seconds = sorted(one[1] for one in answered)
    print(f"answered={len(answered)} asked={len(work) * saves} lost={lost}")
    print(f"versions={AnswerVersion.objects.count()}")
    print(f"entries={Entry.objects.filter(verb='answer.saved').count()}")
    if seconds:
        p95 = seconds[int(0.95 * (len(seconds) - 1))]
        print(f"seconds={took:.1f} median={statistics.median(seconds):.2f} p95={p95:.2f}")


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]))

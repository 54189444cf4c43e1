"""
A program in which an edition is issued by several at once, or by a worker that is killed.

    python -m tests.web.issuing_at_once race OFFICERS TIMES
    python -m tests.web.issuing_at_once kill FIRST STEP

`race` lets several threads issue the same draft, again and again. `kill` has a child issue it at
its set time that kills itself, with SIGKILL, before the nth line that it runs of the editions'
code, and a second child after it. Both print, for each time, how many editions, files and
entries there are.
"""

import sys
import threading
from datetime import UTC, date, datetime

import django

from tests.web.notices_sending import Deed, each

NOW = datetime(2026, 1, 6, 9, tzinfo=UTC)
PLAN = """\
headway: 1
slug: plan-{line}
title: A plan
outcomes:
  - id: be-safe
    title: Be Safe
    areas:
      - id: home
        title: Home
        agencies: [Police]
        leads: [Police]
        timetable: {{words: Termly}}
        measures:
          - {{id: calls, text: Calls}}
"""


def main(what: str, first: int, second: int) -> None:
    """Do what is asked, in a database of its own."""
    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    match what:
        case "race":
            for number in range(second):
                race(number, first)
        case "kill":
            each(first, second, Deed(scheduled, by_itself, told, "/headway/web/editions/"))


def prepared(line: int) -> int:
    """The number of a draft that nothing stands in the way of."""
    from headway.web.editions import actions
    from headway.web.editions.models import Audience
    from headway.web.people import actions as people
    from headway.web.plans.actions import save_version
    from tests.web.issuing import accept_open

    within = people.only_partnership(at=NOW)
    save_version(text=PLAN.format(line=line), reason="New", at=NOW, partnership=within)
    draft = actions.prepare(
        slug=f"plan-{line}", label="Winter", at=date(2026, 1, 5), audience=Audience.BOARD, by=None,
        now=NOW,
    )  # fmt: skip
    accept_open(draft, at=NOW)
    return draft.pk


def race(number: int, officers: int) -> None:
    """Several threads issue one draft, as near to the same moment as threads can."""
    from django.db import connection

    from headway.web.editions.actions import issue_draft

    draft_id = prepared(number)
    gate = threading.Barrier(officers)
    said: list[str] = []

    def officer() -> None:
        gate.wait()
        try:
            edition, is_new = issue_draft(draft_id=draft_id, by=None, at=NOW)
            said.append(f"{edition.pk}{'+' if is_new else ''}")
        except Exception as error:  # noqa: BLE001 - told, so that the test fails
            said.append(f"{type(error).__name__}:{error}".replace(" ", "_"))
        finally:
            connection.close()

    threads = [threading.Thread(target=officer) for _ in range(officers)]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    print(number, told(number), *sorted(said), flush=True)


def scheduled(line: int) -> None:
    """A draft whose time is noon."""
    from headway.web.editions.actions import schedule

    schedule(draft_id=prepared(line), issue_at=NOW.replace(hour=12), by=None, at=NOW)


def by_itself(line: int) -> None:
    """What the worker does at noon."""
    from headway.web.editions.ticking import tick

    tick(NOW.replace(hour=12))


def told(line: int) -> str:
    """How many editions, files and entries there are of the plan, and the state of the draft."""
    from headway.web.audit.models import Entry
    from headway.web.editions.models import Draft, Edition, EditionFile

    editions = Edition.objects.filter(plan__slug=f"plan-{line}")
    files = EditionFile.objects.filter(edition__in=editions)
    entries = Entry.objects.filter(verb="edition.issued", key__in=[one.pk for one in editions])
    state = Draft.objects.get(plan__slug=f"plan-{line}").state
    return f"{editions.count()} {files.count()} {entries.count()} {state}"


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]))

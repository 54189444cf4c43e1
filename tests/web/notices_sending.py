"""
A program that is killed between any two statements of what it does, one after another.

    python -m tests.web.notices_sending send|open FIRST STEP
    python -m tests.web.notices_sending share WORKERS NOTICES

`send` queues a notice and lets a child send it that kills itself, with SIGKILL, before the nth
line that it runs of the outbox's code; a second child then sends what is left. `open` does the
same with the opening of a round. Both end once a child was done before it could be killed, and
print a line for each time. `share` lets several children send the same notices at once.
"""

import os
import signal
import sys
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import partial
from types import FrameType
from typing import Any

import django

OUTBOX, ROUNDS = "/headway/web/notices/", "/headway/web/rounds/"
OPENS = datetime(2026, 1, 6, 9, tzinfo=UTC)

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
        agencies: [Police {line}, Health {line}]
        timetable: {{words: Termly}}
        measures:
          - {{id: calls, text: Calls}}
          - {{id: visits, text: Visits}}
"""


def main(what: str, first: int, second: int) -> None:
    """Do what is asked, in a database of its own."""
    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    match what:
        case "send":
            each(first, second, Deed(queue_one, send, told_of_notice, OUTBOX))
        case "open":
            each(first, second, Deed(keep_plan, open_one, told_of_round, ROUNDS))
        case "share":
            share(first, second)


@dataclass(frozen=True)
class Deed:
    """What is prepared, done by a child that is killed in `where`, done again, and told of."""

    prepare: Callable[[int], None]
    do: Callable[[int], None]
    told: Callable[[int], str]
    where: str


def each(line: int, step: int, deed: Deed) -> None:
    """Kill at every `step`th line from the first on, and let it be done again after each."""
    from django.db import connections

    import headway.web.rounds.actions
    import headway.web.urls  # so that no child need import  # noqa: F401 - and is not killed there

    killed = True
    while killed:
        deed.prepare(line)
        connections.close_all()
        killed = child(partial(deed.do, line), killed_at=line, where=deed.where)
        child(partial(deed.do, line))
        print(line, deed.told(line), "killed" if killed else "whole", flush=True)
        line += step


def child(do: Callable[[], None], *, killed_at: int | None = None, where: str = "") -> bool:
    """Do it in a process of its own; whether that was killed."""
    process = os.fork()
    if process == 0:
        left = killed_at or 0

        def trace(frame: FrameType, event: str, argument: Any) -> Any:
            nonlocal left
            if where not in frame.f_code.co_filename:
                return None
            if event == "line":
                left -= 1
                if left <= 0:
                    os.kill(os.getpid(), signal.SIGKILL)
            return trace

        try:
            if killed_at is not None:
                sys.settrace(trace)
            do()
        finally:
            sys.settrace(None)
            os._exit(0)
    _, status = os.waitpid(process, 0)
    return os.WIFSIGNALED(status)


# ------------------------------------------------------------------------------------ sending


def queue_one(line: int) -> None:
    """A notice that tells at which line its worker is killed."""
    from django.utils import timezone

    from headway.web.notices import actions

    key = f"killed-at-{line}"
    at = timezone.now() - timedelta(seconds=1)
    actions.queue(key=key, kind="test", to="a@b.example", subject=key, body="Words", at=at)


def send(line: int) -> None:
    """Send what is due."""
    from django.utils import timezone

    from headway.web.notices import actions
    from headway.web.notices.senders import chosen

    sender = chosen()
    assert sender is not None
    while actions.send_due(sender, clock=timezone.now):
        pass


def told_of_notice(line: int) -> str:
    """Its name, state and attempts, and whether it had been handed over when it was killed."""
    from headway.web.notices.models import Notice

    one = Notice.objects.get(key=f"killed-at-{line}")
    handed = "handed" if one.attempts > 1 and one.handed_at else "not-handed"
    return f"{one.key} {one.state} {handed}"


def share(workers: int, count: int) -> None:
    """Several children send the same notices at once."""
    from django.db import connections

    for number in range(count):
        queue_one(number)
    connections.close_all()
    processes = []
    for _ in range(workers):
        process = os.fork()
        if process == 0:
            try:
                send(0)
            finally:
                os._exit(0)
        processes.append(process)
    for process in processes:
        os.waitpid(process, 0)
    for number in range(count):
        print(number, told_of_notice(number))


# ------------------------------------------------------------------------------------ opening


def keep_plan(line: int) -> None:
    """A plan of its own for each time, whose agencies can be written to."""
    from headway.web.people import actions as people
    from headway.web.plans.actions import save_version

    within = people.only_partnership(at=OPENS)
    save_version(text=PLAN.format(line=line), reason="New", at=OPENS, partnership=within)
    for name in (f"Police {line}", f"Health {line}"):
        agency = within.agencies.get(name=name)
        people.keep_agency(
            agency_id=agency.pk, name=name, also_called=[], address="a@b.example",
            by=None, at=OPENS,
        )  # fmt: skip


def open_one(line: int) -> None:
    """Open the round of that plan."""
    from headway.domain.periods import Period
    from headway.rounds.schedule import days_of
    from headway.rounds.working_days import WorkingDays
    from headway.web.rounds import actions
    from headway.web.rounds.actions.opening import Proposal

    days = days_of(Period.parse("AY 2025/26 T2"), WorkingDays())
    proposal = Proposal(label="Term 2", period="", days=days, rows=("calls", "visits"))
    assert days.opens_on == date(2026, 1, 6)
    actions.open_round(slug=f"plan-{line}", proposal=proposal, by=None, at=OPENS)


def told_of_round(line: int) -> str:
    """How many rounds, requests, notices and entries there are of that plan."""
    from headway.web.audit.models import Entry
    from headway.web.notices.models import Notice
    from headway.web.rounds.models import Request, Round

    rounds = Round.objects.filter(plan__slug=f"plan-{line}")
    requests = Request.objects.filter(round__in=rounds)
    notices = sum(Notice.objects.filter(key__startswith=f"round/{r.pk}/").count() for r in rounds)
    entries = Entry.objects.filter(verb="round.opened", key__in=[one.key for one in rounds])
    return f"{rounds.count()} {requests.count()} {notices} {entries.count()}"


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]))

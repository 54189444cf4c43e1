"""
A program in which words of the trail are erased while others record, or by one that is killed.

    python -m tests.web.erasing_at_once race PROCESSES ENTRIES
    python -m tests.web.erasing_at_once kill FIRST STEP
    python -m tests.web.erasing_at_once once FIRST LAST
    python -m tests.web.erasing_at_once tell FIRST LAST

`race` lets several processes each erase the words of all entries and record something after each,
and prints what is left. `kill` has a child erase that kills itself, with SIGKILL, before the nth
line that it runs of the trail's code, and a second child after it. `once` types words and erases
them; `tell` says what has become of them.
"""

import os
import sys
from datetime import UTC, datetime

import django

from tests.web.notices_sending import Deed, each

NOW = datetime(2026, 1, 6, 9, tzinfo=UTC)
WORDS = "Callum Frost is away"


def main(what: str, first: int, second: int) -> None:
    """Do what is asked, in a database of its own."""
    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    match what:
        case "race":
            race(first, second)
        case "kill":
            each(first, second, Deed(type_words, erase, told, "/headway/web/audit/"))
        case "once":
            once(first, second)
        case "tell":
            for line in range(first, second):
                print(told(line))


def once(first: int, last: int) -> None:
    """Words are typed and erased, one after another."""
    for line in range(first, last):
        type_words(line)
        erase(line)


def race(processes: int, entries: int) -> None:
    """Several erase all the same words at once, and record meanwhile."""
    from django.db import connections

    for number in range(entries):
        type_words(number)
    connections.close_all()
    children = []
    for child in range(processes):
        process = os.fork()
        if process == 0:
            status = 1
            try:
                for number in range(entries):
                    erase(number)
                    if number % processes == child:
                        write_down(f"{child}-{number}")
                status = 0
            finally:
                os._exit(status)
        children.append(process)
    assert [os.waitpid(one, 0)[1] for one in children] == [0] * processes
    print(_left(entries))


def type_words(line: int) -> None:
    """Somebody types a name into a reason."""
    from django.db import transaction

    from headway.web.audit.actions import record

    with transaction.atomic():
        record("answer.returned", key=f"at-{line}", by=None, at=NOW, reason=WORDS)


def write_down(key: str) -> None:
    """Something else is done."""
    from django.db import transaction

    from headway.web.audit.actions import record

    with transaction.atomic():
        record("plan.saved", key=key, by=None, at=NOW, after={"version": 1})


def erase(line: int) -> None:
    """Erase those words."""
    from headway.web.audit.actions import erase_words
    from headway.web.audit.models import Entry

    entry = Entry.objects.get(key=f"at-{line}")
    erase_words(seq=entry.seq, by=None, at=NOW, reason="The name of a child")


def told(line: int) -> str:
    """Whether they are gone, how many entries tell of it, and whether the trail holds."""
    from headway.web.audit.models import Entry
    from headway.web.audit.queries import verified

    entry = Entry.objects.get(key=f"at-{line}")
    gone = int(entry.reason == "")
    telling = Entry.objects.filter(verb="words.erased", key=str(entry.seq)).count()
    whole = "whole" if verified().entries == Entry.objects.count() else "broken"
    return f"erased-{gone}-told-{telling}-{whole}"


def _left(entries: int) -> str:
    from headway.web.audit.models import Entry
    from headway.web.audit.queries import verified

    typed = Entry.objects.filter(verb="answer.returned")
    recorded = Entry.objects.filter(verb="plan.saved").count()
    telling = Entry.objects.filter(verb="words.erased").count()
    left = typed.exclude(reason="").count()
    whole = "whole" if verified().entries == Entry.objects.count() else "broken"
    return f"{recorded} recorded {entries - left} erased {telling} told {left} left {whole}"


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]))

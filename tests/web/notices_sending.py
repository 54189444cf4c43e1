"""
A program that is killed while it sends: between any two statements, one after another.

    python -m tests.web.notices_sending FIRST STEP

Each round it queues a notice and lets a child send it that kills itself, with SIGKILL, before
the nth line that it runs of the outbox's code. A second child then sends what is left. It ends
once a child was done before it could be killed, and prints a line for each notice.
"""

import os
import signal
import sys
from datetime import timedelta
from types import FrameType
from typing import Any

import django

OUTBOX = "/headway/web/notices/"


def main(first: int, step: int) -> None:
    """Kill at every `step`th line from the `first` on."""
    django.setup()
    from django.core.management import call_command
    from django.db import connections
    from django.utils import timezone

    call_command("migrate", "notices", verbosity=0)
    from headway.web.notices import actions
    from headway.web.notices.models import Notice

    line, killed = first, True
    while killed:
        key = f"killed-at-{line}"
        actions.queue(key=key, kind="test", to="a@b.example", subject=key, body="Words",
                      at=timezone.now() - timedelta(seconds=1))  # fmt: skip
        connections.close_all()
        killed = child(line)
        child(None)
        notice = Notice.objects.get(key=key)
        handed = "handed" if notice.attempts > 1 and notice.handed_at else ""
        print(key, notice.state, notice.attempts, "killed" if killed else "whole", handed)
        line += step


def child(line: int | None) -> bool:
    """Send in a process of its own; whether it was killed."""
    process = os.fork()
    if process == 0:
        send(line)
        os._exit(0)
    _, status = os.waitpid(process, 0)
    return os.WIFSIGNALED(status)


def send(line: int | None) -> None:
    """Send what is due; be killed before that line, counted from the first one run."""
    from django.utils import timezone

    from headway.web.notices import actions
    from headway.web.notices.senders import chosen

    sender = chosen()
    assert sender is not None
    left = line

    def trace(frame: FrameType, event: str, argument: Any) -> Any:
        nonlocal left
        if OUTBOX not in frame.f_code.co_filename:
            return None
        if event == "line" and left is not None:
            left -= 1
            if left <= 0:
                os.kill(os.getpid(), signal.SIGKILL)
        return trace

    if line is not None:
        sys.settrace(trace)
    actions.send_due(sender, now=timezone.now())
    sys.settrace(None)


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]))

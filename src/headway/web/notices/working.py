"""The worker: ticks every minute, sends what is due, and stops when it is asked to."""

import logging
from collections.abc import Callable
from datetime import datetime
from functools import partial
from threading import Event
from time import monotonic

from django.db import DatabaseError, close_old_connections
from django.utils import timezone

from headway.web.notices import actions, queries
from headway.web.notices.clock import Watch
from headway.web.notices.senders import chosen
from headway.web.notices.ticking import tick

log = logging.getLogger(__name__)

TICK_SECONDS = 60.0
PAUSE_SECONDS = 2.0


def work(
    stop: Event,
    *,
    tick_seconds: float = TICK_SECONDS,
    pause: float = PAUSE_SECONDS,
    clock: Callable[[], datetime] = timezone.now,
    steady: Callable[[], float] = monotonic,
) -> None:
    """
    Until `stop` is set: tick, send, rest.

    The minute is measured by a clock that cannot be set. The mail in hand is finished first, and
    no more than that: however slow the mail server is, what happens at its time does not wait.
    Where the database does not answer, it is asked again after a rest. Where the clock jumps, or
    stands before or long after what was done last when the worker begins, nothing is opened,
    closed, issued or erased until it has stood for a while; mail goes on.
    """
    sender, watch = chosen(), Watch()
    ticked: float | None = None
    while not stop.is_set():
        try:
            close_old_connections()
            if ticked is None:
                watch.begins(clock(), steady(), queries.believed("tick"))
            if ticked is None or steady() - ticked >= tick_seconds:
                ticked = steady()
                _tick(clock(), doubtful=watch.doubts(clock(), ticked))
            if sender is not None:
                until = ticked + tick_seconds
                actions.send_due(
                    sender, clock=clock, goes_on=partial(_goes_on, stop, steady, until)
                )
        except DatabaseError:
            log.exception("the database does not answer; it is asked again")
        stop.wait(pause)
    if sender is not None:
        sender.close()


def _goes_on(stop: Event, steady: Callable[[], float], until: float) -> bool:
    """Whether there is time for another mail."""
    return not stop.is_set() and steady() < until


def _tick(now: datetime, *, doubtful: bool) -> None:
    if not doubtful:
        for line in tick(now):
            log.info("%s", line)
        return
    log.error("the clock is doubted; what happens at its time waits until it has stood for a while")
    error = "The clock jumped, or was wrong from the start, so that nothing is done by time."
    actions.beat(name="tick", at=now, error=error)

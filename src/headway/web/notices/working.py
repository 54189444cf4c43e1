"""The worker: ticks every minute, sends what is due, and stops when it is asked to."""

import logging
from threading import Event
from time import monotonic

from django.db import DatabaseError, close_old_connections
from django.utils import timezone

from headway.web.notices import actions
from headway.web.notices.senders import chosen
from headway.web.notices.senders.sender import Sender
from headway.web.notices.ticking import tick

log = logging.getLogger(__name__)

TICK_SECONDS = 60.0
PAUSE_SECONDS = 2.0
BATCH = 50


def work(stop: Event, *, tick_seconds: float = TICK_SECONDS, pause: float = PAUSE_SECONDS) -> None:
    """
    Until `stop` is set: tick, send, rest.

    The minute is measured by a clock that cannot be set; the batch in hand is finished first.
    Where the database does not answer, it is asked again after a rest.
    """
    sender = chosen()
    ticked: float | None = None
    while not stop.is_set():
        try:
            close_old_connections()
            if ticked is None or monotonic() - ticked >= tick_seconds:
                ticked = monotonic()
                _say(tick(timezone.now()))
            _send(sender, stop)
        except DatabaseError:
            log.exception("the database does not answer; it is asked again")
        stop.wait(pause)
    if sender is not None:
        sender.close()


def _send(sender: Sender | None, stop: Event) -> None:
    """What is due, a few at a time, so that a stop is soon noticed."""
    while sender is not None and not stop.is_set():
        if actions.send_due(sender, now=timezone.now(), most=BATCH) < BATCH:
            return


def _say(done: list[str]) -> None:
    for line in done:
        log.info("%s", line)

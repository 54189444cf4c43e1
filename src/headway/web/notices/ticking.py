"""What happens by itself: each app's function is called every minute with the time."""

import logging
from datetime import datetime

from django.conf import settings
from django.utils.module_loading import import_string

from headway.web.notices import actions

log = logging.getLogger(__name__)


def tick(now: datetime) -> list[str]:
    """
    Call every function of `settings.TICKS`, and say what each did.

    They are written so that a second call at the same time, or after a kill, does nothing
    twice. Where one fails the others still run, and it is called again in a minute.
    """
    done: list[str] = []
    for name in settings.TICKS:
        try:
            done += import_string(name)(now)
        except Exception as error:  # one part's mistake must not stop the others
            log.exception("tick: %s failed", name)
            done.append(f"{name.rsplit('.', 2)[-2]}: failed ({type(error).__name__})")
    actions.beat(name="tick", at=now)
    return done

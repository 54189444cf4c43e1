"""What the public site does by itself, every minute: draw up new editions, and tell of them."""

import logging
from datetime import datetime

from headway.domain.errors import HeadwayError
from headway.web.public import actions, queries, subscribing

log = logging.getLogger(__name__)


def tick(now: datetime) -> list[str]:
    """What was done; an edition that cannot be drawn up does not stop the others."""
    done = []
    for edition in queries.unpublished():
        try:
            actions.publish(edition=edition, at=now)
        except HeadwayError as error:
            log.warning("public: edition %s: %s", edition.pk, error)
            continue
        done.append(f"The pages of {edition.label} are drawn up.")
    for publication in queries.untold():
        told = subscribing.tell(publication=publication, at=now)
        done += [f"{told} subscribers are told of {publication.edition.label}."] if told else []
    if gone := subscribing.forget_unconfirmed(at=now):
        done.append(f"{gone} addresses that were never confirmed are erased.")
    return done

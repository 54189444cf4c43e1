"""
What waits for whoever has signed in, for the frame of every page and for where they land.

An app above this one names a function in `settings.DUTIES`, so that this app need not know it.
"""

from dataclasses import dataclass

from django.conf import settings
from django.utils.module_loading import import_string

from headway.web.people.values import Viewer


@dataclass(frozen=True, slots=True, kw_only=True)
class Duty:
    """Something that somebody is asked for: what it is, and the address at which they do it."""

    words: str
    address: str


def duties(who: Viewer) -> list[Duty]:
    """Whatever waits for a person, the most pressing first; nothing for anybody else."""
    found: list[Duty] = []
    if who.person is not None:
        for name in settings.DUTIES:
            found += import_string(name)(who)
    return found

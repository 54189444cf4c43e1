"""Moments in words, on the clocks of the place."""

from datetime import datetime, time, timedelta

from django.utils import timezone

from headway.judgement.wording import day


def when_words(at: datetime) -> str:
    """To the minute: "3 June 2020, 14:05"."""
    local = timezone.localtime(at)
    return f"{day(local.date())}, {local:%H:%M}"


def from_words(at: datetime) -> str:
    """The first moment that is not too early: of a day that begins, the day is enough."""
    local = timezone.localtime(at)
    return day(local.date()) if local.time() == time() else when_words(at)


def until_words(at: datetime) -> str:
    """
    The first moment that is too late, as people say it.

    Midnight is the end of the day before: "until 1 December, 00:00" has people come a day late.
    """
    local = timezone.localtime(at)
    if local.time() == time():
        return f"the end of {day(local.date() - timedelta(days=1))}"
    return when_words(at)

"""Beginnings and ends of times, as people say them."""

from datetime import UTC, datetime

import pytest

from headway.web.editions.moments import from_words, until_words


@pytest.mark.parametrize(
    ("at", "said"),
    [
        (datetime(2026, 12, 1, tzinfo=UTC), "the end of 30 November 2026"),
        (datetime(2026, 7, 31, 23, tzinfo=UTC), "the end of 31 July 2026"),
        (datetime(2026, 12, 1, 9, 30, tzinfo=UTC), "1 December 2026, 09:30"),
    ],
)
def test_whoever_may_read_until_midnight_is_told_the_last_day_and_not_the_next(at, said):
    assert until_words(at) == said


@pytest.mark.parametrize(
    ("at", "said"),
    [
        (datetime(2026, 12, 1, tzinfo=UTC), "1 December 2026"),
        (datetime(2026, 7, 31, 23, tzinfo=UTC), "1 August 2026"),
        (datetime(2026, 12, 1, 9, 30, tzinfo=UTC), "1 December 2026, 09:30"),
    ],
)
def test_whoever_may_read_from_midnight_is_told_the_day(at, said):
    assert from_words(at) == said

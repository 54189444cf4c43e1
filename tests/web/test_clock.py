"""A clock that jumps opens, closes, reminds and erases nothing wrongly, and loses no mail."""

from datetime import datetime, timedelta
from itertools import pairwise
from threading import Event
from typing import Any

import pytest
from django.contrib.sessions.models import Session
from hypothesis import given
from hypothesis import strategies as st

from headway.web.notices import actions as notices
from headway.web.notices.clock import STANDS, Watch
from headway.web.notices.models import Beat, Notice, NoticeState
from headway.web.notices.working import work
from headway.web.people.models import Agency, Partnership, Person, Role
from headway.web.plans.actions import save_version
from headway.web.rounds.models import Request, Round, RoundState
from tests.web.test_notices import box
from tests.web.test_rounds import OPENS, PLAN, POLICE

__all__ = ["box"]
MINUTE, DAY = timedelta(minutes=1), timedelta(days=1)


class Clocks(Event):
    """
    The machine's clock as it is set, a minute apart by the steady one; the worker's own end.

    Attributes:
        wrong: By minute, how far the clock is off.
    """

    def __init__(self, begins: datetime, minutes: int, wrong: dict[int, timedelta]) -> None:
        super().__init__()
        self._begins, self._minutes, self._wrong = begins, minutes, wrong
        self._minute = 0

    def now(self) -> datetime:
        return self._begins + self._minute * MINUTE + self._wrong.get(self._minute, timedelta(0))

    def steady(self) -> float:
        return 60.0 * self._minute

    def wait(self, timeout: float | None = None) -> bool:
        self._minute += 1
        if self._minute >= self._minutes:
            self.set()
        return True


in_earnest = pytest.mark.django_db(transaction=True)
"""The worker closes its connection to the database, and with it a test's transaction."""


def worked(begins: datetime, *, minutes: int, wrong: dict[int, timedelta]) -> None:
    """What the worker does in so many minutes, with a clock that is off in some of them."""
    clocks = Clocks(begins, minutes, wrong)
    work(clocks, tick_seconds=60, pause=0, clock=clocks.now, steady=clocks.steady)


@pytest.fixture
def police(partnership: Partnership, appointed: Any) -> Agency:
    save_version(text=PLAN, reason="New", at=OPENS - 9 * DAY, partnership=partnership)
    agency = partnership.agencies.get(name=POLICE)
    lead: Person = appointed(Role.LEAD, of=agency, email="lead@police.example")
    lead.memberships.update(since=OPENS - 9 * DAY)
    return agency


def kinds() -> list[str]:
    """What was sent to the police's lead, in order."""
    mine = Notice.objects.filter(to="lead@police.example", state=NoticeState.SENT)
    return list(mine.order_by("made_at").values_list("kind", flat=True))


@in_earnest
@pytest.mark.parametrize("years", [3, -3])
def test_a_clock_that_is_off_for_a_minute_closes_no_round_and_erases_nothing(box, police, years):
    settled = OPENS - DAY
    Notice.objects.create(
        key="old", kind="x", to="a@b.example", subject="Kept", made_at=settled, due_at=settled,
        state=NoticeState.SENT, sent_at=settled,
    )  # fmt: skip
    Session.objects.create(session_key="s", session_data="", expire_date=OPENS + DAY)

    worked(OPENS, minutes=40, wrong={5: 365 * years * DAY, 6: 365 * years * DAY})

    assert Round.objects.get().state == RoundState.OPEN
    assert Notice.objects.get(key="old").to == "a@b.example"
    assert Session.objects.exists()
    assert Request.objects.filter(escalated_at__isnull=False).count() == 0
    assert kinds() == ["request"]
    assert len(box.ids) == len(set(box.ids))


@in_earnest
def test_reminders_come_once_each_however_the_clock_is_set_about(box, police):
    """Each stretch is a worker of its own, which cannot know that the clock was wrong before."""
    for days in (0, 1, 0, 10, 9, 10, 20, 8, 20):
        worked(OPENS + days * DAY, minutes=2, wrong={})

    sent = [str(mail["Message-ID"]) for mail in box.mails]
    assert len(sent) == len(set(sent))
    assert kinds().count("request") == 1
    assert not Notice.objects.filter(state__in=(NoticeState.SENDING, NoticeState.FAILED)).exists()
    keys = list(Notice.objects.values_list("key", flat=True))
    assert len(keys) == len(set(keys))
    assert 1 <= kinds().count("reminder") <= 3


@in_earnest
def test_mail_goes_on_while_the_clock_is_doubted_and_none_waits_for_years(box, police):
    notices.queue(key="a", kind="x", to="a@b.example", subject="S", body="B", at=OPENS)
    ahead = dict.fromkeys(range(3, 30), 365 * DAY)
    box.answer = "451 later"
    worked(OPENS, minutes=5, wrong=ahead)
    assert Notice.objects.get(key="a").due_at > OPENS, "put off, by a clock that is a year ahead"

    box.answer = "250 taken"
    worked(OPENS + 10 * MINUTE, minutes=20, wrong={})

    assert Notice.objects.get(key="a").state == NoticeState.SENT


@given(st.lists(st.integers(min_value=-100_000, max_value=100_000), min_size=2, max_size=30))
def test_a_clock_is_believed_when_it_has_gone_as_time_does_for_long_enough(minutes):
    watch = Watch()
    said = [watch.doubts(OPENS + minute * MINUTE, 0.0) for minute in minutes]

    jumps = [abs(after - before) > 10 for before, after in pairwise(minutes)]
    assert said[0] is False
    assert any(said) == any(jumps)
    assert watch.doubts(OPENS + (minutes[-1] * 60 + STANDS) * timedelta(seconds=1), STANDS) is False


@in_earnest
@pytest.mark.parametrize("days", [-3, 400])
def test_a_clock_that_is_wrong_from_the_workers_start_closes_nothing_until_it_is_set(
    box, police, days
):
    worked(OPENS, minutes=3, wrong={})
    wrong = dict.fromkeys(range(8), days * DAY)

    worked(OPENS + 10 * MINUTE, minutes=30, wrong=wrong)

    assert Round.objects.get().state == RoundState.OPEN
    assert kinds() == ["request"]
    assert Beat.objects.get(name="tick").error == ""


@in_earnest
def test_a_worker_that_begins_again_while_the_clock_is_doubted_goes_on_doubting(box, police):
    worked(OPENS, minutes=3, wrong={})

    for _ in range(3):
        worked(OPENS + 400 * DAY, minutes=5, wrong={})

    assert Round.objects.get().state == RoundState.OPEN
    assert "wrong from the start" in Beat.objects.get(name="tick").error


@in_earnest
def test_after_a_long_stop_the_worker_goes_on_once_the_clock_has_stood(box, police):
    worked(OPENS, minutes=3, wrong={})

    worked(OPENS + 400 * DAY, minutes=20, wrong={})

    assert Round.objects.earliest("pk").state == RoundState.CLOSED

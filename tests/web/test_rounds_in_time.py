"""What a round does as days go by, whoever has left, come or answered in between."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

import pytest

from headway.rounds.silence import Manner, Standing
from headway.web.audit.models import Entry
from headway.web.notices.models import Notice
from headway.web.people import actions as people
from headway.web.people.models import Agency, Partnership, Person, Role
from headway.web.plans.actions import save_version
from headway.web.plans.models import PlanRecord
from headway.web.rounds import actions, queries
from headway.web.rounds.models import Round
from headway.web.rounds.ticking import tick
from tests.web.conftest import POLICE
from tests.web.test_rounds import DAY, DUE, OPENS, PLAN

pytestmark = pytest.mark.django_db

HOUR, MINUTE = timedelta(hours=1), timedelta(minutes=1)


@pytest.fixture
def plan(partnership: Partnership) -> PlanRecord:
    return save_version(text=PLAN, reason="New", at=OPENS - 9 * DAY, partnership=partnership).plan


@pytest.fixture
def police(plan: PlanRecord) -> Agency:
    return plan.partnership.agencies.get(name=POLICE)


@pytest.fixture
def bob(appointed: Callable[..., Person], police: Agency) -> Person:
    """Bob leads for the police."""
    return appointed(Role.LEAD, of=police, email="bob@police.example", name="Bob")


@pytest.fixture
def carol(appointed: Callable[..., Person], police: Agency) -> Person:
    """Carol contributes for the police."""
    return appointed(Role.CONTRIBUTOR, of=police, email="carol@police.example", name="Carol")


def opened() -> Round:
    tick(OPENS)
    return Round.objects.get()


def days_go_by(first: datetime, last: datetime) -> list[str]:
    """What is done when the worker looks once a day, and again where there was something."""
    at, said = first, []
    while at <= last:
        done = [f"{at:%d %b} {line}" for line in tick(at)]
        assert not done or tick(at + MINUTE) == [], done
        said += done
        at += DAY
    return said


def written(kind: str) -> list[tuple[str, str]]:
    """Day and address of every mail of a kind."""
    found = Notice.objects.filter(kind=kind).order_by("pk")
    return [(f"{one.made_at:%d %b}", one.to) for one in found]


CLOSES = datetime(2026, 1, 27, 9, tzinfo=UTC)


def test_nobody_is_said_to_have_been_reminded_to_whom_nothing_was_sent(police):
    asked_in = opened()

    days_go_by(OPENS, CLOSES)

    assert not Notice.objects.exists()
    assert {one.reminded for one in asked_in.requests.all()} == {0}
    assert not asked_in.requests.filter(escalated_at__isnull=False).exists()
    assert not Entry.objects.filter(verb__in=("round.reminded", "round.escalated")).exists()
    standing = queries.silence(asked_in, at=DUE + 5 * DAY).of("calls")
    assert standing is not None
    assert "reminded" not in standing.sentence


def test_a_lead_who_comes_late_is_reminded_and_told_then(police, appointed):
    asked_in = opened()
    days_go_by(OPENS, datetime(2026, 1, 22, 21, tzinfo=UTC))
    appointed(Role.LEAD, of=police, email="bob@police.example", name="Bob")

    days_go_by(datetime(2026, 1, 23, 9, tzinfo=UTC), CLOSES)

    assert written("reminder") == [("23 Jan", "bob@police.example")]
    assert written("escalation") == [("23 Jan", "bob@police.example")]
    assert asked_in.requests.get(agency=police).reminded == 1


def test_a_lead_is_told_of_what_waits_for_their_signature(police, bob, carol):
    """Carol has submitted and is left in peace; Bob has not signed, and hears of it."""
    asked_in = opened()
    request = asked_in.requests.get(row="calls", agency=police)
    actions.note_answer(
        request_id=request.pk, standing=Standing.SUBMITTED, manner=Manner.FIGURES, at=OPENS + DAY
    )

    said = days_go_by(OPENS + DAY, datetime(2026, 1, 20, 21, tzinfo=UTC))

    assert written("signature") == [
        ("13 Jan", "bob@police.example"), ("19 Jan", "bob@police.example")
    ]  # fmt: skip
    letter = Notice.objects.filter(kind="signature").latest("pk")
    assert letter.subject == "To be signed: Term 2 of 2025/26, one row of Thames Valley Police"
    assert "Calls to the police" in letter.body
    assert written("reminder") == []
    assert "13 Jan Term 2 of 2025/26: leads of 1 agencies asked to sign." in said
    request.refresh_from_db()
    assert request.reminded == 0


def test_whoever_stands_in_is_asked_to_sign_where_the_lead_left_in_between(police, bob, carol):
    asked_in = opened()
    request = asked_in.requests.get(row="calls", agency=police)
    actions.note_answer(
        request_id=request.pk, standing=Standing.SUBMITTED, manner=Manner.FIGURES, at=OPENS + DAY
    )
    people.delegate(
        membership_id=bob.memberships.get().pk, to=carol, begins=OPENS + DAY, ends=OPENS + 9 * DAY,
        by=None, at=OPENS,
    )  # fmt: skip

    days_go_by(OPENS + DAY, datetime(2026, 1, 22, 21, tzinfo=UTC))

    assert written("signature") == [
        ("13 Jan", "bob@police.example"), ("13 Jan", "carol@police.example"),
        ("19 Jan", "bob@police.example"), ("21 Jan", "bob@police.example"),
    ]  # fmt: skip


def test_two_clicks_a_minute_apart_are_one_chaser_though_the_hour_is_struck(police, bob, officer):
    asked_in = opened()
    at = OPENS + DAY + timedelta(minutes=59, seconds=30)

    for moment in (at, at + MINUTE, at + HOUR + MINUTE):
        actions.chase(round_id=asked_in.pk, agency_id=police.pk, by=officer, at=moment)

    assert len(written("chaser")) == 2
    assert asked_in.requests.get(agency=police).reminded == 2


@pytest.mark.parametrize(
    ("timetable", "opens", "due", "reminders"),
    [
        # due on the last working day before Christmas; the late ones come after Epiphany
        ("December 2026", "2026-12-04", "2026-12-18", ["12-11", "12-17", "01-05", "01-07"]),
        ("29 February 2028", "2028-02-08", "2028-02-29", ["02-22", "02-28", "03-01", "03-03"]),
        # over the night on which clocks go forward, the Easter holidays and its bank holidays
        ("March 2026", "2026-03-17", "2026-03-31", ["03-24", "03-30", "04-01", "04-21"]),
    ],
)
def test_letters_go_out_on_the_days_and_once_whatever_the_calendar_does(
    partnership, timetable, opens, due, reminders
):
    text = PLAN.replace("Termly", timetable)
    save_version(text=text, reason="New", at=OPENS, partnership=partnership)
    police = Agency.objects.get(name=POLICE)
    people.keep_agency(
        agency_id=police.pk, name=POLICE, also_called=[], address="police@example.org", by=None,
        at=OPENS,
    )  # fmt: skip
    first = datetime.fromisoformat(f"{opens}T00:30:00+00:00") - 3 * DAY

    days_go_by(first, first + 50 * DAY)

    asked_in = Round.objects.exclude(label__startswith="Term").get(label__contains="20")
    assert (str(asked_in.opens_on), str(asked_in.due_on)) == (opens, due)
    assert [day[5:] for day in asked_in.reminders] == reminders
    assert [date.fromisoformat(day).strftime("%d %b") for day in asked_in.reminders] == [
        day for day, _ in written("reminder")
    ]
    assert len(written("request")) == 1
    assert len(written("escalation")) == 1

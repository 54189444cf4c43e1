"""Who has left signs nothing and is written to no more; who stands in for the lead is."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest

from headway.web.audit.models import Entry
from headway.web.notices.models import Notice, NoticeState
from headway.web.people import actions as people
from headway.web.people.models import Agency, Delegation, Membership, Partnership, Person, Role
from headway.web.plans.actions import save_version
from headway.web.plans.models import PlanRecord
from headway.web.rounds import actions
from headway.web.rounds.models import Round
from headway.web.rounds.ticking import tick
from tests.web.conftest import NOON, POLICE, signed_in
from tests.web.test_rounds import OPENS, PLAN

pytestmark = pytest.mark.django_db

DAY = timedelta(days=1)
REMINDS = datetime(2026, 1, 13, 9, tzinfo=UTC)
ESCALATES = datetime(2026, 1, 22, 9, tzinfo=UTC)


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


@pytest.fixture
def opened(plan: PlanRecord, bob: Person) -> Round:
    tick(OPENS)
    return Round.objects.get()


def leaves(person: Person, at: datetime) -> None:
    for one in Membership.objects.filter(person=person, until__isnull=True):
        people.end_membership(membership_id=one.pk, by=None, at=at)


def stands_in(person: Person, lead: Person, begins: datetime, ends: datetime) -> Delegation:
    held = Membership.objects.get(person=lead, role=Role.LEAD)
    return people.delegate(
        membership_id=held.pk, to=person, begins=begins, ends=ends, by=lead, at=begins
    )


def written_to(kind: str) -> list[str]:
    found = Notice.objects.filter(kind=kind).order_by("pk").values_list("to", flat=True)
    return [one for one in found if one.endswith("police.example")]


def test_rows_that_were_handed_to_somebody_who_left_are_asked_of_the_agency_again(
    opened, police, bob, carol
):
    rows = [one.pk for one in opened.requests.filter(agency=police)]
    actions.hand_over(
        round_id=opened.pk, agency_id=police.pk, requests=rows, to=carol.pk, by=bob, at=OPENS
    )
    leaves(carol, OPENS + DAY)

    tick(REMINDS)

    assert written_to("reminder") == ["bob@police.example"]


def test_whoever_stands_in_for_the_lead_is_written_to_while_they_do(opened, bob, appointed):
    erin = appointed(Role.BOARD, email="erin@police.example", name="Erin")
    stands_in(erin, bob, REMINDS - DAY, REMINDS + DAY)

    tick(REMINDS)
    tick(ESCALATES)

    assert set(written_to("reminder")) == {"bob@police.example", "erin@police.example"}
    assert written_to("escalation") == ["bob@police.example"]


def test_a_lead_who_left_is_not_told_that_nothing_came(opened, bob, appointed, police):
    appointed(Role.LEAD, of=police, email="dora@police.example", name="Dora")
    leaves(bob, ESCALATES - DAY)

    tick(ESCALATES)

    assert written_to("escalation") == ["dora@police.example"]


def test_whoever_stood_in_and_left_the_partnership_signs_nothing_more(bob, appointed, client):
    erin = appointed(Role.BOARD, email="erin@police.example", name="Erin")
    stands_in(erin, bob, NOON, NOON.replace(year=2100))
    assert signed_in(erin).get("/plans/safe-at-home/").status_code == 200

    leaves(erin, NOON + DAY)

    assert signed_in(erin).get("/plans/safe-at-home/").status_code == 404
    assert Delegation.objects.get().revoked_at == NOON + DAY
    assert "delegation.revoked" in Entry.objects.values_list("verb", flat=True)


def test_whoever_changes_their_role_stands_in_as_before(bob, appointed, police):
    erin = appointed(Role.BOARD, email="erin@police.example", name="Erin")
    stands_in(erin, bob, NOON, NOON.replace(year=2100))
    held = Membership.objects.get(person=erin)

    people.change_role(
        membership_id=held.pk, role=Role.CONTRIBUTOR, agency=police, by=None, at=NOON + DAY
    )

    assert Delegation.objects.get().revoked_at is None


def test_a_delegation_left_over_from_before_opens_nothing(bob, appointed):
    erin = appointed(Role.BOARD, email="erin@police.example", name="Erin")
    stands_in(erin, bob, NOON, NOON.replace(year=2100))
    Membership.objects.filter(person=erin).update(until=NOON + DAY)

    assert signed_in(erin).get("/plans/safe-at-home/").status_code == 404


def test_that_a_mail_is_sent_again_stands_in_the_trail(opened, police, officer, client):
    given_up = Notice.objects.filter(kind="request", to="bob@police.example").get()
    Notice.objects.filter(pk=given_up.pk).update(state=NoticeState.FAILED)
    before = Entry.objects.count()

    for _ in range(2):
        client.post(f"/rounds/{opened.key}/notices/{given_up.pk}/again")

    entry = Entry.objects.latest("seq")
    assert (entry.verb, entry.key, entry.actor) == (
        "notice.sent_again", str(given_up.pk), officer,
    )  # fmt: skip
    assert entry.became == {"round": opened.key, "agency": police.pk, "kind": "request"}
    assert Entry.objects.count() == before + 1
    assert "bob@" not in entry.after

"""A question that is kept asks and answers as Django's own would."""

from datetime import timedelta

import pytest

from headway import planfile
from headway.domain.plan import Plan
from headway.web.people import actions as people
from headway.web.people.models import Agency, Membership, Partnership, Person, Role
from headway.web.people.queries import viewer
from headway.web.plans import queries as plans
from headway.web.plans.actions import save_version
from headway.web.plans.models import PlanVersion
from headway.web.prepared import Prepared
from tests.web.conftest import NOON

pytestmark = pytest.mark.django_db


def plan_text(slug: str = "ours") -> str:
    return planfile.dumps(Plan(slug=slug, title="A plan", outcomes=(), areas=()))


@pytest.fixture
def memberships() -> Prepared[Membership]:
    return Prepared(
        lambda person: Membership.objects.filter(person=person).select_related(
            "partnership", "agency"
        ),
        like=-1,
    )


def test_its_rows_are_whole_with_what_stands_beside_them(
    memberships, officer, appointed, agency, django_assert_num_queries
):
    lead = appointed(Role.LEAD)
    memberships.rows(officer.pk)

    with django_assert_num_queries(1):
        [found] = memberships.rows(lead.pk)
        assert (found.partnership.name, found.agency.name) == ("The partnership", agency.name)

    own = Membership.objects.get(person=lead)
    assert found == own
    for field in Membership._meta.concrete_fields:
        assert getattr(found, field.attname) == getattr(own, field.attname)
    assert found.since == NOON
    assert not found._state.adding


def test_nothing_beside_a_row_is_nothing(memberships, officer):
    [found] = memberships.rows(officer.pk)

    assert found.agency is None
    assert memberships.rows(0) == []


def test_a_row_that_is_put_off_is_fetched_when_it_is_asked_for(partnership):
    save_version(text=plan_text(), reason="New", at=NOON, partnership=partnership)
    newest = Prepared(
        lambda slug: PlanVersion.objects.filter(plan__slug=slug).defer("content"), like="no slug"
    )

    [found] = newest.rows("ours")

    assert found.get_deferred_fields() == {"content"}
    assert found.content == plan_text()
    assert newest.rows("no slug") == []
    assert newest.rows("' OR 1 = 1 --") == []


def test_who_somebody_is_holds_from_its_day_until_its_end(
    partnership: Partnership, agency: Agency, officer: Person, appointed
):
    lead = appointed(Role.LEAD)
    own = lead.memberships.get()
    people.delegate(
        membership_id=own.pk, to=officer, begins=NOON, ends=NOON + timedelta(days=2), by=lead,
        at=NOON,
    )  # fmt: skip
    appointed(Role.BOARD, email=officer.email)
    for role, days in ((Role.OFFICER, 1), (Role.BOARD, 3)):
        held = officer.memberships.get(role=role)
        people.end_membership(membership_id=held.pk, by=None, at=NOON + timedelta(days=days))

    before, first, later, after, last = (
        viewer(officer, at=NOON + timedelta(days=days)) for days in (-1, 0.5, 1.5, 2, 3)
    )

    assert (before.memberships, before.delegations) == ((), ())
    assert first.roles(partnership) == {Role.OFFICER, Role.BOARD}
    assert later.roles(partnership) == {Role.BOARD}
    assert [[one.membership for one in seen.delegations] for seen in (first, later)] == [[own]] * 2
    assert after.roles(partnership) == {Role.BOARD}
    assert not after.delegations
    assert not last.belongs_to(partnership)
    standings = {one.standing(partnership) for one in (before, first, later, after)}
    assert len(standings) == 4


def test_the_newest_version_is_found_by_its_own_plan(partnership):
    for slug in ("first", "second", "first"):
        text = plan_text(slug) + "# again\n" * PlanVersion.objects.count()
        save_version(text=text, reason=f"{slug} plan", at=NOON, partnership=partnership)

    found = plans.newest("first"), plans.newest("second")

    assert [(one.reason, one.number) for one in found] == [("first plan", 2), ("second plan", 1)]

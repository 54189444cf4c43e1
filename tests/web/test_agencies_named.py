"""An agency that changes its name, or that two plans write differently, stays one agency."""

import pytest

from headway.web.audit.models import Entry
from headway.web.people import actions
from headway.web.people.actions import PeopleError
from headway.web.people.models import Agency
from headway.web.plans.actions import save_version
from headway.web.rounds.models import Round
from headway.web.rounds.ticking import tick
from tests.web.conftest import NOON
from tests.web.test_rounds import OPENS, PLAN, lead, mails, plan, police

__all__ = ["lead", "plan", "police"]
pytestmark = pytest.mark.django_db


def rename(agency: Agency, name: str, *, also: tuple[str, ...] = ()) -> Agency:
    return actions.keep_agency(
        agency_id=agency.pk, name=name, also_called=also, address="", by=None, at=NOON
    )


def test_an_agency_that_is_renamed_is_still_the_one_that_the_plan_names(plan, police, lead):
    rename(police, "Valley Police")

    tick(OPENS)

    assert Agency.objects.filter(name__contains="Police").count() == 1
    assert Round.objects.get().requests.filter(agency=police).exists()
    assert [to for to, _ in mails("request")] == ["bob@police.example"]


def test_an_old_name_can_be_struck_out_by_who_means_to(police):
    rename(police, "Valley Police")
    again = rename(police, "Valley Police")

    assert again.also_called == []


def test_a_change_of_capitals_is_no_other_name(police):
    assert rename(police, police.name.upper()).also_called == []


def test_an_agency_that_a_plan_wrote_differently_and_that_nobody_is_in_goes_on_in_the_other(
    plan, police, lead
):
    text = PLAN.replace("Thames Valley Police", "TVP")
    save_version(text=text, reason="New words", at=OPENS, partnership=plan.partnership)
    other = plan.partnership.agencies.get(name="TVP")

    rename(police, police.name, also=("TVP",))

    assert not Agency.objects.filter(pk=other.pk).exists()
    assert plan.partnership.agencies.get(pk=police.pk).also_called == ["TVP"]
    assert Entry.objects.filter(verb="agency.removed", key=str(other.pk)).exists()


def test_an_agency_that_somebody_belongs_to_is_not_put_into_another(plan, police, lead):
    health = plan.partnership.agencies.get(name="Public Health")

    with pytest.raises(PeopleError, match="people or answers belong to it"):
        rename(health, "Public Health", also=("Thames Valley Police",))

    assert Agency.objects.filter(pk=police.pk).exists()

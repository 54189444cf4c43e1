"""A figure that two agencies give: the officer says which one the plan gets, and may change it."""

import pytest
from django.test import Client

from headway.web.answers import actions
from headway.web.answers import queries as answers
from headway.web.answers.actions import By
from headway.web.audit.models import Entry
from headway.web.editions.models import Edition
from headway.web.people import actions as people
from headway.web.people.models import Agency, Person, Role
from headway.web.plans import queries as plans
from headway.web.plans.models import PlanRecord
from headway.web.rounds.models import Request, Round
from tests.web.answers_setting import (
    NOW,
    answered,
    ask,
    asked_in,
    bob,
)
from tests.web.conftest import NOON, read, signed_in

__all__ = ["asked_in", "bob"]
pytestmark = pytest.mark.django_db

ROW = "permanent-exclusions"
ANSWERS = "/rounds/t6/answers"


@pytest.fixture
def both(asked_in: Round, agency: Agency, bob: By) -> list[Request]:
    """The police and the schools are asked for one count, and have signed 40 and 38."""
    people.name_agencies(partnership=agency.partnership, names=["Schools"], by=None, at=NOON)
    schools = agency.partnership.agencies.get(name="Schools")
    requests = [ask(asked_in, one, [ROW])[0] for one in (agency, schools)]
    for request, figure in zip(requests, ("40", "38"), strict=True):
        draft = answered(figure)
        actions.save_draft(request_id=request.pk, draft=draft, based_on=0, by=bob, at=NOW)
        actions.sign(request_id=request.pk, by=bob, at=NOW)
    return requests


def accepted(requests: list[Request], officer: Person) -> None:
    actions.accept(request_ids=[one.pk for one in requests], by=By(person=officer), at=NOW)


def figures() -> set[tuple[float | None, str]]:
    plan = plans.newest("oxfordshire").plan
    return {(one.value, one.breakdown) for one in plan.observations if one.given_by}


def choose(client: Client, sharing: str) -> str:
    return client.post(
        ANSWERS, {"do": "share", f"sharing-{ROW}": sharing}, follow=True
    ).content.decode()


def test_the_officer_chooses_and_chooses_again(
    client: Client, both: list[Request], officer: Person
):
    assert "Figures that agencies share" in read(client, ANSWERS)
    accepted(both, officer)
    apart = figures()
    assert {value for value, _ in apart} == {40, 38}

    assert "is kept" in choose(client, "sum")
    assert figures() == {(78, "")}
    choose(client, "first")
    assert len(figures()) == 1
    assert figures() < {(40, ""), (38, "")}
    choose(client, "apart")
    assert figures() == apart
    assert Entry.objects.filter(verb="row.shared").count() == 3


def test_what_one_agency_gave_in_this_round_is_not_last_time_to_the_other(
    both: list[Request], officer: Person
):
    police, schools = both
    before = answers.line(schools, at=NOW.date())
    assert before is not None

    accepted([police], officer)

    after = answers.line(schools, at=NOW.date())
    assert after is not None
    assert after.asked == before.asked
    assert [one.asked for one in answers.lines(schools.round, at=NOW.date())][1] == before.asked


def test_what_was_chosen_holds_for_later_acceptances(
    client: Client, both: list[Request], officer: Person
):
    choose(client, "sum")

    accepted(both, officer)

    assert figures() == {(78, "")}


def test_each_agency_is_told_what_becomes_of_its_figure(
    client: Client, both: list[Request], appointed
):
    choose(client, "sum")

    page = read(signed_in(appointed(Role.LEAD)), "/rounds/t6/answer")

    assert "Shared with Schools. Each signs its own answer." in page
    assert "they are added up" in page


def test_nothing_is_changed_of_what_an_edition_was_issued_with(
    client: Client, both: list[Request], officer: Person, oxfordshire: PlanRecord
):
    accepted(both, officer)
    Edition.objects.create(
        plan=oxfordshire, version=oxfordshire.versions.all()[0], at=NOW.date(), label="Summer",
        audience="board", issued_at=NOW,
    )  # fmt: skip
    before = figures()

    assert "an edition never changes" in choose(client, "sum")

    assert figures() == before


def test_a_row_that_one_agency_answers_is_not_shared(
    client: Client, asked_in: Round, agency: Agency
):
    ask(asked_in, agency, [ROW])

    assert "Figures that agencies share" not in read(client, ANSWERS)
    assert "One agency alone" in choose(client, "sum")

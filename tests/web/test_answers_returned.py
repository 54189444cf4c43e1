"""An answer that the officer returns: its agency is told, and finds the reason until it is done."""

from datetime import timedelta

import pytest

from headway.rounds.silence import Standing
from headway.web.answers import actions
from headway.web.answers.models import Answer
from headway.web.notices.models import Notice, NoticeState
from headway.web.rounds.models import Request
from tests.web.answers_setting import NOW, alice, answered, asked_in, bob, carol, exclusions
from tests.web.conftest import read, signed_in

__all__ = ["alice", "asked_in", "bob", "carol", "exclusions"]
pytestmark = pytest.mark.django_db

WHY = "Say how many came back: 4 of the 9?"


@pytest.fixture
def returned(exclusions, bob, alice) -> Answer:
    """Bob signed, and Alice returned it."""
    actions.save_draft(request_id=exclusions.pk, draft=answered(), based_on=0, by=bob, at=NOW)
    actions.sign(request_id=exclusions.pk, by=bob, at=NOW)
    return actions.give_back(request_id=exclusions.pk, reason=WHY, by=alice, at=NOW)


def letters() -> list[Notice]:
    return list(Notice.objects.filter(kind="returned").order_by("to"))


def test_whoever_answers_for_the_agency_is_told_and_finds_the_reason_on_the_page_alone(
    returned, exclusions, bob, carol, alice
):
    [letter] = letters()

    assert letter.to == bob.person.email
    assert letter.subject == "Returned: Term 6 2020/21, one row of Thames Valley Police"
    assert f"/rounds/t6/answer?agency={exclusions.agency_id}" in letter.body
    assert "Answers are due on 10 September 2021." in letter.body
    assert WHY not in letter.body, "a reason may tell figures, and an e-mail holds none"
    assert "4 of the 9?" in read(signed_in(bob.person), "/rounds/t6/answer")


def test_whoever_the_row_was_handed_to_is_told_in_place_of_the_others(
    exclusions, bob, carol, alice
):
    Request.objects.filter(pk=exclusions.pk).update(delegated_to=carol.person)
    actions.save_draft(request_id=exclusions.pk, draft=answered(), based_on=0, by=carol, at=NOW)
    actions.submit(request_id=exclusions.pk, by=carol, at=NOW)
    actions.give_back(request_id=exclusions.pk, reason=WHY, by=alice, at=NOW)

    assert [one.to for one in letters()] == [carol.person.email]


def test_a_return_that_is_taken_back_at_once_is_not_written_about(returned, exclusions, alice):
    actions.take_back_return(request_id=exclusions.pk, by=alice, at=NOW)

    assert [one.state for one in letters()] == [NoticeState.CANCELLED]


def test_each_return_is_told_of_once(returned, exclusions, bob, alice):
    actions.sign(request_id=exclusions.pk, by=bob, at=NOW)
    later = NOW + timedelta(hours=1)
    actions.give_back(request_id=exclusions.pk, reason="And when?", by=alice, at=later)

    assert len(letters()) == 2


@pytest.mark.parametrize("signs", [True, False])
def test_taking_back_what_was_answered_anew_returns_to_the_reason(returned, exclusions, bob, signs):
    verb = actions.sign if signs else actions.submit
    verb(request_id=exclusions.pk, by=bob, at=NOW)
    for _ in range(2 if signs else 1):
        again = actions.take_back(request_id=exclusions.pk, by=bob, at=NOW)

    assert (again.state, again.return_reason) == ("returned", WHY)
    assert Request.objects.get(pk=exclusions.pk).standing == Standing.RETURNED


def test_taking_back_what_the_officer_unreturned_is_a_draft(returned, exclusions, bob, alice):
    actions.take_back_return(request_id=exclusions.pk, by=alice, at=NOW)
    for _ in range(2):
        again = actions.take_back(request_id=exclusions.pk, by=bob, at=NOW)

    assert (again.state, again.return_reason) == ("draft", "")

"""What somebody typed is kept, or shown to them once more: whatever happened in between."""

import pytest

from headway.web.answers import actions
from headway.web.answers.models import Answer
from headway.web.rounds.actions import close_round
from headway.web.rounds.models import Request
from tests.web.answers_setting import NOW, alice, answered, asked_in, bob, carol, exclusions
from tests.web.conftest import signed_in

__all__ = ["alice", "asked_in", "bob", "carol", "exclusions"]
pytestmark = pytest.mark.django_db

PAGE = "/rounds/t6/answer"


def typed(request: Request, words: str, based_on: int = 0, do: str = "save") -> dict[str, object]:
    key = f"r{request.pk}"
    return {f"{key}-kind": "figures", f"{key}-words": words, f"{key}-based_on": based_on, "do": do}


@pytest.mark.parametrize("do", ["save", "submit", "sign"])
def test_what_was_typed_into_a_row_that_was_handed_in_meanwhile_is_shown_once_more(
    exclusions, bob, carol, do
):
    actions.save_draft(request_id=exclusions.pk, draft=answered(), based_on=0, by=carol, at=NOW)
    actions.submit(request_id=exclusions.pk, by=carol, at=NOW)

    sent = signed_in(bob.person).post(PAGE, typed(exclusions, "Ten pupils came back.", 1, do))

    assert sent.status_code == 422
    html = sent.content.decode()
    assert "What you typed was not saved." in html
    assert "Ten pupils came back." in html
    assert "Everything was saved already." not in html
    assert Answer.objects.get().words == "We did what we said."


def test_what_was_typed_when_the_round_closed_is_shown_once_more(exclusions, asked_in, bob):
    close_round(round_id=asked_in.pk, by=None, at=NOW)

    sent = signed_in(bob.person).post(PAGE, typed(exclusions, "Ten pupils came back."))

    assert sent.status_code == 422
    assert "Ten pupils came back." in sent.content.decode()
    assert "is closed" in sent.content.decode()


def test_nothing_is_said_to_whoever_sends_the_page_as_they_found_it(exclusions, bob, carol):
    actions.save_draft(request_id=exclusions.pk, draft=answered(), based_on=0, by=carol, at=NOW)
    actions.submit(request_id=exclusions.pk, by=carol, at=NOW)

    sent = signed_in(bob.person).post(PAGE, typed(exclusions, "We did what we said.", 1))

    assert sent.status_code == 302


def test_taking_one_row_back_keeps_what_was_typed_into_another(asked_in, exclusions, bob):
    other = asked_in.requests.exclude(pk=exclusions.pk).first()
    actions.save_draft(request_id=exclusions.pk, draft=answered(), based_on=0, by=bob, at=NOW)
    actions.sign(request_id=exclusions.pk, by=bob, at=NOW)

    signed_in(bob.person).post(PAGE, typed(other, "Half a page.", do=f"back-{exclusions.pk}"))

    assert Answer.objects.get(request=other).words == "Half a page."
    assert Answer.objects.get(request=exclusions).state == "submitted"

"""Nobody signs or accepts what they have not seen, and every step is undone until an edition."""

from datetime import timedelta

import pytest

from headway.rounds.silence import Standing
from headway.web.answers import actions
from headway.web.answers.actions import By
from headway.web.answers.errors import NotEditableError
from headway.web.answers.models import Answer, AnswerState
from headway.web.audit.models import Entry
from headway.web.rounds.actions import close_round
from headway.web.rounds.models import Request
from tests.web.answers_setting import (
    NOW,
    alice,
    answered,
    asked_in,
    bob,
    carol,
    exclusions,
)
from tests.web.conftest import read, signed_in

__all__ = ["alice", "asked_in", "bob", "carol", "exclusions"]
pytestmark = pytest.mark.django_db

PAGE = "/rounds/t6/answer"
REVIEW = "/rounds/t6/answers"


def save(request: Request, figure: str, by: By, based_on: int = 0) -> Answer:
    return actions.save_draft(
        request_id=request.pk, draft=answered(figure), based_on=based_on, by=by, at=NOW
    )


def submit(request: Request, figure: str, by: By, based_on: int = 0) -> Answer:
    save(request, figure, by, based_on)
    return actions.submit(request_id=request.pk, by=by, at=NOW)


def sign(request: Request, figure: str, by: By) -> Answer:
    save(request, figure, by)
    return actions.sign(request_id=request.pk, by=by, at=NOW)


def state(request: Request) -> str:
    return str(Answer.objects.get(request=request).state)


# ----------------------------------------------------------------------- signed as it was seen


def test_the_page_tells_which_version_of_a_submitted_answer_the_lead_looks_at(
    exclusions, bob, carol
):
    answer = submit(exclusions, "78", carol)

    page = read(signed_in(bob.person), PAGE)

    assert f'name="r{exclusions.pk}-based_on" value="{answer.revision}"' in page


@pytest.mark.parametrize("goes_on", ["submitted once more", "left as a draft"])
def test_what_was_changed_since_the_lead_looked_is_not_signed_by_her_click(
    exclusions, bob, carol, goes_on
):
    seen = submit(exclusions, "78", carol).revision
    taken = actions.take_back(request_id=exclusions.pk, by=carol, at=NOW)
    changed = save(exclusions, "80", carol, taken.revision)
    if goes_on == "submitted once more":
        changed = actions.submit(request_id=exclusions.pk, by=carol, at=NOW)

    sent = {f"r{exclusions.pk}-based_on": seen, "do": "sign"}
    answer = signed_in(bob.person).post(PAGE, sent)

    assert answer.status_code == 422
    assert "since you opened this page" in answer.content.decode()
    assert state(exclusions) == changed.state

    again = {f"r{exclusions.pk}-based_on": changed.revision, "do": "sign"}
    signed_in(bob.person).post(PAGE, again)
    assert state(exclusions) == "signed"


def test_what_the_lead_types_and_signs_at_once_is_signed(exclusions, bob, carol):
    seen = save(exclusions, "78", carol).revision
    prefix = f"r{exclusions.pk}-"
    sent = {f"{prefix}based_on": seen, f"{prefix}kind": "no_change", "do": "sign"}

    signed_in(bob.person).post(PAGE, sent)

    assert state(exclusions) == "signed"


# --------------------------------------------------------------------- accepted as it was seen


def test_what_the_agency_signed_anew_meanwhile_is_not_accepted_unseen(
    exclusions, bob, alice, client
):
    seen = sign(exclusions, "78", bob).revision
    assert f'name="seen-{exclusions.pk}" value="{seen}"' in read(client, REVIEW)
    for _ in range(2):
        taken = actions.take_back(request_id=exclusions.pk, by=bob, at=NOW)
    save(exclusions, "80", bob, taken.revision)
    again = actions.sign(request_id=exclusions.pk, by=bob, at=NOW)

    for do in (f"accept-{exclusions.pk}", "accept-all", f"return-{exclusions.pk}"):
        sent = {f"seen-{exclusions.pk}": seen, "do": do, f"reason-{exclusions.pk}": "Why?"}
        assert (
            "since you opened this page" in client.post(REVIEW, sent, follow=True).content.decode()
        )
    assert state(exclusions) == "signed"

    client.post(REVIEW, {f"seen-{exclusions.pk}": again.revision, "do": f"accept-{exclusions.pk}"})
    assert state(exclusions) == "accepted"


# ------------------------------------------------------------------------------------- undone


def test_an_answer_that_was_returned_by_mistake_is_signed_as_before(exclusions, bob, alice):
    before = sign(exclusions, "78", bob)
    later = NOW + timedelta(days=1)
    actions.give_back(request_id=exclusions.pk, reason="Oops", by=alice, at=later)

    answer = actions.take_back_return(request_id=exclusions.pk, by=alice, at=later)

    assert (answer.state, answer.return_reason) == (AnswerState.SIGNED, "")
    assert (answer.signed_by, answer.signed_at, answer.signed_as) == (bob.person, NOW, "lead")
    assert answer.submitted_at == before.submitted_at
    exclusions.refresh_from_db()
    assert (exclusions.standing, exclusions.answered_at) == (Standing.SIGNED, NOW)
    assert Entry.objects.latest("seq").verb == "answer.return_taken_back"


def test_a_returned_answer_that_nobody_had_signed_waits_to_be_signed_again(
    exclusions, carol, alice
):
    submit(exclusions, "78", carol)
    actions.give_back(request_id=exclusions.pk, reason="Oops", by=alice, at=NOW)

    answer = actions.take_back_return(request_id=exclusions.pk, by=alice, at=NOW)

    assert (answer.state, answer.signed_by) == (AnswerState.SUBMITTED, None)


def test_a_return_is_not_undone_once_the_agency_goes_on_with_it(exclusions, bob, alice):
    sign(exclusions, "78", bob)
    returned = actions.give_back(request_id=exclusions.pk, reason="Why?", by=alice, at=NOW)
    save(exclusions, "80", bob, returned.revision)

    with pytest.raises(NotEditableError, match="has gone on"):
        actions.take_back_return(request_id=exclusions.pk, by=alice, at=NOW)


def test_the_officer_undoes_a_return_by_a_button(exclusions, bob, alice, client):
    sign(exclusions, "78", bob)
    actions.give_back(request_id=exclusions.pk, reason="Oops", by=alice, at=NOW)
    assert "Take the return back" in read(client, REVIEW)

    client.post(REVIEW, {"do": f"undo-{exclusions.pk}"})

    assert state(exclusions) == "signed"


# -------------------------------------------------------------------------------- closed rounds


def test_what_was_signed_in_time_is_accepted_and_taken_back_after_the_round_closed(
    exclusions, asked_in, bob, alice, client
):
    sign(exclusions, "78", bob)
    close_round(round_id=asked_in.pk, by=None, at=NOW)

    client.post(REVIEW, {"do": f"accept-{exclusions.pk}"})
    assert state(exclusions) == "accepted"

    client.post(REVIEW, {"do": f"back-{exclusions.pk}"})
    assert state(exclusions) == "signed"


def test_nothing_is_returned_to_an_agency_that_could_not_answer_it(
    exclusions, asked_in, bob, alice, client
):
    sign(exclusions, "78", bob)
    close_round(round_id=asked_in.pk, by=None, at=NOW)

    page = read(client, REVIEW)
    sent = {"do": f"return-{exclusions.pk}", f"reason-{exclusions.pk}": "Why?"}
    refused = client.post(REVIEW, sent, follow=True).content.decode()

    assert f"return-{exclusions.pk}" not in page
    assert "Reopen it" in page
    assert "Reopen it" in refused
    assert state(exclusions) == "signed"

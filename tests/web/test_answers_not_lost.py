"""What somebody typed is kept, or shown to them once more: whatever happened in between."""

import pytest
from django.test import Client

from headway.web.answers import actions
from headway.web.answers.models import Answer
from headway.web.notices.models import Notice
from headway.web.people.models import Role
from headway.web.rounds.actions import close_round, make_link
from headway.web.rounds.models import Request
from tests.web.answers_setting import NOW, alice, answered, asked_in, bob, carol, exclusions
from tests.web.conftest import SIGNS_IN, read, signed_in

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


# ------------------------------------------------------------------------------- signed out


@pytest.fixture
def sent_signed_out(exclusions, bob) -> Client:
    """Bob's browser, after he sent half a page and found that he had been signed out."""
    browser = Client()
    agency = exclusions.agency_id
    sent = {**typed(exclusions, "Ten pupils came back.", do="sign"), "agency": agency}
    answered = browser.post(PAGE, sent)
    assert answered["Location"] == f"/account/login/?next=/rounds/t6/answer%3Fagency%3D{agency}"
    return browser


def test_what_was_typed_by_somebody_signed_out_stands_in_the_fields_once_they_are_back(
    sent_signed_out, exclusions, bob
):
    sent_signed_out.force_login(bob.person, backend=SIGNS_IN)
    page = read(sent_signed_out, PAGE)

    assert "You were signed out before this was saved." in page
    assert "Ten pupils came back.</textarea>" in page
    assert not Answer.objects.exists(), "nothing is saved or signed until they press the button"

    sent_signed_out.post(PAGE, typed(exclusions, "Ten pupils came back."))

    assert Answer.objects.get().words == "Ten pupils came back."
    assert "You were signed out" not in read(sent_signed_out, PAGE)


def test_what_a_colleague_saved_meanwhile_is_not_overwritten_by_it(
    sent_signed_out, exclusions, bob, carol
):
    actions.save_draft(request_id=exclusions.pk, draft=answered(), based_on=0, by=carol, at=NOW)
    sent_signed_out.force_login(bob.person, backend=SIGNS_IN)

    page = read(sent_signed_out, PAGE)
    assert f'name="r{exclusions.pk}-based_on" value="0"' in page
    again = sent_signed_out.post(PAGE, typed(exclusions, "Ten pupils came back."))

    assert again.status_code == 409
    assert "As somebody else saved it" in again.content.decode()


def test_whoever_signs_in_there_and_answers_for_nobody_sees_nothing_of_it(
    sent_signed_out, appointed
):
    sent_signed_out.force_login(appointed(Role.BOARD), backend=SIGNS_IN)

    answer = sent_signed_out.get(PAGE)

    assert answer.status_code == 403
    assert "Ten pupils" not in answer.content.decode()


def test_nothing_is_kept_for_an_address_that_leads_nowhere_or_of_too_much(exclusions):
    browser = Client()
    browser.post("/rounds/nowhere/answer", typed(exclusions, "x"))
    browser.post(PAGE, typed(exclusions, "x" * 400_000))

    assert "typed_signed_out" not in browser.session


def test_the_holder_of_a_link_finds_what_they_typed_when_they_come_by_it_again(
    sent_signed_out, exclusions, asked_in, alice, monkeypatch
):
    monkeypatch.setattr("django.utils.timezone.now", lambda: NOW)
    make_link(
        round_id=asked_in.pk, agency_id=exclusions.agency_id, email="dora@police.example",
        by=alice.person, at=NOW,
    )  # fmt: skip
    token = Notice.objects.get(kind="link").body.split("/rounds/link/")[1].split()[0]

    sent_signed_out.post(f"/rounds/link/{token}")

    assert "Ten pupils came back.</textarea>" in read(sent_signed_out, PAGE)

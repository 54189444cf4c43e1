"""Nobody accepts what they signed themselves; an officer who is alone does, and says why."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.utils import timezone

from headway.web.answers import actions
from headway.web.answers.actions import By
from headway.web.answers.errors import NotEditableError
from headway.web.answers.models import Answer
from headway.web.audit.models import Entry
from headway.web.people.models import Delegation, Membership, Person, Role
from headway.web.rounds.models import Request
from tests.web.answers_setting import NOW, alice, answered, asked_in, bob, exclusions
from tests.web.conftest import read, signed_in

__all__ = ["alice", "asked_in", "bob", "exclusions"]
pytestmark = pytest.mark.django_db

REVIEW = "/rounds/t6/answers"


@pytest.fixture
def signed_by_alice(exclusions: Request, bob: By, alice: By) -> Request:
    """Alice is the officer, stands in for Bob, the lead of the police, and signs for them."""
    assert alice.person is not None
    Delegation.objects.create(
        membership=Membership.objects.get(person=bob.person),
        person=alice.person,
        begins=timezone.now() - timedelta(days=1),
        ends=timezone.now() + timedelta(days=1),
        made_at=timezone.now(),
        made_by=alice.person,
    )
    actions.save_draft(request_id=exclusions.pk, draft=answered("78"), based_on=0, by=alice, at=NOW)
    actions.sign(request_id=exclusions.pk, by=alice, at=NOW, signed_as="lead's stand-in")
    return exclusions


@pytest.fixture
def dora(appointed: Callable[..., Person]) -> Person:
    """Another officer of the partnership."""
    return appointed(Role.OFFICER, name="Dora")


def state() -> str:
    return str(Answer.objects.get().state)


def test_who_signed_is_told_who_accepts_and_has_no_button(signed_by_alice, alice, dora, client):
    page = read(client, REVIEW)

    assert "You signed this answer yourself, so somebody else accepts it: Dora." in page
    assert f'value="accept-{signed_by_alice.pk}"' not in page
    assert "accept-all" not in page


@pytest.mark.parametrize("which", ["own", "all"])
def test_nobody_accepts_what_they_signed_whatever_they_send(
    signed_by_alice, alice, dora, client, which
):
    key = signed_by_alice.pk
    do = "accept-all" if which == "all" else f"accept-{key}"

    told = client.post(REVIEW, {"do": do, f"why-{key}": "In haste."}, follow=True)

    assert state() == "signed"
    assert "somebody else accepts it: Dora" in told.content.decode()


def test_the_other_officer_accepts_it(signed_by_alice, dora):
    page = read(signed_in(dora), REVIEW)
    signed_in(dora).post(REVIEW, {"do": "accept-all"})

    assert "You signed this answer yourself" not in page
    assert state() == "accepted"


def test_an_officer_who_is_alone_says_why_and_it_stands_in_the_trail(
    signed_by_alice, alice, client
):
    key = signed_by_alice.pk
    page = read(client, REVIEW)
    client.post(REVIEW, {"do": f"accept-{key}"})
    assert state() == "signed"

    client.post(REVIEW, {"do": f"accept-{key}", f"why-{key}": "Bob is ill, the board meets."})

    assert "no other performance officer" in page
    assert state() == "accepted"
    entry = Entry.objects.get(verb="answer.accepted")
    assert entry.reason == "Bob is ill, the board meets."
    assert "Accepted by who signed it:</strong> Bob is ill, the board meets." in read(
        client, REVIEW
    )


def test_an_officer_who_is_alone_accepts_what_others_signed_as_ever(exclusions, bob, alice, client):
    actions.save_draft(request_id=exclusions.pk, draft=answered("78"), based_on=0, by=bob, at=NOW)
    actions.sign(request_id=exclusions.pk, by=bob, at=NOW)

    client.post(REVIEW, {"do": f"accept-{exclusions.pk}"})

    assert state() == "accepted"


@pytest.mark.parametrize("gone", ["left", "inactive"])
def test_an_officer_who_left_is_no_other_officer(signed_by_alice, alice, dora, gone):
    if gone == "left":
        Membership.objects.filter(person=dora).update(until=timezone.now())
    else:
        Person.objects.filter(pk=dora.pk).update(is_active=False)

    actions.accept(
        request_ids=[signed_by_alice.pk], by=alice, at=timezone.now(), reason="Nobody else is here."
    )

    assert state() == "accepted"


def test_one_answer_of_ones_own_among_others_holds_up_all_of_them_in_one_call(
    signed_by_alice, alice, dora
):
    with pytest.raises(NotEditableError, match="Dora"):
        actions.accept(request_ids=[signed_by_alice.pk], by=alice, at=NOW, reason="In haste.")
    assert state() == "signed"

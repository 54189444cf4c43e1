"""What the pages of people say when somebody presses a button that came too late, or mistypes."""

import pytest
from django.test import Client
from django.urls import reverse

from headway.web.people import actions
from headway.web.people.models import Delegation, Membership, Role
from headway.web.rounds import actions as rounds
from tests.web.answers_setting import NOW, alice, asked_in, bob, exclusions
from tests.web.conftest import NOON, signed_in

__all__ = ["alice", "asked_in", "bob", "exclusions"]
pytestmark = pytest.mark.django_db


def test_days_away_that_end_before_they_begin_are_refused_with_a_sentence(
    appointed, officer, agency
):
    lead = appointed(Role.LEAD, of=agency)
    mine = Membership.objects.get(person=lead)
    sent = {"person": officer.pk, "first": "05/02/2031", "last": "01/02/2031"}

    answered = signed_in(lead).post(f"/you/stand-in/{mine.pk}", sent)

    assert answered.status_code == 422
    assert "The last day must not come before the first." in answered.content.decode()
    assert not Delegation.objects.exists()


def test_a_role_that_ended_in_another_window_is_said_to_have_ended(
    client: Client, appointed, agency, partnership
):
    lead = appointed(Role.LEAD, of=agency, name="Bob")
    held = Membership.objects.get(person=lead)
    address = f"/partnerships/{partnership.slug}/people/{held.pk}/end"
    client.post(address)

    again = client.post(address, follow=True)

    assert again.status_code < 500
    assert "somebody ended it already" in again.content.decode()


def test_rows_of_a_round_that_closed_in_another_window_are_not_handed_over(
    client: Client, exclusions, asked_in, bob
):
    rounds.close_round(round_id=asked_in.pk, by=None, at=NOW)
    sent = {"requests": [exclusions.pk], "person": bob.person.pk}

    answered = client.post(
        f"/rounds/t6/agencies/{exclusions.agency_id}/hand-over", sent, follow=True
    )

    assert answered.status_code < 500
    assert "Reopen it before you hand anything over." in answered.content.decode()


def test_an_invitation_that_was_accepted_in_between_is_not_withdrawn(client: Client, partnership):
    letter = actions.invite(
        partnership=partnership, email="eve@x.example", name="Eve", role=Role.BOARD, by=None,
        at=NOON,
    )  # fmt: skip
    actions.join(invitation_id=letter.invitation.pk, name="Eve", password="x" * 14, at=NOON)
    address = reverse("people:withdraw", args=[partnership.slug, letter.invitation.pk])

    answered = client.post(address, follow=True)

    assert answered.status_code < 500
    assert "They have joined in the meantime." in answered.content.decode()
